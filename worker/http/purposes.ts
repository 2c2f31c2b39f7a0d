/** What may be fetched for each purpose: how many bytes, and which media types. Pure. */
import type { FetchPurpose } from '../credential/fetch-document.ts'

interface PurposeRule {
  maxBytes: number
  /** Of a good answer (2xx). */
  accepts(contentType: string): boolean
}

const KIB = 1024

/** JSON and JWT under the many names that servers give them; '' where they give none. HTML is never any of them. */
const isData = (type: string) =>
  type === '' ||
  type === 'text/plain' ||
  type === 'application/octet-stream' ||
  type === 'binary/octet-stream' ||
  /^(application|text)\/(?:[\w.-]+\+)?(?:json|jwt|ld\+json|cwt)$/.test(type) ||
  /^application\/(?:vc|vp|did|jose|jwk-set|activity|entity-statement|trust-mark)(?:\+[\w+-]+)?$/.test(type)

const isImage = (type: string) => /^image\/(?:png|svg\+xml|jpeg|gif|webp|avif)$/.test(type)
const isPage = (type: string) => /^(?:text\/html|application\/xhtml\+xml)$/.test(type)
const isFile = (type: string) => isData(type) || isImage(type) || isPage(type) || type === 'application/pdf'

export const PURPOSES: Record<FetchPurpose, PurposeRule> = {
  credential: { maxBytes: 10 * KIB * KIB, accepts: isFile },
  page: { maxBytes: 2 * KIB * KIB, accepts: isFile },
  did: { maxBytes: 256 * KIB, accepts: isData },
  key: { maxBytes: 256 * KIB, accepts: isData },
  issuer: { maxBytes: 1024 * KIB, accepts: isData },
  'status-list': { maxBytes: 4 * KIB * KIB, accepts: isData },
  context: { maxBytes: 512 * KIB, accepts: isData },
  schema: { maxBytes: 512 * KIB, accepts: isData },
  openbadges2: { maxBytes: 1024 * KIB, accepts: isData },
  achievement: { maxBytes: 1024 * KIB, accepts: isData },
  refresh: { maxBytes: 2 * KIB * KIB, accepts: isData },
  'related-resource': { maxBytes: 2 * KIB * KIB, accepts: () => true },
  registry: { maxBytes: 4 * KIB * KIB, accepts: isData },
  'domain-linkage': { maxBytes: 256 * KIB, accepts: isData },
  image: { maxBytes: 5 * KIB * KIB, accepts: isImage },
}
