/** For how long an answer may be used again: by its own words, and never past them (RFC 9111, private to nobody). Pure. */
import type { FetchedDocument } from '../credential/fetch-document.ts'
import { decodeToken } from '../credential/intake/index.ts'
import { isJsonObject } from '../credential/json.ts'
import { parseDocument } from '../credential/status/parse-document.ts'

/** Longer than this nothing is believed, whatever it says: keys are revoked, issuers move. */
const MAX_SECONDS = 24 * 3600

/** 0: not to be kept. A status list's `ttl` shortens what its headers say, and stands where they say nothing. */
export function freshForSeconds(document: FetchedDocument): number {
  if (document.status !== 200) return 0
  const byHeaders = secondsByHeaders(document)
  const byTtl = ttlSeconds(document)
  if (byHeaders === 0) return 0
  if (byHeaders === null && byTtl === null) return 0
  return Math.max(0, Math.floor(Math.min(byHeaders ?? MAX_SECONDS, byTtl ?? MAX_SECONDS, MAX_SECONDS)))
}

/** null: the headers say nothing. */
function secondsByHeaders({ headers = {}, fetchedAt }: FetchedDocument): number | null {
  const control = (headers['cache-control'] ?? '').toLowerCase()
  if (/\b(?:no-store|no-cache|private)\b/.test(control)) return 0
  const age = Number(headers.age ?? 0) || 0
  const maxAge = /\bs-maxage\s*=\s*"?(\d{1,10})/.exec(control) ?? /\bmax-age\s*=\s*"?(\d{1,10})/.exec(control)
  if (maxAge) return Math.max(0, Number(maxAge[1]) - age)
  const expires = headers.expires === undefined ? Number.NaN : Date.parse(headers.expires)
  if (headers.expires === undefined) return null
  const date = Date.parse(headers.date ?? fetchedAt)
  return Number.isNaN(expires) ? 0 : Math.max(0, (expires - date) / 1000 - age)
}

/** Bitstring Status List: credentialSubject.ttl in milliseconds. Token Status List: ttl in seconds. */
function ttlSeconds({ body }: FetchedDocument): number | null {
  const document = parseDocument(body)
  if (document === null) return null
  const decoded = typeof document === 'string' ? decodeToken(document) : null
  const claims = decoded === null ? document : decoded.ok ? decoded.claims : null
  if (!isJsonObject(claims)) return null
  const credential = isJsonObject(claims.vc) ? claims.vc : claims
  const subject = isJsonObject(credential.credentialSubject) ? credential.credentialSubject : {}
  if (typeof subject.ttl === 'number') return subject.ttl / 1000
  return isJsonObject(claims.status_list) && typeof claims.ttl === 'number' ? claims.ttl : null
}
