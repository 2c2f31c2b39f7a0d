/** LinkedIn Learning: xAPI 1.0.0 after a token from us. Its statement ids are no UUIDs; its times end in `+0000`. */
import type { Vendor } from '../vendor.ts'
import { xapiCompletion } from './xapi-events.ts'

export const linkedinLearning: Vendor = {
  kind: 'linkedin-learning',
  name: 'LinkedIn Learning',
  transport: 'xapi',
  standing: 'from-code',
  authenticity: { way: 'oauth-client-credentials' },
  eventType: '/verb/id',
  events: [xapiCompletion(['http://adlnet.gov/expapi/verbs/completed'])],
  unconfirmed: 'The token request is documented; the statement is known from code that reads it.',
}
