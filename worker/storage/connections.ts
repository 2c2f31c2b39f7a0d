/** Connections to vendors and their sealed secrets. A deleted connection keeps its row, so that its events stay explained. */
import type { AuthenticityScheme } from '../vendors/authenticity/prove-genuine.ts'
import type { CustomMapping } from '../vendors/custom-mapping.ts'
import type { Statement } from './d1.ts'
import type { Guard } from './guards.ts'

export interface Connection {
  id: string
  issuerId: string
  kind: string
  name: string
  state: 'enabled' | 'disabled' | 'deleted'
  scheme: AuthenticityScheme
  mapping: CustomMapping | null
  allowedAddresses: string[]
  settings: Record<string, string>
  createdAt: string
  updatedAt: string
}

export interface SealedSecret {
  id: string
  connectionId: string
  /** `inbound` proves the sender; `outbound` is what we show to the vendor when we fetch. */
  role: 'inbound' | 'outbound'
  sealed: string
  createdAt: string
  expiresAt: string | null
}

type Row = Omit<Connection, 'scheme' | 'mapping' | 'allowedAddresses' | 'settings'> & {
  scheme: string
  mapping: string | null
  allowedAddresses: string
  settings: string
}

const COLUMNS = `sequence, id, issuer_id AS issuerId, kind, name, state, scheme, mapping,
  allowed_addresses AS allowedAddresses, settings, created_at AS createdAt, updated_at AS updatedAt`

export function createConnectionStore(db: D1Database) {
  return {
    insert(connection: Connection): Statement {
      const { id, issuerId, kind, name, state, scheme, mapping, allowedAddresses, settings, createdAt } =
        connection
      return db
        .prepare(
          `INSERT INTO connections (id, issuer_id, kind, name, state, scheme, mapping, allowed_addresses, settings, created_at, updated_at)
           VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?10)`,
        )
        .bind(
          id,
          issuerId,
          kind,
          name,
          state,
          JSON.stringify(scheme),
          mapping === null ? null : JSON.stringify(mapping),
          JSON.stringify(allowedAddresses),
          JSON.stringify(settings),
          createdAt,
        )
    },

    /** As it was read. */
    unchanged({ id, updatedAt }: Connection): Guard {
      return {
        broken: 'NOT EXISTS (SELECT 1 FROM connections WHERE id = ? AND updated_at = ?)',
        values: [id, updatedAt],
      }
    },

    update(connection: Connection): Statement {
      const { id, issuerId, name, state, scheme, mapping, allowedAddresses, settings, updatedAt } = connection
      return db
        .prepare(
          `UPDATE connections SET name = ?3, state = ?4, scheme = ?5, mapping = ?6, allowed_addresses = ?7, settings = ?8,
             updated_at = ?9
           WHERE id = ?1 AND issuer_id = ?2 AND state <> 'deleted'`,
        )
        .bind(
          id,
          issuerId,
          name,
          state,
          JSON.stringify(scheme),
          mapping === null ? null : JSON.stringify(mapping),
          JSON.stringify(allowedAddresses),
          JSON.stringify(settings),
          updatedAt,
        )
    },

    insertSecret(secret: SealedSecret): Statement {
      const { id, connectionId, role, sealed, createdAt, expiresAt } = secret
      return db
        .prepare(
          `INSERT INTO connection_secrets (id, connection_id, role, sealed, created_at, expires_at)
           VALUES (?1, ?2, ?3, ?4, ?5, ?6)`,
        )
        .bind(id, connectionId, role, sealed, createdAt, expiresAt)
    },

    /** The secrets that are good now end at the given time, unless they end before it anyway. */
    expireSecrets(connectionId: string, role: SealedSecret['role'], at: string): Statement {
      return db
        .prepare(
          `UPDATE connection_secrets SET expires_at = ?3
           WHERE connection_id = ?1 AND role = ?2 AND (expires_at IS NULL OR expires_at > ?3)`,
        )
        .bind(connectionId, role, at)
    },

    /** In place of all of its role. */
    replaceSecret(secret: SealedSecret): Statement[] {
      const old = db.prepare(`DELETE FROM connection_secrets WHERE connection_id = ?1 AND role = ?2`)
      return [old.bind(secret.connectionId, secret.role), this.insertSecret(secret)]
    },

    removeSecrets(connectionId: string): Statement {
      return db.prepare(`DELETE FROM connection_secrets WHERE connection_id = ?1`).bind(connectionId)
    },

    /** With the secrets that are good now, newest first. Deleted ones too: their senders are told that they are gone. */
    async findWithSecrets(
      id: string,
      now: string,
    ): Promise<{ connection: Connection; secrets: SealedSecret[] } | null> {
      const [connections, secrets] = await db.batch([
        db.prepare(`SELECT ${COLUMNS} FROM connections WHERE id = ?1`).bind(id),
        db
          .prepare(
            `SELECT id, connection_id AS connectionId, role, sealed, created_at AS createdAt, expires_at AS expiresAt
             FROM connection_secrets WHERE connection_id = ?1 AND (expires_at IS NULL OR expires_at > ?2)
             ORDER BY created_at DESC, id`,
          )
          .bind(id, now),
      ])
      const row = (connections?.results as Row[] | undefined)?.[0]
      if (row === undefined) return null
      return { connection: fromRow(row), secrets: (secrets?.results ?? []) as unknown as SealedSecret[] }
    },

    async find(issuerId: string, id: string): Promise<Connection | null> {
      const row = await db
        .prepare(`SELECT ${COLUMNS} FROM connections WHERE issuer_id = ?1 AND id = ?2 AND state <> 'deleted'`)
        .bind(issuerId, id)
        .first<Row>()
      return row === null ? null : fromRow(row)
    },

    /** The first one enabled whose page for learners is switched on. */
    async findLearnerPage(issuerId: string): Promise<Connection | null> {
      const row = await db
        .prepare(
          `SELECT ${COLUMNS} FROM connections WHERE issuer_id = ?1 AND kind = 'prior-learning' AND state = 'enabled'
             AND settings ->> '$.learnerPage' = 'on' ORDER BY sequence LIMIT 1`,
        )
        .bind(issuerId)
        .first<Row>()
      return row === null ? null : fromRow(row)
    },

    async list(
      issuerId: string,
      { before, limit }: { before: number | null; limit: number },
    ): Promise<(Connection & { sequence: number })[]> {
      const { results } = await db
        .prepare(
          `SELECT ${COLUMNS} FROM connections
           WHERE issuer_id = ?1 AND state <> 'deleted' AND (?2 IS NULL OR sequence < ?2) ORDER BY sequence DESC LIMIT ?3`,
        )
        .bind(issuerId, before, limit)
        .all<Row & { sequence: number }>()
      return results.map(fromRow)
    },
  }
}

function fromRow<R extends Row>(row: R) {
  return {
    ...row,
    scheme: JSON.parse(row.scheme) as AuthenticityScheme,
    mapping: row.mapping === null ? null : (JSON.parse(row.mapping) as CustomMapping),
    allowedAddresses: JSON.parse(row.allowedAddresses) as string[],
    settings: JSON.parse(row.settings) as Record<string, string>,
  }
}
