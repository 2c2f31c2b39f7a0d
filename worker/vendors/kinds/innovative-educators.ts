/** Innovative Educators: one event a completion, the user's e-mail in `user`. */
import type { Vendor } from '../vendor.ts'

export const innovativeEducators: Vendor = {
  kind: 'innovative-educators',
  name: 'Innovative Educators',
  transport: 'webhook',
  standing: 'documented',
  authenticity: { way: 'secret-url' },
  eventType: '/event',
  events: [
    {
      meaning: 'completion',
      accept: { '/event': ['courseCompletion'] },
      learner: {
        emailOrId: '/user',
        id: '/userDetail/id',
        nameParts: ['/userDetail/firstName', '/userDetail/lastName'],
      },
      course: { id: '/notifiableId', title: '/title' },
      completedAt: { at: '/timestamp', format: 'iso' },
      eventId: '/id',
    },
  ],
}
