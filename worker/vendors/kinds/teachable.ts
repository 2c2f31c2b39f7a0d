/** Teachable: the body is an array; nothing is signed; four failures in a row switch the hook off. */
import type { Vendor } from '../vendor.ts'

export const teachable: Vendor = {
  kind: 'teachable',
  name: 'Teachable',
  transport: 'webhook',
  standing: 'from-code',
  authenticity: { way: 'secret-url' },
  eventType: '/type',
  events: [
    {
      meaning: 'completion',
      accept: { '/type': ['Enrollment.completed'] },
      learner: {
        email: '/object/user/email',
        id: ['/object/user/id', '/object/user_id'],
        name: '/object/user/name',
      },
      course: { id: ['/object/course/id', '/object/course_id'], title: '/object/course/name' },
      completedAt: { at: '/created', format: 'iso' },
      eventId: '/hook_event_id',
    },
  ],
}
