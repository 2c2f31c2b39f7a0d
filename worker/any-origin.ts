/**
 * Middleware: any origin may ask and read (CORS, Fetch section 3.2). Bearer tokens only, no cookies: a foreign page has no
 * authority to borrow. Not hono's, which writes its headers before there is an answer, for which every answer is then made a
 * second time, its body as a stream.
 */
import type { MiddlewareHandler } from 'hono'
import type { AppEnv } from './app-env.ts'

const METHODS = 'GET,HEAD,PUT,POST,DELETE,PATCH'
const EXPOSED = 'ETag,Link,Location,Idempotency-Replayed,Retry-After,WWW-Authenticate,X-Request-Id'

export const anyOrigin: MiddlewareHandler<AppEnv> = async (c, next) => {
  if (c.req.method === 'OPTIONS') {
    c.res = c.body(null, 204, {
      'Access-Control-Allow-Methods': METHODS,
      'Access-Control-Allow-Headers': c.req.header('access-control-request-headers') ?? '*',
      Vary: 'Access-Control-Request-Headers',
    })
  } else await next()
  c.res.headers.set('Access-Control-Allow-Origin', '*')
  c.res.headers.set('Access-Control-Expose-Headers', EXPOSED)
}
