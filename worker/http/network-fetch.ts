/**
 * The one door to the network. Every address is judged, redirects too; answers are bounded in time and bytes; errors
 * carry nothing of what was answered. The deployment's own origin is not reached through here.
 */
import type {
  FetchDocument,
  FetchedDocument,
  FetchFailure,
  FetchFailureReason,
} from '../credential/fetch-document.ts'
import { judgeUrl } from './judge-url.ts'
import { PURPOSES } from './purposes.ts'

const MAX_REDIRECTS = 3
/** For all redirects and the body together. */
const DEADLINE_MS = 8_000
const KEPT_HEADERS = ['link', 'location', 'cache-control', 'expires', 'age', 'date']

export interface NetworkFetchOptions {
  fetch: (url: string, init: RequestInit) => Promise<Response>
  now(): Date
  /** Sent as User-Agent, so that operators see who asks. */
  userAgent: string
  /** Hosts that are never asked over the network: our own. */
  refuseHosts?: readonly string[]
  deadlineMs?: number
}

export function createNetworkFetch(options: NetworkFetchOptions): FetchDocument {
  return async ({ url, purpose, accept }) => {
    const signal = AbortSignal.timeout(options.deadlineMs ?? DEADLINE_MS)
    const failed = (reason: FetchFailureReason): FetchFailure => ({ ok: false, url, reason })
    try {
      const answer = await follow(url, accept, signal, options)
      if (answer === null) return failed('refused')
      const rule = PURPOSES[purpose]
      const contentType = mediaTypeOf(answer.response)
      const isGood = answer.response.ok
      if (isGood && !rule.accepts(contentType)) {
        await answer.response.body?.cancel()
        return failed('wrong-type')
      }
      const body = await readBounded(answer.response, rule.maxBytes, signal)
      if (body === null) return failed('too-large')
      return documentOf(answer, contentType, body, options.now())
    } catch {
      return failed(signal.aborted ? 'timeout' : 'unreachable')
    }
  }
}

interface Answer {
  url: URL
  response: Response
}

/** null: an address on the way is refused, or there are too many. */
async function follow(
  text: string,
  accept: string,
  signal: AbortSignal,
  { fetch, userAgent, refuseHosts = [] }: NetworkFetchOptions,
): Promise<Answer | null> {
  let verdict = judgeUrl(text)
  for (let redirects = 0; verdict.ok && !refuseHosts.includes(verdict.url.host); redirects++) {
    const { url } = verdict
    const headers = { Accept: accept, 'User-Agent': userAgent }
    const response = await fetch(url.href, { redirect: 'manual', headers, signal })
    const location = response.headers.get('location')
    if (![301, 302, 303, 307, 308].includes(response.status) || location === null) return { url, response }
    await response.body?.cancel()
    if (redirects === MAX_REDIRECTS) return null
    verdict = judgeUrl(location, url)
  }
  return null
}

function documentOf(
  { url, response }: Answer,
  contentType: string,
  body: Uint8Array,
  now: Date,
): FetchedDocument {
  const headers: Record<string, string> = {}
  for (const name of KEPT_HEADERS) {
    const value = response.headers.get(name)
    if (value !== null && value.length <= 4096) headers[name] = value
  }
  return {
    ok: true,
    url: url.href,
    status: response.status,
    contentType,
    body,
    fetchedAt: now.toISOString(),
    via: 'network',
    headers,
  }
}

function mediaTypeOf(response: Response): string {
  return (response.headers.get('content-type') ?? '').split(';', 1)[0]?.trim().toLowerCase() ?? ''
}

/** null: more than `maxBytes`. What a server claims of the length is not believed; a slow body ends with the deadline. */
async function readBounded(
  response: Response,
  maxBytes: number,
  signal: AbortSignal,
): Promise<Uint8Array | null> {
  if (response.body === null) return new Uint8Array()
  const reader = response.body.getReader()
  const stop = () => void reader.cancel().catch(() => {})
  signal.addEventListener('abort', stop)
  const pieces: Uint8Array[] = []
  let length = 0
  try {
    for (let next = await reader.read(); !next.done; next = await reader.read()) {
      length += next.value.byteLength
      if (length > maxBytes) return null
      pieces.push(next.value)
    }
    signal.throwIfAborted()
  } finally {
    signal.removeEventListener('abort', stop)
    stop()
  }
  const body = new Uint8Array(length)
  let offset = 0
  for (const piece of pieces) {
    body.set(piece, offset)
    offset += piece.byteLength
  }
  return body
}
