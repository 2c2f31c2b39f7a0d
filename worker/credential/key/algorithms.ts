/** Each signature algorithm by its JOSE name, with what Web Crypto wants for it. Pure. */
import type { SignatureAlgorithm } from '../proof/signer.ts'
import { type EcCurve, KeyError, type PublicJwk } from './jwk.ts'

/** The further ones are verified, and never used to sign. */
export type VerificationAlgorithm =
  | SignatureAlgorithm
  | 'ES512'
  | 'ES256K'
  | 'RS384'
  | 'RS512'
  | 'PS256'
  | 'PS384'
  | 'PS512'

type Sha2 = 'SHA-256' | 'SHA-384' | 'SHA-512'

interface AlgorithmParameters {
  /** For importKey and generateKey. */
  key:
    | { name: 'Ed25519' }
    | { name: 'ECDSA'; namedCurve: EcCurve }
    | { name: 'RSASSA-PKCS1-v1_5' | 'RSA-PSS'; hash: Sha2 }
  /** For sign and verify. */
  use:
    | { name: 'Ed25519' }
    | { name: 'ECDSA'; hash: Sha2 }
    | { name: 'RSASSA-PKCS1-v1_5' }
    | { name: 'RSA-PSS'; saltLength: number }
}

const ecdsa = (namedCurve: EcCurve, hash: Sha2): AlgorithmParameters => ({
  key: { name: 'ECDSA', namedCurve },
  use: { name: 'ECDSA', hash },
})
const pkcs1 = (hash: Sha2): AlgorithmParameters => ({
  key: { name: 'RSASSA-PKCS1-v1_5', hash },
  use: { name: 'RSASSA-PKCS1-v1_5' },
})
/** The salt is as long as the hash (RFC 7518, 3.5). */
const pss = (hash: Sha2): AlgorithmParameters => ({
  key: { name: 'RSA-PSS', hash },
  use: { name: 'RSA-PSS', saltLength: Number(hash.slice(4)) / 8 },
})

export const ALGORITHMS: Record<VerificationAlgorithm, AlgorithmParameters> = {
  EdDSA: { key: { name: 'Ed25519' }, use: { name: 'Ed25519' } },
  ES256: ecdsa('P-256', 'SHA-256'),
  ES384: ecdsa('P-384', 'SHA-384'),
  ES512: ecdsa('P-521', 'SHA-512'),
  // Not for Web Crypto: secp256k1.ts.
  ES256K: ecdsa('secp256k1', 'SHA-256'),
  RS256: pkcs1('SHA-256'),
  RS384: pkcs1('SHA-384'),
  RS512: pkcs1('SHA-512'),
  PS256: pss('SHA-256'),
  PS384: pss('SHA-384'),
  PS512: pss('SHA-512'),
}

/** The algorithm that signs with this key. Throws KeyError for a kind that is only verified. */
export function algorithmOf(jwk: PublicJwk): SignatureAlgorithm {
  if (jwk.kty === 'OKP') return 'EdDSA'
  if (jwk.kty === 'RSA') return 'RS256'
  if (jwk.crv === 'P-521' || jwk.crv === 'secp256k1') throw new KeyError('key-type-unsupported')
  return jwk.crv === 'P-256' ? 'ES256' : 'ES384'
}

/** Whether a key may be used with this algorithm: the check that stops a key being read as one of another kind. */
export function fitsAlgorithm(jwk: PublicJwk, algorithm: VerificationAlgorithm): boolean {
  const { key } = ALGORITHMS[algorithm]
  if (key.name === 'Ed25519') return jwk.kty === 'OKP'
  return key.name === 'ECDSA' ? jwk.kty === 'EC' && jwk.crv === key.namedCurve : jwk.kty === 'RSA'
}
