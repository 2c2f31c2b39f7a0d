/**
 * Public keys as canonical JWK: only the members that RFC 7638 hashes, each of the right length. Pure.
 * `parsePublicJwk` is the gate: every key from outside passes it before it verifies anything.
 */
import { isJsonObject, type JsonObject } from '../json.ts'
import { sha2 } from '../sha2.ts'
import { decodeBase64url, encodeBase64url } from './multibase.ts'

export type Ed25519PublicJwk = { kty: 'OKP'; crv: 'Ed25519'; x: string }
export type EcPublicJwk = { kty: 'EC'; crv: 'P-256' | 'P-384'; x: string; y: string }
export type RsaPublicJwk = { kty: 'RSA'; n: string; e: string }
export type PublicJwk = Ed25519PublicJwk | EcPublicJwk | RsaPublicJwk

export type KeyErrorCode =
  | 'key-malformed'
  /** A curve or key type that no cryptosuite here uses (secp256k1, P-521, X25519 …). */
  | 'key-type-unsupported'
  /** RSA below 2048 bits or above 8192. */
  | 'key-size-unsupported'
  /** A public key that shows its private half: whoever reads it can sign with it. */
  | 'key-has-private-members'

export class KeyError extends Error {
  override name = 'KeyError'
  constructor(readonly code: KeyErrorCode) {
    super(code)
  }
}

const PRIVATE_MEMBERS = ['d', 'p', 'q', 'dp', 'dq', 'qi', 'oth', 'k']
const COORDINATE_BYTES = { Ed25519: 32, 'P-256': 32, 'P-384': 48 } as const

/** Canonical form of a public JWK. Throws KeyError. */
export function parsePublicJwk(jwk: unknown): PublicJwk {
  if (!isJsonObject(jwk)) throw new KeyError('key-malformed')
  if (PRIVATE_MEMBERS.some((member) => jwk[member] !== undefined))
    throw new KeyError('key-has-private-members')
  return canonicalPublicJwk(jwk)
}

/** The public half of a JWK, private or not, in canonical form. Throws KeyError. */
export function canonicalPublicJwk(jwk: JsonObject): PublicJwk {
  const { kty, crv } = jwk
  if (kty === 'OKP' && crv === 'Ed25519') return { kty, crv, x: member(jwk, 'x', COORDINATE_BYTES[crv]) }
  if (kty === 'EC' && (crv === 'P-256' || crv === 'P-384')) {
    const bytes = COORDINATE_BYTES[crv]
    return { kty, crv, x: member(jwk, 'x', bytes), y: member(jwk, 'y', bytes) }
  }
  if (kty === 'RSA') {
    const n = member(jwk, 'n')
    const bits = (decodeBase64url(n)?.length ?? 0) * 8
    if (bits < 2048 || bits > 8192) throw new KeyError('key-size-unsupported')
    return { kty, n, e: member(jwk, 'e') }
  }
  throw new KeyError(typeof kty === 'string' ? 'key-type-unsupported' : 'key-malformed')
}

function member(jwk: JsonObject, name: string, byteLength?: number): string {
  const value = jwk[name]
  const bytes = typeof value === 'string' && value.length < 2048 ? decodeBase64url(value) : undefined
  const lengthIsRight = byteLength === undefined ? bytes?.[0] !== 0 : bytes?.length === byteLength
  if (bytes === undefined || bytes.length === 0 || !lengthIsRight) throw new KeyError('key-malformed')
  return value as string
}

/** RFC 7638 thumbprint, SHA-256, base64url. */
export async function jwkThumbprint(jwk: PublicJwk): Promise<string> {
  const ordered = Object.fromEntries(
    Object.entries(canonicalPublicJwk(jwk)).sort(([a], [b]) => (a < b ? -1 : 1)),
  )
  return encodeBase64url(sha2('SHA-256', new TextEncoder().encode(JSON.stringify(ordered))))
}

export function isSameKey(a: PublicJwk, b: PublicJwk): boolean {
  const left = canonicalPublicJwk(a)
  const right: JsonObject = canonicalPublicJwk(b)
  return Object.entries(left).every(([name, value]) => right[name] === value)
}
