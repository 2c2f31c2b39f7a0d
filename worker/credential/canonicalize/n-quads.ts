/**
 * N-Quads in canonical form (RDF 1.2 N-Quads, "A Canonical form of N-Quads"): tokens, lines, their order, and a parser
 * for N-Quads as this and other canonicalizers write them. Pure.
 */

/** A component of a quad: the token of an IRI or literal as it stands in a line, or the number of a blank node. */
export type Component = string | number

export interface Quad {
  subject: Component
  /** Token of an IRI. */
  predicate: string
  object: Component
  /** '' for the default graph. */
  graph: Component
}

const XSD_STRING = 'http://www.w3.org/2001/XMLSchema#string'
// biome-ignore lint/suspicious/noControlCharactersInRegex: the canonical form escapes exactly these
const ESCAPED_IN_IRI = /[\u0000-\u0020<>"{}|^`\\]/g
// biome-ignore lint/suspicious/noControlCharactersInRegex: the canonical form escapes exactly these
const ESCAPED_IN_LITERAL = /[\u0000-\u001f\u007f"\\]/g
const NEEDS_ESCAPE_IN_IRI = new RegExp(ESCAPED_IN_IRI.source)
const NEEDS_ESCAPE_IN_LITERAL = new RegExp(ESCAPED_IN_LITERAL.source)
const LITERAL_ESCAPES: Record<string, string> = {
  '\b': '\\b',
  '\t': '\\t',
  '\n': '\\n',
  '\f': '\\f',
  '\r': '\\r',
  '"': '\\"',
  '\\': '\\\\',
}

function numericEscape(character: string): string {
  return `\\u${character.charCodeAt(0).toString(16).toUpperCase().padStart(4, '0')}`
}

export function iriToken(iri: string): string {
  return NEEDS_ESCAPE_IN_IRI.test(iri) ? `<${iri.replace(ESCAPED_IN_IRI, numericEscape)}>` : `<${iri}>`
}

export function literalToken(lexical: string, datatype: string, language?: string): string {
  const quoted = `"${NEEDS_ESCAPE_IN_LITERAL.test(lexical) ? lexical.replace(ESCAPED_IN_LITERAL, (c) => LITERAL_ESCAPES[c] ?? numericEscape(c)) : lexical}"`
  if (language !== undefined) return `${quoted}@${language}`
  return datatype === XSD_STRING ? quoted : `${quoted}^^${iriToken(datatype)}`
}

/**
 * `label` gives the token of a blank node, with its `_:`. Joined, not added up: a text of added parts is copied together
 * only when it is first compared, one by one and slowly, which took most of the time of sorting.
 */
export function quadLine(quad: Quad, label: (blankNode: number) => string): string {
  const { subject, predicate, object, graph } = quad
  const s = typeof subject === 'number' ? label(subject) : subject
  const o = typeof object === 'number' ? label(object) : object
  if (graph === '') return [s, predicate, o, '.\n'].join(' ')
  return [s, predicate, o, typeof graph === 'number' ? label(graph) : graph, '.\n'].join(' ')
}

const SURROGATE = /[\ud800-\udfff]/

/**
 * Sorts the lines in place by Unicode code point, as RDFC-1.0 says, and returns them as one text. JavaScript's own order
 * is by UTF-16 code unit, which differs only where there are surrogates.
 */
export function sortLines(lines: string[]): string {
  const text = lines.sort().join('')
  return SURROGATE.test(text) ? lines.sort(compareCodePoints).join('') : text
}

function compareCodePoints(a: string, b: string): number {
  const length = Math.min(a.length, b.length)
  for (let index = 0; index < length; index++) {
    if (a.charCodeAt(index) === b.charCodeAt(index)) continue
    // The first different code unit decides, except that surrogates stand for code points above all others.
    const [x, y] = [rank(a.charCodeAt(index)), rank(b.charCodeAt(index))]
    return x - y
  }
  return a.length - b.length
}

function rank(codeUnit: number): number {
  return codeUnit >= 0xd800 && codeUnit <= 0xdfff ? codeUnit + 0x10000 : codeUnit
}

const IRI = '<[^<>"{}|^`\\u0000-\\u0020]*>'
const BLANK_NODE = '_:[^\\s<>"]+'
const LITERAL = `"(?:[^"\\\\\\n\\r]|\\\\.)*"(?:\\^\\^${IRI}|@[A-Za-z0-9-]+)?`
const LINE = new RegExp(
  `^\\s*(${IRI}|${BLANK_NODE})\\s*(${IRI})\\s*(${IRI}|${BLANK_NODE}|${LITERAL})\\s*(${IRI}|${BLANK_NODE})?\\s*\\.\\s*$`,
)

export interface ParsedLine {
  subject: string
  predicate: string
  object: string
  graph: string
}

/** The tokens of one line, escapes made canonical; undefined when it is no quad. */
export function parseLine(line: string): ParsedLine | undefined {
  const match = LINE.exec(line)
  if (match === null) return undefined
  const [, subject = '', predicate = '', object = '', graph = ''] = match
  return { subject: token(subject), predicate: token(predicate), object: token(object), graph: token(graph) }
}

function token(text: string): string {
  if (text.startsWith('<')) return text.includes('\\') ? iriToken(unescaped(text.slice(1, -1))) : text
  if (!text.startsWith('"')) return text
  const end = text.lastIndexOf('"')
  const suffix = text.slice(end + 1)
  const lexical = unescaped(text.slice(1, end))
  if (suffix.startsWith('@')) return literalToken(lexical, '', suffix.slice(1))
  return literalToken(lexical, suffix === '' ? XSD_STRING : unescaped(suffix.slice(3, -1)))
}

const UNESCAPES: Record<string, string> = { b: '\b', t: '\t', n: '\n', f: '\f', r: '\r' }

/** What an IRI or literal with escapes says. */
export function unescaped(text: string): string {
  return text.replace(/\\(?:u([0-9A-Fa-f]{4})|U([0-9A-Fa-f]{8})|(.))/g, (_, four, eight, one) =>
    one === undefined ? String.fromCodePoint(Number.parseInt(four ?? eight, 16)) : (UNESCAPES[one] ?? one),
  )
}
