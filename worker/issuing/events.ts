/**
 * What happened to a credential, told to whoever listens (outgoing webhooks). Emitted after the change is durable; a listener
 * that fails never undoes it. No personal data: listeners look up what they may see.
 */
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
  /** Must not throw. Many at once where a batch was issued. */
  emit(...events: CredentialEvent[]): Promise<void>
}

export const noEvents: EventPort = { emit: async () => {} }
