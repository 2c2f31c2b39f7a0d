/**
 * What happened to a credential, told to whoever listens (outgoing webhooks). Noted in the transaction of the change, told
 * after it. No personal data: listeners look up what they may see.
 */
import type { Statement } from '../storage/d1.ts'

export type CredentialEventType =
  | 'credential.issued'
  | 'credential.revoked'
  | 'credential.suspended'
  | 'credential.reinstated'
  | 'credential.erased'

export interface CredentialEvent {
  type: CredentialEventType
  issuerId: string
  /** The uuid, not the URL. */
  credentialId: string
  achievementId: string
  /** ISO 8601. */
  at: string
  reason?: string
}

export interface EventPort {
  /** Statements that note the events: committed with the change itself, so that nothing happens untold, and last in it. */
  note(events: readonly CredentialEvent[]): Statement[]
  /** After the commit: begins to tell what was noted, from the results of the whole transaction. Never throws. */
  tell(results: readonly D1Result[]): Promise<void>
}
