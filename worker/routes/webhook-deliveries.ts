/** /v1/webhook-deliveries: what was sent, every attempt, and sending it again. */

import * as z from 'zod/mini'
import type { AppEnv } from '../app-env.ts'
import { query } from '../body.ts'
import { Hono } from '../hono.ts'
import { callerName } from '../issuing/caller.ts'
import { lazily } from '../lazily.ts'
import { operations } from '../openapi.ts'
import { Refusal } from '../problem.ts'
import type { WebhookDelivery } from '../storage/webhook-deliveries.ts'
import { issuerIdOf, requireScope } from './auth.ts'
import { listPage, type PageRequest, pageQuery, pageResponse } from './list-page.ts'

const DeliveryQuery = lazily(() =>
  z.strictObject({
    ...pageQuery(),
    endpoint: z.optional(z.uuid()),
    state: z.optional(z.enum(['pending', 'delivered', 'failed'])),
  }),
)

function deliveryView({ sequence: _, ...delivery }: WebhookDelivery & { sequence?: number }) {
  return delivery
}

export const webhookDeliveryRoutes = new Hono<AppEnv>()

webhookDeliveryRoutes.get('/', requireScope('webhooks:read'), query(DeliveryQuery), async (c) => {
  const { endpoint, state, ...page } = c.req.valid('query')
  const { webhookDeliveries } = c.var.deps.webhookStores
  const filter = { endpointId: endpoint ?? null, state: state ?? null }
  const deliveriesOf = (asked: PageRequest) => webhookDeliveries.list(issuerIdOf(c), { ...filter, ...asked })
  return c.json(await listPage(page, deliveriesOf, deliveryView))
})

/** With the request as it is sent and every attempt: status, time taken, the beginning of the answer. */
webhookDeliveryRoutes.get('/:id', requireScope('webhooks:read'), async (c) => {
  const { webhookDeliveries } = c.var.deps.webhookStores
  const delivery = await webhookDeliveries.find(c.req.param('id'))
  if (delivery === null || delivery.issuerId !== issuerIdOf(c))
    throw new Refusal('not-found', 'No such delivery.')
  const [message, log] = [
    await webhookDeliveries.message(delivery.messageId),
    await webhookDeliveries.attempts(delivery.id),
  ]
  return c.json({ ...deliveryView(delivery), body: message?.body ?? null, log })
})

webhookDeliveryRoutes.post('/:id/resend', requireScope('webhooks:write'), async (c) => {
  const { deps, caller } = c.var
  const [issuerId, id, at] = [issuerIdOf(c), c.req.param('id'), deps.clock.now()]
  const audit = { at, issuerId, caller: callerName(caller), target: id }
  const [result] = await deps.commit([
    deps.webhookStores.webhookDeliveries.resend(issuerId, id, at.toISOString()),
    deps.audit.entryIfChanged({ ...audit, action: 'webhook-delivery.resent' }),
  ])
  if (result?.meta.changes !== 1) throw new Refusal('not-found', 'No such delivery.')
  await deps.enqueue({ kind: 'deliver-webhook', deliveryId: id })
  return c.json({ id }, 202)
})

const tag = 'Webhooks'
const write = 'webhooks:write' as const
const read = 'webhooks:read' as const

export const webhookDeliveryOperations = /* @__PURE__ */ operations(() => [
  {
    method: 'get',
    path: '/v1/webhook-deliveries',
    tag,
    summary: 'List what was sent, newest first.',
    access: read,
    query: DeliveryQuery(),
    responses: pageResponse(),
  },
  {
    method: 'get',
    path: '/v1/webhook-deliveries/{id}',
    tag,
    summary: 'One delivery: the request, and every attempt with its answer and time.',
    access: read,
    responses: { 200: { description: 'The delivery.' } },
  },
  {
    method: 'post',
    path: '/v1/webhook-deliveries/{id}/resend',
    tag,
    summary: 'Send it again.',
    access: write,
    responses: { 202: { description: 'It is sent again.' } },
  },
])
