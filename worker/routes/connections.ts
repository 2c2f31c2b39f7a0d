/** /v1/connections and /v1/vendors: an issuer's connections to course vendors. */

import * as z from 'zod/mini'
import type { AppEnv } from '../app-env.ts'
import { body, query } from '../body.ts'
import { Hono } from '../hono.ts'
import { callerName } from '../issuing/caller.ts'
import { lazily } from '../lazily.ts'
import { operations } from '../openapi.ts'
import { statementOfStrength } from '../vendors/authenticity/prove-genuine.ts'
import { ConnectionBody, ConnectionPatch } from '../vendors/connection-body.ts'
import {
  changeConnection,
  connectionView,
  createConnection,
  deleteConnection,
  findConnection,
  rotateSecret,
} from '../vendors/connections.ts'
import { VENDORS } from '../vendors/registry.ts'
import { issuerIdOf, requireScope } from './auth.ts'
import { createOnce } from './create-once.ts'
import { listPage, type PageRequest, pageQuery, pageResponse } from './list-page.ts'

const ListQuery = lazily(() => z.strictObject({ ...pageQuery() }))

const Rotation = lazily(() =>
  z
    .strictObject({
      secret: z.optional(z.string().check(z.minLength(1), z.maxLength(2000))),
      apiKey: z.optional(z.string().check(z.minLength(1), z.maxLength(2000))),
      outboundSecret: z.optional(z.string().check(z.minLength(1), z.maxLength(2000))),
      overlapHours: z
        ._default(z.number().check(z.minimum(0), z.maximum(720)), 24)
        .check(z.describe('How long the old secret stays good.')),
    })
    .register(z.globalRegistry, { id: 'SecretRotation' }),
)

export const vendorRoutes = new Hono<AppEnv>()

vendorRoutes.get('/', (c) =>
  c.json({
    items: VENDORS.map(
      ({ kind, name, transport, standing, authenticity, alternatives = [], unconfirmed }) => ({
        kind,
        name,
        transport,
        standing,
        authenticity: [authenticity, ...alternatives].map((scheme) => ({
          scheme,
          ...statementOfStrength(scheme),
        })),
        unconfirmed: unconfirmed ?? null,
      }),
    ),
  }),
)

export const connectionRoutes = new Hono<AppEnv>()

connectionRoutes.post('/', requireScope('connections:write'), body(ConnectionBody), (c) =>
  createOnce(
    c,
    async (once) => {
      const view = await createConnection(c.var.deps, issuerIdOf(c), c.req.valid('json'), c.var.caller, once)
      return c.json(view, 201, { Location: `/v1/connections/${view.id}`, 'Cache-Control': 'no-store' })
    },
    { sealed: true },
  ),
)

connectionRoutes.get('/', requireScope('connections:read'), query(ListQuery), async (c) => {
  const { deps } = c.var
  const connectionsOf = (page: PageRequest) => deps.vendorStores.connections.list(issuerIdOf(c), page)
  return c.json(await listPage(c.req.valid('query'), connectionsOf, (row) => connectionView(deps, row)))
})

connectionRoutes.get('/:id', requireScope('connections:read'), async (c) => {
  const { deps } = c.var
  const connection = await findConnection(deps, issuerIdOf(c), c.req.param('id'))
  const pull = await deps.vendorStores.pullCursors.find(connection.id)
  return c.json({ ...connectionView(deps, connection), ...(pull === null ? {} : { pull }) })
})

connectionRoutes.patch('/:id', requireScope('connections:write'), body(ConnectionPatch), async (c) =>
  c.json(
    await changeConnection(c.var.deps, issuerIdOf(c), c.req.param('id'), c.req.valid('json'), c.var.caller),
  ),
)

connectionRoutes.post('/:id/rotate-secret', requireScope('connections:write'), body(Rotation), async (c) => {
  const view = await rotateSecret(
    c.var.deps,
    issuerIdOf(c),
    c.req.param('id'),
    c.req.valid('json'),
    c.var.caller,
  )
  return c.json(view, 200, { 'Cache-Control': 'no-store' })
})

connectionRoutes.delete('/:id', requireScope('connections:write'), async (c) => {
  await deleteConnection(c.var.deps, issuerIdOf(c), c.req.param('id'), c.var.caller)
  return c.body(null, 204)
})

connectionRoutes.post('/:id/pull', requireScope('connections:write'), async (c) => {
  const { deps, caller } = c.var
  const connection = await findConnection(deps, issuerIdOf(c), c.req.param('id'))
  const at = deps.clock.now()
  const { id: target, issuerId } = connection
  await deps.commit([
    deps.vendorStores.pullCursors.runNow(target, at.toISOString()),
    deps.audit.entry({ at, issuerId, caller: callerName(caller), action: 'connection.pull-asked', target }),
  ])
  return c.json({ pull: await deps.vendorStores.pullCursors.find(connection.id) }, 202)
})

const tag = 'Vendor connections'
const view = /* @__PURE__ */ lazily(() =>
  z
    .looseObject({ id: z.string(), kind: z.string(), name: z.string(), state: z.string() })
    .register(z.globalRegistry, { id: 'Connection' }),
)

export const connectionOperations = /* @__PURE__ */ operations(() => [
  {
    method: 'get',
    path: '/v1/vendors',
    tag,
    summary: 'The course vendors that are known, how each proves itself genuine, and how sure we are.',
    access: 'public',
    responses: { 200: { description: 'All of them.' } },
  },
  {
    method: 'post',
    path: '/v1/connections',
    tag,
    summary: 'Make a connection to a vendor.',
    description: 'A secret that is made here is in this answer and never again.',
    access: 'connections:write',
    idempotent: true,
    request: {
      schema: ConnectionBody(),
      example: { kind: 'thinkific', name: 'Our academy', secret: 'the API key' },
    },
    responses: {
      201: { description: 'The connection, with its address and its new secret.', schema: view() },
    },
    refusals: ['conflict'],
  },
  {
    method: 'get',
    path: '/v1/connections',
    tag,
    summary: 'List connections, newest first.',
    access: 'connections:read',
    query: ListQuery(),
    responses: pageResponse(view()),
  },
  {
    method: 'get',
    path: '/v1/connections/{id}',
    tag,
    summary: 'Read a connection, and where its scheduled pull stands.',
    access: 'connections:read',
    responses: { 200: { description: 'The connection.', schema: view() } },
  },
  {
    method: 'patch',
    path: '/v1/connections/{id}',
    tag,
    summary: 'Change a connection: enable, disable, rename, map fields, allow addresses.',
    access: 'connections:write',
    request: { schema: ConnectionPatch() },
    responses: { 200: { description: 'The connection.', schema: view() } },
  },
  {
    method: 'post',
    path: '/v1/connections/{id}/rotate-secret',
    tag,
    summary: 'Give it a new secret; the old one stays good for the overlap.',
    access: 'connections:write',
    request: { schema: Rotation() },
    responses: { 200: { description: 'The new secret, where it was made here, shown once.' } },
    refusals: ['conflict'],
  },
  {
    method: 'post',
    path: '/v1/connections/{id}/pull',
    tag,
    summary: 'Let a scheduled pull run at the next minute.',
    access: 'connections:write',
    responses: { 202: { description: 'Where the pull stands.' } },
  },
  {
    method: 'delete',
    path: '/v1/connections/{id}',
    tag,
    summary: 'Delete a connection and destroy its secrets. Its events stay to be seen.',
    access: 'connections:write',
    responses: { 204: { description: 'Deleted.' } },
  },
])
