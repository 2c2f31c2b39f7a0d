/** env → what the application works with. The one composition root; made once per isolate. */

import { foundationFault } from './configuration.ts'
import type { Deps } from './deps.ts'
import { dataCentreCache } from './edge/data-centre-cache.ts'
import { createPublishedAnswers, type PublishedAnswers } from './edge/published-answers.ts'
import { createSendGuarded } from './http/guarded-request.ts'
import { workerFetchDocument } from './http/index.ts'
import { createNameJudge } from './http/judge-name.ts'
import { ownDocuments } from './http/own-documents.ts'
import { createSendMail } from './http/send-mail.ts'
import { createStatusAllocator } from './issuing/allocate-status.ts'
import { createIsolateMemory } from './issuing/isolate-memory.ts'
import { ownStatusReader } from './issuing/own-status.ts'
import { withPathways } from './issuing/pathways/note-evaluations.ts'
import { createSigningIssuers } from './issuing/signing-issuer.ts'
import { openStatusList } from './issuing/status-list.ts'
import { createVault } from './issuing/vault.ts'
import type { Job } from './jobs.ts'
import { createAchievementStore } from './storage/achievements.ts'
import { createApiKeyStore } from './storage/api-keys.ts'
import { createAuditStore } from './storage/audit.ts'
import { createCredentialPageStore } from './storage/credential-pages.ts'
import { createCredentialStore } from './storage/credentials.ts'
import { commit } from './storage/d1.ts'
import { createGuardStore } from './storage/guards.ts'
import { createIdempotencyStore } from './storage/idempotency.ts'
import { createIssuerStore } from './storage/issuers.ts'
import { createLimitStore } from './storage/limits.ts'
import { createMailCountStore } from './storage/mail-counts.ts'
import { createNotificationStore } from './storage/notifications.ts'
import { createPathwayStores } from './storage/pathway-stores.ts'
import { createPublishedListStore } from './storage/published-lists.ts'
import { createReplacementStore } from './storage/replacements.ts'
import { createRetentionStore } from './storage/retention.ts'
import { createSealedStore } from './storage/sealed.ts'
import { createStatusListStore } from './storage/status-lists.ts'
import { createVendorStores } from './storage/vendor-stores.ts'
import { createWalletOfferStore } from './storage/wallet-offers.ts'
import { createWebhookStores } from './storage/webhook-stores.ts'
import { createOutbox, tellCredentialEvents } from './webhooks/outbox.ts'

/** What a queue takes in one call. */
const JOBS_A_CALL = 100

const made = new WeakMap<Env, Deps>()
const publishedOf = new WeakMap<Env, PublishedAnswers>()

/** Apart from the rest: an answer that is at hand needs none of it. */
export function publishedAnswers(env: Env): PublishedAnswers {
  const known = publishedOf.get(env)
  if (known !== undefined) return known
  const published = createPublishedAnswers(Date.now, dataCentreCache)
  publishedOf.set(env, published)
  return published
}

export function createDeps(env: Env): Deps {
  const known = made.get(env)
  if (known !== undefined) return known
  const fault = foundationFault(env)
  if (fault !== undefined) throw new Error(fault)
  const origin = env.PUBLIC_ORIGIN.replace(/\/+$/, '')
  const vault = createVault(env.KEY_ENCRYPTION_KEY)
  const issuers = createIssuerStore(env.DB)
  const achievements = createAchievementStore(env.DB)
  const apiKeys = createApiKeyStore(env.DB)
  const statusLists = createStatusListStore(env.DB)
  const webhookStores = createWebhookStores(env.DB)
  const pathwayStores = createPathwayStores(env.DB)
  const enqueue = async (...jobs: Job[]) => {
    for (let from = 0; from < jobs.length; from += JOBS_A_CALL)
      await env.JOBS.sendBatch(jobs.slice(from, from + JOBS_A_CALL).map((body) => ({ body })))
  }
  const outbox = createOutbox({ deliveries: webhookStores.webhookDeliveries, enqueue })
  const publishedLists = createPublishedListStore(env.PUBLISHED, Date.now)
  const clock = { now: () => new Date() }
  const judgeName = createNameJudge({
    fetch: (url, init) => fetch(url, init),
    now: clock.now,
    resolver: env.DNS_OVER_HTTPS,
  })
  const deps: Deps = {
    env,
    origin,
    clock,
    vault,
    issuers,
    apiKeys,
    achievements,
    credentials: createCredentialStore(env.DB),
    credentialPages: createCredentialPageStore(env.DB),
    statusLists,
    publishedLists,
    replacements: createReplacementStore(env.DB),
    guards: createGuardStore(env.DB),
    limits: createLimitStore(env.DB),
    signingIssuers: createSigningIssuers(issuers, vault, origin),
    achievementMemory: createIsolateMemory((key) => {
      const [issuerId = '', id = ''] = key.split('/')
      return achievements.find(issuerId, id)
    }, 500),
    apiKeyMemory: createIsolateMemory((hash) => apiKeys.findByTokenHash(hash), 1000),
    statusAllocator: createStatusAllocator(statusLists, (issuer, purpose, needed) =>
      openStatusList(deps, issuer, purpose, needed),
    ),
    idempotency: createIdempotencyStore(env.DB),
    retention: createRetentionStore(env.DB),
    sealed: createSealedStore(env.DB),
    audit: createAuditStore(env.DB),
    events: withPathways(pathwayStores, enqueue, tellCredentialEvents(outbox, origin)),
    ...pathwayStores,
    notifications: createNotificationStore(env.DB),
    mailCounts: createMailCountStore(env.DB),
    walletOffers: createWalletOfferStore(env.DB),
    sendMail: createSendMail(env),
    vendorStores: createVendorStores(env.DB),
    webhookStores,
    outbox,
    sendGuarded: createSendGuarded({
      fetch: (url, init) => fetch(url, init),
      judgeName,
      userAgent: `Laurel (${origin})`,
      refuseHosts: [new URL(origin).host],
    }),
    fetchDocument: workerFetchDocument({
      origin,
      own: ownDocuments(() => deps.answer),
      judgeName,
      now: clock.now,
    }),
    readOwnStatus: ownStatusReader(origin, publishedLists, clock),
    answer: null,
    published: publishedAnswers(env),
    commit: (statements) => commit(env.DB, statements),
    enqueue,
  }
  made.set(env, deps)
  return deps
}
