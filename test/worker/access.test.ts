/**
 * Who may do what, for every route: made from the API's own description and from the routes as they are mounted, so that a new one
 * without a rule fails here. Another issuer's records are answered like records that do not exist, and stay as they were.
 */
import { env } from 'cloudflare:workers'
import { beforeAll, describe, expect, test } from 'vitest'
import { createApp } from '../../worker/app.ts'
import { SCOPES, type Scope } from '../../worker/issuing/caller.ts'
import type { Operation } from '../../worker/openapi.ts'
import { operations } from '../../worker/reference/operations.ts'
import { type Answer, call, OPERATOR_TOKEN } from '../support/api.ts'
import { makeTenant, nameOf, nobodysWorld, requestOf, type TenantWorld } from '../support/tenant-world.ts'

/** Routes that the reference leaves out, and whose they are. A new one has to be named here, or described. */
const UNDESCRIBED = [
  // Told in the words of a described neighbour: they need the same proof.
  'post /hooks/{connection}/{secret}',
  'post /vc-api/issuers/{issuerId}/credentials/verify',
  'post /vc-api/issuers/{issuerId}/credentials/derive',
  'post /vc-api/issuers/{issuerId}/presentations/verify',
  'get /xapi/about',
  'post /xapi/statements',
  'put /xapi/statements',
  'get /xapi/statements',
  ...['', '/{connection}'].flatMap((base) =>
    ['activities/state', 'activities/profile', 'agents/profile', 'activities', 'agents'].map(
      (path) => `get /xapi${base}/${path}`,
    ),
  ),
  // A fixed sentence to everybody.
  'get /hooks/{connection}',
  'get /hooks/{connection}/{secret}',
  'options /hooks/{connection}',
  'options /hooks/{connection}/{secret}',
  // Pages and files of a credential, for who has its address.
  'get /credentials/{file}',
  ...['embed', 'badge.svg', 'image', 'image.png', 'qr.svg', 'og.png'].map(
    (path) => `get /credentials/{id}/${path}`,
  ),
  'get /oembed',
  // What described neighbours answer, for wallets that look at the end of the path.
  'get /achievements/{id}/image.png',
  'get /achievements/{id}/.well-known/openid-credential-issuer',
  'get /achievements/{id}/.well-known/oauth-authorization-server',
  // By the holder's own link.
  'get /credentials/{id}/holder',
  'post /credentials/{id}/holder',
  // A learner's form, and the link that was mailed to him.
  ...['get', 'post'].flatMap((method) => [
    `${method} /issuers/{id}/prior-learning`,
    `${method} /issuers/{id}/prior-learning/confirm`,
  ]),
  'get /openapi.json',
  'get /docs',
  'get /problems',
]
/** Who has no key of the connection is told nothing, not whether it exists. */
const BY_CONNECTION = /^\/(xapi|hooks)\//

const guarded = operations.filter(({ access }) => access !== 'public')
const forIssuers = guarded.filter(({ access }) => access !== 'operator')
const scopeOf = ({ access }: Operation): Scope =>
  typeof access === 'object' ? access.operatorOr : (access as Scope)

let owner: TenantWorld
let stranger: TenantWorld
/** Keys of the owner: without one scope each, and no longer good. */
const without = new Map<Scope, string>()
let revoked: string
let expired: string

beforeAll(async () => {
  owner = await makeTenant()
  stranger = await makeTenant()
  const keyOf = async (scopes: readonly Scope[]) => {
    const body = { label: 'matrix', scopes }
    return (await call('POST', `/v1/issuers/${owner.id}/api-keys`, { token: OPERATOR_TOKEN, body })).body
  }
  for (const scope of SCOPES)
    without.set(scope, (await keyOf(SCOPES.filter((other) => other !== scope))).token)
  const [first, second] = [await keyOf(SCOPES), await keyOf(SCOPES)]
  // Known to this isolate's memory; ended where this isolate does not see it.
  for (const { token } of [first, second])
    expect((await call('GET', `/v1/credentials/${owner.credential}`, { token })).status).toBe(200)
  await env.DB.prepare(`UPDATE api_keys SET revoked_at = '2026-01-01T00:00:00.000Z' WHERE id = ?1`)
    .bind(first.id)
    .run()
  await env.DB.prepare(`UPDATE api_keys SET expires_at = '2026-01-01T00:00:00.000Z' WHERE id = ?1`)
    .bind(second.id)
    .run()
  revoked = first.token
  expired = second.token
})

const ask = (operation: Operation, world: TenantWorld, token?: string): Promise<Answer> => {
  const { method, path, body, headers } = requestOf(operation, world)
  return call(method, path, {
    ...(token === undefined ? {} : { token }),
    ...(body === undefined ? {} : { body }),
    ...(headers === undefined ? {} : { headers }),
  })
}

test('every route is described, or named here with its rule', () => {
  const described = operations.map(nameOf)
  const mounted = createApp()
    .routes.filter(({ method }) => method !== 'ALL')
    .map(({ method, path }) => `${method.toLowerCase()} ${path.replace(/:(\w+)(\{[^/]*\})?/g, '{$1}')}`)
  expect(mounted.filter((route) => !described.includes(route) && !UNDESCRIBED.includes(route))).toEqual([])
  expect([...described, ...UNDESCRIBED].filter((route) => !mounted.includes(route))).toEqual([])
})

describe.each(guarded.map((operation) => [nameOf(operation), operation] as const))('%s', (_, operation) => {
  test('is refused without a good key', async () => {
    for (const token of [undefined, 'laurel_0000000000_x', revoked, expired, `${owner.token}x`]) {
      const { status, body, headers } = await ask(operation, owner, token)
      expect([status, body.code], token).toEqual([401, 'unauthenticated'])
      expect(headers.get('www-authenticate')).toMatch(/^Bearer/)
    }
  })

  test('is refused to a key of the issuer that may not, and to the operator where only the issuer may', async () => {
    if (operation.access === 'operator') {
      const { status, body } = await ask(operation, owner, owner.token)
      expect([status, body.code]).toEqual([403, 'forbidden'])
      return
    }
    const limited = await ask(operation, owner, without.get(scopeOf(operation)))
    expect([limited.status, limited.body.code]).toEqual([403, 'forbidden'])
    if (typeof operation.access === 'object') return
    const operator = await ask(operation, owner, OPERATOR_TOKEN)
    expect([operator.status, operator.body.code]).toEqual([403, 'forbidden'])
  })
})

describe('another issuer', () => {
  /** Everything that is kept and not the asking issuer's own. */
  const kept = async () => {
    const { results: tables } = await env.DB.prepare(
      `SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite%' AND name NOT LIKE '\\_%' ESCAPE '\\' AND name NOT LIKE 'd1%'`,
    ).all<{ name: string }>()
    const rows = await env.DB.batch(tables.map(({ name }) => env.DB.prepare(`SELECT * FROM ${name}`)))
    return tables.map(({ name }, at) => [
      name,
      ((rows[at]?.results ?? []) as Record<string, unknown>[]).filter(
        (row) => (row.issuer_id ?? row.scope) !== stranger.id,
      ),
    ])
  }
  /** The answer without what names this one request. */
  const told = ({ status, body, headers }: Answer, asked: TenantWorld) => {
    let text = JSON.stringify([status, headers.get('content-type'), body])
    for (const [name, value] of Object.entries(asked)) text = text.replaceAll(value, `(${name})`)
    return text.replace(/[0-9a-f]{8}-[0-9a-f-]{27}/g, '(uuid)').replace(/\d{4}-\d\d-\d\dT[\d:.]+Z/g, '(time)')
  }
  /** What an issuer does alone, with no name of a record in it. */
  const namesRecords = (operation: Operation) =>
    /\{/.test(operation.path) ||
    JSON.stringify(requestOf(operation, owner)).match(/[0-9a-f]{8}-[0-9a-f-]{27}/) !== null

  const asking = forIssuers.filter(({ path }) => !BY_CONNECTION.test(path))

  test.each(asking.map((operation) => [nameOf(operation), operation] as const))(
    '%s: answered like nobody’s, nothing of the owner changes',
    async (_, operation) => {
      if (!namesRecords(operation)) return
      const before = await kept()
      const foreign = await ask(operation, owner, stranger.token)
      const nobodys = nobodysWorld(owner)
      const unknown = await ask(operation, nobodys, stranger.token)
      expect(told(foreign, owner)).toBe(told(unknown, nobodys))
      expect(await kept()).toEqual(before)
    },
  )

  test.each(
    asking.filter(({ path }) => /\{/.test(path)).map((operation) => [nameOf(operation), operation] as const),
  )('%s: 404', async (_, operation) => {
    // Taking away what is not there is done; a delivery that is not there has nothing to be read again.
    const quiet: Record<string, number> = {
      'delete /v1/account-links/{id}': 204,
      'post /v1/deliveries/{id}/read-again': 409,
    }
    const { status } = await ask(operation, owner, stranger.token)
    expect(status).toBe(quiet[nameOf(operation)] ?? 404)
  })

  test.each([
    ['/v1/credentials', ['achievementId=component', `recipient=ada%40example.org`]],
    ['/v1/vendor-events', ['connection=connection', `learner=ada%40example.org`]],
    ['/v1/deliveries', ['connection=connection']],
    ['/v1/account-links', ['connection=connection']],
    ['/v1/webhook-deliveries', ['endpoint=endpoint']],
    ['/v1/achievements', []],
    ['/v1/pathways', []],
    ['/v1/connections', []],
    ['/v1/completion-rules', []],
    ['/v1/awards', []],
    ['/v1/webhook-endpoints', []],
  ])('%s: no filter and no cursor leads to what is the owner’s', async (path, filters) => {
    const owned = Object.entries(owner)
      .filter(([name]) => name !== 'token')
      .map(([, value]) => value)
    const queries = [
      ...filters.map((filter) => {
        const [name = '', member = ''] = filter.split('=')
        return `${name}=${owner[member as keyof TenantWorld] ?? member}`
      }),
      ...[0, 1, 2, 5, 1000, 999_999_999_999_999].map(
        (sequence) => `cursor=${btoa(`s${sequence}`).replaceAll('=', '')}`,
      ),
    ]
    for (const query of queries) {
      const { status, body } = await call('GET', `${path}?limit=200&${query}`, { token: stranger.token })
      expect(status).toBe(200)
      const text = JSON.stringify(body)
      for (const id of owned) expect(text).not.toContain(id)
    }
    const forged = ['', 's1', btoa('s1 OR 1=1'), btoa('s-1'), btoa('s1e9'), '%00', 'x'.repeat(300)]
    for (const cursor of forged.slice(1)) {
      const { status, body } = await call('GET', `${path}?cursor=${encodeURIComponent(cursor)}`, {
        token: stranger.token,
      })
      expect([status, body.errors?.[0]?.pointer]).toEqual([422, '?cursor'])
    }
  })

  test('without the proof of its connection, a vendor’s address tells nobody whether it exists', async () => {
    for (const [method, path] of [
      ['POST', 'statements'],
      ['PUT', 'statements?statementId=x'],
      ['GET', 'statements'],
      ['GET', 'activities/state'],
      ['GET', 'activities?activityId=x'],
      ['GET', 'agents?agent={}'],
    ] as const) {
      const body = method === 'GET' ? {} : { body: { id: 'x' } }
      const known = await call(method, `/xapi/${owner.connection}/${path}`, {
        token: stranger.token,
        ...body,
      })
      const nobodys = nobodysWorld(owner)
      const unknown = await call(method, `/xapi/${nobodys.connection}/${path}`, {
        token: stranger.token,
        ...body,
      })
      expect(known.status).toBe(401)
      expect(told(known, owner)).toBe(told(unknown, nobodys))
    }
  })
})

/** Last, since it changes what it is about: none of the requests above was refused for another reason than its caller. */
describe('the owner’s own key', () => {
  const ending = ({ method, path }: Operation) =>
    Number(method === 'delete') + Number(/revoke/.test(path)) * 2
  const inOrder = forIssuers.toSorted((a, b) => ending(a) - ending(b))
  test.each(inOrder.map((operation) => [nameOf(operation), operation] as const))(
    '%s: is let in',
    async (_, operation) => {
      const { status, body } = await ask(operation, owner, owner.token)
      expect([200, 201, 202, 204, 409], JSON.stringify(body)).toContain(status)
    },
  )
})
