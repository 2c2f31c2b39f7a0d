/** LearnWorlds: documented as a fixed token after `v1=`; some read it as an HMAC. Times are float seconds. */
import type { Vendor } from '../vendor.ts'

const header = 'Learnworlds-Webhook-Signature'

export const learnworlds: Vendor = {
  kind: 'learnworlds',
  name: 'LearnWorlds',
  transport: 'webhook',
  standing: 'documented',
  authenticity: { way: 'static-header', header, prefix: 'v1=' },
  alternatives: [{ way: 'hmac-sha256', header, encoding: 'hex', prefix: 'v1=' }],
  eventType: ['/type', '/trigger'],
  events: [
    {
      meaning: 'completion',
      accept: { '/type': ['courseCompleted'] },
      learner: { email: '/data/user/email', id: '/data/user/id', name: '/data/user/username' },
      course: { id: '/data/course/id', title: '/data/course/title' },
      completedAt: { at: '/data/completed_at', format: 'unix-seconds' },
    },
    {
      meaning: 'completion',
      accept: { '/type': ['awardedCertificate'] },
      learner: {
        email: ['/data/certificate/user/email', '/data/user/email'],
        id: ['/data/certificate/user/id', '/data/user/id'],
        nameParts: ['/data/certificate/form/firstname', '/data/certificate/form/lastname'],
      },
      course: { id: '/data/certificate/course_id' },
      completedAt: { at: '/data/certificate/issued', format: 'unix-seconds' },
      grade: '/data/certificate/score',
    },
  ],
  unconfirmed:
    'Whether the header is a fixed token (as documented) or an HMAC differs by account: choose the one that your deliveries meet.',
}
