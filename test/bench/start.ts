/**
 * What a fresh isolate spends before the Worker can answer: its script read, compiled and evaluated in workerd. Over a
 * process that starts with an empty one, and the best of several: what else the machine does only ever adds. Node only.
 */
import { readdirSync, readFileSync } from 'node:fs'
import { convertV4MiniflareOptions, Miniflare } from 'miniflare'
import { bundleWorker } from './server.ts'

const ROUNDS = 7
const MAIN = "export default { fetch: () => new Response('') }"

/** Milliseconds of processor time on Linux, else of wall clock. */
export async function workerStart(root: string): Promise<number> {
  const worker = new TextDecoder().decode(await bundleWorker(root))
  const [empty, whole]: [number[], number[]] = [[], []]
  for (let round = 0; round < ROUNDS; round++) {
    empty.push(await readyAfter(MAIN, ''))
    whole.push(await readyAfter(`import './worker.js'\n${MAIN}`, worker))
  }
  return Math.min(...whole) - Math.min(...empty)
}

async function readyAfter(main: string, worker: string): Promise<number> {
  const options = {
    cf: false,
    compatibilityDate: '2026-10-20',
    modules: [
      { type: 'ESModule', path: 'main.js', contents: main },
      ...(worker === '' ? [] : [{ type: 'ESModule', path: 'worker.js', contents: worker }]),
    ],
  }
  const start = performance.now()
  const miniflare = new Miniflare(
    convertV4MiniflareOptions(options as unknown as Parameters<typeof convertV4MiniflareOptions>[0]),
  )
  try {
    await (await miniflare.dispatchFetch('http://localhost/')).text()
    return processorMs() ?? performance.now() - start
  } finally {
    await miniflare.dispose()
  }
}

/** Of the one workerd that this process has started, all its threads, to the nanosecond (proc(5), schedstat). */
function processorMs(): number | undefined {
  if (process.platform !== 'linux') return undefined
  for (const pid of readdirSync('/proc')) {
    try {
      const [, command = '', rest = ''] =
        /^\d+ \((.*)\) (.*)$/s.exec(readFileSync(`/proc/${pid}/stat`, 'utf8')) ?? []
      if (!command.startsWith('workerd') || Number(rest.split(' ')[1]) !== process.pid) continue
      return readdirSync(`/proc/${pid}/task`)
        .map((task) => Number.parseInt(readFileSync(`/proc/${pid}/task/${task}/schedstat`, 'utf8'), 10) / 1e6)
        .reduce((sum, ms) => sum + ms, 0)
    } catch {
      // Another process, which has ended meanwhile.
    }
  }
  return undefined
}
