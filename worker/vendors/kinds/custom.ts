/** A vendor that we do not know: its mapping is the customer's own data, kept with the connection. */
import type { Vendor } from '../vendor.ts'

export const custom: Vendor = {
  kind: 'custom',
  name: 'Another vendor, mapped by yourself',
  transport: 'webhook',
  standing: 'ours',
  authenticity: { way: 'secret-url' },
  alternatives: [
    { way: 'standard-webhooks' },
    { way: 'hmac-sha256', header: 'X-Hub-Signature-256', encoding: 'hex', prefix: 'sha256=' },
    { way: 'static-header', header: 'X-Webhook-Secret' },
    { way: 'basic' },
    { way: 'bearer' },
    { way: 'oauth-client-credentials' },
  ],
  eventType: '/type',
  // None until the customer has mapped a recorded delivery: everything is kept and ignored.
  events: [],
}
