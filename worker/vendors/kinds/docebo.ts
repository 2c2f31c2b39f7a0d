/** Docebo: `payload` or, batched, `payloads`; a user id without an e-mail; times without a zone (UTC). */
import type { Vendor } from '../vendor.ts'

export const docebo: Vendor = {
  kind: 'docebo',
  name: 'Docebo',
  transport: 'webhook',
  standing: 'from-code',
  authenticity: { way: 'secret-url' },
  alternatives: [{ way: 'basic' }, { way: 'hmac-sha256', header: 'X-Docebo-Signature', encoding: 'hex' }],
  split: [{ at: '/payloads', as: 'payload' }],
  eventType: '/event',
  events: [
    {
      meaning: 'completion',
      accept: { '/event': ['course.enrollment.completed'] },
      learner: { id: '/payload/user_id' },
      course: { id: '/payload/course_id' },
      completedAt: { at: ['/payload/completion_date', '/payload/fired_at'], format: 'iso-or-utc' },
      // The message id is one for a whole batch: the content is the event's identity.
    },
  ],
  unconfirmed: 'How Docebo signs is not confirmed, nor that its times are UTC.',
}
