/** What a vendor's event says, in one shape for all vendors. Types only. */

export interface Learner {
  /** Lower case. The person's key when present. */
  email?: string
  /** The vendor's own id of the learner: what an account link is made on. */
  id?: string
  /** As the vendor gives it, freed of control and direction characters. Shown, never trusted. */
  name?: string
}

export interface Course {
  id: string
  title?: string
  version?: string
  /** The enrolment or course run, where the vendor tells runs of one course apart. */
  run?: string
}

export interface Completion {
  learner: Learner
  course: Course
  /** ISO 8601, UTC. */
  completedAt: string
  /** `received` when the vendor gives no time and the delivery's own stands in. */
  completedAtFrom: 'vendor' | 'received'
  /** `value` on a scale that ends at `max`. */
  score?: { value: number; max: number }
  grade?: string
  /** The programme, cohort or organisation unit, where the vendor has one: rules may ask for it. */
  group?: string
  /** The vendor's own id of this event. */
  sourceEventId?: string
  /** `sha256:…` of the event as received (canonical JSON). */
  evidenceHash: string
}

/** `completion` awards; `regression` is a grade that fell after a pass; `revocation` is the vendor taking its certificate back. */
export type EventMeaning = 'completion' | 'regression' | 'revocation'

export type IgnoredReason =
  /** Of a kind that says nothing of a completed course. */
  | 'other-event'
  /** An empty batch: the vendor only says that it is alive. */
  | 'heartbeat'
  /** A registration handshake or a test ping. */
  | 'handshake'
  /** It names a thing at the vendor that must be fetched before it can be read. */
  | 'needs-fetch'

export type MalformedCode =
  | 'not-json'
  | 'not-an-object'
  | 'not-gzip'
  | 'too-large'
  | 'too-deep'
  | 'field-missing'
  | 'email-invalid'
  | 'time-unreadable'
  | 'score-unreadable'

export interface MalformedField {
  code: MalformedCode
  /** RFC 6901 pointer into the event. */
  pointer: string
}

export type ReadItem =
  | { outcome: 'event'; meaning: EventMeaning; eventType: string; completion: Completion; raw: unknown }
  | { outcome: 'ignored'; reason: IgnoredReason; eventType: string; raw: unknown }
  | { outcome: 'malformed'; problems: MalformedField[]; eventType: string; raw: unknown }
