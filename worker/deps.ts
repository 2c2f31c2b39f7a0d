/** env → what the application works with. The one composition root; made once per isolate. */
import type { FetchDocument } from './credential/fetch-document.ts'
import type { ReadOwnStatus } from './credential/status/status-finding.ts'
import { dataCentreCache } from './edge/data-centre-cache.ts'
import { createPublishedAnswers, type PublishedAnswers } from './edge/published-answers.ts'
import { createSendGuarded, type SendGuarded } from './http/guarded-request.ts'
import { workerFetchDocument } from './http/index.ts'
import { createNameJudge } from './http/judge-name.ts'
import { ownDocuments } from './http/own-documents.ts'
import { createSendMail, type SendMail } from './http/send-mail.ts'
import { createStatusAllocator, type StatusAllocator } from './issuing/allocate-status.ts'
import type { EventPort } from './issuing/events.ts'
import { createIsolateMemory, type IsolateMemory } from './issuing/isolate-memory.ts'
import { ownStatusReader } from './issuing/own-status.ts'
import { withPathways } from './issuing/pathways/note-evaluations.ts'
import { createSigningIssuers, type SigningIssuers } from './issuing/signing-issuer.ts'
import { openStatusList } from './issuing/status-list.ts'
import { createVault, type Vault } from './issuing/vault.ts'
import type { Job } from './jobs.ts'
import { type Achievement, type AchievementStore, createAchievementStore } from './storage/achievements.ts'
import { type ApiKey, type ApiKeyStore, createApiKeyStore } from './storage/api-keys.ts'
import { type AuditStore, createAuditStore } from './storage/audit.ts'
import { type CredentialPageStore, createCredentialPageStore } from './storage/credential-pages.ts'
import { type CredentialStore, createCredentialStore } from './storage/credentials.ts'
import { commit, type Statement } from './storage/d1.ts'
import { createGuardStore, type GuardStore } from './storage/guards.ts'
import { createIdempotencyStore, type IdempotencyStore } from './storage/idempotency.ts'
import { createIssuerStore, type IssuerStore } from './storage/issuers.ts'
import { createNotificationStore, type NotificationStore } from './storage/notifications.ts'
import { createPathwayStores, type PathwayStores } from './storage/pathway-stores.ts'
import { createPublishedListStore, type PublishedListStore } from './storage/published-lists.ts'
import { createStatusListStore, type StatusListStore } from './storage/status-lists.ts'
import { createVendorStores, type VendorStores } from './storage/vendor-stores.ts'
import { createWebhookStores, type WebhookStores } from './storage/webhook-stores.ts'
import { createOutbox, type Outbox, tellCredentialEvents } from './webhooks/outbox.ts'

export interface Deps extends PathwayStores {
  env: Env
  /** PUBLIC_ORIGIN: `https://host[:port]`, no slash at the end. */
  origin: string
  clock: { now(): Date }
  vault: Vault
  issuers: IssuerStore
  apiKeys: ApiKeyStore
  achievements: AchievementStore
  credentials: CredentialStore
  credentialPages: CredentialPageStore
  statusLists: StatusListStore
  publishedLists: PublishedListStore
  guards: GuardStore
  signingIssuers: SigningIssuers
  /** By `issuerId/achievementId`. */
  achievementMemory: IsolateMemory<`${string}/${string}`, Achievement>
  /** By token hash. */
  apiKeyMemory: IsolateMemory<string, ApiKey>
  statusAllocator: StatusAllocator
  idempotency: IdempotencyStore
  audit: AuditStore
  events: EventPort
  notifications: NotificationStore
  /** Null where this deployment sends no mail. */
  sendMail: SendMail | null
  vendorStores: VendorStores
  webhookStores: WebhookStores
  /** Events out. */
  outbox: Outbox
  /** Requests to addresses that customers or vendors name. */
  sendGuarded: SendGuarded
  /** The guarded network port, our own origin answered in process. */
  fetchDocument: FetchDocument
  /** One bit of a status list of our own. */
  readOwnStatus: ReadOwnStatus
  /** The application itself, for documents of our own origin. Set by app.ts. */
  answer: ((request: Request) => Promise<Response>) | null
  /** What the edge keeps of what is published. */
  published: PublishedAnswers
  /** Runs statements of any stores in one transaction. */
  commit(statements: readonly Statement[]): Promise<D1Result[]>
  /** As many as one likes, in few calls. */
  enqueue(...jobs: Job[]): Promise<void>
}

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
    guards: createGuardStore(env.DB),
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
    audit: createAuditStore(env.DB),
    events: withPathways(pathwayStores, enqueue, tellCredentialEvents(outbox, origin)),
    ...pathwayStores,
    notifications: createNotificationStore(env.DB),
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
