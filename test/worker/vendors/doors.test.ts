/**
 * What reaches the doors in other spellings than the samples': CloudEvents of their own SDK, Svix's signature, and the traps that
 * real senders lay, each through HTTP to what can be seen of it.
 */
import sent from 'virtual:cloudevents'
import { Webhook as Svix } from 'svix'
import { describe, expect, it } from 'vitest'
import { call } from '../../support/api.ts'
import {
  type Academy,
  connect,
  credentialsOf,
  eventsOf,
  makeAcademy,
  makeRule,
  post,
  statesOf,
  verdictOf,
  workAll,
} from '../../support/vendor-work.ts'

const AT = '2026-08-20T16:30:00Z'

async function opened(kind: string, more: object = {}, rule: object = {}) {
  const academy = await makeAcademy()
  const connection = await connect(academy, { kind, ...more })
  await makeRule(academy, rule)
  return { academy, connection }
}

/** The newest event and its story. */
async function newest(academy: Academy) {
  const [event] = await eventsOf(academy)
  return (await call('GET', `/v1/vendor-events/${event.id}`, { token: academy.token })).body
}

async function packed(text: string): Promise<Uint8Array> {
  const stream = new Blob([text]).stream().pipeThrough(new CompressionStream('gzip'))
  return new Uint8Array(await new Response(stream).arrayBuffer())
}

describe('CloudEvents, as their own SDK sends them', () => {
  const mapping = {
    accept: [{ pointer: '/cloudevent/type', values: ['org.example.course.completed'] }],
    learner: { email: '/learner' },
    course: { id: '/course' },
    completedAt: { at: '/at', format: 'iso' },
    eventId: '/cloudevent/id',
  }

  it.each(sent)(
    'in $mode mode lead to a credential that verifies, once',
    async ({ mode, headers: named, body }) => {
      const { 'content-type': type = '', ...rest } = named
      const headers = { 'Content-Type': type, ...rest }
      const { academy, connection } = await opened('custom', { mapping })
      expect((await post(`/hooks/${connection.id}`, body, headers)).status).toBe(401)
      for (let time = 0; time < 2; time++)
        expect((await post(connection.url, body, headers)).status).toBe(202)
      await workAll()
      const credentials = await credentialsOf(academy)
      expect(credentials).toHaveLength(mode === 'batch' ? 2 : 1)
      for (const { id } of credentials) expect(await verdictOf(id)).toBe('valid')
      const issued = (await eventsOf(academy)).filter(({ state }) => state === 'issued')
      expect(issued.map(({ completion }) => completion.sourceEventId).sort()).toEqual(
        mode === 'batch' ? ['run-of-batch-1', 'run-of-batch-2'] : [`run-of-${mode}`],
      )
    },
  )
})

describe('Standard Webhooks, signed by the svix package under its own header names', () => {
  it('leads to a credential that verifies; changed, old or signed by another it is refused, to be seen', async () => {
    const { academy, connection } = await opened('automation', {
      authenticity: { way: 'standard-webhooks' },
    })
    const body = JSON.stringify({ learner_email: 'ada@example.org', course_id: 'c', completed_at: AT })
    const signed = (secret: string, at = new Date()) => ({
      'svix-id': 'msg_1',
      'svix-timestamp': String(Math.floor(at.getTime() / 1000)),
      'svix-signature': new Svix(secret).sign('msg_1', at, body),
    })
    const secret = connection.secret ?? ''
    const old = new Date(Date.now() - 3_600_000)
    expect((await post(connection.url, `${body} `, signed(secret))).status).toBe(401)
    expect((await post(connection.url, body, signed(secret, old))).status).toBe(401)
    const other = 'whsec_b3RoZXItc2VjcmV0LW90aGVyLXNlY3JldC1vdGhlcg=='
    expect((await post(connection.url, body, signed(other))).status).toBe(401)
    expect((await post(connection.url, body, signed(secret))).status).toBe(202)
    await workAll()
    const [credential] = await credentialsOf(academy)
    expect(await verdictOf(credential.id)).toBe('valid')
    const refused = (await call('GET', '/v1/deliveries?state=refused', { token: academy.token })).body.items
    expect(refused.map(({ reason }: { reason: string }) => reason).sort()).toEqual([
      'signature-wrong',
      'signature-wrong',
      'timestamp-too-old',
    ])
  })
})

describe('the traps of real senders', () => {
  const event = { learner_email: 'ada@example.org', course_id: 'c1', completed_at: AT }

  it.each([
    ['microseconds and an offset', 'iso', '2026-08-20 18:30:00.798285+02:00', '2026-08-20T16:30:00.798Z'],
    ['seven digits', 'iso', '2026-08-20T16:30:00.2664878Z', '2026-08-20T16:30:00.266Z'],
    ['an offset without its colon', 'iso', '2026-08-20T16:30:00+0000', '2026-08-20T16:30:00.000Z'],
    ['the name of UTC', 'iso', '2026-08-20 16:30:00 UTC', '2026-08-20T16:30:00.000Z'],
    ['no zone', 'iso-or-utc', '2026-08-20 16:30:00', '2026-08-20T16:30:00.000Z'],
    ['a day alone', 'iso-or-utc', '2026-08-20', '2026-08-20T00:00:00.000Z'],
    ['seconds', 'unix-seconds', 1787243400, '2026-08-20T16:30:00.000Z'],
    ['seconds with a fraction', 'unix-seconds', 1787243400.736462, '2026-08-20T16:30:00.736Z'],
    ['milliseconds as text', 'unix-milliseconds', '1787243400000', '2026-08-20T16:30:00.000Z'],
  ] as const)('a time with %s is read', async (_, format, written, meant) => {
    const { academy, connection } = await opened('custom', {
      mapping: {
        accept: [],
        learner: { email: '/who' },
        course: { id: '/what' },
        completedAt: { at: '/when', format },
      },
    })
    const body = JSON.stringify({ who: 'ada@example.org', what: 7, when: written })
    expect((await post(connection.url, body)).status).toBe(202)
    await workAll()
    expect(await newest(academy)).toMatchObject({ state: 'issued', completion: { completedAt: meant } })
  })

  it('ids as numbers or text, addresses in any case, the run taken twice: one learner, one credential', async () => {
    const { academy, connection } = await opened('automation', { authenticity: { way: 'secret-url' } })
    const spellings = [
      { course_id: 42 },
      { course_id: '42', learner_email: ' Ada@Example.ORG ' },
      { course_id: 42, completed_at: '2026-09-01T00:00:00Z' },
    ]
    for (const spelling of spellings)
      expect((await post(connection.url, JSON.stringify({ ...event, ...spelling }))).status).toBe(202)
    await workAll()
    expect(await credentialsOf(academy)).toHaveLength(1)
    expect(await statesOf(academy)).toEqual(['issued', 'duplicate', 'already-awarded'])
  })

  it('a gzipped batch, an empty one that only says the sender lives, and half a gzip', async () => {
    const { academy, connection } = await opened('automation', { authenticity: { way: 'secret-url' } })
    const gzip = { 'content-encoding': 'gzip' }
    const batch = JSON.stringify([event, { ...event, learner_email: 'bob@example.org' }])
    expect((await post(connection.url, await packed(batch), gzip)).status).toBe(202)
    expect((await post(connection.url, '[]')).status).toBe(202)
    expect((await post(connection.url, (await packed(batch)).subarray(0, 20), gzip)).status).toBe(202)
    await workAll()
    expect(await credentialsOf(academy)).toHaveLength(2)
    const seen = (await eventsOf(academy)).map(({ state, reason }) => `${state} ${reason}`)
    expect(seen.sort()).toEqual(['ignored heartbeat', 'issued null', 'issued null', 'malformed not-gzip'])
  })

  it('a form with flattened keys, and one body with several payloads', async () => {
    const flat = await opened('automation', { authenticity: { way: 'secret-url' } })
    const form = new URLSearchParams(event).toString()
    const type = { 'Content-Type': 'application/x-www-form-urlencoded' }
    expect((await post(flat.connection.url, form, type)).status).toBe(202)
    const docebo = await opened('docebo')
    const payload = (user: number) => ({
      user_id: user,
      course_id: 297,
      completion_date: '2023-09-21 13:35:33',
    })
    const several = {
      event: 'course.enrollment.completed',
      message_id: 'm',
      payloads: [payload(1), payload(2)],
    }
    expect((await post(docebo.connection.url, JSON.stringify(several))).status).toBe(202)
    await workAll()
    expect(await statesOf(flat.academy)).toEqual(['issued'])
    // Docebo names no address: both wait for theirs.
    expect(await statesOf(docebo.academy)).toEqual(['waiting-for-learner', 'waiting-for-learner'])
  })

  it('a hostile name stands in the credential as text without what turns or breaks lines', async () => {
    const { academy, connection } = await opened(
      'automation',
      { authenticity: { way: 'secret-url' } },
      { template: { includeName: true } },
    )
    const learner_name = 'Zoë\u202e gnp.exe\u0000\r\nBcc: <script>alert(1)</script>'
    expect((await post(connection.url, JSON.stringify({ ...event, learner_name }))).status).toBe(202)
    await workAll()
    const [credential] = await credentialsOf(academy)
    expect(await verdictOf(credential.id)).toBe('valid')
    const { body: badge } = await call('GET', `/credentials/${credential.id}.json`)
    const text = typeof badge === 'string' ? badge : JSON.stringify(badge)
    expect(text).toContain('Zoë gnp.exe Bcc: <script>alert(1)</script>')
    expect(text).not.toContain('\u202e')
    const { body: page } = await call('GET', `/credentials/${credential.id}`, {
      headers: { Accept: 'text/html' },
    })
    expect(page).not.toContain('<script>alert(1)')
  })

  it('more than is read leaves its trace at the connection, by either door; a stranger’s does not', async () => {
    const large = 'x'.repeat(1_048_577)
    const hook = await opened('automation', { authenticity: { way: 'secret-url' } })
    const xapi = await opened('xapi')
    expect((await post(hook.connection.url, large)).status).toBe(413)
    const basic = { Authorization: `Basic ${btoa(xapi.connection.secret ?? '')}` }
    expect((await post('/xapi/statements', large, basic)).status).toBe(413)
    expect((await post(`/hooks/${crypto.randomUUID()}`, large)).status).toBe(413)
    for (const { academy } of [hook, xapi]) {
      const { body } = await call('GET', '/v1/deliveries?state=refused', { token: academy.token })
      expect(body.items).toMatchObject([{ state: 'refused', reason: 'body-too-large', bodyBytes: 1_048_577 }])
    }
  })
})
