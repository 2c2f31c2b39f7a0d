/** How many mails were asked for on a day (UTC), each scope with its bound. */
import type { Statement } from './d1.ts'

export interface MailsAsked {
  /** An issuer, or an issuer and one address: see issuing/mail-bounds.ts. */
  scope: string
  mails: number
  /** What the scope may ask for in a day. */
  most: number
}

export function createMailCountStore(db: D1Database) {
  return {
    /** Counts them; over its bound a scope fails at the guard, and with it the transaction. */
    add(asked: readonly MailsAsked[], day: string): Statement[] {
      if (asked.length === 0) return []
      const json = JSON.stringify(asked)
      return [
        db
          .prepare(
            `INSERT INTO mail_counts (scope, day, mails)
             SELECT value ->> 'scope', ?2, value ->> 'mails' FROM json_each(?1) WHERE true
             ON CONFLICT (scope, day) DO UPDATE SET mails = mails + excluded.mails`,
          )
          .bind(json, day),
        db
          .prepare(
            `INSERT INTO guards (holds) SELECT 0 WHERE EXISTS (
               SELECT 1 FROM json_each(?1) a JOIN mail_counts m ON m.scope = a.value ->> 'scope' AND m.day = ?2
               WHERE m.mails > a.value ->> 'most')`,
          )
          .bind(json, day),
      ]
    },

    /** The first of these that has no room for its mails. */
    async full(asked: readonly MailsAsked[], day: string): Promise<string | null> {
      return await db
        .prepare(
          `SELECT a.value ->> 'scope' AS scope FROM json_each(?1) a
           LEFT JOIN mail_counts m ON m.scope = a.value ->> 'scope' AND m.day = ?2
           WHERE coalesce(m.mails, 0) + (a.value ->> 'mails') > a.value ->> 'most' LIMIT 1`,
        )
        .bind(JSON.stringify(asked), day)
        .first<string>('scope')
    },

    async dropBefore(day: string): Promise<void> {
      await db.prepare(`DELETE FROM mail_counts WHERE day < ?1`).bind(day).run()
    },
  }
}

export type MailCountStore = ReturnType<typeof createMailCountStore>
