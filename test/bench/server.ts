/**
 * The Worker in workerd, configured by wrangler.toml, with a database and a port of its own, for the length of the
 * benchmark. The socket leads to the Worker itself: the three Workers that miniflare puts before it (entry, assets' proxy,
 * assets' router) cost 0.9 ms a request and stand for what Cloudflare does on its own account. D1, KV and the queue are
 * miniflare's: Workers in the same process and the same thread, so that the processor time told contains theirs. The rate
 * limits are counted in memory, as Cloudflare does (on the Worker's own machine, told on in the background); miniflare writes
 * each count to a file and waits for the disk, which was half of a verification. Node only.
 */
import { readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { readD1Migrations } from '@cloudflare/vitest-plugin'
import { build } from 'esbuild'
import { convertV4MiniflareOptions, Miniflare } from 'miniflare'
import { unstable_readConfig, unstable_getMiniflareWorkerOptions as workerOptionsOf } from 'wrangler'
import { Client } from './http-load.ts'

const CLOCK_TICK_MS = 10
const PAGE_BYTES = 4096

const HOST = '127.0.0.1'

/** Does next to nothing, with the same bindings: what it costs is the runtime's and the simulators'. */
const BARE = `const insert = 'INSERT INTO audit_log (at, caller, action, target) VALUES (?1, ?2, ?3, ?4)'
export default { async fetch(request, { DB, PUBLISHED, VERIFY_LIMIT }) {
  switch (new URL(request.url).pathname) {
    case '/kv': await PUBLISHED.get('bare', { cacheTtl: 30 }); break
    case '/limit': await VERIFY_LIMIT.limit({ key: 'bare' }); break
    case '/d1': await DB.prepare('SELECT id FROM issuers WHERE id = ?1').bind('bare').first(); break
    case '/batch': await DB.batch(Array.from({ length: 12 }, () => DB.prepare(insert).bind('0', '0', '0', '0')))
  }
  return new Response('{}', { headers: { 'Content-Type': 'application/json' } })
} }`

/** Counts and lets everything pass. */
const LIMITS = `import { WorkerEntrypoint } from 'cloudflare:workers'
const counts = new Map()
export class Limit extends WorkerEntrypoint {
  limit({ key }) {
    const count = (counts.get(key) ?? 0) + 1
    counts.set(key, count)
    return { success: count < 1e9 }
  }
}
export default {}`

const WORKER = 'worker/index.ts'

export interface Server {
  worker: Client
  /** Another Worker in the same process. */
  bare: Client
  operatorToken: string
  /** Milliseconds of processor time that workerd has used so far; NaN where the system does not tell. */
  cpuMs(): number
  /** Bytes that workerd holds in memory now; NaN where the system does not tell. */
  memory(): number
  stop(): Promise<void>
}

/** The Worker, or another entry, as wrangler.toml has it deployed: one minified module; for a profile with its names. */
export async function bundleWorker(root: string, entry = WORKER, minify = true): Promise<Uint8Array> {
  const { alias, define } = unstable_readConfig({ config: path.join(root, 'wrangler.toml') })
  const { outputFiles } = await build({
    entryPoints: [path.join(root, entry)],
    bundle: true,
    minify,
    write: false,
    format: 'esm',
    target: 'es2024',
    // 'workerd' reads contexts from served files, which only the Worker has.
    conditions: [...(entry === WORKER ? ['workerd'] : []), 'worker', 'browser'],
    mainFields: ['browser', 'module', 'main'],
    external: ['cloudflare:*', 'node:*'],
    absWorkingDir: root,
    alias: { ...alias, crypto: 'node:crypto' },
    define,
    logLevel: 'error',
  })
  return outputFiles[0]?.contents ?? new Uint8Array()
}

export async function startServer(root: string, port: number, inspectorPort?: number): Promise<Server> {
  const { workerOptions } = workerOptionsOf(path.join(root, 'wrangler.toml'))
  const operatorToken = crypto.randomUUID()
  const { ratelimits, modulesRules: _rules, assets: _assets, ...configured } = workerOptions
  const limits = Object.fromEntries(
    Object.keys(ratelimits ?? {}).map((name) => [name, { name: 'limits', entrypoint: 'Limit' }]),
  )
  const options = {
    host: HOST,
    port: 0,
    cf: false,
    ...(inspectorPort === undefined ? {} : { inspectorPort }),
    workers: [
      {
        ...configured,
        name: 'laurel',
        modules: true,
        script: new TextDecoder().decode(await bundleWorker(root, WORKER, inspectorPort === undefined)),
        serviceBindings: { ASSETS: () => new Response(null, { status: 404 }), ...limits },
        unsafeDirectSockets: [{ host: HOST, port }],
        bindings: {
          PUBLIC_ORIGIN: `http://localhost:${port}`,
          OPERATOR_TOKEN: operatorToken,
          KEY_ENCRYPTION_KEY: Buffer.from(crypto.getRandomValues(new Uint8Array(32))).toString('base64url'),
        },
      },
      {
        name: 'bare',
        modules: true,
        script: BARE,
        compatibilityDate: configured.compatibilityDate,
        d1Databases: configured.d1Databases,
        kvNamespaces: configured.kvNamespaces,
        serviceBindings: limits,
        unsafeDirectSockets: [{ host: HOST, port: port + 1 }],
      },
      { name: 'limits', modules: true, script: LIMITS, compatibilityDate: configured.compatibilityDate },
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
  const worker = new Client(HOST, port, `localhost:${port}`)
  const bare = new Client(HOST, port + 1)
  return {
    worker,
    bare,
    operatorToken,
    cpuMs: workerdCpuMs,
    memory: () => ofWorkerd((fields) => Number(fields[21]) * PAGE_BYTES),
    async stop() {
      worker.close()
      bare.close()
      await miniflare.dispose()
    },
  }
}

/** Milliseconds of processor time that the workerd processes of this one have used; NaN where the system does not tell. */
export function workerdCpuMs(): number {
  return ofWorkerd((fields) => (Number(fields[11]) + Number(fields[12])) * CLOCK_TICK_MS)
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
