/** The vendors of the soak test: what each of them sends of a learner's history in a course, genuine in its own way. */
import { Webhook } from 'standardwebhooks'
import { hmacSha256, toHex, utf8 } from '../../worker/http/bytes.ts'
import type { GuardedAnswer, GuardedRequest } from '../../worker/http/guarded-request.ts'
import { type Academy, connect } from './vendor-work.ts'

export interface Happening {
  learner: string
  course: string
  kind: 'completed' | 'revoked'
  /** ISO 8601. */
  at: string
  /** The vendor's id of it; a vendor may tell the same under two. */
  id: string
}

export interface SoakVendor {
  connectionId: string
  /** Of those that cannot, only completions are told. */
  revokes: boolean
  /** What to post where, or null: it is pulled. */
  request(happening: Happening, now: Date): Promise<Request | null>
}

export async function soakVendors(academy: Academy): Promise<{
  vendors: SoakVendor[]
  pulled: string[]
  /** The vendors' own APIs. */
  answer(request: GuardedRequest): Extract<GuardedAnswer, { ok: true }> | null
}> {
  const automation = await connect(academy, { kind: 'automation', authenticity: { way: 'secret-url' } })
  const signed = await connect(academy, { kind: 'automation', authenticity: { way: 'standard-webhooks' } })
  const thinkific = await connect(academy, { kind: 'thinkific', secret: 'the-api-key' })
  const openEdx = await connect(academy, { kind: 'open-edx' })
  const xapi = await connect(academy, { kind: 'xapi' })
  const settings = { organizationId: 'org', clientId: 'client' }
  const credly = await connect(academy, { kind: 'credly', settings, outboundSecret: 'token' })
  const coursera = await connect(academy, { kind: 'coursera', settings, outboundSecret: 'secret' })
  const badges = new Map<string, unknown>()
  const enrolments: object[] = []

  const post = (url: string, body: string, headers: Record<string, string> = {}) =>
    new Request(url, { method: 'POST', body, headers: { 'Content-Type': 'application/json', ...headers } })
  const shape = ({ learner, course, kind, at, id }: Happening) =>
    JSON.stringify({
      type: `course.${kind}`,
      learner_email: learner,
      course_id: course,
      [kind === 'completed' ? 'completed_at' : 'revoked_at']: at,
      source_event_id: id,
    })

  const vendors: SoakVendor[] = [
    {
      connectionId: automation.id,
      revokes: true,
      request: async (happening) => post(automation.url, shape(happening)),
    },
    {
      connectionId: signed.id,
      revokes: true,
      async request(happening, now) {
        const body = shape(happening)
        const id = `msg_${crypto.randomUUID()}`
        return post(signed.url, body, {
          'webhook-id': id,
          'webhook-timestamp': String(Math.floor(now.getTime() / 1000)),
          'webhook-signature': new Webhook(signed.secret ?? '').sign(id, now, body),
        })
      },
    },
    {
      connectionId: thinkific.id,
      revokes: false,
      async request({ learner, course, at, id }) {
        const payload = { completed_at: at, course_id: course, user: { email: learner, id: learner } }
        const body = JSON.stringify({ id, resource: 'enrollment', action: 'completed', payload })
        const signature = toHex(await hmacSha256(utf8('the-api-key'), utf8(body)))
        return post(thinkific.url, body, { 'X-Thinkific-Hmac-Sha256': signature })
      },
    },
    {
      connectionId: openEdx.id,
      revokes: true,
      async request({ learner, course, kind, at, id }) {
        const verb = kind === 'completed' ? 'created' : 'revoked'
        const data = { user: { id: 7, pii: { email: learner } }, course: { course_key: course } }
        const type = `org.openedx.learning.certificate.${verb}.v1`
        const body = {
          'openedx_events.learning.data.CertificateData': data,
          event_metadata: { id, event_type: type, time: at },
        }
        return post(openEdx.url, JSON.stringify(body))
      },
    },
    {
      connectionId: xapi.id,
      revokes: false,
      async request({ learner, course, at, id }) {
        const statement = {
          id,
          actor: { mbox: `mailto:${learner}` },
          verb: { id: 'http://adlnet.gov/expapi/verbs/completed' },
          object: { id: course, definition: { type: 'http://adlnet.gov/expapi/activities/course' } },
          timestamp: at,
        }
        const headers = {
          Authorization: `Basic ${btoa(xapi.secret ?? '')}`,
          'X-Experience-API-Version': '1.0.3',
        }
        return post(`${xapi.xapiEndpoint}/statements`, JSON.stringify(statement), headers)
      },
    },
    {
      connectionId: credly.id,
      revokes: true,
      async request({ learner, course, kind, at, id }) {
        const state = kind === 'completed' ? 'accepted' : 'revoked'
        const type = kind === 'completed' ? 'badge.created' : 'badge.state.changed'
        const badge = { recipient_email: learner, issued_at: at, state, badge_template: { id: course } }
        badges.set(id, { id, event_type: type, occurred_at: at, data: { badge } })
        return post(credly.url, JSON.stringify({ id, organization_id: 'org', event_type: type }))
      },
    },
    {
      connectionId: coursera.id,
      revokes: false,
      async request({ learner, course, at, id }) {
        enrolments.push({
          id,
          externalId: learner,
          contentId: course,
          contentType: 'Course',
          isCompleted: true,
          completedAt: Date.parse(at),
        })
        return null
      },
    },
  ]

  const json = (body: unknown, status = 200) => ({
    ok: true as const,
    status,
    headers: new Headers(),
    body: utf8(JSON.stringify(body)),
    truncated: false,
  })
  const answer = (request: GuardedRequest) => {
    const url = new URL(request.url)
    if (url.pathname.endsWith('/token')) return json({ access_token: 'token' })
    if (url.host === 'api.credly.com') {
      const badge = badges.get(url.pathname.split('/').at(-1) ?? '')
      return badge === undefined ? json({}, 404) : json(badge)
    }
    if (url.host !== 'api.coursera.com') return null
    const start = Number(url.searchParams.get('start') ?? 0)
    const next = start + 100 < enrolments.length ? { next: String(start + 100) } : {}
    return json({ elements: enrolments.slice(start, start + 100), paging: next })
  }
  return { vendors, pulled: [coursera.id], answer }
}
