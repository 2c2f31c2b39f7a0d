/** Toolzz: finished trails, with an e-mail, times without a zone. */
import type { Vendor } from '../vendor.ts'

export const toolzz: Vendor = {
  kind: 'toolzz',
  name: 'Toolzz',
  transport: 'webhook',
  standing: 'documented',
  authenticity: { way: 'secret-url' },
  eventType: '/event/slug',
  events: [
    {
      meaning: 'completion',
      accept: { '/event/slug': ['activities.trail.completed'] },
      learner: { email: '/data/user/email', id: '/data/user/id', name: '/data/user/name' },
      course: { id: '/data/trail/id', title: '/data/trail/name' },
      completedAt: { at: '/data/trail/finished_at', format: 'iso-or-utc' },
    },
  ],
  unconfirmed: 'That its times are UTC.',
}
