/** What reading one status entry gives, and what it needs. Types and their makers; pure. */
import type { KeyResolver } from '../did/index.ts'
import type { FetchDocument } from '../fetch-document.ts'
import type { JsonObject, JsonValue } from '../json.ts'
import type { MessageCode } from '../messages/en.ts'
import type { VerificationPolicy } from '../verify/policy.ts'
import { problem } from '../verify/problem.ts'
import type { Outcome, Problem, Source } from '../verify/report.ts'

export interface StatusFinding {
  outcome: Outcome
  problems: Problem[]
  facts: Record<string, JsonValue>
  sources: Source[]
}

/** How far a status list credential can be believed. */
export type ListProof = 'good' | 'bad' | 'unknown' | 'none'

export interface VerifiedList {
  proof: ListProof
  credential: JsonObject
  issuerId: string | null
  /** False before its validFrom or after its validUntil. */
  current: boolean
}

export interface OwnStatus {
  /** Who issued the list. */
  issuerId: string
  isSet: boolean
  entries: number
  /** ISO 8601: when it was read. */
  at: string
}

/** Null for a list that is not this deployment's own, of another purpose, expired, or not there: then it is read like any other. */
export type ReadOwnStatus = (entry: {
  url: string
  purpose: string
  index: number
}) => Promise<OwnStatus | null>

export interface StatusContext {
  now: Date
  policy: VerificationPolicy
  fetchDocument: FetchDocument
  keys: KeyResolver
  /** Issuer of the credential whose status is read. */
  issuerId: string | null
  credential: JsonObject
  /** The published bit of one of this deployment's own lists, without fetching, checking and unpacking that list. */
  readOwnStatus?: ReadOwnStatus | undefined
  /** Verifies a status list credential, without reading that list's own status. */
  verifyList(received: JsonObject | string): Promise<VerifiedList | null>
}

/** A finding under construction: problems gather, the worst outcome stands. */
export class Finding implements StatusFinding {
  outcome: Outcome = 'success'
  readonly problems: Problem[] = []
  readonly facts: Record<string, JsonValue>
  readonly sources: Source[] = []

  constructor(facts: Record<string, JsonValue>) {
    this.facts = facts
  }

  /** What makes the credential bad. */
  fail(code: MessageCode, params?: Record<string, string | number>): this {
    this.problems.push(problem(code, params ? { params } : {}))
    this.outcome = 'failure'
    return this
  }

  /** What leaves the status unknown. */
  open(code: MessageCode, params?: Record<string, string | number>): this {
    this.problems.push(problem(code, params ? { params } : {}))
    if (this.outcome !== 'failure') this.outcome = 'indeterminate'
    return this
  }

  note(code: MessageCode, params?: Record<string, string | number>): this {
    this.problems.push(problem(code, { severity: 'warning', ...(params ? { params } : {}) }))
    return this
  }
}
