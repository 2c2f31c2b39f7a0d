/** What a vendor said of one learner and one course over time: what is later outweighs what is earlier, in whatever order it came. */

export function createLearnerHistoryStore(db: D1Database) {
  return {
    /** Whether the vendor said, of a later time than `since`, that the learner did not or no longer pass. */
    async adverseAfter(
      connectionId: string,
      learnerKey: string,
      courseId: string,
      since: string,
    ): Promise<boolean> {
      const row = await db
        .prepare(
          `SELECT 1 FROM vendor_events WHERE connection_id = ?1 AND learner_key = ?2 AND course_id = ?3
             AND meaning IN ('regression', 'revocation') AND occurred_at > ?4 AND state <> 'duplicate'
             AND NOT EXISTS (SELECT 1 FROM vendor_events later WHERE later.connection_id = ?1 AND later.learner_key = ?2
               AND later.course_id = ?3 AND later.meaning = 'completion' AND later.occurred_at >= vendor_events.occurred_at)
           LIMIT 1`,
        )
        .bind(connectionId, learnerKey, courseId, since)
        .first()
      return row !== null
    },

    /** Whether the learner completed the course (again) at or after this time. */
    async completedSince(
      connectionId: string,
      learnerKey: string,
      courseId: string,
      since: string,
    ): Promise<boolean> {
      const row = await db
        .prepare(
          `SELECT 1 FROM vendor_events WHERE connection_id = ?1 AND learner_key = ?2 AND course_id = ?3
             AND meaning = 'completion' AND occurred_at >= ?4 AND state <> 'duplicate' LIMIT 1`,
        )
        .bind(connectionId, learnerKey, courseId, since)
        .first()
      return row !== null
    },

    /** Adverse events that found nothing to do before this learner's credential was there. */
    async reopenAdverse(
      connectionId: string,
      learnerKey: string,
      courseId: string,
      since: string,
      now: string,
    ): Promise<string[]> {
      const { results } = await db
        .prepare(
          `UPDATE vendor_events SET state = 'pending', next_attempt_at = ?5, updated_at = ?5
           WHERE connection_id = ?1 AND learner_key = ?2 AND course_id = ?3 AND meaning IN ('regression', 'revocation')
             AND occurred_at > ?4 AND state = 'nothing-to-do' RETURNING id`,
        )
        .bind(connectionId, learnerKey, courseId, since, now)
        .all<{ id: string }>()
      return results.map(({ id }) => id)
    },
  }
}
