/** Middleware: any origin may ask and read. Bearer tokens only, no cookies: a foreign page has no authority to borrow. */
import type { MiddlewareHandler } from 'hono'
import { cors } from 'hono/cors'
import type { AppEnv } from './app-env.ts'

const EXPOSED = ['ETag', 'Link', 'Location', 'Idempotency-Replayed', 'Retry-After', 'X-Request-Id']
const preflight = cors({ origin: '*', exposeHeaders: EXPOSED })

/** hono's `cors` writes its headers before there is an answer, for which every answer is then made a second time, as a stream. */
export const anyOrigin: MiddlewareHandler<AppEnv> = async (c, next) => {
  if (c.req.method === 'OPTIONS') return await preflight(c, next)
  await next()
  const { headers } = c.res
  headers.set('Access-Control-Allow-Origin', '*')
  headers.set('Access-Control-Expose-Headers', EXPOSED.join(','))
}
