/** Open edX by event-routing-backends in xAPI: `passed` on a course, an account UUID instead of an e-mail. */
import type { Vendor } from '../vendor.ts'
import { xapiCompletion, xapiRegression } from './xapi-events.ts'

const courseIdPattern = '(course-v1:[^/?#]+)$'
const id = '/actor/account/name'

export const openEdxXapi: Vendor = {
  kind: 'open-edx-xapi',
  name: 'Open edX (xAPI)',
  transport: 'xapi',
  standing: 'documented',
  authenticity: { way: 'basic' },
  alternatives: [{ way: 'bearer' }],
  eventType: '/verb/id',
  events: [
    {
      ...xapiCompletion(['http://adlnet.gov/expapi/verbs/passed']),
      learner: { email: '/actor/mbox', id, name: '/actor/name' },
      courseIdPattern,
    },
    { ...xapiRegression(), learner: { email: '/actor/mbox', id }, courseIdPattern },
  ],
}
