/**
 * A badge that a learner earned elsewhere and brings himself: verified by us, then read like any vendor's event. What rules
 * match is `{issuer id} {achievement id}`: the achievement's id alone anybody can write into a badge of his own.
 */
import type { Vendor } from '../vendor.ts'

export const priorLearning: Vendor = {
  kind: 'prior-learning',
  name: 'Badges from elsewhere, brought by the learner',
  transport: 'upload',
  standing: 'ours',
  authenticity: { way: 'bearer' },
  eventType: '/type',
  events: [
    {
      meaning: 'completion',
      accept: { '/type': ['foreign-badge.verified'] },
      learner: { email: '/email', name: '/name' },
      course: { id: '/course', title: '/title' },
      completedAt: { at: '/awardedAt', format: 'iso' },
      group: '/issuer',
      eventId: '/id',
    },
  ],
}
