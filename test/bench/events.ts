/**
 * From a course vendor's event to its credential: the Worker with its queue, as wrangler.toml sets it (a batch waits a second
 * for more), asked again and again until the credential is there.
 */
import { createHmac } from 'node:crypto'
import type { JsonObject } from '../../worker/credential/json.ts'
import type { Group } from './core.ts'
import type { Call } from './http-load.ts'
import { type Measurement, percentile } from './measure.ts'
import { type Server, startServer } from './server.ts'

const BURST = 300
const CONNECTIONS = 16
const PAUSE_MS = 5
const VENDOR_SECRET = 'the-api-key-of-the-bench'

export async function benchEvents(
  root: string,
  port: number,
  { singles }: { singles: number },
): Promise<{ title: Group['title']; measurements: Measurement[] }> {
  const server = await startServer(root, port)
  try {
    const { event, isIssued, issued } = await makeAcademy(server)
    const send = (email: string) => server.worker.expect(event(email), 202)

    const one = async (email: string): Promise<number> => {
      const began = performance.now()
      await send(email)
      while (!(await isIssued(email))) await pause()
      return performance.now() - began
    }
    await one('warm-up@bench.example')
    const times: number[] = []
    for (let n = 0; n < singles; n++) times.push(await one(`single-${n}@bench.example`))
    times.sort((a, b) => a - b)

    const before = await issued()
    const cpu = server.cpuMs()
    const began = performance.now()
    const waiting = Array.from({ length: BURST }, (_, n) => `burst-${n}@bench.example`)
    const connection = async () => {
      for (let email = waiting.pop(); email !== undefined; email = waiting.pop()) await send(email)
    }
    await Promise.all(Array.from({ length: CONNECTIONS }, connection))
    const accepted = performance.now() - began
    while ((await issued()) < before + BURST) await pause(100)
    const elapsed = performance.now() - began
    const each = { p10: Number.NaN, p50: Number.NaN, p99: Number.NaN }
    return {
      title: 'From a vendor’s event to its credential, through the queue (its batches wait up to a second)',
      measurements: [
        {
          name: 'one event, alone',
          perSecond: 1000 / (times.reduce((sum, time) => sum + time, 0) / times.length),
          p10: percentile(times, 0.1),
          p50: percentile(times, 0.5),
          p99: percentile(times, 0.99),
          cpu: Number.NaN,
        },
        {
          name: `${BURST} at once: accepted`,
          perSecond: (BURST * 1000) / accepted,
          ...each,
          cpu: Number.NaN,
        },
        {
          name: `${BURST} at once: every credential issued`,
          perSecond: (BURST * 1000) / elapsed,
          ...each,
          cpu: (server.cpuMs() - cpu) / BURST,
        },
      ],
    }
  } finally {
    await server.stop()
  }
}

/** An issuer, an achievement, a connection and a rule; and how to send an event and to see what became of it. */
async function makeAcademy({ worker, operatorToken }: Server) {
  const json = { 'Content-Type': 'application/json' }
  const ask = async (method: 'GET' | 'POST', path: string, token: string, body?: JsonObject) =>
    JSON.parse(
      await worker.expect({
        method,
        path,
        headers: { ...json, Authorization: `Bearer ${token}` },
        ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      }),
    )
  const issuer = await ask('POST', '/v1/issuers', operatorToken, {
    name: 'Bench',
    url: 'https://bench.example',
  })
  const scopes = ['achievements:write', 'connections:write', 'connections:read', 'credentials:read']
  const key = await ask('POST', `/v1/issuers/${issuer.id}/api-keys`, operatorToken, {
    label: 'bench',
    scopes,
  })
  const token = key.token as string
  const achievement = await ask('POST', '/v1/achievements', token, {
    name: 'Welding, level 2',
    description: 'Plans a weld, sets up the equipment and judges the seam.',
    criteria: { narrative: 'Stood three examinations.' },
  })
  const connection = await ask('POST', '/v1/connections', token, {
    name: 'Bench',
    kind: 'thinkific',
    secret: VENDOR_SECRET,
  })
  const course = { match: 'exact', id: '25' }
  await ask('POST', '/v1/completion-rules', token, { name: 'Bench', course, achievementId: achievement.id })

  const event = (email: string): Call => {
    const body = JSON.stringify({
      id: crypto.randomUUID(),
      resource: 'enrollment',
      action: 'completed',
      payload: { completed_at: '2026-02-01T00:20:04.019Z', course_id: 25, user: { email, id: email } },
    })
    const signature = createHmac('sha256', VENDOR_SECRET).update(body).digest('hex')
    const headers = { ...json, 'X-Thinkific-Hmac-Sha256': signature }
    return { method: 'POST', path: new URL(connection.url).pathname, headers, body }
  }
  const isIssued = async (email: string): Promise<boolean> => {
    const { items } = await ask('GET', `/v1/credentials?recipient=${encodeURIComponent(email)}`, token)
    return items.length > 0
  }
  const issued = async (): Promise<number> => {
    const { items } = await ask('GET', '/v1/vendor-events/counts?days=2', token)
    const counts = (items as { state: string; count: number }[]).filter(({ state }) => state === 'issued')
    return counts.reduce((sum, { count }) => sum + count, 0)
  }
  return { event, isIssued, issued }
}

function pause(milliseconds = PAUSE_MS): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, milliseconds))
}
