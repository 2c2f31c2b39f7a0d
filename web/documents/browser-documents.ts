/**
 * The browser's port to documents: asks the origin itself where it allows that (CORS), else this deployment's edge
 * (`GET /v1/documents`), and says which of the two it was. No cookies, no referrer; public https addresses only.
 * Answers are shared within the page; what proves an issuer is kept for offline use, a status never.
 */
import type {
  FetchDocument,
  FetchDocumentRequest,
  FetchedDocument,
  FetchFailure,
} from '../../worker/credential/fetch-document.ts'
import { keepDocument, keptDocument } from './kept-documents.ts'
import { isPublicAddress } from './public-address.ts'
import { readBounded } from './read-bounded.ts'

type Answer = FetchedDocument | FetchFailure

const DIRECT_MS = 4000
const EDGE_MS = 12_000
const MAX_BYTES = 8 * 1024 * 1024

/** Within this time an answer stands for the same question on this page. */
const SHARED_MS = 60_000

/** Purposes whose host would learn who looks at whose credential, so that only the edge asks it. */
const EDGE_ONLY: ReadonlySet<string> = new Set(['image'])

export interface BrowserDocuments {
  fetcher: (signal?: AbortSignal) => FetchDocument
  image: (url: string) => Promise<string | null>
}

export function browserDocuments(origin: string): BrowserDocuments {
  const answers = new Map<string, { at: number; answer: Promise<Answer> }>()
  /** Hosts that refused a page of another origin; they are not asked again. */
  const closed = new Set<string>()

  async function ask(request: FetchDocumentRequest, signal?: AbortSignal): Promise<Answer> {
    const { url, purpose } = request
    if (!URL.canParse(url)) return { ok: false, url, reason: 'refused' }
    const own = new URL(url).origin === origin
    if (!own && !isPublicAddress(new URL(url))) return { ok: false, url, reason: 'refused' }
    if (!navigator.onLine) {
      const kept = await keptDocument(request)
      return kept ?? { ok: false, url, reason: 'offline' }
    }
    const { host } = new URL(url)
    if (own || !(closed.has(host) || EDGE_ONLY.has(purpose))) {
      const direct = await askDirectly(request, own, signal)
      if (direct.ok || direct.reason === 'too-large') return direct
      if (own) return (await keptDocument(request)) ?? direct
      closed.add(host)
    }
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

  async function image(url: string): Promise<string | null> {
    if (/^data:image\/(png|jpeg|gif|webp|svg\+xml)[;,]/i.test(url)) return url
    const got = await shared({ url, purpose: 'image', accept: 'image/*' })
    if (!got.ok || got.status !== 200 || !/^image\/(png|jpeg|gif|webp|svg\+xml)$/.test(got.contentType))
      return null
    return URL.createObjectURL(new Blob([got.body as Uint8Array<ArrayBuffer>], { type: got.contentType }))
  }

  return { fetcher: (signal) => (request) => shared(request, signal), image }
}

async function askDirectly(
  { url, accept }: FetchDocumentRequest,
  own: boolean,
  signal?: AbortSignal,
): Promise<Answer> {
  try {
    const response = await fetch(url, {
      headers: { accept },
      credentials: 'omit',
      referrerPolicy: 'no-referrer',
      cache: 'no-cache',
      signal: deadline(DIRECT_MS, signal),
    })
    const body = await readBounded(response, MAX_BYTES)
    if (body === null) return { ok: false, url, reason: 'too-large' }
    return {
      ok: true,
      url: response.url || url,
      status: response.status,
      contentType: mediaType(response),
      body,
      fetchedAt: originTime(response),
      via: own ? 'own' : 'network',
      headers: fewHeaders(response),
    }
  } catch (error) {
    return { ok: false, url, reason: isTimeout(error) ? 'timeout' : 'unreachable' }
  }
}

/** The edge answers with the document itself, and says in headers what it was given by the origin. */
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
    const body = await readBounded(response, MAX_BYTES)
    if (body === null) return { ok: false, url, reason: 'too-large' }
    const status = Number(response.headers.get('document-status'))
    if (!response.ok || !Number.isInteger(status) || status < 100)
      return { ok: false, url, reason: reasonOf(body) }
    return {
      ok: true,
      url: response.headers.get('document-url') ?? url,
      status,
      contentType: mediaType(response),
      body,
      fetchedAt: response.headers.get('document-fetched-at') ?? new Date().toISOString(),
      via: 'edge',
      headers: fewHeaders(response),
    }
  } catch (error) {
    return { ok: false, url, reason: isTimeout(error) ? 'timeout' : 'unreachable' }
  }
}

const REASONS: ReadonlySet<string> = new Set(['unreachable', 'timeout', 'too-large', 'refused', 'offline'])

/** The edge refuses with a problem document whose `reason` is one of the port's. */
function reasonOf(body: Uint8Array): FetchFailure['reason'] {
  try {
    const { reason } = JSON.parse(new TextDecoder().decode(body)) as { reason?: string }
    return reason !== undefined && REASONS.has(reason) ? (reason as FetchFailure['reason']) : 'unreachable'
  } catch {
    return 'unreachable'
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
