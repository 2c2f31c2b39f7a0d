/** xAPI statements as received, by id: what a client may ask back, and what a second one with the same id is held against. */
import type { Statement } from './d1.ts'

export interface StoredStatement {
  connectionId: string
  statementId: string
  contentSha256: string
  statement: string
  storedAt: string
}

export function createXapiStatementStore(db: D1Database) {
  return {
    insert({ connectionId, statementId, contentSha256, statement, storedAt }: StoredStatement): Statement {
      return db
        .prepare(
          `INSERT INTO xapi_statements (connection_id, statement_id, content_sha256, statement, stored_at)
           VALUES (?1, ?2, ?3, ?4, ?5) ON CONFLICT DO NOTHING`,
        )
        .bind(connectionId, statementId, contentSha256, statement, storedAt)
    },

    async findMany(connectionId: string, ids: string[]): Promise<StoredStatement[]> {
      const { results } = await db
        .prepare(
          `SELECT connection_id AS connectionId, statement_id AS statementId, content_sha256 AS contentSha256, statement,
             stored_at AS storedAt
           FROM xapi_statements WHERE connection_id = ?1 AND statement_id IN (SELECT value FROM json_each(?2))`,
        )
        .bind(connectionId, JSON.stringify(ids))
        .all<StoredStatement>()
      return results
    },

    async dropBefore(date: string): Promise<void> {
      await db.prepare(`DELETE FROM xapi_statements WHERE stored_at < ?1`).bind(date).run()
    },
  }
}

export type XapiStatementStore = ReturnType<typeof createXapiStatementStore>
