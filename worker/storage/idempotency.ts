/** Idempotency records: written in the transaction of what they answer for; the primary key decides between two at once. */
import type { Statement } from './d1.ts'

export interface IdempotencyRecord {
  /** Issuer id, or `operator`. */
  scope: string
  key: string
  requestHash: string
  status: number
  /** Body of the answer, or null where `credentialId` leads to it. */
  response: string | null
  credentialId: string | null
}

export function createIdempotencyStore(db: D1Database) {
  return {
    record(record: IdempotencyRecord, now: Date): Statement {
      const { scope, key, requestHash, status, response, credentialId } = record
      return db
        .prepare(
          `INSERT INTO idempotency_records
             (scope, idempotency_key, request_hash, status, response, credential_id, created_at)
           VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)`,
        )
        .bind(scope, key, requestHash, status, response, credentialId, now.toISOString())
    },

    /** Many in one statement. */
    recordAll(records: readonly IdempotencyRecord[], now: Date): Statement[] {
      if (records.length === 0) return []
      return [
        db
          .prepare(
            `INSERT INTO idempotency_records
               (scope, idempotency_key, request_hash, status, response, credential_id, created_at)
             SELECT value ->> 'scope', value ->> 'key', value ->> 'requestHash', value ->> 'status', value ->> 'response',
               value ->> 'credentialId', ?2 FROM json_each(?1)`,
          )
          .bind(JSON.stringify(records), now.toISOString()),
      ]
    },

    async find(scope: string, key: string): Promise<IdempotencyRecord | null> {
      return await db
        .prepare(
          `SELECT scope, idempotency_key AS key, request_hash AS requestHash, status, response, credential_id AS credentialId
           FROM idempotency_records WHERE scope = ?1 AND idempotency_key = ?2`,
        )
        .bind(scope, key)
        .first<IdempotencyRecord>()
    },

    async removeOlderThan(date: Date): Promise<void> {
      await db.prepare(`DELETE FROM idempotency_records WHERE created_at < ?1`).bind(date.toISOString()).run()
    },
  }
}

export type IdempotencyStore = ReturnType<typeof createIdempotencyStore>
