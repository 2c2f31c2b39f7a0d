/** Whop reports lessons, not courses: the lesson stands as the course of a rule, its course as the group. */
import type { Vendor } from '../vendor.ts'

export const whop: Vendor = {
  kind: 'whop',
  name: 'Whop',
  transport: 'webhook',
  standing: 'documented',
  authenticity: { way: 'standard-webhooks' },
  eventType: '/type',
  events: [
    {
      meaning: 'completion',
      accept: { '/type': ['course_lesson_interaction.completed'], '/data/completed': [true] },
      learner: { id: '/data/user/id', name: ['/data/user/name', '/data/user/username'] },
      course: { id: '/data/lesson/id', title: '/data/lesson/title' },
      completedAt: { at: '/timestamp', format: 'iso' },
      group: '/data/course/id',
      eventId: '/id',
    },
  ],
}
