/** Many at once: nothing is lost, nothing is shared, and KV is written once for many flips. */
import { env } from 'cloudflare:workers'
import { afterEach, beforeAll, expect, test, vi } from 'vitest'
import { createDeps } from '../../worker/compose.ts'
import { decodeBitstring, getBit } from '../../worker/credential/status/bitstring.ts'
import { createStatusAllocator } from '../../worker/issuing/allocate-status.ts'
import { openStatusList, publishStatusList } from '../../worker/issuing/status-list.ts'
import { runJobs } from '../../worker/run-jobs.ts'
import { call } from '../support/api.ts'
import { makeAchievement, makeIssuer, type TestIssuer } from '../support/api-issuer.ts'

let issuer: TestIssuer
let achievementId = ''

beforeAll(async () => {
  issuer = await makeIssuer()
  achievementId = await makeAchievement(issuer.token)
})

afterEach(() => {
  vi.restoreAllMocks()
})

const issueOne = (email: string) =>
  call('POST', '/v1/credentials', { token: issuer.token, body: { achievementId, recipient: { email } } })

interface Entry {
  statusListCredential: string
  statusListIndex: string
}

test('200 issues and 200 revocations at once lose nothing and share no status index', async () => {
  const issued = await Promise.all(
    Array.from({ length: 200 }, (_, n) => issueOne(`learner-${n}@example.org`)),
  )
  expect(new Set(issued.map(({ status }) => status))).toEqual(new Set([201]))
  const entries = issued.map(({ body }) => body.credential.credentialStatus as Entry)
  const places = new Set(entries.map((entry) => `${entry.statusListCredential}#${entry.statusListIndex}`))
  expect(places.size).toBe(200)
  expect(new Set(entries.map(({ statusListCredential }) => statusListCredential)).size).toBe(1)

  const puts = vi.spyOn(env.PUBLISHED, 'put')
  const revoked = await Promise.all(
    issued.map(({ body }) =>
      call('POST', `/v1/credentials/${body.id}/revoke`, { token: issuer.token, body: {} }),
    ),
  )
  expect(new Set(revoked.map(({ status, body }) => `${status} ${body.state}`))).toEqual(
    new Set(['200 revoked']),
  )

  const listId = entries[0]?.statusListCredential.split('/').at(-1) ?? ''
  await published(listId)
  const list = await call('GET', `/status/${listId}`)
  const bits = await decodeBitstring(list.body.credentialSubject.encodedList, { maxBytes: 1 << 20 })
  expect(entries.filter(({ statusListIndex }) => !getBit(bits, Number(statusListIndex)))).toEqual([])
  const count = bits.reduce((sum, byte) => sum + byte.toString(2).replaceAll('0', '').length, 0)
  expect(count).toBe(200)
  expect(puts.mock.calls.filter(([key]) => key === `status/${listId}`).length).toBeLessThan(10)
  const raw = await createDeps(env).publishedLists.getBits(listId)
  expect(raw?.bits).toEqual(bits)
})

test('one publication answers for many messages, and an older one never follows a newer', async () => {
  const deps = createDeps(env)
  const { body } = await issueOne('one@example.org')
  const listId = body.credential.credentialStatus.statusListCredential.split('/').at(-1)
  await published(listId)
  await pause()
  await flip(listId)
  const outcomes = await Promise.all(Array.from({ length: 5 }, () => publishStatusList(deps, listId)))
  expect(outcomes.filter((outcome) => outcome === 'published')).toHaveLength(1)
  expect(outcomes.filter((outcome) => outcome === 'busy')).toHaveLength(4)

  await pause()
  await flip(listId)
  const puts = vi.spyOn(env.PUBLISHED, 'put')
  const done: string[] = []
  const messages = Array.from({ length: 5 }, (_, n) => ({
    id: String(n),
    timestamp: new Date(),
    attempts: 1,
    body: { kind: 'publish-status-list' as const, statusListId: listId as string },
    ack: () => done.push('ack'),
    retry: () => done.push('retry'),
  }))
  await runJobs(deps, {
    queue: 'laurel-jobs',
    messages,
    ackAll() {},
    retryAll() {},
  } as unknown as MessageBatch<never>)
  expect(done).toEqual(Array(5).fill('ack'))
  expect(puts.mock.calls.filter(([key]) => key === `status/${listId}`)).toHaveLength(1)
})

test('a publication that failed before it was sent is given back, and the next one succeeds', async () => {
  const deps = createDeps(env)
  const { body } = await issueOne('three@example.org')
  const listId = body.credential.credentialStatus.statusListCredential.split('/').at(-1)
  await published(listId)
  await pause()
  await flip(listId)
  const failing = vi.spyOn(deps.statusLists, 'readBits').mockRejectedValueOnce(new Error('D1 is down'))
  await expect(publishStatusList(deps, listId)).rejects.toThrow('D1 is down')
  failing.mockRestore()
  expect(await publishStatusList(deps, listId)).toBe('published')
})

test('a publication that KV did not acknowledge may still arrive: the next one waits for its lease to run out, and succeeds', async () => {
  const deps = createDeps(env)
  const { body } = await issueOne('two@example.org')
  const listId = body.credential.credentialStatus.statusListCredential.split('/').at(-1)
  await published(listId)
  await pause()
  await flip(listId)
  const put = vi.spyOn(env.PUBLISHED, 'put').mockRejectedValueOnce(new Error('KV is down'))
  await expect(publishStatusList(deps, listId)).rejects.toThrow('KV is down')
  put.mockRestore()
  expect(await publishStatusList(deps, listId)).toBe('busy')
  const later = { ...deps, clock: { now: () => new Date(Date.now() + 31_000) } }
  expect(await publishStatusList(later, listId)).toBe('published')
})

test('a list that fills is followed by a new one, also when many allocate at once', async () => {
  const deps = createDeps(env)
  const other = await makeIssuer('Prolific')
  const signing = await deps.signingIssuers.get(other.id)
  await openStatusList(deps, signing, 'revocation', 1)
  await env.DB.prepare(`UPDATE status_lists SET allocated = size - 5 WHERE issuer_id = ?1`)
    .bind(other.id)
    .run()
  const isolates = Array.from({ length: 4 }, () =>
    createStatusAllocator(deps.statusLists, (...given) => openStatusList(deps, ...given)),
  )
  const taken = (
    await Promise.all(
      isolates.flatMap((one) => [one.take(signing, 'revocation', 3), one.take(signing, 'revocation', 2)]),
    )
  ).flat()
  expect(new Set(taken.map(({ listId, index }) => `${listId}#${index}`)).size).toBe(20)
  expect(await deps.statusLists.listOf(other.id)).toHaveLength(2)
  for (const { listId } of taken) expect((await call('GET', `/status/${listId}`)).status).toBe(200)
})

test('a batch issues what is good, says what is not, and repeats its answer', async () => {
  const items = Array.from({ length: 120 }, (_, n) => ({
    achievementId,
    recipient: { email: `b${n}@example.org` },
  }))
  const body = {
    items: [
      ...items,
      { achievementId },
      { achievementId: crypto.randomUUID(), recipient: { email: 'x@example.org' } },
    ],
  }
  const headers = { 'Idempotency-Key': 'batch-1' }
  const answer = await call('POST', '/v1/credentials/batch', { token: issuer.token, body, headers })
  expect([answer.status, answer.body.issued, answer.body.refused]).toEqual([200, 120, 2])
  expect(answer.body.items[120].problem.errors[0].pointer).toBe('/recipient')
  expect(answer.body.items[121].problem.errors[0].pointer).toBe('/achievementId')
  const again = await call('POST', '/v1/credentials/batch', { token: issuer.token, body, headers })
  expect(again.body).toEqual(answer.body)
  const { results } = await env.DB.prepare(
    `SELECT status_list_id || '#' || status_index AS place FROM status_entries`,
  ).all<{ place: string }>()
  expect(new Set(results.map(({ place }) => place)).size).toBe(results.length)
  const tooMany = await call('POST', '/v1/credentials/batch', {
    token: issuer.token,
    body: { items: Array(501).fill(items[0]) },
  })
  expect([tooMany.status, tooMany.body.errors[0].pointer]).toEqual([422, '/items'])
})

test('a batch that would not fit into memory is refused, and told how many do', async () => {
  const url = `data:image/png;base64,${'A'.repeat(200_000)}`
  const heavy = await makeAchievement(issuer.token, {
    name: 'Heavy',
    description: 'Carries.',
    criteria: { narrative: 'Carried.' },
    image: { url },
  })
  const item = { achievementId: heavy, recipient: { email: 'h@example.org' } }
  const answer = await call('POST', '/v1/credentials/batch', {
    token: issuer.token,
    body: { items: Array(100).fill(item) },
  })
  expect([answer.status, answer.body.code]).toEqual([413, 'body-too-large'])
  expect(answer.body.detail).toContain('at most 39')
})

/** Waits for the queue's consumer; publishes itself should that be slow. */
async function published(listId: string): Promise<void> {
  const deps = createDeps(env)
  for (let round = 0; round < 60; round++) {
    const list = await deps.statusLists.find(listId)
    if (list !== null && list.publishedVersion >= list.version) return
    await publishStatusList(deps, listId)
    await new Promise((resolve) => setTimeout(resolve, 250))
  }
  throw new Error('the list stays unpublished')
}

/** As a change of state does, without telling the queue. */
async function flip(listId: string): Promise<void> {
  await env.DB.prepare(`UPDATE status_lists SET version = version + 1 WHERE id = ?1`).bind(listId).run()
}

/** The second that must lie between two publications. */
async function pause(): Promise<void> {
  await new Promise((resolve) => setTimeout(resolve, 1100))
}
