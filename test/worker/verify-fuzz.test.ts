/**
 * Whatever is sent to the public endpoints of verification, in whatever form: an answer that is complete, never a 500,
 * nothing that breaks a check down, and 'valid' for nothing but what was signed. Changed by chance that can be repeated.
 */
import { env, exports } from 'cloudflare:workers'
import { beforeAll, expect, test } from 'vitest'
import { bakePng, bakeSvg } from '../../worker/credential/bake/index.ts'
import { isJsonObject, type JsonObject, type JsonValue } from '../../worker/credential/json.ts'
import { secureAsJwt, secureAsVcJose, secureWithProof } from '../../worker/credential/proof/index.ts'
import type { VerificationReport } from '../../worker/credential/verify/index.ts'
import { mutate, ODD_VALUES, pick, type Random, randomOf } from '../fuzz/mutate.ts'
import { fuzzBadge, fuzzIssuer } from '../fuzz/signed.ts'
import { pngOf } from '../support/png.ts'

const ORIGIN = 'https://laurel.example'
/** Of each kind in each form. */
const TIMES = 3
const utf8 = (text: string) => new TextEncoder().encode(text)

/** What is sent, before it is changed. */
const kinds: [string, JsonValue | Uint8Array][] = []
let genuine: string[]

beforeAll(async () => {
  const { did, signer } = await fuzzIssuer()
  const badge = fuzzBadge(did)
  const signed = await secureWithProof(badge, signer, { created: new Date('2026-01-01T00:00:00Z') })
  const json = JSON.stringify(signed)
  const [jwt, jose] = await Promise.all([secureAsJwt(badge, signer), secureAsVcJose(badge, signer)])
  genuine = [jwt, jose, meaning(signed)]
  const status = (type: string, more: JsonObject) => ({ ...signed, credentialStatus: { type, ...more } })
  const list = `${ORIGIN}/status/none`
  const presentation = {
    '@context': ['https://www.w3.org/ns/credentials/v2'],
    type: ['VerifiablePresentation'],
    holder: did,
    verifiableCredential: [
      signed,
      {
        '@context': 'https://www.w3.org/ns/credentials/v2',
        type: 'EnvelopedVerifiableCredential',
        id: `data:application/vc+jwt,${jose}`,
      },
    ],
  }
  const hosted: JsonObject = {
    '@context': 'https://w3id.org/openbadges/v2',
    id: 'https://a.example/1',
    type: 'Assertion',
    recipient: { type: 'email', identity: 'a@b.example', hashed: false },
    badge: {
      id: 'https://a.example/2',
      type: 'BadgeClass',
      name: 'x',
      issuer: { id: 'https://a.example/3' },
    },
    issuedOn: '2025-01-01T00:00:00Z',
    verification: { type: 'hosted' },
  }
  kinds.push(
    ['embedded proof', signed],
    ['everything at once', { ...signed, ...everything(list) }],
    ['Bitstring', status('BitstringStatusListEntry', entry(list))],
    ['StatusList2021', status('StatusList2021Entry', entry(list))],
    [
      'RevocationList2020',
      status('RevocationList2020Status', { revocationListIndex: '1', revocationListCredential: list }),
    ],
    ['1EdTech list', status('1EdTechRevocationList', { id: list })],
    ['token status', status('TokenStatusList', { idx: 1, uri: list })],
    ['presentation', presentation],
    ['list', [signed, jwt]],
    ['API response', { credential: [signed], compactJwsString: [jwt] }],
    ['Open Badges 2.0', hosted],
    [
      'Open Badges 1.1',
      {
        ...hosted,
        '@context': 'https://w3id.org/openbadges/v1',
        uid: '1',
        verify: { type: 'signed', url: 'https://a.example/k' },
      },
    ],
    ['VC-JWT', jwt],
    ['VC-JOSE-COSE', jose],
    [
      'SD-JWT',
      `${jwt.replace(/^[^.]+/, tokenPart({ alg: 'EdDSA', typ: 'dc+sd-jwt', kid: signer.kid }))}~WyJzIiwiYSIsMV0~WyJzIiwxXQ~`,
    ],
    ['link', `${ORIGIN}/credentials/none`],
    ['data link', `data:application/json,${encodeURIComponent(json)}`],
    ['PNG', bakePng(pngOf(2, 2), json)],
    ['SVG', utf8(bakeSvg('<svg xmlns="http://www.w3.org/2000/svg"><path/></svg>', json))],
    ['PDF', utf8(`%PDF-1.7\n1 0 obj<</Type/EmbeddedFile>>stream\n${json}\nendstream`)],
    [
      'page',
      utf8(
        `<!doctype html><link rel=alternate href=x type=application/vc><script type="application/ld+json">${json}</script>`,
      ),
    ],
  )
})

const entry = (statusListCredential: string) => ({
  statusPurpose: 'revocation',
  statusListIndex: '7',
  statusListCredential,
})

/** Members that have checks of their own. */
const everything = (list: string): JsonObject => ({
  credentialSchema: { id: `${ORIGIN}/contexts.json`, type: 'JsonSchema', digestSRI: 'sha384-x' },
  refreshService: { id: list, type: '1EdTechCredentialRefresh' },
  relatedResource: [{ id: list, digestMultibase: 'uEiB', mediaType: 'x\ny' }],
  endorsement: [{ type: ['VerifiableCredential', 'EndorsementCredential'] }],
  endorsementJwt: ['a.b.c'],
  evidence: [{ id: 'x', type: ['Evidence'] }],
  image: { id: 'data:image/png;base64,%%%', type: 'Image' },
  termsOfUse: {},
})

const tokenPart = (value: object) =>
  btoa(JSON.stringify(value)).replaceAll('+', '-').replaceAll('/', '_').replaceAll('=', '')

/** A copy in which one to three places, at any depth, hold something odd or are gone. */
function disturbed(value: JsonValue, random: Random): JsonValue {
  let copy = structuredClone(value)
  for (let times = random(3); times >= 0; times--) {
    if (typeof copy !== 'object' || copy === null) return copy
    let place: JsonValue = copy
    for (;;) {
      const names: string[] = Object.keys(place)
      if (names.length === 0) break
      const name = pick(names, random)
      const next: JsonValue = (place as JsonObject)[name] as JsonValue
      if (typeof next === 'object' && next !== null && random(4) > 0) {
        place = next
        continue
      }
      const how = random(5)
      if (how === 0) delete (place as JsonObject)[name]
      else if (how === 1) (place as JsonObject)[name] = [next, next]
      else if (how === 2 && typeof next === 'string') (place as JsonObject)[name] = changedText(next, random)
      else (place as JsonObject)[name] = structuredClone(pick(ODD_VALUES, random))
      break
    }
    copy = structuredClone(copy)
  }
  return copy
}

const changedText = (text: string, random: Random) => new TextDecoder().decode(mutate(utf8(text), random))

function changed(value: JsonValue | Uint8Array, random: Random): JsonValue | Uint8Array {
  if (value instanceof Uint8Array) return mutate(value, random)
  return typeof value === 'string' ? changedText(value, random) : disturbed(value, random)
}

const bytesOf = (value: JsonValue | Uint8Array): Uint8Array<ArrayBuffer> =>
  new Uint8Array(
    value instanceof Uint8Array ? value : utf8(typeof value === 'string' ? value : JSON.stringify(value)),
  )

/** In JSON, a file is its text. */
const jsonOf = (value: JsonValue | Uint8Array): JsonValue =>
  value instanceof Uint8Array ? new TextDecoder().decode(value) : value

const TYPES = [
  'application/json',
  'application/vc',
  'application/vc+jwt',
  'text/plain',
  'image/png',
  'image/svg+xml',
  'application/pdf',
  'application/octet-stream',
  'application/dc+sd-jwt',
  'text/html',
  'application/json; charset=utf-16',
]

const asJson = (body: JsonValue) => ({
  body: JSON.stringify(body),
  headers: { 'content-type': 'application/json' },
})

interface Sent {
  body: BodyInit
  headers?: Record<string, string>
}

const FORMS: [string, string, (value: JsonValue | Uint8Array, random: Random) => Sent][] = [
  [
    'a request',
    '/v1/verify',
    (value, random) =>
      asJson(
        pick(
          [
            { credential: jsonOf(value) },
            { credential: jsonOf(value), policy: 'dcc', recipient: 'a@b.example' },
            {
              credential: jsonOf(value),
              options: {
                compareAchievement: true,
                followRefresh: true,
                checkImages: true,
                checkDomainLinkage: true,
                challenge: 'c',
                contexts: { 'https://a.example/c': 'ab'.repeat(32) },
              },
            },
            disturbed({ credential: jsonOf(value), policy: 'dcc', options: { domain: 'x' } }, random),
          ],
          random,
        ),
      ),
  ],
  [
    'a body',
    '/v1/verify',
    (value, random) => ({ body: bytesOf(value), headers: { 'content-type': pick(TYPES, random) } }),
  ],
  [
    'a file',
    '/v1/verify',
    (value, random) => {
      const body = new FormData()
      body.set(
        random(8) === 0 ? 'files' : 'file',
        new File([bytesOf(value)], 'x', { type: pick(TYPES, random) }),
      )
      if (random(2) === 0) body.set('recipient', changedText('a@b.example', random))
      return { body }
    },
  ],
  [
    'a broken form',
    '/v1/verify',
    (value, random) => ({
      body: new Uint8Array(
        mutate(
          utf8(
            `--b\r\nContent-Disposition: form-data; name="file"; filename="x"\r\n\r\n${jsonOf(value)}\r\n--b--`,
          ),
          random,
        ),
      ),
      headers: { 'content-type': 'multipart/form-data; boundary=b' },
    }),
  ],
  [
    'a link',
    '/v1/verify',
    (value, random) =>
      asJson({
        url: pick(
          [
            String(jsonOf(value)),
            changedText(`${ORIGIN}/credentials/x`, random),
            `${ORIGIN}/contexts.json`,
            'https://[::1]/',
            `did:web:${ORIGIN.slice(8)}`,
          ],
          random,
        ).slice(0, 2048),
      }),
  ],
  [
    'the VC API',
    '/vc-api/credentials/verify',
    (value, random) =>
      asJson(
        disturbedSometimes(
          { verifiableCredential: jsonOf(value), options: { returnCredential: true, challenge: 'c' } },
          random,
        ),
      ),
  ],
  [
    'the VC API, a presentation',
    '/vc-api/presentations/verify',
    (value, random) =>
      asJson(
        disturbedSometimes(
          { verifiablePresentation: jsonOf(value), options: { challenge: 'c', domain: 'd' } },
          random,
        ),
      ),
  ],
  [
    'the VC API, deriving',
    '/vc-api/credentials/derive',
    (value, random) =>
      asJson(
        disturbedSometimes(
          { verifiableCredential: jsonOf(value), options: { selectivePointers: ['/issuer', '/x/0/~2'] } },
          random,
        ),
      ),
  ],
]

const disturbedSometimes = (value: JsonObject, random: Random): JsonValue =>
  random(3) === 0 ? disturbed(value, random) : value

let client = 0
async function send(path: string, { body, headers = {} }: Sent): Promise<Response> {
  const address = `2001:db8:0:${(++client).toString(16)}::1`
  return exports.default.fetch(`${ORIGIN}${path}`, {
    method: 'POST',
    body,
    headers: { ...headers, 'cf-connecting-ip': address },
  })
}

/** Null: nothing is wrong with the answer. */
async function complaint(path: string, response: Response): Promise<string | null> {
  const text = await response.text()
  if (response.status >= 500) return `${response.status} ${text}`
  const answer: unknown = JSON.parse(text)
  if (!isJsonObject(answer)) return `no object: ${text}`
  if (response.status >= 400 && path === '/v1/verify') {
    const isProblem = response.headers.get('content-type') === 'application/problem+json'
    return isProblem && typeof answer.code === 'string' ? null : `no problem: ${text}`
  }
  if (path !== '/v1/verify')
    return response.status < 300 && !text.includes('proof') ? `passed: ${text}` : null
  const report = answer as unknown as VerificationReport
  if (!['valid', 'invalid', 'indeterminate'].includes(report.verdict)) return `no verdict: ${text}`
  if (text.includes('"check-failed"')) return `a check broke down: ${text}`
  return leaves(report).find(
    ({ verdict, received }) => verdict === 'valid' && !genuine.includes(meaning(received)),
  )
    ? `valid, and not what was signed: ${text}`
    : null
}

const leaves = (report: VerificationReport): VerificationReport[] =>
  report.nested.length > 0 ? report.nested.flatMap(leaves) : [report]

/** Order, a member twice, and a list of one for its only member change nothing that was signed. */
function meaning(value: unknown): string {
  if (typeof value === 'string') return value
  if (Array.isArray(value)) {
    const distinct = [...new Set(value.map(meaning))].sort()
    return distinct.length === 1 ? String(distinct[0]) : `[${distinct.join()}]`
  }
  if (typeof value !== 'object' || value === null) return JSON.stringify(value)
  return `{${Object.entries(value)
    .filter(([, member]) => !(member === null || (Array.isArray(member) && member.length === 0)))
    .map(([name, member]) => `${name}:${meaning(member)}`)
    .sort()
    .join()}}`
}

test('what is changed here is valid before it is', async () => {
  for (const name of ['embedded proof', 'VC-JWT', 'PNG', 'SVG', 'list']) {
    const value = kinds.find(([kind]) => kind === name)?.[1] ?? null
    const report = (await (
      await send('/v1/verify', {
        body: bytesOf(value),
        headers: { 'content-type': 'application/octet-stream' },
      })
    ).json()) as VerificationReport
    expect([name, report.verdict]).toEqual([name, 'valid'])
  }
})

test.each(FORMS)('as %s', async (form, path, make) => {
  expect(env.PUBLIC_ORIGIN).toBe(ORIGIN)
  const complaints: string[] = []
  for (const [at, [kind, value]] of kinds.entries()) {
    for (let time = 0; time < TIMES; time++) {
      const random = randomOf((at * 1009 + time) * 2_654_435_761 + form.length)
      const input = time === 0 ? value : changed(value, random)
      const sent = make(input, random)
      const found = await complaint(path, await send(path, sent))
      if (found !== null) complaints.push(`${kind} ${time}: ${found.slice(0, 1500)}`)
    }
  }
  expect(complaints).toEqual([])
})
