/** /v1/webhook-endpoints: where an issuer wants its events sent. */

import * as z from 'zod/mini'
import type { AppEnv } from '../app-env.ts'
import { body, query } from '../body.ts'
import { Hono } from '../hono.ts'
import { lazily } from '../lazily.ts'
import { operations } from '../openapi.ts'
import {
  changeEndpoint,
  createEndpoint,
  deleteEndpoint,
  EndpointBody,
  EndpointPatch,
  endpointView,
  findEndpoint,
  rotateEndpointSecret,
  testEndpoint,
} from '../webhooks/endpoints.ts'
import { issuerIdOf, requireScope } from './auth.ts'
import { createOnce } from './create-once.ts'
import { listPage, type PageRequest, pageQuery, pageResponse } from './list-page.ts'
import { limitTests } from './rate-limit.ts'

const ListQuery = lazily(() => z.strictObject({ ...pageQuery() }))
const Rotation = lazily(() =>
  z
    .strictObject({ overlapHours: z._default(z.number().check(z.minimum(0), z.maximum(720)), 24) })
    .register(z.globalRegistry, { id: 'WebhookSecretRotation' }),
)

export const webhookEndpointRoutes = new Hono<AppEnv>()

webhookEndpointRoutes.post('/', requireScope('webhooks:write'), body(EndpointBody), (c) =>
  createOnce(
    c,
    async (once) => {
      const view = await createEndpoint(c.var.deps, issuerIdOf(c), c.req.valid('json'), c.var.caller, once)
      return c.json(view, 201, { Location: `/v1/webhook-endpoints/${view.id}`, 'Cache-Control': 'no-store' })
    },
    { sealed: true },
  ),
)

webhookEndpointRoutes.get('/', requireScope('webhooks:read'), query(ListQuery), async (c) => {
  const { webhookEndpoints } = c.var.deps.webhookStores
  const endpointsOf = (page: PageRequest) => webhookEndpoints.list(issuerIdOf(c), page)
  return c.json(await listPage(c.req.valid('query'), endpointsOf, endpointView))
})

webhookEndpointRoutes.get('/:id', requireScope('webhooks:read'), async (c) => {
  const { deps } = c.var
  const endpoint = await findEndpoint(deps, issuerIdOf(c), c.req.param('id'))
  const health = await deps.webhookStores.webhookDeliveries.health(endpoint.issuerId, endpoint.id)
  return c.json({ ...endpointView(endpoint), health })
})

webhookEndpointRoutes.patch('/:id', requireScope('webhooks:write'), body(EndpointPatch), async (c) =>
  c.json(
    await changeEndpoint(c.var.deps, issuerIdOf(c), c.req.param('id'), c.req.valid('json'), c.var.caller),
  ),
)

webhookEndpointRoutes.post(
  '/:id/rotate-secret',
  requireScope('webhooks:write'),
  body(Rotation),
  async (c) => {
    const { overlapHours } = c.req.valid('json')
    const view = await rotateEndpointSecret(
      c.var.deps,
      issuerIdOf(c),
      c.req.param('id'),
      overlapHours,
      c.var.caller,
    )
    return c.json(view, 200, { 'Cache-Control': 'no-store' })
  },
)

webhookEndpointRoutes.post('/:id/test', requireScope('webhooks:write'), async (c) => {
  const issuerId = issuerIdOf(c)
  await limitTests(c, issuerId)
  return c.json(await testEndpoint(c.var.deps, issuerId, c.req.param('id')))
})

webhookEndpointRoutes.delete('/:id', requireScope('webhooks:write'), async (c) => {
  await deleteEndpoint(c.var.deps, issuerIdOf(c), c.req.param('id'), c.var.caller)
  return c.body(null, 204)
})

const tag = 'Webhooks'
const write = 'webhooks:write' as const
const read = 'webhooks:read' as const
const view = /* @__PURE__ */ lazily(() =>
  z
    .looseObject({ id: z.string(), url: z.string(), eventTypes: z.array(z.string()), state: z.string() })
    .register(z.globalRegistry, { id: 'WebhookEndpoint' }),
)

export const webhookEndpointOperations = /* @__PURE__ */ operations(() => [
  {
    method: 'post',
    path: '/v1/webhook-endpoints',
    tag,
    summary: 'Make a webhook endpoint. Its signing secret is in this answer and never again.',
    description:
      'Messages are signed by Standard Webhooks: verify them with any of its libraries. They are thin: ids and links.',
    access: write,
    idempotent: true,
    request: {
      schema: EndpointBody(),
      example: { url: 'https://example.com/hooks/laurel', eventTypes: ['credential.issued'] },
    },
    responses: { 201: { description: 'The endpoint and its secret.', schema: view() } },
    refusals: ['conflict'],
  },
  {
    method: 'get',
    path: '/v1/webhook-endpoints',
    tag,
    summary: 'List webhook endpoints, newest first.',
    access: read,
    query: ListQuery(),
    responses: pageResponse(),
  },
  {
    method: 'get',
    path: '/v1/webhook-endpoints/{id}',
    tag,
    summary: 'Read a webhook endpoint.',
    access: read,
    responses: { 200: { description: 'The endpoint.', schema: view() } },
  },
  {
    method: 'patch',
    path: '/v1/webhook-endpoints/{id}',
    tag,
    summary: 'Change a webhook endpoint, or let it go on after a pause.',
    access: write,
    request: { schema: EndpointPatch() },
    responses: { 200: { description: 'The endpoint.', schema: view() } },
  },
  {
    method: 'post',
    path: '/v1/webhook-endpoints/{id}/rotate-secret',
    tag,
    summary: 'Give it a new secret; for the overlap every message carries both signatures.',
    access: write,
    request: { schema: Rotation(), example: { overlapHours: 24 } },
    responses: { 200: { description: 'The new secret, shown once.' } },
  },
  {
    method: 'post',
    path: '/v1/webhook-endpoints/{id}/test',
    tag,
    summary: 'Send `webhook.test` now, once, and see what was answered.',
    access: write,
    responses: { 200: { description: 'The delivery with its attempt.' } },
    refusals: ['conflict', 'rate-limited'],
  },
  {
    method: 'delete',
    path: '/v1/webhook-endpoints/{id}',
    tag,
    summary: 'Delete a webhook endpoint.',
    access: write,
    responses: { 204: { description: 'Deleted.' } },
  },
])
