/**
 * /xapi and /xapi/{connection}: what a learning record sender expects of a store (xAPI 1.0.3 part three): about, statements
 * by POST (one or many, with attachments) and PUT, and back by id or by query. /oauth/token: tokens for the senders that fetch
 * one first.
 */
import type { Context } from 'hono'
import type { AppEnv } from '../app-env.ts'
import { readBody } from '../body.ts'
import { Hono } from '../hono.ts'
import { fromBase64, utf8 } from '../http/bytes.ts'
import { operations } from '../openapi.ts'
import { Refusal } from '../problem.ts'
import { connectionOfToken } from '../vendors/authenticity/access-token.ts'
import type { Delivery } from '../vendors/authenticity/delivery.ts'
import { nestsTooDeep } from '../vendors/decode-body.ts'
import { grantAccessToken } from '../vendors/grant-access-token.ts'
import { readMultipart, statementsOf } from '../vendors/read-multipart.ts'
import { judgeDelivery } from '../vendors/receive-delivery.ts'
import { receiveStatements } from '../vendors/receive-statements.ts'
import { asStored, parseAgent, parseStatementQuery, statementPage } from '../vendors/statement-query.ts'
import { deliveryOf, refusalOf } from './hooks.ts'

const VERSION = '1.0.3'
const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i

export const xapiRoutes = new Hono<AppEnv>()

xapiRoutes.use(async (c, next) => {
  await next()
  c.header('X-Experience-API-Version', VERSION)
})

for (const base of ['', '/:connection'] as const) {
  xapiRoutes.get(`${base}/about`, (c) => c.json({ version: ['1.0.0', '1.0.1', '1.0.2', '1.0.3'] }))

  xapiRoutes.post(`${base}/statements`, async (c) => {
    const { ids, outcome } = await take(c, (body) => (Array.isArray(body) ? body : [body]))
    if (outcome === 'conflict') throw conflict()
    return c.json(ids, 200)
  })

  xapiRoutes.put(`${base}/statements`, async (c) => {
    const id = c.req.query('statementId')
    if (id === undefined || id === '') throw new Refusal('malformed-query', 'PUT needs ?statementId=.')
    const { outcome } = await take(c, (body) => {
      if (!isObject(body)) throw new Refusal('malformed-json', 'PUT takes one statement, not several.')
      if (body.id !== undefined && body.id !== id)
        throw new Refusal('malformed-json', 'The statement’s id is not the one of ?statementId=.')
      return [{ ...body, id }]
    })
    if (outcome === 'conflict') throw conflict()
    return c.body(null, 204)
  })

  xapiRoutes.get(`${base}/statements`, async (c) => {
    const { connection } = await authenticate(c)
    const { origin, clock, vendorStores } = c.var.deps
    const url = new URL(c.req.url)
    const asked = parseStatementQuery(url.searchParams)
    const authority = { objectType: 'Agent', account: { homePage: origin, name: connection.id } }
    c.header('X-Experience-API-Consistent-Through', clock.now().toISOString())
    if (asked.kind === 'one') {
      const found = await vendorStores.xapiStatements.find(connection.id, asked.id, asked.voided)
      if (found === null) throw new Refusal('not-found', 'No such statement.')
      return c.json(asStored(found, authority), 200, {
        'Last-Modified': new Date(found.storedAt).toUTCString(),
      })
    }
    const { filter } = asked
    const page = await vendorStores.xapiStatements.list(connection.id, filter)
    return c.json(statementPage(page, url, authority))
  })

  /** Documents of states and profiles are not kept: there are none, and none can be put (405). */
  for (const [path, id] of [
    ['activities/state', 'stateId'],
    ['activities/profile', 'profileId'],
    ['agents/profile', 'profileId'],
  ] as const)
    xapiRoutes.get(`${base}/${path}`, async (c) => {
      await authenticate(c)
      if (c.req.query(id) !== undefined)
        throw new Refusal('not-found', 'No such document: none are kept here.')
      return c.json([])
    })

  xapiRoutes.get(`${base}/activities`, async (c) => {
    await authenticate(c)
    const id = c.req.query('activityId')
    if (id === undefined) throw new Refusal('malformed-query', 'This needs ?activityId=.')
    return c.json({ objectType: 'Activity', id })
  })

  xapiRoutes.get(`${base}/agents`, async (c) => {
    await authenticate(c)
    const { objectType: _type, ...known } = parseAgent(c.req.query('agent') ?? '')
    const lists = Object.entries(known).map(([name, value]) => [name, [value]])
    return c.json({ objectType: 'Person', ...Object.fromEntries(lists) })
  })
}

async function take(c: Context<AppEnv>, asStatements: (body: unknown) => unknown[]) {
  const version = c.req.header('x-experience-api-version')
  if (version !== undefined && !/^(1\.0(\.\d+)?|2\.0(\.\d+)?)$/.test(version)) {
    throw new Refusal('malformed-header', `X-Experience-API-Version: ${VERSION} is spoken here.`)
  }
  const { connection, delivery, strength } = await authenticate(c)
  const sent = await statementBytes(delivery)
  let text: string
  let body: unknown
  try {
    text = new TextDecoder('utf-8', { fatal: true, ignoreBOM: false }).decode(sent.body)
    body = JSON.parse(text)
  } catch {
    throw new Refusal('malformed-json', 'The body is not well-formed JSON in UTF-8.')
  }
  if (nestsTooDeep(text)) throw new Refusal('malformed-json', 'The body is nested too deep.')
  const statements = asStatements(body)
  if (!statements.some(isObject)) throw new Refusal('malformed-json', 'The body holds no statement.')
  const kept = c.req.method === 'PUT' ? { ...sent, body: utf8(JSON.stringify(statements[0])) } : sent
  return receiveStatements(c.var.deps, connection, kept, statements, strength)
}

/** Without the attachments, which are checked against their hashes and not kept. */
async function statementBytes(delivery: Delivery): Promise<Delivery> {
  const type = delivery.headers.get('content-type') ?? ''
  if (!/^multipart\/mixed\b/i.test(type)) return delivery
  const parts = readMultipart(delivery.body, type)
  const read = parts === null ? null : await statementsOf(parts)
  if (read?.ok !== true)
    throw new Refusal('malformed-json', read?.detail ?? 'The body is not well-formed multipart/mixed.')
  const headers = new Headers(delivery.headers)
  headers.set('content-type', 'application/json')
  return { ...delivery, headers, body: read.body }
}

/** The connection stands in the path, or in what the client shows: Basic user or the token's first part. */
async function authenticate(c: Context<AppEnv>) {
  const id = c.req.param('connection') ?? connectionNamedBy(c.req.header('authorization'))
  const delivery = await deliveryOf(c, id)
  const judged = id === undefined ? null : await judgeDelivery(c.var.deps, id, delivery)
  if (judged === null || judged.outcome === 'unknown')
    throw refusalOf({ outcome: 'refused', reason: 'secret-wrong' })
  if (judged.outcome !== 'genuine') throw refusalOf(judged)
  return { connection: judged.connection, delivery, strength: judged.strength }
}

function connectionNamedBy(authorization: string | undefined): string | undefined {
  const [scheme, value = ''] = (authorization ?? '').split(/\s+/, 2)
  if (scheme?.toLowerCase() === 'bearer') return connectionOfToken(value)
  const user = new TextDecoder().decode(fromBase64(value) ?? new Uint8Array()).split(':', 1)[0] ?? ''
  return UUID.test(user) ? user : undefined
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

function conflict(): Refusal {
  return new Refusal('conflict', 'A statement of this id was sent before with other content.')
}

export const oauthRoutes = new Hono<AppEnv>()

oauthRoutes.post('/token', async (c) => {
  const form = new URLSearchParams(new TextDecoder().decode(await readBody(c, 16_384)))
  const answer = await grantAccessToken(c.var.deps, form, c.req.header('authorization'))
  const headers = { 'Cache-Control': 'no-store', Pragma: 'no-cache' }
  if (answer.ok) return c.json(answer.body, 200, headers)
  if (answer.status === 401) c.header('WWW-Authenticate', 'Basic realm="Laurel"')
  return c.json({ error: answer.error }, answer.status, headers)
})

const tag = 'Deliveries of vendors'

export const xapiOperations = /* @__PURE__ */ operations(() => [
  {
    method: 'post',
    path: '/xapi/{connection}/statements',
    tag,
    summary: 'Send xAPI statements, one or an array.',
    description:
      'Basic, Bearer, or a token of /oauth/token. `/xapi/statements` is the same for clients whose Basic user or token names the connection.',
    access: 'public',
    request: { mediaTypes: ['application/json', 'multipart/mixed'] },
    responses: { 200: { description: 'The ids of the statements.' } },
    refusals: ['unauthenticated', 'malformed-json', 'conflict'],
  },
  {
    method: 'put',
    path: '/xapi/{connection}/statements',
    tag,
    summary: 'Send one xAPI statement under ?statementId=.',
    access: 'public',
    request: { mediaTypes: ['application/json'] },
    responses: { 204: { description: 'Kept.' } },
    refusals: ['unauthenticated', 'malformed-json', 'conflict'],
  },
  {
    method: 'get',
    path: '/xapi/{connection}/statements',
    tag,
    summary: 'Ask statements back.',
    description:
      'By ?statementId= or ?voidedStatementId=; else by agent, verb, activity, registration, since, until, related_agents, related_activities, limit, ascending, with `more` for the next page. What this connection sent, for 90 days; attachments are not kept.',
    access: 'public',
    responses: { 200: { description: 'A statement, or a page of them.' } },
    refusals: ['unauthenticated', 'malformed-query'],
  },
  {
    method: 'get',
    path: '/xapi/{connection}/about',
    tag,
    summary: 'The xAPI versions that are spoken here.',
    access: 'public',
    responses: { 200: { description: 'Versions.' } },
  },
  {
    method: 'post',
    path: '/oauth/token',
    tag,
    summary: 'Get a token (OAuth 2.0 client credentials) for sending events.',
    access: 'public',
    request: {
      mediaTypes: ['application/x-www-form-urlencoded'],
      example: 'grant_type=client_credentials&client_id=…&client_secret=…',
    },
    responses: { 200: { description: 'A token for an hour.' } },
  },
])
