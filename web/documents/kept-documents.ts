/**
 * What this browser keeps for checking offline: documents that prove an issuer (DID documents, keys, profiles), and of
 * status lists the time of the last look alone, since an old status is no status. The browser's Cache Storage; bounded.
 */
import type { FetchDocumentRequest, FetchedDocument } from '../../worker/credential/fetch-document.ts'

const CACHE = 'laurel-documents'
const MAX_KEPT = 60
const KEPT: ReadonlySet<string> = new Set(['did', 'key', 'issuer', 'context'])

export async function keepDocument(request: FetchDocumentRequest, got: FetchedDocument): Promise<void> {
  const isStatus = request.purpose === 'status-list'
  if (got.status !== 200 || got.via === 'cache' || !(isStatus || KEPT.has(request.purpose))) return
  await withCache(async (cache) => {
    const headers = { 'content-type': got.contentType, 'x-url': got.url, 'x-at': got.fetchedAt }
    const body = isStatus ? null : (got.body as Uint8Array<ArrayBuffer>)
    await cache.put(nameOf(request), new Response(body, { headers }))
    const names = await cache.keys()
    await Promise.all(names.slice(0, Math.max(0, names.length - MAX_KEPT)).map((old) => cache.delete(old)))
  })
}

export async function keptDocument(request: FetchDocumentRequest): Promise<FetchedDocument | null> {
  if (!KEPT.has(request.purpose)) return null
  const kept = await withCache((cache) => cache.match(nameOf(request)))
  const at = kept?.headers.get('x-at')
  if (!kept || !at) return null
  return {
    ok: true,
    url: kept.headers.get('x-url') ?? request.url,
    status: 200,
    contentType: kept.headers.get('content-type') ?? '',
    body: new Uint8Array(await kept.arrayBuffer()),
    fetchedAt: at,
    via: 'cache',
  }
}

/** ISO 8601: when this browser last got that status list; null when never. */
export async function lastSeen(url: string): Promise<string | null> {
  const kept = await withCache((cache) => cache.match(nameOf({ url, purpose: 'status-list' })))
  return kept?.headers.get('x-at') ?? null
}

/** A name that no server has: these are never fetched. */
function nameOf({ url, purpose }: Pick<FetchDocumentRequest, 'url' | 'purpose'>): string {
  return `https://kept.invalid/${purpose}?${encodeURIComponent(url)}`
}

/** Storage may be forbidden or full; then nothing is kept. */
async function withCache<T>(use: (cache: Cache) => Promise<T>): Promise<T | undefined> {
  try {
    return await use(await caches.open(CACHE))
  } catch {
    return undefined
  }
}
