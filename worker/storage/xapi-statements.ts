/**
 * xAPI statements as received, by id: what a client may ask back, and what a second one with the same id is held against.
 * `statement` is canonical JSON (RFC 8785), so that a part of it can be looked for as text.
 */
import { jsonParts, type Statement } from './d1.ts'

export interface StoredStatement {
  connectionId: string
  statementId: string
  contentSha256: string
  statement: string
  storedAt: string
}

export interface StatementFilter {
  verb: string | null
  activity: string | null
  registration: string | null
  /** Canonical JSON that must stand in the actor or the object, or (`anywhere`) somewhere in the statement. */
  agent: { json: string; anywhere: boolean } | null
  /** Canonical JSON that must stand somewhere in the statement. */
  relatedActivity: string | null
  /** ISO 8601 in UTC with milliseconds, of when it was stored: after this, and until that. */
  since: string | null
  until: string | null
  ascending: boolean
  /** The last of the page before. */
  after: { storedAt: string; statementId: string } | null
  limit: number
}

/** A statement may have 1 MiB, a page a hundred of them. */
const PAGE_BYTES = 2 * 1_048_576

const COLUMNS = `connection_id AS connectionId, statement_id AS statementId, content_sha256 AS contentSha256, statement,
  stored_at AS storedAt`

/** A voiding statement itself cannot be voided. */
const VOIDED = `(s.voids IS NULL AND EXISTS (
  SELECT 1 FROM xapi_statements v WHERE v.connection_id = s.connection_id AND v.voids = s.statement_id))`

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

    /** By id: what is there already is known by the hash of its content. */
    async hashesOf(connectionId: string, ids: readonly string[]): Promise<Map<string, string>> {
      const { results } = await db
        .prepare(
          `SELECT statement_id AS id, content_sha256 AS hash FROM xapi_statements
           WHERE connection_id = ?1 AND statement_id IN (SELECT value FROM json_each(?2))`,
        )
        .bind(connectionId, JSON.stringify(ids))
        .all<{ id: string; hash: string }>()
      return new Map(results.map(({ id, hash }) => [id, hash]))
    },

    /** By id; null where they are more than `maxBytes` in all. */
    async textsOf(
      connectionId: string,
      ids: readonly string[],
      maxBytes: number,
    ): Promise<Map<string, string> | null> {
      if (ids.length === 0) return new Map()
      const { results } = await db
        .prepare(
          `SELECT id, iif(through <= ?3, statement, NULL) AS statement FROM (
             SELECT statement_id AS id, statement, sum(length(CAST(statement AS BLOB))) OVER (ORDER BY statement_id) AS through
             FROM xapi_statements WHERE connection_id = ?1 AND statement_id IN (SELECT value FROM json_each(?2)))`,
        )
        .bind(connectionId, JSON.stringify(ids), maxBytes)
        .all<{ id: string; statement: string | null }>()
      const texts = results.flatMap(({ id, statement }) =>
        statement === null ? [] : [[id, statement] as const],
      )
      return texts.length < results.length ? null : new Map(texts)
    },

    /** One that was voided is found as such only, and no other as such. */
    async find(connectionId: string, id: string, voided: boolean): Promise<StoredStatement | null> {
      return await db
        .prepare(
          `SELECT ${COLUMNS} FROM xapi_statements s WHERE connection_id = ?1 AND statement_id = ?2 AND ${VOIDED} = ?3`,
        )
        .bind(connectionId, id, Number(voided))
        .first<StoredStatement>()
    },

    /**
     * A page by the time of storing, newest first unless `ascending`: as many as asked for, and no more after PAGE_BYTES are
     * reached. What was voided is left out.
     */
    async list(
      connectionId: string,
      filter: StatementFilter,
    ): Promise<{ rows: StoredStatement[]; isMore: boolean }> {
      const conditions = ['connection_id = ?1', `NOT ${VOIDED}`]
      const values: (string | number)[] = [connectionId, filter.limit + 1, PAGE_BYTES]
      const where = (condition: (parameter: string) => string, value: string | null) => {
        if (value === null) return
        values.push(value)
        conditions.push(condition(`?${values.length}`))
      }
      where((p) => `verb_id = ${p}`, filter.verb)
      where((p) => `object_id = ${p}`, filter.activity)
      where((p) => `registration = ${p}`, filter.registration)
      where((p) => `instr(statement, ${p}) > 0`, filter.relatedActivity)
      const agentIn = (p: string) =>
        filter.agent?.anywhere
          ? `instr(statement, ${p}) > 0`
          : `(instr(statement -> '$.actor', ${p}) > 0 OR instr(statement -> '$.object', ${p}) > 0)`
      where(agentIn, filter.agent?.json ?? null)
      where((p) => `stored_at > ${p}`, filter.since)
      where((p) => `stored_at <= ${p}`, filter.until)
      const [compare, order] = filter.ascending ? ['>', 'ASC'] : ['<', 'DESC']
      if (filter.after !== null) {
        values.push(filter.after.storedAt, filter.after.statementId)
        conditions.push(`(stored_at, statement_id) ${compare} (?${values.length - 1}, ?${values.length})`)
      }
      const { results } = await db
        .prepare(
          `SELECT * FROM (
             SELECT *, count(*) OVER () AS found, sum(length(CAST(statement AS BLOB))) OVER (
               ORDER BY storedAt ${order}, statementId ${order}
               ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING) AS before
             FROM (SELECT ${COLUMNS} FROM xapi_statements s WHERE ${conditions.join(' AND ')}
               ORDER BY stored_at ${order}, statement_id ${order} LIMIT ?2))
           WHERE coalesce(before, 0) < ?3 ORDER BY storedAt ${order}, statementId ${order}`,
        )
        .bind(...values)
        .all<StoredStatement & { found: number }>()
      const rows = results.slice(0, filter.limit)
      return { rows, isMore: (results[0]?.found ?? 0) > rows.length }
    },
  }
}
