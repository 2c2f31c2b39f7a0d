/**
 * D1 allows an invocation a number of statements: 50 on the free plan, 1,000 on the paid one. Whatever a client may ask for in
 * one request, and one event from its delivery to its credential, stays below the smaller; a full batch of the queue below the
 * larger (on the free plan, `max_batch_size` in wrangler.toml is to be 1).
 */
import { env, exports } from 'cloudflare:workers'
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest'
import { issueBatch, MAX_BATCH } from '../../worker/issuing/issue-batch.ts'
import { MAX_REVOCATIONS, revokeBatch } from '../../worker/issuing/revoke-batch.ts'
import type { Job } from '../../worker/jobs.ts'
import { runJobs } from '../../worker/run-jobs.ts'
import { runSchedule } from '../../worker/run-schedule.ts'
import { call } from '../support/api.ts'
import { d1Usage } from '../support/d1-usage.ts'
import { type Academy, connect, deps, makeAcademy, makeRule, post } from '../support/vendor-work.ts'

const FREE_PLAN = 50
const PAID_PLAN = 1000
const QUEUE_BATCH = 25

let academy: Academy
let hook = ''
/** What the queue was sent. It keeps still, so that nothing is counted that runs beside. */
let jobs: Job[] = []

beforeAll(async () => {
  academy = await makeAcademy()
  await makeRule(academy)
  const endpoint = { url: 'https://receiver.example.com/' }
  await call('POST', '/v1/webhook-endpoints', { token: academy.token, body: endpoint })
  const connection = await connect(academy, { kind: 'automation', authenticity: { way: 'secret-url' } })
  hook = connection.url
  const take = async (messages: Iterable<MessageSendRequest<Job>>) => {
    for (const { body } of messages) jobs.push(body)
    return { metadata: { metrics: { backlogCount: 0, backlogBytes: 0 } } }
  }
  vi.spyOn(env.JOBS as Queue<Job>, 'sendBatch').mockImplementation(take)
})
afterAll(() => vi.restoreAllMocks())

const completed = (n: number) => ({
  learner_email: `learner-${n}@example.com`,
  course_id: 'edge-101',
  completed_at: '2026-08-20T16:30:00Z',
  source_event_id: crypto.randomUUID(),
})
const many = <T>(count: number, make: (n: number) => T) => Array.from({ length: count }, (_, n) => make(n))
const statements = async (work: () => Promise<unknown>) => (await d1Usage(work)).statements

async function run(work: Job[]): Promise<number> {
  const messages = work.map((body) => ({ body, attempts: 1, ack: () => {}, retry: () => {} }))
  return statements(() => runJobs(deps(), { messages } as unknown as MessageBatch<Job>))
}

async function deliver(events: object[]): Promise<void> {
  jobs = []
  expect((await post(hook, JSON.stringify(events))).status).toBe(202)
}

test('the largest batch of credentials, and revoking the most at once', async () => {
  const caller = { kind: 'system', name: 'test' } as const
  const items = many(MAX_BATCH, (n) => ({
    achievementId: academy.achievementId,
    recipient: { email: `learner-${n}@example.com` },
  }))
  let ids: string[] = []
  const issuing = await statements(async () => {
    const outcome = await issueBatch(deps(), academy.id, items, { caller, idempotency: null })
    ids = outcome.items.flatMap((item) => (item.outcome === 'issued' ? [item.credential.id] : []))
  })
  expect(ids).toHaveLength(MAX_BATCH)
  expect(issuing).toBeLessThanOrEqual(FREE_PLAN)
  const most = ids.slice(0, MAX_REVOCATIONS)
  const revoking = await statements(async () => {
    expect((await revokeBatch(deps(), academy.id, most, { caller })).revoked).toBe(most.length)
  })
  expect(revoking).toBeLessThanOrEqual(FREE_PLAN)
  expect(jobs.filter(({ kind }) => kind === 'deliver-webhook')).toHaveLength(ids.length + most.length)
})

describe('events in', () => {
  test('one from its delivery to its credential', async () => {
    await deliver([completed(1)])
    expect(await run(jobs)).toBeLessThanOrEqual(FREE_PLAN)
    expect(jobs.some(({ kind }) => kind === 'deliver-webhook')).toBe(true)
  })

  test('a delivery of thousands is received and read; each is then worked on by itself', async () => {
    await deliver(many(5000, completed))
    const reading = jobs
    jobs = []
    expect(await run(reading)).toBeLessThanOrEqual(FREE_PLAN)
    expect(jobs).toHaveLength(5000)
    const full = await run(jobs.slice(0, QUEUE_BATCH))
    expect(full).toBeLessThanOrEqual(PAID_PLAN)
    expect(full / QUEUE_BATCH).toBeLessThanOrEqual(20)
  })

  test('many xAPI statements at once', async () => {
    const lrs = await connect(academy, { kind: 'xapi' })
    const sent = many(1000, (n) => ({
      actor: { mbox: `mailto:learner-${n}@example.com` },
      verb: { id: 'http://adlnet.gov/expapi/verbs/completed' },
      object: { id: 'https://example.com/course' },
    }))
    const used = await statements(async () => {
      const headers = { Authorization: `Basic ${btoa(lrs.secret ?? '')}` }
      const answer = await post(`/xapi/${lrs.id}/statements`, JSON.stringify(sent), headers)
      expect(answer.status).toBe(200)
    })
    expect(used).toBeLessThanOrEqual(FREE_PLAN)
  })
})

test('cron', async () => {
  expect(await statements(() => runSchedule(deps(), new Date()))).toBeLessThanOrEqual(PAID_PLAN)
})

test('a badge that a learner brings: verified, confirmed, issued and told in one request', async () => {
  const [theirs, ours] = [await makeAcademy(), await makeAcademy()]
  const settings = { learnerPage: 'on' }
  await connect(ours, { kind: 'prior-learning', settings })
  await makeRule(ours, { course: { match: 'pattern', pattern: `${theirs.did} *` } })
  const { body: badge } = await call('POST', '/v1/credentials', {
    token: theirs.token,
    body: { achievementId: theirs.achievementId, recipient: { email: 'ada@example.com' } },
  })
  const own = deps()
  const { sendMail } = own
  let link = ''
  own.sendMail = async ({ text }) => {
    link = /https:\S+/.exec(text)?.[0] ?? ''
    return { ok: true }
  }
  const form = new FormData()
  form.set('given', badge.url)
  form.set('email', 'ada@example.com')
  const send = (url: string, init: RequestInit) =>
    statements(async () => {
      const response = await exports.default.fetch(new Request(url, { method: 'POST', ...init }))
      await response.text()
      expect(response.status).toBeLessThan(300)
    })
  const bringing = await send(`https://laurel.example/issuers/${ours.id}/prior-learning`, { body: form })
  own.sendMail = sendMail
  const confirming = await send(link, {})
  expect((await call('GET', '/v1/credentials', { token: ours.token })).body.items).toHaveLength(1)
  expect(bringing).toBeLessThan(FREE_PLAN)
  expect(confirming).toBeLessThan(FREE_PLAN)
})
