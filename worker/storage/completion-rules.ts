/** Rules from completion to achievement. A deleted rule keeps its row: awards tell of it. */
import type { RuleBody } from '../vendors/rule-body.ts'
import type { Statement } from './d1.ts'

export interface CompletionRule {
  id: string
  issuerId: string
  connectionId: string | null
  body: RuleBody
  enabled: boolean
  createdAt: string
  updatedAt: string
}

type Row = Omit<CompletionRule, 'body' | 'enabled'> & { body: string; enabled: number }

const COLUMNS = `sequence, id, issuer_id AS issuerId, connection_id AS connectionId, body, enabled, created_at AS createdAt,
  updated_at AS updatedAt`

export function createCompletionRuleStore(db: D1Database) {
  return {
    insert(rule: CompletionRule): Statement {
      return db
        .prepare(
          `INSERT INTO completion_rules (id, issuer_id, connection_id, body, enabled, created_at, updated_at)
           VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?6)`,
        )
        .bind(
          rule.id,
          rule.issuerId,
          rule.connectionId,
          JSON.stringify(rule.body),
          Number(rule.enabled),
          rule.createdAt,
        )
    },

    update(rule: CompletionRule): Statement {
      return db
        .prepare(
          `UPDATE completion_rules SET connection_id = ?3, body = ?4, enabled = ?5, updated_at = ?6
           WHERE issuer_id = ?1 AND id = ?2 AND deleted_at IS NULL`,
        )
        .bind(
          rule.issuerId,
          rule.id,
          rule.connectionId,
          JSON.stringify(rule.body),
          Number(rule.enabled),
          rule.updatedAt,
        )
    },

    remove(issuerId: string, id: string, now: string): Statement {
      return db
        .prepare(
          `UPDATE completion_rules SET deleted_at = ?3, enabled = 0 WHERE issuer_id = ?1 AND id = ?2 AND deleted_at IS NULL`,
        )
        .bind(issuerId, id, now)
    },

    /** Deleted ones too when `withDeleted`: an award may still need to know its rule. */
    async find(issuerId: string, id: string, { withDeleted = false } = {}): Promise<CompletionRule | null> {
      const row = await db
        .prepare(
          `SELECT ${COLUMNS} FROM completion_rules WHERE issuer_id = ?1 AND id = ?2 AND (deleted_at IS NULL OR ?3 = 1)`,
        )
        .bind(issuerId, id, Number(withDeleted))
        .first<Row>()
      return row === null ? null : fromRow(row)
    },

    /** Those that speak of this connection, oldest first. */
    async enabledFor(issuerId: string, connectionId: string): Promise<CompletionRule[]> {
      const { results } = await db
        .prepare(
          `SELECT ${COLUMNS} FROM completion_rules
           WHERE issuer_id = ?1 AND (connection_id IS NULL OR connection_id = ?2) AND enabled = 1 AND deleted_at IS NULL
           ORDER BY sequence LIMIT 1000`,
        )
        .bind(issuerId, connectionId)
        .all<Row>()
      return results.map(fromRow)
    },

    async list(
      issuerId: string,
      { before, limit }: { before: number | null; limit: number },
    ): Promise<(CompletionRule & { sequence: number })[]> {
      const { results } = await db
        .prepare(
          `SELECT ${COLUMNS} FROM completion_rules WHERE issuer_id = ?1 AND deleted_at IS NULL AND (?2 IS NULL OR sequence < ?2)
           ORDER BY sequence DESC LIMIT ?3`,
        )
        .bind(issuerId, before, limit)
        .all<Row & { sequence: number }>()
      return results.map(fromRow)
    },
  }
}

function fromRow<R extends Row>(row: R) {
  return { ...row, body: JSON.parse(row.body) as RuleBody, enabled: row.enabled === 1 }
}
