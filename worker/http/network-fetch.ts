/**
 * The one door to the network. Every address and name is judged, redirects too; answers are bounded in time and bytes; errors
 * carry nothing of what was answered. The deployment's own origin is not reached through here.
 */
import type {
  FetchDocument,
  FetchedDocument,
  FetchFailure,
  FetchFailureReason,
} from '../credential/fetch-document.ts'
import type { JudgeName } from './judge-name.ts'
import { judgeUrl } from './judge-url.ts'
import { PURPOSES } from './purposes.ts'
import { readUpTo } from './read-up-to.ts'

const MAX_REDIRECTS = 3
/** For all redirects and the body together. */
const DEADLINE_MS = 8_000
const KEPT_HEADERS = ['link', 'location', 'cache-control', 'expires', 'age', 'date']

export interface NetworkFetchOptions {
  fetch: (url: string, init: RequestInit) => Promise<Response>
  now(): Date
  judgeName: JudgeName
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
      if (typeof answer === 'string') return failed(answer)
      const rule = PURPOSES[purpose]
      const contentType = mediaTypeOf(answer.response)
      const isGood = answer.response.ok
      if (isGood && !rule.accepts(contentType)) {
        await answer.response.body?.cancel()
        return failed('wrong-type')
      }
      const { bytes, truncated } = await readUpTo(answer.response, rule.maxBytes, signal)
      if (truncated) return failed('too-large')
      return documentOf(answer, contentType, bytes, options.now())
    } catch {
      return failed(signal.aborted ? 'timeout' : 'unreachable')
    }
  }
}

interface Answer {
  url: URL
  response: Response
}

/** refused: an address or name on the way, or there are too many. */
async function follow(
  text: string,
  accept: string,
  signal: AbortSignal,
  { fetch, judgeName, userAgent, refuseHosts = [] }: NetworkFetchOptions,
): Promise<Answer | 'refused' | 'unresolved'> {
  let verdict = judgeUrl(text)
  for (let redirects = 0; verdict.ok && !refuseHosts.includes(verdict.url.host); redirects++) {
    const { url } = verdict
    const name = await judgeName(url.hostname, signal)
    if (name !== 'public') return name === 'private' ? 'refused' : 'unresolved'
    const headers = { Accept: accept, 'User-Agent': userAgent }
    const response = await fetch(url.href, { redirect: 'manual', headers, signal })
    const location = response.headers.get('location')
    if (![301, 302, 303, 307, 308].includes(response.status) || location === null) return { url, response }
    await response.body?.cancel()
    if (redirects === MAX_REDIRECTS) return 'refused'
    verdict = judgeUrl(location, url)
  }
  return 'refused'
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
