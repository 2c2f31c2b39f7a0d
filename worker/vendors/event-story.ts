/** What can be seen of an event, and what a person can do about it: its whole story, replay, approval. */
import type { Deps } from '../deps.ts'
import { type Caller, callerName } from '../issuing/caller.ts'
import { Refusal } from '../problem.ts'
import type { Award } from '../storage/awards.ts'
import type { Delivery, DeliverySummary } from '../storage/deliveries.ts'
import { guardFailed } from '../storage/guards.ts'
import type { EventState, VendorEvent } from '../storage/vendor-events.ts'
import { findConnection } from './connections.ts'
import { enqueueQuietly } from './receive-delivery.ts'

async function findEvent(deps: Deps, issuerId: string, id: string): Promise<VendorEvent> {
  const event = await deps.vendorStores.vendorEvents.find(id)
  if (event === null || event.issuerId !== issuerId) throw new Refusal('not-found', 'No such event.')
  return event
}

/** received → genuine → read → rule → credential → told */
export async function storyOf(deps: Deps, issuerId: string, id: string) {
  const event = await findEvent(deps, issuerId, id)
  const { deliveries, eventSteps, awards } = deps.vendorStores
  const delivery = await deliveries.find(event.deliveryId)
  const [steps, ofEvent] = [await eventSteps.steps(event.deliveryId, id), await awards.ofEvent(id)]
  const credentials = ofEvent.map(({ credentialId }) => credentialId).filter((each) => each !== null)
  return {
    ...eventView(event),
    delivery: delivery === null ? null : deliveryView(delivery),
    steps,
    awards: ofEvent.map((award) => awardView(deps, award)),
    told: await deps.outbox.toldOf(credentials),
  }
}

/** Not what was issued and not what is the same as another: there is nothing to do again. */
const REPLAYABLE: readonly EventState[] = [
  'waiting-for-learner',
  'no-rule',
  'rejected',
  'already-awarded',
  'issued',
  'superseded',
  'nothing-to-do',
  'failed',
  'dead',
  'pending',
]

export async function replayEvents(
  deps: Deps,
  issuerId: string,
  ids: string[],
  caller: Caller,
): Promise<string[]> {
  const now = deps.clock.now()
  const reopened = await deps.vendorStores.vendorEvents.reopen(issuerId, ids, REPLAYABLE, now.toISOString())
  await deps.commit([
    deps.audit.entry({
      at: now,
      issuerId,
      caller: callerName(caller),
      action: 'vendor-events.replayed',
      target: reopened[0] ?? 'none',
      detail: { count: reopened.length },
    }),
  ])
  await enqueueQuietly(deps, ...reopened.map((eventId) => ({ kind: 'work-event' as const, eventId })))
  return reopened
}

/** A mapping was mended, a token renewed: what could not be read of it is read again. */
export async function rereadDelivery(deps: Deps, issuerId: string, id: string): Promise<void> {
  const { deliveries } = deps.vendorStores
  const [result] = await deps.commit(deliveries.reopen(issuerId, id, deps.clock.now().toISOString()))
  if (result?.meta.changes !== 1) {
    throw new Refusal(
      'conflict',
      'All of it was read, or it was refused, or its body is no longer kept: there is nothing to read again.',
    )
  }
  await enqueueQuietly(deps, { kind: 'read-delivery', deliveryId: id })
}

export async function findDelivery(deps: Deps, issuerId: string, id: string): Promise<Delivery> {
  const delivery = await deps.vendorStores.deliveries.find(id)
  if (delivery === null || delivery.issuerId !== issuerId) throw new Refusal('not-found', 'No such delivery.')
  return delivery
}

/** An approved award is issued by the same path as every other: its event is worked on again. */
export async function decideAward(
  deps: Deps,
  issuerId: string,
  id: string,
  decision: 'approved' | 'declined',
  reason: string | null,
  caller: Caller,
): Promise<Award> {
  const { awards, vendorEvents } = deps.vendorStores
  const now = deps.clock.now()
  const award = await awards.find(issuerId, id)
  if (award === null) throw new Refusal('not-found', 'No such award.')
  const at = now.toISOString()
  const action = `award.${decision}`
  // Together: a crash leaves no award that is approved of and never issued.
  const statements = [
    deps.guards.hold(awards.held(issuerId, id)),
    awards.decide(issuerId, id, decision, reason, at),
    decision === 'approved'
      ? vendorEvents.reopenHeld(award.eventId, at)
      : vendorEvents.setState(award.eventId, 'rejected', 'declined', at),
    deps.audit.entry({ at: now, issuerId, caller: callerName(caller), action, target: id }),
  ]
  await deps.commit(statements).catch((error: unknown) => {
    if (!guardFailed(error)) throw error
    throw new Refusal('conflict', `It waits for no decision: it is ${award.state}.`)
  })
  if (decision === 'approved') await enqueueQuietly(deps, { kind: 'work-event', eventId: award.eventId })
  return { ...award, state: decision, reason }
}

/** A link is made or changed; what waited for this learner goes on. */
export async function linkAccount(
  deps: Deps,
  issuerId: string,
  link: { connectionId: string; learnerId: string; email: string; name: string | null },
  caller: Caller,
): Promise<{ id: string; resumed: number }> {
  const { accountLinks, vendorEvents } = deps.vendorStores
  await findConnection(deps, issuerId, link.connectionId)
  const now = deps.clock.now()
  const id = crypto.randomUUID()
  await deps.commit([
    accountLinks.upsert({ ...link, id, issuerId, createdAt: now.toISOString() }),
    deps.audit.entry({
      at: now,
      issuerId,
      caller: callerName(caller),
      action: 'account.linked',
      target: link.connectionId,
    }),
  ])
  const resumed = await vendorEvents.reopenWaiting(link.connectionId, link.learnerId, now.toISOString())
  await enqueueQuietly(deps, ...resumed.map((eventId) => ({ kind: 'work-event' as const, eventId })))
  const kept = await accountLinks.findFor(link.connectionId, link.learnerId)
  return { id: kept?.id ?? id, resumed: resumed.length }
}

export function eventView({ dedupeKey: _key, itemIndex, ...event }: VendorEvent) {
  return { ...event, item: itemIndex }
}

export function deliveryView({
  body: _body,
  ...delivery
}: Delivery | (DeliverySummary & { body?: undefined })) {
  return delivery
}

export function awardView({ origin }: Pick<Deps, 'origin'>, award: Award) {
  const credentialUrl = award.credentialId === null ? null : `${origin}/credentials/${award.credentialId}`
  return { ...award, credentialUrl }
}
