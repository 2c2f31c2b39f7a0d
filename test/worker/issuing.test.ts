/** From an issuer to issued, published, revoked and verified credentials, through the API on real D1, KV and queue. */
import { env } from 'cloudflare:workers'
import vectors from 'virtual:vectors'
import { Validator } from '@cfworker/json-schema'
import { beforeAll, describe, expect, test } from 'vitest'
import { createDeps } from '../../worker/compose.ts'
import { canonicalize } from '../../worker/credential/canonicalize/index.ts'
import { identityHash } from '../../worker/credential/openbadges/index.ts'
import { decodeBitstring, getBit } from '../../worker/credential/status/bitstring.ts'
import { issueCredential, issueCredentials } from '../../worker/issuing/issue-credential.ts'
import { ownStatusReader } from '../../worker/issuing/own-status.ts'
import { publishStatusList } from '../../worker/issuing/status-list.ts'
import { runSchedule } from '../../worker/run-schedule.ts'
import { FULL_ACHIEVEMENT } from '../support/achievement-data.ts'
import { call, OPERATOR_TOKEN, ORIGIN } from '../support/api.ts'
import { makeAchievement, makeIssuer, type TestIssuer } from '../support/api-issuer.ts'
import { d1Usage } from '../support/d1-usage.ts'

const EMAIL = 'Ada@Example.org'

let issuer: TestIssuer
let token = ''
let simple = ''
let full = ''
let suspendable = ''

beforeAll(async () => {
  issuer = await makeIssuer()
  token = issuer.token
  simple = await makeAchievement(token)
  full = await makeAchievement(token, FULL_ACHIEVEMENT)
  suspendable = await makeAchievement(token, {
    name: 'Driving',
    description: 'Drives.',
    criteria: { narrative: 'Drove.' },
    suspendable: true,
    validForDays: 30,
  })
})

const issue = (body: object, headers: Record<string, string> = {}) =>
  call('POST', '/v1/credentials', { token, body, headers })
const simpleRequest = () => ({ achievementId: simple, recipient: { email: EMAIL } })
const fullRequest = () => ({
  achievementId: full,
  recipient: {
    email: EMAIL,
    name: 'Ada Example',
    identifiers: [
      { type: 'sisSourcedId', value: 's-1' },
      { type: 'ext:card', value: '7', hashed: false },
    ],
  },
  validFrom: '2026-05-03T12:00:00+02:00',
  validUntil: '2030-05-03T10:00:00Z',
  awardedDate: '2026-05-02T10:00:00Z',
  results: [
    { resultDescription: 'points', value: '87' },
    { resultDescription: 'grade', value: 'A' },
    { resultDescription: 'outcome', status: 'Completed' },
    { resultDescription: 'mastery', achievedLevel: 'expert' },
  ],
  evidence: [
    {
      id: 'https://academy.example/work/1',
      name: 'Work',
      description: 'A page.',
      genre: 'Code',
      audience: 'All',
    },
  ],
  narrative: 'Earned by **building**.',
  role: 'Student',
  term: 'Spring',
  licenseNumber: 'L-1',
  creditsEarned: 1.5,
  activityStartDate: '2026-01-01T00:00:00Z',
  activityEndDate: '2026-05-01T00:00:00Z',
})

async function bitOf(credential: { credentialStatus: Record<string, string> }): Promise<boolean> {
  const { statusListCredential = '', statusListIndex } = credential.credentialStatus
  const list = await call('GET', new URL(statusListCredential).pathname)
  const bits = await decodeBitstring(list.body.credentialSubject.encodedList, { maxBytes: 1 << 20 })
  return getBit(bits, Number(statusListIndex))
}

describe('an issued credential', () => {
  test("validates against 1EdTech's JSON schemas, and every term of it is defined", async () => {
    for (const request of [
      simpleRequest(),
      fullRequest(),
      { achievementId: suspendable, recipient: { email: EMAIL } },
    ]) {
      const { status, body } = await issue(request)
      expect(status).toBe(201)
      await canonicalize(body.credential)
      if (vectors === undefined || request.achievementId === suspendable) continue
      for (const name of ['achievementcredential', 'ob_v3p0_achievementcredential_schema']) {
        const schema = JSON.parse(vectors[`vectors/1edtech-json-schema/${name}.json`] ?? 'null')
        const { valid, errors } = new Validator(schema, '2019-09', false).validate(body.credential)
        expect(errors.slice(0, 5)).toEqual([])
        expect(valid).toBe(true)
      }
    }
  })

  test('is known to the verifier as valid, in both forms', async () => {
    const { body } = await issue(fullRequest())
    for (const credential of [body.credential, body.jwt]) {
      const report = await call('POST', '/v1/verify', { body: { credential } })
      expect(report.status).toBe(200)
      const bad = report.body.checks.filter(
        ({ outcome }: { outcome: string }) => !/success|skipped/.test(outcome),
      )
      expect(bad).toEqual([])
      expect([report.body.verdict, report.body.issuer.provenDomain]).toEqual(['valid', 'laurel.example'])
    }
  })

  test('says the same in both forms', async () => {
    const { body } = await issue(fullRequest())
    const { proof, ...unsecured } = body.credential
    expect(proof).toHaveLength(1)
    expect(proof[0]).toMatchObject({ cryptosuite: 'eddsa-rdfc-2022', proofPurpose: 'assertionMethod' })
    const [head = '', payload = ''] = (body.jwt as string).split('.')
    const decode = (part: string) => JSON.parse(atob(part.replaceAll('-', '+').replaceAll('_', '/')))
    const { iss, sub, nbf, jti, exp, ...claims } = decode(payload)
    expect(claims).toEqual(unsecured)
    expect([iss, sub, jti]).toEqual([issuer.did, unsecured.credentialSubject.id, unsecured.id])
    expect([nbf, exp]).toEqual([
      Date.parse(unsecured.validFrom) / 1000,
      Date.parse(unsecured.validUntil) / 1000,
    ])
    const { alg, kid } = decode(head)
    expect(alg).toBe('ES256')
    const jwk = await call('GET', new URL(kid).pathname)
    expect(jwk.body).toMatchObject({ kty: 'EC', crv: 'P-256', alg: 'ES256' })
    expect(jwk.body.d).toBeUndefined()
  })

  test("holds the learner's address only as salted hashes, and nothing keeps it in clear", async () => {
    const { body } = await issue(simpleRequest())
    const { id, identifier } = body.credential.credentialSubject
    expect(id).toMatch(/^urn:uuid:/)
    const known = identifier.map(({ salt, identityHash: hash }: { salt: string; identityHash: string }) =>
      [EMAIL, EMAIL.toLowerCase()].find((value) => identityHash(value, salt) === hash),
    )
    expect(known).toEqual([EMAIL, EMAIL.toLowerCase()])
    const tables = await env.DB.prepare(
      `SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE '\\_%' ESCAPE '\\' AND name NOT LIKE 'sqlite%'`,
    ).all<{ name: string }>()
    for (const { name } of tables.results)
      expect(
        JSON.stringify((await env.DB.prepare(`SELECT * FROM ${name}`).all()).results).toLowerCase(),
      ).not.toContain(EMAIL.toLowerCase())
  })

  test('is found by its recipient, its achievement and its state, newest first', async () => {
    const recipient = { email: 'found@example.org' }
    const first = (await issue({ achievementId: simple, recipient })).body.id
    const second = (await issue({ achievementId: suspendable, recipient })).body.id
    const list = async (query: string) =>
      (await call('GET', `/v1/credentials?${query}`, { token })).body.items.map(
        ({ id }: { id: string }) => id,
      )
    expect(await list('recipient=FOUND@example.org')).toEqual([second, first])
    expect(await list(`recipient=found@example.org&achievementId=${simple}`)).toEqual([first])
    await call('POST', `/v1/credentials/${second}/suspend`, { token, body: {} })
    expect(await list('recipient=found@example.org&state=suspended')).toEqual([second])
  })

  test('is served by Accept, with ETag and 304, as the bytes that were signed', async () => {
    const { body } = await issue(simpleRequest())
    const path = `/credentials/${body.id}`
    expect(body.credential.id).toBe(ORIGIN + path)
    for (const [suffix, accept, type, expected] of [
      ['', 'application/vc', 'application/vc', body.credential],
      ['', 'application/json', 'application/json', body.credential],
      ['', 'application/vc+jwt', 'application/vc+jwt', body.jwt],
      ['.json', '*/*', 'application/vc', body.credential],
      ['.jwt', '*/*', 'application/vc+jwt', body.jwt],
    ]) {
      const answer = await call('GET', path + suffix, { headers: { Accept: accept } })
      expect([answer.status, answer.headers.get('content-type')]).toEqual([200, type])
      expect(answer.body).toEqual(expected)
      const etag = answer.headers.get('etag') ?? ''
      const again = await call('GET', path + suffix, { headers: { Accept: accept, 'If-None-Match': etag } })
      expect([again.status, again.body]).toEqual([304, ''])
    }
    expect((await call('GET', path, { headers: { Accept: 'image/x-nothing' } })).status).toBe(406)
    expect((await call('GET', `/credentials/${crypto.randomUUID()}`)).status).toBe(404)
  })

  test('does not change when its achievement does', async () => {
    const achievement = await makeAchievement(token)
    const first = (await issue({ achievementId: achievement, recipient: { email: EMAIL } })).body
    const change = { name: 'Renamed', description: 'Changed.', criteria: { narrative: 'New.' } }
    await call('PUT', `/v1/achievements/${achievement}`, { token, body: change })
    const second = (await issue({ achievementId: achievement, recipient: { email: EMAIL } })).body
    expect((await call('GET', `/v1/credentials/${first.id}`, { token })).body.credential).toEqual(
      first.credential,
    )
    expect([first.achievementVersion, second.achievementVersion]).toEqual([1, 2])
    expect(second.credential.name).toBe('Renamed')
    await call('POST', `/v1/achievements/${achievement}/archive`, { token })
    const third = await issue({ achievementId: achievement, recipient: { email: EMAIL } })
    expect([third.status, third.body.code]).toEqual([409, 'conflict'])
  })
})

describe('round trips to D1', () => {
  const trips = async (work: () => Promise<unknown>) => (await d1Usage(work)).calls

  test('once this isolate is warm, issuing takes one', async () => {
    for (let n = 0; n < 10; n++) await issue(simpleRequest())
    const counts = []
    for (let n = 0; n < 8; n++)
      counts.push(await trips(() => issue(simpleRequest(), { 'Idempotency-Key': crypto.randomUUID() })))
    // Now and then the queue's consumer is at work beside it, or a new run of status indices is fetched.
    expect(Math.min(...counts)).toBe(1)
  })

  test('reading takes one', async () => {
    const counts = []
    for (let n = 0; n < 4; n++) {
      const { body } = await issue(simpleRequest())
      counts.push(await trips(() => call('GET', `/credentials/${body.id}.json`)))
    }
    expect(Math.min(...counts)).toBe(1)
  })
})

test('what is to be committed with a credential is not committed without one', async () => {
  const deps = createDeps(env)
  const id = crypto.randomUUID()
  const also = [
    deps.audit.entry({ at: new Date(), issuerId: issuer.id, caller: 'test', action: id, target: 'x' }),
  ]
  const count = () =>
    env.DB.prepare(`SELECT count(*) AS n FROM audit_log WHERE action = ?1`).bind(id).first('n')
  const unknown = { ...simpleRequest(), achievementId: crypto.randomUUID() }
  await expect(issueCredential(deps, issuer.id, unknown, { also })).rejects.toMatchObject({
    code: 'invalid-request',
  })
  const record = {
    scope: issuer.id,
    key: id,
    requestHash: 'h',
    status: 200,
    response: '{}',
    credentialId: null,
  }
  await issueCredentials(deps, issuer.id, [unknown], { also, remember: () => [record] })
  expect(await deps.idempotency.find(issuer.id, id)).not.toBeNull()
  expect(await count()).toBe(0)
  await issueCredential(deps, issuer.id, simpleRequest(), { also })
  expect(await count()).toBe(1)
})

describe('a request to issue', () => {
  const rowCount = async () =>
    Object.values(
      (await env.DB.prepare(
        `SELECT (SELECT count(*) FROM credentials) AS a, (SELECT count(*) FROM status_entries) AS b,
           (SELECT count(*) FROM audit_log) AS c, (SELECT count(*) FROM idempotency_records) AS d`,
      ).first<Record<string, number>>()) ?? {},
    )

  test.each([
    [
      'dates in the wrong order',
      { validFrom: '2026-02-01T00:00:00Z', validUntil: '2026-01-01T00:00:00Z' },
      '/validUntil',
    ],
    ['a date without offset', { validFrom: '2026-02-01T00:00:00' }, '/validFrom'],
    ['a date that is none', { validUntil: '2026-02-30T00:00:00Z' }, '/validUntil'],
    ['an unknown field', { validForm: '2026-02-01T00:00:00Z' }, '/validForm'],
    ['an unknown field deep inside', { recipient: { email: EMAIL, mail: 'x' } }, '/recipient/mail'],
    ['a recipient of no kind', { recipient: {} }, '/recipient'],
    ['an address that is none', { recipient: { email: 'nobody' } }, '/recipient/email'],
    ['a DID that is none', { recipient: { did: 'ada' } }, '/recipient/did'],
    ['an achievement that is none', { achievementId: 7 }, '/achievementId'],
    ['an unknown achievement', { achievementId: 'b0000000-0000-4000-8000-00000000000b' }, '/achievementId'],
    [
      'a result that the achievement lacks',
      { results: [{ resultDescription: 'x', value: '1' }] },
      '/results/0/resultDescription',
    ],
    ['a negative number of credits', { creditsEarned: -1 }, '/creditsEarned'],
    ['a NUL character', { narrative: 'a\u0000b' }, '/narrative'],
  ])('with %s is refused with a pointer, and writes nothing', async (_, change, pointer) => {
    const before = await rowCount()
    const answer = await issue(
      { ...simpleRequest(), ...change },
      { 'Idempotency-Key': `bad-${crypto.randomUUID()}` },
    )
    expect([answer.status, answer.body.code]).toEqual([422, 'invalid-request'])
    expect(answer.body.errors.map((error: { pointer: string }) => error.pointer)).toContain(pointer)
    expect(await rowCount()).toEqual(before)
  })

  test.each([
    ['points', { value: '101' }, 'value'],
    ['grade', { value: 'F' }, 'value'],
    ['outcome', { value: 'yes' }, 'status'],
    ['mastery', { achievedLevel: 'none' }, 'achievedLevel'],
  ])('is judged by the result description %s', async (resultDescription, result, member) => {
    const answer = await issue({ ...fullRequest(), results: [{ resultDescription, ...result }] })
    expect(answer.body.errors?.[0].pointer).toBe(`/results/0/${member}`)
  })

  test("of another issuer's achievement is refused like an unknown one", async () => {
    const other = await makeIssuer('Other')
    const answer = await call('POST', '/v1/credentials', { token: other.token, body: simpleRequest() })
    expect([answer.status, answer.body.errors[0].pointer]).toEqual([422, '/achievementId'])
    const made = (await issue(simpleRequest())).body
    for (const verb of ['revoke', 'suspend', 'reinstate'])
      expect(
        (await call('POST', `/v1/credentials/${made.id}/${verb}`, { token: other.token, body: {} })).status,
      ).toBe(404)
    expect((await call('GET', `/v1/credentials/${made.id}`, { token: other.token })).status).toBe(404)
    expect(
      (await call('DELETE', `/v1/credentials/${made.id}/personal-data`, { token: other.token })).status,
    ).toBe(404)
  })

  test('under one Idempotency-Key issues once, however often and at once it comes', async () => {
    const request = { ...simpleRequest(), recipient: { email: 'once@example.org' } }
    const headers = { 'Idempotency-Key': 'issue-once' }
    const answers = await Promise.all(Array.from({ length: 8 }, () => issue(request, headers)))
    expect(answers.map(({ status }) => status)).toEqual(Array(8).fill(201))
    expect(new Set(answers.map(({ body }) => JSON.stringify(body))).size).toBe(1)
    const { items } = (await call('GET', '/v1/credentials?recipient=once@example.org', { token })).body
    expect(items).toHaveLength(1)
    const other = await issue({ ...request, role: 'x' }, headers)
    expect([other.status, other.body.code]).toEqual([422, 'idempotency-key-reused'])
  })

  test('by a key that was revoked a moment ago writes nothing, whatever this isolate remembers', async () => {
    const path = `/v1/issuers/${issuer.id}/api-keys`
    const key = (
      await call('POST', path, { token: OPERATOR_TOKEN, body: { label: 'x', scopes: ['credentials:issue'] } })
    ).body
    const send = () => call('POST', '/v1/credentials', { token: key.token, body: simpleRequest() })
    expect((await send()).status).toBe(201)
    await call('DELETE', `${path}/${key.id}`, { token: OPERATOR_TOKEN })
    const before = await rowCount()
    expect((await send()).status).toBe(401)
    expect(await rowCount()).toEqual(before)
  })
})

describe('the state of a credential', () => {
  test('is durable when answered, and reaches the published list', async () => {
    const { body } = await issue(simpleRequest())
    const revoked = await call('POST', `/v1/credentials/${body.id}/revoke`, {
      token,
      body: { reason: 'Mistake.' },
    })
    expect(revoked.body).toMatchObject({ state: 'revoked', stateReason: 'Mistake.' })
    const again = await call('POST', `/v1/credentials/${body.id}/revoke`, {
      token,
      body: { reason: 'Other.' },
    })
    expect(again.body).toMatchObject({ state: 'revoked', stateReason: 'Mistake.' })
    await settle()
    expect(await bitOf(body.credential)).toBe(true)
    const report = await call('POST', '/v1/verify', { body: { credential: body.credential } })
    expect([report.body.verdict, report.body.state]).toEqual(['invalid', 'revoked'])
    const status = report.body.checks.find(({ id }: { id: string }) => id === 'status')
    expect(status.sources[0].via).toBe('own')
  })

  test('is read from the raw bits only for a list of the same issuer and purpose, and while it is current', async () => {
    const { body } = await issue(simpleRequest())
    const { statusListCredential: url, statusListIndex } = body.credential.credentialStatus
    const deps = createDeps(env)
    const read = (change: object) =>
      deps.readOwnStatus({ url, purpose: 'revocation', index: Number(statusListIndex), ...change })
    expect(await read({})).toMatchObject({ issuerId: issuer.did, isSet: false, entries: 131_072 })
    expect(await read({ purpose: 'suspension' })).toBeNull()
    expect(await read({ index: 131_072 })).toBeNull()
    expect(await read({ url: `${url}0` })).toBeNull()
    expect(await read({ url: url.replace(ORIGIN, 'https://laurel.example.org') })).toBeNull()
    const later = ownStatusReader(ORIGIN, deps.publishedLists, { now: () => new Date('2099-01-01') })
    expect(await later({ url, purpose: 'revocation', index: 1 })).toBeNull()
  })

  test('and its forms are not shown once its holder withdrew it', async () => {
    const { body } = await issue(simpleRequest())
    await env.DB.prepare(
      `INSERT INTO credential_pages (credential_id, visibility, changed_at) VALUES (?1, 'withdrawn', '2026-01-01')`,
    )
      .bind(body.id)
      .run()
    for (const path of [`/credentials/${body.id}.json`, `/credentials/${body.id}.jwt`])
      expect((await call('GET', path)).status).toBe(410)
    await call('DELETE', `/v1/credentials/${body.id}/personal-data`, { token })
    expect((await call('GET', `/credentials/${body.id}.json`)).status).toBe(410)
  })

  test('may be suspended and reinstated where its achievement is suspendable, and revocation is for good', async () => {
    const { body } = await issue({ achievementId: suspendable, recipient: { email: EMAIL } })
    const [revocation, suspension] = body.credential.credentialStatus
    expect([revocation.statusPurpose, suspension.statusPurpose]).toEqual(['revocation', 'suspension'])
    const change = async (verb: string) =>
      (await call('POST', `/v1/credentials/${body.id}/${verb}`, { token, body: {} })).body
    const suspended = () => bitOf({ credentialStatus: suspension })
    expect((await change('suspend')).state).toBe('suspended')
    await settle()
    expect(await suspended()).toBe(true)
    expect((await change('reinstate')).state).toBe('active')
    await settle()
    expect(await suspended()).toBe(false)
    expect((await change('revoke')).state).toBe('revoked')
    expect([(await change('reinstate')).code, (await change('suspend')).code]).toEqual([
      'conflict',
      'conflict',
    ])
  })

  test('cannot be suspended without a suspension entry', async () => {
    const { body } = await issue(simpleRequest())
    const answer = await call('POST', `/v1/credentials/${body.id}/suspend`, { token, body: {} })
    expect([answer.status, answer.body.code]).toEqual([409, 'conflict'])
  })

  test('is caught up by cron when its publication was lost', async () => {
    const { body } = await issue(simpleRequest())
    const deps = createDeps(env)
    const listId = body.credential.credentialStatus.statusListCredential.split('/').at(-1)
    await settle()
    const { enqueue } = deps
    deps.enqueue = async () => {
      throw new Error('the queue is down')
    }
    expect((await call('POST', `/v1/credentials/${body.id}/revoke`, { token, body: {} })).status).toBe(200)
    deps.enqueue = enqueue
    expect(await bitOf(body.credential)).toBe(false)
    await pause(listId)
    await runSchedule(deps, new Date())
    expect(await bitOf(body.credential)).toBe(true)
  })

  test('is published in both forms, with ETag and 304, and renewed before it expires', async () => {
    const { body } = await issue(simpleRequest())
    const url = new URL(body.credential.credentialStatus.statusListCredential)
    const jwt = await call('GET', url.pathname, { headers: { Accept: 'application/vc+jwt' } })
    expect(jwt.body.split('.')).toHaveLength(3)
    const list = await call('GET', url.pathname, { headers: { Accept: 'application/vc' } })
    expect(list.headers.get('cache-control')).toBe('public, max-age=60')
    const again = await call('GET', url.pathname, {
      headers: { Accept: 'application/vc', 'If-None-Match': `W/${list.headers.get('etag')}` },
    })
    expect(again.status).toBe(304)
    await settle()
    await runSchedule(createDeps(env), new Date(Date.now() + 5 * 24 * 60 * 60 * 1000))
    const renewed = await call('GET', url.pathname)
    expect(Date.parse(renewed.body.validUntil)).toBeGreaterThanOrEqual(Date.parse(list.body.validUntil))
  })
})

/** Publishes what is unpublished, as the queue's consumer does. */
async function settle(): Promise<void> {
  const deps = createDeps(env)
  for (let round = 0; round < 50; round++) {
    const due = await deps.statusLists.findUnpublished(new Date(0), 100)
    if (due.length === 0) return
    for (const id of due) await publishStatusList(deps, id)
    await new Promise((resolve) => setTimeout(resolve, 200))
  }
  throw new Error('status lists stay unpublished')
}

/** Lets the second pass that must lie between two publications. */
async function pause(_listId: string): Promise<void> {
  await new Promise((resolve) => setTimeout(resolve, 1100))
}
