/** Who a vendor's learner id is. */
import type { Statement } from './d1.ts'

export interface AccountLink {
  id: string
  issuerId: string
  connectionId: string
  learnerId: string
  email: string
  name: string | null
  createdAt: string
}

const COLUMNS = `sequence, id, issuer_id AS issuerId, connection_id AS connectionId, learner_id AS learnerId, email, name,
  created_at AS createdAt`

export function createAccountLinkStore(db: D1Database) {
  return {
    /** A link that is there takes the new person: what was issued before stays. */
    upsert(link: AccountLink): Statement {
      return db
        .prepare(
          `INSERT INTO account_links (id, issuer_id, connection_id, learner_id, email, name, created_at)
           VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)
           ON CONFLICT (connection_id, learner_id) DO UPDATE SET email = ?5, name = ?6`,
        )
        .bind(
          link.id,
          link.issuerId,
          link.connectionId,
          link.learnerId,
          link.email,
          link.name,
          link.createdAt,
        )
    },

    remove(issuerId: string, id: string): Statement {
      return db.prepare(`DELETE FROM account_links WHERE issuer_id = ?1 AND id = ?2`).bind(issuerId, id)
    },

    async findFor(connectionId: string, learnerId: string): Promise<AccountLink | null> {
      return await db
        .prepare(`SELECT ${COLUMNS} FROM account_links WHERE connection_id = ?1 AND learner_id = ?2`)
        .bind(connectionId, learnerId)
        .first<AccountLink>()
    },

    async list(
      issuerId: string,
      { before, limit, connectionId }: { before: number | null; limit: number; connectionId: string | null },
    ): Promise<(AccountLink & { sequence: number })[]> {
      const { results } = await db
        .prepare(
          `SELECT ${COLUMNS} FROM account_links WHERE issuer_id = ?1 AND (?2 IS NULL OR sequence < ?2)
             AND (?4 IS NULL OR connection_id = ?4) ORDER BY sequence DESC LIMIT ?3`,
        )
        .bind(issuerId, before, limit, connectionId)
        .all<AccountLink & { sequence: number }>()
      return results
    },
  }
}
