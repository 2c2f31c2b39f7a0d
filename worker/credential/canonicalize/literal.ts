/**
 * JSON scalars and JSON literals as RDF literals. Pure. Mirrors JSON-LD 1.1 Processing Algorithms, section 8.2 (Object
 * to RDF Conversion), as jsonld.js does it: a number is a double when it is written with a decimal point or is 1e21
 * or more.
 */
import canonicalizeJson from 'canonicalize'
import type { JsonValue } from '../json.ts'
import { literalToken } from './n-quads.ts'
import { leaveToReference } from './outside.ts'

const XSD = 'http://www.w3.org/2001/XMLSchema#'
const XSD_STRING = `${XSD}string`
const XSD_BOOLEAN = `${XSD}boolean`
const XSD_DOUBLE = `${XSD}double`
const XSD_INTEGER = `${XSD}integer`
const RDF = 'http://www.w3.org/1999/02/22-rdf-syntax-ns#'
const RDF_JSON = `${RDF}JSON`
const RDF_LANG_STRING = `${RDF}langString`

/** `datatype` is what the term or the value object says. */
export function scalarLiteral(value: string | number | boolean, datatype: string | undefined): string {
  if (datatype === RDF_LANG_STRING) leaveToReference()
  if (typeof value === 'boolean') return literalToken(String(value), datatype ?? XSD_BOOLEAN)
  if (typeof value === 'string') {
    if (datatype === XSD_DOUBLE) return literalToken(double(Number.parseFloat(value)), XSD_DOUBLE)
    return literalToken(value, datatype ?? XSD_STRING)
  }
  if (isDouble(value) || datatype === XSD_DOUBLE) return literalToken(double(value), datatype ?? XSD_DOUBLE)
  return literalToken(value.toFixed(0), datatype ?? XSD_INTEGER)
}

export function languageLiteral(value: string, language: string): string {
  return literalToken(value, RDF_LANG_STRING, language)
}

export function jsonLiteral(value: JsonValue): string {
  let text: string | undefined
  try {
    text = canonicalizeJson(value)
  } catch {
    leaveToReference()
  }
  if (text === undefined || text.includes('"__proto__"')) leaveToReference()
  return literalToken(text, RDF_JSON)
}

function isDouble(value: number): boolean {
  return String(value).includes('.') || Math.abs(value) >= 1e21
}

/** The canonical form of xsd:double: one digit before the point, no needless zeros, a capital E. */
function double(value: number): string {
  return value.toExponential(15).replace(/(\d)0*e\+?/, '$1E')
}
