/** What the application works with. Types only; made in worker/compose.ts. */
import type { FetchDocument } from './credential/fetch-document.ts'
import type { ReadOwnStatus } from './credential/status/status-finding.ts'
import type { PublishedAnswers } from './edge/published-answers.ts'
import type { SendGuarded } from './http/guarded-request.ts'
import type { SendMail } from './http/send-mail.ts'
import type { StatusAllocator } from './issuing/allocate-status.ts'
import type { EventPort } from './issuing/events.ts'
import type { IsolateMemory } from './issuing/isolate-memory.ts'
import type { SigningIssuers } from './issuing/signing-issuer.ts'
import type { Vault } from './issuing/vault.ts'
import type { Job } from './jobs.ts'
import type { Achievement, AchievementStore } from './storage/achievements.ts'
import type { ApiKey, ApiKeyStore } from './storage/api-keys.ts'
import type { AuditStore } from './storage/audit.ts'
import type { CredentialPageStore } from './storage/credential-pages.ts'
import type { CredentialStore } from './storage/credentials.ts'
import type { Statement } from './storage/d1.ts'
import type { GuardStore } from './storage/guards.ts'
import type { IdempotencyStore } from './storage/idempotency.ts'
import type { IssuerStore } from './storage/issuers.ts'
import type { LimitStore } from './storage/limits.ts'
import type { MailCountStore } from './storage/mail-counts.ts'
import type { NotificationStore } from './storage/notifications.ts'
import type { PathwayStores } from './storage/pathway-stores.ts'
import type { PublishedListStore } from './storage/published-lists.ts'
import type { ReplacementStore } from './storage/replacements.ts'
import type { RetentionStore } from './storage/retention.ts'
import type { SealedStore } from './storage/sealed.ts'
import type { StatusListStore } from './storage/status-lists.ts'
import type { VendorStores } from './storage/vendor-stores.ts'
import type { WalletOfferStore } from './storage/wallet-offers.ts'
import type { WebhookStores } from './storage/webhook-stores.ts'
import type { Outbox } from './webhooks/outbox.ts'

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
  replacements: ReplacementStore
  guards: GuardStore
  limits: LimitStore
  signingIssuers: SigningIssuers
  /** By `issuerId/achievementId`. */
  achievementMemory: IsolateMemory<`${string}/${string}`, Achievement>
  /** By token hash. */
  apiKeyMemory: IsolateMemory<string, ApiKey>
  statusAllocator: StatusAllocator
  idempotency: IdempotencyStore
  retention: RetentionStore
  sealed: SealedStore
  audit: AuditStore
  events: EventPort
  notifications: NotificationStore
  mailCounts: MailCountStore
  walletOffers: WalletOfferStore
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
