/**
 * Strict reading of JSON from strangers (RFC 8259 under the rules of I-JSON, RFC 7493). Pure; never throws.
 * Whatever two readers could understand differently is refused, so that what is shown is what was signed: duplicate
 * keys, lone surrogates, numbers that do not survive a double, and `__proto__` (an assignment away from vanishing).
 * Depth and size are bounded before anything is built.
 */
import type { JsonValue } from './json.ts'

export interface JsonLimits {
  /** UTF-16 code units. */
  maxLength: number
  maxDepth: number
  /** Members and elements together. */
  maxValues: number
}

export const JSON_LIMITS: JsonLimits = { maxLength: 4_194_304, maxDepth: 64, maxValues: 250_000 }

export type JsonFault =
  | 'json-syntax'
  | 'json-too-large'
  | 'json-too-deep'
  | 'json-duplicate-key'
  | 'json-forbidden-key'
  | 'json-lone-surrogate'
  | 'json-number-range'

/** `detail` is the key or number at fault, shortened; '' where there is none. */
export type ParsedJson = { ok: true; value: JsonValue } | { ok: false; code: JsonFault; detail: string }

export function parseJson(text: string, limits: JsonLimits = JSON_LIMITS): ParsedJson {
  if (text.length > limits.maxLength) return fault('json-too-large')
  if (!text.isWellFormed()) return fault('json-lone-surrogate')
  const withoutMark = text.charCodeAt(0) === 0xfeff ? text.slice(1) : text
  const refused = scan(withoutMark, limits)
  if (refused) return refused
  try {
    return { ok: true, value: JSON.parse(withoutMark) as JsonValue }
  } catch {
    return fault('json-syntax')
  }
}

const MAX_DETAIL_LENGTH = 60
const NUMBER = /-?\d+(\.\d+)?([eE][+-]?\d+)?/y

function fault(code: JsonFault, detail = ''): { ok: false; code: JsonFault; detail: string } {
  const short = detail.length > MAX_DETAIL_LENGTH ? `${detail.slice(0, MAX_DETAIL_LENGTH)}…` : detail
  return { ok: false, code, detail: short.toWellFormed() }
}

/** One pass over the text without recursion. Grammar is left to JSON.parse; this finds what JSON.parse lets through. */
function scan(text: string, limits: JsonLimits): ReturnType<typeof fault> | undefined {
  /** The keys seen in each open object; null for an open array. */
  const open: (Set<string> | null)[] = []
  let expectKey = false
  let values = 1
  for (let at = 0; at < text.length; at++) {
    const char = text[at] as string
    if (char === '"') {
      const string = readString(text, at)
      if (string === undefined) return fault('json-syntax')
      if (!string.value.isWellFormed()) return fault('json-lone-surrogate', string.value)
      const keys = open.at(-1)
      if (expectKey && keys) {
        if (string.value === '__proto__') return fault('json-forbidden-key', string.value)
        if (keys.has(string.value)) return fault('json-duplicate-key', string.value)
        keys.add(string.value)
        expectKey = false
      }
      at = string.end
    } else if (char === '{' || char === '[') {
      open.push(char === '{' ? new Set() : null)
      expectKey = char === '{'
      values++
      if (open.length > limits.maxDepth) return fault('json-too-deep')
    } else if (char === '}' || char === ']') {
      open.pop()
      expectKey = false
    } else if (char === ',') {
      expectKey = open.at(-1) instanceof Set
      values++
    } else if (char === '-' || (char >= '0' && char <= '9')) {
      NUMBER.lastIndex = at
      const match = NUMBER.exec(text)
      if (!match) return fault('json-syntax')
      if (!survivesDouble(match)) return fault('json-number-range', match[0])
      at += match[0].length - 1
    }
    if (values > limits.maxValues) return fault('json-too-large')
  }
  return undefined
}

function readString(text: string, start: number): { value: string; end: number } | undefined {
  let escaped = false
  for (let at = start + 1; at < text.length; at++) {
    const code = text.charCodeAt(at)
    if (code === 0x22) {
      if (!escaped) return { value: text.slice(start + 1, at), end: at }
      try {
        return { value: JSON.parse(text.slice(start, at + 1)) as string, end: at }
      } catch {
        return undefined
      }
    }
    if (code === 0x5c) {
      escaped = true
      at++
    }
  }
  return undefined
}

/** An integer must be exact; a fraction is a double by nature, and only has to be finite. */
function survivesDouble([literal, fraction, exponent]: RegExpExecArray): boolean {
  const number = Number(literal)
  if (fraction === undefined && exponent === undefined) return Number.isSafeInteger(number)
  return Number.isFinite(number)
}
