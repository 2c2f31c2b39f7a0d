/** 360Learning: Standard Webhooks; user ids without e-mail. */
import type { Vendor } from '../vendor.ts'

export const learning360: Vendor = {
  kind: '360learning',
  name: '360Learning',
  transport: 'webhook',
  standing: 'documented',
  authenticity: { way: 'standard-webhooks' },
  eventType: '/type',
  events: [
    {
      meaning: 'completion',
      accept: { '/type': ['user.certificate.awarded'] },
      learner: { id: '/data/userId' },
      course: { id: '/data/pathId', run: '/data/pathSessionId' },
      completedAt: { at: '/data/deliveryDate', format: 'iso' },
      eventId: 'header:webhook-id',
    },
    {
      meaning: 'completion',
      accept: { '/type': ['course.attempt.closed'], '/data/reason': ['learnerFinished'] },
      learner: { id: '/data/userId' },
      course: { id: '/data/courseId' },
      completedAt: { at: '/data/closedAt', format: 'iso' },
      eventId: 'header:webhook-id',
    },
  ],
}
