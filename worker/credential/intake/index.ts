/** Reading what was given: the ways in, and what a received document says it is. */
export type { CredentialFormat } from './format.ts'
export { MAX_INPUT_BYTES, readInput } from './read-input.ts'
export type { ReadInput } from './read-item.ts'
export { decodeToken, isCompactToken, isSdJwt } from './read-token.ts'
export { nestedCredentials, openEnvelope } from './read-value.ts'
