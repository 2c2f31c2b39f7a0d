/**
 * The browser's port to documents: asks the origin itself where it allows that (CORS), else this deployment's edge
 * (`GET /v1/documents`), and says which of the two it was. No cookies, no referrer; public https addresses only.
 * Answers are shared within the page; what proves an issuer is kept for offline use, a status never.
 */
import { readBounded } from '../../worker/credential/bytes.ts'
import type {
  FetchDocument,
  FetchDocumentRequest,
  FetchedDocument,
  FetchFailure,
  FetchPurpose,
} from '../../worker/credential/fetch-document.ts'
import { keepDocument, keptDocument } from './kept-documents.ts'
import { isPublicAddress } from './public-address.ts'

type Answer = FetchedDocument | FetchFailure

const DIRECT_MS = 4000
const EDGE_MS = 12_000
const MAX_BYTES = 8 * 1024 * 1024

/** Within this time an answer stands for the same question on this page. */
const SHARED_MS = 60_000

/** A port for each check, which its signal stops; what they fetch is shared. */
export function browserDocuments(origin: string): (signal?: AbortSignal) => FetchDocument {
  const answers = new Map<string, { at: number; answer: Promise<Answer> }>()
  /** Hosts that refused a page of another origin; they are not asked again. */
  const closed = new Set<string>()

  async function ask(request: FetchDocumentRequest, signal?: AbortSignal): Promise<Answer> {
    const { url, purpose } = request
    if (!URL.canParse(url)) return { ok: false, url, reason: 'refused' }
    const own = isOwn(new URL(url), new URL(origin))
    if (!own && !isPublicAddress(new URL(url))) return { ok: false, url, reason: 'refused' }
    if (!navigator.onLine) {
      const kept = await keptDocument(request)
      return kept ?? { ok: false, url, reason: 'offline' }
    }
    const { host } = new URL(url)
    if (own || !closed.has(host)) {
      const direct = await askDirectly(request, own ? origin : null, signal)
      if (direct.ok || direct.reason === 'too-large') return direct
      if (own) return (await keptDocument(request)) ?? direct
      closed.add(host)
    }
    if (!EDGE_PURPOSES.has(purpose)) return { ok: false, url, reason: 'unreachable' }
    const answer = await askEdge(origin, request, signal)
    return answer.ok ? answer : ((await keptDocument(request)) ?? answer)
  }

  function shared(request: FetchDocumentRequest, signal?: AbortSignal): Promise<Answer> {
    const key = `${request.purpose} ${request.accept} ${request.url}`
    const known = answers.get(key)
    if (known && Date.now() - known.at < SHARED_MS) return known.answer
    const answer = ask(request, signal).then(async (got) => {
      if (got.ok) await keepDocument(request, got)
      else answers.delete(key)
      return got
    })
    answers.set(key, { at: Date.now(), answer })
    return answer
  }

  return (signal) => (request) => shared(request, signal)
}

/** did:web is https by definition; a development origin on http answers for its own DIDs too. */
function isOwn(url: URL, own: URL): boolean {
  return url.host === own.host && (url.protocol === own.protocol || url.protocol === 'https:')
}

function pathOf(url: string): string {
  const { pathname, search } = new URL(url)
  return pathname + search
}

async function askDirectly(
  { url, accept }: FetchDocumentRequest,
  ownOrigin: string | null,
  signal?: AbortSignal,
): Promise<Answer> {
  const address = ownOrigin === null ? url : new URL(pathOf(url), ownOrigin)
  try {
    const response = await fetch(address, {
      headers: { accept },
      credentials: 'omit',
      referrerPolicy: 'no-referrer',
      cache: 'no-cache',
      signal: deadline(DIRECT_MS, signal),
    })
    const body = await readBounded(response.body, MAX_BYTES)
    if (body === null) return { ok: false, url, reason: 'too-large' }
    return {
      ok: true,
      url: ownOrigin === null ? response.url || url : url,
      status: response.status,
      contentType: mediaType(response),
      body,
      fetchedAt: originTime(response),
      via: ownOrigin === null ? 'network' : 'own',
      headers: fewHeaders(response),
    }
  } catch (error) {
    return { ok: false, url, reason: isTimeout(error) ? 'timeout' : 'unreachable' }
  }
}

/** What the edge passes on (worker/routes/documents.ts). Pages, files and pictures it never does. */
const EDGE_PURPOSES: ReadonlySet<FetchPurpose> = new Set([
  'did',
  'key',
  'issuer',
  'status-list',
  'context',
  'schema',
  'openbadges2',
  'achievement',
  'domain-linkage',
])

/** The edge answers in JSON: the document as text, or the reason why there is none. */
async function askEdge(
  origin: string,
  { url, purpose, accept }: FetchDocumentRequest,
  signal?: AbortSignal,
): Promise<Answer> {
  try {
    const query = new URLSearchParams({ url, purpose, accept })
    const response = await fetch(`${origin}/v1/documents?${query}`, {
      credentials: 'omit',
      signal: deadline(EDGE_MS, signal),
    })
    const body = await readBounded(response.body, MAX_BYTES)
    if (body === null) return { ok: false, url, reason: 'too-large' }
    const answer: unknown = response.ok ? JSON.parse(new TextDecoder().decode(body)) : undefined
    return fromEdge(url, answer)
  } catch (error) {
    return { ok: false, url, reason: isTimeout(error) ? 'timeout' : 'unreachable' }
  }
}

interface EdgeAnswer {
  ok: boolean
  url: string
  status: number
  contentType: string
  text: string
  fetchedAt: string
  headers: Record<string, string>
  reason: FetchFailure['reason']
}

function fromEdge(url: string, answer: unknown): Answer {
  if (typeof answer !== 'object' || answer === null) return { ok: false, url, reason: 'unreachable' }
  const { ok, text, reason = 'unreachable', ...rest } = answer as Partial<EdgeAnswer>
  if (ok !== true || typeof text !== 'string') return { ok: false, url, reason }
  return {
    ok: true,
    url: rest.url ?? url,
    status: rest.status ?? 0,
    contentType: rest.contentType ?? '',
    body: new TextEncoder().encode(text),
    fetchedAt: rest.fetchedAt ?? new Date().toISOString(),
    via: 'edge',
    headers: rest.headers ?? {},
  }
}

function deadline(milliseconds: number, signal?: AbortSignal): AbortSignal {
  const timeout = AbortSignal.timeout(milliseconds)
  return signal ? AbortSignal.any([timeout, signal]) : timeout
}

function isTimeout(error: unknown): boolean {
  return error instanceof DOMException && error.name === 'TimeoutError'
}

function mediaType(response: Response): string {
  return (response.headers.get('content-type') ?? '').split(';')[0]?.trim().toLowerCase() ?? ''
}

/** A shared cache on the way tells by Age how old its copy is. */
function originTime(response: Response): string {
  const age = Number(response.headers.get('age') ?? 0)
  return new Date(Date.now() - (Number.isFinite(age) ? age * 1000 : 0)).toISOString()
}

function fewHeaders(response: Response): Record<string, string> {
  const headers: Record<string, string> = {}
  for (const name of ['link', 'location', 'cache-control']) {
    const value = response.headers.get(name)
    if (value !== null) headers[name] = value
  }
  return headers
}
