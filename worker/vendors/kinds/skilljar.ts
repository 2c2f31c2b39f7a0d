/** Skilljar: all events go to all hooks; Basic or a fixed header; too many failures switch the hook off. */
import type { Vendor } from '../vendor.ts'

export const skilljar: Vendor = {
  kind: 'skilljar',
  name: 'Skilljar',
  transport: 'webhook',
  standing: 'reconstructed',
  authenticity: { way: 'basic' },
  alternatives: [{ way: 'static-header', header: 'X-Webhook-Secret' }],
  eventType: '/event_type',
  events: [
    {
      meaning: 'completion',
      accept: { '/event_type': ['COURSE_COMPLETION', 'PATH_COMPLETION'] },
      learner: { email: '/user/email', id: '/user/id', nameParts: ['/user/first_name', '/user/last_name'] },
      course: { id: ['/course/id', '/path/id'], title: ['/course/title', '/path/title'] },
      completedAt: { at: '/timestamp', format: 'iso' },
    },
  ],
  unconfirmed: 'The completion event is inferred from the documented enrollment event.',
}
