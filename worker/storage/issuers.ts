/** Issuers and their signing keys. `revision` rises with every change of either, so that what was prepared before is not written after. */
import type { JsonObject } from '../credential/json.ts'
import type { IssuerProfile } from '../issuing/issuer-profile.ts'
import type { Statement } from './d1.ts'

export interface Issuer {
  id: string
  did: string
  profile: IssuerProfile
  /** Of a did:key identity that of its one key; `EdDSA` for such a one alone. */
  jwtAlgorithm: IssuerKeyAlgorithm
  revision: number
  createdAt: string
  updatedAt: string
}

export type IssuerKeyAlgorithm = 'EdDSA' | 'ES256' | 'ES384' | 'RS256'

export interface IssuerKey {
  issuerId: string
  /** RFC 7638 thumbprint. */
  id: string
  algorithm: IssuerKeyAlgorithm
  state: 'active' | 'retired' | 'revoked'
  publicJwk: JsonObject
  /** Envelope of the vault; null once the key signs no more. */
  sealedPrivateJwk: string | null
  createdAt: string
  retiredAt: string | null
  revokedAt: string | null
}

type IssuerRow = Omit<Issuer, 'profile'> & { profile: string }
type KeyRow = Omit<IssuerKey, 'publicJwk'> & { publicJwk: string }

const ISSUER_COLUMNS = `id, did, profile, jwt_algorithm AS jwtAlgorithm, revision, created_at AS createdAt,
  updated_at AS updatedAt`
const KEY_COLUMNS = `issuer_id AS issuerId, id, algorithm, state, public_jwk AS publicJwk,
  sealed_private_jwk AS sealedPrivateJwk, created_at AS createdAt, retired_at AS retiredAt, revoked_at AS revokedAt`

export function createIssuerStore(db: D1Database) {
  const keysOf = (issuerId: string) =>
    db
      .prepare(`SELECT ${KEY_COLUMNS} FROM issuer_keys WHERE issuer_id = ?1 ORDER BY created_at, id`)
      .bind(issuerId)

  return {
    insert(issuer: Issuer): Statement {
      return db
        .prepare(
          `INSERT INTO issuers (id, did, profile, jwt_algorithm, revision, created_at, updated_at)
           VALUES (?1, ?2, ?3, ?4, 1, ?5, ?5)`,
        )
        .bind(issuer.id, issuer.did, JSON.stringify(issuer.profile), issuer.jwtAlgorithm, issuer.createdAt)
    },

    update(id: string, profile: IssuerProfile, jwtAlgorithm: Issuer['jwtAlgorithm'], now: Date): Statement {
      return db
        .prepare(
          `UPDATE issuers SET profile = ?2, jwt_algorithm = ?3, revision = revision + 1, updated_at = ?4 WHERE id = ?1`,
        )
        .bind(id, JSON.stringify(profile), jwtAlgorithm, now.toISOString())
    },

    /** To be committed with every change of keys. */
    touch(id: string, now: Date): Statement {
      return db
        .prepare(`UPDATE issuers SET revision = revision + 1, updated_at = ?2 WHERE id = ?1`)
        .bind(id, now.toISOString())
    },

    async find(id: string): Promise<Issuer | null> {
      const row = await db
        .prepare(`SELECT ${ISSUER_COLUMNS} FROM issuers WHERE id = ?1`)
        .bind(id)
        .first<IssuerRow>()
      return row === null ? null : issuerFromRow(row)
    },

    async findWithKeys(id: string): Promise<{ issuer: Issuer; keys: IssuerKey[] } | null> {
      const [issuers, keys] = await db.batch([
        db.prepare(`SELECT ${ISSUER_COLUMNS} FROM issuers WHERE id = ?1`).bind(id),
        keysOf(id),
      ])
      const row = (issuers?.results as IssuerRow[] | undefined)?.[0]
      if (row === undefined) return null
      return { issuer: issuerFromRow(row), keys: ((keys?.results ?? []) as KeyRow[]).map(keyFromRow) }
    },

    /** Newest first, before `sequence`. */
    async list(before: number | null, limit: number): Promise<(Issuer & { sequence: number })[]> {
      const { results } = await db
        .prepare(
          `SELECT sequence, ${ISSUER_COLUMNS} FROM issuers WHERE ?1 IS NULL OR sequence < ?1
           ORDER BY sequence DESC LIMIT ?2`,
        )
        .bind(before, limit)
        .all<IssuerRow & { sequence: number }>()
      return results.map((row) => ({ ...issuerFromRow(row), sequence: row.sequence }))
    },

    async listKeys(issuerId: string): Promise<IssuerKey[]> {
      const { results } = await keysOf(issuerId).all<KeyRow>()
      return results.map(keyFromRow)
    },

    insertKey(key: IssuerKey): Statement {
      return db
        .prepare(
          `INSERT INTO issuer_keys (issuer_id, id, algorithm, state, public_jwk, sealed_private_jwk, created_at)
           VALUES (?1, ?2, ?3, 'active', ?4, ?5, ?6)`,
        )
        .bind(
          key.issuerId,
          key.id,
          key.algorithm,
          JSON.stringify(key.publicJwk),
          key.sealedPrivateJwk,
          key.createdAt,
        )
    },

    /** The private half is destroyed: a retired key cannot sign again. */
    retireActiveKey(issuerId: string, algorithm: IssuerKeyAlgorithm, now: Date): Statement {
      return db
        .prepare(
          `UPDATE issuer_keys SET state = 'retired', retired_at = ?3, sealed_private_jwk = NULL
           WHERE issuer_id = ?1 AND algorithm = ?2 AND state = 'active'`,
        )
        .bind(issuerId, algorithm, now.toISOString())
    },

    setKeyState(issuerId: string, id: string, state: 'retired' | 'revoked', now: Date): Statement {
      const column = state === 'retired' ? 'retired_at' : 'revoked_at'
      return db
        .prepare(
          `UPDATE issuer_keys SET state = ?3, ${column} = ?4, sealed_private_jwk = NULL
           WHERE issuer_id = ?1 AND id = ?2 AND state <> 'revoked'`,
        )
        .bind(issuerId, id, state, now.toISOString())
    },
  }
}

function issuerFromRow(row: IssuerRow): Issuer {
  return { ...row, profile: JSON.parse(row.profile) as IssuerProfile }
}

function keyFromRow(row: KeyRow): IssuerKey {
  return { ...row, publicJwk: JSON.parse(row.publicJwk) as JsonObject }
}

export type IssuerStore = ReturnType<typeof createIssuerStore>
