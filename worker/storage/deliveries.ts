/** Deliveries as they came in: kept before they are answered. A refused one keeps no body. */
import type { Statement } from './d1.ts'

export interface Delivery {
  id: string
  issuerId: string
  connectionId: string
  receivedAt: string
  /** The few headers that reading needs. */
  headers: Record<string, string>
  body: Uint8Array | null
  bodyBytes: number
  bodySha256: string
  strength: string | null
  state: 'received' | 'read' | 'refused' | 'dead'
  reason: string | null
  attempts: number
}

export type DeliverySummary = Omit<Delivery, 'body'>

/** The sweep takes up what the queue lost; this much later, so that it does not run into the queue's own work. */
const SWEEP_AFTER_MS = 60_000

/** Of what was refused, the newest are kept to be seen. */
const REFUSED_KEPT = 100

type Row = Omit<Delivery, 'headers' | 'body'> & { headers: string; body: ArrayLike<number> | null }

const SUMMARY = `sequence, id, issuer_id AS issuerId, connection_id AS connectionId, received_at AS receivedAt, headers,
  body_bytes AS bodyBytes, body_sha256 AS bodySha256, strength, state, reason, attempts`

export function createDeliveryStore(db: D1Database) {
  return {
    insert(delivery: Delivery): Statement {
      const due = new Date(Date.parse(delivery.receivedAt) + SWEEP_AFTER_MS).toISOString()
      return db
        .prepare(
          `INSERT INTO deliveries (id, issuer_id, connection_id, received_at, headers, body, body_bytes, body_sha256, strength,
             state, reason, next_attempt_at)
           VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12)`,
        )
        .bind(
          delivery.id,
          delivery.issuerId,
          delivery.connectionId,
          delivery.receivedAt,
          JSON.stringify(delivery.headers),
          delivery.body,
          delivery.bodyBytes,
          delivery.bodySha256,
          delivery.strength,
          delivery.state,
          delivery.reason,
          delivery.state === 'received' ? due : null,
        )
    },

    /** To be committed with a refused one. */
    dropOldRefused(connectionId: string): Statement {
      return db
        .prepare(
          `DELETE FROM deliveries WHERE connection_id = ?1 AND state = 'refused' AND sequence <=
             (SELECT sequence FROM deliveries WHERE connection_id = ?1 AND state = 'refused'
              ORDER BY sequence DESC LIMIT 1 OFFSET ?2)`,
        )
        .bind(connectionId, REFUSED_KEPT)
    },

    markRead(id: string): Statement {
      return db
        .prepare(`UPDATE deliveries SET state = 'read', reason = NULL, next_attempt_at = NULL WHERE id = ?1`)
        .bind(id)
    },

    /** Another try at `nextAttemptAt`, or none any more. */
    markFailed(id: string, reason: string, nextAttemptAt: string | null): Statement {
      return db
        .prepare(
          `UPDATE deliveries SET attempts = attempts + 1, reason = ?2, next_attempt_at = ?3,
             state = iif(?3 IS NULL, 'dead', 'received') WHERE id = ?1 AND state IN ('received', 'dead')`,
        )
        .bind(id, reason, nextAttemptAt)
    },

    /**
     * To be read again: one that could not be read, or of which something was ignored or malformed. That is forgotten, so
     * that a mended mapping reads it anew; what was an event stays. Two statements; the first tells whether there is anything.
     */
    reopen(issuerId: string, id: string, now: string): Statement[] {
      const unread = `delivery_id = ?2 AND state IN ('ignored', 'malformed')`
      return [
        db
          .prepare(
            `UPDATE deliveries SET state = 'received', reason = NULL, attempts = 0, next_attempt_at = ?3
             WHERE issuer_id = ?1 AND id = ?2 AND body IS NOT NULL AND (state IN ('received', 'dead')
               OR (state = 'read' AND EXISTS (SELECT 1 FROM vendor_events WHERE ${unread})))`,
          )
          .bind(issuerId, id, now),
        db.prepare(`DELETE FROM vendor_events WHERE issuer_id = ?1 AND ${unread}`).bind(issuerId, id),
      ]
    },

    async find(id: string): Promise<Delivery | null> {
      const row = await db
        .prepare(`SELECT ${SUMMARY}, body FROM deliveries WHERE id = ?1`)
        .bind(id)
        .first<Row & { sequence: number }>()
      if (row === null) return null
      const { sequence: _, ...delivery } = row
      return {
        ...delivery,
        headers: JSON.parse(row.headers),
        body: row.body === null ? null : Uint8Array.from(row.body),
      }
    },

    async list(
      issuerId: string,
      filter: { before: number | null; limit: number; connectionId: string | null; state: string | null },
    ): Promise<(DeliverySummary & { sequence: number })[]> {
      const { results } = await db
        .prepare(
          `SELECT ${SUMMARY} FROM deliveries
           WHERE issuer_id = ?1 AND (?2 IS NULL OR sequence < ?2) AND (?4 IS NULL OR connection_id = ?4)
             AND (?5 IS NULL OR state = ?5)
           ORDER BY sequence DESC LIMIT ?3`,
        )
        .bind(issuerId, filter.before, filter.limit, filter.connectionId, filter.state)
        .all<Omit<Row, 'body'> & { sequence: number }>()
      return results.map((row) => ({ ...row, headers: JSON.parse(row.headers) }))
    },

    /** Takes what is due; the next sweep waits for it. */
    async takeDue(now: string, until: string, limit: number): Promise<string[]> {
      const { results } = await db
        .prepare(
          `UPDATE deliveries SET next_attempt_at = ?2 WHERE sequence IN
             (SELECT sequence FROM deliveries WHERE state = 'received' AND next_attempt_at <= ?1
              ORDER BY next_attempt_at LIMIT ?3)
           RETURNING id`,
        )
        .bind(now, until, limit)
        .all<{ id: string }>()
      return results.map(({ id }) => id)
    },
  }
}
