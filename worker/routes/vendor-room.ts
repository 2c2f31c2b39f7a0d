/** Everything of vendors and of events out, mounted in one place. */

import type { AppEnv } from '../app-env.ts'
import type { Hono } from '../hono.ts'
import { operations } from '../openapi.ts'
import { completionRuleOperations, completionRuleRoutes } from './completion-rules.ts'
import { connectionOperations, connectionRoutes, vendorRoutes } from './connections.ts'
import { hookOperations } from './hooks.ts'
import { priorLearningOperations, priorLearningRoutes } from './prior-learning.ts'
import { vendorEventOperations } from './vendor-event-operations.ts'
import { accountLinkRoutes, awardRoutes, deliveryRoutes, vendorEventRoutes } from './vendor-events.ts'
import { webhookDeliveryOperations, webhookDeliveryRoutes } from './webhook-deliveries.ts'
import { webhookEndpointOperations, webhookEndpointRoutes } from './webhook-endpoints.ts'
import { oauthRoutes, xapiOperations, xapiRoutes } from './xapi.ts'

export const vendorRoomOperations = /* @__PURE__ */ operations(() => [
  ...connectionOperations,
  ...completionRuleOperations,
  ...vendorEventOperations,
  ...priorLearningOperations,
  ...hookOperations,
  ...xapiOperations,
  ...webhookEndpointOperations,
  ...webhookDeliveryOperations,
])

/** All but /hooks, which app.ts mounts before CORS. */
export function mountVendorRoom(app: Hono<AppEnv>): void {
  app.route('/v1/vendors', vendorRoutes)
  app.route('/v1/connections', connectionRoutes)
  app.route('/v1/completion-rules', completionRuleRoutes)
  app.route('/v1/vendor-events', vendorEventRoutes)
  app.route('/v1/deliveries', deliveryRoutes)
  app.route('/v1/awards', awardRoutes)
  app.route('/v1/account-links', accountLinkRoutes)
  app.route('/v1/prior-learning', priorLearningRoutes)
  app.route('/v1/webhook-endpoints', webhookEndpointRoutes)
  app.route('/v1/webhook-deliveries', webhookDeliveryRoutes)
  app.route('/xapi', xapiRoutes)
  app.route('/oauth', oauthRoutes)
}
