/**
 * Many mixed events, repeated and in the wrong order, through faults of D1, the queue and the network: at the end exactly
 * the right set of credentials. `npm run soak` runs it with 5,000 events; `npm test` with a few.
 */
import { env } from 'cloudflare:workers'
import { expect, it, vi } from 'vitest'
import type { Deps } from '../../../worker/deps.ts'
import { utf8 } from '../../../worker/http/bytes.ts'
import type { Job } from '../../../worker/jobs.ts'
import { receiveDelivery } from '../../../worker/vendors/receive-delivery.ts'
import { sweepVendorWork, workVendorJob } from '../../../worker/vendors/work.ts'
import { deliverWebhook, sweepWebhooks } from '../../../worker/webhooks/deliver.ts'
import { call } from '../../support/api.ts'
import { connect, credentialsOf, deps, makeAcademy, makeRule } from '../../support/vendor-work.ts'

const EVENTS = Number(import.meta.env.VITE_SOAK_EVENTS ?? 100)
const isSoak = EVENTS > 1000

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

interface Happening {
  learner: string
  course: string
  kind: 'completed' | 'revoked'
  at: string
}

/** Histories of learners in courses, the repeats of their vendor, and what is no completion at all. */
function makeEvents(chance: () => number) {
  const histories = new Map<string, Happening[]>()
  const bodies: string[] = []
  for (let index = 0; bodies.length < EVENTS; index++) {
    const [learner, course] = [`learner${Math.floor(index / 2)}@example.com`, `course-${index % 2}`]
    const history: Happening[] = []
    const steps = 1 + Math.floor(chance() * 4)
    for (let step = 0; step < steps; step++) {
      const kind = step % 2 === 0 ? 'completed' : 'revoked'
      history.push({
        learner,
        course,
        kind,
        at: new Date(Date.UTC(2026, 0, 1 + step, 0, 0, index % 60)).toISOString(),
      })
    }
    histories.set(`${learner} ${course}`, history)
    for (const [number, event] of history.entries()) {
      const body = (id: string) =>
        JSON.stringify({
          type: `course.${event.kind}`,
          learner_email: event.learner,
          course_id: event.course,
          [event.kind === 'completed' ? 'completed_at' : 'revoked_at']: event.at,
          source_event_id: id,
        })
      bodies.push(body(`${index}-${number}`))
      if (chance() < 0.3) bodies.push(body(`${index}-${number}`))
      if (chance() < 0.2) bodies.push(body(`${index}-${number}-again`))
    }
    if (chance() < 0.1) bodies.push('{"type":"user.created"}')
    if (chance() < 0.05) bodies.push('{"broken":')
  }
  for (let at = bodies.length - 1; at > 0; at--) {
    const other = Math.floor(chance() * (at + 1))
    const [a, b] = [bodies[at] ?? '', bodies[other] ?? '']
    bodies[at] = b
    bodies[other] = a
  }
  return { histories, bodies }
}

/** One write or message in ten goes wrong: before it, after it, twice, or never. */
function faulty(chance: () => number) {
  const jobs: Job[] = []
  let now = Date.now()
  let isCalm = false
  const goes = (share: number) => !isCalm && chance() < share
  const real = deps()
  const world: Deps = {
    ...real,
    clock: { now: () => new Date(now) },
    commit: async (statements) => {
      if (goes(0.05)) throw new Error('D1 went away before')
      const done = await real.commit(statements)
      if (goes(0.05)) throw new Error('D1 went away after')
      return done
    },
    enqueue: async (...sent) => {
      for (const job of sent) {
        if (goes(0.05)) throw new Error('the queue went away')
        if (!goes(0.05)) jobs.push(job)
        if (goes(0.1)) jobs.push(job)
      }
    },
    sendGuarded: async () =>
      goes(0.3)
        ? { ok: false, reason: 'timeout' }
        : {
            ok: true,
            status: goes(0.2) ? 500 : 200,
            headers: new Headers(),
            body: new Uint8Array(),
            truncated: false,
          },
  }
  return {
    world,
    jobs,
    pass: (ms: number) => {
      now += ms
    },
    calmDown: () => {
      isCalm = true
    },
  }
}

it(
  `${EVENTS} events in bad weather end with exactly the right credentials`,
  async () => {
    const quiet = vi.spyOn(console, 'error').mockImplementation(() => {})
    const chance = chances(20261123)
    const academy = await makeAcademy()
    const connection = await connect(academy, { kind: 'automation', authenticity: { way: 'secret-url' } })
    await makeRule(academy)
    await call('POST', '/v1/webhook-endpoints', {
      token: academy.token,
      body: { url: 'https://receiver.example.com/', eventTypes: ['credential.revoked'] },
    })
    const { histories, bodies } = makeEvents(chance)
    const { world, jobs, pass, calmDown } = faulty(chance)

    const runJobs = async () => {
      while (jobs.length > 0) {
        const batch = jobs.splice(0, 10)
        await Promise.all(
          batch.map(async (job) => {
            if (job.kind === 'deliver-webhook') return deliverWebhook(world, job.deliveryId)
            if (job.kind === 'read-delivery' || job.kind === 'work-event') return workVendorJob(world, job)
          }),
        ).catch(() => {})
      }
    }

    const began = Date.now()
    let accepting = 0
    for (let from = 0; from < bodies.length; from += 20) {
      const start = Date.now()
      await Promise.all(
        bodies.slice(from, from + 20).map(async (body) => {
          // A sender that gets no 2xx sends again.
          for (let attempt = 0; attempt < 20; attempt++) {
            const delivery = {
              method: 'POST',
              url: connection.url,
              headers: new Headers({ 'content-type': 'application/json' }),
              body: utf8(body),
              pathSecret: connection.secret ?? '',
              receivedAt: world.clock.now(),
            }
            const reception = await receiveDelivery(world, connection.id, delivery).catch(() => undefined)
            if (reception?.outcome === 'kept') return
          }
          throw new Error('never accepted')
        }),
      )
      accepting += Date.now() - start
      if (from % 100 === 0) await runJobs()
    }
    for (let round = 0; round < 60; round++) {
      await runJobs()
      const open = await env.DB.prepare(
        `SELECT (SELECT count(*) FROM deliveries WHERE connection_id = ?1 AND state = 'received')
            + (SELECT count(*) FROM vendor_events WHERE connection_id = ?1 AND state IN ('pending', 'failed')) AS open`,
      )
        .bind(connection.id)
        .first<{ open: number }>()
      if (open?.open === 0 && jobs.length === 0) break
      if (round === 30) calmDown()
      pass(3 * 3_600_000)
      await sweepVendorWork(world).catch(() => {})
      await sweepWebhooks(world).catch(() => {})
    }
    quiet.mockRestore()

    const awards = await env.DB.prepare(
      `SELECT a.learner_key || ' ' || a.course_id AS history, c.state FROM awards a JOIN credentials c ON c.id = a.credential_id
     WHERE a.connection_id = ?1`,
    )
      .bind(connection.id)
      .all<{ history: string; state: string }>()
    const active = awards.results.filter(({ state }) => state === 'active').map(({ history }) => history)
    const expected = [...histories]
      .filter(([, history]) => history.at(-1)?.kind === 'completed')
      .map(([name]) => name)
    expect(active.sort()).toEqual(expected.sort())

    const counted = await env.DB.prepare(
      `SELECT (SELECT count(*) FROM credentials WHERE issuer_id = ?1) AS credentials,
            (SELECT count(DISTINCT credential_id) FROM awards WHERE issuer_id = ?1 AND credential_id IS NOT NULL) AS awarded,
            (SELECT count(*) FROM vendor_events WHERE issuer_id = ?1 AND state IN ('pending', 'failed', 'dead')) AS unfinished,
            (SELECT count(*) FROM deliveries WHERE issuer_id = ?1 AND state <> 'read') AS unread`,
    )
      .bind(academy.id)
      .first()
    expect(counted).toMatchObject({ unfinished: 0, unread: 0 })
    expect(counted?.credentials).toBe(counted?.awarded)
    if (!isSoak) expect((await credentialsOf(academy)).length).toBeGreaterThan(10)
    if (isSoak) {
      const seconds = (Date.now() - began) / 1000
      console.log(
        `${bodies.length} deliveries: accepted ${Math.round(bodies.length / (accepting / 1000))}/s, all worked on in ${Math.round(seconds)} s`,
      )
    }
  },
  isSoak ? 3_600_000 : 60_000,
)
