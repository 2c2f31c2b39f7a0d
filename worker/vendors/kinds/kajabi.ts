/** Kajabi has no completion event: an automation "completed → add tag" makes `tag_added`, and the tag stands for the course. */
import type { Vendor } from '../vendor.ts'

export const kajabi: Vendor = {
  kind: 'kajabi',
  name: 'Kajabi',
  transport: 'webhook',
  standing: 'documented',
  authenticity: { way: 'secret-url' },
  eventType: '/event',
  events: [
    {
      meaning: 'completion',
      accept: { '/event': ['tag_added'] },
      learner: { email: '/payload/0/attributes/email', name: '/payload/0/attributes/name' },
      course: { id: '/payload/1/attributes/name', title: '/payload/1/attributes/name' },
    },
  ],
}
