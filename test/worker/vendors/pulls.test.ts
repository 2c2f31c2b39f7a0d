/** What is fetched: Coursera and Viva Learning by schedule, Credly's events after a thin webhook. The vendors' APIs are played here. */
import vectors from 'virtual:vectors'
import { describe, expect, it } from 'vitest'
import type { Deps } from '../../../worker/deps.ts'
import type { GuardedRequest } from '../../../worker/http/guarded-request.ts'
import { pull, sweepPulls } from '../../../worker/vendors/pull.ts'
import { workVendorJob } from '../../../worker/vendors/work.ts'
import { call } from '../../support/api.ts'
import {
  connect,
  credentialsOf,
  deps,
  eventsOf,
  makeAcademy,
  makeRule,
  post,
  statesOf,
  verdictOf,
  workAll,
} from '../../support/vendor-work.ts'

type Answer = { status?: number; json?: unknown; headers?: Record<string, string> } | 'timeout'

function world(answer: (request: GuardedRequest, url: URL) => Answer) {
  const asked: GuardedRequest[] = []
  let now = Date.now()
  const made: Deps = {
    ...deps(),
    clock: { now: () => new Date(now) },
    sendGuarded: async (request) => {
      asked.push(request)
      const given = answer(request, new URL(request.url))
      if (given === 'timeout') return { ok: false, reason: 'timeout' }
      const body = new TextEncoder().encode(JSON.stringify(given.json ?? {}))
      return {
        ok: true,
        status: given.status ?? 200,
        headers: new Headers(given.headers),
        body,
        truncated: false,
      }
    },
  }
  const pass = (ms: number) => {
    now += ms
  }
  return { deps: made, asked, pass }
}

describe('Coursera', () => {
  const enrolment = (index: number, change: object = {}) => ({
    id: `e${index}`,
    externalId: `learner${index}@example.com`,
    contentId: 'course-1',
    contentType: 'Course',
    isCompleted: true,
    overallProgress: 37,
    completedAt: Date.parse('2026-08-20T16:30:00Z') + index,
    grade: 0.92,
    ...change,
  })

  async function setUp() {
    const academy = await makeAcademy()
    const connection = await connect(academy, {
      kind: 'coursera',
      settings: { organizationId: 'org', clientId: 'client' },
      outboundSecret: 'client-secret',
    })
    await makeRule(academy)
    const cursor = async () =>
      (await call('GET', `/v1/connections/${connection.id}`, { token: academy.token })).body.pull
    return { academy, connection, cursor }
  }

  it('is read page by page; what is read again by the overlap awards nothing more', async () => {
    const { academy, connection, cursor } = await setUp()
    const api = world((request, url) => {
      if (url.pathname.endsWith('/token')) {
        expect(String(request.body)).toContain('client_secret=client-secret')
        return { json: { access_token: 'T', expires_in: 1800 } }
      }
      expect(request.headers?.Authorization).toBe('Bearer T')
      if (url.searchParams.get('start') === '0') {
        return {
          json: { elements: [enrolment(1), enrolment(2, { isCompleted: false })], paging: { next: '100' } },
        }
      }
      return { json: { elements: [enrolment(3)], paging: {} } }
    })
    await pull(api.deps, connection.id)
    await workAll()
    expect((await statesOf(academy)).sort()).toEqual(['ignored', 'issued', 'issued'])
    const [credential] = await credentialsOf(academy)
    expect(await verdictOf(credential.id)).toBe('valid')
    expect(await cursor()).toMatchObject({ failures: 0, lastProblem: null })

    api.pass(3_700_000)
    await pull(api.deps, connection.id)
    await workAll()
    const again = api.asked.filter(({ url }) => url.includes('enrollmentReports')).at(-2)
    expect(new URL(again?.url ?? '').searchParams.get('completedAtAfter')).toBe(
      String(Date.parse('2026-08-17T16:30:00Z') + 3),
    )
    expect(await credentialsOf(academy)).toHaveLength(2)
  })

  it('a fault in the middle keeps what was read, backs off, and goes on from there', async () => {
    const { academy, connection, cursor } = await setUp()
    let isDown = true
    const api = world((_, url) => {
      if (url.pathname.endsWith('/token')) return { json: { access_token: 'T' } }
      if (url.searchParams.get('start') === '0')
        return { json: { elements: [enrolment(1)], paging: { next: '100' } } }
      return isDown
        ? { status: 503, headers: { 'Retry-After': '7200' } }
        : { json: { elements: [enrolment(2)] } }
    })
    await pull(api.deps, connection.id)
    const failed = await cursor()
    expect(failed).toMatchObject({ failures: 1, lastProblem: 'status-503' })
    expect(Date.parse(failed.nextRunAt) - api.deps.clock.now().getTime()).toBe(7_200_000)
    isDown = false
    const before = api.asked.length
    await pull(api.deps, connection.id)
    expect(api.asked.slice(before).some(({ url }) => url.includes('start=0'))).toBe(false)
    await workAll()
    expect(await credentialsOf(academy)).toHaveLength(2)
  })

  it('two runs at once are one, and the sweep starts only what is due', async () => {
    const { connection } = await setUp()
    const api = world((_, url) =>
      url.pathname.endsWith('/token') ? { json: { access_token: 'T' } } : { json: { elements: [] } },
    )
    await Promise.all([pull(api.deps, connection.id), pull(api.deps, connection.id)])
    expect(api.asked.filter(({ url }) => url.includes('enrollmentReports'))).toHaveLength(1)
    const jobs: unknown[] = []
    await sweepPulls({ ...api.deps, enqueue: async (...added) => void jobs.push(...added) })
    expect(jobs).not.toContainEqual({ kind: 'pull', connectionId: connection.id })
  })
})

describe('Viva Learning', () => {
  it('is read for each learner, following the next links of Graph and no others', async () => {
    const academy = await makeAcademy()
    const connection = await connect(academy, {
      kind: 'viva-learning',
      settings: { tenantId: 'tenant', clientId: 'client', learnerUserIds: 'u1 u2' },
      outboundSecret: 's',
    })
    await makeRule(academy)
    const activity = (id: string, learner: string) => ({
      id,
      learnerUserId: learner,
      learningContentId: 'content',
      status: 'completed',
      completedDateTime: '2026-08-20T16:30:00+00:00',
    })
    const api = world((_, url) => {
      if (url.hostname === 'login.microsoftonline.com') return { json: { access_token: 'T' } }
      if (url.searchParams.has('$skiptoken'))
        return { json: { value: [activity('a2', 'u1')], '@odata.nextLink': 'https://evil.example/steal' } }
      if (url.pathname.includes('/users/u1/')) {
        return {
          json: {
            value: [activity('a1', 'u1')],
            '@odata.nextLink': `https://graph.microsoft.com/v1.0${url.pathname.slice(5)}?$skiptoken=x`,
          },
        }
      }
      return { json: { value: [activity('a3', 'u2')] } }
    })
    await pull(api.deps, connection.id)
    await workAll()
    expect(api.asked.some(({ url }) => url.includes('evil.example'))).toBe(false)
    expect(await statesOf(academy)).toEqual([
      'waiting-for-learner',
      'waiting-for-learner',
      'waiting-for-learner',
    ])
    await call('POST', '/v1/account-links', {
      token: academy.token,
      body: { connectionId: connection.id, learnerId: 'u1', email: 'ada@example.com' },
    })
    await workAll()
    expect(await credentialsOf(academy)).toHaveLength(1)
  })
})

describe.skipIf(!vectors)('the shared sample', () => {
  const sample = (name: string) => JSON.parse(vectors?.[`vendors/${name}`] ?? '{}')

  it('of Coursera is pulled to a credential that verifies', async () => {
    const academy = await makeAcademy()
    const settings = { organizationId: 'org', clientId: 'client' }
    const connection = await connect(academy, { kind: 'coursera', settings, outboundSecret: 's' })
    await makeRule(academy)
    const api = world((_, url) =>
      url.pathname.endsWith('/token')
        ? { json: { access_token: 'T' } }
        : { json: { elements: [sample('coursera/enrollmentReports-element.json')], paging: {} } },
    )
    await pull(api.deps, connection.id)
    await workAll()
    const [credential] = await credentialsOf(academy)
    expect(await verdictOf(credential.id)).toBe('valid')
  })

  it('of Viva Learning is pulled with a refresh token, which is renewed, to a credential that verifies', async () => {
    const academy = await makeAcademy()
    const activity = sample('microsoft/viva-learningSelfInitiatedCourse.completed.reconstructed.json')
    const settings = {
      tenantId: 't',
      clientId: 'c',
      learnerUserIds: activity.learnerUserId,
      grant: 'refresh-token',
    }
    const connection = await connect(academy, { kind: 'viva-learning', settings, outboundSecret: 'first' })
    await makeRule(academy)
    const shown: (string | null)[] = []
    const api = world((request, url) => {
      if (url.hostname !== 'login.microsoftonline.com') return { json: { value: [activity] } }
      const form = new URLSearchParams(String(request.body))
      shown.push(form.get('refresh_token'))
      expect(form.get('grant_type')).toBe('refresh_token')
      return { json: { access_token: 'T', refresh_token: `renewed-${shown.length}` } }
    })
    await pull(api.deps, connection.id)
    api.pass(2 * 3_600_000)
    await pull(api.deps, connection.id)
    expect(shown).toEqual(['first', 'renewed-1'])
    await workAll()
    const link = { connectionId: connection.id, learnerId: activity.learnerUserId, email: 'ada@example.com' }
    await call('POST', '/v1/account-links', { token: academy.token, body: link })
    await workAll()
    const [credential] = await credentialsOf(academy)
    expect(await verdictOf(credential.id)).toBe('valid')
    expect(await credentialsOf(academy)).toHaveLength(1)
  })
})

describe('Credly', () => {
  async function setUp() {
    const academy = await makeAcademy()
    const connection = await connect(academy, {
      kind: 'credly',
      settings: { organizationId: 'org-1' },
      outboundSecret: 'token-1',
    })
    await makeRule(academy)
    const thin = JSON.stringify({
      id: 'ev-1',
      organization_id: 'org-1',
      event_type: 'badge.created',
      occurred_at: '2026-01-01T00:00:00Z',
    })
    expect((await post(connection.url, thin)).status).toBe(202)
    const [delivery] = (await call('GET', '/v1/deliveries', { token: academy.token })).body.items
    const work = (api: { deps: Deps }) =>
      workVendorJob(api.deps, { kind: 'read-delivery', deliveryId: delivery.id })
    return { academy, connection, work }
  }
  const badge = {
    recipient_email: 'ada@example.com',
    issued_to_first_name: 'Ada',
    issued_to_last_name: 'Lovelace',
    issued_at: '2026-01-01T00:00:00Z',
    state: 'accepted',
    badge_template: { id: 'template-1', name: 'Cloud' },
  }

  it('is asked for the event that its thin webhook names, with the organisation’s token', async () => {
    const { academy, work } = await setUp()
    const api = world((request, url) => {
      expect(url.href).toBe('https://api.credly.com/v1/organizations/org-1/events/ev-1')
      expect(request.headers?.Authorization).toBe(`Basic ${btoa('token-1:')}`)
      return { json: { id: 'ev-1', event_type: 'badge.created', data: { badge } } }
    })
    await work(api)
    await workAll()
    const [event] = await eventsOf(academy)
    expect(event).toMatchObject({
      state: 'issued',
      completion: { course: { id: 'template-1', title: 'Cloud' } },
    })
    const [credential] = await credentialsOf(academy)
    expect(await verdictOf(credential.id)).toBe('valid')
  })

  it('that does not answer is asked again later; the delivery waits, to be seen', async () => {
    const { academy, work } = await setUp()
    await work(world(() => 'timeout'))
    const [delivery] = (await call('GET', '/v1/deliveries', { token: academy.token })).body.items
    expect(delivery).toMatchObject({ state: 'received', reason: 'timeout', attempts: 1 })
    await work(world(() => ({ json: { id: 'ev-1', event_type: 'badge.created', data: { badge } } })))
    await workAll()
    expect(await credentialsOf(academy)).toHaveLength(1)
  })
})
