/** xAPI statements as received, by id: what a client may ask back, and what a second one with the same id is held against. */
import { jsonParts, type Statement } from './d1.ts'

export interface StoredStatement {
  connectionId: string
  statementId: string
  contentSha256: string
  statement: string
  storedAt: string
}

export function createXapiStatementStore(db: D1Database) {
  return {
    insert(statements: readonly StoredStatement[]): Statement[] {
      return jsonParts(statements).map((json) =>
        db
          .prepare(
            `INSERT INTO xapi_statements (connection_id, statement_id, content_sha256, statement, stored_at)
             SELECT value ->> 'connectionId', value ->> 'statementId', value ->> 'contentSha256', value ->> 'statement',
               value ->> 'storedAt' FROM json_each(?1) WHERE true ON CONFLICT DO NOTHING`,
          )
          .bind(json),
      )
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
