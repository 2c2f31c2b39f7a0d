/** Achievements and their versions. A version is never changed. */
import type { AchievementBody } from '../issuing/achievement-body.ts'
import type { Statement } from './d1.ts'

export interface Achievement {
  id: string
  issuerId: string
  version: number
  body: AchievementBody
  createdAt: string
  /** When this version was made. */
  updatedAt: string
  archivedAt: string | null
}

type Row = Omit<Achievement, 'body'> & { body: string; sequence: number }

const SELECT = `SELECT a.sequence, a.id, a.issuer_id AS issuerId, v.version, v.body, a.created_at AS createdAt,
    v.created_at AS updatedAt, a.archived_at AS archivedAt
  FROM achievements a JOIN achievement_versions v ON v.achievement_id = a.id`

export function createAchievementStore(db: D1Database) {
  return {
    insert({ id, issuerId, body, createdAt }: Achievement): Statement[] {
      return [
        db
          .prepare(
            `INSERT INTO achievements (id, issuer_id, version, created_at, updated_at) VALUES (?1, ?2, 1, ?3, ?3)`,
          )
          .bind(id, issuerId, createdAt),
        db
          .prepare(
            `INSERT INTO achievement_versions (achievement_id, version, body, created_at) VALUES (?1, 1, ?2, ?3)`,
          )
          .bind(id, JSON.stringify(body), createdAt),
      ]
    },

    /** Fails on the versions' primary key where another made `version` first. */
    insertVersion({ id, issuerId, version, body, updatedAt }: Achievement): Statement[] {
      return [
        db
          .prepare(
            `INSERT INTO achievement_versions (achievement_id, version, body, created_at) VALUES (?1, ?2, ?3, ?4)`,
          )
          .bind(id, version, JSON.stringify(body), updatedAt),
        db
          .prepare(`UPDATE achievements SET version = ?3, updated_at = ?4 WHERE issuer_id = ?1 AND id = ?2`)
          .bind(issuerId, id, version, updatedAt),
      ]
    },

    setArchived(issuerId: string, id: string, archivedAt: string | null): Statement {
      return db
        .prepare(`UPDATE achievements SET archived_at = ?3 WHERE issuer_id = ?1 AND id = ?2`)
        .bind(issuerId, id, archivedAt)
    },

    /** The newest version. */
    async find(issuerId: string, id: string): Promise<Achievement | null> {
      const row = await db
        .prepare(`${SELECT} AND v.version = a.version WHERE a.issuer_id = ?1 AND a.id = ?2`)
        .bind(issuerId, id)
        .first<Row>()
      return row === null ? null : fromRow(row)
    },

    /** The newest versions of those that this issuer has, by id. */
    async findMany(issuerId: string, ids: readonly string[]): Promise<Map<string, Achievement>> {
      const { results } = await db
        .prepare(
          `${SELECT} AND v.version = a.version WHERE a.issuer_id = ?1 AND a.id IN (SELECT value FROM json_each(?2))`,
        )
        .bind(issuerId, JSON.stringify(ids))
        .all<Row>()
      return new Map(results.map((row) => [row.id, fromRow(row)]))
    },

    /** For everybody: whatever its issuer. */
    async findPublic(id: string, version?: number): Promise<Achievement | null> {
      const row = await db
        .prepare(`${SELECT} AND v.version = coalesce(?2, a.version) WHERE a.id = ?1`)
        .bind(id, version ?? null)
        .first<Row>()
      return row === null ? null : fromRow(row)
    },

    /** Newest first, before `sequence`. */
    async list(
      issuerId: string,
      { before, limit, archived }: { before: number | null; limit: number; archived: boolean | null },
    ): Promise<(Achievement & { sequence: number })[]> {
      const { results } = await db
        .prepare(
          `${SELECT} AND v.version = a.version
           WHERE a.issuer_id = ?1 AND (?2 IS NULL OR a.sequence < ?2)
             AND (?4 IS NULL OR (a.archived_at IS NOT NULL) = ?4)
           ORDER BY a.sequence DESC LIMIT ?3`,
        )
        .bind(issuerId, before, limit, archived === null ? null : Number(archived))
        .all<Row>()
      return results.map(fromRow)
    },
  }
}

function fromRow(row: Row): Achievement & { sequence: number } {
  return { ...row, body: JSON.parse(row.body) as AchievementBody }
}

export type AchievementStore = ReturnType<typeof createAchievementStore>
