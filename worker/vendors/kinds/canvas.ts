/** Canvas live events over HTTPS: with "Sign Payload" the body is a JWT under Instructure's monthly keys. */
import type { Vendor } from '../vendor.ts'

export const canvas: Vendor = {
  kind: 'canvas',
  name: 'Canvas LMS',
  transport: 'webhook',
  standing: 'documented',
  authenticity: {
    way: 'signed-jwt-body',
    jwksUrl: 'https://8axpcl50e4.execute-api.us-east-1.amazonaws.com/main/jwks',
  },
  alternatives: [{ way: 'secret-url' }],
  eventType: '/metadata/event_name',
  events: [
    {
      meaning: 'completion',
      accept: { '/metadata/event_name': ['course_completed'] },
      learner: { email: '/body/user/email', id: '/body/user/id', name: '/body/user/name' },
      course: { id: '/body/course/id', title: '/body/course/name' },
      completedAt: { at: ['/body/progress/completed_at', '/metadata/event_time'], format: 'iso' },
      // The request id is one for all events of a request: the content is the event's identity.
    },
  ],
  unconfirmed: 'That the JWT’s claims are the event itself (metadata and body) is inferred.',
}
