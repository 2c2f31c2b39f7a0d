/** A list of issuers that somebody vouches for. Replaceable: what is asked is the caller's choice. Types only. */
import type { FetchDocument } from '../fetch-document.ts'
import type { ReasonWord } from '../messages/words.ts'
import type { Source } from '../verify/report.ts'

/** A status of HTTP is its own word. */
export type UnreachableReason = ReasonWord | `HTTP ${number}`

export type RegistryAnswer =
  | { answer: 'registered' | 'not-registered'; sources: Source[] }
  /** Could not be asked: this is not 'not registered'. `reason` is a code. */
  | { answer: 'unreachable'; reason: UnreachableReason; sources: Source[] }

export interface TrustRegistry {
  name: string
  lookUp(issuerId: string, context: { now: Date; fetchDocument: FetchDocument }): Promise<RegistryAnswer>
}
