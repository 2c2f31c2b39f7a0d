/**
 * ES256K (RFC 8812), which Web Crypto does not know: by @noble/secp256k1, loaded when such a key is met. Verifies only.
 * Pure.
 */
import { verify } from '@noble/secp256k1'
import { sha2 } from '../sha2.ts'
import type { EcPublicJwk } from './jwk.ts'
import { decodeBase64url } from './multibase.ts'

/** `signature` is r and s. Throws for a key that is no point of the curve. As elsewhere in JOSE, s may be any of the two. */
export function verifySecp256k1({ x, y }: EcPublicJwk, signature: Uint8Array, data: Uint8Array): boolean {
  const point = new Uint8Array(65)
  point[0] = 4
  point.set(decodeBase64url(x) ?? [], 1)
  point.set(decodeBase64url(y) ?? [], 33)
  return verify(signature, sha2('SHA-256', data), point, { prehash: false, lowS: false })
}
