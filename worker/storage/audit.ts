/** The audit log: written in the transaction of what it tells of. No personal data, no secrets. */
import type { Statement } from './d1.ts'

export interface AuditEntry {
  at: Date
  issuerId: string | null
  /** `operator`, `api-key:<id>`, `system:<name>`; `holder`, by the holder's own link. */
  caller: string
  /** `credential.issued`, `key.rotated` … */
  action: string
  /** Id of what was changed. */
  target: string
  detail?: Record<string, string | number>
}

export interface AuditRecord extends Omit<AuditEntry, 'at' | 'detail'> {
  at: string
  detail: Record<string, string | number> | null
}

export function createAuditStore(db: D1Database) {
  return {
    entry({ at, issuerId, caller, action, target, detail }: AuditEntry): Statement {
      return db
        .prepare(
          `INSERT INTO audit_log (at, issuer_id, caller, action, target, detail) VALUES (?1, ?2, ?3, ?4, ?5, ?6)`,
        )
        .bind(at.toISOString(), issuerId, caller, action, target, detail ? JSON.stringify(detail) : null)
    },

    /** Only where the statement right before it in the transaction changed something. */
    entryIfChanged({ at, issuerId, caller, action, target }: Omit<AuditEntry, 'detail'>): Statement {
      return db
        .prepare(
          `INSERT INTO audit_log (at, issuer_id, caller, action, target) SELECT ?1, ?2, ?3, ?4, ?5 WHERE changes() > 0`,
        )
        .bind(at.toISOString(), issuerId, caller, action, target)
    },

    /** The same of many targets, one record each, in one statement. */
    entries(
      { at, issuerId, caller, action }: Omit<AuditEntry, 'target' | 'detail'>,
      targets: readonly string[],
    ) {
      return db
        .prepare(
          `INSERT INTO audit_log (at, issuer_id, caller, action, target) SELECT ?1, ?2, ?3, ?4, value FROM json_each(?5)`,
        )
        .bind(at.toISOString(), issuerId, caller, action, JSON.stringify(targets))
    },

    /** Oldest first, after `sequence`. */
    async list(
      issuerId: string,
      { after = 0, limit = 1000 } = {},
    ): Promise<(AuditRecord & { sequence: number })[]> {
      const { results } = await db
        .prepare(
          `SELECT sequence, at, issuer_id AS issuerId, caller, action, target, detail FROM audit_log
           WHERE issuer_id = ?1 AND sequence > ?2 ORDER BY sequence LIMIT ?3`,
        )
        .bind(issuerId, after, limit)
        .all<Omit<AuditRecord, 'detail'> & { sequence: number; detail: string | null }>()
      return results.map((row) => ({ ...row, detail: row.detail === null ? null : JSON.parse(row.detail) }))
    },
  }
}

export type AuditStore = ReturnType<typeof createAuditStore>
