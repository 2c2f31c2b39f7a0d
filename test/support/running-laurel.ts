/** The built Worker on a free loopback port (wrangler's test harness: real assets, D1, KV, queues), and a Chromium. Node only. */
import { execFileSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import path from 'node:path'
import { type Browser, chromium } from 'playwright-core'
import { createTestHarness, type TestHarness, type WorkerHandle } from 'wrangler'

const ROOT = path.join(import.meta.dirname, '..', '..')
const executable = process.env.CHROMIUM ?? '/usr/bin/chromium'
export const OPERATOR_TOKEN = 'operator-token-for-tests'

export const chromiumIsThere = existsSync(executable)

export interface RunningLaurel {
  /** `http://localhost:PORT`; the same server on another origin is `http://127.0.0.1:PORT`. */
  origin: string
  foreignOrigin: string
  worker: WorkerHandle<Env>
  close: () => Promise<void>
}

/** Builds the pages, boots the Worker with PUBLIC_ORIGIN at its own port, and applies the migrations. */
export async function startLaurel(vars: Record<string, string> = {}, root = ROOT): Promise<RunningLaurel> {
  execFileSync(process.execPath, [path.join(root, 'scripts', 'build.mjs')], { stdio: 'inherit' })
  process.env.WRANGLER_SEND_METRICS = 'false'
  process.env.WRANGLER_LOG = 'error'
  process.env.CLOUDFLARE_CF_FETCH_ENABLED = 'false'
  const server: TestHarness = createTestHarness(options(root, 'http://localhost', vars))
  const { url } = await server.listen()
  const origin = `http://localhost:${url.port}`
  await server.update(options(root, origin, vars))
  await server.listen()
  const worker = server.getWorker<Env>()
  await worker.applyD1Migrations('DB')
  return { origin, foreignOrigin: `http://127.0.0.1:${url.port}`, worker, close: () => server.close() }
}

function options(root: string, origin: string, vars: Record<string, string>) {
  return {
    root,
    workers: [
      {
        configPath: './wrangler.toml',
        vars: {
          PUBLIC_ORIGIN: origin,
          OPERATOR_TOKEN,
          KEY_ENCRYPTION_KEY: 'a2VrLWZvci10ZXN0cy0wMTIzNDU2Nzg5YWJjZGVmMDE',
          ...vars,
        },
      },
    ],
  }
}

export function launchChromium(args: string[] = []): Promise<Browser> {
  return chromium.launch({
    executablePath: executable,
    args: [
      '--headless',
      '--no-sandbox',
      '--disable-gpu',
      '--disable-quic',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
      '--no-first-run',
      ...args,
    ],
  })
}
