/**
 * /hooks/{connection}: where vendors deliver. What is genuine is kept and answered 202, completion or not; several senders
 * switch a hook off after failures, so nothing that is merely of no use to us is ever refused.
 */
import type { Context } from 'hono'
import type { AppEnv } from '../app-env.ts'
import { readBody } from '../body.ts'
import { Hono } from '../hono.ts'
import { operations } from '../openapi.ts'
import { Refusal } from '../problem.ts'
import type { Delivery } from '../vendors/authenticity/delivery.ts'
import { MAX_BODY_BYTES } from '../vendors/decode-body.ts'
import { type NotTaken, noteTooLarge, receiveDelivery } from '../vendors/receive-delivery.ts'

export const hookRoutes = new Hono<AppEnv>()

const receive = async (c: Context<AppEnv>) => {
  const reception = await receiveDelivery(c.var.deps, c.req.param('connection') ?? '', await deliveryOf(c))
  if (reception.outcome !== 'kept') throw refusalOf(reception)
  return c.json({ received: reception.deliveryId }, 202)
}

hookRoutes.post('/:connection', receive)
hookRoutes.post('/:connection/:secret', receive)

/** Senders' reachability tests. They learn nothing of whether the connection exists. */
hookRoutes.get('/:connection', (c) => c.text('Deliveries are sent here with POST.'))
hookRoutes.get('/:connection/:secret', (c) => c.text('Deliveries are sent here with POST.'))

/** CloudEvents HTTP webhook handshake: the sender asks whether it may deliver, and we say as often as it likes. */
const handshake = (c: Context<AppEnv>) => {
  const origin = c.req.header('webhook-request-origin')
  if (origin === undefined) return c.body(null, 204, { Allow: 'POST, OPTIONS' })
  return c.body(null, 200, {
    Allow: 'POST, OPTIONS',
    'WebHook-Allowed-Origin': origin.slice(0, 300),
    'WebHook-Allowed-Rate': '*',
  })
}
hookRoutes.options('/:connection', handshake)
hookRoutes.options('/:connection/:secret', handshake)

/** Refuses `body-too-large`, which the connection is told of. */
export async function deliveryOf(
  c: Context<AppEnv>,
  connectionId = c.req.param('connection') ?? '',
): Promise<Delivery> {
  const ip = c.req.header('cf-connecting-ip')
  const body = await readBody(c, MAX_BODY_BYTES).catch(async (error: unknown) => {
    if (error instanceof Refusal && error.code === 'body-too-large')
      await noteTooLarge(
        c.var.deps,
        connectionId,
        Number(c.req.header('content-length')) || MAX_BODY_BYTES + 1,
      )
    throw error
  })
  return {
    method: c.req.method,
    url: c.req.url,
    headers: c.req.raw.headers,
    body,
    pathSecret: c.req.param('secret') ?? '',
    receivedAt: c.var.deps.clock.now(),
    ...(ip === undefined ? {} : { ip }),
  }
}

/** One generic answer for everything that is not genuine; the precise reason stands in the list of deliveries. */
export function refusalOf(reception: NotTaken): Refusal {
  switch (reception.outcome) {
    case 'refused':
      return new Refusal(
        'unauthenticated',
        'This delivery could not be proven genuine. Its reason stands in the list of deliveries of the connection.',
        { headers: { 'WWW-Authenticate': 'Bearer realm="Laurel"' } },
      )
    case 'too-many-refused':
      return new Refusal(
        'rate-limited',
        'Too many deliveries to this connection could not be proven genuine. Genuine ones are taken as before.',
        { headers: { 'Retry-After': '60' } },
      )
    case 'deleted':
      return new Refusal('gone', 'This connection was deleted.')
    case 'disabled':
      return new Refusal('temporarily-unavailable', 'This connection is disabled for now.', {
        headers: { 'Retry-After': '3600' },
      })
    case 'unknown':
      return new Refusal('not-found', 'There is no such connection.')
  }
}

export const hookOperations = /* @__PURE__ */ operations(() => [
  {
    method: 'post',
    path: '/hooks/{connection}',
    tag: 'Deliveries of vendors',
    summary: 'Deliver an event of a course vendor.',
    description:
      'Authenticated as the connection says: by signature, token, header, or a secret at the end of the path (`/hooks/{connection}/{secret}`). At most 1 MiB; JSON, a form, or gzip of either; CloudEvents in all modes; a Caliper envelope.\n\nThe delivery is kept before it is answered. What is genuine but no completion is answered the same.',
    access: 'public',
    request: {
      mediaTypes: ['application/json', 'application/x-www-form-urlencoded', 'application/cloudevents+json'],
    },
    responses: { 202: { description: 'Kept, and to be worked on.' } },
    refusals: ['unauthenticated', 'rate-limited', 'gone', 'temporarily-unavailable'],
  },
])
