/** WorkRamp: a signature and a time in headers; times in milliseconds. Which text is signed is not published. */
import type { Vendor } from '../vendor.ts'

export const workramp: Vendor = {
  kind: 'workramp',
  name: 'WorkRamp',
  transport: 'webhook',
  standing: 'reconstructed',
  authenticity: {
    way: 'hmac-sha256',
    header: 'X-WorkRamp-Signature',
    encoding: 'either',
    // Each binds the time to the body; the forms in common use are all tried.
    signed: ['{timestamp}.{body}', '{timestamp}:{body}', 'v0:{timestamp}:{body}', '{timestamp}{body}'],
    timestamp: { header: 'X-WorkRamp-Request-Timestamp', unit: 'either' },
  },
  alternatives: [{ way: 'secret-url' }],
  eventType: '/eventType',
  events: [
    {
      meaning: 'completion',
      accept: {
        '/eventType': ['certification', 'guide', 'path', 'resource', 'scorm'].map(
          (kind) => `contentCompletion.${kind}`,
        ),
      },
      learner: { email: '/user/email', id: '/user/id', nameParts: ['/user/firstName', '/user/lastName'] },
      course: {
        id: ['/certification/id', '/guide/id', '/path/id', '/resource/id', '/scorm/id'],
        title: ['/certification/name', '/guide/name', '/path/name', '/resource/name', '/scorm/name'],
      },
      completedAt: { at: ['/certification/certificate/issuedAt', '/timestamp'], format: 'unix-milliseconds' },
      eventId: '/id',
    },
  ],
  unconfirmed:
    'The exact signed text; the forms in common use are all tried, and if none holds the delivery is refused.',
}
