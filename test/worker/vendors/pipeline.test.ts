import { createExecutionContext, waitOnExecutionContext } from 'cloudflare:test'
import { env } from 'cloudflare:workers'
import { hmac } from '@noble/hashes/hmac.js'
import { sha256 } from '@noble/hashes/sha2.js'
import { bytesToHex } from '@noble/hashes/utils.js'
import { Webhook } from 'standardwebhooks'
import { describe, expect, it, vi } from 'vitest'
import { createApp } from '../../../worker/app.ts'
import { createDeps } from '../../../worker/compose.ts'
import type { Deps } from '../../../worker/deps.ts'
import { utf8 } from '../../../worker/http/bytes.ts'
import { notRepeated } from '../../../worker/issuing/once.ts'
import type { Job } from '../../../worker/jobs.ts'
import { runJobs } from '../../../worker/run-jobs.ts'
import { receiveDelivery } from '../../../worker/vendors/receive-delivery.ts'
import { RuleBody } from '../../../worker/vendors/rule-body.ts'
import { createRule } from '../../../worker/vendors/rules.ts'
import { sweepVendorWork, workVendorJob } from '../../../worker/vendors/work.ts'
import { FULL_ACHIEVEMENT, SIMPLE_ACHIEVEMENT } from '../../support/achievement-data.ts'
import { call, ORIGIN } from '../../support/api.ts'
import { faultyD1 } from '../../support/faulty-d1.ts'
import {
  type Academy,
  connect,
  credentialsOf,
  deps,
  eventsOf,
  makeAcademy,
  makeRule,
  post,
  publishAll,
  statesOf,
  verdictOf,
  workAll,
} from '../../support/vendor-work.ts'

const completed = (change: object = {}) => ({
  learner_email: 'ada@example.com',
  learner_name: 'Ada Lovelace',
  course_id: 'edge-101',
  course_name: 'Edge',
  completed_at: '2026-08-20T16:30:00Z',
  score: 92,
  source_event_id: crypto.randomUUID(),
  ...change,
})

const FORGED_SECRET = 'whsec_b3RoZXItc2VjcmV0LW90aGVyLXNlY3JldC1vdGhlcg=='

/** Signed by the standardwebhooks package. */
function signed(secret: string, body: string, id = `msg_${crypto.randomUUID()}`, at = new Date()) {
  return {
    'webhook-id': id,
    'webhook-timestamp': String(Math.floor(at.getTime() / 1000)),
    'webhook-signature': new Webhook(secret).sign(id, at, body),
  }
}

/** The simulated limiter counts by the minutes of the clock. */
async function atOneMinute<T>(work: () => Promise<T>): Promise<T> {
  for (;;) {
    const minute = Math.floor(Date.now() / 60_000)
    const done = await work()
    if (Math.floor(Date.now() / 60_000) === minute) return done
  }
}

async function setUp(rule: object = {}, achievement?: object) {
  const academy = await makeAcademy(achievement)
  const connection = await connect(academy, {
    kind: 'automation',
    authenticity: { way: 'standard-webhooks' },
  })
  const secret = connection.secret ?? ''
  const ruleId = await makeRule(academy, rule)
  const send = async (event: object) => {
    const body = JSON.stringify(event)
    return post(connection.url, body, signed(secret, body))
  }
  const deliver = async (...events: object[]) => {
    for (const event of events) expect((await send(event)).status).toBe(202)
    await workAll()
  }
  return { academy, connection, secret, ruleId, send, deliver }
}

describe('from a signed delivery to a credential that verifies', () => {
  it('goes by itself, and its whole story can be read', async () => {
    const { academy, deliver } = await setUp({ conditions: { minimumScore: 60 } })
    await deliver(completed())

    const [credential] = await credentialsOf(academy)
    expect(await verdictOf(credential.id)).toBe('valid')
    const [event] = await eventsOf(academy)
    expect(event.state).toBe('issued')
    const story = (await call('GET', `/v1/vendor-events/${event.id}`, { token: academy.token })).body
    expect(story.steps.map(({ step }: { step: string }) => step)).toEqual([
      'received',
      'genuine',
      'read',
      'issued',
    ])
    expect(story.awards).toMatchObject([{ state: 'issued', credentialId: credential.id }])
    expect(story.completion.evidenceHash).toMatch(/^sha256:/)
  })

  it('goes through the real queue, with nobody to help', async () => {
    const { academy, send } = await setUp()
    expect((await send(completed())).status).toBe(202)
    for (let round = 0; round < 80 && (await credentialsOf(academy)).length === 0; round++) {
      await new Promise((resolve) => setTimeout(resolve, 250))
    }
    expect(await credentialsOf(academy)).toHaveLength(1)
    await workAll()
    expect(await statesOf(academy)).toEqual(['issued'])
  })

  it('Thinkific, signed by its own HMAC of the raw body', async () => {
    const academy = await makeAcademy()
    const connection = await connect(academy, { kind: 'thinkific', secret: 'the-api-key' })
    await makeRule(academy, { course: { match: 'exact', id: '25' } })
    const body = JSON.stringify({
      id: '2026',
      resource: 'enrollment',
      action: 'completed',
      payload: {
        completed_at: '2026-02-01T00:20:04.019Z',
        course_id: 25,
        user: { email: 'john@example.com', id: 95 },
      },
    })
    const signature = bytesToHex(hmac(sha256, utf8('the-api-key'), utf8(body)))
    expect((await post(connection.url, body, { 'X-Thinkific-Hmac-Sha256': signature })).status).toBe(202)
    expect((await post(connection.url, `${body} `, { 'X-Thinkific-Hmac-Sha256': signature })).status).toBe(
      401,
    )
    await workAll()
    const [credential] = await credentialsOf(academy)
    expect(await verdictOf(credential.id)).toBe('valid')
  })
})

describe('once, in any weather', () => {
  it('the same event a thousand times at once is one credential; every repeat can be seen', {
    timeout: 90_000,
  }, async () => {
    const { academy, send } = await setUp()
    // The queue keeps still: workAll does its work, many at once, and nothing is done twice.
    const queue = vi.spyOn(env.JOBS, 'sendBatch').mockRejectedValue(new Error('still'))
    const quiet = vi.spyOn(console, 'error').mockImplementation(() => {})
    const event = completed()
    const answers = await Promise.all(Array.from({ length: 1000 }, () => send(event)))
    expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([202]))
    await workAll(50)
    for (const spy of [queue, quiet]) spy.mockRestore()
    expect(await credentialsOf(academy)).toHaveLength(1)
    const { items } = (await call('GET', '/v1/vendor-events/counts?days=2', { token: academy.token })).body
    const counts = new Map<string, number>()
    for (const { state, count } of items) counts.set(state, (counts.get(state) ?? 0) + count)
    expect(Object.fromEntries(counts)).toEqual({ issued: 1, duplicate: 999 })
  })

  it('the same completion under another event id, or from another run of the queue, awards nothing more', async () => {
    const { academy, deliver } = await setUp()
    await deliver(
      completed({ source_event_id: 'a' }),
      completed({ source_event_id: 'b', completed_at: '2026-09-01T00:00:00Z' }),
    )
    expect(await statesOf(academy)).toEqual(['issued', 'already-awarded'])
    const [event] = await eventsOf(academy, '&state=issued')
    await Promise.all([1, 2, 3].map(() => workVendorJob(deps(), { kind: 'work-event', eventId: event.id })))
    expect(await credentialsOf(academy)).toHaveLength(1)
  })

  it('ten workers on one event at once make one credential', async () => {
    const { academy, send } = await setUp()
    await send(completed())
    const deliveries = (await call('GET', '/v1/deliveries', { token: academy.token })).body.items
    await Promise.all(
      Array.from({ length: 10 }, () =>
        workVendorJob(deps(), { kind: 'read-delivery', deliveryId: deliveries[0].id }),
      ),
    )
    await workAll()
    expect(await credentialsOf(academy)).toHaveLength(1)
    expect(await eventsOf(academy)).toHaveLength(1)
  })

  it('another run of the course is another award', async () => {
    const { academy, deliver } = await setUp()
    await deliver(completed({ course_run: '2025' }), completed({ course_run: '2026' }))
    expect(await credentialsOf(academy)).toHaveLength(2)
  })

  it('a Queue redelivery after a crash, before or after any call to D1, loses nothing and doubles nothing', async () => {
    const { academy, send } = await setUp()
    const spies = [
      vi.spyOn(env.JOBS, 'sendBatch').mockRejectedValue(new Error('still')),
      ...(['error', 'warn'] as const).map((kind) => vi.spyOn(console, kind).mockImplementation(() => {})),
    ]
    const consume = async (
      world: Deps,
      body: Job,
      attempts: number,
    ): Promise<'ack' | 'retry' | undefined> => {
      const settled: ('ack' | 'retry')[] = []
      const message = { body, attempts, ack: () => settled.push('ack'), retry: () => settled.push('retry') }
      await runJobs(world, { messages: [message] } as unknown as MessageBatch<Job>)
      return settled[0]
    }
    let survived = 0
    for (let crashed = true; crashed; survived++) {
      const received = JSON.parse((await send(completed({ learner_email: `l${survived}@example.com` }))).body)
      const job: Job = { kind: 'read-delivery', deliveryId: received.received }
      let moments = 0
      crashed = false
      // Once the isolate has ended, nothing that it would still do is done.
      const goes = () => {
        crashed ||= moments++ === survived
        return crashed
      }
      const world = createDeps({ ...env, DB: faultyD1(env.DB, goes, 1) })
      expect(await consume(world, job, 1)).toBe(crashed ? 'retry' : 'ack')
      if (crashed) expect(await consume(deps(), job, 2)).toBe('ack')
    }
    for (const spy of spies) spy.mockRestore()
    expect(survived).toBeGreaterThan(20)
    expect(await statesOf(academy)).toEqual(Array(survived).fill('issued'))
    const credentials = await env.DB.prepare(`SELECT count(*) AS n FROM credentials WHERE issuer_id = ?1`)
      .bind(academy.id)
      .first('n')
    expect(credentials).toBe(survived)
  })

  it('the vendor is answered before the work: also while nothing takes jobs off the queue', async () => {
    const { academy, connection, secret } = await setUp()
    const jobs: Job[] = []
    const untaken = {
      ...env,
      JOBS: { sendBatch: async (batch: { body: Job }[]) => void jobs.push(...batch.map(({ body }) => body)) },
    } as unknown as Env
    const body = JSON.stringify(completed())
    const headers = { 'Content-Type': 'application/json', ...signed(secret, body) }
    const context = createExecutionContext()
    const request = new Request(new URL(connection.url, ORIGIN), { method: 'POST', body, headers })
    const answer = await createApp().fetch(request, untaken, context)
    expect(answer.status).toBe(202)
    const { received } = await answer.json<{ received: string }>()
    // Nor is anything done behind the answer's back: the job is all that is left of it.
    await waitOnExecutionContext(context)
    expect(jobs).toEqual([{ kind: 'read-delivery', deliveryId: received }])
    const { items } = (await call('GET', '/v1/deliveries', { token: academy.token })).body
    expect(items).toMatchObject([{ id: received, state: 'received' }])
    expect(await eventsOf(academy)).toEqual([])
    await workAll()
    expect(await credentialsOf(academy)).toHaveLength(1)
  })

  it('a queue that cannot be reached delays, and cron finds what it lost', async () => {
    const { academy, connection, secret } = await setUp()
    const body = JSON.stringify(completed())
    const deaf = { ...deps(), enqueue: async () => Promise.reject(new Error('queue down')) }
    const reception = await receiveDelivery(deaf, connection.id, {
      method: 'POST',
      url: connection.url,
      headers: new Headers(signed(secret, body)),
      body: utf8(body),
      pathSecret: '',
      receivedAt: new Date(),
    })
    expect(reception.outcome).toBe('kept')
    const jobs: Job[] = []
    const later = {
      ...deps(),
      clock: { now: () => new Date(Date.now() + 120_000) },
      enqueue: async (...added: Job[]) => void jobs.push(...added),
    }
    await sweepVendorWork(later)
    expect(jobs.map(({ kind }) => kind)).toContain('read-delivery')
    await workAll()
    expect(await credentialsOf(academy)).toHaveLength(1)
  })
})

describe('what the vendor takes back', () => {
  const openEdx = async (rule: object = {}, achievement?: object) => {
    const academy = await makeAcademy(achievement)
    const connection = await connect(academy, { kind: 'open-edx' })
    await makeRule(academy, rule)
    const deliver = async (...events: object[]) => {
      for (const event of events) expect((await post(connection.url, JSON.stringify(event))).status).toBe(202)
      await workAll()
    }
    return { academy, deliver }
  }
  let number = 0
  const passing = (is_passing: boolean, time: string) => ({
    'openedx_events.learning.data.CoursePassingStatusData': {
      is_passing,
      course: { course_key: 'course-v1:a+b+c' },
      user: { id: 4, pii: { email: 'ada@example.com' } },
    },
    event_metadata: {
      event_type: 'org.openedx.learning.course.passing.status.updated.v1',
      id: `e${number++}`,
      time: `2026-03-${time} 20:28:12.798285+00:00`,
    },
  })
  const revoked = (time: string) => ({
    'openedx_events.learning.data.CertificateData': {
      course: { course_key: 'course-v1:a+b+c' },
      user: { id: 4, pii: { email: 'ada@example.com' } },
    },
    event_metadata: {
      event_type: 'org.openedx.learning.certificate.revoked.v1',
      id: `e${number++}`,
      time: `2026-03-${time} 20:28:12+00:00`,
    },
  })
  const awardStates = async (academy: Academy) =>
    (await call('GET', '/v1/awards', { token: academy.token })).body.items
      .map(({ state }: { state: string }) => state)
      .reverse()

  it('a grade that falls flags by default, and the credential stays', async () => {
    const { academy, deliver } = await openEdx()
    await deliver(passing(true, '01'), passing(false, '02'))
    expect(await statesOf(academy)).toEqual(['issued', 'flagged'])
    expect(await awardStates(academy)).toEqual(['flagged'])
    expect((await credentialsOf(academy))[0].state).toBe('active')
  })

  it('suspends by rule, and reinstates when the learner passes again', async () => {
    const { academy, deliver } = await openEdx(
      { onRegression: 'suspend' },
      { ...SIMPLE_ACHIEVEMENT, suspendable: true },
    )
    await deliver(passing(true, '01'))
    await deliver(passing(false, '02'))
    expect((await credentialsOf(academy))[0].state).toBe('suspended')
    await deliver(passing(true, '03'))
    expect((await credentialsOf(academy))[0].state).toBe('active')
    expect(await awardStates(academy)).toEqual(['issued'])
  })

  it('a credential that cannot be suspended is flagged instead, never passed over', async () => {
    const { academy, deliver } = await openEdx({ onRegression: 'suspend' })
    await deliver(passing(true, '01'))
    await deliver(passing(false, '02'))
    expect(await statesOf(academy)).toEqual(['issued', 'flagged'])
  })

  it('a revoked certificate revokes the credential; a later pass is awarded anew', async () => {
    const { academy, deliver } = await openEdx()
    await deliver(passing(true, '01'))
    await deliver(revoked('02'))
    const [first] = await credentialsOf(academy)
    expect(first.state).toBe('revoked')
    await publishAll()
    expect(await verdictOf(first.id)).toBe('invalid')
    await deliver(passing(true, '03'))
    const credentials = await credentialsOf(academy)
    expect(credentials.map(({ state }: { state: string }) => state).sort()).toEqual(['active', 'revoked'])
  })

  it.each([
    ['revoke', 'revoked'],
    ['suspend', 'suspended'],
  ])(
    'a crash between the credential (%s) and its award does not outlast a later pass',
    async (onRegression, state) => {
      const { academy, deliver } = await openEdx(
        { onRegression },
        { ...SIMPLE_ACHIEVEMENT, suspendable: true },
      )
      await deliver(passing(true, '01'))
      const [first] = await credentialsOf(academy)
      // What the crash leaves: the credential is changed, the award is not, and the event is worked on again later.
      const reason = { token: academy.token, body: { reason: 'vendor-regression' } }
      expect((await call('POST', `/v1/credentials/${first.id}/${onRegression}`, reason)).body.state).toBe(
        state,
      )
      await deliver(passing(true, '03'))
      await deliver(passing(false, '02'))
      const states = (await credentialsOf(academy)).map((credential: { state: string }) => credential.state)
      expect(states.filter((each: string) => each === 'active')).toHaveLength(1)
    },
  )

  it('an award that a crash left without its credential gives way when the vendor has taken the pass back', async () => {
    const { academy, deliver } = await openEdx({ onRegression: 'revoke', holdForApproval: true })
    await deliver(passing(true, '01'))
    // What the crash leaves: claimed, approved, not issued; then the regression comes before the event is worked on again.
    await env.DB.prepare(`UPDATE awards SET state = 'approved' WHERE issuer_id = ?1`).bind(academy.id).run()
    await deliver(passing(false, '02'))
    await env.DB.prepare(`UPDATE vendor_events SET state = 'pending' WHERE issuer_id = ?1`)
      .bind(academy.id)
      .run()
    await workAll()
    await env.DB.prepare(
      `UPDATE vendor_events SET state = 'pending' WHERE issuer_id = ?1 AND state = 'failed'`,
    )
      .bind(academy.id)
      .run()
    await workAll()
    expect(await statesOf(academy)).toEqual(['superseded', 'nothing-to-do'])
    expect(await awardStates(academy)).toEqual(['declined'])
  })

  it('events that come in the wrong order end the same', async () => {
    const { academy, deliver } = await openEdx({ onRegression: 'revoke' })
    await deliver(passing(false, '02'))
    await deliver(passing(true, '01'))
    expect(await statesOf(academy)).toEqual(['nothing-to-do', 'superseded'])
    expect(await credentialsOf(academy)).toHaveLength(0)
    await deliver(passing(true, '04'))
    await deliver(passing(false, '03'))
    expect(await credentialsOf(academy)).toMatchObject([{ state: 'active' }])
    expect((await statesOf(academy)).slice(2)).toEqual(['issued', 'superseded'])
  })

  it('what was revoked by hand is awarded again by a completion of after the revocation, or by a replay, and by nothing else', async () => {
    const { academy, deliver } = await setUp()
    await deliver(completed({ source_event_id: 'first' }))
    const [first] = await credentialsOf(academy)
    const revoke = (id: string) =>
      call('POST', `/v1/credentials/${id}/revoke`, { token: academy.token, body: { reason: 'mistake' } })
    expect((await revoke(first.id)).status).toBe(200)
    await deliver(completed({ source_event_id: 'late repeat' }))
    expect(await credentialsOf(academy)).toHaveLength(1)

    const [event] = await eventsOf(academy, '&state=issued')
    await call('POST', '/v1/vendor-events/replay', { token: academy.token, body: { ids: [event.id] } })
    await workAll()
    expect(await credentialsOf(academy)).toHaveLength(2)
    const active = (await credentialsOf(academy)).find(({ state }: { state: string }) => state === 'active')
    await revoke(active.id)
    await deliver(
      completed({ source_event_id: 'newer', completed_at: new Date(Date.now() + 5000).toISOString() }),
    )
    expect(await credentialsOf(academy)).toHaveLength(3)
  })
})

describe('rules', () => {
  it('an unmet condition is rejected with its reason; an unknown course waits for a rule and can be replayed', async () => {
    const { academy, deliver } = await setUp({
      course: { match: 'pattern', pattern: 'edge-*' },
      conditions: { minimumScore: 95 },
    })
    const body = { url: 'https://receiver.example.com/', eventTypes: ['completion.rejected'] }
    await call('POST', '/v1/webhook-endpoints', { token: academy.token, body })
    await deliver(completed(), completed({ score: undefined }), completed({ course_id: 'other' }))
    expect((await eventsOf(academy)).reverse().map(({ state, reason }) => [state, reason])).toEqual([
      ['rejected', 'score-too-low'],
      ['rejected', 'score-missing'],
      ['no-rule', null],
    ])
    const told = (await call('GET', '/v1/webhook-deliveries', { token: academy.token })).body.items
    expect(told.map(({ type }: { type: string }) => type)).toEqual([
      'completion.rejected',
      'completion.rejected',
    ])
    await makeRule(academy, { course: { match: 'exact', id: 'other' } })
    const [unruled] = await eventsOf(academy, '&state=no-rule')
    await call('POST', '/v1/vendor-events/replay', { token: academy.token, body: { ids: [unruled.id] } })
    await workAll()
    expect(await credentialsOf(academy)).toHaveLength(1)
  })

  it('a rule is tried on a past event without issuing', async () => {
    const { academy, deliver, ruleId } = await setUp({ conditions: { minimumScore: 95 } })
    await deliver(completed())
    const [event] = await eventsOf(academy)
    const tried = await call('POST', `/v1/completion-rules/${ruleId}/try`, {
      token: academy.token,
      body: { eventId: event.id },
    })
    expect(tried.body).toMatchObject({ speaksOfCourse: true, unmet: ['score-too-low'], wouldIssue: false })
    const draft = {
      name: 'Draft',
      course: { match: 'exact', id: 'edge-101' },
      achievementId: academy.achievementId,
    }
    const drafted = await call('POST', '/v1/completion-rules/try', {
      token: academy.token,
      body: { eventId: event.id, rule: draft },
    })
    expect(drafted.body).toMatchObject({
      wouldIssue: true,
      request: { recipient: { email: 'ada@example.com' } },
    })
    expect(await credentialsOf(academy)).toHaveLength(0)
  })

  it('holds for approval; approved it is issued once, declined it is not', async () => {
    const { academy, deliver } = await setUp({ holdForApproval: true })
    await deliver(
      completed({ learner_email: 'ada@example.com' }),
      completed({ learner_email: 'bob@example.com' }),
    )
    const held = (await call('GET', '/v1/awards?state=held', { token: academy.token })).body.items
    expect(held).toHaveLength(2)
    const decide = (index: number, verb: string) =>
      call('POST', `/v1/awards/${held[index].id}/${verb}`, { token: academy.token, body: {} })
    expect((await decide(0, 'approve')).status).toBe(200)
    expect((await decide(0, 'decline')).status).toBe(409)
    expect((await decide(1, 'decline')).status).toBe(200)
    await workAll()
    expect(await credentialsOf(academy)).toHaveLength(1)
    expect((await statesOf(academy)).sort()).toEqual(['issued', 'rejected'])
  })

  it('templates fill in evidence, results, validity and, only when asked, the name', async () => {
    const template = {
      includeName: true,
      validForDays: 3650,
      inLanguage: 'pt-BR',
      resultDescription: 'points',
      evidence: { name: '{course.title}', narrative: 'Score {score} on {completedAt}' },
    }
    const { academy, deliver } = await setUp({ template }, FULL_ACHIEVEMENT)
    await deliver(completed({ learner_name: 'Ada\u202e <b>Lovelace</b>\r\n' }))
    const [credential] = await credentialsOf(academy)
    const { body } = await call('GET', `/credentials/${credential.id}`, {
      headers: { Accept: 'application/vc' },
    })
    const badge = typeof body === 'string' ? JSON.parse(body) : body
    expect(badge.evidence).toMatchObject([
      { name: 'Edge', narrative: 'Score 92 % on 2026-08-20T16:30:00.000Z' },
    ])
    expect(badge.validUntil).toBe('2036-08-17T16:30:00.000Z')
    expect(JSON.stringify(badge.credentialSubject)).toContain('Ada <b>Lovelace</b>')
    expect(badge.credentialSubject.achievement.inLanguage).toBe('pt-BR')
    expect(badge.credentialSubject.result).toMatchObject([{ value: '92' }])
    expect(await verdictOf(credential.id)).toBe('valid')
  })

  it('an achievement that was archived makes the event dead, to be seen and replayed', async () => {
    const { academy, deliver } = await setUp()
    await call('POST', `/v1/achievements/${academy.achievementId}/archive`, { token: academy.token })
    await deliver(completed())
    const [event] = await eventsOf(academy)
    expect(event).toMatchObject({ state: 'dead' })
    expect(event.reason).toContain('archived')
    await call('POST', `/v1/achievements/${academy.achievementId}/restore`, { token: academy.token })
    await call('POST', '/v1/vendor-events/replay', { token: academy.token, body: { ids: [event.id] } })
    await workAll()
    expect(await credentialsOf(academy)).toHaveLength(1)
  })

  it.each([
    ['a language that is none', { inLanguage: 'Portuguese!' }, '/template/inLanguage'],
    [
      'a result that the achievement does not have',
      { resultDescription: 'none' },
      '/template/resultDescription',
    ],
  ])('refuses a template with %s', async (_, template, pointer) => {
    const academy = await makeAcademy()
    const course = { match: 'exact', id: 'c' }
    const body = { name: 'x', course, achievementId: academy.achievementId, template }
    const refused = await call('POST', '/v1/completion-rules', { token: academy.token, body })
    expect([refused.status, refused.body.errors[0].pointer]).toEqual([422, pointer])
  })

  it('has the learner mailed where the template says so, and refuses that where no mail is sent', async () => {
    const template = { notify: { language: 'pt' } }
    const { academy, deliver } = await setUp({ template })
    await deliver(completed())
    const [credential] = await credentialsOf(academy)
    const mail = await env.DB.prepare(`SELECT language FROM notifications WHERE credential_id = ?1`)
      .bind(credential.id)
      .first('language')
    expect(mail).toBe('pt')
    const course = { match: 'exact', id: 'c' }
    const body = RuleBody().parse({ name: 'x', course, achievementId: academy.achievementId, template })
    const caller = { kind: 'system', name: 'test' } as const
    await expect(
      createRule({ ...deps(), sendMail: null }, academy.id, body, caller, notRepeated),
    ).rejects.toMatchObject({ errors: [{ pointer: '/template/notify' }] })
  })

  it('refuses an achievement or a connection of another issuer', async () => {
    const [mine, theirs] = [await makeAcademy(), await makeAcademy()]
    const rule = { name: 'x', course: { match: 'exact', id: 'c' }, achievementId: theirs.achievementId }
    expect((await call('POST', '/v1/completion-rules', { token: mine.token, body: rule })).status).toBe(422)
    const foreign = await connect(theirs, { kind: 'automation' })
    const other = { ...rule, achievementId: mine.achievementId, connectionId: foreign.id }
    expect((await call('POST', '/v1/completion-rules', { token: mine.token, body: other })).status).toBe(404)
    for (const path of [`/v1/connections/${foreign.id}`]) {
      expect((await call('GET', path, { token: mine.token })).status).toBe(404)
    }
  })
})

describe('learners without an e-mail', () => {
  it('wait for their account link, and go on when it comes', async () => {
    const { academy, connection, deliver } = await setUp()
    await deliver(
      completed({ learner_email: undefined, learner_id: 'u-1' }),
      completed({ learner_email: undefined, learner_id: 'u-2' }),
    )
    expect(await statesOf(academy)).toEqual(['waiting-for-learner', 'waiting-for-learner'])
    const link = { connectionId: connection.id, learnerId: 'u-1', email: 'Ada@example.com', name: 'Ada' }
    const linked = await call('POST', '/v1/account-links', { token: academy.token, body: link })
    expect(linked).toMatchObject({ status: 201, body: { resumed: 1, email: 'ada@example.com' } })
    await workAll()
    expect(await statesOf(academy)).toEqual(['issued', 'waiting-for-learner'])
    await deliver(completed({ learner_email: undefined, learner_id: 'u-1', course_id: 'edge-102' }))
    expect(await credentialsOf(academy)).toHaveLength(2)
  })
})

describe('bad input', () => {
  it('is refused or kept, and always to be seen', async () => {
    const { academy, connection, secret, send } = await setUp()
    const body = JSON.stringify(completed())
    expect((await post(connection.url, body)).status).toBe(401)
    expect((await post(connection.url, body, signed(FORGED_SECRET, body))).status).toBe(401)
    const old = { ...signed(secret, body), 'webhook-timestamp': '1600000000' }
    expect((await post(connection.url, body, old)).status).toBe(401)
    expect((await post('/hooks/00000000-0000-4000-8000-000000000000', body)).status).toBe(404)
    expect((await send({ pad: 'x'.repeat(1_048_576) })).status).toBe(413)
    expect((await send({ type: 'user.created' })).status).toBe(202)
    expect((await send({ course_id: 'c' })).status).toBe(202)
    const broken = '{"a":'
    expect((await post(connection.url, broken, signed(secret, broken))).status).toBe(202)
    await workAll()
    expect((await eventsOf(academy)).map(({ state, reason }) => `${state} ${reason}`).sort()).toEqual([
      'ignored other-event',
      'malformed field-missing',
      'malformed not-json',
    ])
    const refused = (await call('GET', '/v1/deliveries?state=refused', { token: academy.token })).body.items
    expect(refused.map(({ reason }: { reason: string }) => reason).sort()).toEqual([
      'body-too-large',
      'header-missing',
      'signature-wrong',
      'signature-wrong',
    ])
    const counts = (await call('GET', '/v1/vendor-events/counts?days=1', { token: academy.token })).body.items
    expect(counts).toContainEqual({ day: new Date().toISOString().slice(0, 10), state: 'refused', count: 4 })
    expect(counts).toContainEqual({
      day: new Date().toISOString().slice(0, 10),
      state: 'malformed',
      count: 2,
    })
  })

  it('beyond a number a minute is no longer written down, and hinders no genuine sender', async () => {
    const { statuses, refused, send } = await atOneMinute(async () => {
      // Each time another connection: where the minute ended, the next one has counted of this already.
      const { academy, connection, send } = await setUp()
      const forged = () => post(connection.url, '{}', signed(FORGED_SECRET, '{}'))
      const answers = await Promise.all(Array.from({ length: 70 }, forged))
      const list = await call('GET', '/v1/deliveries?state=refused&limit=200', { token: academy.token })
      return { statuses: answers.map(({ status }) => status), refused: list.body.items.length, send }
    })
    expect(statuses.filter((status) => status === 401)).toHaveLength(60)
    expect(statuses.filter((status) => status === 429)).toHaveLength(10)
    expect(refused).toBe(60)
    expect((await send(completed())).status).toBe(202)
  })

  it('a vendor whose clock is an hour wrong: refused where the time is signed, else dated no later than now', async () => {
    const { academy, connection, secret, deliver } = await setUp()
    const body = JSON.stringify(completed())
    for (const [hours, reason] of [
      [1, 'timestamp-too-new'],
      [-1, 'timestamp-too-old'],
    ] as const) {
      const at = new Date(Date.now() + hours * 3_600_000)
      expect((await post(connection.url, body, signed(secret, body, 'msg_clock', at))).status).toBe(401)
      const [seen] = (await call('GET', '/v1/deliveries?state=refused', { token: academy.token })).body.items
      expect(seen.reason).toBe(reason)
    }
    const before = Date.now()
    await deliver(completed({ completed_at: new Date(before + 3_600_000).toISOString() }))
    const [credential] = await credentialsOf(academy)
    const { body: badge } = await call('GET', `/credentials/${credential.id}.json`)
    const awarded = Date.parse((typeof badge === 'string' ? JSON.parse(badge) : badge).awardedDate)
    expect(awarded).toBeGreaterThanOrEqual(before - 1000)
    expect(awarded).toBeLessThanOrEqual(Date.now())
    expect(await verdictOf(credential.id)).toBe('valid')
  })

  it('a batch in which one item is bad: the others go through', async () => {
    const { academy, deliver } = await setUp()
    await deliver([
      completed({ learner_email: 'a@example.com' }),
      'nonsense',
      completed({ learner_email: 'b@example.com' }),
    ])
    expect(await credentialsOf(academy)).toHaveLength(2)
    expect((await statesOf(academy)).sort()).toEqual(['issued', 'issued', 'malformed'])
  })

  it('a large batch is worked on through the queue, every item once', async () => {
    const { academy, deliver } = await setUp()
    await deliver(
      Array.from({ length: 60 }, (_, index) => completed({ learner_email: `learner${index}@example.com` })),
    )
    expect((await statesOf(academy)).filter((state) => state === 'issued')).toHaveLength(60)
  })
})

describe('connections', () => {
  it('show a secret once, rotate it with an overlap, and never answer it again', async () => {
    const { academy, connection, secret } = await setUp()
    const read = await call('GET', `/v1/connections/${connection.id}`, { token: academy.token })
    expect(JSON.stringify(read.body)).not.toContain(secret)
    expect(read.body.strength).toBe('strong')
    const sealed = await env.DB.prepare(`SELECT sealed FROM connection_secrets WHERE connection_id = ?1`)
      .bind(connection.id)
      .first<{ sealed: string }>()
    expect(sealed?.sealed).not.toContain(secret.slice(6, 20))

    const rotated = await call('POST', `/v1/connections/${connection.id}/rotate-secret`, {
      token: academy.token,
      body: { overlapHours: 1 },
    })
    const body = JSON.stringify(completed())
    expect((await post(connection.url, body, signed(secret, body))).status).toBe(202)
    expect((await post(connection.url, body, signed(rotated.body.secret, body))).status).toBe(202)
    await call('POST', `/v1/connections/${connection.id}/rotate-secret`, {
      token: academy.token,
      body: { overlapHours: 0 },
    })
    expect((await post(connection.url, body, signed(rotated.body.secret, body))).status).toBe(401)
  })

  it('are disabled (503, come again) and deleted (410), their events stay', async () => {
    const { academy, connection, secret, deliver } = await setUp()
    await deliver(completed())
    const body = JSON.stringify(completed())
    const change = (state: string) =>
      call('PATCH', `/v1/connections/${connection.id}`, { token: academy.token, body: { state } })
    await change('disabled')
    expect((await post(connection.url, body, signed(secret, body))).status).toBe(503)
    await change('enabled')
    expect((await post(connection.url, body, signed(secret, body))).status).toBe(202)
    expect((await call('DELETE', `/v1/connections/${connection.id}`, { token: academy.token })).status).toBe(
      204,
    )
    expect((await post(connection.url, body, signed(secret, body))).status).toBe(410)
    expect(await eventsOf(academy)).not.toHaveLength(0)
  })

  it('a vendor that nobody knows is mapped from a recorded delivery, without code', async () => {
    const academy = await makeAcademy()
    const connection = await connect(academy, { kind: 'custom' })
    await makeRule(academy)
    const event = {
      what: 'done',
      who: { mail: 'ada@example.com', full: 'Ada' },
      what_course: { no: 7 },
      when: 1787243400,
    }
    expect((await post(connection.url, JSON.stringify(event))).status).toBe(202)
    await workAll()
    expect(await statesOf(academy)).toEqual(['ignored'])
    const [recorded] = (await call('GET', '/v1/deliveries', { token: academy.token })).body.items
    const shown = (await call('GET', `/v1/deliveries/${recorded.id}`, { token: academy.token })).body
    expect(JSON.parse(shown.body)).toEqual(event)

    const mapping = {
      accept: [{ pointer: '/what', values: ['done'] }],
      learner: { email: '/who/mail', name: '/who/full' },
      course: { id: '/what_course/no' },
      completedAt: { at: '/when', format: 'unix-seconds' },
    }
    const bad = await call('PATCH', `/v1/connections/${connection.id}`, {
      token: academy.token,
      body: { mapping: { ...mapping, course: { id: 'no' } } },
    })
    expect(bad.status).toBe(422)
    const tried = await call('POST', `/v1/deliveries/${recorded.id}/try`, {
      token: academy.token,
      body: { mapping },
    })
    expect(tried.body).toMatchObject({
      events: 1,
      items: [
        {
          outcome: 'event',
          meaning: 'completion',
          completion: { learner: { email: 'ada@example.com', name: 'Ada' }, course: { id: '7' } },
          fields: {
            '/what': 'done',
            '/who/mail': 'ada@example.com',
            '/what_course/no': 7,
            '/when': 1787243400,
          },
        },
      ],
    })
    const wrong = { mapping: { ...mapping, completedAt: { at: '/what', format: 'iso' } } }
    const mistried = await call('POST', `/v1/deliveries/${recorded.id}/try`, {
      token: academy.token,
      body: wrong,
    })
    expect(mistried.body.items).toMatchObject([{ problems: [{ code: 'time-unreadable', pointer: '/what' }] }])
    expect(await statesOf(academy)).toEqual(['ignored'])
    const readAgain = (id: string, { token } = academy) =>
      call('POST', `/v1/deliveries/${id}/read-again`, { token })
    await call('PATCH', `/v1/connections/${connection.id}`, { token: academy.token, body: { mapping } })
    expect((await readAgain(recorded.id, await makeAcademy())).status).toBe(409)
    expect((await readAgain(recorded.id)).status).toBe(202)
    await workAll()
    expect(await statesOf(academy)).toEqual(['issued'])
    expect((await readAgain(recorded.id)).status).toBe(409)
    expect(await credentialsOf(academy)).toHaveLength(1)
    await post(connection.url, JSON.stringify({ ...event, who: { mail: 'bob@example.com' } }))
    await workAll()
    const [credential] = await credentialsOf(academy)
    expect(await verdictOf(credential.id)).toBe('valid')
  })

  it('a CloudEvents sender may ask first', async () => {
    const { connection } = await setUp()
    const asked = await call('OPTIONS', new URL(connection.url).pathname, {
      headers: { 'WebHook-Request-Origin': 'lms.example.com' },
    })
    expect(asked.status).toBe(200)
    expect(asked.headers.get('webhook-allowed-origin')).toBe('lms.example.com')
  })
})

describe('a badge from elsewhere', () => {
  async function setUp() {
    const [theirs, ours] = [await makeAcademy(), await makeAcademy()]
    const connection = await connect(ours, { kind: 'prior-learning' })
    const given = await call('POST', '/v1/credentials', {
      token: theirs.token,
      body: { achievementId: theirs.achievementId, recipient: { email: 'ada@example.com' } },
    })
    const badge = (
      await call('GET', `/credentials/${given.body.id}`, { headers: { Accept: 'application/vc' } })
    ).body
    const bring = (email: string, credential: unknown) =>
      call('POST', '/v1/prior-learning', {
        token: ours.token,
        body: { connectionId: connection.id, email, credential },
      })
    return {
      theirs,
      ours,
      badge: typeof badge === 'string' ? JSON.parse(badge) : badge,
      bring,
      credentialId: given.body.id,
    }
  }

  it('is verified, recognised by rule, and counts once', async () => {
    const { ours, theirs, badge, bring } = await setUp()
    await makeRule(ours, { course: { match: 'pattern', pattern: `${theirs.did} *` } })
    const brought = await bring('Ada@example.com', badge)
    expect(brought).toMatchObject({ status: 202, body: { recognised: true } })
    expect((await bring('ada@example.com', badge)).status).toBe(202)
    await workAll()
    const credentials = await credentialsOf(ours)
    expect(credentials).toHaveLength(1)
    expect(await verdictOf(credentials[0].id)).toBe('valid')
    expect((await statesOf(ours)).sort()).toEqual(['duplicate', 'issued'])
  })

  it('is not recognised for somebody else, when it was changed, or when it was revoked', async () => {
    const { theirs, badge, bring, credentialId } = await setUp()
    expect((await bring('eve@example.com', badge)).body).toMatchObject({ recognised: false })
    const changed = { ...badge, name: 'Something better' }
    expect((await bring('ada@example.com', changed)).body).toMatchObject({
      recognised: false,
      reason: 'not-valid',
      verdict: 'invalid',
    })
    await call('POST', `/v1/credentials/${credentialId}/revoke`, { token: theirs.token, body: {} })
    await publishAll()
    expect((await bring('ada@example.com', badge)).body).toMatchObject({
      recognised: false,
      state: 'revoked',
    })
  })
})
