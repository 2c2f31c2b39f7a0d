/** LearnDash through a WordPress webhook plugin that sends the arguments of `learndash_course_completed`. */
import type { Vendor } from '../vendor.ts'

export const learndash: Vendor = {
  kind: 'learndash',
  name: 'LearnDash',
  transport: 'webhook',
  standing: 'reconstructed',
  authenticity: { way: 'secret-url' },
  alternatives: [{ way: 'static-header', header: 'X-Webhook-Secret' }],
  eventType: '/action',
  events: [
    {
      meaning: 'completion',
      accept: {},
      present: ['/course', '/user', '/course_completed'],
      learner: { email: '/user/user_email', id: '/user/ID', name: '/user/display_name' },
      course: { id: '/course/ID', title: '/course/post_title' },
      completedAt: { at: '/course_completed', format: 'unix-seconds' },
    },
  ],
  unconfirmed:
    'How the plugin writes the action’s arguments depends on the plugin. Record a delivery and map it yourself if it differs.',
}
