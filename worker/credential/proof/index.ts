/** Proofs: embedded (Data Integrity) and tokens (JOSE), made and checked. */
export { CRYPTOSUITES, type Cryptosuite, type CryptosuiteName } from './cryptosuites.ts'
export type {
  IssuerBinding,
  IssuerBindingFinding,
  JwtFinding,
  JwtForm,
  KeyFacts,
  ProofContext,
  ProofFinding,
} from './finding.ts'
export { judgeProofs, type ProofsJudgement } from './policy.ts'
export { secureAsJwt, secureAsVcJose } from './secure-as-jwt.ts'
export { type SecureWithProofOptions, secureWithProof } from './secure-with-proof.ts'
export { SecuringError, type SecuringErrorCode } from './securing-error.ts'
export type { SignatureAlgorithm, Signer } from './signer.ts'
export { verifyDataIntegrity } from './verify-data-integrity.ts'
export { verifyJwt } from './verify-jwt.ts'
