/** TIS Training: user ids without e-mail, times with seven fraction digits, its own score scale. */
import type { Vendor } from '../vendor.ts'

export const tisTraining: Vendor = {
  kind: 'tis-training',
  name: 'TIS Training',
  transport: 'webhook',
  standing: 'documented',
  authenticity: { way: 'secret-url' },
  eventType: '/eventType',
  events: [
    {
      meaning: 'completion',
      accept: { '/eventType': ['COURSE_COMPLETE'] },
      learner: { id: '/data/userId' },
      course: { id: '/data/courseId' },
      completedAt: { at: '/sent', format: 'iso' },
      score: { value: '/data/score', max: '/data/maxScore' },
      eventId: '/eventId',
    },
  ],
}
