/** One credential while it is examined: what each check may look at. Types only. */
import type { CredentialFormat } from '../intake/index.ts'
import type { JsonObject } from '../json.ts'
import type { Assurance, Check, VerificationReport } from './report.ts'
import type { Run } from './run.ts'

export interface Examination {
  run: Run
  /** 0 for what was given; 1 for what is nested in it. */
  depth: number
  container: string
  format: CredentialFormat | null
  /** The object as received, or the compact token. */
  received: JsonObject | string
  /** The credential's members: the received object, or what the token's claims carry. */
  document: JsonObject
  /** A token's, as received. */
  header: JsonObject | null
  /** A token's claims: `exp` and `nbf` count for its validity. */
  claims: JsonObject | null
  /** Where it was fetched from; null when handed in. */
  url: string | null
  /** Verdicts so far, in order. */
  checks: Check[]
  /** Set by the checks that find it out. */
  securing: string | null
  assurance: Assurance
  provenDomain: string | null
  registries: string[] | null
  nested: VerificationReport[]
  /** Of what is in a presentation that its holder signed, who vouches for an unsigned credential of the same issuer. */
  vouchedFor: Vouched | null
  /** Verifies a credential found inside this one, or a list that it points to. */
  verifyNested(received: JsonObject | string, scope: Scope, vouchedFor?: Vouched | null): Promise<Verified>
}

export interface Vouched {
  holder: string
  provenDomain: string | null
}

/** A report, and the credential that was verified: of a token, what its claims carry. */
export interface Verified {
  report: VerificationReport
  document: JsonObject
}

/**
 * `whole`: every check. `authenticity`: structure, proof, issuer and validity, for status lists, of which none leads on
 * to another. `in-force`: these and its status, for what is believed because it is signed.
 */
export type Scope = 'whole' | 'authenticity' | 'in-force'

export type Step = (examination: Examination) => Check | Check[] | Promise<Check | Check[]>
