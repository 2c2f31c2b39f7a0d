/** A load generator on kept-open connections, one request after another on each; and what the Worker's process used meanwhile. */
import { Agent, type IncomingHttpHeaders, request } from 'node:http'
import type { Server } from './server.ts'

export const CONNECTIONS = 16

export interface Call {
  method: 'GET' | 'POST'
  path: string
  headers?: Record<string, string>
  body?: string
}

export interface HttpCase {
  name: string
  next: () => Call
  /** What one request stands for; 1 where absent. */
  operations?: number
  status?: number
  /** At most so many requests, where each uses something up. */
  supply?: () => number
  /** Asks the bare Worker: what the runtime and its simulators cost without ours. */
  isBare?: boolean
  /** Puts something into the queue. */
  leavesWork?: boolean
}

export interface Round {
  latencies: number[]
  elapsedMs: number
  cpuMs: number
}

/** Longer than the queue waits for a batch to fill. */
const PAUSE_MS = 1_200
const IDLE_CPU_MS = 20
const MOST_PAUSES = 100

/**
 * Until the Worker is done with what a row left in its queue, which would take the one thread from the next one for seconds.
 * At once where the system does not tell.
 */
export async function drained(server: Server): Promise<void> {
  for (let pause = 0; pause < MOST_PAUSES; pause++) {
    const before = server.cpuMs()
    if (Number.isNaN(before)) return
    await new Promise((resolve) => setTimeout(resolve, PAUSE_MS))
    if (server.cpuMs() - before < IDLE_CPU_MS) return
  }
}

export async function load(server: Server, one: HttpCase, milliseconds: number): Promise<Round> {
  const client = one.isBare ? server.bare : server.worker
  const latencies: number[] = []
  const cpu = server.cpuMs()
  const start = performance.now()
  const end = start + milliseconds
  const connection = async () => {
    while (performance.now() < end && (one.supply === undefined || one.supply() > 0)) {
      const began = performance.now()
      await client.expect(one.next(), one.status)
      latencies.push(performance.now() - began)
    }
  }
  await Promise.all(Array.from({ length: CONNECTIONS }, connection))
  const round = { latencies, elapsedMs: performance.now() - start, cpuMs: server.cpuMs() - cpu }
  if (one.leavesWork) await drained(server)
  return round
}

export interface Answer {
  status: number
  headers: IncomingHttpHeaders
  body: string
}

export class Client {
  readonly #agent = new Agent({ keepAlive: true, maxSockets: CONNECTIONS })
  readonly #host: string
  readonly #port: number
  readonly #as: string

  /** `as`: the Host that it asks for. */
  constructor(host: string, port: number, as = `${host}:${port}`) {
    this.#host = host
    this.#port = port
    this.#as = as
  }

  /** The body of a good answer; any other ends the run. */
  async expect(call: Call, status?: number): Promise<string> {
    const answer = await this.send(call)
    const isGood =
      status === undefined ? answer.status >= 200 && answer.status < 300 : answer.status === status
    if (!isGood) throw new Error(`${call.method} ${call.path}: ${answer.status} ${answer.body.slice(0, 500)}`)
    return answer.body
  }

  send({ method, path, headers = {}, body }: Call): Promise<Answer> {
    return new Promise((resolve, reject) => {
      const length = body === undefined ? {} : { 'Content-Length': Buffer.byteLength(body) }
      const sent = request(
        {
          host: this.#host,
          port: this.#port,
          path,
          method,
          agent: this.#agent,
          headers: { Host: this.#as, ...headers, ...length },
        },
        (answer) => {
          const parts: Buffer[] = []
          answer.on('data', (part) => parts.push(part))
          answer.on('end', () =>
            resolve({
              status: answer.statusCode ?? 0,
              headers: answer.headers,
              body: Buffer.concat(parts).toString(),
            }),
          )
          answer.on('error', reject)
        },
      )
      sent.on('error', reject)
      sent.end(body)
    })
  }

  close(): void {
    this.#agent.destroy()
  }
}
