/** Open edX by its webhooks plugin (JSON or form). It signs nothing. */
import type { EventMapping, Vendor } from '../vendor.ts'

const CERTIFICATE = '/openedx_events.learning.data.CertificateData'
const PASSING = '/openedx_events.learning.data.CoursePassingStatusData'

const fields = (data: `/${string}`) =>
  ({
    learner: {
      email: `${data}/user/pii/email`,
      id: `${data}/user/id`,
      name: [`${data}/name`, `${data}/user/pii/name`, `${data}/user/pii/username`],
    },
    course: { id: `${data}/course/course_key`, title: `${data}/course/display_name` },
    completedAt: { at: '/event_metadata/time', format: 'iso-or-utc' },
    score: { value: `${data}/grade`, max: 1 },
    eventId: '/event_metadata/id',
  }) satisfies Partial<EventMapping>

export const openEdx: Vendor = {
  kind: 'open-edx',
  name: 'Open edX (webhooks plugin)',
  transport: 'webhook',
  standing: 'from-code',
  authenticity: { way: 'secret-url' },
  alternatives: [{ way: 'static-header', header: 'X-Webhook-Secret' }],
  eventType: '/event_metadata/event_type',
  events: [
    {
      meaning: 'completion',
      accept: { '/event_metadata/event_type': ['org.openedx.learning.certificate.created.v1'] },
      ...fields(CERTIFICATE),
    },
    {
      meaning: 'completion',
      accept: {
        '/event_metadata/event_type': ['org.openedx.learning.course.passing.status.updated.v1'],
        [`${PASSING}/is_passing`]: [true],
      },
      ...fields(PASSING),
    },
    {
      meaning: 'regression',
      accept: {
        '/event_metadata/event_type': ['org.openedx.learning.course.passing.status.updated.v1'],
        [`${PASSING}/is_passing`]: [false],
      },
      ...fields(PASSING),
    },
    {
      meaning: 'revocation',
      accept: { '/event_metadata/event_type': ['org.openedx.learning.certificate.revoked.v1'] },
      ...fields(CERTIFICATE),
    },
  ],
  unconfirmed: 'The plugin does not retry: an event that it could not deliver is lost at its side.',
}
