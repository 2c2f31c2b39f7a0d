/** Microsoft Viva Learning: no webhook exists; learningCourseActivities are read from Microsoft Graph on a schedule. */
import type { Vendor } from '../vendor.ts'

export const vivaLearning: Vendor = {
  kind: 'viva-learning',
  name: 'Microsoft Viva Learning',
  transport: 'pull',
  standing: 'documented',
  authenticity: { way: 'bearer' },
  eventType: '/status',
  events: [
    {
      meaning: 'completion',
      accept: { '/status': ['completed'] },
      learner: { id: '/learnerUserId' },
      course: { id: '/learningContentId' },
      completedAt: { at: '/completedDateTime', format: 'iso' },
      group: '/learningProviderId',
      eventId: '/id',
    },
  ],
  unconfirmed:
    'Graph documents the list of a learner’s activities for delegated permissions only: use a refresh token (settings.grant). Not tried on a live tenant.',
}
