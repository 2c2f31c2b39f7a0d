/** Builds the DID document of an issuer of this deployment, in the form that other verifiers read. Pure. */
import type { JsonObject } from '../json.ts'
import type { PublicJwk } from '../key/jwk.ts'
import { jwkToMultikey } from '../key/multikey.ts'
import { parseDidUrl } from './did-url.ts'
import { didWebBaseUrl } from './did-web.ts'

export interface DidDocumentKey {
  /** DID URL: `{did}#key-1`. */
  id: string
  publicKeyJwk: PublicJwk
}

export interface DidDocumentRequest {
  did: string
  /** `https://host`: where this deployment is reached, and the issuer's profile with it. */
  origin: string
  /** Every key that ever signed: active and retired ones alike, so that old signatures stay good. */
  keys: DidDocumentKey[]
}

/**
 * Relationships are arrays of strings (some verifiers read nothing else); Ed25519 keys are Multikey, the others
 * JsonWebKey, which RSA needs and JOSE libraries read.
 */
export function buildDidDocument({ did, origin, keys }: DidDocumentRequest): JsonObject {
  const ids = keys.map(({ id }) => id)
  const parts = parseDidUrl(did)
  const path = parts?.method === 'web' ? didWebBaseUrl(parts.identifier)?.pathname : undefined
  return {
    '@context': [
      'https://www.w3.org/ns/did/v1',
      'https://w3id.org/security/multikey/v1',
      'https://w3id.org/security/jwk/v1',
    ],
    id: did,
    ...(path === undefined ? {} : { alsoKnownAs: [`${origin}${path === '/' ? '' : path}`] }),
    verificationMethod: keys.map(({ id, publicKeyJwk }) =>
      publicKeyJwk.kty === 'OKP'
        ? { id, type: 'Multikey', controller: did, publicKeyMultibase: jwkToMultikey(publicKeyJwk) }
        : { id, type: 'JsonWebKey', controller: did, publicKeyJwk: { ...publicKeyJwk } },
    ),
    assertionMethod: ids,
    authentication: ids,
  }
}
