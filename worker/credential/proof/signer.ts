/** What signing needs of a key. The private half stays behind `sign`. Types only. */
import type { JsonObject } from '../json.ts'

/** JOSE names; `EdDSA` is Ed25519 here. */
export type SignatureAlgorithm = 'EdDSA' | 'ES256' | 'ES384' | 'RS256'

export interface Signer {
  algorithm: SignatureAlgorithm
  /** DID URL of the verification method, for embedded proofs: `did:web:example.org:issuers:a#key-1`. */
  verificationMethod: string
  /** For JOSE headers: a URL that answers one JWK (Open Badges 3.0, section 8.2.1), or a DID URL. */
  kid: string
  /** Canonical public JWK: only the members that RFC 7638 hashes. */
  publicKeyJwk: JsonObject
  /** Signature over `bytes` (the hash is the algorithm's own); ECDSA in IEEE P1363 form. */
  sign(bytes: Uint8Array): Promise<Uint8Array>
}
