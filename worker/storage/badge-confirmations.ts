/** Badges from elsewhere that wait until their learner has opened the mailed link. Each opens once, and not for long. */
import type { Statement } from './d1.ts'

export interface BadgeConfirmation {
  /** SHA-256 of the mailed token, hex. */
  tokenHash: string
  connectionId: string
  /** Envelope of the vault: see vendors/bring-badge.ts. */
  sealed: string
  expiresAt: string
}

export function createBadgeConfirmationStore(db: D1Database) {
  return {
    insert({ tokenHash, connectionId, sealed, expiresAt }: BadgeConfirmation): Statement {
      return db
        .prepare(
          `INSERT INTO badge_confirmations (token_hash, connection_id, sealed, expires_at) VALUES (?1, ?2, ?3, ?4)`,
        )
        .bind(tokenHash, connectionId, sealed, expiresAt)
    },

    async find(tokenHash: string, now: string): Promise<BadgeConfirmation | null> {
      return await db
        .prepare(
          `SELECT token_hash AS tokenHash, connection_id AS connectionId, sealed, expires_at AS expiresAt
           FROM badge_confirmations WHERE token_hash = ?1 AND expires_at > ?2`,
        )
        .bind(tokenHash, now)
        .first<BadgeConfirmation>()
    },

    /** Of two at once one fails at the guard, and with it its whole transaction. */
    use(tokenHash: string): Statement[] {
      return [
        db
          .prepare(
            `INSERT INTO guards (holds) SELECT 0
             WHERE NOT EXISTS (SELECT 1 FROM badge_confirmations WHERE token_hash = ?1)`,
          )
          .bind(tokenHash),
        db.prepare(`DELETE FROM badge_confirmations WHERE token_hash = ?1`).bind(tokenHash),
      ]
    },

    async remove(tokenHash: string): Promise<void> {
      await db.prepare(`DELETE FROM badge_confirmations WHERE token_hash = ?1`).bind(tokenHash).run()
    },

    async dropExpired(now: string): Promise<void> {
      await db.prepare(`DELETE FROM badge_confirmations WHERE expires_at <= ?1`).bind(now).run()
    },
  }
}
