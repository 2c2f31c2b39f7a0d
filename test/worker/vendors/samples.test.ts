/**
 * Every vendor's shared sample, through its real HTTP door with a genuine proof, to a credential that verifies; and with
 * every proof that is not, to nothing. Signatures are made by other hands than the code under test.
 */
import vectors from 'virtual:vectors'
import { hmac } from '@noble/hashes/hmac.js'
import { sha256 } from '@noble/hashes/sha2.js'
import { bytesToHex } from '@noble/hashes/utils.js'
import { exportJWK, generateKeyPair, SignJWT } from 'jose'
import { Webhook } from 'standardwebhooks'
import { describe, expect, it, vi } from 'vitest'
import { fromBase64, toBase64, utf8 } from '../../../worker/http/bytes.ts'
import readme from '../../../worker/vendors/README.md?raw'
import { VENDORS } from '../../../worker/vendors/registry.ts'
import { call } from '../../support/api.ts'
import {
  type Academy,
  connect,
  credentialsOf,
  eventsOf,
  makeAcademy,
  makeRule,
  post,
  verdictOf,
  workAll,
} from '../../support/vendor-work.ts'

type Connected = Awaited<ReturnType<typeof connect>>

/** The address and headers of a delivery of this body, genuine if the connection's secret is, signed at `at` where time is signed. */
type Sender = (
  connection: Connected,
  body: string,
  at?: Date,
) => Promise<{ url: string; headers: Record<string, string>; body?: string | Uint8Array }>

const secretOf = ({ secret }: Connected) => secret ?? ''
const statementsUrl = (connection: Connected) => connection.url ?? `${connection.xapiEndpoint}/statements`
const hmacSha256 = (key: Uint8Array, text: string) => hmac(sha256, key, utf8(text))

const secretUrl: Sender = async ({ url }) => ({ url, headers: {} })
const basic: Sender = async (connection) => ({
  url: statementsUrl(connection),
  headers: { Authorization: `Basic ${toBase64(utf8(secretOf(connection)))}` },
})
const bearer: Sender = async (connection) => ({
  url: connection.url,
  headers: { Authorization: `Bearer ${secretOf(connection)}` },
})
const standardWebhooks: Sender = async (connection, body, at = new Date()) => ({
  url: connection.url,
  headers: {
    'webhook-id': 'msg_1',
    'webhook-timestamp': String(Math.floor(at.getTime() / 1000)),
    'webhook-signature': new Webhook(secretOf(connection)).sign('msg_1', at, body),
  },
})
const header =
  (name: string, prefix = ''): Sender =>
  async (connection) => ({ url: connection.url, headers: { [name]: prefix + secretOf(connection) } })
const token: Sender = async (connection) => {
  const form = new URLSearchParams({
    grant_type: 'client_credentials',
    client_id: connection.id,
    client_secret: secretOf(connection),
  })
  const { body } = await call('POST', '/oauth/token', {
    body: form.toString(),
    headers: { 'Content-Type': 'application/x-www-form-urlencoded' },
  })
  return { url: statementsUrl(connection), headers: { Authorization: `Bearer ${body.access_token}` } }
}
/** A token as our token endpoint writes it, under any secret and of any time. */
const forgedToken: Sender = async (connection, _body, at = new Date()) => {
  const named = [connection.id, String(Math.floor(at.getTime() / 1000) + 3600)]
  const text = ['laurel-access-token', ...named].join('\n')
  const signature = toBase64(hmacSha256(utf8(secretOf(connection)), text))
    .replaceAll('+', '-')
    .replaceAll('/', '_')
    .replaceAll('=', '')
  return {
    url: statementsUrl(connection),
    headers: { Authorization: `Bearer ${[...named, signature].join('.')}` },
  }
}
const thinkific: Sender = async (connection, body) => ({
  url: connection.url,
  headers: { 'X-Thinkific-Hmac-Sha256': bytesToHex(hmacSha256(utf8(secretOf(connection)), body)) },
})
const workramp: Sender = async (connection, body, at = new Date()) => ({
  url: connection.url,
  headers: {
    'X-WorkRamp-Request-Timestamp': String(at.getTime()),
    'X-WorkRamp-Signature': bytesToHex(hmacSha256(utf8(secretOf(connection)), `${at.getTime()}.${body}`)),
  },
})
const cornerstone: Sender = async (connection, body, at = new Date()) => {
  const packed = new Uint8Array(
    await new Response(new Blob([body]).stream().pipeThrough(new CompressionStream('gzip'))).arrayBuffer(),
  )
  const [hash, date] = [toBase64(sha256(packed)), at.toUTCString()]
  const key = fromBase64(secretOf(connection)) ?? new Uint8Array()
  const signature = toBase64(hmacSha256(key, `POST\n${new URL(connection.url).pathname}\n${hash};${date}`))
  return {
    url: connection.url,
    body: packed,
    headers: {
      'x-content-sha256': hash,
      date,
      'content-encoding': 'gzip',
      authorization: `HMAC-SHA256 SignedHeaders=x-content-sha256;date&Signature=${signature}`,
    },
  }
}

/** kind, sample, sender, and the learner id that needs an account link, where the sample has no e-mail. */
const CASES: [kind: string, sample: string, sender: Sender, learnerId?: string][] = [
  ['open-edx', 'openedx/aulasneo-webhook-CERTIFICATE_CREATED.json', secretUrl],
  ['open-edx', 'openedx/aulasneo-webhook-COURSE_PASSING_STATUS_UPDATED.json', secretUrl],
  ['open-edx', 'openedx/aulasneo-webhook-CERTIFICATE_CREATED.form.txt', secretUrl],
  [
    'open-edx-xapi',
    'openedx/xapi-edx.course.grade.passed.first_time.json',
    basic,
    '32e08e30-f8ae-4ce2-94a8-c2bfe38a70cb',
  ],
  [
    'open-edx-caliper',
    'openedx/caliper-edx.course.grade.passed.first_time.json',
    bearer,
    'http://localhost:18000/user/32e08e30-f8ae-4ce2-94a8-c2bfe38a70cb',
  ],
  ['edx-enterprise-xapi', 'edx-enterprise/xapi-course-completed.json', basic],
  [
    'edx-enterprise-percipio',
    'edx-enterprise/course_completion.percipio-as-shipped.json',
    token,
    'a1b2c3d4-e5f6-4a5b-8c9d-0e1f2a3b4c5d',
  ],
  ['linkedin-learning', 'linkedin-learning/xapi-completed.json', token],
  ['udemy-business', 'udemy/xapi-completed.reconstructed.json', token],
  ['moodle', 'moodle/xapi-course_completed.statements.json', basic, 'http://www.example.org|1'],
  ['thinkific', 'thinkific/enrollment.completed.json', thinkific],
  ['teachable', 'teachable/enrollment-completed.json', secretUrl],
  ['teachable', 'teachable/enrollment-completed.array.json', secretUrl],
  ['kajabi', 'kajabi/tag_added.json', secretUrl],
  ['learnworlds', 'learnworlds/courseCompleted.json', header('Learnworlds-Webhook-Signature', 'v1=')],
  ['learnworlds', 'learnworlds/awardedCertificate.json', header('Learnworlds-Webhook-Signature', 'v1=')],
  ['docebo', 'docebo/course.enrollment.completed.json', secretUrl, '13046'],
  ['360learning', '360learning/user.certificate.awarded.json', standardWebhooks, '507f1f77bcf86cd799439011'],
  ['360learning', '360learning/course.attempt.closed.json', standardWebhooks, '507f1f77bcf86cd799439011'],
  ['workramp', 'workramp/contentCompletion.certification.json', workramp],
  ['cornerstone', 'cornerstone/training-completed.json', cornerstone, '6ebc7096-1378-471d-a433-0c4f794be9da'],
  ['whop', 'whop/course_lesson_interaction.completed.json', standardWebhooks, 'user_xxxxxxxxxxxxx'],
  ['learndash', 'learndash/course_completed.reconstructed.json', secretUrl],
  ['automation', 'zapier/webhooks-by-zapier-post.reconstructed.json', header('X-Webhook-Secret')],
  ['xapi', 'generic/xapi-earned-badge.reconstructed.json', basic],
  [
    'tis-training',
    'others/tis-training.COURSE_COMPLETE.json',
    secretUrl,
    '00000000-0000-0000-0000-000000000000',
  ],
  ['toolzz', 'others/toolzz.activities.trail.completed.json', secretUrl],
  ['innovative-educators', 'others/innovative-educators.courseCompletion.json', secretUrl],
]

async function toCredential(academy: Academy, connection: Connected, learnerId?: string) {
  await workAll()
  if (learnerId !== undefined) {
    const [waiting] = await eventsOf(academy)
    expect(waiting.state).toBe('waiting-for-learner')
    const link = { connectionId: connection.id, learnerId, email: 'ada@example.com' }
    expect((await call('POST', '/v1/account-links', { token: academy.token, body: link })).body.resumed).toBe(
      1,
    )
    await workAll()
  }
  const [credential] = await credentialsOf(academy)
  expect(await verdictOf(credential.id)).toBe('valid')
}

describe.skipIf(!vectors)('from the sample to a credential that verifies', () => {
  it.each(CASES)('%s: %s', async (kind, sample, sender, learnerId) => {
    const academy = await makeAcademy()
    const connection = await connect(academy, { kind })
    await makeRule(academy)
    const body = (vectors?.[`vendors/${sample}`] ?? '').trim()
    const type = sample.endsWith('.txt') ? 'application/x-www-form-urlencoded' : 'application/json'
    const genuine = await sender(connection, body)
    const headers = { 'Content-Type': type, ...genuine.headers }

    // First without its proof: refused, and nothing is read.
    const bare = new URL(genuine.url).pathname.startsWith('/hooks/')
      ? `/hooks/${connection.id}`
      : `/xapi/${connection.id}/statements`
    expect((await post(bare, body, { 'Content-Type': type })).status).toBe(401)

    const answer = await post(genuine.url, genuine.body ?? body, headers)
    expect([200, 202]).toContain(answer.status)
    await toCredential(academy, connection, learnerId)
  })

  it('skilljar, in the shape of its enrollment sample', async () => {
    const academy = await makeAcademy()
    const connection = await connect(academy, { kind: 'skilljar' })
    await makeRule(academy)
    const event = {
      ...JSON.parse(vectors?.['vendors/skilljar/course_enrollment.json'] ?? '{}'),
      event_type: 'COURSE_COMPLETION',
    }
    const { url, headers } = await basic(connection, '')
    expect((await post(url, JSON.stringify(event), headers)).status).toBe(202)
    await toCredential(academy, connection)
  })

  it('canvas, its body a JWT under the published keys', async () => {
    const { publicKey, privateKey } = await generateKeyPair('RS256', { extractable: true })
    const jwks = { keys: [{ ...(await exportJWK(publicKey)), kid: 'k1' }] }
    const asked = vi.spyOn(globalThis, 'fetch').mockImplementation(async () => Response.json(jwks))
    const academy = await makeAcademy()
    const connection = await connect(academy, { kind: 'canvas' })
    await makeRule(academy)
    const event = JSON.parse(vectors?.['vendors/canvas/course_completed.json'] ?? '{}')
    const forger = await generateKeyPair('RS256')
    const sign = (key = privateKey, times: { exp?: number } = {}) =>
      new SignJWT({ ...event, ...times })
        .setProtectedHeader({ alg: 'RS256', kid: 'k1' })
        .setIssuedAt()
        .sign(key)
    const jwt = await sign()
    expect((await post(connection.url, JSON.stringify(event))).status).toBe(401)
    expect((await post(connection.url, await sign(forger.privateKey))).status).toBe(401)
    const ended = await sign(privateKey, { exp: Math.floor(Date.now() / 1000) - 7200 })
    expect((await post(connection.url, ended)).status).toBe(401)
    expect((await post(`${connection.url}x`, jwt)).status).toBe(401)
    const { items } = (await call('GET', '/v1/deliveries?state=refused', { token: academy.token })).body
    expect(items.map(({ reason }: { reason: string }) => reason).reverse()).toEqual([
      'token-malformed',
      'signature-wrong',
      'token-expired',
      'secret-wrong',
    ])
    await workAll()
    expect(await credentialsOf(academy)).toEqual([])
    expect((await post(connection.url, jwt)).status).toBe(202)
    expect(asked).toHaveBeenCalled()
    asked.mockRestore()
    await toCredential(academy, connection)
  })
})

/** What each sender is refused for: under another secret, and under the right one two hours ago, where its scheme knows time. */
const REFUSED_FOR = new Map<Sender, { wrong: string; old?: string }>([
  [standardWebhooks, { wrong: 'signature-wrong', old: 'timestamp-too-old' }],
  [workramp, { wrong: 'signature-wrong', old: 'timestamp-too-old' }],
  [cornerstone, { wrong: 'signature-wrong', old: 'timestamp-too-old' }],
  [forgedToken, { wrong: 'signature-wrong', old: 'token-expired' }],
  [thinkific, { wrong: 'signature-wrong' }],
])

/** For each kind, who can send for it with a proof, right or wrong. */
const HANDS = new Map<string, Sender>([
  ...CASES.map(([kind, , sender]) => [kind, sender === token ? forgedToken : sender] as const),
  ['skilljar', basic],
  ['custom', secretUrl],
  ['credly', secretUrl],
])

/** Another secret of the same make. */
const otherSecret = (secret: string) =>
  secret.startsWith('whsec_')
    ? `whsec_${toBase64(new Uint8Array(24).fill(7))}`
    : toBase64(utf8(`not ${secret}`))

describe('a proof that is none', () => {
  it('is tried for every kind that is delivered to (Canvas above: its keys are fetched)', () => {
    const delivered = VENDORS.filter(({ transport }) => /webhook|xapi|caliper/.test(transport))
    expect([...HANDS.keys(), 'canvas'].sort()).toEqual(delivered.map(({ kind }) => kind).sort())
  })

  it.each([...HANDS])('is refused, to be seen, and gives nothing: %s', async (kind, sender) => {
    const academy = await makeAcademy()
    const thin = { settings: { organizationId: 'org' }, outboundSecret: 'their-token' }
    const connection = await connect(academy, { kind, ...(kind === 'credly' ? thin : {}) })
    await makeRule(academy)
    const sample = CASES.find(([of]) => of === kind)?.[1]
    const body = (sample && vectors?.[`vendors/${sample}`]?.trim()) || '{"event": "completed"}'
    const { wrong, old } = REFUSED_FOR.get(sender) ?? { wrong: 'secret-wrong' }
    const send = async (of: Connected, at?: Date) => {
      const { url, headers, body: packed } = await sender(of, body, at)
      return (await post(url, packed ?? body, headers)).status
    }

    const secret = otherSecret(secretOf(connection))
    const url = sender === secretUrl ? `${connection.url}x` : connection.url
    expect(await send({ ...connection, secret, url })).toBe(401)
    if (old !== undefined) expect(await send(connection, new Date(Date.now() - 7_200_000))).toBe(401)

    const { items } = (await call('GET', '/v1/deliveries?state=refused', { token: academy.token })).body
    const seen = items.map((item: { connectionId: string; reason: string }) => [
      item.connectionId,
      item.reason,
    ])
    expect(seen.reverse()).toEqual([wrong, ...(old ? [old] : [])].map((reason) => [connection.id, reason]))
    await workAll()
    expect(await eventsOf(academy)).toEqual([])
    expect(await credentialsOf(academy)).toEqual([])

    // The same hands with the right secret and the time of now are believed: nothing else was wrong above.
    expect([200, 202]).toContain(await send(connection))
  })
})

/** The rows of the README's table of smallest bodies, one for each kind. `the same` is the body of the row above. */
function readmeSamples(): [kind: string, body: string][] {
  const samples: [string, string][] = []
  for (const [, kinds = '', cell = ''] of readme.matchAll(/^\| (`.+?) \| `by_\w+` \| (.+) \|$/gm)) {
    const body = cell === 'the same' ? (samples.at(-1)?.[1] ?? '') : cell.slice(1, -1)
    for (const [, kind = ''] of kinds.matchAll(/`([^`]+)`/g)) samples.push([kind, body])
  }
  return samples
}

describe('the samples of the README', () => {
  it('are there for every kind that a person can send one of', () => {
    const sendable = [...HANDS.keys()].filter((kind) => kind !== 'custom' && kind !== 'credly')
    expect(
      readmeSamples()
        .map(([kind]) => kind)
        .sort(),
    ).toEqual(sendable.sort())
  })

  it.each(readmeSamples())('is read as a completion: %s', async (kind, body) => {
    const academy = await makeAcademy()
    const connection = await connect(academy, { kind })
    await makeRule(academy)
    const sent = await HANDS.get(kind)?.(connection, body)
    expect([200, 202]).toContain((await post(sent?.url ?? '', sent?.body ?? body, sent?.headers)).status)
    await workAll()
    const [event] = await eventsOf(academy)
    expect(event.state).toBe(body.includes('ada@example.com') ? 'issued' : 'waiting-for-learner')
  })
})
