/**
 * Requests of our own to addresses that customers name (webhook endpoints) or vendors' APIs: the same judged addresses and
 * names as the document port, but with method, headers and body. No redirect is followed; bounded in time and bytes; never throws.
 */
import type { JudgeName } from './judge-name.ts'
import { judgeUrl } from './judge-url.ts'
import { readUpTo } from './read-up-to.ts'

export interface GuardedRequest {
  url: string
  method: 'GET' | 'POST'
  headers?: Record<string, string>
  body?: string | Uint8Array
  deadlineMs?: number
  /** What is kept of the answer; the rest is not read. */
  maxBytes?: number
}

export type GuardedAnswer =
  | { ok: true; status: number; headers: Headers; body: Uint8Array; truncated: boolean }
  | { ok: false; reason: 'refused' | 'unresolved' | 'timeout' | 'unreachable' }

export type SendGuarded = (request: GuardedRequest) => Promise<GuardedAnswer>

const DEADLINE_MS = 15_000
const MAX_BYTES = 65_536

export function createSendGuarded(options: {
  fetch: (url: string, init: RequestInit) => Promise<Response>
  userAgent: string
  judgeName: JudgeName
  /** Our own host: it is not reached through the network. */
  refuseHosts: readonly string[]
}): SendGuarded {
  return async ({ url, method, headers = {}, body, deadlineMs = DEADLINE_MS, maxBytes = MAX_BYTES }) => {
    const verdict = judgeUrl(url)
    if (!verdict.ok || options.refuseHosts.includes(verdict.url.host)) return { ok: false, reason: 'refused' }
    const signal = AbortSignal.timeout(deadlineMs)
    try {
      const name = await options.judgeName(verdict.url.hostname, signal)
      if (name !== 'public') return { ok: false, reason: name === 'private' ? 'refused' : 'unresolved' }
      const response = await options.fetch(verdict.url.href, {
        method,
        headers: { 'User-Agent': options.userAgent, ...headers },
        ...(body === undefined ? {} : { body: body as BodyInit }),
        redirect: 'manual',
        signal,
      })
      const { bytes, truncated } = await readUpTo(response, maxBytes, signal)
      return { ok: true, status: response.status, headers: response.headers, body: bytes, truncated }
    } catch {
      return { ok: false, reason: signal.aborted ? 'timeout' : 'unreachable' }
    }
  }
}
