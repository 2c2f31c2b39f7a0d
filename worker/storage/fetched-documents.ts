/** Documents of other origins, kept in the Cache API of the place that asked for them. No truth lives here. */
import type { FetchedDocument } from '../credential/fetch-document.ts'

/** Keys are hashes below a name that no server has: the cache is a map, not a proxy. */
const PREFIX = 'https://fetched-documents.invalid/'
const META = 'X-Fetched-Document'

export function fetchedDocuments(cache: () => Promise<Cache>) {
  return {
    async get(key: string): Promise<FetchedDocument | null> {
      const kept = await (await cache()).match(await cacheUrl(key))
      const meta = kept?.headers.get(META)
      if (!kept || !meta) return null
      const body = new Uint8Array(await kept.arrayBuffer())
      return { ...(JSON.parse(decodeURIComponent(meta)) as FetchedDocument), body }
    },

    async put(key: string, { body, ...meta }: FetchedDocument, seconds: number): Promise<void> {
      const headers = {
        'Cache-Control': `public, max-age=${Math.floor(seconds)}`,
        'Content-Type': 'application/octet-stream',
        [META]: encodeURIComponent(JSON.stringify(meta)),
      }
      await (await cache()).put(await cacheUrl(key), new Response(new Uint8Array(body), { headers }))
    },
  }
}

async function cacheUrl(key: string): Promise<string> {
  const digest = await crypto.subtle.digest('SHA-256', new TextEncoder().encode(key))
  const hex = [...new Uint8Array(digest)].map((byte) => byte.toString(16).padStart(2, '0')).join('')
  return PREFIX + hex
}
