/** Verifying SD-JWT and SD-JWT VC. */
export { disclose } from './disclose.ts'
export { verifySdJwt } from './verify.ts'
