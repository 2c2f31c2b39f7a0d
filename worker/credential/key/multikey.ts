/** Multikey (Controlled Identifiers 1.0, section 2.2.2) to JWK and back: Ed25519, P-256, P-384, P-521, secp256k1. Pure. */
import { compressPoint, decompressPoint } from './elliptic-point.ts'
import { KeyError, type PublicJwk } from './jwk.ts'
import type { PrivateJwk } from './key-pair.ts'
import { decodeBase64url, decodeMultibase, encodeBase64url, encodeMultibase } from './multibase.ts'

/** Multicodec prefixes as varints: public key, private key. */
const PREFIXES = {
  Ed25519: { public: [0xed, 0x01], private: [0x80, 0x26], privateBytes: 32 },
  'P-256': { public: [0x80, 0x24], private: [0x86, 0x26], privateBytes: 32 },
  'P-384': { public: [0x81, 0x24], private: [0x87, 0x26], privateBytes: 48 },
  'P-521': { public: [0x82, 0x24], private: [0x88, 0x26], privateBytes: 66 },
  secp256k1: { public: [0xe7, 0x01], private: [0x81, 0x26], privateBytes: 32 },
} as const

type Curve = keyof typeof PREFIXES
const CURVES = Object.keys(PREFIXES) as Curve[]

const MAX_READ_KEYS = 200
/** A NIST point is kept compressed: unpacking it costs as much as several signatures. Public keys only. */
const readKeys = new Map<string, PublicJwk>()

/** `publicKeyMultibase` to a canonical JWK. Throws KeyError. */
export function multikeyToJwk(publicKeyMultibase: string): PublicJwk {
  const known = readKeys.get(publicKeyMultibase) ?? readPublicKey(publicKeyMultibase)
  if (readKeys.size >= MAX_READ_KEYS) readKeys.clear()
  readKeys.set(publicKeyMultibase, known)
  return { ...known }
}

function readPublicKey(publicKeyMultibase: string): PublicJwk {
  const { curve, key } = read(publicKeyMultibase, 'public')
  if (curve === 'Ed25519') {
    if (key.length !== 32) throw new KeyError('key-malformed')
    return { kty: 'OKP', crv: curve, x: encodeBase64url(key) }
  }
  const point = decompressPoint(curve, key)
  if (point === undefined) throw new KeyError('key-malformed')
  return { kty: 'EC', crv: curve, x: encodeBase64url(point.x), y: encodeBase64url(point.y) }
}

/** Throws KeyError for RSA, which has no Multikey form here. */
export function jwkToMultikey(jwk: PublicJwk): string {
  if (jwk.kty === 'RSA') throw new KeyError('key-type-unsupported')
  const x = bytesOf(jwk.x)
  const key = jwk.kty === 'OKP' ? x : compressPoint(x, bytesOf(jwk.y))
  return encodeMultibase(new Uint8Array([...PREFIXES[jwk.crv].public, ...key]))
}

/** A private key in Multikey form beside its public one (the form in which test keys are published). Throws KeyError. */
export function multikeyToPrivateJwk(secretKeyMultibase: string, publicKeyMultibase: string): PrivateJwk {
  const publicJwk = multikeyToJwk(publicKeyMultibase)
  const { curve, key } = read(secretKeyMultibase, 'private')
  const { privateBytes } = PREFIXES[curve]
  const isSeedWithPublicKey = curve === 'Ed25519' && key.length === 64
  if (publicJwk.kty === 'RSA' || publicJwk.crv !== curve) throw new KeyError('key-malformed')
  if (key.length !== privateBytes && !isSeedWithPublicKey) throw new KeyError('key-malformed')
  return { ...publicJwk, d: encodeBase64url(key.subarray(0, privateBytes)) }
}

function read(multibase: string, half: 'public' | 'private'): { curve: Curve; key: Uint8Array } {
  const bytes = decodeMultibase(multibase)
  if (bytes === undefined || bytes.length < 3) throw new KeyError('key-malformed')
  const curve = CURVES.find((name) => PREFIXES[name][half].every((byte, i) => bytes[i] === byte))
  if (curve === undefined) throw new KeyError('key-type-unsupported')
  return { curve, key: bytes.slice(2) }
}

function bytesOf(text: string): Uint8Array {
  const bytes = decodeBase64url(text)
  if (bytes === undefined) throw new KeyError('key-malformed')
  return bytes
}
