/**
 * `npm run w3c-suites`: what the W3C's test suites need to drive a running Laurel. Makes did:key issuers (Ed25519, P-256,
 * P-384) by the operator's token, writes the suites' `localConfig.cjs`, and stays as a front on this machine alone: the
 * suites know no API keys, and some send no options, so that the front adds both and passes everything on.
 *
 *   LAUREL=http://localhost:8787  what is tested     FRONT_PORT=8790  where the suites find it
 *   OPERATOR_TOKEN=…              else of .dev.vars
 */
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:http'
import path from 'node:path'
import { ROOT } from './environment.mjs'

const laurel = (process.env.LAUREL ?? `http://localhost:${process.env.PORT ?? 8787}`).replace(/\/+$/, '')
const port = Number(process.env.FRONT_PORT ?? 8790)
const front = `http://localhost:${port}`
const CONFIG = path.join(ROOT, '.build', 'localConfig.cjs')
const BOTH = { vc: ['1.1', '2.0'] }
const MAX_BODY_BYTES = 4 * 1024 * 1024

/** Each issuing endpoint that a suite looks for: the key that signs, and what the front asks for in its name. */
const ENDPOINTS = [
  { name: 'vc2.0', key: 'EdDSA', options: { cryptosuite: 'eddsa-rdfc-2022' } },
  { name: 'EnvelopingProof', key: 'EdDSA', options: { cryptosuite: 'vc+jwt' } },
  { name: 'eddsa-rdfc-2022', key: 'EdDSA' },
  { name: 'eddsa-jcs-2022', key: 'EdDSA' },
  { name: 'ecdsa-rdfc-2019', key: 'ES256', keyType: 'P-256' },
  { name: 'ecdsa-rdfc-2019', key: 'ES384', keyType: 'P-384' },
  { name: 'ecdsa-jcs-2019', key: 'ES256', keyType: 'P-256' },
  { name: 'ecdsa-jcs-2019', key: 'ES384', keyType: 'P-384' },
  { name: 'ecdsa-sd-2023', key: 'ES256', keyType: 'P-256' },
  {
    name: 'BitstringStatusList',
    key: 'EdDSA',
    options: { credentialStatus: [{ statusPurpose: 'revocation' }, { statusPurpose: 'suspension' }] },
  },
].map(({ options, ...endpoint }) => ({ ...endpoint, options: options ?? { cryptosuite: endpoint.name } }))

const issuers = await makeIssuers()
mkdirSync(path.dirname(CONFIG), { recursive: true })
writeFileSync(CONFIG, `module.exports = ${JSON.stringify(localConfig(), null, 2)}\n`)
createServer((request, response) => {
  pass(request, response).catch((error) => {
    response.writeHead(502, { 'Content-Type': 'text/plain' }).end(`${error.message}\n`)
  })
}).listen(port, '127.0.0.1', () => {
  console.log(`The suites find ${laurel} at ${front}. Their configuration: ${path.relative(ROOT, CONFIG)}`)
  console.log('Copy it into a suite as localConfig.cjs and run the suite there. Ctrl-C ends the front.')
})

async function makeIssuers() {
  const operator = process.env.OPERATOR_TOKEN ?? operatorToken()
  const made = ['EdDSA', 'ES256', 'ES384'].map(async (keyAlgorithm) => {
    const profile = { name: `W3C test suites (${keyAlgorithm})`, identity: 'did:key', keyAlgorithm }
    const { id, did } = await create('/v1/issuers', operator, profile)
    const { token } = await create(`/v1/issuers/${id}/api-keys`, operator, {
      label: 'W3C test suites',
      scopes: ['vc-api'],
    })
    return [keyAlgorithm, { did, token, base: `${laurel}/vc-api/issuers/${id}` }]
  })
  return Object.fromEntries(await Promise.all(made))
}

function operatorToken() {
  const file = path.join(ROOT, '.dev.vars')
  const token = existsSync(file) && /^OPERATOR_TOKEN=(.+)$/m.exec(readFileSync(file, 'utf8'))?.[1]
  if (token) return token
  console.error('Set OPERATOR_TOKEN to the token of the deployment, or run npm start here first.')
  process.exit(1)
}

async function create(to, token, body) {
  const answer = await fetch(laurel + to, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json', Authorization: `Bearer ${token}` },
    body: JSON.stringify(body),
  }).catch(() => undefined)
  if (answer?.ok) return await answer.json()
  console.error(`${laurel}${to}: ${answer ? `${answer.status} ${await answer.text()}` : 'no answer'}`)
  process.exit(1)
}

/** The form that each suite's README describes. */
function localConfig() {
  const tags = [...new Set(ENDPOINTS.map(({ name }) => name)), 'localhost']
  const verifier = {
    supports: { ...BOTH, keyTypes: ['P-256', 'P-384'] },
    supportedEcdsaKeyTypes: ['P-256', 'P-384'],
    tags,
  }
  return {
    settings: { enableInteropTests: false, testAllImplementations: false },
    implementations: [
      {
        name: 'Laurel',
        implementation: 'Laurel',
        issuers: ENDPOINTS.map(({ name, key, keyType }) => ({
          id: issuers[key].did,
          endpoint: `${front}/${name}/${key}/credentials/issue`,
          supports: { ...BOTH, ...(keyType ? { keyTypes: [keyType] } : {}) },
          ...(keyType ? { supportedEcdsaKeyTypes: [keyType] } : {}),
          tags: [name, 'localhost'],
        })),
        verifiers: [{ id: `${front}/verifier`, endpoint: `${front}/credentials/verify`, ...verifier }],
        vpVerifiers: [{ id: `${front}/verifier`, endpoint: `${front}/presentations/verify`, ...verifier }],
        vcHolders: [
          { id: `${front}/holder`, endpoint: `${front}/credentials/derive`, tags: ['vcHolder', 'localhost'] },
        ],
      },
    ],
  }
}

/** `/{endpoint}/{key}/credentials/issue` and `…/status`; all else is verification, for which any key is good. */
async function pass(request, response) {
  const [, name, key, rest] = /^\/([^/]+)\/(EdDSA|ES256|ES384)(\/.*)$/.exec(request.url ?? '') ?? []
  const issuer = issuers[key ?? 'EdDSA']
  const body = await read(request)
  const defaults = rest === '/credentials/issue' ? ENDPOINTS.find((endpoint) => endpoint.name === name) : null
  const answer = await fetch(issuer.base + (rest ?? request.url), {
    method: request.method,
    headers: { 'Content-Type': 'application/json', Authorization: `Bearer ${issuer.token}` },
    ...(request.method === 'POST' ? { body: defaults ? withOptions(body, defaults.options) : body } : {}),
  })
  const type = answer.headers.get('content-type') ?? 'application/json'
  response.writeHead(answer.status, { 'Content-Type': type }).end(Buffer.from(await answer.arrayBuffer()))
}

/** A suite's own options come first. What is no JSON object is Laurel's to refuse. */
function withOptions(body, options) {
  try {
    const asked = JSON.parse(body)
    return JSON.stringify({ ...asked, options: { ...options, ...asked.options } })
  } catch {
    return body
  }
}

async function read(request) {
  const chunks = []
  let length = 0
  for await (const chunk of request) {
    length += chunk.length
    if (length > MAX_BODY_BYTES) throw new Error('The body is too large.')
    chunks.push(chunk)
  }
  return Buffer.concat(chunks)
}
