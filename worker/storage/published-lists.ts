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

export function createPublishedListStore(kv: KVNamespace) {
  const documentKey = (id: string) => `status/${id}`
  const bitsKey = (id: string) => `status/${id}/bits`
  return {
    /** Kept past its validity, so that what is served late is an expired list and not a missing one. */
    async put(id: string, list: PublishedList, bits: Uint8Array): Promise<void> {
      await Promise.all([
        kv.put(documentKey(id), JSON.stringify(list)),
        kv.put(bitsKey(id), bits, { metadata: bitsMetadata(list) }),
      ])
    },

    async get(id: string): Promise<PublishedList | null> {
      return await kv.get<PublishedList>(documentKey(id), { type: 'json', cacheTtl: EDGE_CACHE_SECONDS })
    },

    async getBits(id: string): Promise<PublishedBits | null> {
      const { value, metadata } = await kv.getWithMetadata<Omit<PublishedBits, 'bits'>>(bitsKey(id), {
        type: 'arrayBuffer',
        cacheTtl: EDGE_CACHE_SECONDS,
      })
      return value === null || metadata === null ? null : { ...metadata, bits: new Uint8Array(value) }
    },

    async remove(id: string): Promise<void> {
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
