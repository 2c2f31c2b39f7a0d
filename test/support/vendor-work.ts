/** Vendors' deliveries in tests: making connections and rules, and working the queue's jobs to their end at once. */
import { env, exports } from 'cloudflare:workers'
import { createDeps } from '../../worker/compose.ts'
import { publishStatusList } from '../../worker/issuing/status-list.ts'
import { type VendorJob, workVendorJob } from '../../worker/vendors/work.ts'
import { call, ORIGIN } from './api.ts'
import { makeAchievement, makeIssuer, type TestIssuer } from './api-issuer.ts'

export const deps = () => createDeps(env)

export interface Academy extends TestIssuer {
  achievementId: string
}

export async function makeAcademy(achievement?: object): Promise<Academy> {
  const issuer = await makeIssuer()
  return { ...issuer, achievementId: await makeAchievement(issuer.token, achievement) }
}

export async function connect(academy: Academy, body: object) {
  const answer = await call('POST', '/v1/connections', {
    token: academy.token,
    body: { name: 'Test', ...body },
  })
  if (answer.status !== 201) throw new Error(JSON.stringify(answer.body))
  return answer.body as { id: string; secret: string | null; url: string; xapiEndpoint: string }
}

export async function makeRule(academy: Academy, body: object = {}): Promise<string> {
  const rule = {
    name: 'Rule',
    course: { match: 'pattern', pattern: '*' },
    achievementId: academy.achievementId,
    ...body,
  }
  const answer = await call('POST', '/v1/completion-rules', { token: academy.token, body: rule })
  if (answer.status !== 201) throw new Error(JSON.stringify(answer.body))
  return answer.body.id
}

/** Does what the queue would do, now, until nothing is left. The queue itself may run beside it: that is no harm. */
export async function workAll(atOnce = 1): Promise<void> {
  const work = async (ids: string[], job: (id: string) => VendorJob) => {
    for (let from = 0; from < ids.length; from += atOnce)
      await Promise.all(ids.slice(from, from + atOnce).map((id) => workVendorJob(deps(), job(id))))
  }
  for (let round = 0; round < 20; round++) {
    const open = async (table: string, state: string) => {
      const { results } = await env.DB.prepare(`SELECT id FROM ${table} WHERE state = ?1`)
        .bind(state)
        .all<{ id: string }>()
      return results.map(({ id }) => id)
    }
    const deliveries = await open('deliveries', 'received')
    await work(deliveries, (deliveryId) => ({ kind: 'read-delivery', deliveryId }))
    const events = await open('vendor_events', 'pending')
    await work(events, (eventId) => ({ kind: 'work-event', eventId }))
    if (deliveries.length + events.length === 0) return
  }
}

// biome-ignore lint/suspicious/noExplicitAny: tests read answers of every shape
export async function eventsOf(academy: Academy, query = ''): Promise<any[]> {
  return (await call('GET', `/v1/vendor-events?limit=200${query}`, { token: academy.token })).body.items
}

export async function statesOf(academy: Academy): Promise<string[]> {
  return (await eventsOf(academy)).map(({ state }) => state).reverse()
}

// biome-ignore lint/suspicious/noExplicitAny: tests read answers of every shape
export async function credentialsOf(academy: Academy): Promise<any[]> {
  return (await call('GET', '/v1/credentials?limit=200', { token: academy.token })).body.items
}

/** Publishes the status lists that changed, as the queue's consumer does. */
export async function publishAll(): Promise<void> {
  for (let round = 0; round < 50; round++) {
    const due = await deps().statusLists.findUnpublished(new Date(0), 1000)
    if (due.length === 0) return
    for (const id of due) await publishStatusList(deps(), id)
    await new Promise((resolve) => setTimeout(resolve, 200))
  }
}

/** The verifier's own verdict on the credential as it is published. */
export async function verdictOf(credentialId: string): Promise<string> {
  const { body } = await call('GET', `/credentials/${credentialId}`, {
    headers: { Accept: 'application/vc' },
  })
  const text = typeof body === 'string' ? body : JSON.stringify(body)
  const report = await call('POST', '/v1/verify', { body: { credential: text } })
  return report.body.verdict
}

/** Bytes or text as they are, to an address of ours. */
export async function post(url: string, body: string | Uint8Array, headers: Record<string, string> = {}) {
  const request = new Request(new URL(url, ORIGIN), {
    method: 'POST',
    body: body as BodyInit,
    headers: { 'Content-Type': 'application/json', ...headers },
  })
  const response = await exports.default.fetch(request)
  return { status: response.status, body: await response.text() }
}
