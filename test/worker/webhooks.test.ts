import { env } from 'cloudflare:workers'
import { Webhook } from 'standardwebhooks'
import { Webhook as SvixWebhook } from 'svix'
import { describe, expect, it } from 'vitest'
import type { Deps } from '../../worker/deps.ts'
import type { GuardedAnswer, GuardedRequest } from '../../worker/http/guarded-request.ts'
import { createSendGuarded } from '../../worker/http/guarded-request.ts'
import type { Mail } from '../../worker/http/send-mail.ts'
import {
  reinstateCredential,
  revokeCredential,
  suspendCredential,
} from '../../worker/issuing/change-status.ts'
import { issueCredential } from '../../worker/issuing/issue-credential.ts'
import type { Job } from '../../worker/jobs.ts'
import { MAX_ATTEMPTS, nextAttempt } from '../../worker/webhooks/attempt-schedule.ts'
import { deliverWebhook, sweepWebhooks } from '../../worker/webhooks/deliver.ts'
import { tellExpiring } from '../../worker/webhooks/tell-expiring.ts'
import { SIMPLE_ACHIEVEMENT } from '../support/achievement-data.ts'
import { call } from '../support/api.ts'
import { makeAchievement, makeIssuer } from '../support/api-issuer.ts'
import { deps } from '../support/vendor-work.ts'

type Sent = GuardedRequest & { headers: Record<string, string>; body: Uint8Array }

/** The deps with a receiver in place of the network, and a clock that can be set. */
function withReceiver(
  answer: (request: Sent, count: number) => Partial<Extract<GuardedAnswer, { ok: true }>> | 'timeout',
) {
  const sent: Sent[] = []
  let now = Date.now()
  const world: Deps = {
    ...deps(),
    clock: { now: () => new Date(now) },
    enqueue: async () => {},
    sendGuarded: async (request) => {
      sent.push(request as Sent)
      const given = answer(request as Sent, sent.length)
      if (given === 'timeout') return { ok: false, reason: 'timeout' }
      return {
        ok: true,
        status: 200,
        headers: new Headers(),
        body: new TextEncoder().encode('thanks'),
        truncated: false,
        ...given,
      }
    },
  }
  const mails: Mail[] = []
  world.sendMail = async (mail) => {
    mails.push(mail)
    return { ok: true }
  }
  const pass = (ms: number) => {
    now += ms
  }
  return { world, sent, mails, pass }
}

async function setUp(eventTypes = ['*']) {
  const issuer = await makeIssuer()
  const made = await call('POST', '/v1/webhook-endpoints', {
    token: issuer.token,
    body: { url: 'https://receiver.example.com/hook', eventTypes },
  })
  if (made.status !== 201) throw new Error(JSON.stringify(made.body))
  const deliveries = async () =>
    (await call('GET', '/v1/webhook-deliveries', { token: issuer.token })).body.items
  const tell = async (type: 'credential.issued' | 'credential.revoked' = 'credential.issued') => {
    const at = new Date().toISOString()
    const event = { type, issuerId: issuer.id, at, credentialId: 'c1', data: { credentialId: 'c1' } }
    await deps().commit(deps().outbox.note([event]))
  }
  return { issuer, endpoint: made.body as { id: string; secret: string }, deliveries, tell }
}

describe('events out', () => {
  it('an issued credential is told, thin, and signed so that stock libraries accept it', async () => {
    const { issuer, endpoint, deliveries } = await setUp(['credential.issued'])
    const achievementId = await makeAchievement(issuer.token)
    await call('POST', '/v1/credentials', {
      token: issuer.token,
      body: { achievementId, recipient: { email: 'ada@example.com' } },
    })
    const [delivery] = await deliveries()
    expect(delivery).toMatchObject({ type: 'credential.issued', state: 'pending' })
    const { world, sent } = withReceiver(() => ({}))
    await deliverWebhook(world, delivery.id)
    const [request] = sent
    const body = new TextDecoder().decode(request?.body)
    expect(new Webhook(endpoint.secret).verify(body, request?.headers ?? {})).toMatchObject({
      type: 'credential.issued',
      data: { achievementId },
    })
    expect(() => new SvixWebhook(endpoint.secret).verify(body, request?.headers ?? {})).not.toThrow()
    expect(body).not.toContain('ada@example.com')
    const read = (await call('GET', `/v1/webhook-deliveries/${delivery.id}`, { token: issuer.token })).body
    expect(read).toMatchObject({
      state: 'delivered',
      attempts: 1,
      body,
      log: [{ status: 200, answer: 'thanks' }],
    })
  })

  it('are kept with the change itself: what a crash or the queue lost right after it, cron sends', async () => {
    const { issuer, deliveries } = await setUp()
    const achievementId = await makeAchievement(issuer.token, { ...SIMPLE_ACHIEVEMENT, suspendable: true })
    const broken: Deps = {
      ...deps(),
      events: { ...deps().events, tell: () => Promise.reject(new Error('the isolate ended')) },
    }
    const request = { achievementId, recipient: { email: 'ada@example.com' } }
    await expect(issueCredential(broken, issuer.id, request)).rejects.toThrow('the isolate ended')
    const [credential] = (await call('GET', '/v1/credentials', { token: issuer.token })).body.items
    for (const [change, type] of [
      [suspendCredential, 'credential.suspended'],
      [reinstateCredential, 'credential.reinstated'],
      [revokeCredential, 'credential.revoked'],
    ] as const) {
      await expect(change(broken, issuer.id, credential.id)).rejects.toThrow('the isolate ended')
      expect((await deliveries())[0]).toMatchObject({ type, state: 'pending' })
    }
    const jobs: Job[] = []
    await sweepWebhooks({ ...deps(), enqueue: async (...added) => void jobs.push(...added) })
    const kept = (await deliveries()).map(({ id }: { id: string }) => id)
    expect(kept).toHaveLength(4)
    for (const deliveryId of kept) expect(jobs).toContainEqual({ kind: 'deliver-webhook', deliveryId })
  })

  it('are not kept where the change itself was refused, nor where nobody asked for them', async () => {
    const { issuer, deliveries } = await setUp(['credential.claimed', 'pathway.completed'])
    const achievementId = await makeAchievement(issuer.token)
    const of = { issuerId: issuer.id, credentialId: crypto.randomUUID(), achievementId }
    const at = new Date().toISOString()
    const { events, commit, guards } = deps()
    const note = () =>
      events.note([
        { type: 'credential.claimed', ...of, at },
        { type: 'credential.issued', ...of, at },
        { type: 'pathway.completed', ...of, at, pathwayId: 'the-pathway' },
      ])
    await expect(commit([guards.hold(guards.issuerUnchanged(issuer.id, 99)), ...note()])).rejects.toThrow()
    expect(await deliveries()).toHaveLength(0)
    await commit(note())
    const kept = await deliveries()
    expect(kept.map(({ type }: { type: string }) => type).sort()).toEqual([
      'credential.claimed',
      'pathway.completed',
    ])
    const count = await env.DB.prepare(`SELECT count(*) AS n FROM webhook_messages WHERE issuer_id = ?1`)
      .bind(issuer.id)
      .first('n')
    expect(count).toBe(2)
  })

  it('only those are told that asked for this type, and only of their own issuer', async () => {
    const mine = await setUp(['credential.revoked'])
    const theirs = await setUp(['*'])
    await mine.tell('credential.issued')
    expect(await mine.deliveries()).toHaveLength(0)
    await mine.tell('credential.revoked')
    expect(await mine.deliveries()).toHaveLength(1)
    expect(await theirs.deliveries()).toHaveLength(0)
    const [delivery] = await mine.deliveries()
    expect(
      (await call('GET', `/v1/webhook-deliveries/${delivery.id}`, { token: theirs.issuer.token })).status,
    ).toBe(404)
  })

  it('is tried again over three days, then the endpoint is paused, its owner told, and what waited goes on', async () => {
    const { issuer, endpoint, deliveries, tell } = await setUp()
    const witness = await call('POST', '/v1/webhook-endpoints', {
      token: issuer.token,
      body: { url: 'https://witness.example.com/', eventTypes: ['webhook.endpoint.paused'] },
    })
    await tell()
    const [delivery] = await deliveries()
    const { world, sent, mails, pass } = withReceiver((_, count) =>
      count % 2 === 0 ? 'timeout' : { status: 500 },
    )
    for (let attempt = 0; attempt < MAX_ATTEMPTS; attempt++) {
      await deliverWebhook(world, delivery.id)
      await deliverWebhook(world, delivery.id)
      expect(sent).toHaveLength(attempt + 1)
      pass(30 * 3_600_000)
    }
    expect((await deliveries()).find(({ id }: { id: string }) => id === delivery.id)).toMatchObject({
      state: 'failed',
      attempts: MAX_ATTEMPTS,
    })
    const read = () => call('GET', `/v1/webhook-endpoints/${endpoint.id}`, { token: issuer.token })
    expect((await read()).body).toMatchObject({
      state: 'paused',
      stateReason: 'timeout',
      health: { delivered: 0, failed: 1, lastAttempt: { status: null, reason: 'timeout' } },
    })
    expect(mails).toMatchObject([{ to: 'badges@academy.example' }])
    expect(mails[0]?.text).toContain(`/v1/webhook-endpoints/${endpoint.id}`)
    expect(
      (await deliveries()).some(
        ({ endpointId, type }: { endpointId: string; type: string }) =>
          endpointId === witness.body.id && type === 'webhook.endpoint.paused',
      ),
    ).toBe(true)
    // The rest of an address is a secret at many a receiver.
    const told = await env.DB.prepare(
      `SELECT body FROM webhook_messages WHERE issuer_id = ?1 AND type = 'webhook.endpoint.paused'`,
    )
      .bind(issuer.id)
      .first<{ body: string }>()
    const { data } = JSON.parse(told?.body ?? '{}')
    expect(Object.keys(data).sort()).toEqual(['deliveryId', 'endpointId', 'host', 'state'])

    await tell()
    const [waiting] = await deliveries()
    await deliverWebhook(world, waiting.id)
    expect(sent).toHaveLength(MAX_ATTEMPTS)
    await call('PATCH', `/v1/webhook-endpoints/${endpoint.id}`, {
      token: issuer.token,
      body: { state: 'enabled' },
    })
    const good = withReceiver(() => ({}))
    good.pass(1000)
    await deliverWebhook(good.world, waiting.id)
    expect(good.sent).toHaveLength(1)
    await call('POST', `/v1/webhook-deliveries/${delivery.id}/resend`, { token: issuer.token })
    await deliverWebhook(good.world, delivery.id)
    expect(good.sent).toHaveLength(2)
  })

  it('410 ends the endpoint; 429 with Retry-After is heard', async () => {
    const { issuer, endpoint, deliveries, tell } = await setUp()
    await tell()
    const [delivery] = await deliveries()
    const busy = withReceiver(() => ({ status: 429, headers: new Headers({ 'Retry-After': '3600' }) }))
    await deliverWebhook(busy.world, delivery.id)
    const [waiting] = await deliveries()
    expect(Date.parse(waiting.nextAttemptAt) - Date.now()).toBeGreaterThan(3_500_000)
    const gone = withReceiver(() => ({ status: 410 }))
    gone.pass(2 * 3_600_000)
    await deliverWebhook(gone.world, delivery.id)
    expect(
      (await call('GET', `/v1/webhook-endpoints/${endpoint.id}`, { token: issuer.token })).body.state,
    ).toBe('gone')
  })

  it('a rotation signs with both secrets until the overlap is over', async () => {
    const { issuer, endpoint, deliveries, tell } = await setUp()
    const rotated = await call('POST', `/v1/webhook-endpoints/${endpoint.id}/rotate-secret`, {
      token: issuer.token,
      body: { overlapHours: 1 },
    })
    await tell()
    const [delivery] = await deliveries()
    const { world, sent } = withReceiver(() => ({}))
    await deliverWebhook(world, delivery.id)
    const body = new TextDecoder().decode(sent[0]?.body)
    for (const secret of [endpoint.secret, rotated.body.secret]) {
      expect(() => new Webhook(secret).verify(body, sent[0]?.headers ?? {})).not.toThrow()
    }
    const later = withReceiver(() => ({}))
    later.pass(2 * 3_600_000)
    await call('POST', `/v1/webhook-deliveries/${delivery.id}/resend`, { token: issuer.token })
    await deliverWebhook(later.world, delivery.id)
    expect(later.sent[0]?.headers['webhook-signature']?.split(' ')).toHaveLength(1)
  })

  it('the sweep finds what is due', async () => {
    const { deliveries, tell } = await setUp()
    await tell()
    const jobs: Job[] = []
    await sweepWebhooks({ ...deps(), enqueue: async (...added) => void jobs.push(...added) })
    const [delivery] = await deliveries()
    expect(jobs).toContainEqual({ kind: 'deliver-webhook', deliveryId: delivery.id })
  })

  it('a month before a credential expires, its issuer is told, once', async () => {
    const { issuer, deliveries } = await setUp(['credential.expiring'])
    const achievementId = await makeAchievement(issuer.token)
    const end = new Date('2031-05-20T10:00:00Z')
    const recipient = { email: 'ada@example.com' }
    const body = { achievementId, recipient, validUntil: end.toISOString() }
    const made = await call('POST', '/v1/credentials', { token: issuer.token, body })
    const at = (time: number) => ({ ...deps(), clock: { now: () => new Date(time) } })
    const full = end.getTime() - 30 * 86_400_000
    await tellExpiring(at(full - 3_600_000))
    await tellExpiring(at(full + 60_000))
    expect(await deliveries()).toHaveLength(0)
    await tellExpiring(at(full + 3_600_000))
    await tellExpiring(at(full + 7_200_000))
    expect(await deliveries()).toMatchObject([
      { type: 'credential.expiring', messageId: `msg_expiring_${made.body.id}` },
    ])
  })

  it('the test button sends now and shows what was answered', async () => {
    const { issuer, endpoint } = await setUp(['credential.revoked'])
    const tested = await call('POST', `/v1/webhook-endpoints/${endpoint.id}/test`, { token: issuer.token })
    // The tests' network answers 599 to everything.
    expect(tested).toMatchObject({ status: 200, body: { type: 'webhook.test', attempts: [{ status: 599 }] } })
  })

  it('no secret stands in the database in clear, and none is answered twice', async () => {
    const { issuer, endpoint } = await setUp()
    const row = await env.DB.prepare(`SELECT sealed FROM webhook_secrets WHERE endpoint_id = ?1`)
      .bind(endpoint.id)
      .first<{ sealed: string }>()
    expect(row?.sealed).not.toContain(endpoint.secret.slice(6, 20))
    const read = await call('GET', `/v1/webhook-endpoints/${endpoint.id}`, { token: issuer.token })
    expect(JSON.stringify(read.body)).not.toContain('whsec_')
  })

  it.each([
    'http://receiver.example.com/',
    'https://127.0.0.1/',
    'https://localhost/',
    'https://[::1]/',
    'https://169.254.169.254/',
    'https://receiver.example.com:8443/',
    'https://user:pw@receiver.example.com/',
    'https://intranet/',
    'ftp://example.com/',
  ])('an address such as %s is refused when it is given', async (url) => {
    const issuer = await makeIssuer()
    const answer = await call('POST', '/v1/webhook-endpoints', { token: issuer.token, body: { url } })
    expect(answer.status).toBe(422)
  })
})

describe('the guarded request', () => {
  const send = createSendGuarded({
    fetch: async () =>
      new Response('x'.repeat(100_000), { status: 302, headers: { Location: 'http://127.0.0.1/' } }),
    judgeName: async () => 'public',
    userAgent: 'test',
    refuseHosts: ['laurel.example'],
  })

  it('follows no redirect and keeps a bounded part of the answer', async () => {
    const answer = await send({ url: 'https://example.com/', method: 'POST', body: '{}', maxBytes: 1000 })
    expect(answer).toMatchObject({ ok: true, status: 302, truncated: true })
    expect(answer.ok && answer.body.length).toBe(1000)
  })

  it('does not reach our own host, nor a private one', async () => {
    for (const url of ['https://laurel.example/v1', 'https://10.0.0.1/', 'https://metadata.internal/']) {
      expect(await send({ url, method: 'GET' })).toEqual({ ok: false, reason: 'refused' })
    }
  })
})

it('the schedule lasts three days and spreads', () => {
  const now = new Date('2026-01-01T00:00:00Z')
  let total = 0
  for (let attempts = 1; attempts < MAX_ATTEMPTS; attempts++) {
    const [early, late] = [nextAttempt(attempts, now, 0), nextAttempt(attempts, now, 1)].map(
      (at) => Date.parse(at ?? '') - now.getTime(),
    )
    expect(late).toBeGreaterThan(early ?? 0)
    total += ((early ?? 0) + (late ?? 0)) / 2
  }
  expect(total / 3_600_000).toBeGreaterThan(72)
  expect(nextAttempt(MAX_ATTEMPTS, now, 0)).toBeNull()
})
