/** Open edX by event-routing-backends in Caliper: a generic `Event`, `Completed` on a `CourseOffering`. */
import type { Vendor } from '../vendor.ts'

export const openEdxCaliper: Vendor = {
  kind: 'open-edx-caliper',
  name: 'Open edX (Caliper)',
  transport: 'caliper',
  standing: 'documented',
  authenticity: { way: 'bearer' },
  alternatives: [{ way: 'basic' }],
  eventType: '/action',
  events: [
    {
      meaning: 'completion',
      accept: { '/action': ['Completed'], '/object/type': ['CourseOffering', 'CourseSection'] },
      learner: { id: '/actor/id', name: '/actor/name' },
      course: { id: '/object/id', title: '/object/name' },
      courseIdPattern: '(course-v1:[^/?#]+)$',
      completedAt: { at: '/eventTime', format: 'iso' },
      eventId: '/id',
    },
  ],
}
