/** env → what the application works with. The one composition root; made once per isolate. */
import type { FetchDocument } from './credential/fetch-document.ts'
import { workerFetchDocument } from './http/index.ts'
import { type EventPort, noEvents } from './issuing/events.ts'
import { createVault, type Vault } from './issuing/vault.ts'
import type { Job } from './jobs.ts'
import { type AchievementStore, createAchievementStore } from './storage/achievements.ts'
import { type ApiKeyStore, createApiKeyStore } from './storage/api-keys.ts'
import { type AuditStore, createAuditStore } from './storage/audit.ts'
import { commit, type Statement } from './storage/d1.ts'
import { createIdempotencyStore, type IdempotencyStore } from './storage/idempotency.ts'
import { createIssuerStore, type IssuerStore } from './storage/issuers.ts'

export interface Deps {
  env: Env
  /** PUBLIC_ORIGIN: `https://host[:port]`, no slash at the end. */
  origin: string
  clock: { now(): Date }
  vault: Vault
  issuers: IssuerStore
  apiKeys: ApiKeyStore
  achievements: AchievementStore
  idempotency: IdempotencyStore
  audit: AuditStore
  events: EventPort
  /** The guarded network port, our own origin answered in process. */
  fetchDocument: FetchDocument
  /** Runs statements of any stores in one transaction. */
  commit(statements: readonly Statement[]): Promise<D1Result[]>
  enqueue(job: Job): Promise<void>
}

const made = new WeakMap<Env, Deps>()

export function createDeps(env: Env): Deps {
  const known = made.get(env)
  if (known !== undefined) return known
  const deps: Deps = {
    env,
    origin: env.PUBLIC_ORIGIN.replace(/\/+$/, ''),
    clock: { now: () => new Date() },
    vault: createVault(env.KEY_ENCRYPTION_KEY),
    issuers: createIssuerStore(env.DB),
    apiKeys: createApiKeyStore(env.DB),
    achievements: createAchievementStore(env.DB),
    idempotency: createIdempotencyStore(env.DB),
    audit: createAuditStore(env.DB),
    events: noEvents,
    fetchDocument: workerFetchDocument({
      origin: env.PUBLIC_ORIGIN,
      own: async () => null,
      now: () => new Date(),
    }),
    commit: (statements) => commit(env.DB, statements),
    enqueue: async (job) => {
      await env.JOBS.send(job)
    },
  }
  made.set(env, deps)
  return deps
}
