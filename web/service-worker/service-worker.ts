/**
 * Keeps the verify page for offline use: its files by version, and nothing that anyone checks. Documents that a check
 * fetched are kept by web/documents/kept-documents.ts, each with the time of its fetching, so that a status can say
 * 'not checked since'. Answers of the API are never kept here.
 */
declare const KEPT_FILES: string[]
declare const BUILD_VERSION: string

interface Lifetime extends Event {
  waitUntil: (promise: Promise<unknown>) => void
}
interface Fetched extends Lifetime {
  request: Request
  respondWith: (response: Promise<Response>) => void
}
interface WorkerScope {
  addEventListener: ((type: 'install' | 'activate', listener: (event: Lifetime) => void) => void) &
    ((type: 'fetch', listener: (event: Fetched) => void) => void)
  skipWaiting: () => Promise<void>
  clients: { claim: () => Promise<void> }
  location: Location
}

const scope = self as unknown as WorkerScope
const CACHE = `laurel-page-${BUILD_VERSION}`

scope.addEventListener('install', (event) => {
  event.waitUntil(
    caches
      .open(CACHE)
      .then((cache) => cache.addAll(KEPT_FILES))
      .then(() => scope.skipWaiting()),
  )
})

scope.addEventListener('activate', (event) => {
  event.waitUntil(
    caches
      .keys()
      .then((names) =>
        Promise.all(
          names
            .filter((name) => name.startsWith('laurel-page-') && name !== CACHE)
            .map((name) => caches.delete(name)),
        ),
      )
      .then(() => scope.clients.claim()),
  )
})

scope.addEventListener('fetch', (event) => {
  const url = new URL(event.request.url)
  if (event.request.method !== 'GET' || url.origin !== scope.location.origin) return
  const kept = url.pathname === '/verify' ? '/verify' : url.pathname
  if (!KEPT_FILES.includes(kept)) return
  event.respondWith(fresh(event.request, kept))
})

/** Hashed chunks from the cache; the rest from the network first, so that a new version shows at once. */
async function fresh(request: Request, path: string): Promise<Response> {
  const cached = () => caches.match(path, { cacheName: CACHE })
  if (path.startsWith('/chunks/')) return (await cached()) ?? fetch(request)
  try {
    return await fetch(request)
  } catch (error) {
    const kept = await cached()
    if (kept) return kept
    throw error
  }
}
