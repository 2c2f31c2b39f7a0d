/** The events of vendors' deliveries, their states, and the steps of their story. */
import type { Completion, EventMeaning, MalformedField } from '../vendors/completion.ts'
import { jsonParts, type Statement } from './d1.ts'

export const EVENT_STATES = [
  /** To be worked on. */
  'pending',
  /** Genuine, but says nothing of a completed course. */
  'ignored',
  'malformed',
  'duplicate',
  /** No e-mail, and no account link yet. */
  'waiting-for-learner',
  /** No rule speaks of this course. */
  'no-rule',
  /** A rule speaks of it, and its conditions are not met. */
  'rejected',
  /** Waits for a person's approval. */
  'held',
  'issued',
  /** This learner has this achievement for this run of the course. */
  'already-awarded',
  /** The vendor has since said otherwise. */
  'superseded',
  /** What a regression or revocation did. */
  'flagged',
  'suspended',
  'revoked',
  'nothing-to-do',
  /** Will be tried again. */
  'failed',
  /** Tried to the end; replay it once the cause is gone. */
  'dead',
] as const

export type EventState = (typeof EVENT_STATES)[number]

export interface VendorEvent {
  id: string
  issuerId: string
  connectionId: string
  deliveryId: string
  itemIndex: number
  eventType: string
  meaning: EventMeaning | null
  dedupeKey: string | null
  duplicateOf: string | null
  state: EventState
  reason: string | null
  completion: Completion | null
  problems: MalformedField[] | null
  learnerKey: string | null
  attempts: number
  createdAt: string
  updatedAt: string
}

type Row = Omit<VendorEvent, 'completion' | 'problems'> & {
  completion: string | null
  problems: string | null
}

export interface EventFilter {
  before: number | null
  limit: number
  connectionId: string | null
  state: string | null
  learner: string | null
  course: string | null
}

const COLUMNS = `sequence, id, issuer_id AS issuerId, connection_id AS connectionId, delivery_id AS deliveryId,
  item_index AS itemIndex, event_type AS eventType, meaning, dedupe_key AS dedupeKey, duplicate_of AS duplicateOf, state,
  reason, completion, problems, learner_key AS learnerKey, attempts, created_at AS createdAt, updated_at AS updatedAt`

const FIELDS = `(id, issuer_id, connection_id, delivery_id, item_index, event_type, meaning, dedupe_key, duplicate_of, state,
  reason, completion, problems, learner_key, learner_id, course_id, occurred_at, next_attempt_at, created_at, updated_at)`

/** completion to occurred_at, of a row of JSON. */
const READ = `v ->> 'completion', v ->> 'problems', v ->> 'email', v ->> 'learnerId', v ->> 'courseId', v ->> 'occurredAt'`

export function createVendorEventStore(db: D1Database) {
  const rows = `(SELECT value AS v FROM json_each(?1))`
  const insertFirst = (json: string) =>
    db
      .prepare(
        `INSERT INTO vendor_events ${FIELDS}
         SELECT v ->> 'id', v ->> 'issuerId', v ->> 'connectionId', v ->> 'deliveryId', v ->> 'itemIndex', v ->> 'eventType',
           v ->> 'meaning', v ->> 'dedupeKey', NULL, v ->> 'state', v ->> 'reason', ${READ}, v ->> 'at', v ->> 'at', v ->> 'at'
         FROM ${rows} WHERE true ON CONFLICT DO NOTHING`,
      )
      .bind(json)
  const insertDuplicates = (json: string) =>
    db
      .prepare(
        `INSERT INTO vendor_events ${FIELDS}
         SELECT v ->> 'id', v ->> 'issuerId', v ->> 'connectionId', v ->> 'deliveryId', v ->> 'itemIndex', v ->> 'eventType',
           v ->> 'meaning', NULL, e.id, 'duplicate', NULL, ${READ}, NULL, v ->> 'at', v ->> 'at'
         FROM ${rows} JOIN vendor_events e ON e.connection_id = v ->> 'connectionId' AND e.dedupe_key = v ->> 'dedupeKey'
         WHERE true ON CONFLICT DO NOTHING`,
      )
      .bind(json)

  return {
    /**
     * Two statements for many events: the first keeps each unless its dedupe key is taken, the second then keeps it as a
     * duplicate. Both do nothing for an item of the delivery that is there already.
     */
    insert: (events: readonly VendorEvent[]): Statement[] =>
      jsonParts(events.map(rowOf)).flatMap((json) => [insertFirst(json), insertDuplicates(json)]),

    setState(id: string, state: EventState, reason: string | null, now: string): Statement {
      return db
        .prepare(
          `UPDATE vendor_events SET state = ?2, reason = ?3, next_attempt_at = NULL, updated_at = ?4 WHERE id = ?1`,
        )
        .bind(id, state, reason, now)
    },

    setLearner(id: string, learnerKey: string): Statement {
      return db.prepare(`UPDATE vendor_events SET learner_key = ?2 WHERE id = ?1`).bind(id, learnerKey)
    },

    markFailed(id: string, reason: string, nextAttemptAt: string | null, now: string): Statement {
      return db
        .prepare(
          `UPDATE vendor_events SET attempts = attempts + 1, reason = ?2, next_attempt_at = ?3,
             state = iif(?3 IS NULL, 'dead', 'failed'), updated_at = ?4
           WHERE id = ?1 AND state IN ('pending', 'failed')`,
        )
        .bind(id, reason, nextAttemptAt, now)
    },

    async find(id: string): Promise<VendorEvent | null> {
      const row = await db.prepare(`SELECT ${COLUMNS} FROM vendor_events WHERE id = ?1`).bind(id).first<Row>()
      return row === null ? null : fromRow(row)
    },

    /** The one of a delivery that holds one; of a duplicate, the event that it repeats. */
    async soleOf(deliveryId: string): Promise<VendorEvent | null> {
      const row = await db
        .prepare(
          `SELECT ${COLUMNS} FROM vendor_events WHERE id = (
             SELECT coalesce(duplicate_of, id) FROM vendor_events WHERE delivery_id = ?1 AND item_index = 0)`,
        )
        .bind(deliveryId)
        .first<Row>()
      return row === null ? null : fromRow(row)
    },

    async idsOfDelivery(deliveryId: string, state: EventState): Promise<string[]> {
      const { results } = await db
        .prepare(`SELECT id FROM vendor_events WHERE delivery_id = ?1 AND state = ?2 ORDER BY item_index`)
        .bind(deliveryId, state)
        .all<{ id: string }>()
      return results.map(({ id }) => id)
    },

    async list(issuerId: string, filter: EventFilter): Promise<(VendorEvent & { sequence: number })[]> {
      const { results } = await db
        .prepare(
          `SELECT ${COLUMNS} FROM vendor_events
           WHERE issuer_id = ?1 AND (?2 IS NULL OR sequence < ?2) AND (?4 IS NULL OR connection_id = ?4)
             AND (?5 IS NULL OR state = ?5) AND (?6 IS NULL OR learner_key = ?6 OR learner_id = ?6)
             AND (?7 IS NULL OR course_id = ?7)
           ORDER BY sequence DESC LIMIT ?3`,
        )
        .bind(
          issuerId,
          filter.before,
          filter.limit,
          filter.connectionId,
          filter.state,
          filter.learner,
          filter.course,
        )
        .all<Row & { sequence: number }>()
      return results.map(fromRow)
    },

    async takeDue(now: string, until: string, limit: number): Promise<string[]> {
      const { results } = await db
        .prepare(
          `UPDATE vendor_events SET next_attempt_at = ?2 WHERE sequence IN
             (SELECT sequence FROM vendor_events WHERE state IN ('pending', 'failed') AND next_attempt_at <= ?1
              ORDER BY next_attempt_at LIMIT ?3)
           RETURNING id`,
        )
        .bind(now, until, limit)
        .all<{ id: string }>()
      return results.map(({ id }) => id)
    },

    /** Sets events back to pending by a person's wish, those in one of these states only; returns which. */
    async reopen(
      issuerId: string,
      ids: string[],
      states: readonly EventState[],
      now: string,
      reason = 'replay',
    ): Promise<string[]> {
      const { results } = await db
        .prepare(
          `UPDATE vendor_events SET state = 'pending', reason = ?5, attempts = 0, next_attempt_at = ?4, updated_at = ?4
           WHERE +issuer_id = ?1 AND id IN (SELECT value FROM json_each(?2)) AND state IN (SELECT value FROM json_each(?3))
           RETURNING id`,
        )
        .bind(issuerId, JSON.stringify(ids), JSON.stringify(states), now, reason)
        .all<{ id: string }>()
      return results.map(({ id }) => id)
    },

    /** What was held for a decision goes on. */
    reopenHeld(id: string, now: string): Statement {
      return db
        .prepare(
          `UPDATE vendor_events SET state = 'pending', reason = 'replay', attempts = 0, next_attempt_at = ?2, updated_at = ?2
           WHERE id = ?1 AND state = 'held'`,
        )
        .bind(id, now)
    },

    /** What waited for this learner goes on. */
    async reopenWaiting(connectionId: string, learnerId: string, now: string): Promise<string[]> {
      const { results } = await db
        .prepare(
          `UPDATE vendor_events SET state = 'pending', next_attempt_at = ?3, updated_at = ?3
           WHERE connection_id = ?1 AND learner_id = ?2 AND state = 'waiting-for-learner' RETURNING id`,
        )
        .bind(connectionId, learnerId, now)
        .all<{ id: string }>()
      return results.map(({ id }) => id)
    },
  }
}

function rowOf({ completion, problems, createdAt, ...event }: VendorEvent) {
  return {
    ...event,
    completion: completion === null ? null : JSON.stringify(completion),
    problems: problems === null ? null : JSON.stringify(problems),
    email: completion?.learner.email ?? null,
    learnerId: completion?.learner.id ?? null,
    courseId: completion?.course.id ?? null,
    occurredAt: completion?.completedAt ?? null,
    at: createdAt,
  }
}

function fromRow<R extends Row>(row: R) {
  return {
    ...row,
    completion: row.completion === null ? null : (JSON.parse(row.completion) as Completion),
    problems: row.problems === null ? null : (JSON.parse(row.problems) as MalformedField[]),
  }
}
