/** Verifying SD-JWT and SD-JWT VC. */
export { type Disclosed, type DisclosureFault, disclose } from './disclose.ts'
export { type SdJwtContext, type SdJwtFinding, verifySdJwt } from './verify.ts'
