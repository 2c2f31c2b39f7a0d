/**
 * What checking a proof finds. Types only. *The proof is good* and *the key is the issuer's* are two answers: `outcome`
 * is the first, `issuer.outcome` the second; a credential is the issuer's only where both are `success`.
 */
import type { KeyResolver, VerificationRelationship } from '../did/resolution.ts'
import type { JsonObject } from '../json.ts'
import type { PublicJwk } from '../key/jwk.ts'
import type { VerificationPolicy } from '../verify/policy.ts'
import type { Outcome, Problem, Source } from '../verify/report.ts'

/** How the key was shown to be the issuer's: stated by the issuer's own document, or only served from its place on its host. */
export type IssuerBinding = 'same-did' | 'same-domain' | 'none'

export interface IssuerBindingFinding {
  /** indeterminate: the issuer's document could not be looked at. */
  outcome: Extract<Outcome, 'success' | 'failure' | 'indeterminate'>
  problems: Problem[]
  /** As written in the credential (the holder's, for a presentation). */
  id: string | null
  /** Host whose control is thereby proven: of did:web and https issuers; null for did:key and did:jwk. */
  provenDomain: string | null
}

export interface KeyFacts {
  publicKeyJwk: PublicJwk
  /** RFC 7638, SHA-256. */
  thumbprint: string
  /** `Multikey`, `JsonWebKey` … as its document states it. */
  type: string
}

interface SecuringFinding {
  /** Of the signature, its purpose, its dates and the key's right to make it. */
  outcome: Extract<Outcome, 'success' | 'failure' | 'indeterminate'>
  problems: Problem[]
  verificationMethod: string | null
  controller: string | null
  /** ISO 8601. */
  created: string | null
  key: KeyFacts | null
  issuerBinding: IssuerBinding
  issuer: IssuerBindingFinding
  sources: Source[]
}

/** One embedded proof. */
export interface ProofFinding extends SecuringFinding {
  /** `proof/0`, by its place in the set. */
  subject: string
  /** The proof's own id, where it has one. */
  id: string | null
  /** `DataIntegrityProof`, `Ed25519Signature2020` … as written. */
  type: string | null
  /** Of a DataIntegrityProof; for older suites their type. */
  cryptosuite: string | null
  proofPurpose: string | null
  expires: string | null
  /** Ids of the proofs that this one builds on. */
  previousProof: string[]
}

/** How a token carries its credential. */
export type JwtForm =
  /** Members at top level beside iss, sub, nbf, jti (Open Badges 3.0, 8.2). */
  | 'openbadges'
  /** A `vc` or `vp` claim (VC Data Model 1.1, 6.3.1). */
  | 'vc-1.1'
  /** The payload is the credential (VC-JOSE-COSE, `typ` vc+jwt or vp+jwt). */
  | 'vc-jose'

export interface JwtFinding extends SecuringFinding {
  subject: 'proof/0'
  /** Null where the payload could not be read. */
  form: JwtForm | null
  kind: 'credential' | 'presentation' | null
  /** JOSE `alg`, where it is one that is checked here. */
  cryptosuite: string | null
  header: JsonObject | null
  /** The payload as signed. */
  payload: JsonObject | null
  /**
   * The credential or presentation that the token secures: claims merged by the rules of its form, so that its
   * `validFrom`/`validUntil` (or 1.1's dates) are those to judge by. Null where it could not be read.
   */
  credential: JsonObject | null
}

export interface ProofContext extends KeyResolver {
  now: Date
  /** Of the verifier's policy, what a proof is judged by. */
  policy?: Partial<Pick<VerificationPolicy, 'proofs' | 'clockSkewSeconds'>>
  /** Beyond the bundled contexts; undefined for an unknown one. */
  loadContext?: (url: string) => Promise<JsonObject | undefined>
  /** `assertionMethod` for credentials (the default), `authentication` for presentations. */
  purpose?: VerificationRelationship
  /** What a presentation must answer. */
  challenge?: string
  domain?: string
  /** The client's own demand, beside `purpose`. */
  expectedProofPurpose?: string
}
