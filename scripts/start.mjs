/**
 * `npm start`: the whole platform on this machine, on embedded D1, KV, queue and assets, with a demo issuer.
 * Works as the first command in a fresh clone. Data stays in .wrangler/, secrets in .dev.vars; both are ignored by git.
 */
import { spawn } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:net'
import path from 'node:path'
import { installOnce, nodeForWrangler, ROOT, WRANGLER, wranglerEnvironment } from './environment.mjs'
import { seedDemo } from './seed.mjs'

const CRON_PERIOD_MS = 60_000
const READY_TIMEOUT_MS = 60_000
const STOP_TIMEOUT_MS = 3_000

const port = readPort()
await refuseTakenPort(port)
installOnce()
const node = nodeForWrangler()
const env = wranglerEnvironment(node)
const operatorToken = secretsOnce()

const origin = `http://localhost:${port}`
startWorker()
// At the same time: the Worker opens the database with its first request, which comes after this.
await applyMigrations()
await ready()
printLinks(await demoOrExit())

// Local wrangler never fires crons by itself; a deployment does.
setInterval(() => {
  fetch(`${origin}/cdn-cgi/local/scheduled`).catch(() => undefined)
}, CRON_PERIOD_MS).unref()

function readPort() {
  const value = process.env.PORT ?? '8787'
  const number = Number(value)
  if (Number.isInteger(number) && number > 0 && number < 65_536) return number
  console.error(`PORT=${value} is not a port. Use a number from 1 to 65535, for example PORT=8788 npm start`)
  process.exit(1)
}

/** Asks the system, on both loopback addresses, before anything slow begins. */
async function refuseTakenPort(wanted) {
  for (const host of ['127.0.0.1', '::1']) {
    const code = await new Promise((resolve) => {
      const probe = createServer()
      probe.once('error', (error) => resolve(error.code))
      probe.listen(wanted, host, () => probe.close(() => resolve(undefined)))
    })
    if (code === 'EADDRINUSE' || code === 'EACCES') {
      const why = code === 'EACCES' ? 'may not be used by this account' : 'is in use by another program'
      console.error(`Port ${wanted} ${why}. Choose another: PORT=${wanted === 8787 ? 8788 : 8787} npm start`)
      process.exit(1)
    }
  }
}

/** Makes the two secrets of a local deployment once, readable by this account only. Returns the operator token. */
function secretsOnce() {
  const file = path.join(ROOT, '.dev.vars')
  if (!existsSync(file)) {
    const lines = [
      '# Local secrets, made by npm start. Never commit them. In production: wrangler secret put NAME',
      `OPERATOR_TOKEN=${randomBytes(32).toString('base64url')}`,
      `KEY_ENCRYPTION_KEY=${randomBytes(32).toString('base64url')}`,
    ]
    writeFileSync(file, `${lines.join('\n')}\n`, { mode: 0o600 })
  }
  const token = /^OPERATOR_TOKEN=(.+)$/m.exec(readFileSync(file, 'utf8'))?.[1]
  if (token) return token
  console.error('.dev.vars has no OPERATOR_TOKEN. Add one, or delete .dev.vars and .wrangler/ to begin anew.')
  process.exit(1)
}

async function applyMigrations() {
  const child = spawn(node, [WRANGLER, 'd1', 'migrations', 'apply', 'DB', '--local'], {
    cwd: ROOT,
    env: { ...env, CI: 'true' },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  let output = ''
  for (const stream of [child.stdout, child.stderr]) {
    stream.on('data', (chunk) => {
      output += chunk
    })
  }
  const code = await new Promise((resolve) => child.on('close', resolve))
  if (code === 0) return
  console.error(`The database migrations could not be applied:\n${output}`)
  process.exit(1)
}

/** wrangler dev in a process group of its own, so that Ctrl-C ends it and everything it started. */
function startWorker() {
  const child = spawn(
    node,
    [
      WRANGLER,
      'dev',
      '--local',
      '--ip=127.0.0.1',
      `--port=${port}`,
      '--inspector-port=0',
      '--log-level=error',
      '--show-interactive-dev-session=false',
      `--var=PUBLIC_ORIGIN:http://localhost:${port}`,
      // Local wrangler sends no mail: it keeps each as files below .wrangler/.
      '--var=MAIL_FROM:badges@laurel.example',
    ],
    { cwd: ROOT, env, detached: process.platform !== 'win32', stdio: ['ignore', 'inherit', 'inherit'] },
  )
  let stopping = false
  const end = (signal) => {
    try {
      process.kill(process.platform === 'win32' ? child.pid : -child.pid, signal)
    } catch {
      // It has ended already.
    }
  }
  // However this process ends, the Worker ends with it.
  process.on('exit', () => end('SIGKILL'))
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) {
    process.on(signal, () => {
      if (stopping) return
      stopping = true
      end('SIGTERM')
      setTimeout(() => process.exit(0), STOP_TIMEOUT_MS)
    })
  }
  child.on('exit', (code) => {
    if (stopping) process.exit(0)
    console.error(`The Worker stopped by itself (code ${code}).`)
    process.exit(1)
  })
}

async function ready() {
  const deadline = Date.now() + READY_TIMEOUT_MS
  while (Date.now() < deadline) {
    const answer = await fetch(`${origin}/health`).catch(() => undefined)
    if (answer?.ok) return
    await new Promise((resolve) => setTimeout(resolve, 100))
  }
  console.error(`The Worker did not answer on ${origin} within ${READY_TIMEOUT_MS / 1000} s.`)
  process.exit(1)
}

async function demoOrExit() {
  try {
    return await seedDemo(origin, operatorToken)
  } catch (error) {
    console.error(error.message)
    process.exit(1)
  }
}

function printLinks(demo) {
  const line = (label, value) => console.log(`  ${label.padEnd(20)}${value}`)
  console.log(`\nLaurel runs on ${origin}\n`)
  line('Verify anything', `${origin}/verify`)
  line('A valid credential', demo.valid)
  if (demo.stacked) line('One made of others', demo.stacked)
  line('An expired one', demo.expired)
  line('A revoked one', demo.revoked)
  line('A suspended one', demo.suspended)
  line('API reference', `${origin}/docs`)
  line('Operator token', 'OPERATOR_TOKEN in .dev.vars')
  console.log('\nCtrl-C stops it; the data stays for the next start.')
}
