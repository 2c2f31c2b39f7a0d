/** The stores of everything that comes from vendors. */
import { createAccountLinkStore } from './account-links.ts'
import { createAwardStore } from './awards.ts'
import { createBadgeConfirmationStore } from './badge-confirmations.ts'
import { createCompletionRuleStore } from './completion-rules.ts'
import { createConnectionStore } from './connections.ts'
import { createDeliveryStore } from './deliveries.ts'
import { createEventStepStore } from './event-steps.ts'
import { createLearnerHistoryStore } from './learner-history.ts'
import { createPullCursorStore } from './pull-cursors.ts'
import { createVendorEventStore } from './vendor-events.ts'
import { createXapiStatementStore } from './xapi-statements.ts'

export function createVendorStores(db: D1Database) {
  return {
    connections: createConnectionStore(db),
    deliveries: createDeliveryStore(db),
    vendorEvents: createVendorEventStore(db),
    eventSteps: createEventStepStore(db),
    learnerHistory: createLearnerHistoryStore(db),
    awards: createAwardStore(db),
    completionRules: createCompletionRuleStore(db),
    accountLinks: createAccountLinkStore(db),
    badgeConfirmations: createBadgeConfirmationStore(db),
    pullCursors: createPullCursorStore(db),
    xapiStatements: createXapiStatementStore(db),
  }
}

export type VendorStores = ReturnType<typeof createVendorStores>
