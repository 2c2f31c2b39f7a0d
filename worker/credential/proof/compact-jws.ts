/** A compact JWS, read strictly (RFC 7515): three parts, canonical base64url, JSON without duplicate keys. Pure. */
import { isJsonObject, type JsonObject } from '../json.ts'
import { ALGORITHMS, type VerificationAlgorithm } from '../key/algorithms.ts'
import { decodeBase64url } from '../key/multibase.ts'
import type { DetailWord } from '../messages/words.ts'
import { parseJson } from '../parse-json.ts'
import { problem } from '../verify/problem.ts'
import type { Problem } from '../verify/report.ts'
import { asReasons, type Reason } from './reason.ts'

export interface ReadParts {
  header: JsonObject
  payload: JsonObject
}

interface SignedParts {
  header: JsonObject
  signature: Uint8Array
  /** The bytes that were signed, as received. */
  signed: Uint8Array
}

export interface CompactJws extends SignedParts {
  payload: JsonObject
}

/** The payload, which takes longest to read, is still to be read. */
export interface OpenedJws extends SignedParts {
  readPayload(): JsonObject | undefined
}

const MAX_CHARACTERS = 4_194_304

export function parseCompactJws(token: string): CompactJws | Problem {
  const opened = openCompactJws(token)
  if (!('header' in opened)) return opened
  const { readPayload, ...parts } = opened
  const payload = readPayload()
  return payload === undefined ? payloadMalformed() : { ...parts, payload }
}

/** `read`: header and payload of this very token, where they were parsed as strictly before. */
export function openCompactJws(token: string, read?: ReadParts): OpenedJws | Problem {
  if (token.length > MAX_CHARACTERS) return malformed('it is too long')
  const [headerText, payloadText, signatureText, ...rest] = token.split('.')
  if (
    headerText === undefined ||
    payloadText === undefined ||
    signatureText === undefined ||
    rest.length > 0
  ) {
    return malformed('it has not three parts')
  }
  const header = read?.header ?? decodeObject(headerText)
  const signature = decodeBase64url(signatureText)
  if (header === undefined) return malformed('its header is no JSON object')
  if (signature === undefined) return malformed('its signature is no base64url')
  return {
    header,
    signature,
    signed: new TextEncoder().encode(token.slice(0, headerText.length + 1 + payloadText.length)),
    readPayload: () => read?.payload ?? decodeObject(payloadText),
  }
}

export function payloadMalformed(): Problem {
  return malformed('its payload is no JSON object')
}

function decodeObject(text: string): JsonObject | undefined {
  const bytes = decodeBase64url(text)
  if (bytes === undefined) return undefined
  const parsed = parseJson(new TextDecoder('utf-8', { fatal: false, ignoreBOM: true }).decode(bytes))
  return parsed.ok && isJsonObject(parsed.value) ? parsed.value : undefined
}

function malformed(detail: DetailWord): Problem {
  return problem('jwt-malformed', { params: { detail } })
}

/** The algorithm that the header names, or why it is not to be used. `Ed25519` is RFC 9864's name for EdDSA. */
export function algorithmOfHeader({ alg }: JsonObject): VerificationAlgorithm | Reason {
  if (alg === 'Ed25519') return 'EdDSA'
  if (typeof alg === 'string' && Object.hasOwn(ALGORITHMS, alg)) return alg as VerificationAlgorithm
  if (typeof alg !== 'string')
    return refused(problem('jwt-malformed', { params: { detail: 'its header has no alg' } }))
  if (/^none$/i.test(alg)) return refused(problem('jwt-unsigned'))
  if (/^HS\d/i.test(alg)) return refused(problem('jwt-symmetric', { params: { alg } }))
  return { outcome: 'indeterminate', problem: problem('algorithm-unknown', { params: { algorithm: alg } }) }
}

/** Header members that change what the rest means, none of which is understood here (RFC 7515, 4.1.11; RFC 7797). */
export function checkCriticalHeaders({ crit, b64 }: JsonObject): Reason[] {
  const names = crit === undefined ? [] : Array.isArray(crit) && crit.length > 0 ? crit.map(String) : ['crit']
  if (b64 !== undefined && b64 !== true) names.push('b64')
  return asReasons(names.map((name) => problem('jwt-critical-header', { params: { name } })))
}

function refused(found: Problem): Reason {
  return { outcome: 'failure', problem: found }
}
