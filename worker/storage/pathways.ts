/** Pathways and their versions. A version is never changed; the leaves of all versions stay, for who completed an older one. */
import type { PathwayBody } from '../issuing/pathways/pathway-body.ts'
import type { Statement } from './d1.ts'

export interface Pathway {
  id: string
  issuerId: string
  version: number
  body: PathwayBody
  createdAt: string
  /** When this version was made. */
  updatedAt: string
  archivedAt: string | null
}

type Row = Omit<Pathway, 'body'> & { body: string; sequence: number }

const COLUMNS = `p.sequence, p.id, p.issuer_id AS issuerId, v.version, v.body, p.created_at AS createdAt,
  v.created_at AS updatedAt, p.archived_at AS archivedAt`
const NEWEST = `FROM pathways p JOIN pathway_versions v ON v.pathway_id = p.id AND v.version = p.version`

export function createPathwayStore(db: D1Database) {
  const insertLeaves = (pathwayId: string, issuerId: string, leaves: readonly string[]) =>
    db
      .prepare(
        `INSERT INTO pathway_leaves (pathway_id, leaf, issuer_id) SELECT ?1, value, ?2 FROM json_each(?3) WHERE true
         ON CONFLICT DO NOTHING`,
      )
      .bind(pathwayId, issuerId, JSON.stringify(leaves))
  const insertVersion = ({ id, version, body, updatedAt }: Pathway) =>
    db
      .prepare(`INSERT INTO pathway_versions (pathway_id, version, body, created_at) VALUES (?1, ?2, ?3, ?4)`)
      .bind(id, version, JSON.stringify(body), updatedAt)

  return {
    insert(pathway: Pathway, leaves: readonly string[]): Statement[] {
      const { id, issuerId, createdAt } = pathway
      return [
        db
          .prepare(
            `INSERT INTO pathways (id, issuer_id, version, created_at, updated_at) VALUES (?1, ?2, 1, ?3, ?3)`,
          )
          .bind(id, issuerId, createdAt),
        insertVersion(pathway),
        insertLeaves(id, issuerId, leaves),
      ]
    },

    /** Fails on the versions' primary key where another made this version first. */
    insertVersion(pathway: Pathway, leaves: readonly string[]): Statement[] {
      const { id, issuerId, version, updatedAt } = pathway
      return [
        insertVersion(pathway),
        db
          .prepare(`UPDATE pathways SET version = ?3, updated_at = ?4 WHERE issuer_id = ?1 AND id = ?2`)
          .bind(issuerId, id, version, updatedAt),
        insertLeaves(id, issuerId, leaves),
      ]
    },

    setArchived(issuerId: string, id: string, archivedAt: string | null): Statement {
      return db
        .prepare(`UPDATE pathways SET archived_at = ?3 WHERE issuer_id = ?1 AND id = ?2`)
        .bind(issuerId, id, archivedAt)
    },

    /** Refuses the transaction where any pathway of the issuer was made or changed since: versions only rise. */
    unchanged(issuerId: string, versionsInAll: number): Statement {
      return db
        .prepare(
          `INSERT INTO guards (holds) SELECT 0
           WHERE (SELECT coalesce(sum(version), 0) FROM pathways WHERE issuer_id = ?1) <> ?2`,
        )
        .bind(issuerId, versionsInAll)
    },

    /** The newest version. */
    async find(issuerId: string, id: string): Promise<Pathway | null> {
      const row = await db
        .prepare(`SELECT ${COLUMNS} ${NEWEST} WHERE p.issuer_id = ?1 AND p.id = ?2`)
        .bind(issuerId, id)
        .first<Row>()
      return row === null ? null : fromRow(row)
    },

    /** For everybody: whatever its issuer. */
    async findPublic(id: string, version?: number): Promise<Pathway | null> {
      const row = await db
        .prepare(
          `SELECT ${COLUMNS} FROM pathways p JOIN pathway_versions v ON v.pathway_id = p.id
           WHERE p.id = ?1 AND v.version = coalesce(?2, p.version)`,
        )
        .bind(id, version ?? null)
        .first<Row>()
      return row === null ? null : fromRow(row)
    },

    /** Versions by `{pathway id}/{version}`. */
    async versions(
      wanted: readonly { pathwayId: string; version: number }[],
    ): Promise<Map<string, PathwayBody>> {
      const { results } = await db
        .prepare(
          `SELECT DISTINCT v.pathway_id || '/' || v.version AS key, v.body FROM json_each(?1) w
           JOIN pathway_versions v ON v.pathway_id = w.value ->> 'pathwayId' AND v.version = w.value ->> 'version'`,
        )
        .bind(JSON.stringify(wanted))
        .all<{ key: string; body: string }>()
      return new Map(results.map(({ key, body }) => [key, JSON.parse(body) as PathwayBody]))
    },

    async newest(ids: readonly string[]): Promise<Map<string, Pathway>> {
      const { results } = await db
        .prepare(`SELECT ${COLUMNS} ${NEWEST} WHERE p.id IN (SELECT value FROM json_each(?1))`)
        .bind(JSON.stringify(ids))
        .all<Row>()
      return new Map(results.map((row) => [row.id, fromRow(row)]))
    },

    /** Newest first, before `sequence`. */
    async list(
      issuerId: string,
      { before, limit, archived }: { before: number | null; limit: number; archived: boolean | null },
    ): Promise<(Pathway & { sequence: number })[]> {
      const { results } = await db
        .prepare(
          `SELECT ${COLUMNS} ${NEWEST} WHERE p.issuer_id = ?1 AND (?2 IS NULL OR p.sequence < ?2)
             AND (?4 IS NULL OR (p.archived_at IS NOT NULL) = ?4)
           ORDER BY p.sequence DESC LIMIT ?3`,
        )
        .bind(issuerId, before, limit, archived === null ? null : Number(archived))
        .all<Row>()
      return results.map(fromRow)
    },

    /** Names of achievements by id, in their newest versions. */
    async achievementNames(ids: readonly string[]): Promise<Map<string, string>> {
      const { results } = await db
        .prepare(
          `SELECT a.id, v.body ->> 'name' AS name FROM achievements a
           JOIN achievement_versions v ON v.achievement_id = a.id AND v.version = a.version
           WHERE a.id IN (SELECT value FROM json_each(?1))`,
        )
        .bind(JSON.stringify(ids))
        .all<{ id: string; name: string }>()
      return new Map(results.map(({ id, name }) => [id, name]))
    },

    /** Enabled ones, in their newest version, that this achievement counts towards. */
    async countingTowards(issuerId: string, leaf: string, limit: number): Promise<Pathway[]> {
      const { results } = await db
        .prepare(
          `SELECT ${COLUMNS} ${NEWEST} WHERE p.archived_at IS NULL AND v.body ->> 'enabled'
             AND p.id IN (SELECT pathway_id FROM pathway_leaves WHERE issuer_id = ?1 AND leaf = ?2)
           ORDER BY p.sequence LIMIT ?3`,
        )
        .bind(issuerId, leaf, limit)
        .all<Row>()
      return results.map(fromRow)
    },
  }
}

function fromRow(row: Row): Pathway & { sequence: number } {
  return { ...row, body: JSON.parse(row.body) as PathwayBody }
}
