/** `publicKeyBase58` of Ed25519VerificationKey2018: the raw key without a codec prefix. Pure. */
import { decodeBase58 } from '../key/base58.ts'
import { KeyError, type PublicJwk } from '../key/jwk.ts'
import { encodeBase64url } from '../key/multibase.ts'

export function base58KeyToJwk(text: string): PublicJwk {
  const bytes = decodeBase58(text)
  if (bytes?.length !== 32) throw new KeyError('key-malformed')
  return { kty: 'OKP', crv: 'Ed25519', x: encodeBase64url(bytes) }
}
