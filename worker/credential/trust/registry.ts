/** A list of issuers that somebody vouches for. Replaceable: what is asked is the caller's choice. Types only. */
import type { FetchDocument } from '../fetch-document.ts'
import type { Source } from '../verify/report.ts'

export type RegistryAnswer =
  | { answer: 'registered' | 'not-registered'; sources: Source[] }
  /** Could not be asked: this is not 'not registered'. `reason` is a code. */
  | { answer: 'unreachable'; reason: string; sources: Source[] }

export interface TrustRegistry {
  name: string
  lookUp(issuerId: string, context: { now: Date; fetchDocument: FetchDocument }): Promise<RegistryAnswer>
}
