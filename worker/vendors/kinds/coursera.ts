/** Coursera for Business: no webhook exists; enrollment reports are read on a schedule, up to a day late. */
import type { Vendor } from '../vendor.ts'

export const coursera: Vendor = {
  kind: 'coursera',
  name: 'Coursera for Business',
  transport: 'pull',
  standing: 'documented',
  authenticity: { way: 'bearer' },
  eventType: '/contentType',
  events: [
    {
      meaning: 'completion',
      // `overallProgress` may lag behind `isCompleted`, which decides.
      accept: { '/isCompleted': [true], '/contentType': ['Course', 'Specialization'] },
      learner: { email: '/email', emailOrId: '/externalId', name: '/fullName' },
      course: { id: '/contentId', title: '/contentName' },
      completedAt: { at: '/completedAt', format: 'unix-milliseconds' },
      score: { value: '/grade', max: 1 },
      group: '/programId',
    },
  ],
}
