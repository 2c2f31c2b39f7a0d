/**
 * What `npm start`, `npm test` and `npm run deploy` need before anything of node_modules can be imported: the packages,
 * and a Node that wrangler accepts. Node built-ins only.
 */
import { execFileSync, spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import path from 'node:path'

export const ROOT = path.join(import.meta.dirname, '..')

/** The Node that is brought where the machine's own is older than wrangler's floor. */
const BROUGHT_NODE = 'node@24.21.0'
const WRANGLER_MINIMUM_MAJOR = 22

/** Runs `npm ci` when node_modules is absent or made from another lock file. */
export function installOnce() {
  const lock = createHash('sha256')
    .update(readFileSync(path.join(ROOT, 'package-lock.json')))
    .digest('hex')
  const stamp = path.join(ROOT, 'node_modules', '.laurel-lock')
  if (existsSync(stamp) && readFileSync(stamp, 'utf8') === lock) return

  console.log('Installing packages (once, about half a minute) …')
  const install = spawnSync('npm', ['ci', '--no-audit', '--no-fund', '--loglevel=error'], {
    cwd: ROOT,
    encoding: 'utf8',
    shell: process.platform === 'win32',
  })
  if (install.status !== 0) {
    console.error(`npm ci failed:\n${install.stdout ?? ''}${install.stderr ?? ''}`)
    process.exit(1)
  }
  writeFileSync(stamp, lock)
}

/** Path of a Node executable that wrangler accepts: this one, or one brought through npm (cached after the first time). */
export function nodeForWrangler() {
  if (Number(process.versions.node.split('.')[0]) >= WRANGLER_MINIMUM_MAJOR) return process.execPath
  try {
    const found = execFileSync('npx', ['-y', '-p', BROUGHT_NODE, '--', 'node', '-p', 'process.execPath'], {
      cwd: ROOT,
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'ignore'],
    })
    return found.trim()
  } catch {
    console.error(
      `Cloudflare's wrangler needs Node ${WRANGLER_MINIMUM_MAJOR} or newer; this is ${process.versions.node}, and ` +
        `npx could not bring ${BROUGHT_NODE}. Install a newer Node and run the command again.`,
    )
    process.exit(1)
  }
}

/** Environment for wrangler: quiet, no telemetry, no account, logs inside the checkout. */
export function wranglerEnvironment(node) {
  return {
    ...process.env,
    PATH: `${path.dirname(node)}${path.delimiter}${process.env.PATH}`,
    WRANGLER_SEND_METRICS: 'false',
    WRANGLER_SEND_ERROR_REPORTS: 'false',
    WRANGLER_HIDE_BANNER: 'true',
    CLOUDFLARE_CF_FETCH_ENABLED: 'false',
    WRANGLER_LOG_PATH: path.join(ROOT, '.wrangler', 'logs'),
    NO_UPDATE_NOTIFIER: '1',
  }
}

export const WRANGLER = path.join(ROOT, 'node_modules', 'wrangler', 'bin', 'wrangler.js')
