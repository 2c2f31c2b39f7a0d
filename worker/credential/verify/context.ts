/** What a caller of the verifier brings: the clock's time, the port to documents, and its choices. Types only. */
import type { FetchDocument } from '../fetch-document.ts'
import type { ReadOwnStatus } from '../status/status-finding.ts'
import type { TrustRegistry } from '../trust/registry.ts'
import type { VerificationPolicy } from './policy.ts'

export interface VerifyOptions {
  /** Fetch the achievement by its id and compare it with the one in the credential. */
  compareAchievement?: boolean
  /** Fetch the newer version that a refreshService offers, and report on it too. */
  followRefresh?: boolean
  /** Fetch images, to see that they are there and are images. */
  checkImages?: boolean
  /** Ask the domain that a DID claims (DID configuration). */
  checkDomainLinkage?: boolean
  /** What the proof must say, a presentation's above all. */
  challenge?: string
  domain?: string
  /** Beyond the purpose that the kind of document asks for: that other one is a failure. */
  expectedProofPurpose?: string
}

export interface VerifyContext {
  now: Date
  fetchDocument: FetchDocument
  policy?: Partial<VerificationPolicy>
  /** Reads one bit of a status list of this deployment's own. */
  readOwnStatus?: ReadOwnStatus
  /** An e-mail address, DID, URL or other identifier that the recipient should have. */
  recipient?: string
  options?: VerifyOptions
  /** Lists of known issuers to ask, in order. None asked: the report says nothing of registries. */
  registries?: readonly TrustRegistry[]
  /** Milliseconds, for the report's timings alone. */
  clock?: () => number
}
