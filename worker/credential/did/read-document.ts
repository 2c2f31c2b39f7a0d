/** Reads one JSON document through the port, and says why it could not. I/O only by FetchDocument. */
import type { FetchDocument, FetchPurpose } from '../fetch-document.ts'
import { isJsonObject, type JsonObject } from '../json.ts'
import { areKin } from '../kin-hosts.ts'
import { parseJson } from '../parse-json.ts'
import type { Source } from '../verify/report.ts'
import { cannotTell, type ResolutionFailure } from './resolution.ts'

export interface ReadDocument {
  ok: true
  document: JsonObject
  /** The URL that answered, after redirects; the DID where nothing was fetched. */
  location: string
  sources: Source[]
}

const ACCEPT = 'application/did+json, application/jwk+json, application/ld+json;q=0.9, application/json;q=0.9'

/** A document that is missing, broken or out of reach leaves the question open: it proves nothing against a signature. */
export async function readDocument(
  fetchDocument: FetchDocument,
  url: string,
  purpose: FetchPurpose,
): Promise<ReadDocument | ResolutionFailure> {
  const answer = await fetchDocument({ url, purpose, accept: ACCEPT })
  if (!answer.ok) return cannotTell('key-document-unreachable', { url, reason: answer.reason })
  if (!isWordOf(new URL(url), answer.url, purpose))
    return cannotTell('key-document-unreachable', { url, reason: 'redirected to another host' })
  const sources: Source[] = [{ url: answer.url, via: answer.via, at: answer.fetchedAt }]
  if (answer.status !== 200)
    return cannotTell('key-document-unavailable', { url, status: answer.status }, sources)
  const document = parseBody(answer.body)
  if (document === undefined) return cannotTell('key-document-unreadable', { url }, sources)
  return { ok: true, document, location: answer.url, sources }
}

/**
 * A host's open redirect is no word of that host. A whole domain that has moved may lead its DID on; a path below it, as a
 * link shortener has them, no further than to a host of the same domain.
 */
function isWordOf(asked: URL, answered: string, purpose: FetchPurpose): boolean {
  if (purpose !== 'did') return asked.origin === new URL(answered).origin
  return asked.pathname.startsWith('/.well-known/') || areKin(asked.host, answered)
}

function parseBody(body: Uint8Array): JsonObject | undefined {
  const text = new TextDecoder('utf-8', { fatal: false, ignoreBOM: true }).decode(body)
  const parsed = parseJson(text)
  return parsed.ok && isJsonObject(parsed.value) ? parsed.value : undefined
}
