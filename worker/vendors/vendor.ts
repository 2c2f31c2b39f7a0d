/** A vendor as data: how its events are told apart, where their fields are, and how sure we are. Types only. */
import type { AuthenticityScheme } from './authenticity/prove-genuine.ts'
import type { EventMeaning } from './completion.ts'
import type { Pointer } from './pointer.ts'
import type { TimeFormat } from './time.ts'

/** A field: the first of the alternatives that holds text or a number. `header:name` reads a header of the delivery. */
export type Field = Pointer | `header:${string}` | (Pointer | `header:${string}`)[]

export interface EventMapping {
  meaning: EventMeaning
  /** Every pointer must hold one of its values. `null` among them: the field may be absent. */
  accept: { [pointer: string]: (string | number | boolean | null)[] }
  /** All of these must hold something. */
  present?: Pointer[]
  /** Any of these pointers holding one of its values sets the event aside. */
  except?: { [pointer: string]: (string | number | boolean)[] }
  learner: {
    /** `mailto:` is taken off. */
    email?: Field
    /** A field that holds an e-mail at some senders and an id at others. */
    emailOrId?: Field
    id?: Field
    /** Several are joined, for ids that are unique only together (xAPI account: home page and name). */
    idParts?: Pointer[]
    /** One field, or several that are joined by a space. */
    name?: Field
    nameParts?: Pointer[]
  }
  course: { id: Field; title?: Field; version?: Field; run?: Field }
  /** Takes the first group of this pattern (ours, never a customer's) from the course id (an activity URL that ends in the course key). */
  courseIdPattern?: string
  completedAt?: { at: Field; format: TimeFormat }
  score?: { value: Field; max: number | Pointer }
  grade?: Field
  group?: Field
  /** The vendor's id of the event. Absent: its content is its identity. */
  eventId?: Field
}

/** `at` holds an array of events. With `as`, each becomes a copy of the whole with that item under this name. */
export interface Split {
  at: Pointer
  as?: string
}

/** How the field names are known: from the vendor's documentation, from code that sends or reads them, or by inference. */
export type Standing = 'documented' | 'from-code' | 'reconstructed' | 'ours'

export type Transport = 'webhook' | 'xapi' | 'caliper' | 'pull' | 'thin-webhook' | 'upload'

export interface Vendor {
  kind: string
  name: string
  transport: Transport
  standing: Standing
  /** The scheme a new connection starts with. */
  authenticity: AuthenticityScheme
  /** Other schemes that this vendor is seen to use. */
  alternatives?: AuthenticityScheme[]
  /** Where the events of one body are. A body that is an array is always its events. */
  split?: Split[]
  /** What names the kind of an event, for the list of what was ignored. */
  eventType: Field
  /** The first that accepts an event reads it; an event that none accepts is ignored. */
  events: EventMapping[]
  /** What is not confirmed, in a sentence. */
  unconfirmed?: string
}
