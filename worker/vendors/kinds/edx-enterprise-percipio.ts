/** edX Enterprise by its webhook channel, in the Percipio shape: a user UUID, no e-mail, no event id. */
import type { Vendor } from '../vendor.ts'

export const edxEnterprisePercipio: Vendor = {
  kind: 'edx-enterprise-percipio',
  name: 'edX Enterprise (webhook)',
  transport: 'webhook',
  standing: 'from-code',
  authenticity: { way: 'oauth-client-credentials' },
  alternatives: [{ way: 'bearer' }],
  eventType: '/status',
  events: [
    {
      meaning: 'completion',
      accept: { '/status': ['completed'] },
      learner: { id: '/user' },
      course: { id: '/content_id' },
      completedAt: { at: '/event_date', format: 'iso-or-utc' },
      group: '/orgid',
    },
  ],
}
