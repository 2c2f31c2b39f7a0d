/** What learners hold that may count towards pathways: their good credentials, and badges from elsewhere that were recognised. */
import type { Statement } from './d1.ts'

/** A learner and a pathway. */
export interface Pair {
  issuerId: string
  pathwayId: string
  recipientHash: string
}

export interface HeldRow extends Pair {
  leaf: string
  id: string
  source: 'credential' | 'badge'
  earnedAt: string
  creditsEarned: number | null
  creditsAvailable: number | null
  /** JSON of the credential's results. */
  results: string | null
}

export interface RecognisedBadge {
  id: string
  issuerId: string
  recipientHash: string
  leaf: string
  badgeId: string
  name: string
  /** JSON array of IdentityObjects. */
  identifier: string
  credits: number | null
  earnedAt: string
  validUntil: string | null
  recognisedAt: string
}

/** Of one component, for the credential that it becomes part of. */
export interface ComponentSource {
  id: string
  achievementId: string | null
  /** The signed text; null for a recognised badge. */
  text: string | null
  name: string
  badgeId: string | null
  identifier: string | null
}

/** The `+` keeps to the index by recipient. */
function heldFrom(leaves: string): string {
  return `SELECT l.issuer_id AS issuerId, l.pathway_id AS pathwayId, c.recipient_hash AS recipientHash, l.leaf, c.id,
      'credential' AS source, coalesce(c.embedded_proof_text ->> '$.awardedDate', c.valid_from) AS earnedAt,
      c.embedded_proof_text ->> '$.credentialSubject.creditsEarned' AS creditsEarned,
      c.embedded_proof_text ->> '$.credentialSubject.achievement.creditsAvailable' AS creditsAvailable,
      c.embedded_proof_text -> '$.credentialSubject.result' AS results
    FROM json_each(?1) p JOIN ${leaves} l ON l.pathway_id = p.value ->> 'pathwayId'
    JOIN credentials c ON c.issuer_id = l.issuer_id AND c.recipient_hash = p.value ->> 'recipientHash'
      AND +c.achievement_id = l.leaf
    WHERE c.state = 'active' AND c.erased_at IS NULL AND julianday(c.valid_from) <= julianday(?2)
      AND (c.valid_until IS NULL OR julianday(c.valid_until) > julianday(?2))
    UNION ALL
    SELECT l.issuer_id, l.pathway_id, b.recipient_hash, l.leaf, b.id, 'badge', b.earned_at, b.credits, NULL, NULL
    FROM json_each(?1) p JOIN ${leaves} l ON l.pathway_id = p.value ->> 'pathwayId'
    JOIN recognised_badges b ON b.issuer_id = l.issuer_id AND b.recipient_hash = p.value ->> 'recipientHash'
      AND b.leaf = l.leaf
    WHERE b.valid_until IS NULL OR julianday(b.valid_until) > julianday(?2)`
}

export function createHoldingStore(db: D1Database) {
  return {
    /** Active, begun, not expired, not erased; of the leaves of each pair's pathway. */
    async held(pairs: readonly Pair[], now: string): Promise<HeldRow[]> {
      const { results } = await db
        .prepare(heldFrom('pathway_leaves'))
        .bind(JSON.stringify(pairs), now)
        .all<HeldRow>()
      return results
    },

    /** The same for a pathway, or a change of one, that is not kept. */
    async heldOf(pair: Pair, leaves: readonly string[], now: string): Promise<HeldRow[]> {
      const { results } = await db
        .prepare(heldFrom(`(SELECT ?3 AS pathway_id, ?4 AS issuer_id, value AS leaf FROM json_each(?5))`))
        .bind(JSON.stringify([pair]), now, pair.pathwayId, pair.issuerId, JSON.stringify(leaves))
        .all<HeldRow>()
      return results
    },

    /** What stands in a stacked credential of its components. */
    async sources(ids: readonly string[]): Promise<Map<string, ComponentSource>> {
      const { results } = await db
        .prepare(
          `SELECT c.id, c.achievement_id AS achievementId, c.embedded_proof_text AS text,
             coalesce(c.embedded_proof_text ->> '$.name', '') AS name, NULL AS badgeId, NULL AS identifier
           FROM credentials c WHERE c.id IN (SELECT value FROM json_each(?1)) AND c.embedded_proof_text IS NOT NULL
           UNION ALL
           SELECT id, NULL, NULL, name, badge_id, identifier FROM recognised_badges
           WHERE id IN (SELECT value FROM json_each(?1))`,
        )
        .bind(JSON.stringify(ids))
        .all<ComponentSource>()
      return new Map(results.map((row) => [row.id, row]))
    },

    /** Learners of a pathway: whoever holds anything of its leaves, good or not. Newest first, before `sequence`. */
    async learners(
      pathwayId: string,
      { before, limit }: { before: number | null; limit: number },
    ): Promise<{ recipientHash: string; sequence: number }[]> {
      const { results } = await db
        .prepare(
          `SELECT c.recipient_hash AS recipientHash, max(c.sequence) AS sequence
           FROM pathway_leaves l JOIN credentials c ON c.issuer_id = l.issuer_id AND c.achievement_id = l.leaf
           WHERE l.pathway_id = ?1 AND c.recipient_hash IS NOT NULL
           GROUP BY c.recipient_hash HAVING ?2 IS NULL OR max(c.sequence) < ?2
           ORDER BY max(c.sequence) DESC LIMIT ?3`,
        )
        .bind(pathwayId, before, limit)
        .all<{ recipientHash: string; sequence: number }>()
      return results
    },

    /** Known already: renewed. By the same issuer alone, so that nobody's own badge with its id lengthens it. */
    insertBadge(badge: RecognisedBadge): Statement {
      return db
        .prepare(
          `INSERT INTO recognised_badges (id, issuer_id, recipient_hash, leaf, badge_id, name, identifier, credits,
             earned_at, valid_until, recognised_at)
           VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11)
           ON CONFLICT (issuer_id, recipient_hash, badge_id)
             DO UPDATE SET valid_until = excluded.valid_until, recognised_at = excluded.recognised_at
             WHERE leaf = excluded.leaf`,
        )
        .bind(
          badge.id,
          badge.issuerId,
          badge.recipientHash,
          badge.leaf,
          badge.badgeId,
          badge.name,
          badge.identifier,
          badge.credits,
          badge.earnedAt,
          badge.validUntil,
          badge.recognisedAt,
        )
    },
  }
}
