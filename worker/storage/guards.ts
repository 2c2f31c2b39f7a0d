/**
 * Guards: conditions that must still hold when a transaction commits. They let what was read be cached in the isolate: if it
 * has changed since, nothing is written and the caller reads anew.
 */
import type { Statement } from './d1.ts'

export interface Guard {
  /** SQL that is true where it no longer holds. */
  broken: string
  values: (string | number)[]
}

export function createGuardStore(db: D1Database) {
  return {
    /** The statement that fails the transaction where one of them does not hold. */
    hold(...guards: [Guard, ...Guard[]]): Statement {
      return db
        .prepare(
          `INSERT INTO guards (holds) SELECT 0 WHERE ${guards.map(({ broken }) => broken).join(' OR ')}`,
        )
        .bind(...guards.flatMap(({ values }) => values))
    },

    issuerUnchanged(issuerId: string, revision: number): Guard {
      return {
        broken: 'NOT EXISTS (SELECT 1 FROM issuers WHERE id = ? AND revision = ?)',
        values: [issuerId, revision],
      }
    },

    /** Each is the newest version of its achievement and not archived. */
    achievementsCurrent(issuerId: string, achievements: readonly { id: string; version: number }[]): Guard {
      return {
        broken: `EXISTS (SELECT 1 FROM json_each(?) AS wanted WHERE NOT EXISTS (
          SELECT 1 FROM achievements WHERE id = wanted.value ->> 'id' AND issuer_id = ?
            AND version = wanted.value ->> 'version' AND archived_at IS NULL))`,
        values: [JSON.stringify(achievements.map(({ id, version }) => ({ id, version }))), issuerId],
      }
    },

    apiKeyGood(id: string, now: Date): Guard {
      return {
        broken: `NOT EXISTS (SELECT 1 FROM api_keys
          WHERE id = ? AND revoked_at IS NULL AND (expires_at IS NULL OR expires_at > ?))`,
        values: [id, now.toISOString()],
      }
    },
  }
}

export function guardFailed(error: unknown): boolean {
  return error instanceof Error && error.message.includes('CHECK constraint failed: guard_failed')
}

export type GuardStore = ReturnType<typeof createGuardStore>
