/**
 * The documents of Open Badges 1.x and 2.x by their ids, through the fetch port. Ids written with http are asked by
 * https: the port refuses anything else, and the same host answers.
 */
import type { FetchDocument, FetchedDocument } from '../fetch-document.ts'
import { isJsonObject, type JsonObject, type JsonValue } from '../json.ts'
import { areKin } from '../kin-hosts.ts'
import { parseJson } from '../parse-json.ts'
import type { Source } from '../verify/report.ts'

export type LoadedNode =
  | { ok: true; node: JsonObject; status: number; url: string; source: Source }
  /** `reason`: the port's, or `status-404` and the like, or `not-json`. `status` where a host answered. */
  | { ok: false; reason: string; status: number | null; sources: Source[] }

export interface LoadContext {
  fetchDocument: FetchDocument
}

/** Accepts 410 with a body as an answer: that is how a host says 'revoked'. */
export async function loadNode(id: string, { fetchDocument }: LoadContext): Promise<LoadedNode> {
  const answer = await fetchText(id, fetchDocument)
  if (!answer.ok) return { ok: false, reason: answer.reason, status: null, sources: [] }
  const { status, url, fetchedAt, via } = answer
  const source = { url, via, at: fetchedAt }
  if (status !== 410 && (status < 200 || status > 299)) {
    return { ok: false, reason: `status-${status}`, status, sources: [source] }
  }
  const parsed = parseJson(decode(answer.body))
  if (parsed.ok && isJsonObject(parsed.value)) return { ok: true, node: parsed.value, status, url, source }
  if (status === 410) return { ok: true, node: {}, status, url, source }
  return { ok: false, reason: 'not-json', status, sources: [source] }
}

/**
 * What stands at an id. An answer that a redirect brought from a stranger's host is none: an open redirect on the
 * issuer's host would let anyone speak in its name.
 */
export async function fetchText(
  id: string,
  fetchDocument: FetchDocument,
): Promise<FetchedDocument | { ok: false; reason: string }> {
  const url = webUrlOf(id)
  if (url === null) return { ok: false, reason: 'refused' }
  const accept = 'application/ld+json, application/json;q=0.9, text/plain;q=0.5'
  const answer = await fetchDocument({ url, purpose: 'openbadges2', accept })
  if (!answer.ok || areKin(new URL(url).host, answer.url)) return answer
  return {
    ok: false,
    reason: 'redirected to another host',
  }
}

export function decode(body: FetchedDocument['body']): string {
  return new TextDecoder().decode(body)
}

/** The https URL of a web id, without fragment; null for other ids (urn:uuid, DIDs). */
export function webUrlOf(id: JsonValue | undefined): string | null {
  if (typeof id !== 'string' || !/^https?:\/\//i.test(id) || !URL.canParse(id)) return null
  const url = new URL(id)
  // In development the port knows its own origin, which may be http on localhost.
  if (url.hostname !== 'localhost') url.protocol = 'https:'
  url.hash = ''
  return url.href
}

/** Two ids of one thing: written http or https, and with or without what URL parsing normalises. */
export function sameId(one: JsonValue | undefined, other: JsonValue | undefined): boolean {
  if (typeof one !== 'string' || typeof other !== 'string') return false
  return (
    one === other ||
    (fragmentOf(one) === fragmentOf(other) && webUrlOf(one) !== null && webUrlOf(one) === webUrlOf(other))
  )
}

function fragmentOf(id: string): string {
  return id.includes('#') ? id.slice(id.indexOf('#')) : ''
}

/** `id` of a node given as such or as an object. */
export function nodeId(value: JsonValue | undefined): string | null {
  if (typeof value === 'string') return value
  return isJsonObject(value) && typeof value.id === 'string' ? value.id : null
}
