/** Each signature algorithm by its JOSE name, with what Web Crypto wants for it. Pure. */
import type { SignatureAlgorithm } from '../proof/signer.ts'
import { KeyError, type PublicJwk } from './jwk.ts'

/** PS256 is verified, and never used to sign. */
export type VerificationAlgorithm = SignatureAlgorithm | 'PS256'

interface AlgorithmParameters {
  /** For importKey and generateKey. */
  key:
    | { name: 'Ed25519' }
    | { name: 'ECDSA'; namedCurve: 'P-256' | 'P-384' }
    | { name: 'RSASSA-PKCS1-v1_5' | 'RSA-PSS'; hash: 'SHA-256' }
  /** For sign and verify. */
  use:
    | { name: 'Ed25519' }
    | { name: 'ECDSA'; hash: 'SHA-256' | 'SHA-384' }
    | { name: 'RSASSA-PKCS1-v1_5' }
    | { name: 'RSA-PSS'; saltLength: 32 }
}

export const ALGORITHMS: Record<VerificationAlgorithm, AlgorithmParameters> = {
  EdDSA: { key: { name: 'Ed25519' }, use: { name: 'Ed25519' } },
  ES256: { key: { name: 'ECDSA', namedCurve: 'P-256' }, use: { name: 'ECDSA', hash: 'SHA-256' } },
  ES384: { key: { name: 'ECDSA', namedCurve: 'P-384' }, use: { name: 'ECDSA', hash: 'SHA-384' } },
  RS256: { key: { name: 'RSASSA-PKCS1-v1_5', hash: 'SHA-256' }, use: { name: 'RSASSA-PKCS1-v1_5' } },
  PS256: { key: { name: 'RSA-PSS', hash: 'SHA-256' }, use: { name: 'RSA-PSS', saltLength: 32 } },
}

/** The algorithm that signs with this key; RSA keys could also verify PS256. */
export function algorithmOf(jwk: PublicJwk): SignatureAlgorithm {
  if (jwk.kty === 'OKP') return 'EdDSA'
  if (jwk.kty === 'RSA') return 'RS256'
  return jwk.crv === 'P-256' ? 'ES256' : 'ES384'
}

/** Whether a key may be used with this algorithm: the check that stops a key being read as one of another kind. */
export function fitsAlgorithm(jwk: PublicJwk, algorithm: VerificationAlgorithm): boolean {
  return algorithm === algorithmOf(jwk) || (algorithm === 'PS256' && jwk.kty === 'RSA')
}

export function assertFits(jwk: PublicJwk, algorithm: VerificationAlgorithm): void {
  if (!fitsAlgorithm(jwk, algorithm)) throw new KeyError('key-type-unsupported')
}
