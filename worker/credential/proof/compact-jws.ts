/** A compact JWS, read strictly (RFC 7515): three parts, canonical base64url, JSON without duplicate keys. Pure. */
import { isJsonObject, type JsonObject } from '../json.ts'
import { ALGORITHMS, type VerificationAlgorithm } from '../key/algorithms.ts'
import { decodeBase64url } from '../key/multibase.ts'
import { parseJson } from '../parse-json.ts'
import { problem } from '../verify/problem.ts'
import type { Problem } from '../verify/report.ts'
import { asReasons, type Reason } from './reason.ts'

export interface CompactJws {
  header: JsonObject
  payload: JsonObject
  signature: Uint8Array
  /** The bytes that were signed, as received. */
  signed: Uint8Array
}

const MAX_CHARACTERS = 4_194_304

export function parseCompactJws(token: string): CompactJws | Problem {
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
  const header = decodeObject(headerText)
  const payload = decodeObject(payloadText)
  const signature = decodeBase64url(signatureText)
  if (header === undefined) return malformed('its header is no JSON object')
  if (payload === undefined) return malformed('its payload is no JSON object')
  if (signature === undefined) return malformed('its signature is no base64url')
  return { header, payload, signature, signed: new TextEncoder().encode(`${headerText}.${payloadText}`) }
}

function decodeObject(text: string): JsonObject | undefined {
  const bytes = decodeBase64url(text)
  if (bytes === undefined) return undefined
  const parsed = parseJson(new TextDecoder('utf-8', { fatal: false, ignoreBOM: true }).decode(bytes))
  return parsed.ok && isJsonObject(parsed.value) ? parsed.value : undefined
}

function malformed(detail: string): Problem {
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
