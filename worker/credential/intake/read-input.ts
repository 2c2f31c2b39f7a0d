/**
 * From whatever a person or program hands in to the things to verify, by content and never by file name. Pure but
 * for the fetch port that it may be given. Never throws: what cannot be read comes back with `received: null` and why.
 */
import type { FetchDocument } from '../fetch-document.ts'
import { isJsonObject, type JsonObject, type JsonValue } from '../json.ts'
import { parseJson } from '../parse-json.ts'
import { problem } from '../verify/problem.ts'
import type { Problem, Source } from '../verify/report.ts'
import { type CredentialFormat, detectFormat } from './format.ts'
import { credentialOfClaims, decodeToken, isCompactToken, isSdJwt } from './read-token.ts'

/** How it arrived, outermost first: a picture from a URL is a `png`. */
export type Container = 'json' | 'jwt' | 'png' | 'svg' | 'pdf' | 'url' | 'page'

export type Envelope = 'json' | 'jwt' | 'sd-jwt'

export interface ReadInput {
  container: Container
  /** What is to be verified: the object as parsed, or the compact token as given. null where nothing could be read. */
  received: JsonObject | string | null
  envelope: Envelope | null
  /** The received object, or the credential that the token's claims carry. Not verified: for recognition and display. */
  document: JsonObject | null
  /** What the document says it is; null when unknown. */
  format: CredentialFormat | null
  /** Where it was fetched from, after redirects; null when it was handed in. Hosted verification starts here. */
  url: string | null
  sources: Source[]
  /** Errors when `received` is null; else warnings. */
  problems: Problem[]
}

export interface ReadOptions {
  /** Without it a URL is not followed, and says so. */
  fetchDocument?: FetchDocument
}

export const MAX_INPUT_BYTES = 10 * 1024 * 1024

/** At least one item; several for an array or an Open Badges API answer. A presentation is one item. */
export async function readInput(
  input: string | Uint8Array | JsonObject | JsonValue[],
  _options: ReadOptions = {},
): Promise<ReadInput[]> {
  if (input instanceof Uint8Array) return readBytes(input)
  if (typeof input === 'string') return readText(input, 'json')
  return readValue(input, 'json')
}

export function unreadable(container: Container, ...problems: Problem[]): ReadInput[] {
  return [
    {
      container,
      received: null,
      envelope: null,
      document: null,
      format: null,
      url: null,
      sources: [],
      problems,
    },
  ]
}

function readBytes(bytes: Uint8Array): ReadInput[] {
  if (bytes.length > MAX_INPUT_BYTES) return unreadable('json', problem('input-too-large'))
  let text: string
  try {
    text = new TextDecoder('utf-8', { fatal: true, ignoreBOM: false }).decode(bytes)
  } catch {
    return unreadable('json', problem('input-not-recognised'))
  }
  return readText(text, 'json')
}

export function readText(text: string, container: Container): ReadInput[] {
  const trimmed = text.trim()
  if (trimmed === '') return unreadable(container, problem('input-empty'))
  if (isCompactToken(trimmed)) return [readToken(trimmed, container === 'json' ? 'jwt' : container)]
  if (!/^\uFEFF?["[{]/.test(trimmed)) return unreadable(container, problem('input-not-recognised'))
  const parsed = parseJson(trimmed)
  if (!parsed.ok) return unreadable(container, problem(parsed.code, { params: { detail: parsed.detail } }))
  return readValue(parsed.value, container)
}

function readValue(value: JsonValue, container: Container): ReadInput[] {
  if (typeof value === 'string') {
    return isCompactToken(value)
      ? [readToken(value, container)]
      : unreadable(container, problem('input-not-recognised'))
  }
  if (!isJsonObject(value)) return unreadable(container, problem('input-not-recognised'))
  return [
    {
      container,
      received: value,
      envelope: 'json',
      document: value,
      format: detectFormat(value),
      url: null,
      sources: [],
      problems: [],
    },
  ]
}

function readToken(token: string, container: Container): ReadInput {
  const decoded = decodeToken(token)
  if (!decoded.ok) {
    const [item] = unreadable(container, problem(decoded.code, { params: { detail: decoded.detail } }))
    return item as ReadInput
  }
  const sdJwt = isSdJwt(token)
  const document = credentialOfClaims(decoded.claims)
  return {
    container,
    received: token,
    envelope: sdJwt ? 'sd-jwt' : 'jwt',
    document,
    format: sdJwt && typeof decoded.claims.vct === 'string' ? 'sd-jwt-vc' : detectFormat(document),
    url: null,
    sources: [],
    problems: [],
  }
}
