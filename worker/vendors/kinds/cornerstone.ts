/** Cornerstone: gzip, `records` with an empty heartbeat, an HMAC over the request, and user ids without e-mail. */
import type { Vendor } from '../vendor.ts'

const DATA = '/value/trainingCompleted/data'

export const cornerstone: Vendor = {
  kind: 'cornerstone',
  name: 'Cornerstone',
  transport: 'webhook',
  standing: 'documented',
  authenticity: {
    way: 'canonical-request-hmac',
    apiKeyHeader: 'x-api-key',
    dateHeader: 'date',
    contentHashHeader: 'x-content-sha256',
  },
  alternatives: [{ way: 'static-header', header: 'x-api-key' }],
  split: [{ at: '/records' }],
  eventType: '/value/lmsEventsCase',
  events: [
    {
      meaning: 'completion',
      accept: { '/value/lmsEventsCase': ['TrainingCompleted'] },
      learner: {
        id: `${DATA}/targetUserGuid`,
        nameParts: [`${DATA}/targetUserFirstName`, `${DATA}/targetUserLastName`],
      },
      course: { id: `${DATA}/trainingId`, title: `${DATA}/trainingTitle` },
      completedAt: { at: `${DATA}/trainingActionDateTimestamp`, format: 'iso' },
      eventId: `${DATA}/eventId`,
    },
  ],
  unconfirmed:
    'Which parts are signed is documented; how they are joined is our reading. If it does not hold, use the API key with an address allow-list.',
}
