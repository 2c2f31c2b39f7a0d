/**
 * `npm start` as a newcomer meets it: in a copy of the checkout without data or secrets, through npm, on a free port. Then
 * the README's first credential, its commands exactly as written.
 */
import { type ChildProcess, execFileSync, spawn } from 'node:child_process'
import { cpSync, existsSync, mkdtempSync, readFileSync, rmSync, statSync, symlinkSync } from 'node:fs'
import { createRequire } from 'node:module'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest'

const ROOT = path.join(import.meta.dirname, '..', '..')
const READY = 'Ctrl-C stops it'

let checkout: string
let port: number

interface Run {
  child: ChildProcess
  output: () => string
  exited: Promise<number | null>
}

beforeAll(async () => {
  checkout = mkdtempSync(path.join(tmpdir(), 'laurel-start-'))
  const tracked = execFileSync('git', ['ls-files', '-z', '--cached', '--others', '--exclude-standard'], {
    cwd: ROOT,
    encoding: 'utf8',
  })
  for (const file of tracked.split('\0').filter((name) => name !== '' && existsSync(path.join(ROOT, name))))
    cpSync(path.join(ROOT, file), path.join(checkout, file))
  symlinkSync(path.join(ROOT, 'node_modules'), path.join(checkout, 'node_modules'))
  port = await freePort()
})

const running: Run[] = []

afterEach(async () => {
  for (const run of running.splice(0)) await stop(run)
})

afterAll(() => rmSync(checkout, { recursive: true, force: true, maxRetries: 5 }))

test('npm start on a fresh checkout comes up quietly, with a demo of every state and secrets that only this account reads', async () => {
  const run = start()
  await until(run, READY)

  expect(run.output()).not.toMatch(/warn|error|exception|\n\s+at /i)
  expect(statSync(path.join(checkout, '.dev.vars')).mode & 0o077).toBe(0)
  for (const [label, state] of [
    ['A valid credential', 'valid'],
    ['An expired one', 'expired'],
    ['A revoked one', 'revoked'],
    ['A suspended one', 'suspended'],
  ] as const)
    expect(await stateOf(linkAfter(run.output(), label))).toBe(state)
})

test('npm run w3c-suites lets a suite that knows no key issue and verify by each of its endpoints', async () => {
  await until(start(), READY)
  const results = await drivenLikeASuite()
  expect(Object.keys(results)).toHaveLength(10)
  for (const outcome of Object.values(results)) expect(outcome).toEqual([201, 200])
})

test('a second start keeps the data, and Ctrl-C leaves nothing listening', async () => {
  const first = start()
  await until(first, READY)
  const credential = linkAfter(first.output(), 'A valid credential')
  await stop(first)
  expect(await isFree(port)).toBe(true)

  const second = start()
  await until(second, READY)
  expect(linkAfter(second.output(), 'A valid credential')).toBe(credential)
  expect(await stateOf(credential)).toBe('valid')
})

test('a taken port is refused at once, with the command that avoids it', async () => {
  const holder = createServer().listen(port, '127.0.0.1')
  const run = start()
  expect(await run.exited).toBe(1)
  expect(run.output()).toContain(`Port ${port} is in use`)
  expect(run.output()).toContain('PORT=')
  await new Promise((resolve) => holder.close(resolve))
})

test("the README's first credential: every command as written ends as the text says", async () => {
  const run = start()
  await until(run, READY)
  const readme = readFileSync(path.join(checkout, 'README.md'), 'utf8')
  const walk = [...readme.matchAll(/<!-- walk -->([\s\S]*?)<!-- \/walk -->/g)]
    .map((match) => match[1])
    .join('\n')
  const commands = [...walk.matchAll(/```sh\n([\s\S]*?)```/g)].map((match) => match[1])
  expect(commands.length).toBeGreaterThan(3)

  const output = execFileSync(
    'bash',
    ['-euo', 'pipefail', '-c', commands.join('\n').replaceAll('8787', `${port}`)],
    {
      cwd: checkout,
      encoding: 'utf8',
    },
  )
  expect(output).toContain('eddsa-rdfc-2022')
  // The first credential, and the transcript of the stacked one.
  expect(output.match(/^Valid\./gm)).toHaveLength(2)
  expect(output).toMatch(/^Revoked\./m)
})

function start(): Run {
  const child = spawn('npm', ['start', '--silent'], {
    cwd: checkout,
    env: { ...process.env, PORT: `${port}`, NODE_OPTIONS: '', npm_config_update_notifier: 'false' },
    stdio: ['ignore', 'pipe', 'pipe'],
    detached: true,
  })
  let text = ''
  for (const stream of [child.stdout, child.stderr]) stream?.on('data', (chunk) => (text += chunk))
  const run = {
    child,
    output: () => text,
    exited: new Promise<number | null>((resolve) => child.on('exit', resolve)),
  }
  running.push(run)
  return run
}

async function until({ child, output }: Run, words: string): Promise<void> {
  for (let waited = 0; waited < 900 && child.exitCode === null; waited++) {
    if (output().includes(words)) return
    await new Promise((resolve) => setTimeout(resolve, 100))
  }
  throw new Error(`npm start did not come up:\n${output()}`)
}

/** As a terminal does it: the signal goes to the whole foreground group. */
async function stop({ child, exited }: Run): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return
  process.kill(-(child.pid ?? 0), 'SIGINT')
  await exited
  for (let waited = 0; waited < 300 && !(await isFree(port)); waited++)
    await new Promise((resolve) => setTimeout(resolve, 100))
}

function linkAfter(output: string, label: string): string {
  const found = new RegExp(`${label}\\s+(\\S+)`).exec(output)?.[1]
  if (found === undefined) throw new Error(`No "${label}" in:\n${output}`)
  return found
}

interface SuiteConfig {
  implementations: [
    {
      issuers: { id: string; endpoint: string; tags: string[] }[]
      verifiers: Endpoints
      vcHolders: Endpoints
    },
  ]
}
type Endpoints = [{ endpoint: string }]

/** Without any key, as the suites ask; terms of their own need the reference canonicalizer in the bundled Worker. */
async function drivenLikeASuite(): Promise<Record<string, [number, number]>> {
  const front = spawn('node', ['scripts/w3c-suites.mjs'], {
    cwd: checkout,
    env: { ...process.env, PORT: `${port}`, FRONT_PORT: `${await freePort()}` },
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  try {
    await new Promise((resolve, reject) => {
      front.stdout?.once('data', resolve)
      front.once('exit', () => reject(new Error('npm run w3c-suites did not come up')))
    })
    const config = createRequire(import.meta.url)(
      path.join(checkout, '.build', 'localConfig.cjs'),
    ) as SuiteConfig
    const [{ issuers, verifiers, vcHolders }] = config.implementations
    const post = async (to: string, body: object) => {
      const headers = { 'Content-Type': 'application/json' }
      const answer = await fetch(to, { method: 'POST', headers, body: JSON.stringify(body) })
      return { status: answer.status, body: (await answer.json()) as { verifiableCredential?: object } }
    }
    const results: Record<string, [number, number]> = {}
    for (const { id, endpoint, tags } of issuers) {
      const credential = {
        '@context': ['https://www.w3.org/ns/credentials/v2', { knots: 'https://terms.example/knots' }],
        id: `urn:uuid:${crypto.randomUUID()}`,
        type: ['VerifiableCredential'],
        issuer: id,
        credentialSubject: { id: 'did:example:learner', knots: 12 },
      }
      const issued = await post(endpoint, { credential })
      const given = { verifiableCredential: issued.body.verifiableCredential }
      const shown = tags.includes('ecdsa-sd-2023')
        ? {
            verifiableCredential: (
              await post(vcHolders[0].endpoint, {
                ...given,
                options: { selectivePointers: ['/credentialSubject/knots'] },
              })
            ).body,
          }
        : given
      const verified = await post(verifiers[0].endpoint, shown)
      results[`${tags[0]} ${endpoint.split('/')[4]}`] = [issued.status, verified.status]
    }
    return results
  } finally {
    front.kill()
  }
}

async function stateOf(url: string): Promise<string> {
  const response = await fetch(`http://localhost:${port}/v1/verify`, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify({ url }),
  })
  const { state } = (await response.json()) as { state: string }
  return state
}

async function freePort(): Promise<number> {
  const server = createServer()
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const address = server.address()
  await new Promise((resolve) => server.close(resolve))
  return typeof address === 'object' && address !== null ? address.port : 0
}

async function isFree(wanted: number): Promise<boolean> {
  const server = createServer()
  return await new Promise((resolve) => {
    server.once('error', () => resolve(false))
    server.listen(wanted, '127.0.0.1', () => server.close(() => resolve(true)))
  })
}
