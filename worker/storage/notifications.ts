/** Mails that tell learners of their credentials. One is claimed before it is tried; its address goes when it is settled. */
import type { Statement } from './d1.ts'

export type NotificationState = 'pending' | 'sent' | 'failed'

export interface NewNotification {
  credentialId: string
  issuerId: string
  /** Envelope of the vault: see issuing/notify.ts. */
  sealedAddress: string
  language: string
  createdAt: string
}

export interface PendingNotification {
  credentialId: string
  issuerId: string
  sealedAddress: string
  language: string
  /** With the one that begins. */
  attempts: number
}

export interface NotificationRecord {
  state: NotificationState
  /** Why it failed, or what the last attempt met. */
  reason: string | null
  changedAt: string
}

export function createNotificationStore(db: D1Database) {
  return {
    /** Any number in one statement. What was settled for the same credential begins anew; what waits is replaced. */
    insert(notifications: readonly NewNotification[]): Statement[] {
      if (notifications.length === 0) return []
      return [
        db
          .prepare(
            `INSERT INTO notifications (credential_id, issuer_id, sealed_address, language, next_attempt_at, created_at, changed_at)
             SELECT value ->> 'credentialId', value ->> 'issuerId', value ->> 'sealedAddress', value ->> 'language',
               value ->> 'createdAt', value ->> 'createdAt', value ->> 'createdAt'
             FROM json_each(?1) WHERE true
             ON CONFLICT (credential_id) DO UPDATE SET sealed_address = excluded.sealed_address,
               language = excluded.language, state = 'pending', reason = NULL, attempts = 0,
               next_attempt_at = excluded.next_attempt_at, changed_at = excluded.changed_at`,
          )
          .bind(JSON.stringify(notifications)),
      ]
    },

    /** One that is not sent, and why: to be seen. */
    insertFailed(
      credential: { credentialId: string; issuerId: string; language: string },
      reason: string,
      now: string,
    ): Statement {
      return db
        .prepare(
          `INSERT INTO notifications (credential_id, issuer_id, language, state, reason, created_at, changed_at)
           VALUES (?1, ?2, ?3, 'failed', ?4, ?5, ?5) ON CONFLICT DO NOTHING`,
        )
        .bind(credential.credentialId, credential.issuerId, credential.language, reason, now)
    },

    /** Null: there is none, it is not due, it is settled, or it is in somebody else's hands. */
    async claim(credentialId: string, now: string, until: string): Promise<PendingNotification | null> {
      return await db
        .prepare(
          `UPDATE notifications SET next_attempt_at = ?3, attempts = attempts + 1
           WHERE credential_id = ?1 AND state = 'pending' AND next_attempt_at <= ?2
           RETURNING credential_id AS credentialId, issuer_id AS issuerId, sealed_address AS sealedAddress, language, attempts`,
        )
        .bind(credentialId, now, until)
        .first<PendingNotification>()
    },

    /** Sent, or given up: the address goes. */
    async settle(
      credentialId: string,
      state: 'sent' | 'failed',
      reason: string | null,
      now: string,
    ): Promise<void> {
      await db
        .prepare(
          `UPDATE notifications SET state = ?2, reason = ?3, sealed_address = NULL, next_attempt_at = NULL, changed_at = ?4
           WHERE credential_id = ?1 AND state = 'pending'`,
        )
        .bind(credentialId, state, reason, now)
        .run()
    },

    async tryAgain(credentialId: string, reason: string, at: string, now: string): Promise<void> {
      await db
        .prepare(
          `UPDATE notifications SET reason = ?2, next_attempt_at = ?3, changed_at = ?4
           WHERE credential_id = ?1 AND state = 'pending'`,
        )
        .bind(credentialId, reason, at, now)
        .run()
    },

    async find(credentialId: string): Promise<NotificationRecord | null> {
      return await db
        .prepare(`SELECT state, reason, changed_at AS changedAt FROM notifications WHERE credential_id = ?1`)
        .bind(credentialId)
        .first<NotificationRecord>()
    },

    async listDue(now: string, limit: number): Promise<string[]> {
      const { results } = await db
        .prepare(
          `SELECT credential_id AS credentialId FROM notifications
           WHERE state = 'pending' AND next_attempt_at <= ?1 ORDER BY next_attempt_at LIMIT ?2`,
        )
        .bind(now, limit)
        .all<{ credentialId: string }>()
      return results.map(({ credentialId }) => credentialId)
    },
  }
}

export type NotificationStore = ReturnType<typeof createNotificationStore>
