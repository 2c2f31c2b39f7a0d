/**
 * The core in workerd, where it is deployed: the same cases as in Node, without the peers, which do not run there. Many
 * operations a request, measured from outside, since a Worker's clock stands still while it works. Node only.
 */
import { convertV4MiniflareOptions, Miniflare } from 'miniflare'
import type { Group } from './core.ts'
import { type Case, type Measurement, type MeasureOptions, measure, median } from './measure.ts'
import { bundleWorker, workerdCpuMs } from './server.ts'

/** Of the cases, those that say something else in workerd than in Node. */
const LEFT_OUT = /jsonld\.js|CLR|batch/
const FRESH_ISOLATES = 5
const WARM_UP = 200

export interface WorkerdResult {
  groups: { title: string; measurements: Measurement[] }[]
  /** Milliseconds of wall clock, over a request that does nothing. */
  firstVerification: number
}

export async function benchInWorkerd(root: string, options: MeasureOptions): Promise<WorkerdResult> {
  const script = new TextDecoder().decode(await bundleWorker(root, 'test/bench/core-in-worker.ts'))
  const worker = await start(script)
  try {
    const groups: WorkerdResult['groups'] = []
    const described: Group[] = JSON.parse(await ask(worker, '/cases'))
    for (const [group, { title, cases }] of described.entries()) {
      const asked = cases.flatMap((one, index) =>
        LEFT_OUT.test(title + one.name) ? [] : [{ ...one, path: `/run?group=${group}&case=${index}` }],
      )
      const sized: Case[] = []
      for (const one of asked) sized.push(await inOneRequest(worker, one, options))
      if (sized.length > 0)
        groups.push({
          title: `In workerd: ${title}`,
          measurements: await measure(sized, options, workerdCpuMs),
        })
    }
    return { groups, firstVerification: await firstInFreshIsolate(script, await ask(worker, '/sample')) }
  } finally {
    await worker.dispose()
  }
}

/** As many operations as take about half a round, so that the request itself does not count. */
async function inOneRequest(
  worker: Miniflare,
  { path, ...one }: Case & { path: string },
  { roundMs }: MeasureOptions,
): Promise<Case> {
  const run = (times: number) => ask(worker, `${path}&times=${times}`)
  await run(WARM_UP)
  const start = performance.now()
  await run(WARM_UP)
  const each = (performance.now() - start) / WARM_UP
  const times = Math.max(1, Math.round(roundMs / 2 / each))
  return { ...one, operations: times, run: () => run(times) }
}

async function firstInFreshIsolate(script: string, sample: string): Promise<number> {
  const differences: number[] = []
  for (let i = 0; i < FRESH_ISOLATES; i++) {
    const worker = await start(script)
    const time = async (path: string) => {
      const begun = performance.now()
      await ask(worker, path, sample)
      return performance.now() - begun
    }
    try {
      const empty = [await time('/empty'), await time('/empty'), await time('/empty')]
      differences.push((await time('/first')) - Math.min(...empty))
    } finally {
      await worker.dispose()
    }
  }
  return median(differences)
}

async function start(script: string): Promise<Miniflare> {
  const options = {
    host: '127.0.0.1',
    cf: false,
    modules: true,
    script,
    compatibilityDate: '2026-10-20',
  } as const
  const worker = new Miniflare(convertV4MiniflareOptions(options))
  await worker.ready
  return worker
}

async function ask(worker: Miniflare, path: string, body?: string): Promise<string> {
  const answer = await worker.dispatchFetch(`http://bench.example${path}`, {
    method: body === undefined ? 'GET' : 'POST',
    ...(body === undefined ? {} : { body }),
  })
  if (!answer.ok) throw new Error(`${path}: ${answer.status} ${await answer.text()}`)
  return answer.text()
}
