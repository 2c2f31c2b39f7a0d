/** Udemy Business: xAPI after a token from us, as LinkedIn Learning does. */
import type { Vendor } from '../vendor.ts'
import { xapiCompletion } from './xapi-events.ts'

export const udemyBusiness: Vendor = {
  kind: 'udemy-business',
  name: 'Udemy Business',
  transport: 'xapi',
  standing: 'reconstructed',
  authenticity: { way: 'oauth-client-credentials' },
  eventType: '/verb/id',
  events: [xapiCompletion(['http://adlnet.gov/expapi/verbs/completed'])],
  unconfirmed:
    'Udemy documents xAPI with OAuth 2.0; its statements are shown only in pictures. The fields are inferred.',
}
