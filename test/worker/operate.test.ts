/**
 * What README's Operate says: a wrong KEY_ENCRYPTION_KEY is told by /health, a new one takes the place of an earlier one, one that
 * is lost is survived; and a database that was copied or set back goes on.
 */
import { createExecutionContext } from 'cloudflare:test'
import { env } from 'cloudflare:workers'
import { beforeAll, describe, expect, test } from 'vitest'
import readme from '../../README.md?raw'
import { createApp } from '../../worker/app.ts'
import { createDeps } from '../../worker/compose.ts'
import { runSchedule } from '../../worker/run-schedule.ts'
import { call, OPERATOR_TOKEN, ORIGIN } from '../support/api.ts'
import { makeAchievement, makeIssuer, type TestIssuer } from '../support/api-issuer.ts'

const EARLIER = env.KEY_ENCRYPTION_KEY
const [NEW, NEWER] = [
  'b3RoZXIta2V5LWZvci10ZXN0cy0wMTIzNDU2Nzg5YWI',
  'dGhpcmQta2V5LWZvci10ZXN0cy0wMTIzNDU2Nzg5YWI',
] as const
/** Of an hour in which cron puts envelopes under the first key. */
const NOW = new Date('2030-01-01T00:07:00.000Z')

/** One isolate of a deployment whose secret is this. */
function deployment(KEY_ENCRYPTION_KEY: string) {
  const bindings = { ...env, KEY_ENCRYPTION_KEY }
  const ask = async (method: string, path: string, token?: string, body?: object) => {
    const headers = { 'Content-Type': 'application/json', ...(token && { Authorization: `Bearer ${token}` }) }
    const init = { method, headers, ...(body && { body: JSON.stringify(body) }) }
    const answer = await createApp().fetch(
      new Request(ORIGIN + path, init),
      bindings,
      createExecutionContext(),
    )
    return { status: answer.status, body: JSON.parse(await answer.text()) }
  }
  return {
    ask,
    health: async () => {
      const { status, body } = await ask('GET', '/health')
      return [status, body.detail ?? body.status]
    },
    cron: () => runSchedule(createDeps(bindings), NOW),
    issue: () =>
      ask('POST', '/v1/credentials', issuer.token, {
        achievementId,
        recipient: { email: 'ada@example.org' },
      }),
  }
}

let issuer: TestIssuer
let achievementId = ''
let credentialId = ''

beforeAll(async () => {
  expect(await deployment(NEW).health(), 'nothing is sealed yet').toEqual([200, 'ok'])
  issuer = await makeIssuer()
  achievementId = await makeAchievement(issuer.token)
  const endpoint = { url: 'https://receiver.example/' }
  await call('POST', '/v1/webhook-endpoints', { token: issuer.token, body: endpoint })
  const connection = { kind: 'thinkific', name: 'Academy', secret: 'key' }
  await call('POST', '/v1/connections', { token: issuer.token, body: connection })
  credentialId = (await deployment(EARLIER).issue()).body.id
  await deployment(EARLIER).cron()
})

const prefixes = async () => {
  const { results } = await env.DB.prepare(
    `SELECT DISTINCT substr(s, 1, 11) AS p FROM (SELECT sealed_private_jwk AS s FROM issuer_keys
     UNION ALL SELECT sealed FROM connection_secrets UNION ALL SELECT sealed FROM webhook_secrets) WHERE s IS NOT NULL`,
  ).all<{ p: string }>()
  return results.map(({ p }) => p)
}
const holderLink = async (key: string) =>
  (await deployment(key).ask('POST', `/v1/credentials/${credentialId}/holder-link`, issuer.token, {})).body
    .holderUrl as string

test('another key than the one that secrets are under is told in words, without any of it', async () => {
  expect(await deployment(EARLIER).health()).toEqual([200, 'ok'])
  const [status, detail] = await deployment(NEW).health()
  expect(status).toBe(503)
  expect(detail).toMatch(/encrypted under another KEY_ENCRYPTION_KEY.*behind the new one and a comma/)
  for (const secret of [EARLIER, NEW, ...(await prefixes())]) expect(detail).not.toContain(secret)
  expect(await deployment(`${NEW},${EARLIER}`).health()).toEqual([200, 'ok'])
})

describe('a new key before the earlier one', () => {
  test('cron puts everything that lasts under it, and it still opens', async () => {
    const [before] = await prefixes()
    const link = await holderLink(EARLIER)
    expect(link).toContain('/holder?key=')
    await deployment(`${NEW},${EARLIER}`).cron()
    const [after, ...others] = await prefixes()
    expect(others).toEqual([])
    expect(after).not.toBe(before)
    expect((await deployment(`${NEW},${EARLIER}`).issue()).status).toBe(201)
    expect(await holderLink(`${NEW},${EARLIER}`), "the learner's link is the same").toBe(link)
    const connections = await deployment(NEW).ask('GET', '/v1/connections', issuer.token)
    expect(connections.status).toBe(200)
    const test = await deployment(NEW).ask(
      'POST',
      `/v1/webhook-endpoints/${(await deployment(NEW).ask('GET', '/v1/webhook-endpoints', issuer.token)).body.items[0].id}/test`,
      issuer.token,
    )
    expect(test.status, 'its secret opens').toBe(200)
  })

  test('the earlier one may not go: learners are found by it', async () => {
    const [status, detail] = await deployment(NEW).health()
    expect(status).toBe(503)
    expect(detail).toContain('learners are found by')
    await deployment(NEW).cron()
    expect((await deployment(NEW).health())[0], 'cron does not get used to it').toBe(503)
  })

  test('unless the new one is named last too: then it is given up, and that is remembered', async () => {
    const link = await holderLink(`${NEW},${EARLIER}`)
    expect(await deployment(`${NEW},${EARLIER},${NEW}`).health()).toEqual([200, 'ok'])
    expect(await holderLink(`${NEW},${EARLIER},${NEW}`), 'earlier links are void').not.toBe(link)
    await deployment(`${NEW},${EARLIER},${NEW}`).cron()
    expect(await deployment(NEW).health()).toEqual([200, 'ok'])
  })
})

test('a key that is lost: issuers make new signing keys, customers new secrets, and all is well again', async () => {
  const lost = deployment(`${NEWER},${NEWER}`)
  const before = await call('GET', `/credentials/${credentialId}`, { headers: { Accept: 'application/vc' } })
  expect((await lost.issue()).status).toBe(503)
  for (const algorithm of ['EdDSA', 'ES256'])
    expect(
      (await lost.ask('POST', `/v1/issuers/${issuer.id}/keys`, OPERATOR_TOKEN, { algorithm })).status,
    ).toBe(201)
  for (const kind of ['webhook-endpoints', 'connections']) {
    const { id } = (await lost.ask('GET', `/v1/${kind}`, issuer.token)).body.items[0]
    const rotated = await lost.ask('POST', `/v1/${kind}/${id}/rotate-secret`, issuer.token, {
      overlapHours: 0,
      ...(kind === 'connections' && { secret: 'another' }),
    })
    expect([kind, rotated.status]).toEqual([kind, 200])
  }
  await createDeps(env).retention.dropEndedSecrets(new Date(Date.now() + 1000).toISOString())
  expect((await lost.issue()).status).toBe(201)
  await lost.cron()
  expect(await deployment(NEWER).health()).toEqual([200, 'ok'])
  const verified = await lost.ask('POST', '/v1/verify', undefined, { credential: before.body })
  expect(verified.body.verdict, 'what was signed before stays good').toBe('valid')
})

test('a database in a new place, without its KV: what README says publishes the lists anew, and no entry is given out twice', async () => {
  const academy = await makeIssuer('Moved')
  const of = await makeAchievement(academy.token)
  const issue = async () =>
    (
      await deployment(EARLIER).ask('POST', '/v1/credentials', academy.token, {
        achievementId: of,
        recipient: { email: 'ada@example.org' },
      })
    ).body
  const verdictOf = async ({ credential }: { credential: unknown }) =>
    (await call('POST', '/v1/verify', { body: { credential } })).body.verdict
  const listOf = ({ credential }: { credential: { credentialStatus: { statusListCredential: string } } }) =>
    credential.credentialStatus.statusListCredential
  const [kept, revoked] = [await issue(), await issue()]
  await call('POST', `/v1/credentials/${revoked.id}/revoke`, { token: academy.token, body: {} })
  await publishAll(academy.id)
  for (const { name } of (await env.PUBLISHED.list()).keys) await env.PUBLISHED.delete(name)
  await new Promise((resolve) => setTimeout(resolve, 2100))
  const verdicts = async () => [await verdictOf(kept), await verdictOf(revoked)]
  expect(await verdicts(), 'signed from the database where KV has nothing').toEqual(['valid', 'invalid'])
  expect((await env.PUBLISHED.list()).keys).toEqual([])

  const [, sql] = /```sql\n(UPDATE status_lists[^`]+)```/.exec(readme) ?? []
  await env.DB.prepare(sql ?? '').run()
  await publishAll(academy.id)
  expect((await env.PUBLISHED.list()).keys.length).toBeGreaterThan(0)
  expect(await verdicts()).toEqual(['valid', 'invalid'])
  const next = await issue()
  expect(listOf(next)).not.toBe(listOf(kept))
  expect(await verdictOf(next)).toBe('valid')
})

/** As cron does, until every list of this issuer is published. */
async function publishAll(issuerId: string): Promise<void> {
  const deps = createDeps(env)
  for (let round = 0; round < 20; round++) {
    const lists = await deps.statusLists.listOf(issuerId)
    if (lists.every(({ version, publishedVersion }) => publishedVersion >= version)) return
    await runSchedule(deps, new Date())
    await new Promise((resolve) => setTimeout(resolve, 250))
  }
}

/** [what, how many, path, body, SQL that fills all but one place of issuer ?1 from numbers ?2]. */
const LIMITED: [string, number, (id: string) => string, object, string][] = [
  [
    'signing keys',
    250,
    (id) => `/v1/issuers/${id}/keys`,
    { algorithm: 'ES384' },
    `INSERT INTO issuer_keys (issuer_id, id, algorithm, state, public_jwk, created_at)
     SELECT ?1, 'k' || value, 'EdDSA', 'retired', '{}', '' FROM json_each(?2) WHERE value >= 2`,
  ],
  [
    'API keys',
    500,
    (id) => `/v1/issuers/${id}/api-keys`,
    { label: 'one', scopes: ['issuer:read'] },
    `INSERT INTO api_keys (id, issuer_id, label, prefix, token_hash, scopes, created_at)
     SELECT ?1 || value, ?1, '', '', ?1 || value, '[]', '' FROM json_each(?2) WHERE value >= 1`,
  ],
  [
    'achievements',
    20_000,
    () => '/v1/achievements',
    { name: 'One', description: 'More.', criteria: { narrative: 'More.' } },
    `INSERT INTO achievements (id, issuer_id, version, created_at, updated_at)
     SELECT ?1 || value, ?1, 1, '', '' FROM json_each(?2)`,
  ],
  [
    'connections',
    200,
    () => '/v1/connections',
    { kind: 'thinkific', name: 'One', secret: 'key' },
    `INSERT INTO connections (id, issuer_id, kind, name, scheme, created_at, updated_at)
     SELECT ?1 || value, ?1, 'thinkific', '', '{}', '', '' FROM json_each(?2)`,
  ],
]

test.each(LIMITED)(
  'an issuer has so many %s (%i) and no more, also when it makes two at once',
  async (what, most, path, body, fill) => {
    const { id, token } = await makeIssuer()
    const numbers = JSON.stringify(Array.from({ length: most - 1 }, (_, n) => n))
    await env.DB.prepare(fill).bind(id, numbers).run()
    const make = () => call('POST', path(id), { token, body })
    const made = await Promise.all(what === 'signing keys' ? [make()] : [make(), make()])
    made.push(await make())
    expect(made.map(({ status }) => status).sort()).toEqual(made.length === 2 ? [201, 409] : [201, 409, 409])
    const refused = made.find(({ status }) => status === 409)?.body
    expect(refused).toMatchObject({ code: 'conflict' })
    expect(refused.detail).toContain(`at most ${most} ${what}`)
  },
)

test('a thousand versions of an achievement, and no more', async () => {
  const { token } = await makeIssuer()
  const id = await makeAchievement(token)
  await env.DB.batch([
    env.DB.prepare(
      `INSERT INTO achievement_versions SELECT achievement_id, 1000, body, created_at FROM achievement_versions WHERE achievement_id = ?1`,
    ).bind(id),
    env.DB.prepare('UPDATE achievements SET version = 1000 WHERE id = ?1').bind(id),
  ])
  const body = { name: 'One', description: 'More.', criteria: { narrative: 'More.' } }
  const refused = await call('PUT', `/v1/achievements/${id}`, { token, body })
  expect([refused.status, refused.body.code]).toEqual([409, 'conflict'])
})
