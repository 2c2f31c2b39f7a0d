/** The steps of events' stories, and how many events came in. */
import { jsonParts, type Statement } from './d1.ts'

export function createEventStepStore(db: D1Database) {
  return {
    step(
      deliveryId: string,
      eventId: string | null,
      at: string,
      step: string,
      detail: object | null,
    ): Statement {
      return db
        .prepare(
          `INSERT INTO event_steps (delivery_id, event_id, at, step, detail) VALUES (?1, ?2, ?3, ?4, ?5)`,
        )
        .bind(deliveryId, eventId, at, step, detail === null ? null : JSON.stringify(detail))
    },

    /** The same step of many events of one delivery. */
    stepOfMany(
      deliveryId: string,
      at: string,
      step: string,
      events: readonly { id: string; detail: object }[],
    ): Statement[] {
      return jsonParts(events.map(({ id, detail }) => ({ id, detail: JSON.stringify(detail) }))).map((json) =>
        db
          .prepare(
            `INSERT INTO event_steps (delivery_id, event_id, at, step, detail)
             SELECT ?2, value ->> 'id', ?3, ?4, value ->> 'detail' FROM json_each(?1)`,
          )
          .bind(json, deliveryId, at, step),
      )
    },

    async steps(
      deliveryId: string,
      eventId: string,
    ): Promise<{ at: string; step: string; detail: unknown }[]> {
      const { results } = await db
        .prepare(
          `SELECT at, step, detail FROM event_steps WHERE delivery_id = ?1 AND (event_id IS NULL OR event_id = ?2)
           ORDER BY sequence LIMIT 200`,
        )
        .bind(deliveryId, eventId)
        .all<{ at: string; step: string; detail: string | null }>()
      return results.map((row) => ({ ...row, detail: row.detail === null ? null : JSON.parse(row.detail) }))
    },

    /** How many of each state came in on each day (UTC). */
    async countByDay(
      issuerId: string,
      from: string,
    ): Promise<{ day: string; state: string; count: number }[]> {
      const { results } = await db
        .prepare(
          `SELECT substr(created_at, 1, 10) AS day, state, count(*) AS count FROM vendor_events
           WHERE issuer_id = ?1 AND created_at >= ?2 GROUP BY day, state
           UNION ALL
           SELECT substr(received_at, 1, 10), 'refused', count(*) FROM deliveries
           WHERE issuer_id = ?1 AND received_at >= ?2 AND state = 'refused' GROUP BY 1
           ORDER BY day DESC, state`,
        )
        .bind(issuerId, from)
        .all<{ day: string; state: string; count: number }>()
      return results
    },
  }
}
