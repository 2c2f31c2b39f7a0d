/**
 * The Worker in workerd, configured by wrangler.toml, with a database and a port of its own, for the length of the
 * benchmark. By miniflare, which wrangler brings: `wrangler dev` puts a proxy before the Worker that costs more than it.
 * Node only.
 */
import { readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { readD1Migrations } from '@cloudflare/vitest-plugin'
import { build } from 'esbuild'
import { convertV4MiniflareOptions, Miniflare } from 'miniflare'
import { unstable_getMiniflareWorkerOptions as workerOptionsOf } from 'wrangler'

const CLOCK_TICK_MS = 10
const PAGE_BYTES = 4096

export interface Server {
  /** Where it listens. */
  host: string
  port: number
  operatorToken: string
  /** Milliseconds of processor time that workerd has used so far; NaN where the system does not tell. */
  cpuMs(): number
  /** Bytes that workerd holds in memory now; NaN where the system does not tell. */
  memory(): number
  stop(): Promise<void>
}

/** The Worker as it is deployed: one minified module. */
export async function bundleWorker(root: string): Promise<Uint8Array> {
  const { outputFiles } = await build({
    entryPoints: [path.join(root, 'worker/index.ts')],
    bundle: true,
    minify: true,
    write: false,
    format: 'esm',
    target: 'es2024',
    conditions: ['workerd', 'worker', 'browser'],
    mainFields: ['browser', 'module', 'main'],
    external: ['cloudflare:*', 'node:*'],
    alias: { crypto: 'node:crypto' },
    logLevel: 'error',
  })
  return outputFiles[0]?.contents ?? new Uint8Array()
}

export async function startServer(root: string, port: number): Promise<Server> {
  const { workerOptions } = workerOptionsOf(path.join(root, 'wrangler.toml'))
  const operatorToken = crypto.randomUUID()
  const { ratelimits, modulesRules: _, ...configured } = workerOptions
  const unlimited = Object.entries(ratelimits ?? {}).map(([name, limit]) => [
    name,
    { ...(limit as object), simple: { limit: 1e9, period: 60 } },
  ])
  const options = {
    host: '127.0.0.1',
    port,
    cf: false,
    workers: [
      {
        ...configured,
        name: 'laurel',
        modules: true,
        script: new TextDecoder().decode(await bundleWorker(root)),
        ratelimits: Object.fromEntries(unlimited),
        bindings: {
          PUBLIC_ORIGIN: `http://localhost:${port}`,
          OPERATOR_TOKEN: operatorToken,
          KEY_ENCRYPTION_KEY: Buffer.from(crypto.getRandomValues(new Uint8Array(32))).toString('base64url'),
        },
      },
    ],
  }
  const miniflare = new Miniflare(
    convertV4MiniflareOptions(options as unknown as Parameters<typeof convertV4MiniflareOptions>[0]),
  )
  await miniflare.ready
  const database = await miniflare.getD1Database('DB')
  for (const { queries } of await readD1Migrations(path.join(root, 'migrations'))) {
    await database.batch(queries.map((query) => database.prepare(query)))
  }
  return {
    host: '127.0.0.1',
    port,
    operatorToken,
    cpuMs: () => ofWorkerd((fields) => (Number(fields[11]) + Number(fields[12])) * CLOCK_TICK_MS),
    memory: () => ofWorkerd((fields) => Number(fields[21]) * PAGE_BYTES),
    stop: () => miniflare.dispose(),
  }
}

/** Linux: the sum over the workerd processes that this one started, of their `stat` behind the command (proc(5)). */
function ofWorkerd(read: (fields: string[]) => number): number {
  if (process.platform !== 'linux') return Number.NaN
  let sum = 0
  for (const pid of readdirSync('/proc')) {
    if (!/^\d+$/.test(pid)) continue
    try {
      const [, command = '', rest = ''] =
        /^\d+ \((.*)\) (.*)$/s.exec(readFileSync(`/proc/${pid}/stat`, 'utf8')) ?? []
      const fields = rest.split(' ')
      if (command.startsWith('workerd') && Number(fields[1]) === process.pid) sum += read(fields)
    } catch {
      // It has ended meanwhile.
    }
  }
  return sum
}
