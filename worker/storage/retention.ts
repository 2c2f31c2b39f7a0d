/**
 * What traffic leaves behind, removed once it is old: from the oldest on, some rows a round, each looked at once (`sweeps` keeps
 * how far), so that no round reads again what earlier ones kept. What still waits, and what an award came from, stays.
 */
import type { Statement } from './d1.ts'

/** Rows that a round looks at: a delivery of thousands of events takes several. */
const ROWS_A_ROUND = 1000

export type SweepName = 'bodies' | 'vendor-events' | 'deliveries' | 'webhooks' | 'audit'

interface Sweep {
  table: string
  /** Column that says when a row was made. */
  madeAt: string
  /** Column of what a row belongs to, which goes with the last of its rows. */
  parent: string
  /** Of the rows between ?1 (excluded) and ?2, those made before ?3. */
  own: string[]
  /** Of the parents, a JSON array in ?1. */
  parents: string[]
}

const OLD = 'sequence > ?1 AND sequence <= ?2 AND'
const PARENTS = '(SELECT value FROM json_each(?1))'

const DELIVERIES_WITHOUT_EVENTS = [
  `DELETE FROM event_steps WHERE delivery_id IN ${PARENTS} AND NOT EXISTS (SELECT 1 FROM vendor_events e
     WHERE e.delivery_id = event_steps.delivery_id AND (event_steps.event_id IS NULL OR e.id = event_steps.event_id))`,
  `DELETE FROM deliveries WHERE id IN ${PARENTS} AND state <> 'received'
     AND NOT EXISTS (SELECT 1 FROM vendor_events e WHERE e.delivery_id = deliveries.id)`,
]
/** Sent, given up, or for an endpoint that took nothing all that time. */
const OLD_WEBHOOKS = `${OLD} created_at < ?3 AND (state <> 'pending'
  OR NOT EXISTS (SELECT 1 FROM webhook_endpoints e WHERE e.id = endpoint_id AND e.state = 'enabled'))`

const SWEEPS: Record<SweepName, Sweep> = {
  bodies: {
    table: 'deliveries',
    madeAt: 'received_at',
    parent: 'NULL',
    own: [
      `UPDATE deliveries SET body = NULL WHERE ${OLD} received_at < ?3 AND state <> 'received' AND body IS NOT NULL`,
    ],
    parents: [],
  },
  'vendor-events': {
    table: 'vendor_events',
    madeAt: 'created_at',
    parent: 'delivery_id',
    own: [
      `DELETE FROM vendor_events WHERE ${OLD} created_at < ?3
         AND state NOT IN ('pending', 'failed', 'held', 'waiting-for-learner')
         AND NOT EXISTS (SELECT 1 FROM awards a WHERE a.event_id = vendor_events.id)`,
    ],
    parents: DELIVERIES_WITHOUT_EVENTS,
  },
  deliveries: {
    table: 'deliveries',
    madeAt: 'received_at',
    parent: 'id',
    own: [],
    parents: DELIVERIES_WITHOUT_EVENTS,
  },
  webhooks: {
    table: 'webhook_deliveries',
    madeAt: 'created_at',
    parent: 'message_id',
    own: [
      `DELETE FROM webhook_attempts WHERE delivery_id IN (SELECT id FROM webhook_deliveries WHERE ${OLD_WEBHOOKS})`,
      `DELETE FROM webhook_deliveries WHERE ${OLD_WEBHOOKS}`,
    ],
    parents: [
      `DELETE FROM webhook_messages WHERE id IN ${PARENTS}
         AND NOT EXISTS (SELECT 1 FROM webhook_deliveries d WHERE d.message_id = webhook_messages.id)`,
    ],
  },
  audit: {
    table: 'audit_log',
    madeAt: 'at',
    parent: 'NULL',
    own: [`DELETE FROM audit_log WHERE ${OLD} at < ?3`],
    parents: [],
  },
}

export function createRetentionStore(db: D1Database) {
  return {
    /** One round, in one transaction; false where nothing is old enough. `before` is ISO 8601. */
    async sweep(name: SweepName, before: string): Promise<boolean> {
      const { table, madeAt, parent, own, parents } = SWEEPS[name]
      const found = await db
        .prepare(
          `WITH reached AS (SELECT coalesce((SELECT sequence FROM sweeps WHERE name = ?1), 0) AS after)
           SELECT (SELECT after FROM reached) AS after, max(sequence) AS upTo, json_group_array(DISTINCT parent) AS parents
           FROM (SELECT sequence, ${madeAt} AS madeAt, ${parent} AS parent FROM ${table}
             WHERE sequence > (SELECT after FROM reached) ORDER BY sequence LIMIT ${ROWS_A_ROUND})
           WHERE madeAt < ?2`,
        )
        .bind(name, before)
        .first<{ after: number; upTo: number | null; parents: string }>()
      if (found === null || found.upTo === null) return false
      const { after, upTo } = found
      await db.batch([
        ...own.map((sql) => db.prepare(sql).bind(after, upTo, before)),
        ...parents.map((sql) => db.prepare(sql).bind(found.parents)),
        reached(name, upTo),
      ])
      return true
    },

    /** Statements that an xAPI client stored before this time; false where none is left. */
    async dropStatements(before: string): Promise<boolean> {
      const { meta } = await db
        .prepare(
          `DELETE FROM xapi_statements WHERE (connection_id, statement_id) IN (
             SELECT s.connection_id, s.statement_id FROM connections c JOIN xapi_statements s ON s.connection_id = c.id
             WHERE s.stored_at < ?1 LIMIT ${ROWS_A_ROUND})`,
        )
        .bind(before)
        .run()
      return meta.changes > 0
    },

    /** Secrets whose overlap after a rotation is over: nobody proves or signs anything by them. */
    async dropEndedSecrets(now: string): Promise<void> {
      await db.batch(
        ['connection_secrets', 'webhook_secrets'].map((table) =>
          db.prepare(`DELETE FROM ${table} WHERE expires_at < ?1`).bind(now),
        ),
      )
    },
  }

  function reached(name: SweepName, sequence: number): Statement {
    return db
      .prepare(
        `INSERT INTO sweeps (name, sequence) VALUES (?1, ?2)
         ON CONFLICT (name) DO UPDATE SET sequence = max(sequence, excluded.sequence)`,
      )
      .bind(name, sequence)
  }
}

export type RetentionStore = ReturnType<typeof createRetentionStore>
