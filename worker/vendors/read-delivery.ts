/**
 * From a kept delivery to its events, in one transaction: read, or not at all. Reading again makes no second event.
 * What the vendor sent twice, by its id or by its content, is kept as a duplicate and goes no further.
 */
import type { Deps } from '../deps.ts'
import { sha256, toHex, utf8 } from '../http/bytes.ts'
import type { Delivery } from '../storage/deliveries.ts'
import type { VendorEvent } from '../storage/vendor-events.ts'
import type { Completion, EventMeaning, ReadItem } from './completion.ts'
import { vendorOf } from './custom-mapping.ts'
import { fetchThinEvent } from './fetch-thin-event.ts'
import { readCompletions } from './read-completions.ts'

/** More events than this in one delivery are handed to the queue one by one. */
const WORKED_AT_ONCE = 2

/** The ids of the events that are now to be worked on. */
export async function readDelivery(
  deps: Deps,
  deliveryId: string,
): Promise<{ now: string[]; later: string[] }> {
  const { deliveries, vendorEvents, connections } = deps.vendorStores
  const delivery = await deliveries.find(deliveryId)
  if (delivery === null || delivery.body === null || delivery.state === 'refused')
    return { now: [], later: [] }
  if (delivery.state !== 'read') {
    const found = await connections.findWithSecrets(delivery.connectionId, deps.clock.now().toISOString())
    if (found === null) return { now: [], later: [] }
    const received = {
      body: delivery.body,
      headers: new Headers(delivery.headers),
      receivedAt: new Date(delivery.receivedAt),
    }
    const vendor = vendorOf(found.connection)
    const whole = vendor.transport === 'thin-webhook' ? await fetchThinEvent(deps, found, received) : received
    const items = await readCompletions(vendor, whole)
    await keepEvents(deps, delivery, items)
  }
  const pending = await vendorEvents.idsOfDelivery(deliveryId, 'pending')
  return pending.length <= WORKED_AT_ONCE ? { now: pending, later: [] } : { now: [], later: pending }
}

/** One transaction, of few statements however many the events are. */
async function keepEvents(deps: Deps, delivery: Delivery, items: ReadItem[]): Promise<void> {
  const { deliveries, vendorEvents, eventSteps } = deps.vendorStores
  const at = deps.clock.now().toISOString()
  const events = await Promise.all(items.map((item, index) => eventOf(delivery, item, index, at)))
  const steps = events.map(({ id, meaning, state, reason }) => ({
    id,
    detail: meaning ? { as: meaning } : { as: state, reason },
  }))
  await deps.commit([
    ...vendorEvents.insert(events),
    ...eventSteps.stepOfMany(delivery.id, at, 'read', steps),
    deliveries.markRead(delivery.id),
  ])
}

async function eventOf(
  delivery: Delivery,
  item: ReadItem,
  itemIndex: number,
  at: string,
): Promise<VendorEvent> {
  const base = {
    // The same for the same item: a second reading writes the same row.
    id: await eventId(delivery.id, itemIndex),
    issuerId: delivery.issuerId,
    connectionId: delivery.connectionId,
    deliveryId: delivery.id,
    itemIndex,
    eventType: item.eventType,
    duplicateOf: null,
    learnerKey: null,
    attempts: 0,
    createdAt: at,
    updatedAt: at,
  }
  return item.outcome === 'event'
    ? {
        ...base,
        meaning: item.meaning,
        dedupeKey: await dedupeKey(item.meaning, item.completion, delivery.receivedAt),
        state: 'pending',
        reason: null,
        completion: item.completion,
        problems: null,
      }
    : {
        ...base,
        meaning: null,
        dedupeKey: null,
        state: item.outcome,
        reason: item.outcome === 'ignored' ? item.reason : (item.problems[0]?.code ?? null),
        completion: null,
        problems: item.outcome === 'malformed' ? item.problems : null,
      }
}

/**
 * The vendor's own id where it has one. Else the content: learner, course and time; without a time, the whole event on
 * this day, so that the same words next week are a new event.
 */
async function dedupeKey(meaning: EventMeaning, completion: Completion, receivedAt: string): Promise<string> {
  if (completion.sourceEventId !== undefined) return `id:${meaning}:${completion.sourceEventId}`
  const { learner, course, completedAt, completedAtFrom, evidenceHash } = completion
  const parts =
    completedAtFrom === 'vendor'
      ? [meaning, learner.email ?? '', learner.id ?? '', course.id, course.run ?? '', completedAt]
      : [meaning, evidenceHash, receivedAt.slice(0, 10)]
  return `content:${toHex(await sha256(utf8(JSON.stringify(parts))))}`
}

/** A UUID made of the delivery and the item's place in it (RFC 9562, version 8). */
async function eventId(deliveryId: string, itemIndex: number): Promise<string> {
  const bytes = (await sha256(utf8(`${deliveryId}\n${itemIndex}`))).slice(0, 16)
  bytes[6] = ((bytes[6] ?? 0) & 0x0f) | 0x80
  bytes[8] = ((bytes[8] ?? 0) & 0x3f) | 0x80
  const hex = toHex(bytes)
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join('-')
}
