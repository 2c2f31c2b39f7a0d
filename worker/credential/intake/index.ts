/** Reading what was given: the ways in, and what a received document says it is. */
export { type CredentialFormat, detectFormat, typesOf } from './format.ts'
export { MAX_INPUT_BYTES, type ReadOptions, readInput } from './read-input.ts'
export type { Container, Envelope, ReadInput } from './read-item.ts'
export { credentialOfClaims, type DecodedToken, decodeToken, isCompactToken, isSdJwt } from './read-token.ts'
export { type NestedCredential, nestedCredentials, openEnvelope } from './read-value.ts'
