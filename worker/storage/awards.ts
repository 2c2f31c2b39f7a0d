/** Awards: one achievement for one learner in one run of a course. The unique index is what makes it once. */
import type { Statement } from './d1.ts'
import type { Guard } from './guards.ts'

export type AwardState = 'held' | 'approved' | 'issued' | 'flagged' | 'suspended' | 'revoked' | 'declined'

export interface Award {
  id: string
  issuerId: string
  connectionId: string
  eventId: string
  ruleId: string
  achievementId: string
  learnerKey: string
  courseId: string
  runKey: string
  completedAt: string
  state: AwardState
  reason: string | null
  credentialId: string | null
  createdAt: string
  updatedAt: string
}

const COLUMNS = `sequence, id, issuer_id AS issuerId, connection_id AS connectionId, event_id AS eventId, rule_id AS ruleId,
  achievement_id AS achievementId, learner_key AS learnerKey, course_id AS courseId, run_key AS runKey,
  completed_at AS completedAt, state, reason, credential_id AS credentialId, created_at AS createdAt,
  updated_at AS updatedAt`

export function createAwardStore(db: D1Database) {
  return {
    /** Keeps it unless this learner has, or waits for, this achievement in this run. Says which award stands. */
    async claim(award: Award): Promise<Award> {
      const [, found] = await db.batch([
        db
          .prepare(
            `INSERT INTO awards (id, issuer_id, connection_id, event_id, rule_id, achievement_id, learner_key, course_id,
               run_key, completed_at, state, created_at, updated_at)
             VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?12) ON CONFLICT DO NOTHING`,
          )
          .bind(
            award.id,
            award.issuerId,
            award.connectionId,
            award.eventId,
            award.ruleId,
            award.achievementId,
            award.learnerKey,
            award.courseId,
            award.runKey,
            award.completedAt,
            award.state,
            award.createdAt,
          ),
        db
          .prepare(
            `SELECT ${COLUMNS} FROM awards WHERE issuer_id = ?1 AND achievement_id = ?2 AND learner_key = ?3 AND run_key = ?4
               AND state NOT IN ('revoked', 'declined')`,
          )
          .bind(award.issuerId, award.achievementId, award.learnerKey, award.runKey),
      ])
      return ((found?.results ?? []) as unknown as Award[])[0] ?? award
    },

    /** To be committed after the idempotency record of the credential, under this scope and the award's id; without it, nothing. */
    markIssued(id: string, scope: string, now: string): Statement {
      return db
        .prepare(
          `UPDATE awards SET state = 'issued', updated_at = ?3, credential_id =
             (SELECT credential_id FROM idempotency_records WHERE scope = ?2 AND idempotency_key = ?1)
           WHERE id = ?1 AND state IN ('approved', 'declined') AND credential_id IS NULL
             AND EXISTS (SELECT 1 FROM idempotency_records WHERE scope = ?2 AND idempotency_key = ?1 AND credential_id IS NOT NULL)`,
        )
        .bind(id, scope, now)
    },

    /** What was claimed for an event that is not to be awarded after all: a crash left it without its credential. */
    dropUnissued(eventId: string, now: string): Statement {
      return db
        .prepare(
          `UPDATE awards SET state = 'declined', reason = 'not-awarded', updated_at = ?2
           WHERE event_id = ?1 AND state = 'approved' AND credential_id IS NULL`,
        )
        .bind(eventId, now)
    },

    setState(id: string, state: AwardState, reason: string | null, now: string): Statement {
      return db
        .prepare(`UPDATE awards SET state = ?2, reason = ?3, updated_at = ?4 WHERE id = ?1`)
        .bind(id, state, reason, now)
    },

    /** A person's decision on a held one; false when it was decided before. */
    /** It waits for a decision. */
    held(issuerId: string, id: string): Guard {
      return {
        broken: `NOT EXISTS (SELECT 1 FROM awards WHERE issuer_id = ? AND id = ? AND state = 'held')`,
        values: [issuerId, id],
      }
    },

    decide(
      issuerId: string,
      id: string,
      state: 'approved' | 'declined',
      reason: string | null,
      now: string,
    ): Statement {
      return db
        .prepare(
          `UPDATE awards SET state = ?3, reason = ?4, updated_at = ?5 WHERE issuer_id = ?1 AND id = ?2 AND state = 'held'`,
        )
        .bind(issuerId, id, state, reason, now)
    },

    async find(issuerId: string, id: string): Promise<Award | null> {
      return await db
        .prepare(`SELECT ${COLUMNS} FROM awards WHERE issuer_id = ?1 AND id = ?2`)
        .bind(issuerId, id)
        .first<Award>()
    },

    async ofEvent(eventId: string): Promise<Award[]> {
      const { results } = await db
        .prepare(`SELECT ${COLUMNS} FROM awards WHERE event_id = ?1 ORDER BY sequence`)
        .bind(eventId)
        .all<Award>()
      return results
    },

    /** What this learner has of this course through this connection. */
    async standing(connectionId: string, learnerKey: string, courseId: string): Promise<Award[]> {
      const { results } = await db
        .prepare(
          `SELECT ${COLUMNS} FROM awards WHERE connection_id = ?1 AND learner_key = ?2 AND course_id = ?3
             AND state NOT IN ('revoked', 'declined') ORDER BY sequence`,
        )
        .bind(connectionId, learnerKey, courseId)
        .all<Award>()
      return results
    },

    async list(
      issuerId: string,
      { before, limit, state }: { before: number | null; limit: number; state: string | null },
    ): Promise<(Award & { sequence: number })[]> {
      const { results } = await db
        .prepare(
          `SELECT ${COLUMNS} FROM awards WHERE issuer_id = ?1 AND (?2 IS NULL OR sequence < ?2) AND (?4 IS NULL OR state = ?4)
           ORDER BY sequence DESC LIMIT ?3`,
        )
        .bind(issuerId, before, limit, state)
        .all<Award & { sequence: number }>()
      return results
    },
  }
}
