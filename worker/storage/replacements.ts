/** Credentials that take the place of earlier ones. An earlier one is replaced once; its row and its bytes stay. */
import type { Statement } from './d1.ts'
import { type CredentialState, stateChange } from './state-change.ts'

export interface EarlierCredential {
  id: string
  achievementId: string
  state: CredentialState
  replacedBy: string | null
  erasedAt: string | null
}

export interface Replacement {
  earlier: EarlierCredential
  /** The new one's uuid. */
  id: string
  /** Whether the earlier one is revoked with it, and why. */
  revoke: boolean
  reason: string | null
}

export function createReplacementStore(db: D1Database) {
  return {
    async findEarlier(issuerId: string, ids: readonly string[]): Promise<EarlierCredential[]> {
      const { results } = await db
        .prepare(
          `SELECT id, achievement_id AS achievementId, state, replaced_by AS replacedBy, erased_at AS erasedAt
           FROM credentials WHERE +issuer_id = ?1 AND id IN (SELECT value FROM json_each(?2))`,
        )
        .bind(issuerId, JSON.stringify(ids))
        .all<EarlierCredential>()
      return results
    },

    /**
     * After the new ones are inserted, in their transaction; fails on a guard where an earlier one changed since it was found.
     * What its holder chose for the page goes along, where it is the same learner.
     */
    replace(replacements: readonly Replacement[], now: Date): Statement[] {
      if (replacements.length === 0) return []
      const pairs = JSON.stringify(
        replacements.map(({ earlier, id }) => ({ earlier: earlier.id, state: earlier.state, id })),
      )
      return [
        db
          .prepare(
            `INSERT INTO guards (holds) SELECT 0 WHERE EXISTS (
               SELECT 1 FROM json_each(?1) AS pair WHERE NOT EXISTS (
                 SELECT 1 FROM credentials WHERE id = pair.value ->> 'earlier' AND state = pair.value ->> 'state'
                   AND replaced_by IS NULL AND erased_at IS NULL))`,
          )
          .bind(pairs),
        db
          .prepare(
            `UPDATE credentials SET replaced_by = pair.value ->> 'id'
             FROM json_each(?1) AS pair WHERE credentials.id = pair.value ->> 'earlier'`,
          )
          .bind(pairs),
        db
          .prepare(
            `INSERT INTO credential_pages (credential_id, visibility, claimed_at, changed_at)
             SELECT new.id, page.visibility, page.claimed_at, ?2 FROM json_each(?1) AS pair
             JOIN credentials new ON new.id = pair.value ->> 'id'
             JOIN credentials old ON old.id = pair.value ->> 'earlier' AND old.recipient_hash = new.recipient_hash
             JOIN credential_pages page ON page.credential_id = old.id`,
          )
          .bind(pairs, now.toISOString()),
        ...revocations(replacements).flatMap(([reason, earlier]) =>
          stateChange(db, earlier, { to: 'revoked', reason, at: now }, { purpose: 'revocation', on: true }),
        ),
      ]
    },

    /** The one that took its place, where it is the same learner's and everybody may see it; the first of them, not the last. */
    async findNewer(id: string): Promise<{ id: string; linkNumber: number } | null> {
      return await db
        .prepare(
          `SELECT new.id, coalesce(page.link_number, 0) AS linkNumber FROM credentials old
           JOIN credentials new ON new.id = old.replaced_by AND new.recipient_hash = old.recipient_hash
           LEFT JOIN credential_pages page ON page.credential_id = new.id
           WHERE old.id = ?1 AND coalesce(page.visibility, 'unlisted') <> 'withdrawn'`,
        )
        .bind(id)
        .first<{ id: string; linkNumber: number }>()
    },
  }
}

/** By reason: those with the same one are changed by the same statements. */
function revocations(replacements: readonly Replacement[]): [string | null, EarlierCredential[]][] {
  const revoked = replacements.filter(({ revoke }) => revoke)
  return [...Map.groupBy(revoked, ({ reason }) => reason)].map(([reason, group]) => [
    reason,
    group.map(({ earlier }) => earlier),
  ])
}

export type ReplacementStore = ReturnType<typeof createReplacementStore>
