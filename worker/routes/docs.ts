/** /openapi.json, /docs and /problems: the reference as it was built (worker/reference), with this deployment's origin. */
import type { Context } from 'hono'
import type { AppEnv } from '../app-env.ts'
import { etagOf } from '../edge/etag.ts'
import { Hono } from '../hono.ts'
import { Refusal } from '../problem.ts'
import { taggedBody } from './public-form.ts'

type Part = 'openapi' | 'docs' | 'problems'

/** What the built reference has in place of the origin (scripts/build.mjs). */
const BUILT_ORIGIN = 'https://deployment.invalid'
const CACHE_CONTROL = 'public, max-age=300'
const PAGE_HEADERS = {
  'Content-Type': 'text/html; charset=utf-8',
  'Content-Security-Policy':
    "default-src 'none'; style-src 'self'; img-src 'self' data:; base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
  'Cache-Control': CACHE_CONTROL,
}

/** By part and origin: of these there are three and one. */
const made = new Map<string, { text: string; etag: string }>()

export const docsRoutes = new Hono<AppEnv>()

docsRoutes.get('/openapi.json', (c) =>
  answer(c, 'openapi', { 'Content-Type': 'application/json', 'Cache-Control': CACHE_CONTROL }),
)
docsRoutes.get('/docs', (c) => answer(c, 'docs', PAGE_HEADERS))
docsRoutes.get('/problems', (c) => answer(c, 'problems', PAGE_HEADERS))

async function answer(
  c: Context<AppEnv>,
  part: Part,
  headers: Record<string, string> & { 'Content-Type': string },
): Promise<Response> {
  const { origin } = c.var.deps
  const key = `${part} ${origin}`
  let known = made.get(key)
  if (known === undefined) {
    const text = (await built(c.env.ASSETS, part)).replaceAll(BUILT_ORIGIN, origin)
    known = { text, etag: await etagOf(text) }
    made.set(key, known)
  }
  return await taggedBody(c, known.text, headers, known.etag)
}

async function built(assets: Fetcher, part: Part): Promise<string> {
  const response = await assets.fetch('https://assets.invalid/reference.json')
  if (response.ok && response.headers.get('content-type')?.includes('json'))
    return (await response.json<Record<Part, string>>())[part]
  await response.body?.cancel()
  throw new Refusal('temporarily-unavailable', 'The reference was not built with this deployment.')
}
