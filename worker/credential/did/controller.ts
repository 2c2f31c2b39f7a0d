/**
 * The controller document of a DID or https URL: did:key and did:jwk from themselves, did:web and https through the
 * port. A document whose `id` is not what was asked for is refused: it speaks for somebody else.
 */
import type { FetchDocument } from '../fetch-document.ts'
import { KeyError } from '../key/jwk.ts'
import { didJwkDocument, didKeyDocument } from './did-key.ts'
import { parseDidUrl } from './did-url.ts'
import { didWebDocumentUrl } from './did-web.ts'
import { type ReadDocument, readDocument } from './read-document.ts'
import { cannotTell, type ResolutionFailure, refuse } from './resolution.ts'

export type ResolveController = (id: string) => Promise<ReadDocument | ResolutionFailure>

export function createControllerResolver(fetchDocument: FetchDocument): ResolveController {
  return remembering((id) => resolveController(id, fetchDocument))
}

/** Asks once for each id. */
export function remembering<T>(resolve: (id: string) => Promise<T>): (id: string) => Promise<T> {
  const known = new Map<string, Promise<T>>()
  return (id) => {
    const answer = known.get(id) ?? resolve(id)
    known.set(id, answer)
    return answer
  }
}

async function resolveController(
  id: string,
  fetchDocument: FetchDocument,
): Promise<ReadDocument | ResolutionFailure> {
  if (isWebUrl(id)) return readDocument(fetchDocument, id, 'issuer')
  const did = parseDidUrl(id)
  if (did === undefined) return refuse('did-malformed', { id })
  switch (did.method) {
    case 'key':
      return fromItself(id, () => didKeyDocument(did.identifier))
    case 'jwk':
      return fromItself(id, () => didJwkDocument(did.identifier))
    case 'web':
      return resolveDidWeb(did.did, did.identifier, fetchDocument)
    default:
      return cannotTell('did-method-unsupported', { method: did.method })
  }
}

async function resolveDidWeb(did: string, identifier: string, fetchDocument: FetchDocument) {
  const url = didWebDocumentUrl(identifier)
  if (url === undefined) return refuse('did-malformed', { id: did })
  const read = await readDocument(fetchDocument, url, 'did')
  if (!read.ok) return read
  const { id } = read.document
  if (id !== did) return refuse('controller-document-mismatch', { id: did, found: String(id) }, read.sources)
  return read
}

function fromItself(did: string, document: () => ReadDocument['document'] | undefined) {
  try {
    const found = document()
    if (found === undefined) return refuse('did-malformed', { id: did })
    return { ok: true as const, document: found, location: did, sources: [] }
  } catch (error) {
    if (!(error instanceof KeyError)) throw error
    return error.code === 'key-type-unsupported' ? cannotTell(error.code) : refuse(error.code)
  }
}

/** http too: the port refuses it, save for its own origin in development. */
export function isWebUrl(text: string): boolean {
  return /^https?:\/\//i.test(text) && URL.canParse(text)
}
