/** Any learning record sender (xAPI 1.0.x, cmi5): whatever is completed, passed, satisfied, earned or achieved on a course. */
import type { Vendor } from '../vendor.ts'
import { xapiCompletion, xapiRegression, xapiVoided } from './xapi-events.ts'

const BADGE_TYPES = [
  'http://activitystrea.ms/schema/1.0/badge',
  'https://xapi.edlm/profiles/edlm-lms/concepts/activity-types/badge',
]

export const xapi: Vendor = {
  kind: 'xapi',
  name: 'xAPI sender',
  transport: 'xapi',
  standing: 'documented',
  authenticity: { way: 'basic' },
  alternatives: [{ way: 'bearer' }, { way: 'oauth-client-credentials' }],
  eventType: '/verb/id',
  events: [
    xapiCompletion(),
    xapiCompletion(
      ['http://id.tincanapi.com/verb/earned', 'https://w3id.org/xapi/tla/verbs/achieved'],
      BADGE_TYPES,
    ),
    xapiRegression(),
    xapiVoided(),
  ],
}
