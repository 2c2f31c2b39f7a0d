/**
 * The whole Worker over HTTP on loopback: sixteen connections kept open, requests one after another on each. The load
 * generator shares the machine with the Worker, so the figures are a floor.
 */
import type { Group } from './core.ts'
import { casesOf } from './http-cases.ts'
import { CONNECTIONS, drained, type HttpCase, load, type Round } from './http-load.ts'
import { type Measurement, type MeasureOptions, median, percentile } from './measure.ts'
import { type Server, startServer } from './server.ts'

/** Longer rounds and fewer of them than in the core: a request is a thousand times as long as what is measured there. */
const ROUNDS = 4
const LONGER = 4
const FLIPS = 5

export interface HttpResult {
  title: Group['title']
  measurements: Measurement[]
}

export async function benchHttp(root: string, port: number, options: MeasureOptions): Promise<HttpResult[]> {
  const server = await startServer(root, port)
  try {
    const { cases, flip } = await casesOf(server)
    const milliseconds = options.roundMs * LONGER
    const rounds = new Map(cases.map((one) => [one, [] as Round[]]))
    await drained(server)
    for (const one of cases) await load(server, one, milliseconds)
    const before = megabytes(server)
    for (let round = 0; round < Math.min(options.rounds, ROUNDS); round++) {
      for (const [one, done] of rounds) done.push(await load(server, one, milliseconds))
    }
    const measurements = [...rounds].map(([one, done]) => summary(one, done))
    measurements.push(await flips(flip))
    const memory = `${before} MB resident when warm, ${megabytes(server)} at the end`
    const title = `Through HTTP (workerd, ${CONNECTIONS} connections; CPU is workerd's, with its D1, KV and queue; ${memory})`
    return [{ title, measurements }]
  } finally {
    await server.stop()
  }
}

/** One after another: nearly all of it is the queue, which waits a second for more to publish at once. */
async function flips(flip: () => Promise<number>): Promise<Measurement> {
  const times: number[] = []
  for (let n = 0; n < FLIPS; n++) times.push(await flip())
  times.sort((a, b) => a - b)
  return {
    name: 'revoke until the published list tells it, one at a time',
    perSecond: 1000 / median(times),
    p10: percentile(times, 0.1),
    p50: percentile(times, 0.5),
    p99: percentile(times, 0.99),
    cpu: Number.NaN,
  }
}

/** For a profile: the cases and the means to load the Worker with one, while an inspector listens. */
export async function underInspection(
  root: string,
  ports: { port: number; inspectorPort: number },
  look: (cases: HttpCase[], run: (one: HttpCase, milliseconds: number) => Promise<Round>) => Promise<void>,
): Promise<void> {
  const server = await startServer(root, ports.port, ports.inspectorPort)
  try {
    const { cases } = await casesOf(server)
    await look(cases, (one, milliseconds) => load(server, one, milliseconds))
  } finally {
    await server.stop()
  }
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

function megabytes(server: Server): number {
  return Math.round(server.memory() / 1e6)
}
