/**
 * The verification report: one JSON shape for every input, version and caller (API, pages, widget). Types only.
 * It is always complete: a check that could not run says so. Texts are looked up by `code` (worker/credential/messages),
 * so that pages translate; `text` is the English one.
 */

import type { DisplayCredential } from '../display.ts'
import type { FetchVia } from '../fetch-document.ts'
import type { JsonValue } from '../json.ts'

/** success: looked at and good. failure: looked at and bad. indeterminate: could not be looked at. skipped: does not apply. */
export type Outcome = 'success' | 'failure' | 'indeterminate' | 'skipped'

/** `valid` needs every critical check to be `success` or `skipped`, and an assurance of `signature` or `host`. */
export type Verdict = 'valid' | 'invalid' | 'indeterminate'

/**
 * The one thing to tell a person, finer than the verdict; each looks and reads differently on a page.
 * valid → valid. invalid → expired, not-yet-valid, revoked, suspended, tampered, issuer-mismatch, malformed,
 * recipient-mismatch. indeterminate → unknown-issuer, not-checked, unsupported, unsigned.
 */
export type VerificationState =
  | 'valid'
  | 'expired'
  | 'not-yet-valid'
  | 'revoked'
  | 'suspended'
  | 'tampered'
  | 'issuer-mismatch'
  | 'malformed'
  | 'recipient-mismatch'
  | 'unknown-issuer'
  | 'not-checked'
  | 'unsupported'
  | 'unsigned'

/** How the credential was shown to be the issuer's: a signature, the issuer's own host, only a link to it, or not at all. */
export type Assurance = 'signature' | 'host' | 'link' | 'none'

export type CheckId =
  /** Read: what was given was recognised and parsed. */
  | 'parse'
  /** The data model of its format (VCDM, Open Badges, CLR). */
  | 'structure'
  /** One per proof. */
  | 'proof'
  /** The key that signed is the issuer's. */
  | 'issuer'
  | 'validity'
  /** One per status entry. */
  | 'status'
  | 'schema'
  | 'recipient'
  | 'registry'
  | 'domain-linkage'
  /** One per embedded endorsement. */
  | 'endorsement'
  /** One per credential nested in a CLR or presentation. */
  | 'nested'
  | 'achievement'
  | 'image'
  | 'related-resource'
  | 'refresh'

export interface Problem {
  /** Stable, kebab-case, e.g. `signature-mismatch`. The list is worker/credential/messages/en.ts. */
  code: string
  /** RFC 9457 type URI: the specification's own where it has one. */
  type: string
  severity: 'error' | 'warning'
  /** RFC 6901 pointer into the credential as received. */
  pointer?: string
  /** Values for the message's placeholders. */
  params?: Record<string, string | number>
  text: string
}

/** A document that a check looked at. */
export interface Source {
  url: string
  via: FetchVia
  /** ISO 8601: when its origin gave it. */
  at: string
}

export interface Check {
  id: CheckId
  /** Which of several: `proof/0`, `credentialStatus/1`, `endorsement/0`. */
  subject?: string
  outcome: Outcome
  /** Counts for the verdict. Images, registries and the like inform, and never make a credential invalid. */
  critical: boolean
  problems: Problem[]
  /** What was found, for 'technical details': cryptosuite, verificationMethod, statusPurpose, statusListIndex … */
  facts: Record<string, JsonValue>
  sources: Source[]
}

export interface Sentence {
  code: string
  params: Record<string, string | number>
  text: string
}

/** Who issued it: what is proven apart from what is only claimed. */
export interface IssuerFinding {
  /** As written in the credential. */
  id: string | null
  claimedName: string | null
  /** The host whose control is proven (did:web, https issuer, linked domain); null when none is. */
  provenDomain: string | null
  /** Names of the trust registries that list this issuer; null when none was asked or reachable. */
  registries: string[] | null
}

export interface VerificationReport {
  reportVersion: '1.0'
  verdict: Verdict
  state: VerificationState
  assurance: Assurance
  sentence: Sentence
  /** ISO 8601: the `now` that was judged by. */
  verifiedAt: string
  /** What was recognised: `openbadges-3.0`, `openbadges-2.0`, `clr-2.0`, `vc-2.0`, `vc-1.1`, `presentation` … or null. */
  format: string | null
  /** How it was secured: `data-integrity`, `vc-jwt`, `vc-jose`, `sd-jwt`, `hosted`, `none` … */
  securing: string | null
  /** How it arrived: `json`, `jwt`, `png`, `svg`, `pdf`, `url`, `page`. */
  container: string | null
  issuer: IssuerFinding
  checks: Check[]
  credential: DisplayCredential | null
  /** The credential as received: JSON object, or the compact token. What was verified, byte for byte. */
  received: JsonValue
  /** Reports of nested credentials (CLR, presentation). */
  nested: VerificationReport[]
  /** Milliseconds; 0 where the platform freezes its clock. */
  timings: { totalMs: number }
}
