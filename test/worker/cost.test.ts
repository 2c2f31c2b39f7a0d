/** What a call costs in rows and operations: the figures from which README, "What it costs", is reckoned. None may grow unseen. */
import { env } from 'cloudflare:workers'
import { beforeAll, expect, test } from 'vitest'
import { createApp } from '../../worker/app.ts'
import { createDeps } from '../../worker/compose.ts'
import { publishStatusList } from '../../worker/issuing/status-list.ts'
import { ORIGIN } from '../support/api.ts'
import { makeAchievement, makeIssuer, type TestIssuer } from '../support/api-issuer.ts'
import { type Meter, meteredEnv } from '../support/metered-env.ts'

const metered = meteredEnv(env)
const app = createApp()
let issuer: TestIssuer
let achievementId = ''

beforeAll(async () => {
  issuer = await makeIssuer()
  achievementId = await makeAchievement(issuer.token)
  for (let n = 0; n < 20; n++) await issue()
})

async function ask(method: string, path: string, body?: unknown): Promise<Response> {
  const headers = {
    Authorization: `Bearer ${issuer.token}`,
    'Content-Type': 'application/json',
    ...(method === 'POST' ? { 'Idempotency-Key': crypto.randomUUID() } : {}),
  }
  const init = { method, headers, ...(body === undefined ? {} : { body: JSON.stringify(body) }) }
  const context = { waitUntil() {}, passThroughOnException() {}, props: {} } as unknown as ExecutionContext
  const answer = await app.fetch(new Request(new URL(path, ORIGIN), init), metered.env, context)
  expect([path, answer.ok]).toEqual([path, true])
  return answer
}

const request = () => ({ achievementId, recipient: { email: `${crypto.randomUUID()}@example.org` } })
// biome-ignore lint/suspicious/noExplicitAny: an answer of the API
const issue = async (): Promise<any> => (await ask('POST', '/v1/credentials', request())).json()

async function cost(work: () => Promise<unknown>, operations = 1): Promise<Meter> {
  metered.take()
  await work()
  const meter = metered.take()
  return Object.fromEntries(
    Object.entries(meter).map(([name, count]) => [name, Math.round((count / operations) * 100) / 100]),
  ) as unknown as Meter
}

function expectAtMost(meter: Meter, most: Partial<Meter>): void {
  const over = Object.entries(meter).filter(([name, count]) => count > (most[name as keyof Meter] ?? 0))
  expect(over).toEqual([])
}

test('a credential issued, with an Idempotency-Key', async () => {
  // Now and then an isolate fetches status indices, sixty-four at a time.
  const costs = [await cost(issue), await cost(issue), await cost(issue)]
  const usual = costs.sort((a, b) => a.trips - b.trips)[0] as Meter
  expectAtMost(usual, { trips: 1, rowsRead: 40, rowsWritten: 13 })
})

test('a credential issued in a batch of a hundred', async () => {
  const items = Array.from({ length: 100 }, request)
  const one = await cost(() => ask('POST', '/v1/credentials/batch', { items }), 100)
  expectAtMost(one, { trips: 0.04, rowsRead: 8, rowsWritten: 7.1 })
})

test('a verification of our own credential: the issuer’s document and the list’s bits, once in two seconds', async () => {
  const { credential } = await issue()
  const verify = () => ask('POST', '/v1/verify', { credential })
  expectAtMost(await cost(verify), { trips: 1, rowsRead: 5, kvReads: 1 })
  expectAtMost(await cost(verify), {})
})

test('what a visitor’s browser fetches to verify it', async () => {
  const { credential } = await issue()
  expectAtMost(await cost(() => ask('GET', `/issuers/${issuer.id}/did.json`)), { trips: 1, rowsRead: 5 })
  expectAtMost(await cost(() => ask('GET', listOf(credential))), { kvReads: 1 })
})

test('a credential read', async () => {
  const { id } = await issue()
  expectAtMost(await cost(() => ask('GET', `/credentials/${id}.json`)), { trips: 1, rowsRead: 1 })
})

test('a revocation and the publication of its list, however many credentials there are', async () => {
  const { id, credential } = await issue()
  // A list is published once a second at most.
  await new Promise((resolve) => setTimeout(resolve, 1100))
  const revoke = await cost(() => ask('POST', `/v1/credentials/${id}/revoke`, {}))
  expectAtMost(revoke, { trips: 2, rowsRead: 60, rowsWritten: 9, messages: 1 })
  const listId = listOf(credential).split('/').at(-1) ?? ''
  const publish = await cost(() => publishStatusList(createDeps(metered.env), listId))
  expectAtMost(publish, { trips: 4, rowsRead: 12, rowsWritten: 3, kvWrites: 2 })
})

// biome-ignore lint/suspicious/noExplicitAny: a credential
function listOf({ credentialStatus }: any): string {
  return new URL([credentialStatus].flat()[0].statusListCredential).pathname
}
