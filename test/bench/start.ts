/**
 * What a fresh isolate spends: its script read, compiled and evaluated in workerd before the Worker can answer, over a
 * process that starts with an empty one; then its first request, the verification of a badge that is sent to it, with
 * everything that waits for a request to be made. The best of several: what else the machine does only ever adds. Node only.
 */
import { readdirSync, readFileSync } from 'node:fs'
import { convertV4MiniflareOptions, Miniflare } from 'miniflare'
import { signedSample } from './core.ts'
import { bundleWorker } from './server.ts'

const ROUNDS = 7
const EMPTY = "export default { fetch: () => new Response('') }"

/** Nothing that a badge without a status asks for is stored: the bindings answer that they have nothing. */
const WORKER = `import worker from './worker.js'
const nothing = { PUBLISHED: { get: async () => null }, VERIFY_LIMIT: { limit: async () => ({ success: true }) } }
const settings = {
  PUBLIC_ORIGIN: 'https://laurel.invalid',
  OPERATOR_TOKEN: '${'a'.repeat(40)}',
  KEY_ENCRYPTION_KEY: '${'A'.repeat(43)}',
}
export default {
  fetch: (request, _, context) =>
    request.method === 'GET' ? new Response('') : worker.fetch(request, { ...nothing, ...settings }, context),
}`

/** Milliseconds of processor time on Linux, else of wall clock. */
export async function workerStart(root: string): Promise<{ start: number; firstRequest: number }> {
  const worker = new TextDecoder().decode(await bundleWorker(root))
  const badge = JSON.stringify(await signedSample())
  const [empty, start, firstRequest]: [number[], number[], number[]] = [[], [], []]
  for (let round = 0; round < ROUNDS; round++) {
    empty.push(await spent({ 'main.js': EMPTY }))
    await spent({ 'main.js': WORKER, 'worker.js': worker }, async (miniflare, started) => {
      start.push(started)
      const before = processorMs() ?? performance.now()
      const answer = await miniflare.dispatchFetch('http://localhost/v1/verify', {
        method: 'POST',
        headers: { 'Content-Type': 'application/vc' },
        body: badge,
      })
      const { verdict } = (await answer.json()) as { verdict?: string }
      firstRequest.push((processorMs() ?? performance.now()) - before)
      if (verdict !== 'valid') throw new Error(`the first request's verdict is ${verdict}`)
    })
  }
  return { start: Math.min(...start) - Math.min(...empty), firstRequest: Math.min(...firstRequest) }
}

/** By a process from its beginning until it has answered. */
async function spent(
  modules: Record<string, string>,
  then?: (miniflare: Miniflare, spent: number) => Promise<void>,
): Promise<number> {
  const options = {
    cf: false,
    compatibilityDate: '2026-10-20',
    modules: Object.entries(modules).map(([path, contents]) => ({ type: 'ESModule', path, contents })),
  }
  const begun = performance.now()
  const miniflare = new Miniflare(
    convertV4MiniflareOptions(options as unknown as Parameters<typeof convertV4MiniflareOptions>[0]),
  )
  try {
    await (await miniflare.dispatchFetch('http://localhost/')).text()
    const started = processorMs() ?? performance.now() - begun
    await then?.(miniflare, started)
    return started
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
