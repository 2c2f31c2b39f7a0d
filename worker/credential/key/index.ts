/** Keys: made, imported, exported and written as JWK or Multikey, all by Web Crypto. */
export {
  canonicalPublicJwk,
  jwkThumbprint,
  type PublicJwk,
  parsePublicJwk,
} from './jwk.ts'
export { createSigner, generateKeyPair, type KeyPair, type PrivateJwk } from './key-pair.ts'
export { decodeBase64url, decodeMultibase, encodeBase64url, encodeMultibase } from './multibase.ts'
export { jwkToMultikey, multikeyToJwk, multikeyToPrivateJwk } from './multikey.ts'
export { verifySignature } from './verify-signature.ts'
