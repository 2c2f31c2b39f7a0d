/**
 * Many mixed events of seven vendors, one of them pulled and one asked again, repeated and in the wrong order, through faults
 * of D1 (every call), of the queue (lost, doubled, delivered again after a crash) and of the network: at the end exactly the
 * right set of credentials. `npm run soak` runs it with 5,000 events; `npm test` with a few.
 */
import { createExecutionContext } from 'cloudflare:test'
import { env } from 'cloudflare:workers'
import { expect, it, vi } from 'vitest'
import { createApp } from '../../../worker/app.ts'
import { createDeps } from '../../../worker/compose.ts'
import type { Job } from '../../../worker/jobs.ts'
import { runJobs } from '../../../worker/run-jobs.ts'
import { sweepPulls } from '../../../worker/vendors/pull.ts'
import { sweepVendorWork } from '../../../worker/vendors/work.ts'
import { sweepWebhooks } from '../../../worker/webhooks/deliver.ts'
import { call } from '../../support/api.ts'
import { faultyD1, type Goes } from '../../support/faulty-d1.ts'
import { type Happening, type SoakVendor, soakVendors } from '../../support/soak-vendors.ts'
import { makeAcademy, makeRule } from '../../support/vendor-work.ts'

const EVENTS = Number(import.meta.env.VITE_SOAK_EVENTS ?? 100)
const isSoak = EVENTS > 1000
const AT_ONCE = 20
const D1_FAULTS = 0.01

/** mulberry32: the same run for the same seed. */
function chances(seed: number): () => number {
  let state = seed
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let t = Math.imul(state ^ (state >>> 15), 1 | state)
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296
  }
}

interface Sent {
  vendor: SoakVendor
  happening: Happening
}

/** Histories of learners in courses, and what their vendors tell of them: repeated, and in the wrong order. */
function makeEvents(chance: () => number, vendors: SoakVendor[]) {
  const histories = new Map<string, Happening[]>()
  const sent: Sent[] = []
  for (let index = 0; sent.length < EVENTS; index++) {
    const vendor = vendors[index % vendors.length] as SoakVendor
    const [learner, course] = [`learner${index}@example.com`, `https://courses.example/${index % 5}`]
    const steps = vendor.revokes ? 1 + Math.floor(chance() * 4) : 1
    const history = Array.from({ length: steps }, (_, step) => ({
      learner,
      course,
      kind: step % 2 === 0 ? ('completed' as const) : ('revoked' as const),
      at: new Date(Date.UTC(2026, 0, 1 + step, 0, 0, index % 60)).toISOString(),
      id: crypto.randomUUID(),
    }))
    histories.set(`${learner} ${course}`, history)
    for (const happening of history) {
      sent.push({ vendor, happening })
      if (chance() < 0.3) sent.push({ vendor, happening })
      if (chance() < 0.2) sent.push({ vendor, happening: { ...happening, id: crypto.randomUUID() } })
    }
  }
  for (let at = sent.length - 1; at > 0; at--) {
    const other = Math.floor(chance() * (at + 1))
    const [a, b] = [sent[at] as Sent, sent[other] as Sent]
    sent[at] = b
    sent[other] = a
  }
  return { histories, sent }
}

/** A Worker of its own on the tests' database, through which everything may go wrong. */
function badWeather(chance: () => number) {
  const queue: { body: Job; attempts: number }[] = []
  const counts = { d1: 0, queue: 0, network: 0 }
  let isCalm = false
  const goes =
    (kind: keyof typeof counts): Goes =>
    (share) => {
      const wrong = !isCalm && chance() < share
      if (wrong) counts[kind]++
      return wrong
    }
  const badly = goes('queue')
  const sendBatch = async (messages: Iterable<MessageSendRequest<Job>>) => {
    if (badly(0.05)) throw new Error('the queue went away')
    for (const { body } of messages) {
      if (!badly(0.05)) queue.push({ body, attempts: 1 })
      if (badly(0.1)) queue.push({ body, attempts: 1 })
    }
  }
  const world: Env = { ...env, DB: faultyD1(env.DB, goes('d1'), D1_FAULTS), JOBS: { sendBatch } as never }
  const calmDown = () => {
    isCalm = true
  }
  return { world, queue, counts, badly, onNetwork: goes('network'), calmDown }
}

it(
  `${EVENTS} events in bad weather end with exactly the right credentials`,
  async () => {
    const spies = (['error', 'warn'] as const).map((kind) =>
      vi.spyOn(console, kind).mockImplementation(() => {}),
    )
    const chance = chances(20261123)
    const academy = await makeAcademy()
    await makeRule(academy)
    const { vendors, pulled, answer } = await soakVendors(academy)
    const receiver = { url: 'https://receiver.example.com/', eventTypes: ['credential.revoked'] }
    const endpoint = await call('POST', '/v1/webhook-endpoints', { token: academy.token, body: receiver })
    expect(endpoint.status).toBe(201)

    const { histories, sent } = makeEvents(chance, vendors)
    const { world, queue, counts, badly, onNetwork, calmDown } = badWeather(chance)
    const app = createApp()
    const deps = createDeps(world)
    let now = Date.now()
    deps.clock.now = () => new Date(now)
    const told: string[] = []
    deps.sendGuarded = async (request) => {
      if (onNetwork(0.2)) return { ok: false, reason: 'timeout' }
      const ok = { ok: true as const, headers: new Headers(), body: new Uint8Array(), truncated: false }
      if (onNetwork(0.1)) return { ...ok, status: 500 }
      const given = answer(request)
      if (given !== null) return given
      told.push(new TextDecoder().decode(request.body as Uint8Array))
      return { ...ok, status: 200 }
    }

    const runQueue = async () => {
      while (queue.length > 0) {
        const batch = queue.splice(0, 10)
        const settled = new Set<object>()
        const messages = batch.map((message) => ({
          ...message,
          // A consumer that ends before it says so is given the message again.
          ack: () => void (badly(0.03) || settled.add(message)),
          retry: () => {},
        }))
        await runJobs(deps, { messages } as unknown as MessageBatch<Job>).catch(() => {})
        for (const message of batch)
          if (!settled.has(message) && message.attempts < 10)
            queue.push({ ...message, attempts: message.attempts + 1 })
        // The lists are published by the queue and by cron: not what is tested here.
        for (let at = queue.length - 1; at >= 0; at--)
          if (queue[at]?.body.kind === 'publish-status-list') queue.splice(at, 1)
      }
    }
    /** A sender that gets no 2xx sends again. */
    const post = async (request: Request) => {
      for (let attempt = 0; attempt < 20; attempt++) {
        const { status } = await app.fetch(request.clone(), world, createExecutionContext())
        if (status < 300) return
        expect(status).toBeGreaterThanOrEqual(500)
      }
      throw new Error('never accepted')
    }

    const began = Date.now()
    let accepting = 0
    for (let from = 0; from < sent.length; from += AT_ONCE) {
      const start = Date.now()
      await Promise.all(
        sent.slice(from, from + AT_ONCE).map(async ({ vendor, happening }) => {
          const request = await vendor.request(happening, deps.clock.now())
          if (request !== null) await post(request)
        }),
      )
      accepting += Date.now() - start
      if (from % 100 === 0) await runQueue()
    }

    const ours = vendors.map(({ connectionId }) => connectionId)
    const open = () =>
      env.DB.prepare(
        `SELECT (SELECT count(*) FROM deliveries WHERE issuer_id = ?1 AND state = 'received')
            + (SELECT count(*) FROM vendor_events WHERE issuer_id = ?1 AND state IN ('pending', 'failed'))
            + (SELECT count(*) FROM webhook_deliveries WHERE issuer_id = ?1 AND state = 'pending')
            + (SELECT count(*) FROM pull_cursors WHERE connection_id IN (SELECT value FROM json_each(?2)) AND failures > 0) AS n`,
      )
        .bind(academy.id, JSON.stringify(pulled))
        .first<number>('n')
    for (let round = 0; round < 60; round++) {
      await runQueue()
      if (round > 3 && (await open()) === 0 && queue.length === 0) break
      if (round === 25) calmDown()
      now += 3 * 3_600_000
      for (const sweep of [sweepVendorWork, sweepPulls, sweepWebhooks]) await sweep(deps).catch(() => {})
    }
    for (const spy of spies) spy.mockRestore()
    expect(Math.min(...Object.values(counts))).toBeGreaterThan(0)
    expect(await open()).toBe(0)

    const { results: awards } = await env.DB.prepare(
      `SELECT a.learner_key || ' ' || a.course_id AS history, a.connection_id AS connectionId, c.state
       FROM awards a JOIN credentials c ON c.id = a.credential_id WHERE a.issuer_id = ?1`,
    )
      .bind(academy.id)
      .all<{ history: string; connectionId: string; state: string }>()
    const active = awards.filter(({ state }) => state === 'active').map(({ history }) => history)
    const expected = [...histories]
      .filter(([, all]) => all.at(-1)?.kind === 'completed')
      .map(([name]) => name)
    expect(active.sort()).toEqual(expected.sort())
    expect(new Set(awards.map(({ connectionId }) => connectionId))).toEqual(new Set(ours))

    const counted = await env.DB.prepare(
      `SELECT (SELECT count(*) FROM credentials WHERE issuer_id = ?1) AS credentials,
            (SELECT count(*) FROM credentials WHERE issuer_id = ?1 AND state = 'revoked') AS revoked,
            (SELECT count(DISTINCT credential_id) FROM awards WHERE issuer_id = ?1 AND credential_id IS NOT NULL) AS awarded,
            (SELECT count(*) FROM vendor_events WHERE issuer_id = ?1 AND state IN ('pending', 'failed', 'dead')) AS unfinished,
            (SELECT count(*) FROM deliveries WHERE issuer_id = ?1 AND state <> 'read') AS unread`,
    )
      .bind(academy.id)
      .first()
    expect(counted).toMatchObject({
      unfinished: 0,
      unread: 0,
      credentials: awards.length,
      awarded: awards.length,
    })
    // Each revocation was told, whatever went wrong after it: at least once, and of no credential that was not revoked.
    const toldOf = new Set(told.map((text) => JSON.parse(text).data.credentialId))
    expect(toldOf.size).toBe(counted?.revoked)
    if (isSoak) {
      const seconds = Math.round((Date.now() - began) / 1000)
      const rate = Math.round(sent.length / (accepting / 1000))
      const faults = `${counts.d1} faults of D1, ${counts.queue} of the queue, ${counts.network} of the network`
      console.log(`${sent.length} events, ${faults}: accepted ${rate}/s, all worked on in ${seconds} s`)
    }
  },
  isSoak ? 3_600_000 : 120_000,
)
