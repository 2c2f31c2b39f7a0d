import type { EventState } from '../storage/vendor-events.ts'

/** What became of an event: its state, why, and what the story tells of it. */
export interface Outcome {
  state: EventState
  reason: string | null
  detail?: object
}
