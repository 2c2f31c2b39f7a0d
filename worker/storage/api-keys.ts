/** API keys: only a hash of each is kept. */
import type { Scope } from '../issuing/caller.ts'
import type { Statement } from './d1.ts'

export interface ApiKey {
  id: string
  issuerId: string
  label: string
  /** The first, non-secret part of the token. */
  prefix: string
  scopes: Scope[]
  createdAt: string
  expiresAt: string | null
  revokedAt: string | null
}

type Row = Omit<ApiKey, 'scopes'> & { scopes: string }

const COLUMNS = `id, issuer_id AS issuerId, label, prefix, scopes, created_at AS createdAt, expires_at AS expiresAt,
  revoked_at AS revokedAt`

export function createApiKeyStore(db: D1Database) {
  return {
    insert(key: ApiKey, tokenHash: string): Statement {
      return db
        .prepare(
          `INSERT INTO api_keys (id, issuer_id, label, prefix, token_hash, scopes, created_at, expires_at)
           VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)`,
        )
        .bind(
          key.id,
          key.issuerId,
          key.label,
          key.prefix,
          tokenHash,
          JSON.stringify(key.scopes),
          key.createdAt,
          key.expiresAt,
        )
    },

    async findByTokenHash(tokenHash: string): Promise<ApiKey | null> {
      const row = await db
        .prepare(`SELECT ${COLUMNS} FROM api_keys WHERE token_hash = ?1`)
        .bind(tokenHash)
        .first<Row>()
      return row === null ? null : fromRow(row)
    },

    async find(issuerId: string, id: string): Promise<ApiKey | null> {
      const row = await db
        .prepare(`SELECT ${COLUMNS} FROM api_keys WHERE issuer_id = ?1 AND id = ?2`)
        .bind(issuerId, id)
        .first<Row>()
      return row === null ? null : fromRow(row)
    },

    async list(issuerId: string): Promise<ApiKey[]> {
      const { results } = await db
        .prepare(`SELECT ${COLUMNS} FROM api_keys WHERE issuer_id = ?1 ORDER BY created_at, id`)
        .bind(issuerId)
        .all<Row>()
      return results.map(fromRow)
    },

    revoke(issuerId: string, id: string, now: Date): Statement {
      return db
        .prepare(
          `UPDATE api_keys SET revoked_at = ?3 WHERE issuer_id = ?1 AND id = ?2 AND revoked_at IS NULL`,
        )
        .bind(issuerId, id, now.toISOString())
    },
  }
}

function fromRow(row: Row): ApiKey {
  return { ...row, scopes: JSON.parse(row.scopes) as Scope[] }
}

export type ApiKeyStore = ReturnType<typeof createApiKeyStore>
