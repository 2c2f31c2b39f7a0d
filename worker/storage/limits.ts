/** How many of each an issuer may have: what one adds, every event, document or page of it carries. The transaction decides. */
import type { Statement } from './d1.ts'

/** [most, what is counted of issuer ?1]. */
const LIMITS = {
  'signing keys': [250, `issuer_keys WHERE issuer_id = ?1 AND state <> 'revoked'`],
  'API keys': [500, `api_keys WHERE issuer_id = ?1 AND revoked_at IS NULL`],
  achievements: [20_000, `achievements WHERE issuer_id = ?1`],
  connections: [200, `connections WHERE issuer_id = ?1 AND state <> 'deleted'`],
  'completion rules': [1000, `completion_rules WHERE issuer_id = ?1 AND deleted_at IS NULL`],
  'webhook endpoints': [50, `webhook_endpoints WHERE issuer_id = ?1 AND state <> 'deleted'`],
} as const satisfies Record<string, readonly [number, string]>

export type Limited = keyof typeof LIMITS

export function mostOf(what: Limited): number {
  return LIMITS[what][0]
}

export function createLimitStore(db: D1Database) {
  const full = (what: Limited) => `(SELECT count(*) FROM ${LIMITS[what][1]}) >= ${LIMITS[what][0]}`
  return {
    /** Fails the transaction, at its guard, where there is no room for one more. */
    room(what: Limited, issuerId: string): Statement {
      return db.prepare(`INSERT INTO guards (holds) SELECT 0 WHERE ${full(what)}`).bind(issuerId)
    },

    async isFull(what: Limited, issuerId: string): Promise<boolean> {
      return (
        (await db
          .prepare(`SELECT ${full(what)} AS yes`)
          .bind(issuerId)
          .first<number>('yes')) === 1
      )
    },
  }
}

export type LimitStore = ReturnType<typeof createLimitStore>
