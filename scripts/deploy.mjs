/**
 * `npm run deploy -- --domain badges.example.org`: makes what is missing on your Cloudflare account (D1, KV, queues,
 * secrets), applies the migrations and deploys. Safe to run again. `--dry-run` says what it would do and builds the
 * Worker without an account. Secrets are made once: where the Worker has them already they are never replaced, because
 * a new KEY_ENCRYPTION_KEY would make every issuer's private key unreadable.
 */
import { spawnSync } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { parseArgs } from 'node:util'
import { installOnce, nodeForWrangler, ROOT, WRANGLER, wranglerEnvironment } from './environment.mjs'

const CONFIG = path.join(ROOT, 'wrangler.toml')
const SECRETS = path.join(ROOT, '.production.vars')
const NO_DATABASE = '00000000-0000-0000-0000-000000000000'
const NO_NAMESPACE = '0'.repeat(32)
const SECRET_NAMES = ['OPERATOR_TOKEN', 'KEY_ENCRYPTION_KEY']
const QUEUES = ['laurel-jobs', 'laurel-jobs-dead']

const options = readOptions()
const origin = options.domain ? `https://${options.domain}` : options.origin
if (!origin || !/^https:\/\/[a-z0-9.-]+$/.test(origin)) {
  stop(
    'Say where the platform will live; issuers get did:web identities under that name, so choose one that stays.\n' +
      '  npm run deploy -- --domain badges.example.org            a domain or subdomain of a zone on your account\n' +
      '  npm run deploy -- --origin https://laurel.YOU.workers.dev  without a domain\n' +
      'Add --dry-run to see what would happen.',
  )
}

if (options['mail-from'] && !/^[^\s@<>]+@[^\s@<>]+$/.test(options['mail-from']))
  stop(`--mail-from ${options['mail-from']} is no e-mail address.`)
for (const each of options.var)
  if (!/^[A-Z_]+:/.test(each)) stop(`--var ${each} has not the form NAME:value.`)

const vars = [
  `--var=PUBLIC_ORIGIN:${origin}`,
  ...(options['mail-from'] ? [`--var=MAIL_FROM:${options['mail-from']}`] : []),
  ...options.var.map((each) => `--var=${each}`),
  // Without it wrangler takes away what an earlier deployment set and this one does not name.
  '--keep-vars',
]

installOnce()
const node = nodeForWrangler()
const env = wranglerEnvironment(node)

if (options['dry-run']) {
  console.log('Would make, where missing: D1 database laurel, KV namespace laurel-published,')
  console.log(`queues ${QUEUES.join(' and ')}, secrets OPERATOR_TOKEN and KEY_ENCRYPTION_KEY;`)
  console.log(`then apply the migrations in migrations/ and deploy as ${origin}:\n`)
  must(['deploy', '--dry-run', '--outdir', '.build/deploy', '--minify', ...vars], 'inherit')
  process.exit(0)
}

must(
  // Without --json it succeeds for strangers, too.
  ['whoami', '--json'],
  'pipe',
  'Log in first: npx wrangler login (or set CLOUDFLARE_API_TOKEN and CLOUDFLARE_ACCOUNT_ID)',
)
database()
namespace()
for (const queue of QUEUES) {
  if (!wrangler(['queues', 'info', queue]).ok) must(['queues', 'create', queue])
}
must(['d1', 'migrations', 'apply', 'DB', '--remote'], 'inherit')
const secretsFile = secrets()
must(
  [
    'deploy',
    '--minify',
    ...vars,
    ...(options.domain ? [`--domain=${options.domain}`] : []),
    ...(secretsFile ? [`--secrets-file=${secretsFile}`] : []),
  ],
  'inherit',
)
console.log(`\nDeployed. Try: curl ${origin}/health`)
console.log(
  "On Cloudflare's free plan set max_batch_size = 1 in wrangler.toml and deploy once more: it allows an",
)
console.log('invocation 50 statements of D1, and an event from a course vendor takes some twenty.')
if (secretsFile) {
  console.log(
    `The operator token is in ${path.relative(ROOT, secretsFile)}. Keep that file in a safe, off this machine:`,
  )
  console.log('without KEY_ENCRYPTION_KEY no issuer can sign again.')
}

function readOptions() {
  try {
    return parseArgs({
      options: {
        domain: { type: 'string' },
        origin: { type: 'string' },
        'mail-from': { type: 'string' },
        var: { type: 'string', multiple: true, default: [] },
        'dry-run': { type: 'boolean', default: false },
      },
    }).values
  } catch (error) {
    return stop(`${error.message}\nThere are --domain, --origin, --mail-from, --var and --dry-run.`)
  }
}

function database() {
  const config = readFileSync(CONFIG, 'utf8')
  if (!config.includes(NO_DATABASE)) return
  const find = () => read(['d1', 'list', '--json']).find(({ name }) => name === 'laurel')?.uuid
  let id = find()
  if (!id) {
    must(['d1', 'create', 'laurel'])
    id = find()
  }
  if (!id) stop('The D1 database laurel was not found after creating it. Look at: npx wrangler d1 list')
  writeFileSync(CONFIG, config.replace(NO_DATABASE, id))
  console.log(`D1 database laurel: ${id} (written to wrangler.toml; commit it)`)
}

function namespace() {
  const config = readFileSync(CONFIG, 'utf8')
  if (!config.includes(NO_NAMESPACE)) return
  const find = () => read(['kv', 'namespace', 'list']).find(({ title }) => title === 'laurel-published')?.id
  let id = find()
  if (!id) {
    must(['kv', 'namespace', 'create', 'laurel-published'])
    id = find()
  }
  if (!id)
    stop(
      'The KV namespace laurel-published was not found after creating it. Look at: npx wrangler kv namespace list',
    )
  writeFileSync(CONFIG, config.replace(NO_NAMESPACE, id))
  console.log(`KV namespace laurel-published: ${id} (written to wrangler.toml; commit it)`)
}

/** Path of the file to upload, or undefined where the Worker has both secrets already. */
function secrets() {
  const listed = wrangler(['secret', 'list', '--format=json'])
  if (listed.ok) {
    const names = new Set(JSON.parse(listed.output).map(({ name }) => name))
    if (SECRET_NAMES.every((name) => names.has(name))) return undefined
    for (const [there, missing] of [SECRET_NAMES, SECRET_NAMES.toReversed()])
      if (names.has(there))
        stop(
          `The Worker has ${there} but no ${missing}. Set it, from your safe if it was set before: npx wrangler secret put ${missing}`,
        )
  } else if (!/10007|not exist|not found/i.test(listed.errors)) {
    stop(
      `Whether the Worker has its secrets could not be learned, so nothing was deployed:\n${listed.errors}`,
    )
  }
  if (!existsSync(SECRETS)) {
    const lines = SECRET_NAMES.map((name) => `${name}=${randomBytes(32).toString('base64url')}`)
    writeFileSync(SECRETS, `${lines.join('\n')}\n`, { mode: 0o600 })
  }
  return SECRETS
}

function wrangler(args, stdio = 'pipe') {
  const result = spawnSync(node, [WRANGLER, ...args], { cwd: ROOT, env, encoding: 'utf8', stdio })
  return {
    ok: result.status === 0,
    output: result.stdout ?? '',
    errors: `${result.stdout ?? ''}${result.stderr ?? ''}`,
  }
}

function read(args) {
  const text = must(args)
  try {
    return JSON.parse(text)
  } catch {
    return stop(`wrangler ${args.join(' ')} did not answer in JSON:\n${text}`)
  }
}

function must(args, stdio = 'pipe', advice = '') {
  const result = wrangler(args, stdio)
  if (!result.ok) stop(`wrangler ${args.join(' ')} failed.\n${result.errors}\n${advice}`)
  return result.output
}

function stop(message) {
  console.error(message)
  process.exit(1)
}
