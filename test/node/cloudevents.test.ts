/** CloudEvents as the project's own SDK sends them, which we did not write, read by our engine. Node only, as that SDK is. */
import { CloudEvent, HTTP } from 'cloudevents'
import { expect, test } from 'vitest'
import { utf8 } from '../../worker/http/bytes.ts'
import { readCompletions } from '../../worker/vendors/read-completions.ts'
import { findVendor } from '../../worker/vendors/registry.ts'
import type { Vendor } from '../../worker/vendors/vendor.ts'

const event = new CloudEvent({
  id: 'run-7',
  source: '/courses',
  type: 'org.example.course.completed',
  data: { learner: 'grace@example.org', course: 'NAV-1', at: '2026-08-20T16:30:00Z' },
})

test.each([
  ['binary', HTTP.binary(event)],
  ['structured', HTTP.structured(event)],
] as const)(
  'an event of the CloudEvents SDK in %s mode is read as the completion that it tells of',
  async (_mode, message) => {
    const custom = findVendor('custom')
    if (custom === undefined) throw new Error('The custom vendor is gone.')
    const vendor: Vendor = {
      ...custom,
      eventType: '/cloudevent/type',
      events: [
        {
          meaning: 'completion',
          accept: { '/cloudevent/type': ['org.example.course.completed'] },
          learner: { email: '/learner' },
          course: { id: '/course' },
          completedAt: { at: '/at', format: 'iso' },
          eventId: '/cloudevent/id',
        },
      ],
    }
    const items = await readCompletions(vendor, {
      body: utf8(String(message.body)),
      headers: new Headers(message.headers as Record<string, string>),
      receivedAt: new Date('2026-08-20T17:00:00Z'),
    })
    expect(items).toMatchObject([
      {
        outcome: 'event',
        completion: {
          learner: { email: 'grace@example.org' },
          course: { id: 'NAV-1' },
          sourceEventId: 'run-7',
        },
      },
    ])
  },
)
