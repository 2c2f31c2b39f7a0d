/** Moodle by its logstore_xapi plugin: an array of statements, often with neither id nor time. */
import type { Vendor } from '../vendor.ts'
import { xapiCompletion, xapiVoided } from './xapi-events.ts'

const COMPLETED = ['http://adlnet.gov/expapi/verbs/completed']

export const moodle: Vendor = {
  kind: 'moodle',
  name: 'Moodle (logstore_xapi)',
  transport: 'xapi',
  standing: 'documented',
  authenticity: { way: 'basic' },
  eventType: '/verb/id',
  events: [xapiCompletion(COMPLETED), xapiVoided(COMPLETED)],
}
