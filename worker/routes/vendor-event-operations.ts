/** The OpenAPI of what came in from vendors. Data. */
import { type Operation, operations } from '../openapi.ts'
import { pageResponse } from './list-page.ts'
import {
  AwardQuery,
  CountQuery,
  Decision,
  DeliveryQuery,
  EventQuery,
  LinkBody,
  LinkQuery,
  MappingTrial,
  Replay,
} from './vendor-events.ts'

const tag = 'Vendor events'
const read = 'connections:read' as const
const write = 'connections:write' as const

export const vendorEventOperations = /* @__PURE__ */ operations(() => [
  {
    method: 'get',
    path: '/v1/vendor-events',
    tag,
    summary: 'List events with their state, newest first.',
    access: read,
    query: EventQuery(),
    responses: pageResponse(),
  },
  {
    method: 'get',
    path: '/v1/vendor-events/counts',
    tag,
    summary: 'How many events of each state came in on each day (UTC).',
    access: read,
    query: CountQuery(),
    responses: { 200: { description: 'Counters.' } },
  },
  {
    method: 'get',
    path: '/v1/vendor-events/{id}',
    tag,
    summary: 'One event’s whole story: received, genuine, read, rule, credential, told.',
    access: read,
    responses: { 200: { description: 'The story.' } },
  },
  {
    method: 'post',
    path: '/v1/vendor-events/replay',
    tag,
    summary: 'Work on events again, one or many. What was issued is not issued twice.',
    description:
      'An event whose credential was revoked since is awarded again by this: it is a person’s wish.',
    access: write,
    request: { schema: Replay() },
    responses: { 202: { description: 'Which of them are worked on again.' } },
  },
  {
    method: 'get',
    path: '/v1/deliveries',
    tag,
    summary: 'List deliveries, those that were refused too, newest first.',
    access: read,
    query: DeliveryQuery(),
    responses: pageResponse(),
  },
  {
    method: 'get',
    path: '/v1/deliveries/{id}',
    tag,
    summary: 'Read a delivery with its body as it came in.',
    access: read,
    responses: { 200: { description: 'The delivery.' } },
  },
  {
    method: 'post',
    path: '/v1/deliveries/{id}/try',
    tag,
    summary: 'Try a mapping on a recorded delivery: what can be pointed at, and what would be read.',
    access: read,
    request: {
      schema: MappingTrial(),
      example: {
        mapping: {
          accept: [{ pointer: '/event', values: ['finished'] }],
          learner: { email: '/user/mail' },
          course: { id: '/course/no' },
          completedAt: { at: '/when', format: 'unix-seconds' },
          eventId: '/id',
        },
      },
    },
    responses: {
      200: { description: 'Each event with its fields by pointer, and what it would be read as.' },
    },
    refusals: ['conflict'],
  },
  {
    method: 'post',
    path: '/v1/deliveries/{id}/read-again',
    tag,
    summary: 'Read a delivery again: what of it was ignored or malformed, since the mapping was mended.',
    access: write,
    responses: { 202: { description: 'It is read again.' } },
    refusals: ['conflict'],
  },
  {
    method: 'get',
    path: '/v1/awards',
    tag,
    summary: 'List awards, those that wait for approval too.',
    access: read,
    query: AwardQuery(),
    responses: pageResponse(),
  },
  ...(['approve', 'decline'] as const).map(
    (verb): Operation => ({
      method: 'post',
      path: `/v1/awards/{id}/${verb}`,
      tag,
      summary:
        verb === 'approve'
          ? 'Approve an award that waits: its credential is issued.'
          : 'Decline an award that waits.',
      access: 'credentials:issue',
      request: { schema: Decision(), example: {} },
      responses: { 200: { description: 'The award.' } },
      refusals: ['conflict'],
    }),
  ),
  {
    method: 'post',
    path: '/v1/account-links',
    tag,
    summary: 'Say who a vendor’s learner id is. What waited for this learner goes on.',
    access: write,
    request: { schema: LinkBody() },
    responses: { 201: { description: 'The link, and how many events go on.' } },
  },
  {
    method: 'get',
    path: '/v1/account-links',
    tag,
    summary: 'List account links, newest first.',
    access: read,
    query: LinkQuery(),
    responses: pageResponse(),
  },
  {
    method: 'delete',
    path: '/v1/account-links/{id}',
    tag,
    summary: 'Remove an account link.',
    access: write,
    responses: { 204: { description: 'Removed.' } },
  },
])
