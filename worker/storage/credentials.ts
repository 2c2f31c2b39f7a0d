/** Issued credentials: the exact bytes of both signed forms, their state, and finding them. */
import type { Statement } from './d1.ts'
import { guardFailed } from './guards.ts'
import type { StatusPurpose } from './status-lists.ts'

export type CredentialState = 'active' | 'suspended' | 'revoked'

export interface CredentialRecord {
  sequence: number
  /** The uuid; its URL is `ORIGIN/credentials/{id}`. */
  id: string
  issuerId: string
  achievementId: string
  achievementVersion: number
  state: CredentialState
  stateReason: string | null
  stateChangedAt: string | null
  validFrom: string
  validUntil: string | null
  issuedAt: string
  /** Signed JSON text with its embedded proof, and the compact JWS; null once erased. */
  embeddedProofText: string | null
  jwtText: string | null
  erasedAt: string | null
}

export type NewCredential = Pick<
  CredentialRecord,
  'id' | 'issuerId' | 'achievementId' | 'achievementVersion' | 'validFrom' | 'validUntil' | 'issuedAt'
> & { recipientHash: string; embeddedProofText: string; jwtText: string }

export interface CredentialFilter {
  achievementId?: string | undefined
  recipientHash?: string | undefined
  state?: CredentialState | undefined
}

/** D1 takes 2 MB a parameter; what is larger goes in several statements of the same transaction. */
const MAX_PARAMETER_CHARACTERS = 900_000

const COLUMNS = `sequence, id, issuer_id AS issuerId, achievement_id AS achievementId,
  achievement_version AS achievementVersion, state, state_reason AS stateReason, state_changed_at AS stateChangedAt,
  valid_from AS validFrom, valid_until AS validUntil, issued_at AS issuedAt,
  embedded_proof_text AS embeddedProofText, jwt_text AS jwtText, erased_at AS erasedAt`

export function createCredentialStore(db: D1Database) {
  const insertChunk = (json: string) =>
    db
      .prepare(
        `INSERT INTO credentials (id, issuer_id, achievement_id, achievement_version, recipient_hash, valid_from,
           valid_until, issued_at, embedded_proof_text, jwt_text)
         SELECT value ->> 'id', value ->> 'issuerId', value ->> 'achievementId', value ->> 'achievementVersion',
           value ->> 'recipientHash', value ->> 'validFrom', value ->> 'validUntil', value ->> 'issuedAt',
           value ->> 'embeddedProofText', value ->> 'jwtText'
         FROM json_each(?1)`,
      )
      .bind(json)

  return {
    insert(credentials: readonly NewCredential[]): Statement[] {
      return chunksOf(credentials.map((credential) => JSON.stringify(credential))).map(insertChunk)
    },

    /** Whether it was issued to whom this keyed hash names; never true once erased. */
    async isRecipient(id: string, recipientHash: string): Promise<boolean> {
      const row = await db
        .prepare(`SELECT 1 FROM credentials WHERE id = ?1 AND recipient_hash = ?2`)
        .bind(id, recipientHash)
        .first()
      return row !== null
    },

    async find(issuerId: string, id: string): Promise<CredentialRecord | null> {
      return await db
        .prepare(`SELECT ${COLUMNS} FROM credentials WHERE issuer_id = ?1 AND id = ?2`)
        .bind(issuerId, id)
        .first<CredentialRecord>()
    },

    /** For everybody, whatever its issuer; and whether its holder withdrew it from sight. */
    async findPublic(id: string): Promise<(CredentialRecord & { isWithdrawn: boolean }) | null> {
      const row = await db
        .prepare(
          `SELECT ${COLUMNS}, EXISTS (
             SELECT 1 FROM credential_pages WHERE credential_id = id AND visibility = 'withdrawn') AS isWithdrawn
           FROM credentials WHERE id = ?1`,
        )
        .bind(id)
        .first<CredentialRecord & { isWithdrawn: number }>()
      return row === null ? null : { ...row, isWithdrawn: row.isWithdrawn === 1 }
    },

    /** Newest first, before `sequence`. */
    async list(
      issuerId: string,
      { achievementId, recipientHash, state }: CredentialFilter,
      { before, limit }: { before: number | null; limit: number },
    ): Promise<CredentialRecord[]> {
      const conditions = ['issuer_id = ?1', '(?2 IS NULL OR sequence < ?2)']
      const values: (string | number | null)[] = [issuerId, before, limit]
      for (const [column, value] of Object.entries({
        achievement_id: achievementId,
        recipient_hash: recipientHash,
        state,
      })) {
        if (value === undefined) continue
        values.push(value)
        conditions.push(`${column} = ?${values.length}`)
      }
      const { results } = await db
        .prepare(
          `SELECT ${COLUMNS} FROM credentials WHERE ${conditions.join(' AND ')} ORDER BY sequence DESC LIMIT ?3`,
        )
        .bind(...values)
        .all<CredentialRecord>()
      return results
    },

    /**
     * Changes the state and flips the bit that follows from it, in one transaction with `also`. Null, and nothing written,
     * where the state is not one of `from` or the credential has no entry of that purpose. The lists are to be published.
     */
    async changeState(
      change: {
        issuerId: string
        id: string
        from: CredentialState[]
        to: CredentialState
        reason: string | null
        at: Date
      },
      bit: { purpose: StatusPurpose; on: boolean },
      also: readonly Statement[],
    ): Promise<{ credential: CredentialRecord; listIds: string[]; results: D1Result[] } | null> {
      const { issuerId, id, from, to, reason, at } = change
      const entries = `SELECT status_list_id FROM status_entries e JOIN status_lists l ON l.id = e.status_list_id
        WHERE e.credential_id = ?1 AND l.purpose = ?2`
      try {
        const results = await db.batch([
          db
            .prepare(
              `INSERT INTO guards (holds) SELECT 0 WHERE NOT EXISTS (
                 SELECT 1 FROM credentials
                 WHERE issuer_id = ?1 AND id = ?2 AND state IN (SELECT value FROM json_each(?3)))`,
            )
            .bind(issuerId, id, JSON.stringify(from)),
          db
            .prepare(`INSERT INTO guards (holds) SELECT 0 WHERE NOT EXISTS (${entries})`)
            .bind(id, bit.purpose),
          db
            .prepare(
              `UPDATE credentials SET state = ?2, state_reason = ?3, state_changed_at = ?4 WHERE id = ?1
               RETURNING ${COLUMNS}`,
            )
            .bind(id, to, reason, at.toISOString()),
          db
            .prepare(
              `UPDATE status_entries SET is_set = ?3 WHERE credential_id = ?1 AND status_list_id IN (${entries})
               RETURNING status_list_id AS listId`,
            )
            .bind(id, bit.purpose, Number(bit.on)),
          db
            .prepare(`UPDATE status_lists SET version = version + 1 WHERE id IN (${entries})`)
            .bind(id, bit.purpose),
          ...also,
        ])
        const [, , changed, flipped] = results
        const credential = (changed?.results as CredentialRecord[] | undefined)?.[0]
        if (credential === undefined) return null
        return {
          credential,
          listIds: ((flipped?.results ?? []) as { listId: string }[]).map(({ listId }) => listId),
          results,
        }
      } catch (error) {
        if (guardFailed(error)) return null
        throw error
      }
    },

    /** Removes what tells of the learner. State, status index and keys stay: copies that learners hold verify as before. */
    erase(issuerId: string, ids: readonly string[], now: Date): Statement[] {
      const json = JSON.stringify(ids)
      return [
        db
          .prepare(
            `DELETE FROM notifications WHERE issuer_id = ?1 AND credential_id IN (SELECT value FROM json_each(?2))`,
          )
          .bind(issuerId, json),
        db
          .prepare(
            `DELETE FROM credential_pages WHERE credential_id IN (
               SELECT id FROM credentials WHERE issuer_id = ?1 AND id IN (SELECT value FROM json_each(?2)))`,
          )
          .bind(issuerId, json),
        db
          .prepare(
            `UPDATE credentials SET embedded_proof_text = NULL, jwt_text = NULL, recipient_hash = NULL,
               state_reason = NULL, erased_at = ?3
             WHERE issuer_id = ?1 AND id IN (SELECT value FROM json_each(?2)) AND erased_at IS NULL`,
          )
          .bind(issuerId, json, now.toISOString()),
      ]
    },
  }
}

function chunksOf(items: string[]): string[] {
  const chunks: string[][] = [[]]
  let length = 0
  for (const item of items) {
    if (length + item.length > MAX_PARAMETER_CHARACTERS && length > 0) {
      chunks.push([])
      length = 0
    }
    chunks.at(-1)?.push(item)
    length += item.length
  }
  return chunks.map((chunk) => `[${chunk.join(',')}]`)
}

export type CredentialStore = ReturnType<typeof createCredentialStore>
