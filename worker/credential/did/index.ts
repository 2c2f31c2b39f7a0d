/** Identities: did:web, did:key, did:jwk and https issuers, resolved and built. */
export { buildDidDocument, type DidDocumentKey, type DidDocumentRequest } from './build-did-document.ts'
export { didJwkOf, didKeyDocument, didKeyOf, didKeyVerificationMethod } from './did-key.ts'
export { type DidUrl, parseDidUrl } from './did-url.ts'
export { didWebBaseUrl, didWebDocumentUrl, didWebOf } from './did-web.ts'
export type {
  IssuerKeys,
  KeyResolver,
  ResolutionFailure,
  ResolvedMethod,
  ResolveIssuerKeys,
  ResolveVerificationMethod,
  VerificationMethod,
  VerificationRelationship,
} from './resolution.ts'
export { createKeyResolver } from './resolve.ts'
