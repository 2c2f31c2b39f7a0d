/** BitstringStatusListEntry of W3C Bitstring Status List 1.0. Pure. */
import type { JsonObject } from '../json.ts'

export interface StatusAllocation {
  purpose: 'revocation' | 'suspension'
  /** URL of the status list credential. */
  listUrl: string
  index: number
}

/** The entry's own id is never the list's URL, and the index is a string (section 2.1). */
export function buildStatusListEntry({ purpose, listUrl, index }: StatusAllocation): JsonObject {
  return {
    id: `${listUrl}#${index}`,
    type: 'BitstringStatusListEntry',
    statusPurpose: purpose,
    statusListIndex: String(index),
    statusListCredential: listUrl,
  }
}
