/**
 * The port that the Worker gives to verification: its own origin is answered in process, all else through the cache
 * and the guarded network. It never throws.
 */
import type { FetchDocument, FetchDocumentRequest, FetchedDocument } from '../credential/fetch-document.ts'

/** What this deployment itself answers at `url`; null where it answers nothing (which is a 404, not a request). */
export type OwnDocuments = (url: URL, request: FetchDocumentRequest) => Promise<FetchedDocument | null>

export interface FetchDocumentOptions {
  /** PUBLIC_ORIGIN; may be http on localhost in development. */
  origin: string
  own: OwnDocuments
  network: FetchDocument
  now(): Date
}

export function createFetchDocument({ origin, own, network, now }: FetchDocumentOptions): FetchDocument {
  return async (request) => {
    const url = URL.parse(request.url)
    if (url === null) return { ok: false, url: request.url, reason: 'refused' }
    if (!isOwn(url, new URL(origin))) return network(request)
    url.hash = ''
    try {
      return (await own(url, request)) ?? notFound(url, now())
    } catch {
      return { ok: false, url: request.url, reason: 'unreachable' }
    }
  }
}

/** did:web is https by definition; a development origin on http answers for its own DIDs too. */
function isOwn(url: URL, own: URL): boolean {
  return url.host === own.host && (url.protocol === own.protocol || url.protocol === 'https:')
}

function notFound(url: URL, now: Date): FetchedDocument {
  const body = new Uint8Array()
  return {
    ok: true,
    url: url.href,
    status: 404,
    contentType: '',
    body,
    fetchedAt: now.toISOString(),
    via: 'own',
  }
}
