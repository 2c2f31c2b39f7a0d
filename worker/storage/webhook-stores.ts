/** The stores of events out. */
import { createExpiringCredentialStore } from './expiring-credentials.ts'
import { createWebhookDeliveryStore } from './webhook-deliveries.ts'
import { createWebhookEndpointStore } from './webhook-endpoints.ts'

export function createWebhookStores(db: D1Database) {
  return {
    webhookEndpoints: createWebhookEndpointStore(db),
    webhookDeliveries: createWebhookDeliveryStore(db),
    expiringCredentials: createExpiringCredentialStore(db),
  }
}

export type WebhookStores = ReturnType<typeof createWebhookStores>
