/** The published bit of one of our own status lists: one KV read, no signature to check and nothing to unpack. */
import { getBit } from '../credential/status/bitstring.ts'
import type { ReadOwnStatus } from '../credential/status/status-finding.ts'
import type { PublishedListStore } from '../storage/published-lists.ts'

export function ownStatusReader(
  origin: string,
  publishedLists: PublishedListStore,
  clock: { now(): Date },
): ReadOwnStatus {
  const prefix = `${origin}/status/`
  return async ({ url, purpose, index }) => {
    if (!url.startsWith(prefix)) return null
    const published = await publishedLists.getBits(url.slice(prefix.length))
    const now = clock.now()
    if (published === null || published.purpose !== purpose || published.validUntilMs <= now.getTime())
      return null
    const entries = published.bits.length * 8
    if (index >= entries) return null
    return {
      issuerId: published.issuerDid,
      isSet: getBit(published.bits, index),
      entries,
      at: now.toISOString(),
    }
  }
}
