/** Status lists: handing out indices, and what the publisher needs. The bits themselves are those of `status_entries`. */
import type { Statement } from './d1.ts'
import { guardFailed } from './guards.ts'

export type StatusPurpose = 'revocation' | 'suspension'

export interface StatusList {
  id: string
  issuerId: string
  purpose: StatusPurpose
  size: number
  version: number
  publishedVersion: number
}

/** A run of positions in the list's permutation, which this caller alone was given. */
export interface Reservation {
  listId: string
  permutationSeed: string
  size: number
  first: number
  count: number
}

export interface PublishingClaim extends StatusList {
  lease: string
}

const COLUMNS = `id, issuer_id AS issuerId, purpose, size, version, published_version AS publishedVersion`

export function createStatusListStore(db: D1Database) {
  return {
    /** One statement, so two callers never get the same position. Null: no open list has so many left. */
    async reserve(issuerId: string, purpose: StatusPurpose, count: number): Promise<Reservation | null> {
      const row = await db
        .prepare(
          `UPDATE status_lists SET allocated = allocated + ?3
           WHERE issuer_id = ?1 AND purpose = ?2 AND is_open = 1 AND allocated + ?3 <= size
           RETURNING id AS listId, permutation_seed AS permutationSeed, size, allocated - ?3 AS first`,
        )
        .bind(issuerId, purpose, count)
        .first<Omit<Reservation, 'count'>>()
      return row === null ? null : { ...row, count }
    },

    /**
     * Opens a list that is already published, and closes one that has fewer than `needed` left. False where another caller
     * opened one first: then this one is not kept.
     */
    async open(
      list: Pick<StatusList, 'id' | 'issuerId' | 'purpose' | 'size'> & { permutationSeed: string },
      needed: number,
      { now, validUntil }: { now: Date; validUntil: Date },
    ): Promise<boolean> {
      const [, inserted] = await db.batch([
        db
          .prepare(
            `UPDATE status_lists SET is_open = 0
             WHERE issuer_id = ?1 AND purpose = ?2 AND is_open = 1 AND allocated + ?3 > size`,
          )
          .bind(list.issuerId, list.purpose, needed),
        db
          .prepare(
            `INSERT INTO status_lists
               (id, issuer_id, purpose, size, permutation_seed, published_version, published_at_ms, valid_until_ms, created_at)
             VALUES (?1, ?2, ?3, ?4, ?5, 1, ?6, ?7, ?8) ON CONFLICT DO NOTHING`,
          )
          .bind(
            list.id,
            list.issuerId,
            list.purpose,
            list.size,
            list.permutationSeed,
            now.getTime(),
            validUntil.getTime(),
            now.toISOString(),
          ),
      ])
      return (inserted?.meta.changes ?? 0) > 0
    },

    insertEntries(entries: readonly { listId: string; index: number; credentialId: string }[]): Statement {
      return db
        .prepare(
          `INSERT INTO status_entries (status_list_id, status_index, credential_id)
           SELECT value ->> 'listId', value ->> 'index', value ->> 'credentialId' FROM json_each(?1)`,
        )
        .bind(JSON.stringify(entries))
    },

    /** No entry is kept under this name yet. */
    unused(credentialId: string): Statement {
      return db
        .prepare(
          `INSERT INTO guards (holds) SELECT 0 WHERE EXISTS (SELECT 1 FROM status_entries WHERE credential_id = ?1)`,
        )
        .bind(credentialId)
    },

    /**
     * Sets or clears the bit of what is no credential of ours, in one transaction with `also`. Null, and nothing written,
     * where it has no such entry in this issuer's lists. The lists are to be published.
     */
    async setBit(
      issuerId: string,
      credentialId: string,
      {
        purpose,
        on,
        listId,
        index,
      }: { purpose: StatusPurpose; on: boolean; listId?: string; index?: number },
      also: readonly Statement[],
    ): Promise<string[] | null> {
      const entries = `SELECT l.id FROM status_entries e JOIN status_lists l ON l.id = e.status_list_id
        WHERE e.credential_id = ?1 AND l.issuer_id = ?2 AND l.purpose = ?3
          AND (?4 IS NULL OR l.id = ?4) AND (?5 IS NULL OR e.status_index = ?5)`
      const values = [credentialId, issuerId, purpose, listId ?? null, index ?? null]
      try {
        const [, flipped] = await db.batch([
          db.prepare(`INSERT INTO guards (holds) SELECT 0 WHERE NOT EXISTS (${entries})`).bind(...values),
          db
            .prepare(
              `UPDATE status_entries SET is_set = ?6 WHERE credential_id = ?1 AND status_list_id IN (${entries})
               RETURNING status_list_id AS listId`,
            )
            .bind(...values, Number(on)),
          db
            .prepare(`UPDATE status_lists SET version = version + 1 WHERE id IN (${entries})`)
            .bind(...values),
          ...also,
        ])
        return ((flipped?.results ?? []) as { listId: string }[]).map(({ listId: id }) => id)
      } catch (error) {
        if (guardFailed(error)) return null
        throw error
      }
    },

    async find(id: string): Promise<StatusList | null> {
      return await db
        .prepare(`SELECT ${COLUMNS} FROM status_lists WHERE id = ?1`)
        .bind(id)
        .first<StatusList>()
    },

    /** The indices whose bit is set, and the version that they are the truth of, read in one transaction. */
    async readBits(id: string): Promise<{ list: StatusList; indices: number[] } | null> {
      const [lists, entries] = await db.batch([
        db.prepare(`SELECT ${COLUMNS} FROM status_lists WHERE id = ?1`).bind(id),
        db
          .prepare(
            `SELECT json_group_array(status_index) AS indices FROM status_entries INDEXED BY status_entries_set
             WHERE status_list_id = ?1 AND is_set = 1`,
          )
          .bind(id),
      ])
      const list = (lists?.results as StatusList[] | undefined)?.[0]
      if (list === undefined) return null
      const row = (entries?.results as { indices: string }[] | undefined)?.[0]
      return { list, indices: JSON.parse(row?.indices ?? '[]') as number[] }
    },

    /**
     * Null where there is nothing to publish (no flips since, and valid beyond `renewBefore`), another publisher is at work, or
     * it was published less than `intervalMs` ago.
     */
    async claimPublishing(
      id: string,
      {
        now,
        lease,
        leaseMs,
        intervalMs,
        renewBefore,
      }: { now: Date; lease: string; leaseMs: number; intervalMs: number; renewBefore: Date },
    ): Promise<PublishingClaim | null> {
      return await db
        .prepare(
          `UPDATE status_lists SET lease = ?2, lease_until_ms = ?3
           WHERE id = ?1 AND (version > published_version OR valid_until_ms < ?6)
             AND (lease IS NULL OR lease_until_ms <= ?4) AND published_at_ms <= ?4 - ?5
           RETURNING ${COLUMNS}, lease`,
        )
        .bind(id, lease, now.getTime() + leaseMs, now.getTime(), intervalMs, renewBefore.getTime())
        .first<PublishingClaim>()
    },

    /** Gives the lease back. Null where it was lost meanwhile; else the list as it stands now. */
    async finishPublishing(
      id: string,
      lease: string,
      published: { version: number; at: Date; validUntil: Date },
    ): Promise<StatusList | null> {
      return await db
        .prepare(
          `UPDATE status_lists SET lease = NULL, lease_until_ms = 0, published_version = ?3, published_at_ms = ?4,
             valid_until_ms = ?5
           WHERE id = ?1 AND lease = ?2 RETURNING ${COLUMNS}`,
        )
        .bind(id, lease, published.version, published.at.getTime(), published.validUntil.getTime())
        .first<StatusList>()
    },

    async releasePublishing(id: string, lease: string): Promise<void> {
      await db
        .prepare(`UPDATE status_lists SET lease = NULL, lease_until_ms = 0 WHERE id = ?1 AND lease = ?2`)
        .bind(id, lease)
        .run()
    },

    /** Lists whose publication was lost, and lists that expire before `expiringBefore`; the most urgent first. */
    async findUnpublished(expiringBefore: Date, limit: number): Promise<string[]> {
      const { results } = await db
        .prepare(
          `SELECT id FROM status_lists WHERE published_version < version
           UNION SELECT id FROM (SELECT id FROM status_lists WHERE valid_until_ms < ?1 ORDER BY valid_until_ms LIMIT ?2)
           LIMIT ?2`,
        )
        .bind(expiringBefore.getTime(), limit)
        .all<{ id: string }>()
      return results.map(({ id }) => id)
    },

    /** Marks every list of an issuer for publication: the key that signed them is no longer good. */
    touchAll(issuerId: string): Statement {
      return db.prepare(`UPDATE status_lists SET version = version + 1 WHERE issuer_id = ?1`).bind(issuerId)
    },

    async listOf(issuerId: string): Promise<StatusList[]> {
      const { results } = await db
        .prepare(`SELECT ${COLUMNS} FROM status_lists WHERE issuer_id = ?1 ORDER BY created_at`)
        .bind(issuerId)
        .all<StatusList>()
      return results
    },
  }
}

export type StatusListStore = ReturnType<typeof createStatusListStore>
