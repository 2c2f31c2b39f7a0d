/** Issued credentials: the exact bytes of both signed forms, their state, and finding them. */
import { jsonParts, type Statement } from './d1.ts'
import { guardFailed } from './guards.ts'
import {
  type CredentialState,
  type StateChange,
  type StatusBit,
  stateChange,
  touchedLists,
} from './state-change.ts'
import type { StatusPurpose } from './status-lists.ts'

export type { CredentialState }

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
  /** The uuid of the credential that took its place. */
  replacedBy: string | null
  /** Signed JSON text with its embedded proof, and the compact JWS; null once erased. */
  embeddedProofText: string | null
  jwtText: string | null
  erasedAt: string | null
}

/** What a change of state needs of it and answers. */
export type CredentialStanding = Omit<CredentialRecord, 'sequence' | 'embeddedProofText' | 'jwtText'>

export type NewCredential = Pick<
  CredentialRecord,
  'id' | 'issuerId' | 'achievementId' | 'achievementVersion' | 'validFrom' | 'validUntil' | 'issuedAt'
> & { recipientHash: string; embeddedProofText: string; jwtText: string }

export interface CredentialFilter {
  achievementId?: string | undefined
  recipientHash?: string | undefined
  state?: CredentialState | undefined
}

const STANDING = `id, issuer_id AS issuerId, achievement_id AS achievementId, achievement_version AS achievementVersion,
  state, state_reason AS stateReason, state_changed_at AS stateChangedAt, valid_from AS validFrom,
  valid_until AS validUntil, issued_at AS issuedAt, replaced_by AS replacedBy, erased_at AS erasedAt`
export const CREDENTIAL_COLUMNS = `sequence, ${STANDING}, embedded_proof_text AS embeddedProofText, jwt_text AS jwtText`

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
      return jsonParts(credentials).map(insertChunk)
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
        .prepare(`SELECT ${CREDENTIAL_COLUMNS} FROM credentials WHERE issuer_id = ?1 AND id = ?2`)
        .bind(issuerId, id)
        .first<CredentialRecord>()
    },

    /** In one round trip with the judgement of the API key that asks: of a key that is no longer good nothing is answered. */
    async findByKey(
      apiKeyId: string,
      issuerId: string,
      id: string,
      now: Date,
    ): Promise<CredentialRecord | null | 'key-not-good'> {
      const [keys, credentials] = await db.batch([
        db
          .prepare(
            `SELECT 1 FROM api_keys WHERE id = ?1 AND issuer_id = ?2 AND revoked_at IS NULL
               AND (expires_at IS NULL OR expires_at > ?3)`,
          )
          .bind(apiKeyId, issuerId, now.toISOString()),
        db
          .prepare(`SELECT ${CREDENTIAL_COLUMNS} FROM credentials WHERE issuer_id = ?1 AND id = ?2`)
          .bind(issuerId, id),
      ])
      if ((keys?.results.length ?? 0) === 0) return 'key-not-good'
      return (credentials?.results as CredentialRecord[] | undefined)?.[0] ?? null
    },

    /** For everybody, whatever its issuer; and whether its holder withdrew it from sight. */
    async findPublic(id: string): Promise<(CredentialRecord & { isWithdrawn: boolean }) | null> {
      const row = await db
        .prepare(
          `SELECT ${CREDENTIAL_COLUMNS}, EXISTS (
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
          `SELECT ${CREDENTIAL_COLUMNS} FROM credentials WHERE ${conditions.join(' AND ')} ORDER BY sequence DESC LIMIT ?3`,
        )
        .bind(...values)
        .all<CredentialRecord>()
      return results
    },

    // A + before a column keeps SQLite from that column's index, by which it would read all that an issuer or a list has.

    /** As they stand, without their signed forms, and whether each has a status entry of the purpose. */
    async findStandings(
      issuerId: string,
      ids: readonly string[],
      purpose: StatusPurpose,
    ): Promise<(CredentialStanding & { hasEntry: boolean })[]> {
      const { results } = await db
        .prepare(
          `SELECT ${STANDING}, EXISTS (
             SELECT 1 FROM status_entries e JOIN status_lists l ON l.id = e.status_list_id
             WHERE e.credential_id = c.id AND l.purpose = ?3) AS hasEntry
           FROM credentials c WHERE +issuer_id = ?1 AND id IN (SELECT value FROM json_each(?2))`,
        )
        .bind(issuerId, JSON.stringify(ids), purpose)
        .all<CredentialStanding & { hasEntry: number }>()
      return results.map((row) => ({ ...row, hasEntry: row.hasEntry === 1 }))
    },

    /**
     * Changes the state of all of them and flips the bits that follow from it, in one transaction with `also`, in the same few
     * statements however many they are. Null, and nothing written, where one is no longer in the state that it was found in.
     * The lists are to be published.
     */
    async changeStates(
      found: readonly Pick<CredentialRecord, 'id' | 'state'>[],
      change: StateChange,
      bit: StatusBit,
      also: readonly Statement[],
    ): Promise<{ listIds: string[]; results: D1Result[] } | null> {
      try {
        const results = await db.batch([...stateChange(db, found, change, bit), ...also])
        return { listIds: touchedLists(results), results }
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
               SELECT id FROM credentials WHERE +issuer_id = ?1 AND id IN (SELECT value FROM json_each(?2)))`,
          )
          .bind(issuerId, json),
        db
          .prepare(
            `UPDATE credentials SET embedded_proof_text = NULL, jwt_text = NULL, recipient_hash = NULL,
               state_reason = NULL, erased_at = ?3
             WHERE +issuer_id = ?1 AND id IN (SELECT value FROM json_each(?2)) AND erased_at IS NULL`,
          )
          .bind(issuerId, json, now.toISOString()),
      ]
    },
  }
}

export type CredentialStore = ReturnType<typeof createCredentialStore>
