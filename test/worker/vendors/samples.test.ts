/** Every vendor's shared sample, through its real HTTP door with a genuine proof, to a credential that verifies. */

import vectors from 'virtual:vectors'
import { exportJWK, generateKeyPair, SignJWT } from 'jose'
import { Webhook } from 'standardwebhooks'
import { describe, expect, it, vi } from 'vitest'
import { fromBase64, hmacSha256, sha256, toBase64, toHex, utf8 } from '../../../worker/http/bytes.ts'
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

/** The address and headers of a genuine delivery of this body. */
type Sender = (
  connection: Connected,
  body: string,
) => Promise<{ url: string; headers: Record<string, string>; body?: string | Uint8Array }>

const secretOf = ({ secret }: Connected) => secret ?? ''

const secretUrl: Sender = async ({ url }) => ({ url, headers: {} })
const basic: Sender = async (connection) => ({
  url: connection.url ?? `${connection.xapiEndpoint}/statements`,
  headers: { Authorization: `Basic ${toBase64(utf8(secretOf(connection)))}` },
})
const bearer: Sender = async (connection) => ({
  url: connection.url,
  headers: { Authorization: `Bearer ${secretOf(connection)}` },
})
const standardWebhooks: Sender = async (connection, body) => {
  const now = new Date()
  return {
    url: connection.url,
    headers: {
      'webhook-id': 'msg_1',
      'webhook-timestamp': String(Math.floor(now.getTime() / 1000)),
      'webhook-signature': new Webhook(secretOf(connection)).sign('msg_1', now, body),
    },
  }
}
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
  return {
    url: connection.url ?? `${connection.xapiEndpoint}/statements`,
    headers: { Authorization: `Bearer ${body.access_token}` },
  }
}
const thinkific: Sender = async (connection, body) => ({
  url: connection.url,
  headers: { 'X-Thinkific-Hmac-Sha256': toHex(await hmacSha256(utf8(secretOf(connection)), utf8(body))) },
})
const workramp: Sender = async (connection, body) => {
  const at = String(Date.now())
  return {
    url: connection.url,
    headers: {
      'X-WorkRamp-Request-Timestamp': at,
      'X-WorkRamp-Signature': toHex(await hmacSha256(utf8(secretOf(connection)), utf8(`${at}.${body}`))),
    },
  }
}
const cornerstone: Sender = async (connection, body) => {
  const packed = new Uint8Array(
    await new Response(new Blob([body]).stream().pipeThrough(new CompressionStream('gzip'))).arrayBuffer(),
  )
  const [hash, date] = [toBase64(await sha256(packed)), new Date().toUTCString()]
  const signed = utf8(`POST\n${new URL(connection.url).pathname}\n${hash};${date}`)
  const key = fromBase64(secretOf(connection)) ?? new Uint8Array()
  const signature = toBase64(await hmacSha256(key, signed))
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
    const jwt = await new SignJWT(event)
      .setProtectedHeader({ alg: 'RS256', kid: 'k1' })
      .setIssuedAt()
      .sign(privateKey)
    expect((await post(connection.url, JSON.stringify(event))).status).toBe(401)
    expect((await post(connection.url, `${jwt.slice(0, -6)}AAAAAA`)).status).toBe(401)
    expect((await post(connection.url, jwt)).status).toBe(202)
    expect(asked).toHaveBeenCalled()
    asked.mockRestore()
    await toCredential(academy, connection)
  })
})
