/**
 * Public keys as canonical JWK: only the members that RFC 7638 hashes, each of the right length. Pure.
 * `parsePublicJwk` is the gate: every key from outside passes it before it verifies anything.
 */
import { isJsonObject, type JsonObject } from '../json.ts'
import { sha2 } from '../sha2.ts'
import { decodeBase64url, encodeBase64url } from './multibase.ts'

export type Ed25519PublicJwk = { kty: 'OKP'; crv: 'Ed25519'; x: string }
/** Those of Web Crypto, and one that it does not know. */
export type EcCurve = NistCurve | 'secp256k1'
export type NistCurve = 'P-256' | 'P-384' | 'P-521'
export type EcPublicJwk = { kty: 'EC'; crv: EcCurve; x: string; y: string }
export type RsaPublicJwk = { kty: 'RSA'; n: string; e: string }
export type PublicJwk = Ed25519PublicJwk | EcPublicJwk | RsaPublicJwk

export type KeyErrorCode =
  | 'key-malformed'
  /** A curve or key type that no cryptosuite here uses (X25519, BLS12-381 …), or a key for another use. */
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
const COORDINATE_BYTES = { Ed25519: 32, 'P-256': 32, 'P-384': 48, 'P-521': 66, secp256k1: 32 } as const

/** Canonical form of a public JWK. Throws KeyError. */
export function parsePublicJwk(jwk: unknown): PublicJwk {
  if (!isJsonObject(jwk)) throw new KeyError('key-malformed')
  if (PRIVATE_MEMBERS.some((member) => jwk[member] !== undefined))
    throw new KeyError('key-has-private-members')
  if (!isForSignatures(jwk)) throw new KeyError('key-type-unsupported')
  return canonicalPublicJwk(jwk)
}

/** What its owner made for encrypting signs nothing (RFC 7517, 4.2 and 4.3; did:jwk). */
function isForSignatures({ use, key_ops }: JsonObject): boolean {
  const operations = Array.isArray(key_ops) ? key_ops : []
  return (
    (use === undefined || use === 'sig') &&
    (key_ops === undefined || operations.includes('verify') || operations.includes('sign'))
  )
}

/** The public half of a JWK, private or not, in canonical form. Throws KeyError. */
export function canonicalPublicJwk(jwk: JsonObject): PublicJwk {
  const { kty, crv } = jwk
  if (kty === 'OKP' && crv === 'Ed25519') return { kty, crv, x: member(jwk, 'x', COORDINATE_BYTES[crv]) }
  if (kty === 'EC' && (crv === 'P-256' || crv === 'P-384' || crv === 'P-521' || crv === 'secp256k1')) {
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

const MAX_KNOWN_THUMBPRINTS = 200
/** By the text that is hashed. */
const knownThumbprints = new Map<string, string>()

/** RFC 7638 thumbprint, SHA-256, base64url. */
export async function jwkThumbprint(jwk: PublicJwk): Promise<string> {
  const text = orderedText(jwk)
  const known = knownThumbprints.get(text)
  if (known !== undefined) return known
  canonicalPublicJwk(jwk)
  const thumbprint = encodeBase64url(sha2('SHA-256', new TextEncoder().encode(text)))
  if (knownThumbprints.size >= MAX_KNOWN_THUMBPRINTS) knownThumbprints.clear()
  knownThumbprints.set(text, thumbprint)
  return thumbprint
}

/** The members that RFC 7638 hashes, in its order. */
function orderedText(jwk: PublicJwk): string {
  if (jwk.kty === 'RSA') return JSON.stringify({ e: jwk.e, kty: jwk.kty, n: jwk.n })
  if (jwk.kty === 'OKP') return JSON.stringify({ crv: jwk.crv, kty: jwk.kty, x: jwk.x })
  return JSON.stringify({ crv: jwk.crv, kty: jwk.kty, x: jwk.x, y: jwk.y })
}

export function isSameKey(a: PublicJwk, b: PublicJwk): boolean {
  const left = canonicalPublicJwk(a)
  const right: JsonObject = canonicalPublicJwk(b)
  return Object.entries(left).every(([name, value]) => right[name] === value)
}
