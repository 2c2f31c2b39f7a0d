/**
 * The whole Worker over HTTP on loopback: sixteen connections kept open, requests one after another on each. The load
 * generator shares the machine with the Worker, so the figures are a floor.
 */
import { createHmac } from 'node:crypto'
import { Agent, request } from 'node:http'
import type { JsonObject } from '../../worker/credential/json.ts'
import { type Group, signedSample } from './core.ts'
import { type Measurement, type MeasureOptions, median, percentile } from './measure.ts'
import { type Server, startServer } from './server.ts'

const CONNECTIONS = 16
const BATCH = 100
const VENDOR_SECRET = 'the-api-key-of-the-bench'

interface Call {
  method: 'GET' | 'POST'
  path: string
  headers?: Record<string, string>
  body?: string
}

interface HttpCase {
  name: string
  next: () => Call
  /** What one request stands for; 1 where absent. */
  operations?: number
  status?: number
  /** At most so many requests, where each uses something up. */
  supply?: () => number
}

export interface HttpResult {
  title: Group['title']
  measurements: Measurement[]
}

export async function benchHttp(root: string, port: number, options: MeasureOptions): Promise<HttpResult[]> {
  const server = await startServer(root, port)
  const agent = new Agent({ keepAlive: true, maxSockets: CONNECTIONS })
  try {
    const client = new Client(server, agent)
    const cases = await casesOf(server, client)
    const rounds = new Map(cases.map((one) => [one, [] as Round[]]))
    for (const one of cases) await load(client, server, one, options.roundMs)
    for (let round = 0; round < options.rounds; round++) {
      for (const [one, done] of rounds) done.push(await load(client, server, one, options.roundMs))
    }
    const measurements = [...rounds].map(([one, done]) => summary(one, done))
    const megabytes = Math.round(server.memory() / 1e6)
    const title = `Through HTTP (workerd, ${CONNECTIONS} connections; CPU is workerd's; ${megabytes} MB resident at the end)`
    return [{ title, measurements }]
  } finally {
    agent.destroy()
    await server.stop()
  }
}

async function casesOf({ operatorToken }: Server, client: Client): Promise<HttpCase[]> {
  const json = { 'Content-Type': 'application/json' }
  const by = (token: string) => ({ ...json, Authorization: `Bearer ${token}` })
  const once = () => ({ 'Idempotency-Key': crypto.randomUUID() })
  const post = async (path: string, token: string, body: JsonObject) =>
    JSON.parse(
      await client.expect({
        method: 'POST',
        path,
        headers: { ...by(token), ...once() },
        body: JSON.stringify(body),
      }),
    )

  const issuer = await post('/v1/issuers', operatorToken, { name: 'Bench', url: 'https://bench.example' })
  const { token } = await post(`/v1/issuers/${issuer.id}/api-keys`, operatorToken, {
    label: 'bench',
    scopes: [
      'achievements:write',
      'connections:write',
      'credentials:issue',
      'credentials:read',
      'credentials:revoke',
    ],
  })
  const achievement = await post('/v1/achievements', token, {
    name: 'Welding, level 2',
    description: 'Plans a weld, sets up the equipment and judges the seam.',
    achievementType: 'Certificate',
    criteria: { narrative: 'Stood three examinations.' },
  })
  const connection = await post('/v1/connections', token, {
    name: 'Bench',
    kind: 'thinkific',
    secret: VENDOR_SECRET,
  })
  let learner = 0
  const request = () => ({
    achievementId: achievement.id,
    recipient: { email: `learner-${learner++}@bench.example`, name: 'A Learner' },
  })
  const issue = (): Call => ({
    method: 'POST',
    path: '/v1/credentials',
    headers: { ...by(token), ...once() },
    body: JSON.stringify(request()),
  })
  const batch = (): Call => ({
    method: 'POST',
    path: '/v1/credentials/batch',
    headers: { ...by(token), ...once() },
    body: JSON.stringify({ items: Array.from({ length: BATCH }, request) }),
  })
  const verify = (credential: unknown): Call => ({
    method: 'POST',
    path: '/v1/verify',
    headers: json,
    body: JSON.stringify({ credential }),
  })

  const completion = (): Call => {
    const body = JSON.stringify({
      id: crypto.randomUUID(),
      resource: 'enrollment',
      action: 'completed',
      payload: {
        completed_at: '2026-02-01T00:20:04.019Z',
        course_id: 25,
        user: { email: `learner-${learner++}@bench.example`, id: learner },
      },
    })
    const signature = createHmac('sha256', VENDOR_SECRET).update(body).digest('hex')
    return {
      method: 'POST',
      path: new URL(connection.url).pathname,
      headers: { ...json, 'X-Thinkific-Hmac-Sha256': signature },
      body,
    }
  }

  const issued = JSON.parse(await client.expect(issue()))
  const path = new URL(issued.url).pathname
  const embedded = JSON.parse(await client.expect({ method: 'GET', path: `${path}.json` }))
  const jwt = await client.expect({ method: 'GET', path: `${path}.jwt` })
  const list = new URL(statusEntry(embedded).statusListCredential).pathname
  const stranger = await signedSample()
  const toRevoke: string[] = []
  for (let index = 0; index < 20; index++) {
    const { items } = JSON.parse(await client.expect(batch()))
    for (const item of items) toRevoke.push(item.credential?.id ?? item.id)
  }

  return [
    {
      name: 'GET an unknown address (404: the Worker alone)',
      next: () => ({ method: 'GET', path: '/x' }),
      status: 404,
    },
    { name: 'verify a badge of a did:key (embedded proof)', next: () => verify(stranger) },
    { name: 'verify our own badge (embedded proof, with status)', next: () => verify(embedded) },
    { name: 'verify our own badge (VC-JWT, with status)', next: () => verify(jwt) },
    { name: 'issue one (both forms, status, stored)', next: issue, status: 201 },
    { name: `issue in batches of ${BATCH}`, next: batch, operations: BATCH },
    {
      name: 'revoke one (durable, publication queued)',
      next: () => ({
        method: 'POST',
        path: `/v1/credentials/${toRevoke.pop()}/revoke`,
        headers: { ...by(token), ...once() },
        body: JSON.stringify({ reason: 'bench' }),
      }),
      supply: () => toRevoke.length,
    },
    { name: 'inbound event of a vendor (genuine, kept, queued)', next: completion, status: 202 },
    { name: 'GET a status list', next: () => ({ method: 'GET', path: list }) },
    { name: 'GET a credential (JSON)', next: () => ({ method: 'GET', path: `${path}.json` }) },
    { name: 'GET a DID document', next: () => ({ method: 'GET', path: `/issuers/${issuer.id}/did.json` }) },
  ]
}

function statusEntry({ credentialStatus }: { credentialStatus: unknown }): { statusListCredential: string } {
  const [entry] = [credentialStatus].flat()
  return entry as { statusListCredential: string }
}

interface Round {
  latencies: number[]
  elapsedMs: number
  cpuMs: number
}

async function load(client: Client, server: Server, one: HttpCase, milliseconds: number): Promise<Round> {
  const latencies: number[] = []
  const cpu = server.cpuMs()
  const start = performance.now()
  const end = start + milliseconds * 4
  const connection = async () => {
    while (performance.now() < end && (one.supply === undefined || one.supply() > 0)) {
      const began = performance.now()
      await client.expect(one.next(), one.status)
      latencies.push(performance.now() - began)
    }
  }
  await Promise.all(Array.from({ length: CONNECTIONS }, connection))
  return { latencies, elapsedMs: performance.now() - start, cpuMs: server.cpuMs() - cpu }
}

function summary({ name, operations = 1 }: HttpCase, rounds: Round[]): Measurement {
  const used = rounds.filter(({ latencies }) => latencies.length > 0)
  const all = used.flatMap(({ latencies }) => latencies).sort((a, b) => a - b)
  const count = all.length * operations
  return {
    name,
    perSecond: median(used.map((round) => (round.latencies.length * operations * 1000) / round.elapsedMs)),
    p10: percentile(all, 0.1),
    p50: percentile(all, 0.5),
    p99: percentile(all, 0.99),
    cpu: used.reduce((sum, round) => sum + round.cpuMs, 0) / count,
  }
}

class Client {
  readonly #address: { host: string; port: number }
  readonly #agent: Agent

  constructor({ host, port }: Server, agent: Agent) {
    this.#address = { host, port }
    this.#agent = agent
  }

  /** The body of a good answer; any other ends the run. */
  async expect(call: Call, status?: number): Promise<string> {
    const answer = await this.#send(call)
    const isGood =
      status === undefined ? answer.status >= 200 && answer.status < 300 : answer.status === status
    if (!isGood) throw new Error(`${call.method} ${call.path}: ${answer.status} ${answer.body.slice(0, 500)}`)
    return answer.body
  }

  #send({ method, path, headers = {}, body }: Call): Promise<{ status: number; body: string }> {
    return new Promise((resolve, reject) => {
      const length = body === undefined ? {} : { 'Content-Length': Buffer.byteLength(body) }
      const sent = request(
        {
          ...this.#address,
          path,
          method,
          agent: this.#agent,
          headers: { Host: `localhost:${this.#address.port}`, ...headers, ...length },
        },
        (answer) => {
          const parts: Buffer[] = []
          answer.on('data', (part) => parts.push(part))
          answer.on('end', () =>
            resolve({ status: answer.statusCode ?? 0, body: Buffer.concat(parts).toString() }),
          )
          answer.on('error', reject)
        },
      )
      sent.on('error', reject)
      sent.end(body)
    })
  }
}
