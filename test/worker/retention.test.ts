/** What grows with traffic goes once it is old; what still waits, and what a credential came from, stays. */
import { env } from 'cloudflare:workers'
import { beforeAll, describe, expect, test, vi } from 'vitest'
import { forgetOld } from '../../worker/forget-old.ts'
import { runSchedule } from '../../worker/run-schedule.ts'
import type { EventState } from '../../worker/storage/vendor-events.ts'
import { call } from '../support/api.ts'
import { d1Usage } from '../support/d1-usage.ts'
import { type Academy, connect, deps, makeAcademy, makeRule, post, workAll } from '../support/vendor-work.ts'

const DAY_MS = 86_400_000
/** Of an hour in which cron forgets. */
const NOW = new Date('2030-01-01T00:37:00.000Z')
const daysAgo = (days: number) => new Date(NOW.getTime() - days * DAY_MS).toISOString()

const forget = (settings: Partial<Env> = {}, now = NOW) =>
  forgetOld({ ...deps(), env: { ...env, ...settings } }, now)

async function rows(sql: string, ...values: unknown[]) {
  const { results } = await env.DB.prepare(sql)
    .bind(...values)
    .all<Record<string, unknown>>()
  return results
}
const count = async (table: string, where = 'true', ...values: unknown[]) =>
  (await rows(`SELECT count(*) AS n FROM ${table} WHERE ${where}`, ...values))[0]?.n

let academy: Academy
let hook: { id: string; url: string }

beforeAll(async () => {
  academy = await makeAcademy()
  await makeRule(academy, { course: { match: 'exact', id: 'edge-101' } })
  hook = await connect(academy, { kind: 'automation', authenticity: { way: 'secret-url' } })
})

/** Everything so far was this many days ago; the sweeps begin anew. */
async function setAge(days: number): Promise<void> {
  const at = daysAgo(days)
  await env.DB.batch([
    env.DB.prepare('UPDATE deliveries SET received_at = ?1').bind(at),
    env.DB.prepare('UPDATE vendor_events SET created_at = ?1').bind(at),
    env.DB.prepare('UPDATE webhook_deliveries SET created_at = ?1').bind(at),
    env.DB.prepare('UPDATE audit_log SET at = ?1').bind(at),
    env.DB.prepare('DELETE FROM sweeps'),
  ])
}

describe('what vendors sent', () => {
  const send = async (...events: object[]) => {
    const completed = { learner_email: 'ada@example.org', completed_at: '2026-08-20T16:30:00Z' }
    const body = events.map((event) => ({ ...completed, source_event_id: crypto.randomUUID(), ...event }))
    expect((await post(hook.url, JSON.stringify(body))).status).toBe(202)
    await workAll()
  }

  test('a body goes after 90 days, a year later what came to nothing; what a credential came from stays', async () => {
    await send({ course_id: 'edge-101' }, { course_id: 'another' })
    await send({ course_id: 'no-rule-speaks-of-it' })
    await setAge(89)
    await forget()
    expect(await count('deliveries', 'body IS NOT NULL')).toBe(2)

    await setAge(91)
    await forget()
    expect(await count('deliveries', 'body IS NOT NULL')).toBe(0)
    expect(await count('deliveries')).toBe(2)
    expect(await count('vendor_events')).toBe(3)

    await setAge(366)
    await forget()
    const left = await rows('SELECT id, state FROM vendor_events')
    expect(left.map(({ state }) => state)).toEqual(['issued'])
    expect(await count('deliveries')).toBe(1)
    const story = await call('GET', `/v1/vendor-events/${left[0]?.id}`, { token: academy.token })
    const steps = story.body.steps.map(({ step }: { step: string }) => step)
    expect(steps).toEqual(expect.arrayContaining(['received', 'issued']))
    expect(await count('event_steps', 'event_id IS NOT NULL AND event_id <> ?1', left[0]?.id)).toBe(0)
    expect(await count('event_steps', 'delivery_id NOT IN (SELECT id FROM deliveries)')).toBe(0)
  })

  test('the same completion sent again after its year earns no second credential', async () => {
    const [before] = await rows('SELECT count(*) AS n FROM credentials')
    await send({ course_id: 'edge-101' })
    expect((await rows('SELECT count(*) AS n FROM credentials'))[0]).toEqual(before)
    expect(await count('vendor_events', "state = 'already-awarded'")).toBe(1)
  })

  test.each<EventState>(['pending', 'failed', 'held', 'waiting-for-learner'])(
    'an event that is %s stays, however old',
    async (state) => {
      await send({ course_id: `still-${state}` })
      await env.DB.prepare('UPDATE vendor_events SET state = ?1 WHERE course_id = ?2')
        .bind(state, `still-${state}`)
        .run()
      await setAge(4000)
      await forget()
      expect(await count('vendor_events', 'course_id = ?1', `still-${state}`)).toBe(1)
      expect(await count('event_steps', "step = 'received'")).toBeGreaterThan(0)
      await env.DB.prepare("UPDATE vendor_events SET state = 'no-rule' WHERE course_id = ?1")
        .bind(`still-${state}`)
        .run()
    },
  )

  test('a delivery that told of nothing goes too', async () => {
    await send({ course_id: 'of-a-heartbeat' })
    const [{ id } = {}] = await rows('SELECT id FROM deliveries ORDER BY sequence DESC LIMIT 1')
    await env.DB.prepare('DELETE FROM vendor_events WHERE delivery_id = ?1').bind(id).run()
    await setAge(366)
    await forget()
    expect(await count('deliveries', 'id = ?1', id)).toBe(0)
    expect(await count('event_steps', 'delivery_id = ?1', id)).toBe(0)
  })

  test('thousands go in rounds, and an hour with nothing old reads no more than the next rows', async () => {
    await send({ course_id: 'of-thousands' })
    await env.DB.prepare(
      `INSERT INTO vendor_events (id, issuer_id, connection_id, delivery_id, item_index, event_type, state, course_id, created_at, updated_at)
       SELECT 'none-' || n.value, issuer_id, connection_id, delivery_id, n.value, event_type, 'ignored', 'none', created_at, updated_at
       FROM vendor_events, json_each(?1) n WHERE course_id = 'of-thousands'`,
    )
      .bind(JSON.stringify(Array.from({ length: 2500 }, (_, n) => n + 1)))
      .run()
    await setAge(366)
    await forget()
    expect(await count('vendor_events', "course_id IN ('none', 'of-thousands')")).toBe(0)
    const { statements } = await d1Usage(() => forget())
    expect(statements).toBeLessThan(12)
  })
})

describe('messages to webhooks', () => {
  const insert = async (state: string, endpointId: string) => {
    const id = crypto.randomUUID()
    await env.DB.batch([
      env.DB.prepare(
        `INSERT INTO webhook_messages (id, issuer_id, type, body, created_at) VALUES (?1, ?2, 'credential.issued', '{}', ?3)`,
      ).bind(id, academy.id, daysAgo(91)),
      env.DB.prepare(
        `INSERT INTO webhook_deliveries (id, issuer_id, endpoint_id, message_id, state, created_at) VALUES (?1, ?2, ?3, ?1, ?4, ?5)`,
      ).bind(id, academy.id, endpointId, state, daysAgo(91)),
      env.DB.prepare(`INSERT INTO webhook_attempts (delivery_id, at, duration_ms) VALUES (?1, ?2, 1)`).bind(
        id,
        daysAgo(91),
      ),
    ])
    return id
  }
  const endpoint = async (state: string) => {
    const body = { url: 'https://receiver.example.com/' }
    const { id } = (await call('POST', '/v1/webhook-endpoints', { token: academy.token, body })).body
    await env.DB.prepare('UPDATE webhook_endpoints SET state = ?1 WHERE id = ?2').bind(state, id).run()
    return id as string
  }
  const there = async (id: string) => [
    await count('webhook_deliveries', 'id = ?1', id),
    await count('webhook_attempts', 'delivery_id = ?1', id),
    await count('webhook_messages', 'id = ?1', id),
  ]

  test('go with their attempts after 90 days; what an enabled endpoint is still to get stays', async () => {
    const [enabled, paused] = [await endpoint('enabled'), await endpoint('paused')]
    const delivered = await insert('delivered', enabled)
    const failed = await insert('failed', enabled)
    const pending = await insert('pending', enabled)
    const abandoned = await insert('pending', paused)
    await env.DB.prepare("DELETE FROM sweeps WHERE name = 'webhooks'").run()
    await forget({ WEBHOOKS_KEPT_DAYS: '92' })
    expect(await there(delivered)).toEqual([1, 1, 1])
    await forget()
    for (const gone of [delivered, failed, abandoned]) expect(await there(gone)).toEqual([0, 0, 0])
    expect(await there(pending)).toEqual([1, 1, 1])
  })
})

describe('the audit log', () => {
  test('is kept for good, or as long as the operator says', async () => {
    await setAge(5000)
    const all = await count('audit_log')
    await forget()
    expect(await count('audit_log')).toBe(all)
    await forget({ AUDIT_KEPT_DAYS: '5001' })
    expect(await count('audit_log')).toBe(all)
    await forget({ AUDIT_KEPT_DAYS: '4999' })
    expect(await count('audit_log')).toBe(0)
  })
})

test('xAPI statements go after 90 days, ended secrets at once', async () => {
  await env.DB.prepare(
    `INSERT INTO xapi_statements (connection_id, statement_id, content_sha256, statement, stored_at)
     SELECT ?1, 's-' || value, '', '{}', ?2 FROM json_each(?3)`,
  )
    .bind(hook.id, daysAgo(91), JSON.stringify(Array.from({ length: 1500 }, (_, n) => n)))
    .run()
  const secrets = await count('connection_secrets')
  await env.DB.prepare(
    `INSERT INTO connection_secrets (id, connection_id, sealed, created_at, expires_at) VALUES ('ended', ?1, '', ?2, ?2)`,
  )
    .bind(hook.id, daysAgo(1))
    .run()
  await forget()
  expect(await count('xapi_statements')).toBe(0)
  expect(await count('connection_secrets')).toBe(secrets)
})

test.each([
  ['AUDIT_KEPT_DAYS', '29'],
  ['WEBHOOKS_KEPT_DAYS', 'ninety'],
  ['VENDOR_EVENTS_KEPT_DAYS', '-1'],
])('a setting that cannot be meant (%s: %s) removes nothing', async (name, value) => {
  await setAge(5000)
  const all = await count('audit_log')
  await expect(forget({ AUDIT_KEPT_DAYS: '4000', [name]: value })).rejects.toThrow(name)
  expect(await count('audit_log')).toBe(all)
})

test('cron does it once an hour', async () => {
  const sweep = vi.spyOn(deps().retention, 'sweep')
  await runSchedule(deps(), new Date(NOW.getTime() + 60_000))
  expect(sweep).not.toHaveBeenCalled()
  await runSchedule(deps(), NOW)
  expect(sweep).toHaveBeenCalled()
  vi.restoreAllMocks()
})
