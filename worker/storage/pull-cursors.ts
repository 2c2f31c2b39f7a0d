/** Where each scheduled pull stands. The lease keeps two runs of one connection apart. */
import type { Statement } from './d1.ts'

export interface PullCursor {
  connectionId: string
  cursor: string | null
  nextRunAt: string
  failures: number
  lastRunAt: string | null
  lastProblem: string | null
}

const COLUMNS = `connection_id AS connectionId, cursor, next_run_at AS nextRunAt, failures, last_run_at AS lastRunAt,
  last_problem AS lastProblem`

export function createPullCursorStore(db: D1Database) {
  return {
    insert(connectionId: string, nextRunAt: string): Statement {
      return db
        .prepare(
          `INSERT INTO pull_cursors (connection_id, next_run_at) VALUES (?1, ?2) ON CONFLICT DO NOTHING`,
        )
        .bind(connectionId, nextRunAt)
    },

    remove(connectionId: string): Statement {
      return db.prepare(`DELETE FROM pull_cursors WHERE connection_id = ?1`).bind(connectionId)
    },

    async find(connectionId: string): Promise<PullCursor | null> {
      return await db
        .prepare(`SELECT ${COLUMNS} FROM pull_cursors WHERE connection_id = ?1`)
        .bind(connectionId)
        .first<PullCursor>()
    },

    async listDue(now: string, limit: number): Promise<string[]> {
      const { results } = await db
        .prepare(
          `SELECT p.connection_id AS id FROM pull_cursors p JOIN connections c ON c.id = p.connection_id
           WHERE c.state = 'enabled' AND p.next_run_at <= ?1 AND (p.lease_until IS NULL OR p.lease_until <= ?1)
           ORDER BY p.next_run_at LIMIT ?2`,
        )
        .bind(now, limit)
        .all<{ id: string }>()
      return results.map(({ id }) => id)
    },

    /** null: somebody else runs it. */
    async lease(connectionId: string, now: string, until: string): Promise<PullCursor | null> {
      return await db
        .prepare(
          `UPDATE pull_cursors SET lease_until = ?3 WHERE connection_id = ?1 AND (lease_until IS NULL OR lease_until <= ?2)
           RETURNING ${COLUMNS}`,
        )
        .bind(connectionId, now, until)
        .first<PullCursor>()
    },

    /** To be committed with what was read up to this cursor. */
    advance(connectionId: string, cursor: string | null): Statement {
      return db
        .prepare(`UPDATE pull_cursors SET cursor = ?2 WHERE connection_id = ?1`)
        .bind(connectionId, cursor)
    },

    finish(connectionId: string, now: string, nextRunAt: string): Statement {
      return db
        .prepare(
          `UPDATE pull_cursors SET lease_until = NULL, failures = 0, last_run_at = ?2, last_problem = NULL, next_run_at = ?3
           WHERE connection_id = ?1`,
        )
        .bind(connectionId, now, nextRunAt)
    },

    fail(connectionId: string, now: string, nextRunAt: string, problem: string): Statement {
      return db
        .prepare(
          `UPDATE pull_cursors SET lease_until = NULL, failures = failures + 1, last_run_at = ?2, last_problem = ?4,
             next_run_at = ?3 WHERE connection_id = ?1`,
        )
        .bind(connectionId, now, nextRunAt, problem)
    },

    runNow(connectionId: string, now: string): Statement {
      return db
        .prepare(`UPDATE pull_cursors SET next_run_at = ?2 WHERE connection_id = ?1`)
        .bind(connectionId, now)
    },
  }
}
