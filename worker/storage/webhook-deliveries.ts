/** Messages to webhook endpoints, their deliveries, and the log of attempts. A delivery is claimed before it is tried. */
import type { Statement } from './d1.ts'

export interface WebhookMessage {
  id: string
  issuerId: string
  type: string
  credentialId: string | null
  body: string
  createdAt: string
}

export interface WebhookDelivery {
  id: string
  issuerId: string
  endpointId: string
  messageId: string
  type: string
  state: 'pending' | 'delivered' | 'failed'
  attempts: number
  nextAttemptAt: string | null
  createdAt: string
}

export interface WebhookAttempt {
  at: string
  status: number | null
  reason: string | null
  durationMs: number
  answer: string | null
}

/** Of the newest deliveries: what became of them, and what was answered last. */
export interface EndpointHealth {
  delivered: number
  pending: number
  failed: number
  lastAttempt: Omit<WebhookAttempt, 'answer'> | null
}

const HEALTH_OF = 100

const COLUMNS = `d.sequence, d.id, d.issuer_id AS issuerId, d.endpoint_id AS endpointId, d.message_id AS messageId, m.type,
  d.state, d.attempts, d.next_attempt_at AS nextAttemptAt, d.created_at AS createdAt`
const FROM = `FROM webhook_deliveries d JOIN webhook_messages m ON m.id = d.message_id`

export function createWebhookDeliveryStore(db: D1Database) {
  return {
    /**
     * As many as one likes in two statements. Kept only where some endpoint wants them, or for the one that is named; the same
     * message twice is one. The results of the second statement name the new deliveries.
     */
    insertMessages(messages: readonly WebhookMessage[], only: string | null = null): Statement[] {
      const wanting = `FROM json_each(?1) AS m JOIN webhook_endpoints e ON e.issuer_id = m.value ->> 'issuerId'
        WHERE e.state IN ('enabled', 'paused') AND CASE WHEN ?2 IS NOT NULL THEN e.id = ?2
          ELSE EXISTS (SELECT 1 FROM json_each(e.event_types) WHERE value IN ('*', m.value ->> 'type')) END`
      const json = JSON.stringify(messages)
      return [
        db
          .prepare(
            `INSERT INTO webhook_messages (id, issuer_id, type, credential_id, body, created_at)
             SELECT DISTINCT m.value ->> 'id', m.value ->> 'issuerId', m.value ->> 'type', m.value ->> 'credentialId',
               m.value ->> 'body', m.value ->> 'createdAt' ${wanting} ON CONFLICT DO NOTHING`,
          )
          .bind(json, only),
        db
          .prepare(
            `INSERT INTO webhook_deliveries (id, issuer_id, endpoint_id, message_id, next_attempt_at, created_at)
             SELECT (m.value ->> 'id') || '_' || e.sequence, e.issuer_id, e.id, m.value ->> 'id',
               m.value ->> 'createdAt', m.value ->> 'createdAt' ${wanting} ON CONFLICT DO NOTHING RETURNING id`,
          )
          .bind(json, only),
      ]
    },

    /** null: delivered, given up, not due, its endpoint stopped, or in somebody else's hands. */
    async claim(id: string, now: string, until: string): Promise<WebhookDelivery | null> {
      const claimed = await db
        .prepare(
          `UPDATE webhook_deliveries SET next_attempt_at = ?3 WHERE id = ?1 AND state = 'pending' AND next_attempt_at <= ?2
             AND EXISTS (SELECT 1 FROM webhook_endpoints e WHERE e.id = endpoint_id AND e.state = 'enabled')
           RETURNING id`,
        )
        .bind(id, now, until)
        .first<{ id: string }>()
      return claimed === null ? null : this.find(id)
    },

    async find(id: string): Promise<WebhookDelivery | null> {
      return await db.prepare(`SELECT ${COLUMNS} ${FROM} WHERE d.id = ?1`).bind(id).first<WebhookDelivery>()
    },

    async message(id: string): Promise<WebhookMessage | null> {
      return await db
        .prepare(
          `SELECT id, issuer_id AS issuerId, type, credential_id AS credentialId, body, created_at AS createdAt
           FROM webhook_messages WHERE id = ?1`,
        )
        .bind(id)
        .first<WebhookMessage>()
    },

    settle(id: string, state: WebhookDelivery['state'], nextAttemptAt: string | null): Statement {
      return db
        .prepare(
          `UPDATE webhook_deliveries SET state = ?2, next_attempt_at = ?3, attempts = attempts + 1 WHERE id = ?1`,
        )
        .bind(id, state, nextAttemptAt)
    },

    logAttempt(deliveryId: string, { at, status, reason, durationMs, answer }: WebhookAttempt): Statement {
      return db
        .prepare(
          `INSERT INTO webhook_attempts (delivery_id, at, status, reason, duration_ms, answer) VALUES (?1, ?2, ?3, ?4, ?5, ?6)`,
        )
        .bind(deliveryId, at, status, reason, durationMs, answer)
    },

    /** By a person's wish: from the beginning of the schedule. */
    resend(issuerId: string, id: string, now: string): Statement {
      return db
        .prepare(
          `UPDATE webhook_deliveries SET state = 'pending', attempts = 0, next_attempt_at = ?3 WHERE issuer_id = ?1 AND id = ?2`,
        )
        .bind(issuerId, id, now)
    },

    /** An endpoint is good again: what waited for it is due. */
    resume(endpointId: string, now: string): Statement {
      return db
        .prepare(
          `UPDATE webhook_deliveries SET next_attempt_at = ?2 WHERE endpoint_id = ?1 AND state = 'pending'`,
        )
        .bind(endpointId, now)
    },

    /** In turns of their endpoints: one that has many waiting does not hold up the others. */
    async listDue(now: string, limit: number): Promise<string[]> {
      const { results } = await db
        .prepare(
          `SELECT id FROM (
             SELECT d.id, d.next_attempt_at AS due, row_number() OVER (PARTITION BY d.endpoint_id ORDER BY d.next_attempt_at) AS turn
             FROM webhook_deliveries d JOIN webhook_endpoints e ON e.id = d.endpoint_id
             WHERE d.state = 'pending' AND d.next_attempt_at <= ?1 AND e.state = 'enabled')
           ORDER BY turn, due LIMIT ?2`,
        )
        .bind(now, limit)
        .all<{ id: string }>()
      return results.map(({ id }) => id)
    },

    async list(
      issuerId: string,
      filter: { before: number | null; limit: number; endpointId: string | null; state: string | null },
    ): Promise<(WebhookDelivery & { sequence: number })[]> {
      const { results } = await db
        .prepare(
          `SELECT ${COLUMNS} ${FROM} WHERE d.issuer_id = ?1 AND (?2 IS NULL OR d.sequence < ?2)
             AND (?4 IS NULL OR d.endpoint_id = ?4) AND (?5 IS NULL OR d.state = ?5) ORDER BY d.sequence DESC LIMIT ?3`,
        )
        .bind(issuerId, filter.before, filter.limit, filter.endpointId, filter.state)
        .all<WebhookDelivery & { sequence: number }>()
      return results
    },

    /** How the newest deliveries to an endpoint went. */
    async health(issuerId: string, endpointId: string): Promise<EndpointHealth> {
      const newest = `SELECT id, state FROM webhook_deliveries WHERE issuer_id = ?1 AND endpoint_id = ?2
        ORDER BY sequence DESC LIMIT ${HEALTH_OF}`
      const [counts, attempts] = await db.batch([
        db.prepare(`SELECT state, count(*) AS n FROM (${newest}) GROUP BY state`).bind(issuerId, endpointId),
        db
          .prepare(
            `SELECT at, status, reason, duration_ms AS durationMs FROM webhook_attempts
             WHERE delivery_id IN (SELECT id FROM (${newest})) ORDER BY sequence DESC LIMIT 1`,
          )
          .bind(issuerId, endpointId),
      ])
      const states = new Map(
        ((counts?.results ?? []) as { state: string; n: number }[]).map(({ state, n }) => [state, n]),
      )
      const [lastAttempt = null] = (attempts?.results ?? []) as unknown as Omit<WebhookAttempt, 'answer'>[]
      return {
        delivered: states.get('delivered') ?? 0,
        pending: states.get('pending') ?? 0,
        failed: states.get('failed') ?? 0,
        lastAttempt,
      }
    },

    async attempts(deliveryId: string): Promise<WebhookAttempt[]> {
      const { results } = await db
        .prepare(
          `SELECT at, status, reason, duration_ms AS durationMs, answer FROM webhook_attempts
           WHERE delivery_id = ?1 ORDER BY sequence LIMIT 100`,
        )
        .bind(deliveryId)
        .all<WebhookAttempt>()
      return results
    },

    async ofCredentials(credentialIds: string[]): Promise<WebhookDelivery[]> {
      const { results } = await db
        .prepare(
          `SELECT ${COLUMNS} ${FROM} WHERE m.credential_id IN (SELECT value FROM json_each(?1)) ORDER BY d.sequence LIMIT 100`,
        )
        .bind(JSON.stringify(credentialIds))
        .all<WebhookDelivery>()
      return results
    },
  }
}

export type WebhookDeliveryStore = ReturnType<typeof createWebhookDeliveryStore>
