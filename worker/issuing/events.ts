/**
 * What happened to a credential, told to whoever listens (outgoing webhooks). Noted in the transaction of the change, told
 * after it. No personal data: listeners look up what they may see.
 *
 *     const results = await deps.commit([...change, ...deps.events.note([event])])
 *     await deps.events.tell(results)
 */
import type { Statement } from '../storage/d1.ts'

export type CredentialEventType =
  | 'credential.issued'
  | 'credential.claimed'
  | 'credential.revoked'
  | 'credential.suspended'
  | 'credential.reinstated'
  | 'credential.erased'
  /** The credential is the larger one, which the pathway gave. */
  | 'pathway.completed'
  /** Something that it is made of was taken back, and what is left is not enough. */
  | 'pathway.flagged'

export interface CredentialEvent {
  type: CredentialEventType
  issuerId: string
  /** The uuid, not the URL. */
  credentialId: string
  achievementId: string
  /** ISO 8601. */
  at: string
  reason?: string
  pathwayId?: string
  /** Uuids: of the earlier credential whose place it takes, of the newer one that took its place. */
  replaces?: string
  replacedBy?: string
  /** The same id twice is told once. A new one where absent. */
  id?: string
}

export interface EventPort {
  /** Two statements for any number of events. They go last into the transaction of the change, so that nothing happens untold. */
  note(events: readonly CredentialEvent[]): Statement[]
  /** After the commit: begins to send what was noted, from the results of the whole transaction. Never throws. */
  tell(results: readonly D1Result[]): Promise<void>
}
