/**
 * Published status lists in KV: the signed list in both forms under one key, and its raw bits under another, of which a check
 * of our own reads one byte. KV takes one write a second a key, and remembers absence: a list is put before its URL is told.
 */
export interface PublishedList {
  issuerDid: string
  purpose: 'revocation' | 'suspension'
  version: number
  /** JSON text with the embedded proof. */
  embeddedProofText: string
  jwtText: string
  /** Milliseconds since 1970. */
  validUntilMs: number
}

export interface PublishedBits
  extends Pick<PublishedList, 'issuerDid' | 'purpose' | 'version' | 'validUntilMs'> {
  bits: Uint8Array
}

const EDGE_CACHE_SECONDS = 30
const MAX_ID_LENGTH = 64
/** How old the isolate's copy of a list's bits may be: a check in between asks nobody. */
const MEMORY_MS = 2_000
/** Of 16 kB each. */
const MAX_REMEMBERED = 64

export function createPublishedListStore(kv: KVNamespace, now: () => number) {
  const remembered = new Map<string, { bits: PublishedBits; until: number }>()
  /** What was read before a list was put is not remembered after it. */
  let changes = 0

  function remember(id: string, bits: PublishedBits): void {
    remembered.delete(id)
    remembered.set(id, { bits, until: now() + MEMORY_MS })
    const [oldest] = remembered.keys()
    if (remembered.size > MAX_REMEMBERED && oldest !== undefined) remembered.delete(oldest)
  }

  function forget(id: string): void {
    changes += 1
    remembered.delete(id)
  }

  /** An id that a stranger made up may be longer than KV takes as a key, which throws. */
  const isKey = (id: string) => id.length <= MAX_ID_LENGTH
  const documentKey = (id: string) => `status/${id}`
  const bitsKey = (id: string) => `status/${id}/bits`
  return {
    /** Kept past its validity, so that what is served late is an expired list and not a missing one. */
    async put(id: string, list: PublishedList, bits: Uint8Array): Promise<void> {
      try {
        await Promise.all([
          kv.put(documentKey(id), JSON.stringify(list)),
          kv.put(bitsKey(id), bits, { metadata: bitsMetadata(list) }),
        ])
      } finally {
        forget(id)
      }
    },

    async get(id: string): Promise<PublishedList | null> {
      if (!isKey(id)) return null
      return await kv.get<PublishedList>(documentKey(id), { type: 'json', cacheTtl: EDGE_CACHE_SECONDS })
    },

    async getBits(id: string): Promise<PublishedBits | null> {
      if (!isKey(id)) return null
      const known = remembered.get(id)
      if (known !== undefined && known.until > now()) return known.bits
      const changesBefore = changes
      const { value, metadata } = await kv.getWithMetadata<Omit<PublishedBits, 'bits'>>(bitsKey(id), {
        type: 'arrayBuffer',
        cacheTtl: EDGE_CACHE_SECONDS,
      })
      if (value === null || metadata === null) return null
      const published = { ...metadata, bits: new Uint8Array(value) }
      if (changes === changesBefore) remember(id, published)
      return published
    },

    async remove(id: string): Promise<void> {
      forget(id)
      await Promise.all([kv.delete(documentKey(id)), kv.delete(bitsKey(id))])
    },
  }
}

function bitsMetadata({
  issuerDid,
  purpose,
  version,
  validUntilMs,
}: PublishedList): Omit<PublishedBits, 'bits'> {
  return { issuerDid, purpose, version, validUntilMs }
}

export type PublishedListStore = ReturnType<typeof createPublishedListStore>
