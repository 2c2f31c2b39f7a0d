/** A credential that takes the place of an earlier one, through the API and the pages on real D1. */
import { env } from 'cloudflare:workers'
import { beforeAll, expect, test } from 'vitest'
import { createDeps } from '../../worker/compose.ts'
import { publishStatusList } from '../../worker/issuing/status-list.ts'
import { call, OPERATOR_TOKEN } from '../support/api.ts'
import { makeAchievement, makeIssuer, type TestIssuer } from '../support/api-issuer.ts'

const EMAIL = 'ada@example.org'
const deps = createDeps(env)

let issuer: TestIssuer
let achievementId = ''
beforeAll(async () => {
  issuer = await makeIssuer()
  achievementId = await makeAchievement(issuer.token)
})

const issue = (more: object = {}, headers: Record<string, string> = {}, token = issuer.token) =>
  call('POST', '/v1/credentials', {
    token,
    headers,
    body: { achievementId, recipient: { email: EMAIL }, ...more },
  })
const read = async (id: string) => (await call('GET', `/v1/credentials/${id}`, { token: issuer.token })).body
const page = (path: string) => call('GET', path, { headers: { Accept: 'text/html' } })
const holderPath = async (id: string) => {
  const { body } = await call('POST', `/v1/credentials/${id}/holder-link`, { token: issuer.token, body: {} })
  const url = new URL(body.holderUrl)
  return `${url.pathname}${url.search}`
}
/** As the queue does, whether or not it came first. */
async function publish(): Promise<void> {
  for (let round = 0; round < 50; round++) {
    const due = await deps.statusLists.findUnpublished(new Date(0), 100)
    if (due.length === 0) return
    for (const id of due) await publishStatusList(deps, id)
    await new Promise((resolve) => setTimeout(resolve, 200))
  }
  throw new Error('status lists stay unpublished')
}
const stateOf = async (credential: object) =>
  (await call('POST', '/v1/verify', { body: { credential } })).body.state
const told = async (credentialId: string) => {
  const { results } = await env.DB.prepare(`SELECT body FROM webhook_messages WHERE credential_id = ?1`)
    .bind(credentialId)
    .all<{ body: string }>()
  return results.map(({ body }) => JSON.parse(body))
}

test('a correction is a credential of its own; the earlier one is revoked with it and leads to it', async () => {
  const earlier = (await issue({ recipient: { email: EMAIL, name: 'Ada Exmaple' } })).body
  const { status, body: newer } = await issue({
    recipient: { email: EMAIL, name: 'Ada Example' },
    replaces: { id: earlier.id, reason: 'The name was misspelt.' },
  })
  expect(status).toBe(201)
  expect(newer).toMatchObject({ state: 'active', replacedBy: null })
  expect(newer.id).not.toBe(earlier.id)
  expect(await read(earlier.id)).toMatchObject({
    state: 'revoked',
    stateReason: 'The name was misspelt.',
    replacedBy: newer.id,
    credential: earlier.credential,
  })
  await publish()
  expect(await stateOf(earlier.credential)).toBe('revoked')
  expect(await stateOf(newer.credential)).toBe('valid')
  expect((await page(`/credentials/${earlier.id}`)).body).toContain(`href="/credentials/${newer.id}"`)
})

test('a renewal leaves the earlier one good until its own end, and its page leads to the newer one', async () => {
  const earlier = (await issue()).body
  const newer = (await issue({ replaces: { id: earlier.id, keep: true } })).body
  expect(await read(earlier.id)).toMatchObject({ state: 'active', replacedBy: newer.id })
  await publish()
  expect(await stateOf(earlier.credential)).toBe('valid')
  expect((await page(`/credentials/${earlier.id}`)).body).toContain(`href="/credentials/${newer.id}"`)
  expect((await page(`/credentials/${newer.id}`)).body).not.toContain(`href="/credentials/${earlier.id}"`)
})

test('what the holder chose goes along, and the link of the earlier one opens the newer one', async () => {
  const earlier = (await issue()).body
  const path = await holderPath(earlier.id)
  const form = { 'Content-Type': 'application/x-www-form-urlencoded' }
  await call('POST', path, { headers: form, body: 'claim=yes' })
  await call('POST', path, { headers: form, body: 'visibility=public' })
  const newer = (await issue({ replaces: { id: earlier.id } })).body
  const settings = await call('GET', `/v1/credentials/${newer.id}/page`, { token: issuer.token })
  expect(settings.body).toMatchObject({ visibility: 'public' })
  expect(settings.body.claimedAt).not.toBeNull()
  const link = /href="([^"]*\/holder\?key=[^"]*)"/.exec((await page(path)).body)?.[1] ?? ''
  expect(link).toContain(newer.id)
  expect((await page(new URL(link).pathname + new URL(link).search)).status).toBe(200)
})

test('another learner inherits nothing: no link, no page, no choice', async () => {
  const earlier = (await issue()).body
  const path = await holderPath(earlier.id)
  await call('POST', path, {
    headers: { 'Content-Type': 'application/x-www-form-urlencoded' },
    body: 'visibility=public',
  })
  const newer = (await issue({ recipient: { email: 'bob@example.org' }, replaces: { id: earlier.id } })).body
  expect((await page(`/credentials/${earlier.id}`)).body).not.toContain(newer.id)
  expect((await page(path)).body).not.toContain(newer.id)
  const settings = await call('GET', `/v1/credentials/${newer.id}/page`, { token: issuer.token })
  expect(settings.body).toMatchObject({ visibility: 'unlisted' })
})

test('a page does not lead to a credential that its holder withdrew', async () => {
  const earlier = (await issue()).body
  const newer = (await issue({ replaces: { id: earlier.id, keep: true } })).body
  await call('POST', await holderPath(newer.id), {
    headers: { 'Content-Type': 'application/x-www-form-urlencoded' },
    body: 'visibility=withdrawn',
  })
  expect((await page(`/credentials/${earlier.id}`)).body).not.toContain(newer.id)
})

test('both are told: what was issued names what it replaces, what was revoked names what replaced it', async () => {
  const earlier = (await issue()).body
  await call('POST', '/v1/webhook-endpoints', {
    token: issuer.token,
    body: { url: 'https://receiver.example/', eventTypes: ['credential.issued', 'credential.revoked'] },
  })
  const newer = (await issue({ replaces: { id: earlier.id } })).body
  expect(await told(newer.id)).toMatchObject([
    { type: 'credential.issued', data: { credentialId: newer.id, replaces: earlier.id } },
  ])
  expect((await told(earlier.id)).at(-1)).toMatchObject({
    type: 'credential.revoked',
    data: { credentialId: earlier.id, replacedBy: newer.id },
  })
})

test('a credential is replaced once, also by requests at the same moment and within a batch', async () => {
  for (const keep of [true, false]) {
    const replaces = { id: (await issue()).body.id, keep }
    const answers = await Promise.all([1, 2, 3].map(() => issue({ replaces })))
    expect(answers.map(({ status }) => status).sort()).toEqual([201, 409, 409])
    const issued = answers.find(({ status }) => status === 201)?.body
    const again = await issue({ replaces })
    expect([again.status, again.body.code]).toEqual([409, 'conflict'])
    expect(again.body.detail).toContain(issued.id)
  }

  const other = (await issue()).body
  const item = { achievementId, recipient: { email: EMAIL }, replaces: { id: other.id } }
  const batch = await call('POST', '/v1/credentials/batch', {
    token: issuer.token,
    body: { items: [item, item, { ...item, replaces: undefined }] },
  })
  expect(batch.body.items.map(({ outcome }: { outcome: string }) => outcome)).toEqual([
    'issued',
    'refused',
    'issued',
  ])
  expect(await read(other.id)).toMatchObject({ replacedBy: batch.body.items[0].credential.id })
})

test('the same Idempotency-Key replaces once and answers alike', async () => {
  const earlier = (await issue()).body
  const headers = { 'Idempotency-Key': `replace-${earlier.id}` }
  const first = await issue({ replaces: { id: earlier.id } }, headers)
  const second = await issue({ replaces: { id: earlier.id } }, headers)
  expect([first.status, second.status]).toEqual([201, 201])
  expect(second.body.id).toBe(first.body.id)
})

test('is refused for what is not there, of another issuer, erased, or without the right to revoke; and nothing is issued', async () => {
  const stranger = await makeIssuer('Other Academy')
  const theirs = await call('POST', '/v1/credentials', {
    token: stranger.token,
    body: { achievementId: await makeAchievement(stranger.token), recipient: { email: EMAIL } },
  })
  const erased = (await issue()).body
  await call('DELETE', `/v1/credentials/${erased.id}/personal-data`, { token: issuer.token })
  const mine = (await issue()).body
  const key = await call('POST', `/v1/issuers/${issuer.id}/api-keys`, {
    token: OPERATOR_TOKEN,
    body: { label: 'issues only', scopes: ['credentials:issue'] },
  })
  const count = () => env.DB.prepare('SELECT count(*) AS n FROM credentials').first('n')
  const before = await count()
  const refused = [
    await issue({ replaces: { id: crypto.randomUUID() } }),
    await issue({ replaces: { id: theirs.body.id } }),
    await issue({ replaces: { id: erased.id } }),
    await issue({ replaces: { id: mine.id } }, {}, key.body.token),
  ]
  expect(refused.map(({ status, body }) => [status, body.code])).toEqual([
    [404, 'not-found'],
    [404, 'not-found'],
    [410, 'gone'],
    [403, 'forbidden'],
  ])
  expect(await count()).toBe(before)
  expect((await issue({ replaces: { id: mine.id, keep: true } }, {}, key.body.token)).status).toBe(201)
})
