/**
 * Guards: conditions that must still hold when a transaction commits. They let what was read be cached in the isolate: if it
 * has changed since, nothing is written and the caller reads anew.
 */
import type { Statement } from './d1.ts'

export function createGuardStore(db: D1Database) {
  return {
    issuerUnchanged(issuerId: string, revision: number): Statement {
      return db
        .prepare(
          `INSERT INTO guards (holds) SELECT 0
           WHERE NOT EXISTS (SELECT 1 FROM issuers WHERE id = ?1 AND revision = ?2)`,
        )
        .bind(issuerId, revision)
    },

    /** Each is the newest version of its achievement and not archived. */
    achievementsCurrent(
      issuerId: string,
      achievements: readonly { id: string; version: number }[],
    ): Statement {
      return db
        .prepare(
          `INSERT INTO guards (holds) SELECT 0 WHERE EXISTS (
             SELECT 1 FROM json_each(?2) AS wanted WHERE NOT EXISTS (
               SELECT 1 FROM achievements WHERE id = wanted.value ->> 'id' AND issuer_id = ?1
                 AND version = wanted.value ->> 'version' AND archived_at IS NULL))`,
        )
        .bind(issuerId, JSON.stringify(achievements.map(({ id, version }) => ({ id, version }))))
    },

    apiKeyGood(id: string, now: Date): Statement {
      return db
        .prepare(
          `INSERT INTO guards (holds) SELECT 0 WHERE NOT EXISTS (
             SELECT 1 FROM api_keys WHERE id = ?1 AND revoked_at IS NULL AND (expires_at IS NULL OR expires_at > ?2))`,
        )
        .bind(id, now.toISOString())
    },
  }
}

export function guardFailed(error: unknown): boolean {
  return error instanceof Error && error.message.includes('CHECK constraint failed: guard_failed')
}

export type GuardStore = ReturnType<typeof createGuardStore>
