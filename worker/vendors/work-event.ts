/**
 * One event, worked on to its end: who is the learner, what does the event mean, what follows. Every step may be repeated
 * after a crash at any point: what happens once is decided by unique constraints in D1, and the event's state is set last.
 */
import type { Deps } from '../deps.ts'
import { Refusal } from '../problem.ts'
import type { EventState, VendorEvent } from '../storage/vendor-events.ts'
import { awardCompletion } from './award-completion.ts'
import type { Person } from './credential-request.ts'
import type { Outcome } from './outcome.ts'
import { enqueueQuietly } from './receive-delivery.ts'
import { nextAttemptAt } from './retry-schedule.ts'
import { takeBack } from './take-back.ts'
import { VendorUnavailable } from './vendor-unavailable.ts'

const WORKABLE: readonly EventState[] = ['pending', 'failed']

export async function workEvent(deps: Deps, eventId: string): Promise<void> {
  const event = await deps.vendorStores.vendorEvents.find(eventId)
  if (event === null || !WORKABLE.includes(event.state) || event.completion === null) return
  try {
    const outcome = await outcomeOf(deps, event)
    await settle(deps, event, outcome)
    if (outcome.state === 'nothing-to-do') await lookAgain(deps, event)
  } catch (error) {
    await fail(deps, event, error)
  }
}

async function outcomeOf(deps: Deps, event: VendorEvent): Promise<Outcome> {
  const person = await personOf(deps, event)
  if (person === null) return { state: 'waiting-for-learner', reason: 'no-account-link' }
  await deps.commit([deps.vendorStores.vendorEvents.setLearner(event.id, person.email)])
  return event.meaning === 'completion' ? awardCompletion(deps, event, person) : takeBack(deps, event, person)
}

/** An account link goes before what the vendor says: a person made it. */
async function personOf(deps: Deps, { connectionId, completion }: VendorEvent): Promise<Person | null> {
  const { email, id, name } = completion?.learner ?? {}
  const link = id === undefined ? null : await deps.vendorStores.accountLinks.findFor(connectionId, id)
  if (link !== null) return { email: link.email, name: link.name ?? name }
  return email === undefined ? null : { email, name }
}

/** The state, its step and whoever is to be told of it: one transaction. */
async function settle(deps: Deps, event: VendorEvent, { state, reason, detail }: Outcome): Promise<void> {
  const { vendorEvents, eventSteps } = deps.vendorStores
  const { id, issuerId, connectionId, deliveryId } = event
  const at = deps.clock.now().toISOString()
  const told =
    state === 'rejected'
      ? [
          {
            type: 'completion.rejected' as const,
            issuerId,
            at,
            data: { eventId: id, connectionId, reason: reason ?? '' },
          },
        ]
      : []
  const results = await deps.commit([
    vendorEvents.setState(id, state, reason, at),
    eventSteps.step(deliveryId, id, at, state, detail ?? (reason === null ? null : { reason })),
    ...deps.outbox.note(told),
  ])
  if (told.length > 0) await deps.outbox.tell(results)
}

/** A completion that was worked on at the same moment may have been awarded since we looked: then there is something to do. */
async function lookAgain(deps: Deps, { id, connectionId, completion }: VendorEvent): Promise<void> {
  const { awards, vendorEvents, learnerHistory } = deps.vendorStores
  const event = await vendorEvents.find(id)
  const course = completion?.course.id
  if (event?.learnerKey == null || course === undefined) return
  const standing = await awards.standing(connectionId, event.learnerKey, course)
  const [earliest] = standing.map(({ completedAt }) => completedAt).sort()
  if (earliest === undefined) return
  const woken = await learnerHistory.reopenAdverse(
    connectionId,
    event.learnerKey,
    course,
    earliest,
    deps.clock.now().toISOString(),
  )
  await enqueueQuietly(deps, ...woken.map((eventId) => ({ kind: 'work-event' as const, eventId })))
}

/** What we refuse ourselves stays refused until a person changes something; everything else is tried again. */
async function fail(deps: Deps, event: VendorEvent, error: unknown): Promise<void> {
  const { vendorEvents, eventSteps } = deps.vendorStores
  const now = deps.clock.now()
  const final = error instanceof Refusal && error.code !== 'temporarily-unavailable'
  const reason = reasonOf(error)
  const next = final ? null : nextAttemptAt(event.attempts, now, Math.random())
  if (reason === 'internal-error') {
    console.error(
      JSON.stringify({ level: 'error', event: 'vendor-event', id: event.id, error: String(error) }),
    )
  }
  await deps.commit([
    vendorEvents.markFailed(event.id, reason.slice(0, 500), next, now.toISOString()),
    eventSteps.step(event.deliveryId, event.id, now.toISOString(), 'failed', {
      reason: reason.slice(0, 500),
      next,
    }),
  ])
}

function reasonOf(error: unknown): string {
  if (error instanceof Refusal) return `${error.code}: ${error.message}`
  return error instanceof VendorUnavailable ? error.reason : 'internal-error'
}
