/** Thinkific: hex HMAC of the raw body under the API key. Only hooks made through its API are signed. */
import type { Vendor } from '../vendor.ts'

export const thinkific: Vendor = {
  kind: 'thinkific',
  name: 'Thinkific',
  transport: 'webhook',
  standing: 'documented',
  authenticity: { way: 'hmac-sha256', header: 'X-Thinkific-Hmac-Sha256', encoding: 'hex' },
  alternatives: [{ way: 'secret-url' }],
  eventType: ['/action'],
  events: [
    {
      meaning: 'completion',
      accept: { '/resource': ['enrollment'], '/action': ['completed'] },
      learner: {
        email: '/payload/user/email',
        id: '/payload/user/id',
        nameParts: ['/payload/user/first_name', '/payload/user/last_name'],
      },
      course: { id: ['/payload/course_id', '/payload/course/id'], title: '/payload/course/name' },
      completedAt: { at: ['/payload/completed_at', '/created_at'], format: 'iso' },
      eventId: '/id',
    },
  ],
  unconfirmed:
    'The completed event is inferred from the documented progress event. Test deliveries carry `[TEST]` in the address and are refused as such.',
}
