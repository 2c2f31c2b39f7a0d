/** A port that remembers: what is fresh is answered from the store, with the time at which its origin gave it. */
import type { FetchDocument, FetchedDocument } from '../credential/fetch-document.ts'
import { freshForSeconds } from './freshness.ts'

export interface FetchedDocuments {
  get(key: string): Promise<FetchedDocument | null>
  put(key: string, document: FetchedDocument, seconds: number): Promise<void>
}

export interface CachedFetchOptions {
  store: FetchedDocuments
  now(): Date
  /** Lets the answer go before the store is written. */
  waitUntil?(promise: Promise<unknown>): void
}

/** Content negotiation makes different answers of one URL, so that `accept` is part of the key. Failures are not kept. */
export function createCachedFetch(
  inner: FetchDocument,
  { store, now, waitUntil }: CachedFetchOptions,
): FetchDocument {
  return async (request) => {
    const key = JSON.stringify([request.purpose, request.accept, request.url])
    const kept = await store.get(key).catch(() => null)
    if (kept !== null && isFresh(kept, now())) return { ...kept, via: 'cache' }
    const answer = await inner(request)
    if (!answer.ok) return answer
    const seconds = freshForSeconds(answer)
    if (seconds > 0) {
      const written = store.put(key, answer, seconds).catch(() => {})
      if (waitUntil) waitUntil(written)
      else await written
    }
    return answer
  }
}

/** A store may keep longer than it was told: the answer's own time decides. */
function isFresh(document: FetchedDocument, now: Date): boolean {
  return now.getTime() < Date.parse(document.fetchedAt) + freshForSeconds(document) * 1000
}
