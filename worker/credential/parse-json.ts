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
const [QUOTE, BACKSLASH, COMMA, MINUS] = [0x22, 0x5c, 0x2c, 0x2d]
const [BRACE_OPEN, BRACE_CLOSE, BRACKET_OPEN, BRACKET_CLOSE] = [0x7b, 0x7d, 0x5b, 0x5d]
const [DIGIT_0, DIGIT_9] = [0x30, 0x39]
const NUMBER = /-?\d+(\.\d+)?([eE][+-]?\d+)?/y

function fault(code: JsonFault, detail = ''): { ok: false; code: JsonFault; detail: string } {
  const short = detail.length > MAX_DETAIL_LENGTH ? `${detail.slice(0, MAX_DETAIL_LENGTH)}…` : detail
  return { ok: false, code, detail: short.toWellFormed() }
}

/**
 * One pass over the text without recursion. Grammar is left to JSON.parse; this finds what JSON.parse lets through.
 * The text is known to be well-formed, so that only an escape can write a lone surrogate.
 */
function scan(text: string, limits: JsonLimits): ReturnType<typeof fault> | undefined {
  /** The keys seen in each open object; null for an open array. */
  const open: (Set<string> | null)[] = []
  let expectKey = false
  let values = 1
  let nextEscape = text.indexOf('\\')
  for (let at = 0; at < text.length; at++) {
    const code = text.charCodeAt(at)
    if (code === QUOTE) {
      const end = endOfString(text, at)
      if (end === -1) return fault('json-syntax')
      if (nextEscape !== -1 && nextEscape < at) nextEscape = text.indexOf('\\', at)
      const isEscaped = nextEscape !== -1 && nextEscape < end
      const keys = expectKey ? open.at(-1) : undefined
      if (isEscaped || keys) {
        const value = isEscaped ? unescaped(text.slice(at, end + 1)) : text.slice(at + 1, end)
        if (value === undefined) return fault('json-syntax')
        if (isEscaped && !value.isWellFormed()) return fault('json-lone-surrogate', value)
        if (keys) {
          if (value === '__proto__') return fault('json-forbidden-key', value)
          if (keys.has(value)) return fault('json-duplicate-key', value)
          keys.add(value)
          expectKey = false
        }
      }
      at = end
    } else if (code === BRACE_OPEN || code === BRACKET_OPEN) {
      expectKey = code === BRACE_OPEN
      open.push(expectKey ? new Set() : null)
      values++
      if (open.length > limits.maxDepth) return fault('json-too-deep')
    } else if (code === BRACE_CLOSE || code === BRACKET_CLOSE) {
      open.pop()
      expectKey = false
    } else if (code === COMMA) {
      expectKey = open.at(-1) instanceof Set
      values++
    } else if (code === MINUS || (code >= DIGIT_0 && code <= DIGIT_9)) {
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

/** The closing quote: the first one with an even number of backslashes before it. */
function endOfString(text: string, start: number): number {
  let end = text.indexOf('"', start + 1)
  while (end !== -1) {
    let from = end
    while (text.charCodeAt(from - 1) === BACKSLASH) from--
    if ((end - from) % 2 === 0) return end
    end = text.indexOf('"', end + 1)
  }
  return -1
}

function unescaped(literal: string): string | undefined {
  try {
    return JSON.parse(literal) as string
  } catch {
    return undefined
  }
}

/** An integer must be exact; a fraction is a double by nature, and only has to be finite. */
function survivesDouble([literal, fraction, exponent]: RegExpExecArray): boolean {
  const number = Number(literal)
  if (fraction === undefined && exponent === undefined) return Number.isSafeInteger(number)
  return Number.isFinite(number)
}
