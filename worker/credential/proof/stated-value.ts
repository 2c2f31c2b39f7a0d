/**
 * Whether a value or a type, as it stands in JSON, is what a statement says: the comparisons of misread-terms.ts. Pure.
 */
import jcs from 'canonicalize'
import { type Component, iriToken, literalToken } from '../canonicalize/n-quads.ts'
import type { JsonObject, JsonValue } from '../json.ts'

const RDF_JSON = 'http://www.w3.org/1999/02/22-rdf-syntax-ns#JSON'

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
/** The token of 'https://example.org/terms#Name' → 'name'. */
export function localName(iri: string): string {
  const start = Math.max(iri.lastIndexOf('#'), iri.lastIndexOf('/'), iri.lastIndexOf(':'))
  return iri.slice(start + 1, -1).toLowerCase()
}

/** Whether `type`, a term or a compact or whole IRI, ends as one of the stated does. */
export function isNamed(stated: ReadonlySet<string>, type: JsonValue): boolean {
  const name = typeof type === 'string' ? localName(`${type}>`) : ''
  return name !== '' && (stated.has(name) || stated.has(OTHER_NAMES.get(name) ?? ''))
}

/** A text, number or boolean. */
export function isScalar(value: JsonValue, object: Component): boolean {
  if (typeof object !== 'string') return false
  if (object.startsWith('<'))
    return typeof value === 'string' && (iriToken(value) === object || isWord(value, object))
  const lexical = object.slice(0, object.lastIndexOf('"') + 1)
  if (lexical === literalToken(String(value), '').slice(0, -'^^<>'.length)) return true
  // Canonical numbers are written otherwise, with 16 digits.
  const [given, stated] = [Number(value), Number(lexical.slice(1, -1))]
  const isNumber =
    (typeof value === 'number' || (typeof value === 'string' && value.trim() !== '')) &&
    object.includes('"^^')
  return isNumber && Number.isFinite(given) && Math.abs(given - stated) <= Math.abs(given) * 1e-12
}

/** A word of a vocabulary. */
function isWord(value: string, iri: string): boolean {
  return /^\w+$/.test(value) && isNamed(new Set([localName(iri)]), value)
}

/** A JSON literal. */
export function isJsonLiteral(value: JsonObject, object: Component): boolean {
  if (typeof object !== 'string' || !object.endsWith(`^^<${RDF_JSON}>`)) return false
  return object === literalToken(jcs(value) ?? '', RDF_JSON)
}
