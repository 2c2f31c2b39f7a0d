/** edX Enterprise by its xAPI channel: an e-mail, a score, but neither an id nor a time. */
import type { Vendor } from '../vendor.ts'
import { xapiCompletion } from './xapi-events.ts'

export const edxEnterpriseXapi: Vendor = {
  kind: 'edx-enterprise-xapi',
  name: 'edX Enterprise (xAPI)',
  transport: 'xapi',
  standing: 'from-code',
  authenticity: { way: 'basic' },
  eventType: '/verb/id',
  events: [
    {
      ...xapiCompletion(),
      // The actor's name is the e-mail again: no name.
      learner: { email: '/actor/mbox' },
      course: {
        id: ['/object/definition/extensions/https:~1~1courses.edx.org~1course~1key', '/object/id'],
        title: '/object/definition/name/en-US',
      },
    },
  ],
}
