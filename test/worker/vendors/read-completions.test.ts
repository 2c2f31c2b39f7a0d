import vectors from 'virtual:vectors'
import { describe, expect, it } from 'vitest'
import { utf8 } from '../../../worker/http/bytes.ts'
import type { ReadItem } from '../../../worker/vendors/completion.ts'
import { readCompletions } from '../../../worker/vendors/read-completions.ts'
import { findVendor, VENDORS } from '../../../worker/vendors/registry.ts'
import { readTime, type TimeFormat } from '../../../worker/vendors/time.ts'
import type { Vendor } from '../../../worker/vendors/vendor.ts'

const RECEIVED_AT = new Date('2026-11-01T10:00:00Z')

function vendor(kind: string): Vendor {
  const found = findVendor(kind)
  if (!found) throw new Error(`no vendor ${kind}`)
  return found
}

function read(kind: string, body: unknown, headers: Record<string, string> = {}): Promise<ReadItem[]> {
  const bytes =
    body instanceof Uint8Array ? body : utf8(typeof body === 'string' ? body : JSON.stringify(body))
  return readCompletions(vendor(kind), {
    body: bytes,
    headers: new Headers(headers),
    receivedAt: RECEIVED_AT,
  })
}

async function only(kind: string, body: unknown, headers?: Record<string, string>) {
  const items = await read(kind, body, headers)
  expect(items).toHaveLength(1)
  const [item] = items
  if (item?.outcome !== 'event') throw new Error(JSON.stringify(item))
  return { meaning: item.meaning, ...item.completion }
}

const sample = (path: string) => vectors?.[`vendors/${path}`] ?? ''

async function gzip(text: string): Promise<Uint8Array> {
  const stream = new Blob([text]).stream().pipeThrough(new CompressionStream('gzip'))
  return new Uint8Array(await new Response(stream).arrayBuffer())
}

/** kind, file, e-mail, learner id, course id, completed at, score as a fraction */
type Sample = [string, string, string | undefined, string | undefined, string, string, (number | undefined)?]
const SAMPLES: Sample[] = [
  [
    'open-edx',
    'openedx/aulasneo-webhook-CERTIFICATE_CREATED.json',
    'ada@example.com',
    '4',
    'course-v1:edX+DemoX+Demo_Course',
    '2023-01-31T20:28:12.798Z',
    0.92,
  ],
  [
    'open-edx',
    'openedx/aulasneo-webhook-COURSE_PASSING_STATUS_UPDATED.json',
    'ada@example.com',
    '4',
    'course-v1:edX+DemoX+Demo_Course',
    '2023-01-31T20:28:12.798Z',
  ],
  [
    'open-edx-xapi',
    'openedx/xapi-edx.course.grade.passed.first_time.json',
    undefined,
    '32e08e30-f8ae-4ce2-94a8-c2bfe38a70cb',
    'course-v1:edX+DemoX+Demo_Course',
    '2020-07-15T06:36:01.917Z',
  ],
  [
    'open-edx-xapi',
    'openedx/xapi-edx.course.grade.now_passed.json',
    undefined,
    '32e08e30-f8ae-4ce2-94a8-c2bfe38a70cb',
    'course-v1:edX+DemoX+Demo_Course',
    '2020-07-15T06:36:01.917Z',
  ],
  [
    'open-edx-caliper',
    'openedx/caliper-edx.course.grade.passed.first_time.json',
    undefined,
    'http://localhost:18000/user/32e08e30-f8ae-4ce2-94a8-c2bfe38a70cb',
    'course-v1:edX+DemoX+Demo_Course',
    '2020-07-15T06:36:01.917Z',
  ],
  [
    'edx-enterprise-xapi',
    'edx-enterprise/xapi-course-completed.json',
    'john.doe@acme.com',
    undefined,
    'edX+DemoX',
    RECEIVED_AT.toISOString(),
    0.85,
  ],
  [
    'edx-enterprise-percipio',
    'edx-enterprise/course_completion.percipio-as-shipped.json',
    undefined,
    'a1b2c3d4-e5f6-4a5b-8c9d-0e1f2a3b4c5d',
    'course:edX+DemoX',
    '2025-02-25T06:45:00.000Z',
  ],
  [
    'linkedin-learning',
    'linkedin-learning/xapi-completed.json',
    'bob@example.com',
    undefined,
    'urn:lyndaCourse:252',
    '2021-09-01T10:00:00.000Z',
  ],
  [
    'udemy-business',
    'udemy/xapi-completed.reconstructed.json',
    'ada@example.com',
    undefined,
    'https://example.udemy.com/course/1234567/',
    '2026-08-20T16:30:00.000Z',
  ],
  [
    'coursera',
    'coursera/enrollmentReports-element.json',
    'sdfsdf2@fake.com',
    'sdfsdf2@fake.com',
    'r0GnHOZaEees-Q6jQMxlrg',
    '2019-09-17T19:26:06.896Z',
    0.922300033569336,
  ],
  ['canvas', 'canvas/course_completed.json', 'inewton@example.com', '123', '565', '2019-11-05T13:38:00.218Z'],
  [
    'moodle',
    'moodle/xapi-course_completed.statements.json',
    undefined,
    'http://www.example.org|1',
    'http://www.example.org/course/view.php?id=2',
    RECEIVED_AT.toISOString(),
  ],
  [
    'thinkific',
    'thinkific/enrollment.completed.json',
    'john@doe.com',
    '95',
    '25',
    '2014-02-01T00:20:04.019Z',
  ],
  [
    'teachable',
    'teachable/enrollment-completed.json',
    'student@example.com',
    '73647851',
    '101',
    '2022-05-27T14:47:25.000Z',
  ],
  [
    'teachable',
    'teachable/enrollment-completed.array.json',
    'student@example.com',
    '73647851',
    '101',
    '2022-05-27T14:47:25.000Z',
  ],
  ['kajabi', 'kajabi/tag_added.json', 'sample@example.com', undefined, 'Tag', RECEIVED_AT.toISOString()],
  [
    'learnworlds',
    'learnworlds/courseCompleted.json',
    'john@doe.com',
    '618a740f8d07051ab200e5f4',
    'sample-course',
    '2021-11-18T10:46:24.736Z',
  ],
  [
    'learnworlds',
    'learnworlds/awardedCertificate.json',
    'john@doe.com',
    '618e6db9cfb2226fe229d927',
    'certificate-course',
    '2021-11-18T07:29:03.671Z',
  ],
  [
    '360learning',
    '360learning/user.certificate.awarded.json',
    undefined,
    '507f1f77bcf86cd799439011',
    '507f1f77bcf86cd799439011',
    '2025-05-27T11:44:52.000Z',
  ],
  [
    '360learning',
    '360learning/course.attempt.closed.json',
    undefined,
    '507f1f77bcf86cd799439011',
    '507f1f77bcf86cd799439011',
    '2025-05-27T11:44:52.000Z',
  ],
  [
    'docebo',
    'docebo/course.enrollment.completed.json',
    undefined,
    '13046',
    '297',
    '2023-09-21T13:35:33.000Z',
  ],
  [
    'whop',
    'whop/course_lesson_interaction.completed.json',
    undefined,
    'user_xxxxxxxxxxxxx',
    'lesn_xxxxxxxxxxxxx',
    '2025-01-01T00:00:00.000Z',
  ],
  [
    'workramp',
    'workramp/contentCompletion.certification.json',
    'learner@example.com',
    '0b9f0f2e-0000-4000-8000-000000000001',
    '0b9f0f2e-0000-4000-8000-000000000002',
    '2023-02-08T00:42:34.321Z',
  ],
  [
    'cornerstone',
    'cornerstone/training-completed.json',
    undefined,
    '6ebc7096-1378-471d-a433-0c4f794be9da',
    '8d86b95c-f7a3-434c-9809-b437ecbed6cb',
    '2025-06-05T18:54:38.973Z',
  ],
  [
    'learndash',
    'learndash/course_completed.reconstructed.json',
    'ada@example.com',
    '42',
    '108',
    '2026-08-20T16:30:00.000Z',
  ],
  [
    'viva-learning',
    'microsoft/viva-learningSelfInitiatedCourse.completed.reconstructed.json',
    undefined,
    '7ba2228a-e020-11ec-9d64-0242ac120002',
    '57baf9dc-e020-11ec-9d64-0242ac120002',
    '2026-08-20T16:30:00.000Z',
  ],
  [
    'innovative-educators',
    'others/innovative-educators.courseCompletion.json',
    'bobjohnson@school.com',
    '61149b2c-3f37-5032-be63-f5d984de10b6',
    '7670fdbe-15ed-504b-a680-d404fa4b0eb4',
    '2019-10-17T20:50:53.103Z',
  ],
  [
    'tis-training',
    'others/tis-training.COURSE_COMPLETE.json',
    undefined,
    '00000000-0000-0000-0000-000000000000',
    '00000000-0000-0000-0000-000000000000',
    '2022-09-20T07:53:12.266Z',
    0.5,
  ],
  [
    'toolzz',
    'others/toolzz.activities.trail.completed.json',
    'student@toolzz.com',
    '123456798',
    '987654',
    '2022-03-10T18:56:47.000Z',
  ],
  [
    'automation',
    'zapier/webhooks-by-zapier-post.reconstructed.json',
    'ada@example.com',
    undefined,
    'intro-ts',
    '2026-08-20T16:30:00.000Z',
    0.92,
  ],
  [
    'xapi',
    'generic/xapi-earned-badge.reconstructed.json',
    'ada@example.com',
    undefined,
    'https://example.com/badges/1',
    '2025-11-01T10:00:00.000Z',
    0.92,
  ],
  [
    'xapi',
    'openedx/xapi-edx.grades.course.grade_calculated.json',
    undefined,
    'http://localhost:18000|32e08e30-f8ae-4ce2-94a8-c2bfe38a70cb',
    'http://localhost:18000/course/course-v1:edX+DemoX+Demo_Course',
    '2023-08-23T20:37:45.526Z',
    1,
  ],
]

describe.skipIf(!vectors)('every sample', () => {
  it.each(SAMPLES)('%s reads %s', async (kind, path, email, id, course, at, fraction) => {
    const completion = await only(kind, sample(path), { 'content-type': 'application/json' })
    expect(completion.meaning).toBe('completion')
    expect(completion.learner.email).toBe(email)
    expect(completion.learner.id).toBe(id)
    expect(completion.course.id).toBe(course)
    expect(completion.completedAt).toBe(at)
    const score = completion.score ? completion.score.value / completion.score.max : undefined
    expect(score).toBe(fraction)
    expect(completion.evidenceHash).toMatch(/^sha256:[0-9a-f]{64}$/)
  })

  it('Open edX reads its form-encoded twin the same', async () => {
    const type = { 'content-type': 'application/x-www-form-urlencoded; charset=utf-8' }
    const completion = await only(
      'open-edx',
      sample('openedx/aulasneo-webhook-CERTIFICATE_CREATED.form.txt').trim(),
      type,
    )
    expect(completion).toMatchObject({
      learner: { email: 'ada@example.com', id: '4' },
      course: { id: 'course-v1:edX+DemoX+Demo_Course' },
      completedAt: '2023-01-31T20:28:12.798Z',
      score: { value: 0.92, max: 1 },
      sourceEventId: 'c8bee32c-a1a5-11ed-baf0-0242ac140007',
    })
  })

  it.each([
    ['thinkific', 'thinkific/enrollment.progress.json'],
    ['teachable', 'teachable/lecture-progress-created.array.json'],
    ['skilljar', 'skilljar/course_enrollment.json'],
    ['xapi', 'generic/cmi5-launched.json'],
    ['open-edx-caliper', 'generic/caliper-1p1-envelope.json'],
    ['open-edx-caliper', 'generic/caliper-1p1-GradeEvent.json'],
    ['moodle', 'moodle/xapi-badge_awarded.statements.json'],
    ['viva-learning', 'microsoft/viva-learningAssignment.json'],
    ['credly', 'credly/webhook-thin.json'],
    ['credly', 'credly/event-fetched-badge_template.json'],
  ])('%s sets %s aside: it is genuine but no completion', async (kind, path) => {
    expect(await read(kind, sample(path))).toMatchObject([{ outcome: 'ignored', reason: 'other-event' }])
  })

  it('skilljar reads a completion in the shape of its enrollment sample', async () => {
    const event = {
      ...JSON.parse(sample('skilljar/course_enrollment.json')),
      event_type: 'COURSE_COMPLETION',
    }
    const completion = await only('skilljar', event)
    expect(completion).toMatchObject({
      learner: { email: 'jane@example.com', name: 'Jane Doe' },
      completedAt: '2015-02-13T18:57:55.066Z',
    })
  })

  it('cornerstone reads a gzipped batch, and takes its heartbeat for one', async () => {
    const items = await read('cornerstone', await gzip(sample('cornerstone/training-completed.json')), {
      'content-encoding': 'gzip',
    })
    expect(items).toMatchObject([
      { outcome: 'event', completion: { learner: { name: 'FirstName LastName' } } },
    ])
    const heartbeat = await read('cornerstone', sample('cornerstone/heartbeat.json'))
    expect(heartbeat).toMatchObject([{ outcome: 'ignored', reason: 'heartbeat' }])
  })

  it('a CloudEvent is opened in all three modes', async () => {
    const event = JSON.parse(sample('generic/cloudevents-structured.reconstructed.json'))
    const mapped: Vendor = {
      ...vendor('custom'),
      eventType: '/cloudevent/type',
      events: [
        {
          meaning: 'completion',
          accept: { '/cloudevent/type': ['com.example.course.completed'] },
          learner: { email: '/learner/email', name: '/learner/name' },
          course: { id: '/course/id', title: '/course/title' },
          completedAt: { at: '/completedAt', format: 'iso' },
          score: { value: '/score', max: 1 },
          eventId: '/cloudevent/id',
        },
      ],
    }
    const { data, ...attributes } = event
    const binary = Object.fromEntries(
      Object.entries(attributes).map(([name, value]) => [`ce-${name}`, String(value)]),
    )
    const base64 = { ...attributes, data_base64: btoa(JSON.stringify(data)) }
    const modes: [unknown, Record<string, string>][] = [
      [event, { 'content-type': 'application/cloudevents+json; charset=utf-8' }],
      [base64, { 'content-type': 'application/cloudevents+json' }],
      [[event], { 'content-type': 'application/cloudevents-batch+json' }],
      [data, { ...binary, 'content-type': 'application/json' }],
    ]
    for (const [body, headers] of modes) {
      const given = {
        body: utf8(JSON.stringify(body)),
        headers: new Headers(headers),
        receivedAt: RECEIVED_AT,
      }
      expect(await readCompletions(mapped, given)).toMatchObject([
        {
          outcome: 'event',
          eventType: 'com.example.course.completed',
          completion: {
            learner: { email: 'ada@example.com', name: 'Ada Lovelace' },
            course: { id: '42', title: 'Example' },
            score: { value: 0.92, max: 1 },
            sourceEventId: 'A234-1234-1234',
          },
        },
      ])
    }
  })
})

describe('the spellings of time', () => {
  const AT = '2026-08-20T16:30:00.000Z'
  it.each([
    ['2026-08-20T16:30:00Z', 'iso', AT],
    ['2026-08-20T16:30:00.123456+00:00', 'iso', '2026-08-20T16:30:00.123Z'],
    ['2026-08-20T18:30:00+0200', 'iso', AT],
    ['2026-08-20T18:30+02', 'iso', AT],
    ['2026-08-20 16:30:00.798285+00:00', 'iso', '2026-08-20T16:30:00.798Z'],
    ['2026-08-20T16:30:00.2664878+00:00', 'iso', '2026-08-20T16:30:00.266Z'],
    ['2026-08-20 16:30:00 UTC', 'iso', AT],
    ['2026-08-20 16:30:00', 'iso-or-utc', AT],
    ['2026-08-20', 'iso-or-utc', '2026-08-20T00:00:00.000Z'],
    ['2026-08-19T23:00:00-17:30', 'iso', AT],
    [1787243400, 'unix-seconds', AT],
    [1787243400.736462, 'unix-seconds', '2026-08-20T16:30:00.736Z'],
    ['1787243400', 'unix-seconds', AT],
    [1787243400000, 'unix-milliseconds', AT],
    ['1787243400000', 'unix-milliseconds', AT],
  ] satisfies [unknown, TimeFormat, string][])('reads %s as %s', (value, format, expected) => {
    const ms = readTime(value, format)
    expect(ms === undefined ? undefined : new Date(ms).toISOString()).toBe(expected)
  })

  it.each([
    ['2026-08-20 16:30:00', 'iso'],
    ['2026-02-30T00:00:00Z', 'iso'],
    ['2026-08-20T25:00:00Z', 'iso'],
    ['20/08/2026', 'iso-or-utc'],
    ['yesterday', 'iso-or-utc'],
    ['', 'iso-or-utc'],
    [null, 'iso'],
    [1787243400, 'iso'],
    ['abc', 'unix-seconds'],
    [-1, 'unix-seconds'],
    [Number.NaN, 'unix-seconds'],
    [1e18, 'unix-milliseconds'],
  ] satisfies [unknown, TimeFormat][])('refuses %s as %s', (value, format) => {
    expect(readTime(value, format)).toBeUndefined()
  })
})

describe('what senders get wrong', () => {
  const event = { learner_email: 'ada@example.com', course_id: 'c1', completed_at: '2026-08-20T16:30:00Z' }

  it('reads e-mail addresses in any case as one person', async () => {
    expect((await only('automation', { ...event, learner_email: ' Ada@Example.COM ' })).learner.email).toBe(
      'ada@example.com',
    )
  })

  it('reads numeric and text ids as the same id', async () => {
    expect((await only('automation', { ...event, course_id: 42 })).course.id).toBe('42')
    expect((await only('automation', { ...event, course_id: '42' })).course.id).toBe('42')
  })

  it.each([
    [
      'an address that is none',
      { learner_email: '[TEST] ada@example.com' },
      'email-invalid',
      '/learner_email',
    ],
    [
      'an address with a header in it',
      { learner_email: 'ada@example.com\r\nBcc: x@example.com' },
      'email-invalid',
      '/learner_email',
    ],
    ['no learner', { learner_email: undefined }, 'field-missing', '/learner_id'],
    ['a time that is none', { completed_at: 'soon' }, 'time-unreadable', '/completed_at'],
    ['a score that is none', { score: 'A+' }, 'score-unreadable', '/score'],
  ])('%s is malformed, with its place', async (_, change, code, pointer) => {
    expect(await read('automation', { ...event, ...change })).toMatchObject([
      { outcome: 'malformed', problems: [{ code, pointer }] },
    ])
  })

  it('one bad item of a batch spoils only itself', async () => {
    const items = await read('automation', [
      event,
      'nonsense',
      { ...event, completed_at: 'soon' },
      { hello: 1 },
      event,
    ])
    expect(items.map((item) => item.outcome)).toEqual(['event', 'malformed', 'malformed', 'ignored', 'event'])
  })

  it('frees a hostile name of line breaks, direction overrides and length, and keeps the rest', async () => {
    const name = `Zoë\u202e gnp.exe\u0000\r\nBcc: <script>alert(1)</script> ${'x'.repeat(400)}`
    const read = (await only('automation', { ...event, learner_name: name })).learner.name ?? ''
    expect(read.startsWith('Zoë gnp.exe Bcc: <script>alert(1)</script> xxx')).toBe(true)
    expect(read).toHaveLength(200)
  })

  it('takes a placeholder that a template left in place for no value: else all events were one', async () => {
    expect(
      (await only('automation', { ...event, source_event_id: '{{zap_meta_utc_iso}}-{{id}}' })).sourceEventId,
    ).toBeUndefined()
  })

  it.each([
    ['broken JSON', '{"a":', 'not-json'],
    ['a bare string', '"hello"', 'not-an-object'],
    ['no UTF-8', new Uint8Array([0xff, 0xfe, 0x7b]), 'not-json'],
    ['half a gzip', new Uint8Array([0x1f, 0x8b, 0x08, 0x00]), 'not-gzip'],
    ['100,000 brackets', '['.repeat(100_000), 'too-deep'],
    ['an empty body', '', 'not-json'],
  ])('%s is malformed as a whole', async (_, body, code) => {
    expect(await read('automation', body)).toMatchObject([
      { outcome: 'malformed', problems: [{ code, pointer: '' }] },
    ])
  })

  it('a gzip that unpacks to more than 8 MiB is refused', async () => {
    expect(await read('automation', await gzip(' '.repeat(9 * 1_048_576)))).toMatchObject([
      { problems: [{ code: 'too-large' }] },
    ])
  })

  it('a name such as __proto__ reaches no prototype', async () => {
    const items = await read(
      'automation',
      '__proto__=1&learner_email=ada%40example.com&course_id=c1&constructor=x',
      {
        'content-type': 'application/x-www-form-urlencoded',
      },
    )
    expect(items).toMatchObject([{ outcome: 'event', completion: { course: { id: 'c1' } } }])
  })

  it('the same event with its keys in another order has the same evidence hash', async () => {
    const other = Object.fromEntries(Object.entries(event).reverse())
    expect((await only('automation', other)).evidenceHash).toBe(
      (await only('automation', event)).evidenceHash,
    )
  })

  it('Docebo’s batched payloads become one event each', async () => {
    const payload = (user: number) => ({
      user_id: user,
      course_id: 297,
      completion_date: '2023-09-21 13:35:33',
    })
    const items = await read('docebo', {
      event: 'course.enrollment.completed',
      message_id: 'm',
      payloads: [payload(1), payload(2)],
    })
    expect(
      items.map((item) => (item.outcome === 'event' ? item.completion.learner.id : item.outcome)),
    ).toEqual(['1', '2'])
  })

  it('Open edX: a grade that falls is a regression, a certificate taken back a revocation', async () => {
    const user = { id: 4, pii: { email: 'ada@example.com' } }
    const course = { course_key: 'course-v1:a+b+c' }
    const metadata = (type: string) => ({
      event_metadata: {
        event_type: `org.openedx.learning.${type}.v1`,
        id: 'e',
        time: '2026-01-31 20:28:12+00:00',
      },
    })
    const failed = {
      'openedx_events.learning.data.CoursePassingStatusData': { is_passing: false, user, course },
      ...metadata('course.passing.status.updated'),
    }
    const revoked = {
      'openedx_events.learning.data.CertificateData': { user, course },
      ...metadata('certificate.revoked'),
    }
    expect((await only('open-edx', failed)).meaning).toBe('regression')
    expect((await only('open-edx', revoked)).meaning).toBe('revocation')
  })

  it('an xAPI result that says it failed is no completion, and a completed video no course', async () => {
    const statement = (change: object) => ({
      actor: { mbox: 'mailto:ada@example.com' },
      verb: { id: 'http://adlnet.gov/expapi/verbs/completed' },
      object: {
        id: 'https://example.com/c/1',
        definition: { type: 'http://adlnet.gov/expapi/activities/course' },
      },
      ...change,
    })
    const video = {
      object: {
        id: 'https://example.com/v/1',
        definition: { type: 'https://w3id.org/xapi/video/activity-type/video' },
      },
    }
    expect(await read('xapi', statement({}))).toMatchObject([{ outcome: 'event' }])
    expect(await read('xapi', statement({ result: { success: false } }))).toMatchObject([
      { outcome: 'ignored' },
    ])
    expect(await read('linkedin-learning', statement(video))).toMatchObject([{ outcome: 'ignored' }])
  })
})

it('no two vendors share a kind, and every mapping points where a pointer can', () => {
  const kinds = VENDORS.map((each) => each.kind)
  expect(new Set(kinds).size).toBe(kinds.length)
  for (const { events } of VENDORS)
    for (const { accept } of events) for (const pointer of Object.keys(accept)) expect(pointer).toMatch(/^\//)
})
