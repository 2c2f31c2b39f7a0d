/** Public documents: which form the caller accepts, ETag and 304, and how long a copy may be kept. */
import type { Context } from 'hono'
import { parseAccept } from 'hono/utils/accept'
import type { AppEnv } from '../app-env.ts'
import { etagOf, hasAlready } from '../edge/etag.ts'
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
  /** 0: a copy may be kept, and is asked about each time. */
  maxAgeSeconds: number
  /** The same URL has other forms. */
  isNegotiated?: boolean
  headers?: Record<string, string>
}

/** Answers 304 where the caller has this version already. */
export function publicDocument(
  c: Context<AppEnv>,
  { body, mediaType, version, maxAgeSeconds, isNegotiated = false, headers = {} }: PublicDocument,
): Response {
  const form = /jwt/.test(mediaType) ? 'j' : 'd'
  const etag = `"${version}.${form}"`
  const common = {
    ETag: etag,
    'Cache-Control': maxAgeSeconds === 0 ? 'public, no-cache' : `public, max-age=${maxAgeSeconds}`,
    ...(isNegotiated ? { Vary: 'Accept' } : {}),
    ...headers,
  }
  if (hasAlready(c.req.header('if-none-match'), etag)) return c.body(null, 304, common)
  return c.body(body, 200, { 'Content-Type': mediaType, ...common })
}

/** What was made for this request: tagged by its content, so that who has the same is not sent it again. */
export async function taggedBody(
  c: Context<AppEnv, string>,
  body: string | Uint8Array,
  { 'Content-Type': type, ...headers }: Record<string, string> & { 'Content-Type': string },
  knownTag?: string,
): Promise<Response> {
  const etag = knownTag ?? (await etagOf(body))
  if (hasAlready(c.req.header('if-none-match'), etag)) return c.body(null, 304, { ...headers, ETag: etag })
  return c.body(body as string, 200, { 'Content-Type': type, ...headers, ETag: etag })
}
