/** The Worker's port, put together: own origin in process, then the cache, then the guarded network. */
import type { FetchDocument } from '../credential/fetch-document.ts'
import { fetchedDocuments } from '../storage/fetched-documents.ts'
import { createCachedFetch } from './cached-fetch.ts'
import { createFetchDocument, type OwnDocuments } from './fetch-document.ts'
import type { JudgeName } from './judge-name.ts'
import { createNetworkFetch } from './network-fetch.ts'

export type { OwnDocuments } from './fetch-document.ts'

export interface WorkerPortOptions {
  /** PUBLIC_ORIGIN. */
  origin: string
  own: OwnDocuments
  judgeName: JudgeName
  now(): Date
  waitUntil?(promise: Promise<unknown>): void
}

export function workerFetchDocument({
  origin,
  own,
  judgeName,
  now,
  waitUntil,
}: WorkerPortOptions): FetchDocument {
  const guarded = createNetworkFetch({
    fetch: (url, init) => fetch(url, init),
    now,
    judgeName,
    userAgent: `Laurel (credential verifier; ${origin})`,
    refuseHosts: [new URL(origin).host],
  })
  const store = fetchedDocuments(() => caches.open('fetched-documents'))
  const network = createCachedFetch(guarded, { store, now, ...(waitUntil ? { waitUntil } : {}) })
  return createFetchDocument({ origin, own, network, now })
}
