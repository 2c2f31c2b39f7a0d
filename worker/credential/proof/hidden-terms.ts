/**
 * Stops the renaming attack on RDF-based proofs: an inline context may give `validUntil` another name, which leaves the
 * signed statements as they are and hides the end of validity from whoever reads the JSON. Pure.
 */
import { asArray, isJsonObject, type JsonObject, type JsonValue } from '../json.ts'

const CREDENTIALS = 'https://www.w3.org/2018/credentials#'
const STATUS = 'https://www.w3.org/ns/credentials/status#'
const SECURITY = 'https://w3id.org/security#'

/** Statements by the name under which a verifier reads them. */
const READ_BY_NAME = new Map([
  [`${CREDENTIALS}issuer`, 'issuer'],
  [`${CREDENTIALS}holder`, 'holder'],
  [`${CREDENTIALS}credentialSubject`, 'credentialSubject'],
  [`${CREDENTIALS}credentialStatus`, 'credentialStatus'],
  [`${CREDENTIALS}validFrom`, 'validFrom'],
  [`${CREDENTIALS}validUntil`, 'validUntil'],
  [`${CREDENTIALS}issuanceDate`, 'issuanceDate'],
  [`${CREDENTIALS}expirationDate`, 'expirationDate'],
  [`${CREDENTIALS}refreshService`, 'refreshService'],
  [`${STATUS}statusPurpose`, 'statusPurpose'],
  [`${STATUS}statusListIndex`, 'statusListIndex'],
  [`${STATUS}statusListCredential`, 'statusListCredential'],
  [`${STATUS}encodedList`, 'encodedList'],
  [`${SECURITY}cryptosuite`, 'cryptosuite'],
  [`${SECURITY}proofPurpose`, 'proofPurpose'],
  [`${SECURITY}verificationMethod`, 'verificationMethod'],
  [`${SECURITY}expiration`, 'expires'],
  [`${SECURITY}challenge`, 'challenge'],
  [`${SECURITY}domain`, 'domain'],
  [`${SECURITY}previousProof`, 'previousProof'],
])

/** The first term that the canonical form states more often than the JSON shows it under its own name. */
export function findHiddenTerm(source: JsonObject, canonical: string): string | undefined {
  const stated = new Map<string, number>()
  // A line of canonical N-Quads is subject, space, predicate in angle brackets; no subject holds a space.
  for (let line = 0; line < canonical.length; line = canonical.indexOf('\n', line) + 1) {
    const start = canonical.indexOf(' <', line) + 2
    const name = READ_BY_NAME.get(canonical.slice(start, canonical.indexOf('>', start)))
    if (name !== undefined) stated.set(name, (stated.get(name) ?? 0) + 1)
  }
  const shown = new Map<string, number>()
  countMembers(source, stated, shown)
  return [...stated].find(([name, count]) => count > (shown.get(name) ?? 0))?.[0]
}

function countMembers(value: JsonValue, wanted: Map<string, number>, shown: Map<string, number>): void {
  if (Array.isArray(value)) {
    for (const item of value) countMembers(item, wanted, shown)
    return
  }
  if (!isJsonObject(value)) return
  for (const [name, member] of Object.entries(value)) {
    if (name === '@context') continue
    if (wanted.has(name)) shown.set(name, (shown.get(name) ?? 0) + asArray(member).length)
    countMembers(member, wanted, shown)
  }
}
