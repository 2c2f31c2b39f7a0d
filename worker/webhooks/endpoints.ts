/** Making, changing, testing and ending webhook endpoints. The secret is shown once. */

import * as z from 'zod/mini'
import type { Deps } from '../deps.ts'
import { judgeUrl } from '../http/judge-url.ts'
import { type Caller, callerName } from '../issuing/caller.ts'
import { commitWhereRoom } from '../issuing/commit-where-room.ts'
import type { Once } from '../issuing/once.ts'
import { whereUnchanged } from '../issuing/where-unchanged.ts'
import { lazily } from '../lazily.ts'
import { Refusal } from '../problem.ts'
import type { WebhookEndpoint } from '../storage/webhook-endpoints.ts'
import { deliverWebhook } from './deliver.ts'
import { sealWebhookSecret } from './endpoint-secrets.ts'
import { WEBHOOK_EVENT_TYPES } from './event-types.ts'
import { messageId } from './outbox.ts'
import { generateWebhookSecret } from './sign.ts'

const url = lazily(() =>
  z.string().check(
    z.maxLength(2000),
    z.refine((text) => judgeUrl(text).ok, 'An https address of a public host, on the usual port.'),
  ),
)

const eventTypes = lazily(() =>
  z.array(z.enum(['*', ...WEBHOOK_EVENT_TYPES])).check(z.minLength(1), z.maxLength(20)),
)

export const EndpointBody = lazily(() =>
  z
    .strictObject({
      url: url(),
      description: z._default(z.nullable(z.string().check(z.maxLength(500))), null),
      eventTypes: z._default(eventTypes(), ['*']),
    })
    .register(z.globalRegistry, { id: 'WebhookEndpointRequest' }),
)

export const EndpointPatch = lazily(() =>
  z
    .strictObject({
      url: z.optional(url()),
      description: z.optional(z.nullable(z.string().check(z.maxLength(500)))),
      eventTypes: z.optional(eventTypes()),
      state: z
        .optional(z.enum(['enabled', 'disabled']))
        .check(z.describe('`enabled` also ends a pause: what waited is sent.')),
    })
    .register(z.globalRegistry, { id: 'WebhookEndpointChange' }),
)

/** Refuses `conflict` where there are too many. */
export async function createEndpoint(
  deps: Deps,
  issuerId: string,
  body: z.output<ReturnType<typeof EndpointBody>>,
  caller: Caller,
  once: Once,
) {
  const now = deps.clock.now()
  const endpoint: WebhookEndpoint = {
    id: crypto.randomUUID(),
    issuerId,
    ...body,
    state: 'enabled',
    stateReason: null,
    createdAt: now.toISOString(),
    updatedAt: now.toISOString(),
  }
  const secret = generateWebhookSecret()
  const view = { ...endpointView(endpoint), secret }
  const statements = [
    deps.webhookStores.webhookEndpoints.insert(endpoint),
    deps.webhookStores.webhookEndpoints.insertSecret(await sealWebhookSecret(deps, endpoint.id, secret, now)),
    audit(deps, endpoint, caller, now, 'webhook-endpoint.created'),
    ...(await once.remember(201, view)),
  ]
  await commitWhereRoom(deps, 'webhook endpoints', issuerId, statements)
  return view
}

export async function changeEndpoint(
  deps: Deps,
  issuerId: string,
  id: string,
  patch: z.output<ReturnType<typeof EndpointPatch>>,
  caller: Caller,
) {
  const { webhookEndpoints, webhookDeliveries } = deps.webhookStores
  return whereUnchanged(async () => {
    const now = deps.clock.now()
    const current = await findEndpoint(deps, issuerId, id)
    const next: WebhookEndpoint = {
      ...current,
      url: patch.url ?? current.url,
      description: patch.description === undefined ? current.description : patch.description,
      eventTypes: patch.eventTypes ?? current.eventTypes,
      state: patch.state ?? current.state,
      stateReason: patch.state === undefined ? current.stateReason : null,
      updatedAt: now.toISOString(),
    }
    await deps.commit([
      deps.guards.hold(webhookEndpoints.unchanged(current)),
      webhookEndpoints.update(next),
      ...(patch.state === 'enabled' ? [webhookDeliveries.resume(id, now.toISOString())] : []),
      audit(deps, next, caller, now, 'webhook-endpoint.changed'),
    ])
    return endpointView(next)
  })
}

/** For the overlap every message carries two signatures. */
export async function rotateEndpointSecret(
  deps: Deps,
  issuerId: string,
  id: string,
  overlapHours: number,
  caller: Caller,
) {
  const now = deps.clock.now()
  const endpoint = await findEndpoint(deps, issuerId, id)
  const secret = generateWebhookSecret()
  const oldSecretEndsAt = new Date(now.getTime() + overlapHours * 3_600_000).toISOString()
  await deps.commit([
    deps.webhookStores.webhookEndpoints.expireSecrets(id, oldSecretEndsAt),
    deps.webhookStores.webhookEndpoints.insertSecret(await sealWebhookSecret(deps, id, secret, now)),
    audit(deps, endpoint, caller, now, 'webhook-endpoint.secret-rotated'),
  ])
  return { ...endpointView(endpoint), secret, oldSecretEndsAt }
}

export async function deleteEndpoint(
  deps: Deps,
  issuerId: string,
  id: string,
  caller: Caller,
): Promise<void> {
  const now = deps.clock.now()
  const endpoint = await findEndpoint(deps, issuerId, id)
  await deps.commit([
    deps.webhookStores.webhookEndpoints.update({
      ...endpoint,
      state: 'deleted',
      updatedAt: now.toISOString(),
    }),
    deps.webhookStores.webhookEndpoints.removeSecrets(id),
    audit(deps, endpoint, caller, now, 'webhook-endpoint.deleted'),
  ])
}

/** Sends `webhook.test` now and tells what was answered. */
export async function testEndpoint(deps: Deps, issuerId: string, id: string) {
  const endpoint = await findEndpoint(deps, issuerId, id)
  if (endpoint.state !== 'enabled')
    throw new Refusal('conflict', `The endpoint is ${endpoint.state}: enable it first.`)
  const message = messageId()
  const at = deps.clock.now().toISOString()
  const { webhookDeliveries } = deps.webhookStores
  const [, inserted] = await deps.commit(
    webhookDeliveries.insertMessages(
      [
        {
          id: message,
          issuerId,
          type: 'webhook.test',
          credentialId: null,
          body: JSON.stringify({ type: 'webhook.test', timestamp: at, data: { endpointId: id } }),
          createdAt: at,
        },
      ],
      id,
    ),
  )
  const deliveryId = (inserted?.results as { id: string }[] | undefined)?.[0]?.id ?? ''
  await deliverWebhook(deps, deliveryId)
  const delivery = await webhookDeliveries.find(deliveryId)
  return { ...delivery, attempts: await webhookDeliveries.attempts(deliveryId) }
}

export async function findEndpoint(deps: Deps, issuerId: string, id: string): Promise<WebhookEndpoint> {
  const endpoint = await deps.webhookStores.webhookEndpoints.find(id)
  if (endpoint === null || endpoint.issuerId !== issuerId)
    throw new Refusal('not-found', 'No such webhook endpoint.')
  return endpoint
}

export function endpointView({
  issuerId: _issuer,
  sequence: _sequence,
  ...endpoint
}: WebhookEndpoint & { sequence?: number }) {
  return endpoint
}

function audit(deps: Deps, { issuerId, id }: WebhookEndpoint, caller: Caller, at: Date, action: string) {
  return deps.audit.entry({ at, issuerId, caller: callerName(caller), action, target: id })
}
