/**
 * Events out, as a transactional outbox: each is noted in the transaction of what it tells of, as a message with a delivery
 * for every endpoint that wants it (none, and nothing is written). Sending through the queue is a hint only: what was not
 * sent, cron finds. Thin: ids and links, no personal data; who is told looks up what he may see.
 */
import type { EventPort } from '../issuing/events.ts'
import type { Job } from '../jobs.ts'
import type { Statement } from '../storage/d1.ts'
import type { WebhookDelivery, WebhookDeliveryStore, WebhookMessage } from '../storage/webhook-deliveries.ts'
import type { WebhookEventType } from './event-types.ts'

export interface OutgoingEvent {
  type: WebhookEventType
  issuerId: string
  /** ISO 8601. */
  at: string
  /** Ids and links. */
  data: Record<string, string>
  credentialId?: string
  /** The same id twice is one message. A new one where absent. */
  id?: string
}

export interface Outbox {
  /** At most two statements, however many events. They go last into the transaction of the change. */
  note(events: readonly OutgoingEvent[]): Statement[]
  /** After the commit, with the results of the whole transaction: begins to send. Never throws. */
  tell(results: readonly D1Result[]): Promise<void>
  /** What was told of these credentials, and to whom. */
  toldOf(credentialIds: string[]): Promise<WebhookDelivery[]>
}

interface OutboxDeps {
  deliveries: WebhookDeliveryStore
  enqueue(...jobs: Job[]): Promise<void>
}

export function createOutbox({ deliveries, enqueue }: OutboxDeps): Outbox {
  return {
    note: (events) => (events.length === 0 ? [] : deliveries.insertMessages(events.map(messageOf))),
    async tell(results) {
      try {
        const noted = (results.at(-1)?.results ?? []) as { id: string }[]
        await enqueue(...noted.map(({ id }) => ({ kind: 'deliver-webhook' as const, deliveryId: id })))
      } catch (error) {
        console.error(JSON.stringify({ level: 'error', event: 'outbox', error: String(error) }))
      }
    },
    toldOf: (credentialIds) =>
      credentialIds.length === 0 ? Promise.resolve([]) : deliveries.ofCredentials(credentialIds),
  }
}

/** What issuing notes, as events out. */
export function tellCredentialEvents(outbox: Outbox, origin: string): EventPort {
  return {
    note: (events) =>
      outbox.note(
        events.map(({ id, type, issuerId, at, ...ids }) => ({
          type,
          issuerId,
          at,
          credentialId: ids.credentialId,
          ...(id === undefined ? {} : { id }),
          data: { ...ids, credentialUrl: `${origin}/credentials/${ids.credentialId}` },
        })),
      ),
    tell: (results) => outbox.tell(results),
  }
}

function messageOf({ type, issuerId, at, data, credentialId, id }: OutgoingEvent): WebhookMessage {
  return {
    id: id ?? messageId(),
    issuerId,
    type,
    credentialId: credentialId ?? null,
    body: JSON.stringify({ type, timestamp: at, data }),
    createdAt: at,
  }
}

export function messageId(): string {
  return `msg_${crypto.randomUUID().replaceAll('-', '')}`
}
