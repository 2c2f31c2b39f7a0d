/**
 * Whether a value or a type, as it stands in JSON, is what a statement says: the comparisons of misread-terms.ts. Pure.
 */
import jcs from 'canonicalize'
import { type Component, iriToken, literalToken } from '../canonicalize/n-quads.ts'
import { isJsonObject, type JsonObject, type JsonValue } from '../json.ts'

const RDF = 'http://www.w3.org/1999/02/22-rdf-syntax-ns#'
const RDF_JSON = `${RDF}JSON`
const RDF_TYPE = `<${RDF}type>`
export const [RDF_FIRST, RDF_REST] = [`<${RDF}first>`, `<${RDF}rest>`]
export const TYPE = 'rdf:type'

/** Where a published context names a thing otherwise than its IRI does. */
export const OTHER_NAMES: ReadonlyMap<string, string> = new Map([
  ['expires', 'expiration'],
  ['tag', 'keywords'],
  ['tags', 'keywords'],
  ['identifier', 'identifier-1'],
  ['achievement', 'achievement-0'],
  ['creator', 'profile'],
  ['achievementcredential', 'openbadgecredential'],
  ['authentication', 'authenticationmethod'],
])
/** The token of 'https://example.org/terms#Name' or 'https://example.org/Name/' → 'name'. */
export function localName(iri: string): string {
  let end = iri.length - 1
  while (end > 0 && '#/:'.includes(iri.charAt(end - 1))) end--
  const start = Math.max(...['#', '/', ':'].map((mark) => iri.lastIndexOf(mark, end - 1)))
  return iri.slice(start + 1, end).toLowerCase()
}

const MAX_KNOWN_NAMES = 1000
const knownNames = new Map<string, string>()

/** Vocabularies of the published contexts. */
const PUBLISHED = /^<https?:\/\/(schema\.org|(www\.)?w3\.org|w3id\.org|purl\.imsglobal\.org)\//

/** The same, remembered: predicates are few. Marked where it is an issuer's own, which gives way to a published one. */
function knownLocalName(predicate: string): string {
  const known = knownNames.get(predicate)
  if (known !== undefined) return known
  const name = (PUBLISHED.test(predicate) ? '' : '~') + localName(predicate)
  if (knownNames.size >= MAX_KNOWN_NAMES) knownNames.clear()
  knownNames.set(predicate, name)
  return name
}

export function nameOf(predicate: string): string {
  if (predicate === RDF_TYPE) return TYPE
  return predicate === RDF_FIRST || predicate === RDF_REST ? predicate : knownLocalName(predicate)
}

/** Whether `type`, a term or a compact or whole IRI, ends as one of the stated does. */
export function isNamed(stated: ReadonlySet<string>, type: JsonValue): boolean {
  const name = typeof type === 'string' ? localName(`${type}>`) : ''
  const other = OTHER_NAMES.get(name)
  return name !== '' && (stated.has(name) || (other !== undefined && stated.has(other)))
}

/** A text, number or boolean. */
export function isScalar(value: JsonValue, object: Component): boolean {
  if (typeof object !== 'string') return false
  // Nearly always: what is between the quotes or brackets of a token is the value, and nothing in it had to be escaped.
  if (
    typeof value === 'string' &&
    object.length === value.length + 2 &&
    object.startsWith(value, 1) &&
    !value.includes('\\')
  )
    return object.startsWith('<') ? object.endsWith('>') : object.endsWith('"')
  if (object.startsWith('<'))
    return typeof value === 'string' && (iriToken(value) === object || isWord(value, object))
  const lexical = object.slice(0, object.lastIndexOf('"') + 1)
  const text = lexical.slice(1, -1)
  if (lexical === literalToken(String(value), '').slice(0, -'^^<>'.length)) return true
  // Canonical numbers are written otherwise, with 16 digits.
  const isTyped = object.charAt(lexical.length) === '^'
  const isNumber = typeof value === 'number' || (typeof value === 'string' && value.trim() !== '' && isTyped)
  if (!isNumber || text.trim() === '') return false
  const [given, stated] = [Number(value), Number(text)]
  return Number.isFinite(given) && Math.abs(given - stated) <= Math.abs(given) * 1e-12
}

/** A word of a vocabulary. */
function isWord(value: string, iri: string): boolean {
  return /^\w+$/.test(value) && isNamed(new Set([localName(iri)]), value)
}

/** A JSON literal; `known` are the tokens of those that were compared before. */
export function isJsonLiteral(value: JsonValue, object: Component, known: Map<JsonValue, string>): boolean {
  if (typeof object !== 'string' || !object.endsWith(`^^<${RDF_JSON}>`)) return false
  const token = known.get(value) ?? literalToken(jcs(value) ?? '', RDF_JSON)
  known.set(value, token)
  return object === token
}

export function sizeOf(value: JsonValue): number {
  return typeof value === 'string' ? value.length : 0
}

/** What is stated of a node under one name, each once. */
export class Stated {
  readonly list: readonly Component[]
  #set: ReadonlySet<Component> | undefined

  constructor(list: readonly Component[]) {
    this.list = list
  }

  has(object: Component): boolean {
    if (this.list.length < 2) return this.list[0] === object
    this.#set ??= new Set(this.list)
    return this.#set.has(object)
  }
}

/** The node that a value says it is. */
export function idOf(value: JsonValue): Component | undefined {
  const id = isJsonObject(value) ? (value.id ?? value['@id']) : undefined
  return typeof id === 'string' ? iriToken(id) : undefined
}

/** Values of a member, as JSON-LD has them: nothing that is null, no list within a list. */
export function flat(value: JsonValue | undefined, into: JsonValue[] = []): JsonValue[] {
  if (value === null || value === undefined) return into
  if (Array.isArray(value)) for (const item of value) flat(item, into)
  else if (isJsonObject(value) && '@set' in value) flat(value['@set'], into)
  else if (isJsonObject(value) && '@list' in value) flat(value['@list'], into)
  else into.push(value)
  return into
}

/** By their id: with those beside them that have the same, their statements cannot be told apart. */
export function withSameId(items: JsonValue[]): Map<JsonValue | undefined, JsonObject[]> {
  const groups = new Map<JsonValue | undefined, JsonObject[]>()
  for (const item of items.filter(isJsonObject)) {
    const group = groups.get(item.id)
    if (group) group.push(item)
    else groups.set(item.id, [item])
  }
  return groups
}

/** Read as one thing where JSON-LD sees the things in it. */
export function isWrapped(value: JsonValue): boolean {
  if (Array.isArray(value)) return value.some((item) => Array.isArray(item) || isWrapped(item))
  return isJsonObject(value) && ('@set' in value || '@list' in value)
}

/** `ex:kim`, for all that can be seen; the schemes of whole IRIs are no prefixes. */
export function isCompact(value: JsonValue | undefined): value is string {
  return typeof value === 'string' && /^(?!(?:https?|did|urn|data):)[\w.-]+:/i.test(value)
}

/** `ex:kim` for an IRI that ends in `kim`. */
export function isCompactOf(value: JsonValue, object: Component): boolean {
  const suffix = isCompact(value) ? value.slice(value.indexOf(':') + 1) : ''
  return suffix !== '' && String(object).endsWith(`${suffix}>`)
}

/** A text with its language under names of a context's own (`{ value, lang }`), which stands for this literal. */
export function isAliasedText(value: JsonObject, object: Component): boolean {
  return String(object).startsWith('"') && Object.values(value).some((member) => isScalar(member, object))
}

/** The second member in which those of one id are not alike; with one alone it is plain what belongs together. */
export function secondDifference([first = {}, ...others]: JsonObject[]): string | undefined {
  let differing = 0
  for (const name of new Set([first, ...others].flatMap((one) => Object.keys(one)))) {
    const text = JSON.stringify(first[name])
    if (others.some((other) => JSON.stringify(other[name]) !== text) && ++differing > 1) return name
  }
  return undefined
}
