/**
 * Measures operations in interleaved rounds, so that what else the machine does falls on all of them alike. Medians
 * over the rounds; percentiles over every single operation.
 */

export interface Case {
  name: string
  /** One operation. */
  run: () => Promise<unknown>
  /** Operations that `run` stands for; 1 where absent. */
  operations?: number
  /** The cases after it, up to the next, are compared with this one. */
  isBaseline?: boolean
}

export interface Measurement {
  name: string
  perSecond: number
  /** Milliseconds of wall clock for one operation. */
  p50: number
  p99: number
  /** Milliseconds of processor time of this process for one operation. */
  cpu: number
  /** The fastest tenth: what else the machine does disturbs it least. */
  p10: number
  /** How many times as long as what it is compared with, by p10. */
  ratio?: number
  against?: string
}

export interface MeasureOptions {
  rounds: number
  roundMs: number
}

/** `cpuMs` reads the processor time that the work uses: this process's, unless it is done elsewhere. */
export async function measure(
  cases: Case[],
  { rounds, roundMs }: MeasureOptions,
  cpuMs: () => number = ownCpuMs,
): Promise<Measurement[]> {
  for (const one of cases) await runFor(one, roundMs, cpuMs)
  const results = new Map(cases.map((one) => [one, [] as Round[]]))
  for (let round = 0; round < rounds; round++) {
    for (const [one, done] of results) done.push(await runFor(one, roundMs, cpuMs))
  }
  let baseline: Measurement | undefined
  return [...results].map(([one, done]) => {
    const measurement = summary(one, done)
    if (one.isBaseline) baseline = measurement
    if (one.isBaseline || baseline === undefined) return measurement
    return { ...measurement, against: baseline.name, ratio: measurement.p10 / baseline.p10 }
  })
}

interface Round {
  latencies: number[]
  elapsedMs: number
  cpuMs: number
}

function ownCpuMs(): number {
  const { user, system } = process.cpuUsage()
  return (user + system) / 1000
}

async function runFor({ run }: Case, milliseconds: number, cpuMs: () => number): Promise<Round> {
  const latencies: number[] = []
  const cpu = cpuMs()
  const start = performance.now()
  let now = start
  do {
    await run()
    const end = performance.now()
    latencies.push(end - now)
    now = end
  } while (now - start < milliseconds)
  return { latencies, elapsedMs: now - start, cpuMs: cpuMs() - cpu }
}

function summary({ name, operations = 1 }: Case, rounds: Round[]): Measurement {
  const all = rounds.flatMap(({ latencies }) => latencies).sort((a, b) => a - b)
  const perOperation = (value: number) => value / operations
  return {
    name,
    perSecond: median(rounds.map((round) => (round.latencies.length * operations * 1000) / round.elapsedMs)),
    p10: perOperation(percentile(all, 0.1)),
    p50: perOperation(percentile(all, 0.5)),
    p99: perOperation(percentile(all, 0.99)),
    cpu: median(rounds.map((round) => perOperation(round.cpuMs / round.latencies.length))),
  }
}

export function median(values: number[]): number {
  return percentile(
    values.toSorted((a, b) => a - b),
    0.5,
  )
}

export function percentile(sorted: number[], share: number): number {
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? Number.NaN
}
