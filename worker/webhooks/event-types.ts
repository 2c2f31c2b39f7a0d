/** What an endpoint may ask to be told. */
export const WEBHOOK_EVENT_TYPES = [
  'credential.issued',
  'credential.claimed',
  'credential.revoked',
  'credential.suspended',
  'credential.reinstated',
  'credential.erased',
  'credential.expiring',
  'pathway.completed',
  'pathway.flagged',
  'completion.rejected',
  'webhook.endpoint.paused',
] as const

export type WebhookEventType = (typeof WEBHOOK_EVENT_TYPES)[number]
