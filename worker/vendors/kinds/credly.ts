/** Credly (IBM SkillsBuild, Google Cloud, AWS): a thin, unsigned webhook names an event; the event is fetched and read. */
import type { EventMapping, Vendor } from '../vendor.ts'

const BADGE = '/data/badge'
const fields = {
  learner: {
    email: [`${BADGE}/recipient_email`, `${BADGE}/user/email`],
    id: `${BADGE}/user/id`,
    name: `${BADGE}/issued_to`,
    nameParts: [`${BADGE}/issued_to_first_name`, `${BADGE}/issued_to_last_name`],
  },
  course: { id: `${BADGE}/badge_template/id`, title: `${BADGE}/badge_template/name` },
  completedAt: { at: [`${BADGE}/issued_at`, '/occurred_at'], format: 'iso' },
  eventId: '/id',
} satisfies Partial<EventMapping>

export const credly: Vendor = {
  kind: 'credly',
  name: 'Credly',
  transport: 'thin-webhook',
  standing: 'from-code',
  authenticity: { way: 'secret-url' },
  eventType: '/event_type',
  events: [
    {
      meaning: 'revocation',
      accept: { '/event_type': ['badge.state.changed', 'badge.deleted'], [`${BADGE}/state`]: ['revoked'] },
      ...fields,
      completedAt: { at: '/occurred_at', format: 'iso' },
    },
    {
      meaning: 'completion',
      accept: { '/event_type': ['badge.created', 'badge.state.changed'] },
      present: [`${BADGE}/badge_template`],
      except: { [`${BADGE}/state`]: ['revoked', 'rejected'] },
      ...fields,
    },
  ],
  unconfirmed:
    'That events are fetched, and their envelope, are known from code; the badge inside is inferred from the issued-badge API.',
}
