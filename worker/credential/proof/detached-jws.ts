/** Detached JWS with an unencoded payload (RFC 7797), as Ed25519Signature2018 and JsonWebSignature2020 carry it. Pure. */
import { concatBytes } from '../bytes.ts'
import { isJsonObject } from '../json.ts'
import { ALGORITHMS, type VerificationAlgorithm } from '../key/algorithms.ts'
import { decodeBase64url, encodeBase64url } from '../key/multibase.ts'
import { parseJson } from '../parse-json.ts'

export interface DetachedJws {
  algorithm: VerificationAlgorithm
  signature: Uint8Array
  /** The header's text, then a full stop: what comes before the payload in the signed bytes. */
  prefix: Uint8Array
}

/** Undefined unless the header says exactly what the suites demand: a known `alg`, `b64: false`, `crit: ["b64"]`. */
export function parseDetachedJws(jws: string): DetachedJws | undefined {
  const match = jws.length < 4096 ? /^([A-Za-z0-9_-]+)\.\.([A-Za-z0-9_-]+)$/.exec(jws) : null
  const [, headerText = '', signatureText = ''] = match ?? []
  const headerBytes = decodeBase64url(headerText)
  const signature = decodeBase64url(signatureText)
  if (match === null || headerBytes === undefined || signature === undefined) return undefined
  const parsed = parseJson(new TextDecoder().decode(headerBytes))
  if (!parsed.ok || !isJsonObject(parsed.value)) return undefined
  const { alg, b64, crit } = parsed.value
  const isDetached = b64 === false && Array.isArray(crit) && crit.length === 1 && crit[0] === 'b64'
  if (!isDetached || typeof alg !== 'string' || !Object.hasOwn(ALGORITHMS, alg)) return undefined
  return {
    algorithm: alg as VerificationAlgorithm,
    signature,
    prefix: new TextEncoder().encode(`${headerText}.`),
  }
}

/** Signs `payload`, which is not carried along. */
export async function signDetachedJws(
  algorithm: VerificationAlgorithm,
  payload: Uint8Array,
  sign: (bytes: Uint8Array) => Promise<Uint8Array>,
): Promise<string> {
  const header = JSON.stringify({ alg: algorithm, b64: false, crit: ['b64'] })
  const headerText = encodeBase64url(new TextEncoder().encode(header))
  const signature = await sign(concatBytes([new TextEncoder().encode(`${headerText}.`), payload]))
  return `${headerText}..${encodeBase64url(signature)}`
}
