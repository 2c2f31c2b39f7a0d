/**
 * One attempt at one delivery: claim it, sign it with every secret that is good now, send it through the guarded port, log
 * what was answered, settle. 2xx is taken; 410 ends the endpoint; everything else is tried again on the schedule, and an
 * endpoint that fails to the end is paused and its owner told. A test is sent once, and pauses nothing.
 */
import type { Deps } from '../deps.ts'
import type { Statement } from '../storage/d1.ts'
import type { WebhookDelivery, WebhookMessage } from '../storage/webhook-deliveries.ts'
import type { WebhookEndpoint } from '../storage/webhook-endpoints.ts'
import { nextAttempt } from './attempt-schedule.ts'
import { openWebhookSecrets } from './endpoint-secrets.ts'
import { mailOwner } from './mail-owner.ts'
import { signStandardWebhook } from './sign.ts'

const CLAIM_MS = 120_000
const KEPT_ANSWER_CHARACTERS = 1000

export async function deliverWebhook(deps: Deps, deliveryId: string): Promise<void> {
  const { webhookDeliveries, webhookEndpoints } = deps.webhookStores
  const now = deps.clock.now()
  const until = new Date(now.getTime() + CLAIM_MS).toISOString()
  const delivery = await webhookDeliveries.claim(deliveryId, now.toISOString(), until)
  if (delivery === null) return
  const [endpoint, message] = [
    await webhookEndpoints.find(delivery.endpointId),
    await webhookDeliveries.message(delivery.messageId),
  ]
  if (endpoint === null || message === null) return

  const answer = await send(deps, endpoint, message, now)
  const attempt = {
    at: now.toISOString(),
    status: answer.ok ? answer.status : null,
    reason: answer.ok ? null : answer.reason,
    durationMs: Math.max(0, deps.clock.now().getTime() - now.getTime()),
    answer: answer.ok ? new TextDecoder().decode(answer.body).slice(0, KEPT_ANSWER_CHARACTERS) : null,
  }
  const taken = answer.ok && answer.status >= 200 && answer.status < 300
  const isGone = answer.ok && answer.status === 410
  const retryAfter = answer.ok ? Number(answer.headers.get('retry-after') ?? 0) || 0 : 0
  const isTest = message.type === 'webhook.test'
  const next =
    taken || isGone || isTest ? null : nextAttempt(delivery.attempts + 1, now, Math.random(), retryAfter)
  const state = taken ? 'delivered' : next === null ? 'failed' : 'pending'
  const isStopped = state === 'failed' && (isGone || !isTest)
  const at = now.toISOString()
  const results = await deps.commit([
    webhookDeliveries.settle(delivery.id, state, next),
    webhookDeliveries.logAttempt(delivery.id, attempt),
    ...(isGone ? [webhookEndpoints.stop(endpoint.id, 'gone', 'answered-410', at)] : []),
    ...(isStopped && !isGone ? [webhookEndpoints.stop(endpoint.id, 'paused', reasonOf(attempt), at)] : []),
    ...(isStopped ? tellOwner(deps, endpoint, delivery, isGone ? 'gone' : 'paused', at) : []),
  ])
  if (!isStopped) return
  await deps.outbox.tell(results)
  await mailOwner(deps, endpoint, isGone ? 'it answered 410' : `the last answer was ${reasonOf(attempt)}`)
}

async function send(deps: Deps, endpoint: WebhookEndpoint, message: WebhookMessage, now: Date) {
  const body = new TextEncoder().encode(message.body)
  const secrets = await openWebhookSecrets(deps, endpoint.id, now)
  return deps.sendGuarded({
    url: endpoint.url,
    method: 'POST',
    headers: {
      'Content-Type': 'application/json',
      'webhook-id': message.id,
      'webhook-timestamp': String(Math.floor(now.getTime() / 1000)),
      'webhook-signature': await signStandardWebhook(secrets, { id: message.id, timestamp: now, body }),
    },
    body,
    maxBytes: 4096,
  })
}

/**
 * The issuer's other endpoints are told, this one once it is enabled again; state and reason stand in the API at once. Its host
 * only: the rest of an address is a secret at many a receiver.
 */
function tellOwner(
  deps: Deps,
  { id: endpointId, issuerId, url }: WebhookEndpoint,
  { id: deliveryId }: WebhookDelivery,
  state: string,
  at: string,
): Statement[] {
  const type = 'webhook.endpoint.paused' as const
  return deps.outbox.note([
    { type, issuerId, at, data: { endpointId, host: new URL(url).host, deliveryId, state } },
  ])
}

function reasonOf({ status, reason }: { status: number | null; reason: string | null }): string {
  return status === null ? (reason ?? 'unreachable') : `status-${status}`
}

/** By cron: everything that is due. */
export async function sweepWebhooks(deps: Deps): Promise<void> {
  const due = await deps.webhookStores.webhookDeliveries.listDue(deps.clock.now().toISOString(), 100)
  await deps.enqueue(...due.map((deliveryId) => ({ kind: 'deliver-webhook' as const, deliveryId })))
}
