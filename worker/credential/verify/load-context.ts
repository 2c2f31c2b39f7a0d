/** Contexts that are not bundled, fetched only where the policy allows it, and pinned by hash. I/O only by the port. */
import { bytesToHex } from '@noble/hashes/utils.js'
import { CanonicalizationError } from '../canonicalize/error.ts'
import type { FetchDocument } from '../fetch-document.ts'
import { isJsonObject, type JsonObject } from '../json.ts'
import { sha2 } from '../sha2.ts'
import { parseDocument } from '../status/parse-document.ts'
import type { VerificationPolicy } from './policy.ts'

/** Throws CanonicalizationError 'context-differs' for other bytes than were pinned; undefined for what cannot be had. */
export type ContextLoader = (url: string) => Promise<JsonObject | undefined>

/** One credential needs few; more is an attack on our time. */
const MAX_CONTEXTS = 8

export function createContextLoader(
  fetchDocument: FetchDocument,
  { unknownContexts, contextHashes }: Pick<VerificationPolicy, 'unknownContexts' | 'contextHashes'>,
): ContextLoader {
  const asked = new Set<string>()
  return async (url) => {
    const hash = Object.hasOwn(contextHashes, url) ? contextHashes[url] : undefined
    if (unknownContexts === 'refuse' || (unknownContexts === 'pinned' && hash === undefined)) return undefined
    asked.add(url)
    if (asked.size > MAX_CONTEXTS) return undefined
    const answer = await fetchDocument({
      url,
      purpose: 'context',
      accept: 'application/ld+json, application/json',
    })
    if (!answer.ok || answer.status !== 200) return undefined
    if (hash !== undefined && bytesToHex(sha2('SHA-256', answer.body)) !== hash.toLowerCase())
      throw new CanonicalizationError('context-differs', url)
    const document = parseDocument(answer.body)
    return isJsonObject(document) && Object.hasOwn(document, '@context') ? document : undefined
  }
}
