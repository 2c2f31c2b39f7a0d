/** Where an issuer wants its events sent, and the sealed secrets they are signed with. */
import type { Statement } from './d1.ts'
import type { Guard } from './guards.ts'

export interface WebhookEndpoint {
  id: string
  issuerId: string
  url: string
  description: string | null
  eventTypes: string[]
  state: 'enabled' | 'disabled' | 'paused' | 'gone' | 'deleted'
  stateReason: string | null
  createdAt: string
  updatedAt: string
}

export interface SealedWebhookSecret {
  id: string
  endpointId: string
  sealed: string
  createdAt: string
}

type Row = Omit<WebhookEndpoint, 'eventTypes'> & { eventTypes: string }

const COLUMNS = `sequence, id, issuer_id AS issuerId, url, description, event_types AS eventTypes, state,
  state_reason AS stateReason, created_at AS createdAt, updated_at AS updatedAt`

export function createWebhookEndpointStore(db: D1Database) {
  return {
    insert(endpoint: WebhookEndpoint): Statement {
      const { id, issuerId, url, description, eventTypes, createdAt } = endpoint
      return db
        .prepare(
          `INSERT INTO webhook_endpoints (id, issuer_id, url, description, event_types, created_at, updated_at)
           VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?6)`,
        )
        .bind(id, issuerId, url, description, JSON.stringify(eventTypes), createdAt)
    },

    /** As it was read. */
    unchanged({ id, updatedAt }: WebhookEndpoint): Guard {
      return {
        broken: 'NOT EXISTS (SELECT 1 FROM webhook_endpoints WHERE id = ? AND updated_at = ?)',
        values: [id, updatedAt],
      }
    },

    update(endpoint: WebhookEndpoint): Statement {
      const { id, issuerId, url, description, eventTypes, state, stateReason, updatedAt } = endpoint
      return db
        .prepare(
          `UPDATE webhook_endpoints SET url = ?3, description = ?4, event_types = ?5, state = ?6, state_reason = ?7,
             updated_at = ?8 WHERE id = ?1 AND issuer_id = ?2 AND state <> 'deleted'`,
        )
        .bind(id, issuerId, url, description, JSON.stringify(eventTypes), state, stateReason, updatedAt)
    },

    /** What we do ourselves; a person's choice in between stands. */
    stop(id: string, state: 'paused' | 'gone', reason: string, now: string): Statement {
      return db
        .prepare(
          `UPDATE webhook_endpoints SET state = ?2, state_reason = ?3, updated_at = ?4 WHERE id = ?1 AND state = 'enabled'`,
        )
        .bind(id, state, reason, now)
    },

    insertSecret({ id, endpointId, sealed, createdAt }: SealedWebhookSecret): Statement {
      return db
        .prepare(`INSERT INTO webhook_secrets (id, endpoint_id, sealed, created_at) VALUES (?1, ?2, ?3, ?4)`)
        .bind(id, endpointId, sealed, createdAt)
    },

    expireSecrets(endpointId: string, at: string): Statement {
      return db
        .prepare(
          `UPDATE webhook_secrets SET expires_at = ?2 WHERE endpoint_id = ?1 AND (expires_at IS NULL OR expires_at > ?2)`,
        )
        .bind(endpointId, at)
    },

    removeSecrets(endpointId: string): Statement {
      return db.prepare(`DELETE FROM webhook_secrets WHERE endpoint_id = ?1`).bind(endpointId)
    },

    /** Those good now, newest first. */
    async secrets(endpointId: string, now: string): Promise<SealedWebhookSecret[]> {
      const { results } = await db
        .prepare(
          `SELECT id, endpoint_id AS endpointId, sealed, created_at AS createdAt FROM webhook_secrets
           WHERE endpoint_id = ?1 AND (expires_at IS NULL OR expires_at > ?2) ORDER BY created_at DESC, id LIMIT 5`,
        )
        .bind(endpointId, now)
        .all<SealedWebhookSecret>()
      return results
    },

    async find(id: string): Promise<WebhookEndpoint | null> {
      const row = await db
        .prepare(`SELECT ${COLUMNS} FROM webhook_endpoints WHERE id = ?1 AND state <> 'deleted'`)
        .bind(id)
        .first<Row>()
      return row === null ? null : fromRow(row)
    },

    async list(
      issuerId: string,
      { before, limit }: { before: number | null; limit: number },
    ): Promise<(WebhookEndpoint & { sequence: number })[]> {
      const { results } = await db
        .prepare(
          `SELECT ${COLUMNS} FROM webhook_endpoints
           WHERE issuer_id = ?1 AND state <> 'deleted' AND (?2 IS NULL OR sequence < ?2) ORDER BY sequence DESC LIMIT ?3`,
        )
        .bind(issuerId, before, limit)
        .all<Row & { sequence: number }>()
      return results.map(fromRow)
    },
  }
}

function fromRow<R extends Row>(row: R) {
  return { ...row, eventTypes: JSON.parse(row.eventTypes) as string[] }
}
