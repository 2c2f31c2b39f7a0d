/** Public documents: which form the caller accepts, ETag and 304, and how long a copy may be kept. */
import type { Context } from 'hono'
import { parseAccept } from 'hono/utils/accept'
import type { AppEnv } from '../app-env.ts'
import { Refusal } from '../problem.ts'

/** The offered media type that the caller likes best; the first offered where it says nothing. */
export function negotiate<const Offered extends string>(
  c: Context<AppEnv>,
  offered: readonly [Offered, ...Offered[]],
): Offered {
  const header = c.req.header('accept')
  if (header === undefined || header.trim() === '') return offered[0]
  for (const { type } of parseAccept(header)) {
    const wanted = type.toLowerCase()
    const found = offered.find((candidate) => covers(wanted, candidate))
    if (found !== undefined) return found
  }
  throw new Refusal('not-acceptable', `It exists as ${offered.join(', ')}.`)
}

function covers(wanted: string, offered: string): boolean {
  if (wanted === '*/*' || wanted === offered) return true
  return wanted.endsWith('/*') && offered.startsWith(wanted.slice(0, -1))
}

interface PublicDocument {
  body: string
  mediaType: string
  /** What changes when the body does; becomes the ETag together with the media type. */
  version: string
  maxAgeSeconds: number
  headers?: Record<string, string>
}

/** Answers 304 where the caller has this version already. */
export function publicDocument(
  c: Context<AppEnv>,
  { body, mediaType, version, maxAgeSeconds, headers = {} }: PublicDocument,
): Response {
  const form = /jwt/.test(mediaType) ? 'j' : 'd'
  const etag = `"${version}.${form}"`
  const common = {
    ETag: etag,
    'Cache-Control': `public, max-age=${maxAgeSeconds}`,
    Vary: 'Accept',
    ...headers,
  }
  const known = c.req.header('if-none-match')
  if (known !== undefined && (known.trim() === '*' || listed(known, etag))) return c.body(null, 304, common)
  return c.body(body, 200, { 'Content-Type': mediaType, ...common })
}

/** Weak comparison: a proxy that compressed the body weakens the tag. */
function listed(header: string, etag: string): boolean {
  return header.split(',').some((tag) => tag.trim().replace(/^W\//, '') === etag)
}
