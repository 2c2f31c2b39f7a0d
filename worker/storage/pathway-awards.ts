/** Awards of pathways: one achievement for one learner. The unique index is what makes it once. */
import type { CredentialState } from './credentials.ts'
import type { Statement } from './d1.ts'
import { guardFailed } from './guards.ts'
import type { Pair } from './holdings.ts'

export type PathwayAwardState =
  | 'held'
  | 'approved'
  | 'issued'
  | 'flagged'
  | 'suspended'
  | 'revoked'
  | 'declined'

export interface PathwayAward extends Pair {
  sequence: number
  id: string
  pathwayVersion: number
  state: PathwayAwardState
  reason: string | null
  credentialId: string | null
  /** Of the stacked credential itself, once issued. */
  credentialState: CredentialState | null
  credentialStateReason: string | null
  createdAt: string
  updatedAt: string
}

export type NewPathwayAward = Pick<
  PathwayAward,
  'id' | 'issuerId' | 'pathwayId' | 'pathwayVersion' | 'recipientHash' | 'state' | 'reason' | 'createdAt'
>

export interface Component {
  awardId: string
  leaf: string
  credentialId: string | null
  badgeId: string | null
  credits: number | null
}

export interface StandingComponent extends Component {
  /** Null: a recognised badge. */
  state: CredentialState | null
}

/** Of ours, or a badge from elsewhere. */
export interface PublicComponent {
  name: string
  credentialId: string | null
  badgeId: string | null
  state: CredentialState | null
  validUntil: string | null
  isShown: boolean
}

const COLUMNS = `a.sequence, a.id, a.issuer_id AS issuerId, a.pathway_id AS pathwayId, a.pathway_version AS pathwayVersion,
  a.recipient_hash AS recipientHash, a.state, a.reason, a.credential_id AS credentialId, c.state AS credentialState,
  c.state_reason AS credentialStateReason, a.created_at AS createdAt, a.updated_at AS updatedAt`
const FROM = `FROM pathway_awards a LEFT JOIN credentials c ON c.id = a.credential_id`
const OF_PAIRS = `${FROM} WHERE a.state <> 'revoked' AND (a.pathway_id, a.recipient_hash) IN (
  SELECT value ->> 'pathwayId', value ->> 'recipientHash' FROM json_each(?1))`

/** Its credential, by the idempotency record committed with it. */
const ISSUED_UNDER = `(SELECT credential_id FROM idempotency_records WHERE scope = ?2 AND idempotency_key = pathway_awards.id)`

export function createPathwayAwardStore(db: D1Database) {
  return {
    /** Keeps each unless its learner has, or waits for, this award. Says which award stands for each pair. */
    async claim(awards: readonly NewPathwayAward[]): Promise<PathwayAward[]> {
      const [, found] = await db.batch([
        db
          .prepare(
            `INSERT INTO pathway_awards (id, issuer_id, pathway_id, pathway_version, recipient_hash, state, reason,
               created_at, updated_at)
             SELECT value ->> 'id', value ->> 'issuerId', value ->> 'pathwayId', value ->> 'pathwayVersion',
               value ->> 'recipientHash', value ->> 'state', value ->> 'reason', value ->> 'createdAt', value ->> 'createdAt'
             FROM json_each(?1) WHERE true ON CONFLICT DO NOTHING`,
          )
          .bind(JSON.stringify(awards)),
        db.prepare(`SELECT ${COLUMNS} ${OF_PAIRS}`).bind(JSON.stringify(awards)),
      ])
      return (found?.results ?? []) as unknown as PathwayAward[]
    },

    async standing(pairs: readonly Pair[]): Promise<PathwayAward[]> {
      const { results } = await db
        .prepare(`SELECT ${COLUMNS} ${OF_PAIRS}`)
        .bind(JSON.stringify(pairs))
        .all<PathwayAward>()
      return results
    },

    /** After the idempotency records of their credentials, in the same transaction; without one, nothing. */
    markIssued(ids: readonly string[], scope: string, now: string): Statement {
      return db
        .prepare(
          `UPDATE pathway_awards SET state = 'issued', updated_at = ?3, credential_id = ${ISSUED_UNDER}
           WHERE id IN (SELECT value FROM json_each(?1)) AND credential_id IS NULL AND ${ISSUED_UNDER} IS NOT NULL`,
        )
        .bind(JSON.stringify(ids), scope, now)
    },

    /** After markIssued, in the same transaction. */
    insertComponents(components: readonly Component[]): Statement {
      return db
        .prepare(
          `INSERT INTO pathway_components (award_id, leaf, credential_id, badge_id, credits)
           SELECT value ->> 'awardId', value ->> 'leaf', value ->> 'credentialId', value ->> 'badgeId', value ->> 'credits'
           FROM json_each(?1) JOIN pathway_awards a ON a.id = value ->> 'awardId' AND a.state = 'issued'
           WHERE true ON CONFLICT DO NOTHING`,
        )
        .bind(JSON.stringify(components))
    },

    async components(awardIds: readonly string[]): Promise<StandingComponent[]> {
      const { results } = await db
        .prepare(
          `SELECT k.award_id AS awardId, k.leaf, k.credential_id AS credentialId, k.badge_id AS badgeId, k.credits, c.state
           FROM pathway_components k LEFT JOIN credentials c ON c.id = k.credential_id
           WHERE k.award_id IN (SELECT value FROM json_each(?1))`,
        )
        .bind(JSON.stringify(awardIds))
        .all<StandingComponent>()
      return results
    },

    /** What a stacked credential is made of, for everybody: what was withdrawn from sight or erased is named, not led to. */
    async madeOf(credentialId: string): Promise<PublicComponent[]> {
      const { results } = await db
        .prepare(
          `SELECT coalesce(c.embedded_proof_text ->> '$.name', b.name, v.body ->> 'name', '') AS name, c.id AS credentialId,
             b.badge_id AS badgeId, c.state, c.valid_until AS validUntil,
             c.erased_at IS NULL AND coalesce(p.visibility, '') <> 'withdrawn' AS isShown
           FROM pathway_awards a JOIN pathway_components k ON k.award_id = a.id
           LEFT JOIN credentials c ON c.id = k.credential_id
           LEFT JOIN achievement_versions v ON v.achievement_id = c.achievement_id AND v.version = c.achievement_version
           LEFT JOIN credential_pages p ON p.credential_id = c.id
           LEFT JOIN recognised_badges b ON b.id = k.badge_id
           WHERE a.credential_id = ?1 ORDER BY c.sequence, b.id`,
        )
        .bind(credentialId)
        .all<Omit<PublicComponent, 'isShown'> & { isShown: number }>()
      return results.map((row) => ({ ...row, isShown: row.isShown === 1 }))
    },

    /** Each only from the state that it was judged in. */
    setStates(
      awards: readonly Pick<PathwayAward, 'id' | 'state'>[],
      state: PathwayAwardState,
      reason: string | null,
      now: Date,
    ): Statement {
      return db
        .prepare(
          `UPDATE pathway_awards SET state = ?2, reason = ?3, updated_at = ?4
           WHERE (id, state) IN (SELECT value ->> 'id', value ->> 'state' FROM json_each(?1))`,
        )
        .bind(
          JSON.stringify(awards.map(({ id, state }) => ({ id, state }))),
          state,
          reason,
          now.toISOString(),
        )
    },

    /** A person's decision on a held one, with `also`; false when it was decided before, and nothing is written then. */
    async decide(
      award: Pick<PathwayAward, 'issuerId' | 'id'>,
      from: readonly PathwayAwardState[],
      to: PathwayAwardState,
      reason: string | null,
      now: string,
      also: readonly Statement[],
    ): Promise<boolean> {
      try {
        await db.batch([
          db
            .prepare(
              `UPDATE pathway_awards SET state = ?4, reason = ?5, updated_at = ?6
               WHERE issuer_id = ?1 AND id = ?2 AND state IN (SELECT value FROM json_each(?3))`,
            )
            .bind(award.issuerId, award.id, JSON.stringify(from), to, reason, now),
          db.prepare(`INSERT INTO guards (holds) SELECT 0 WHERE changes() = 0`),
          ...also,
        ])
        return true
      } catch (error) {
        if (guardFailed(error)) return false
        throw error
      }
    },

    async find(issuerId: string, id: string): Promise<PathwayAward | null> {
      return await db
        .prepare(`SELECT ${COLUMNS} ${FROM} WHERE a.issuer_id = ?1 AND a.id = ?2`)
        .bind(issuerId, id)
        .first<PathwayAward>()
    },

    async list(
      pathwayId: string,
      filter: { state?: PathwayAwardState | undefined; recipientHash?: string | undefined },
      { before, limit }: { before: number | null; limit: number },
    ): Promise<PathwayAward[]> {
      const { results } = await db
        .prepare(
          `SELECT ${COLUMNS} ${FROM} WHERE a.pathway_id = ?1 AND (?2 IS NULL OR a.sequence < ?2)
             AND (?4 IS NULL OR a.state = ?4) AND (?5 IS NULL OR a.recipient_hash = ?5)
           ORDER BY a.sequence DESC LIMIT ?3`,
        )
        .bind(pathwayId, before, limit, filter.state ?? null, filter.recipientHash ?? null)
        .all<PathwayAward>()
      return results
    },

    /**
     * Once nothing of a learner is left with this issuer, nothing tells of them here either. To be committed after their
     * credentials were erased.
     */
    forget(credentialIds: readonly string[]): Statement[] {
      const json = JSON.stringify(credentialIds)
      const left = `NOT EXISTS (SELECT 1 FROM credentials c
        WHERE c.issuer_id = t.issuer_id AND c.recipient_hash = t.recipient_hash)`
      const concerned = `SELECT id FROM pathway_awards WHERE credential_id IN (SELECT value FROM json_each(?1))
        UNION SELECT award_id FROM pathway_components WHERE credential_id IN (SELECT value FROM json_each(?1))`
      return [
        db
          .prepare(
            `DELETE FROM recognised_badges AS t WHERE ${left} AND (issuer_id, recipient_hash) IN (
               SELECT issuer_id, recipient_hash FROM pathway_awards WHERE id IN (${concerned}))`,
          )
          .bind(json),
        db
          .prepare(
            `UPDATE pathway_awards AS t SET recipient_hash = 'erased:' || id, reason = NULL
             WHERE id IN (${concerned}) AND ${left}`,
          )
          .bind(json),
      ]
    },
  }
}
