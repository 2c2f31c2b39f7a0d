/**
 * The vault's envelopes that last, in whichever table: under which keys they are (an envelope names its key, `v1.<key id>.…`), and
 * putting them under another. What is sealed for some days only (addresses of mails, answers with a secret) is left as it is.
 */
const SEALED = [
  ['issuer_keys', 'sealed_private_jwk', `'issuer-key:' || issuer_id`],
  ['connection_secrets', 'sealed', `'connection-secret:' || connection_id`],
  ['webhook_secrets', 'sealed', `'webhook-secret:' || endpoint_id`],
] as const

const keyId = (column: string) => `substr(${column}, 4, 8)`

export interface Envelope {
  sealed: string
  /** What the vault bound it to: as in issuing/signing-issuer.ts, vendors/connection-secrets.ts, webhooks/endpoint-secrets.ts. */
  context: string
}

export function createSealedStore(db: D1Database) {
  return {
    /** Whether there is one under a key that is none of these, and the id of the key that learners are looked up by. */
    async standing(keyIds: readonly string[]): Promise<{ isUnknown: boolean; lookupKeyId: string | null }> {
      const unknown = SEALED.map(
        ([table, column]) =>
          `EXISTS (SELECT 1 FROM ${table} WHERE ${keyId(column)} NOT IN (SELECT value FROM json_each(?1)))`,
      )
      const row = await db
        .prepare(`SELECT ${unknown.join(' OR ')} AS isUnknown, (SELECT key_id FROM index_key) AS lookupKeyId`)
        .bind(JSON.stringify(keyIds))
        .first<{ isUnknown: number; lookupKeyId: string | null }>()
      return { isUnknown: row?.isUnknown === 1, lookupKeyId: row?.lookupKeyId ?? null }
    },

    /** Kept once there is anything to look up by it; another only where `anew`. */
    async noteLookupKey(id: string, anew: boolean): Promise<void> {
      await db
        .prepare(
          `INSERT INTO index_key (one, key_id) SELECT 1, ?1 WHERE EXISTS (SELECT 1 FROM credentials)
           ON CONFLICT DO UPDATE SET key_id = iif(?2, ?1, key_id)`,
        )
        .bind(id, Number(anew))
        .run()
    },

    /** Puts up to `limit` of each table that are under one of `from` through `reseal`. Returns how many those were. */
    async reseal(
      from: readonly string[],
      limit: number,
      reseal: (envelope: Envelope) => Promise<string>,
    ): Promise<number> {
      let resealed = 0
      for (const [table, column, context] of SEALED) {
        const { results } = await db
          .prepare(
            `SELECT ${column} AS sealed, ${context} || ':' || id AS context FROM ${table}
             WHERE ${keyId(column)} IN (SELECT value FROM json_each(?1)) LIMIT ?2`,
          )
          .bind(JSON.stringify(from), limit)
          .all<Envelope>()
        if (results.length === 0) continue
        const next = Object.fromEntries(
          await Promise.all(results.map(async (each) => [each.sealed, await reseal(each)] as const)),
        )
        await db
          .prepare(
            `UPDATE ${table} SET ${column} = (SELECT value FROM json_each(?1) WHERE key = ${column})
             WHERE ${column} IN (SELECT key FROM json_each(?1))`,
          )
          .bind(JSON.stringify(next))
          .run()
        resealed += results.length
      }
      return resealed
    },
  }
}

export type SealedStore = ReturnType<typeof createSealedStore>
