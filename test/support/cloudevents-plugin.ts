/**
 * What the CloudEvents project's own SDK sends, made in Node, which that SDK needs, and handed to tests in workerd as the
 * module `virtual:cloudevents`: headers and body of one event in each mode. The SDK writes no batch; it reads the one that
 * stands here, made of its own events, before it is handed over.
 */
import { CloudEvent, HTTP } from 'cloudevents'

const ID = 'virtual:cloudevents'

/** As `virtual:cloudevents` gives it. */
export interface SentCloudEvent {
  mode: 'binary' | 'structured' | 'batch'
  headers: Record<string, string>
  body: string
}

export function cloudEventsPlugin() {
  return {
    name: 'laurel-cloudevents',
    resolveId: (source: string) => (source === ID ? `\0${ID}` : undefined),
    load: (source: string) =>
      source === `\0${ID}` ? `export default ${JSON.stringify(sentCloudEvents())}` : undefined,
  }
}

function sentCloudEvents(): SentCloudEvent[] {
  const event = (learner: string) =>
    new CloudEvent({
      id: `run-of-${learner}`,
      source: '/courses',
      type: 'org.example.course.completed',
      data: { learner: `${learner}@example.org`, course: 'NAV-1', at: '2026-08-20T16:30:00Z' },
    })
  const message = (mode: 'binary' | 'structured') => {
    const { headers, body } = HTTP[mode](event(mode))
    return { mode, headers: headers as Record<string, string>, body: String(body) }
  }
  const batch: SentCloudEvent = {
    mode: 'batch',
    headers: { 'content-type': 'application/cloudevents-batch+json' },
    body: JSON.stringify([event('batch-1'), event('batch-2')]),
  }
  const read = HTTP.toEvent({ headers: batch.headers, body: batch.body })
  if (!Array.isArray(read) || read.length !== 2) throw new Error('The SDK does not read this batch.')
  return [message('binary'), message('structured'), batch]
}
