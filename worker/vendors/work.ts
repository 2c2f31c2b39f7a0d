/** The jobs of this room, as the queue hands them out, and the sweep that finds what the queue lost. */
import type { Deps } from '../deps.ts'
import type { Job } from '../jobs.ts'
import { readDelivery } from './read-delivery.ts'
import { enqueueQuietly } from './receive-delivery.ts'
import { nextAttemptAt } from './retry-schedule.ts'
import { VendorUnavailable } from './vendor-unavailable.ts'
import { workEvent } from './work-event.ts'

export type VendorJob = Extract<Job, { kind: 'read-delivery' | 'work-event' }>

export async function workVendorJob(deps: Deps, job: VendorJob): Promise<void> {
  if (job.kind === 'work-event') return workEvent(deps, job.eventId)
  try {
    const { now, later } = await readDelivery(deps, job.deliveryId)
    for (const eventId of now) await workEvent(deps, eventId)
    await enqueueQuietly(deps, ...later.map((eventId) => ({ kind: 'work-event' as const, eventId })))
  } catch (error) {
    await failDelivery(deps, job.deliveryId, error)
  }
}

/** By cron: what is due and nobody works on. The time it is given keeps the next sweep off it. */
export async function sweepVendorWork(deps: Deps): Promise<void> {
  const { deliveries, vendorEvents } = deps.vendorStores
  const now = deps.clock.now()
  const until = new Date(now.getTime() + 5 * 60_000).toISOString()
  const [due, dueEvents] = [
    await deliveries.takeDue(now.toISOString(), until, 100),
    await vendorEvents.takeDue(now.toISOString(), until, 100),
  ]
  await enqueueQuietly(
    deps,
    ...due.map((deliveryId) => ({ kind: 'read-delivery' as const, deliveryId })),
    ...dueEvents.map((eventId) => ({ kind: 'work-event' as const, eventId })),
  )
}

async function failDelivery(deps: Deps, deliveryId: string, error: unknown): Promise<void> {
  const { deliveries, eventSteps } = deps.vendorStores
  const delivery = await deliveries.find(deliveryId)
  if (delivery === null) return
  const now = deps.clock.now()
  const reason = error instanceof VendorUnavailable ? error.reason : 'internal-error'
  if (!(error instanceof VendorUnavailable)) {
    console.error(
      JSON.stringify({ level: 'error', event: 'vendor-delivery', id: deliveryId, error: String(error) }),
    )
  }
  const next = nextAttemptAt(delivery.attempts, now, Math.random())
  await deps.commit([
    deliveries.markFailed(deliveryId, reason, next),
    eventSteps.step(deliveryId, null, now.toISOString(), 'failed', { reason, next }),
  ])
}
