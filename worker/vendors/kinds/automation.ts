/** Zapier, Make, Power Automate, or your own code: the shape that we ask for, signed or with a fixed header. */
import type { Vendor } from '../vendor.ts'

export const automation: Vendor = {
  kind: 'automation',
  name: 'Zapier, Make, Power Automate or your own code',
  transport: 'webhook',
  standing: 'ours',
  authenticity: { way: 'static-header', header: 'X-Webhook-Secret' },
  alternatives: [
    { way: 'standard-webhooks' },
    { way: 'bearer' },
    { way: 'basic' },
    { way: 'hmac-sha256', header: 'X-Hub-Signature-256', encoding: 'hex', prefix: 'sha256=' },
  ],
  eventType: '/type',
  events: [
    {
      meaning: 'revocation',
      accept: { '/type': ['course.revoked'] },
      learner: { email: '/learner_email', id: '/learner_id', name: '/learner_name' },
      course: { id: '/course_id', title: '/course_name', version: '/course_version', run: '/course_run' },
      completedAt: { at: ['/revoked_at', '/completed_at'], format: 'iso-or-utc' },
      eventId: ['/source_event_id', 'header:webhook-id'],
    },
    {
      meaning: 'completion',
      accept: { '/type': ['course.completed', null] },
      present: ['/course_id'],
      learner: { email: '/learner_email', id: '/learner_id', name: '/learner_name' },
      course: { id: '/course_id', title: '/course_name', version: '/course_version', run: '/course_run' },
      completedAt: { at: '/completed_at', format: 'iso-or-utc' },
      score: { value: '/score', max: 100 },
      grade: '/grade',
      group: '/group',
      eventId: ['/source_event_id', 'header:webhook-id'],
    },
  ],
}
