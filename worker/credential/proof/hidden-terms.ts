/**
 * Stops the renaming attack on RDF-based proofs: an inline context may give `validUntil` another name, which leaves the
 * signed statements as they are and hides the end of validity from whoever reads the JSON. Pure.
 */
import type { Component, Quad } from '../canonicalize/n-quads.ts'
import { asArray, isJsonObject, type JsonObject, type JsonValue } from '../json.ts'

const CREDENTIALS = 'https://www.w3.org/2018/credentials#'
const STATUS = 'https://www.w3.org/ns/credentials/status#'
const SECURITY = 'https://w3id.org/security#'

/** Predicates by the name under which a verifier reads them. */
const READ_BY_NAME = new Map([
  [`<${CREDENTIALS}issuer>`, 'issuer'],
  [`<${CREDENTIALS}holder>`, 'holder'],
  [`<${CREDENTIALS}credentialSubject>`, 'credentialSubject'],
  [`<${CREDENTIALS}credentialStatus>`, 'credentialStatus'],
  [`<${CREDENTIALS}validFrom>`, 'validFrom'],
  [`<${CREDENTIALS}validUntil>`, 'validUntil'],
  [`<${CREDENTIALS}issuanceDate>`, 'issuanceDate'],
  [`<${CREDENTIALS}expirationDate>`, 'expirationDate'],
  [`<${CREDENTIALS}refreshService>`, 'refreshService'],
  [`<${CREDENTIALS}credentialSchema>`, 'credentialSchema'],
  [`<${CREDENTIALS}relatedResource>`, 'relatedResource'],
  [`<${CREDENTIALS}verifiableCredential>`, 'verifiableCredential'],
  [`<${SECURITY}digestMultibase>`, 'digestMultibase'],
  [`<${CREDENTIALS}digestSRI>`, 'digestSRI'],
  [`<${STATUS}statusPurpose>`, 'statusPurpose'],
  [`<${STATUS}statusListIndex>`, 'statusListIndex'],
  [`<${STATUS}statusSize>`, 'statusSize'],
  [`<${STATUS}statusListCredential>`, 'statusListCredential'],
  [`<${STATUS}encodedList>`, 'encodedList'],
  [`<${SECURITY}cryptosuite>`, 'cryptosuite'],
  [`<${SECURITY}proofPurpose>`, 'proofPurpose'],
  [`<${SECURITY}verificationMethod>`, 'verificationMethod'],
  [`<${SECURITY}expiration>`, 'expires'],
  [`<${SECURITY}challenge>`, 'challenge'],
  [`<${SECURITY}domain>`, 'domain'],
  [`<${SECURITY}previousProof>`, 'previousProof'],
])

const READ_NAMES = new Set(READ_BY_NAME.values())
/** Types by which a status entry or a schema is read: under another's name it would be by other rules, or not at all. */
const READ_TYPE =
  /[#/](BitstringStatusListEntry|StatusList2021Entry|RevocationList2020Status|\w+List2021Status|1EdTechRevocationList|1EdTechJsonSchemaValidator2019|JsonSchema\w*)>$/
const RDF_TYPE = '<http://www.w3.org/1999/02/22-rdf-syntax-ns#type>'
const VERIFIABLE_CREDENTIAL = `<${CREDENTIALS}verifiableCredential>`
const CREDENTIAL_TYPE = `<${CREDENTIALS}VerifiableCredential>`

type Counts = Map<string, number>

/**
 * The first term that the statements make more often than the JSON shows it under its own name: anywhere, or of
 * the credentials themselves, whose members `@included` could move away from them without a change in the statements.
 */
export function findHiddenTerm(source: JsonObject, statements: Quad[]): string | undefined {
  const stated = readStatements(statements)
  const shown: Shown = { members: new Map(), credentials: [] }
  collect(source, shown)
  const credentials = distinct(shown.credentials)
  if (credentials.length > stated.credentials.size) return 'VerifiableCredential'
  const ofCredentials: Counts = new Map()
  for (const credential of credentials) countOwnMembers(credential, ofCredentials)
  const statedOfCredentials: Counts = new Map()
  for (const { subject, name } of stated.terms) {
    if (stated.credentials.has(subject)) add(statedOfCredentials, name, 1)
  }
  const everywhere: Counts = new Map()
  for (const { name } of stated.terms) add(everywhere, name, 1)
  return firstExcess(everywhere, shown.members) ?? firstExcess(statedOfCredentials, ofCredentials)
}

/**
 * The statements that are read by name, and the subjects that are credentials. A subject is told apart by graph: each of a
 * presentation's credentials has its own, so that one that stands there twice is stated twice.
 */
function readStatements(statements: Quad[]) {
  const terms: { subject: Component; name: string }[] = []
  const credentials = new Set<Component>()
  const hasGraphs = statements.some(({ predicate }) => predicate === VERIFIABLE_CREDENTIAL)
  const told = ({ subject, graph }: Quad) => (hasGraphs ? `${subject} ${graph}` : subject)
  for (const quad of statements) {
    const name = READ_BY_NAME.get(quad.predicate)
    if (name !== undefined) terms.push({ subject: told(quad), name })
    if (quad.predicate !== RDF_TYPE) continue
    if (quad.object === CREDENTIAL_TYPE) credentials.add(told(quad))
    const type = READ_TYPE.exec(String(quad.object))?.[1]
    if (type !== undefined) terms.push({ subject: told(quad), name: type })
  }
  return { terms, credentials }
}

interface Shown {
  /** Values by name of member, anywhere. */
  members: Counts
  /** Objects that call themselves credentials, each with the place that gives it a graph of its own, if any does. */
  credentials: { object: JsonObject; graph: number }[]
}

/** Each text once in a graph: what is written twice there is stated once. */
function distinct(shown: Shown['credentials']): JsonObject[] {
  if (shown.length < 2) return shown.map(({ object }) => object)
  return [
    ...new Map(shown.map(({ object, graph }) => [`${graph} ${JSON.stringify(object)}`, object])).values(),
  ]
}

function collect(value: JsonValue, shown: Shown, graph = 0): void {
  if (Array.isArray(value)) {
    for (const item of value) collect(item, shown, graph)
    return
  }
  if (!isJsonObject(value)) return
  if (asArray<JsonValue>(value.type).includes('VerifiableCredential')) {
    shown.credentials.push({ object: value, graph })
  }
  countOwnMembers(value, shown.members)
  for (const name of Object.keys(value)) {
    const member = value[name] ?? null
    if (typeof member !== 'object' || name === '@context') continue
    // In the credentials' contexts the term is a graph container: each of its values is a graph.
    if (name !== 'verifiableCredential') collect(member, shown, graph)
    else for (const item of asArray<JsonValue>(member)) collect(item, shown, shown.credentials.length + 1)
  }
}

function countOwnMembers(object: JsonObject, counts: Counts): void {
  for (const name of Object.keys(object)) {
    if (READ_NAMES.has(name)) add(counts, name, asArray<JsonValue>(object[name]).length)
  }
  for (const type of asArray<JsonValue>(object.type)) {
    if (READ_TYPE.test(`#${type}>`)) add(counts, String(type), 1)
  }
}

function firstExcess(stated: Counts, shown: Counts): string | undefined {
  return [...stated].find(([name, count]) => count > (shown.get(name) ?? 0))?.[0]
}

function add(counts: Counts, name: string, count: number): void {
  counts.set(name, (counts.get(name) ?? 0) + count)
}
