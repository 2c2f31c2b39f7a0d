/**
 * Events out: each becomes a message, kept in D1 with a delivery for every endpoint that wants it, and is then sent through
 * the queue. Thin: ids and links, no personal data; who is told looks up what he may see.
 */
import type { EventPort } from '../issuing/events.ts'
import type { Job } from '../jobs.ts'
import type { Statement } from '../storage/d1.ts'
import type { WebhookDelivery, WebhookDeliveryStore } from '../storage/webhook-deliveries.ts'
import type { WebhookEventType } from './event-types.ts'

export interface OutgoingEvent {
  type: WebhookEventType | 'webhook.test'
  issuerId: string
  /** ISO 8601. */
  at: string
  /** Ids and links. */
  data: Record<string, string>
  credentialId?: string
  /** The same id twice is one message. A new one where absent. */
  id?: string
  /** To this endpoint and no other. */
  only?: string
}

export interface Outbox {
  /** Never throws: what happened stands, whether or not it can be told at once. */
  tell(...events: OutgoingEvent[]): Promise<void>
  /** What was told of these credentials, and to whom. */
  toldOf(credentialIds: string[]): Promise<WebhookDelivery[]>
}

interface OutboxDeps {
  deliveries: WebhookDeliveryStore
  commit(statements: readonly Statement[]): Promise<D1Result[]>
  enqueue(job: Job): Promise<void>
}

export function createOutbox({ deliveries, commit, enqueue }: OutboxDeps): Outbox {
  return {
    async tell(...events) {
      try {
        for (let from = 0; from < events.length; from += 40) {
          const part = events.slice(from, from + 40)
          const results = await commit(
            part.flatMap((event) => deliveries.insertMessage(messageOf(event), event.only ?? null)),
          )
          const ids = results.flatMap(({ results }) =>
            (results as { id?: string }[]).map(({ id }) => id ?? ''),
          )
          for (const deliveryId of ids.filter(Boolean)) await enqueue({ kind: 'deliver-webhook', deliveryId })
        }
      } catch (error) {
        console.error(JSON.stringify({ level: 'error', event: 'outbox', error: String(error) }))
      }
    },
    toldOf: (credentialIds) =>
      credentialIds.length === 0 ? Promise.resolve([]) : deliveries.ofCredentials(credentialIds),
  }
}

/** What issuing notes, as events out: kept in the transaction of the change; should telling fail, cron sends what is due. */
export function tellCredentialEvents({ deliveries, enqueue }: OutboxDeps, origin: string): EventPort {
  return {
    note: (events) =>
      events.length === 0
        ? []
        : deliveries.insertMessages(
            events.map(({ type, issuerId, credentialId, achievementId, at, reason }) =>
              messageOf({
                type,
                issuerId,
                at,
                credentialId,
                data: {
                  credentialId,
                  credentialUrl: `${origin}/credentials/${credentialId}`,
                  achievementId,
                  ...(reason === undefined ? {} : { reason }),
                },
              }),
            ),
          ),
    async tell(results) {
      try {
        const noted = (results.at(-1)?.results ?? []) as { id?: unknown }[]
        for (const { id } of noted)
          if (typeof id === 'string') await enqueue({ kind: 'deliver-webhook', deliveryId: id })
      } catch (error) {
        console.error(JSON.stringify({ level: 'error', event: 'outbox', error: String(error) }))
      }
    },
  }
}

function messageOf({ type, issuerId, at, data, credentialId, id }: OutgoingEvent) {
  return {
    id: id ?? `msg_${crypto.randomUUID().replaceAll('-', '')}`,
    issuerId,
    type,
    credentialId: credentialId ?? null,
    body: JSON.stringify({ type, timestamp: at, data }),
    createdAt: at,
  }
}
