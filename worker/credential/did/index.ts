/** Identities: did:web, did:key, did:jwk and https issuers, resolved and built. */
export { buildDidDocument } from './build-did-document.ts'
export { didJwkOf, didKeyOf, didKeyVerificationMethod } from './did-key.ts'
export { parseDidUrl } from './did-url.ts'
export { didWebDocumentUrl, didWebOf } from './did-web.ts'
export type { KeyResolver } from './resolution.ts'
export { createKeyResolver } from './resolve.ts'
