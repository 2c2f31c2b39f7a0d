/** Trying a mapping on a recorded delivery: what can be pointed at, and what would be read. Keeps nothing, changes nothing. */
import type { Deps } from '../deps.ts'
import { Refusal } from '../problem.ts'
import { findConnection } from './connections.ts'
import { type CustomMapping, vendorOf } from './custom-mapping.ts'
import { findDelivery } from './event-story.ts'
import { readCompletions } from './read-completions.ts'

const SHOWN_EVENTS = 20
const SHOWN_FIELDS = 300
const SHOWN_CHARACTERS = 300

/** Without a mapping, the one that the connection has. Refuses `not-found`, and `conflict` where no body is kept. */
export async function tryMapping(
  deps: Deps,
  issuerId: string,
  deliveryId: string,
  mapping: CustomMapping | undefined,
) {
  const delivery = await findDelivery(deps, issuerId, deliveryId)
  if (delivery.body === null) {
    throw new Refusal('conflict', 'The body of this delivery is not kept: it was refused, or is too old.')
  }
  const { kind, mapping: own } = await findConnection(deps, issuerId, delivery.connectionId)
  const items = await readCompletions(vendorOf({ kind, mapping: mapping ?? own }), {
    body: delivery.body,
    headers: new Headers(delivery.headers),
    receivedAt: new Date(delivery.receivedAt),
  })
  return {
    events: items.length,
    items: items.slice(0, SHOWN_EVENTS).map(({ raw, ...read }) => ({ ...read, fields: fieldsOf(raw) })),
  }
}

/** Every value of the event under the pointer that leads to it. */
function fieldsOf(event: unknown): Record<string, string | number | boolean | null> {
  const fields = new Map<string, string | number | boolean | null>()
  const walk = (value: unknown, pointer: string) => {
    if (fields.size >= SHOWN_FIELDS) return
    if (typeof value === 'object' && value !== null) {
      for (const [name, member] of Object.entries(value))
        walk(member, `${pointer}/${name.replaceAll('~', '~0').replaceAll('/', '~1')}`)
    } else if (typeof value === 'string') fields.set(pointer, value.slice(0, SHOWN_CHARACTERS))
    else if (typeof value === 'number' || typeof value === 'boolean' || value === null)
      fields.set(pointer, value)
  }
  walk(event, '')
  return Object.fromEntries(fields)
}
