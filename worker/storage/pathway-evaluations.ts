/**
 * What is to be evaluated: a learner and a pathway. Noted in the transaction that changed something, taken with a lease, gone
 * once it is done; a lost message or a crash leaves it due.
 */
import type { Statement } from './d1.ts'
import type { Pair } from './holdings.ts'

export interface DueEvaluation extends Pair {
  wanted: number
  attempts: number
}

const AGAIN = `ON CONFLICT (pathway_id, recipient_hash)
  DO UPDATE SET due_at = min(due_at, excluded.due_at), wanted = wanted + 1, attempts = 0
  RETURNING pathway_id AS evaluateFor`

export function createPathwayEvaluationStore(db: D1Database) {
  return {
    /** For whoever holds these credentials: by what they may count towards, and what they are part of. */
    noteCredentials(credentialIds: readonly string[], now: string): Statement {
      return db
        .prepare(
          `INSERT INTO pathway_evaluations (pathway_id, recipient_hash, issuer_id, due_at)
           SELECT l.pathway_id, c.recipient_hash, c.issuer_id, max(?2, strftime('%Y-%m-%dT%H:%M:%fZ', c.valid_from))
             FROM json_each(?1) e JOIN credentials c ON c.id = e.value
             JOIN pathway_leaves l ON l.issuer_id = c.issuer_id AND l.leaf = c.achievement_id
             WHERE c.recipient_hash IS NOT NULL
           UNION
           SELECT a.pathway_id, a.recipient_hash, a.issuer_id, ?2
             FROM json_each(?1) e JOIN pathway_components k ON k.credential_id = e.value
             JOIN pathway_awards a ON a.id = k.award_id
             WHERE true
           ${AGAIN}`,
        )
        .bind(JSON.stringify(credentialIds), now)
    },

    noteBadge(issuerId: string, recipientHash: string, leaf: string, now: string): Statement {
      return db
        .prepare(
          `INSERT INTO pathway_evaluations (pathway_id, recipient_hash, issuer_id, due_at)
           SELECT pathway_id, ?2, issuer_id, ?4 FROM pathway_leaves WHERE issuer_id = ?1 AND leaf = ?3 ${AGAIN}`,
        )
        .bind(issuerId, recipientHash, leaf, now)
    },

    notePair({ pathwayId, recipientHash, issuerId }: Pair, now: string): Statement {
      return db
        .prepare(
          `INSERT INTO pathway_evaluations (pathway_id, recipient_hash, issuer_id, due_at) VALUES (?1, ?2, ?3, ?4) ${AGAIN}`,
        )
        .bind(pathwayId, recipientHash, issuerId, now)
    },

    /** For everybody who holds something that counts: a pathway was made or changed. The `+` keeps to the index by achievement. */
    notePathway(pathwayId: string, now: string): Statement {
      return db
        .prepare(
          `INSERT INTO pathway_evaluations (pathway_id, recipient_hash, issuer_id, due_at)
           SELECT l.pathway_id, c.recipient_hash, l.issuer_id, ?2
             FROM pathway_leaves l JOIN credentials c ON c.issuer_id = l.issuer_id AND c.achievement_id = l.leaf
             WHERE l.pathway_id = ?1 AND +c.recipient_hash IS NOT NULL
           UNION
           SELECT l.pathway_id, b.recipient_hash, l.issuer_id, ?2
             FROM pathway_leaves l JOIN recognised_badges b ON b.issuer_id = l.issuer_id AND b.leaf = l.leaf
             WHERE l.pathway_id = ?1
           ${AGAIN}`,
        )
        .bind(pathwayId, now)
    },

    /** What is due, and until when it is nobody else's. */
    async take(now: string, until: string, limit: number): Promise<DueEvaluation[]> {
      const { results } = await db
        .prepare(
          `UPDATE pathway_evaluations SET due_at = ?2, attempts = attempts + 1
           WHERE (pathway_id, recipient_hash) IN (
             SELECT pathway_id, recipient_hash FROM pathway_evaluations WHERE due_at <= ?1 ORDER BY due_at LIMIT ?3)
           RETURNING issuer_id AS issuerId, pathway_id AS pathwayId, recipient_hash AS recipientHash, wanted, attempts`,
        )
        .bind(now, until, limit)
        .all<DueEvaluation>()
      return results
    },

    /** Done, unless it was asked for again meanwhile. */
    done(evaluations: readonly DueEvaluation[]): Statement {
      return db
        .prepare(
          `DELETE FROM pathway_evaluations WHERE (pathway_id, recipient_hash, wanted) IN (
             SELECT value ->> 'pathwayId', value ->> 'recipientHash', value ->> 'wanted' FROM json_each(?1))`,
        )
        .bind(JSON.stringify(evaluations))
    },

    /** For what they hold that is good only later. */
    noteBeginnings(evaluations: readonly DueEvaluation[], now: string): Statement {
      return db
        .prepare(
          `INSERT INTO pathway_evaluations (pathway_id, recipient_hash, issuer_id, due_at)
           SELECT l.pathway_id, c.recipient_hash, l.issuer_id, min(strftime('%Y-%m-%dT%H:%M:%fZ', c.valid_from))
           FROM json_each(?1) e JOIN pathway_leaves l ON l.pathway_id = e.value ->> 'pathwayId'
           JOIN credentials c ON c.issuer_id = l.issuer_id AND c.recipient_hash = e.value ->> 'recipientHash'
             AND +c.achievement_id = l.leaf
           WHERE c.state <> 'revoked' AND julianday(c.valid_from) > julianday(?2)
           GROUP BY l.pathway_id, c.recipient_hash ON CONFLICT DO NOTHING`,
        )
        .bind(JSON.stringify(evaluations), now)
    },

    /** Not done: each again at its `dueAt`, unless it was asked for meanwhile. */
    later(evaluations: readonly (DueEvaluation & { dueAt: string })[]): Statement {
      return db
        .prepare(
          `UPDATE pathway_evaluations SET due_at = l.value ->> 'dueAt' FROM json_each(?1) AS l
           WHERE pathway_id = l.value ->> 'pathwayId' AND recipient_hash = l.value ->> 'recipientHash'
             AND wanted = l.value ->> 'wanted'`,
        )
        .bind(JSON.stringify(evaluations))
    },
  }
}
