/** The holder's own signature behind an SD-JWT (RFC 9901, section 7.3): over this very presentation, by the key in `cnf`. */
import { asArray, isJsonObject, type JsonObject, type JsonValue } from '../json.ts'
import { fitsAlgorithm } from '../key/algorithms.ts'
import { type PublicJwk, parsePublicJwk } from '../key/jwk.ts'
import { verifySignature } from '../key/verify-signature.ts'
import { algorithmOfHeader, checkCriticalHeaders, parseCompactJws } from '../proof/compact-jws.ts'
import { problem } from '../verify/problem.ts'
import type { Problem } from '../verify/report.ts'
import { digestOf } from './disclose.ts'

export interface KeyBindingQuestion {
  /** The KB-JWT; '' when there is none. */
  keyBindingJwt: string
  /** Everything before it, up to and with the last tilde. */
  presentation: string
  claims: JsonObject
  /** Web Crypto's name of the issuer's `_sd_alg`. */
  hash: string
  challenge?: string
  domain?: string
  now: Date
  clockSkewSeconds: number
}

/** Empty when it holds, or when there is none and none was asked for. */
export async function keyBindingProblems(question: KeyBindingQuestion): Promise<Problem[]> {
  const { keyBindingJwt, presentation, claims, hash, challenge, domain, now, clockSkewSeconds } = question
  if (keyBindingJwt === '') {
    return challenge === undefined && domain === undefined ? [] : [problem('key-binding-missing')]
  }
  const parsed = parseCompactJws(keyBindingJwt)
  if (!('payload' in parsed)) return [parsed]
  const { header, payload, signature, signed } = parsed
  const key = holderKey(claims.cnf)
  const algorithm = algorithmOfHeader(header)
  if (typeof algorithm !== 'string') return [algorithm.problem]
  const critical = checkCriticalHeaders(header).map((reason) => reason.problem)
  if (critical.length > 0) return critical
  const wrong: [boolean, string][] = [
    [header.typ === 'kb+jwt', 'typ'],
    [typeof payload.iat === 'number' && payload.iat <= now.getTime() / 1000 + clockSkewSeconds, 'iat'],
    [payload.sd_hash === (await digestOf(presentation, hash)), 'sd_hash'],
    [key !== null && fitsAlgorithm(key, algorithm), 'cnf'],
    [key !== null && (await verifySignature(algorithm, key, signature, signed)), 'signature'],
  ]
  const failed = wrong.find(([holds]) => !holds)
  if (failed) return [problem('key-binding-failed', { params: { part: failed[1] } })]
  return [
    ...(challenge !== undefined && payload.nonce !== challenge ? [problem('proof-challenge-mismatch')] : []),
    ...(domain !== undefined && !asArray(payload.aud).includes(domain)
      ? [problem('proof-domain-mismatch')]
      : []),
  ]
}

function holderKey(cnf: JsonValue | undefined): PublicJwk | null {
  try {
    return isJsonObject(cnf) ? parsePublicJwk(cnf.jwk) : null
  } catch {
    return null
  }
}
