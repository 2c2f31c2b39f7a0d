/**
 * Requests of our own to addresses that customers name (webhook endpoints) or vendors' APIs: the same judged addresses as
 * the document port, but with method, headers and body. No redirect is followed; bounded in time and bytes; never throws.
 */
import { judgeUrl } from './judge-url.ts'

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
  | { ok: false; reason: 'refused' | 'timeout' | 'unreachable' }

export type SendGuarded = (request: GuardedRequest) => Promise<GuardedAnswer>

const DEADLINE_MS = 15_000
const MAX_BYTES = 65_536

export function createSendGuarded(options: {
  fetch: (url: string, init: RequestInit) => Promise<Response>
  userAgent: string
  /** Our own host: it is not reached through the network. */
  refuseHosts: readonly string[]
}): SendGuarded {
  return async ({ url, method, headers = {}, body, deadlineMs = DEADLINE_MS, maxBytes = MAX_BYTES }) => {
    const verdict = judgeUrl(url)
    if (!verdict.ok || options.refuseHosts.includes(verdict.url.host)) return { ok: false, reason: 'refused' }
    const signal = AbortSignal.timeout(deadlineMs)
    try {
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

async function readUpTo(response: Response, maxBytes: number, signal: AbortSignal) {
  const pieces: Uint8Array[] = []
  let length = 0
  const reader = response.body?.getReader()
  if (reader === undefined) return { bytes: new Uint8Array(), truncated: false }
  const stop = () => void reader.cancel().catch(() => {})
  signal.addEventListener('abort', stop)
  try {
    for (let next = await reader.read(); !next.done && length <= maxBytes; next = await reader.read()) {
      pieces.push(next.value)
      length += next.value.byteLength
    }
    signal.throwIfAborted()
  } finally {
    signal.removeEventListener('abort', stop)
    stop()
  }
  const bytes = new Uint8Array(Math.min(length, maxBytes))
  let offset = 0
  for (const piece of pieces) {
    bytes.set(piece.subarray(0, maxBytes - offset), offset)
    offset = Math.min(maxBytes, offset + piece.byteLength)
  }
  return { bytes, truncated: length > maxBytes }
}
