/** What every route has in common: refusals, authentication, idempotency, the API's own description. */
import { env } from 'cloudflare:workers'
import { beforeAll, expect, test } from 'vitest'
import { createDeps } from '../../worker/compose.ts'
import { call, OPERATOR_TOKEN, ORIGIN } from '../support/api.ts'

const ISSUER = 'a0000000-0000-4000-8000-000000000001'
const OTHER = 'a0000000-0000-4000-8000-000000000002'
const ACHIEVEMENT = { name: 'Weaving', description: 'Weaves a wreath.', criteria: { narrative: 'Wove one.' } }

let token = ''
let otherToken = ''

beforeAll(async () => {
  const deps = createDeps(env)
  for (const id of [ISSUER, OTHER])
    await deps.commit([
      deps.issuers.insert({
        id,
        did: `did:web:laurel.example:issuers:${id}`,
        profile: { name: 'Example Academy' },
        jwtAlgorithm: 'ES256',
        revision: 1,
        createdAt: '2026-01-01T00:00:00.000Z',
        updatedAt: '2026-01-01T00:00:00.000Z',
      }),
    ])
  const scopes = ['achievements:read', 'achievements:write', 'api-keys:write']
  const make = async (id: string) =>
    (
      await call('POST', `/v1/issuers/${id}/api-keys`, {
        token: OPERATOR_TOKEN,
        body: { label: 'test', scopes },
      })
    ).body.token as string
  token = await make(ISSUER)
  otherToken = await make(OTHER)
})

const codeOf = ({ body }: { body: { code?: string } }) => body.code

test.each([
  ['an unknown address', 'GET', '/v1/nothing', {}, 404, 'not-found'],
  ['a wrong method', 'DELETE', '/v1/achievements', {}, 405, 'method-not-allowed'],
  ['no token', 'GET', '/v1/achievements', {}, 401, 'unauthenticated'],
  ['a wrong token', 'GET', '/v1/achievements', { token: 'laurel_0_x' }, 401, 'unauthenticated'],
  [
    'the operator where an issuer is needed',
    'GET',
    '/v1/achievements',
    { token: OPERATOR_TOKEN },
    403,
    'forbidden',
  ],
] as const)('refuses %s', async (_, method, path, options, status, code) => {
  const answer = await call(method, path, options)
  expect([answer.status, codeOf(answer)]).toEqual([status, code])
  expect(answer.headers.get('content-type')).toBe('application/problem+json')
  expect(answer.body).toMatchObject({ type: `${ORIGIN}/problems#${code}`, status, instance: path })
  expect(answer.body.detail).not.toBe('')
})

test.each([
  ['broken JSON', '{"name":', {}, 400, 'malformed-json', undefined],
  ['a member twice', '{"name":"a","name":"b"}', {}, 400, 'malformed-json', undefined],
  ['half a surrogate pair', '{"name":"\\ud800"}', {}, 400, 'malformed-json', undefined],
  ['a forbidden name', '{"__proto__":{}}', {}, 400, 'malformed-json', undefined],
  ['too much depth', `${'['.repeat(200)}${']'.repeat(200)}`, {}, 400, 'malformed-json', undefined],
  ['an empty body', '', {}, 400, 'malformed-json', undefined],
  [
    'another media type',
    'name=x',
    { 'Content-Type': 'text/plain' },
    415,
    'unsupported-media-type',
    undefined,
  ],
  ['an enormous body', `"${'x'.repeat(1024 * 1024)}"`, {}, 413, 'body-too-large', undefined],
  ['an unknown field', JSON.stringify({ ...ACHIEVEMENT, nmae: 1 }), {}, 422, 'invalid-request', ['/nmae']],
  ['a wrong type', JSON.stringify({ ...ACHIEVEMENT, name: 5 }), {}, 422, 'invalid-request', ['/name']],
  [
    'faults deep inside',
    JSON.stringify({ ...ACHIEVEMENT, criteria: {}, alignments: [{ targetName: 'a', targetUrl: 'no url' }] }),
    {},
    422,
    'invalid-request',
    ['/criteria', '/alignments/0/targetUrl'],
  ],
  ['an array', '[]', {}, 422, 'invalid-request', ['']],
] as const)('refuses a body with %s, and says where', async (_, body, headers, status, code, pointers) => {
  const answer = await call('POST', '/v1/achievements', { token, body, headers })
  expect([answer.status, codeOf(answer)]).toEqual([status, code])
  expect(answer.body.errors?.map(({ pointer }: { pointer: string }) => pointer)).toEqual(pointers)
})

test('says of each field what is needed there, in words of our own, and where broken JSON breaks', async () => {
  const post = async (body: unknown) => (await call('POST', '/v1/achievements', { token, body })).body
  const { errors } = await post({
    description: 7,
    criteria: 'to pass',
    image: null,
    tags: [],
    suspendable: 'yes',
    creditsAvailable: -1,
  })
  expect(
    Object.fromEntries(errors.map(({ pointer, detail }: Record<string, string>) => [pointer, detail])),
  ).toEqual({
    '/name': 'It is missing: needed is a text.',
    '/description': 'Needed is a text, not this number.',
    '/criteria': 'Needed is an object, not this text.',
    '/image': 'Needed is an object, not null.',
    '/tags': 'At least 1 entry.',
    '/suspendable': 'Needed is true or false, not this text.',
    '/creditsAvailable': 'At least 0.',
  })
  expect((await post('{"name": "Knots",\n "description" }')).detail).toMatch(/not well-formed JSON \(.+\d/)
  const { body } = await call('GET', '/v1/achievements?limit=999', { token })
  expect(body.errors).toEqual([{ pointer: '?limit', detail: 'A whole number from 1 to 200.' }])
})

test('answers another tenant like an unknown id', async () => {
  const made = await call('POST', '/v1/achievements', { token, body: ACHIEVEMENT })
  expect(made.status).toBe(201)
  const foreign = await call('GET', `/v1/achievements/${made.body.id}`, { token: otherToken })
  const unknown = await call('GET', `/v1/achievements/${crypto.randomUUID()}`, { token: otherToken })
  expect([foreign.status, foreign.body.detail]).toEqual([404, unknown.body.detail])
  const keys = await call('GET', `/v1/issuers/${ISSUER}/api-keys`, { token: otherToken })
  expect([keys.status, codeOf(keys)]).toEqual([404, 'not-found'])
})

test('creates once under one Idempotency-Key, also when asked many times at once', async () => {
  const headers = { 'Idempotency-Key': 'once-1' }
  const body = { ...ACHIEVEMENT, name: 'Once' }
  const answers = await Promise.all(
    Array.from({ length: 10 }, () => call('POST', '/v1/achievements', { token, body, headers })),
  )
  expect(answers.map(({ status }) => status)).toEqual(Array(10).fill(201))
  expect(new Set(answers.map((answer) => answer.body.id)).size).toBe(1)
  const { items } = (await call('GET', '/v1/achievements?limit=200', { token })).body
  expect(items.filter(({ name }: { name: string }) => name === 'Once')).toHaveLength(1)
})

test('refuses an Idempotency-Key that comes back with another body', async () => {
  const headers = { 'Idempotency-Key': 'once-2' }
  await call('POST', '/v1/achievements', { token, body: ACHIEVEMENT, headers })
  const answer = await call('POST', '/v1/achievements', {
    token,
    body: { ...ACHIEVEMENT, name: 'B' },
    headers,
  })
  expect([answer.status, codeOf(answer)]).toEqual([422, 'idempotency-key-reused'])
})

test("keeps only a hash of an API key's token, and seals the answer that an Idempotency-Key repeats", async () => {
  const headers = { 'Idempotency-Key': 'key-1' }
  const request = { token: OPERATOR_TOKEN, body: { label: 'twice', scopes: ['achievements:read'] }, headers }
  const first = await call('POST', `/v1/issuers/${ISSUER}/api-keys`, request)
  const second = await call('POST', `/v1/issuers/${ISSUER}/api-keys`, request)
  expect(second.body).toEqual(first.body)
  const dump = JSON.stringify(
    await env.DB.batch(
      ['api_keys', 'idempotency_records', 'audit_log'].map((table) =>
        env.DB.prepare(`SELECT * FROM ${table}`),
      ),
    ),
  )
  expect(dump).not.toContain(first.body.token)
})

test('an API key may be revoked, and can give away only scopes that it has', async () => {
  const path = `/v1/issuers/${ISSUER}/api-keys`
  const tooMuch = await call('POST', path, { token, body: { label: 'x', scopes: ['credentials:issue'] } })
  expect([tooMuch.status, codeOf(tooMuch)]).toEqual([403, 'forbidden'])
  const made = (await call('POST', path, { token, body: { label: 'x', scopes: ['achievements:read'] } })).body
  expect((await call('GET', '/v1/achievements', { token: made.token })).status).toBe(200)
  await call('DELETE', `${path}/${made.id}`, { token })
  expect((await call('GET', '/v1/achievements', { token: made.token })).status).toBe(401)
})

test('a change of an achievement is a new version, and refused when it was changed since it was read', async () => {
  const { body: made } = await call('POST', '/v1/achievements', { token, body: ACHIEVEMENT })
  const path = `/v1/achievements/${made.id}`
  const changed = await call('PUT', path, {
    token,
    body: { ...ACHIEVEMENT, name: 'New' },
    headers: { 'If-Match': '"v1"' },
  })
  expect([changed.status, changed.body.version, changed.headers.get('etag')]).toEqual([200, 2, '"v2"'])
  const late = await call('PUT', path, { token, body: ACHIEVEMENT, headers: { 'If-Match': '"v1"' } })
  expect([late.status, codeOf(late)]).toEqual([412, 'precondition-failed'])
  expect((await call('GET', path, { token })).body.name).toBe('New')
})

test('lists page by page, newest first, each once', async () => {
  const seen: string[] = []
  let cursor: string | null = ''
  while (cursor !== null) {
    const page = await call('GET', `/v1/achievements?limit=2${cursor && `&cursor=${cursor}`}`, { token })
    expect(page.status).toBe(200)
    seen.push(...page.body.items.map(({ id }: { id: string }) => id))
    cursor = page.body.nextCursor
  }
  expect(new Set(seen).size).toBe(seen.length)
  const wrong = await call('GET', '/v1/achievements?cursor=nonsense', { token })
  expect([wrong.status, codeOf(wrong)]).toEqual([422, 'invalid-request'])
})

test('describes every operation of the API, and no other, in OpenAPI 3.1', async () => {
  const { body: document } = await call('GET', '/openapi.json')
  expect(document.openapi).toBe('3.1.0')
  const { operations } = await import('../../worker/reference/operations.ts')
  const ids = Object.values(
    document.paths as Record<string, Record<string, { operationId: string }>>,
  ).flatMap((path) => Object.values(path).map(({ operationId }) => operationId))
  expect(ids).toHaveLength(operations.length)
  expect(new Set(ids).size).toBe(ids.length)
  for (const reference of JSON.stringify(document).matchAll(/"#\/components\/schemas\/(\w+)"/g))
    expect(document.components.schemas).toHaveProperty([reference[1] ?? ''])
})

test('declares in OpenAPI each route below /v1', async () => {
  const { createApp } = await import('../../worker/app.ts')
  const { operations } = await import('../../worker/reference/operations.ts')
  const declared = operations.map(
    ({ method, path }) => `${method.toUpperCase()} ${path.replace(/\{\w+\}/g, '{}')}`,
  )
  const routed = createApp()
    .routes.filter(({ method, path }) => method !== 'ALL' && path.startsWith('/v1/'))
    .map(({ method, path }) => `${method} ${path.replace(/:\w+(\{[^}]+\})?/g, '{}').replace(/\/$/, '')}`)
  expect([...new Set(routed)].filter((route) => !declared.includes(route))).toEqual([])
})

test('shows the reference and the list of problems as pages under a strict policy', async () => {
  for (const path of ['/docs', '/problems']) {
    const page = await call('GET', path)
    expect(page.status).toBe(200)
    expect(page.headers.get('content-security-policy')).toContain("default-src 'none'")
    expect(page.body).toContain('<h1>')
    expect(page.body).not.toContain('<script')
    expect(page.body).toContain('rel="icon"')
    expect(page.body, 'Markdown that is shown raw').not.toContain('`')
  }
})
