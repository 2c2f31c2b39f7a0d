/** Reading what was given: the ways in, and what a received document says it is. */
export { type CredentialFormat, detectFormat, typesOf } from './format.ts'
export {
  type Container,
  type Envelope,
  MAX_INPUT_BYTES,
  type ReadInput,
  type ReadOptions,
  readInput,
} from './read-input.ts'
export { credentialOfClaims, type DecodedToken, decodeToken, isCompactToken, isSdJwt } from './read-token.ts'
