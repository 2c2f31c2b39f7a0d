/** Middleware: headers that every answer carries. A page's own Content-Security-Policy stands. */
import type { MiddlewareHandler } from 'hono'
import type { AppEnv } from './app-env.ts'

const DATA_POLICY = "default-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"

export const secureHeaders: MiddlewareHandler<AppEnv> = async (c, next) => {
  await next()
  const { headers } = c.res
  headers.set('X-Content-Type-Options', 'nosniff')
  // Badges are shown on other sites; nothing here depends on who looks.
  headers.set('Cross-Origin-Resource-Policy', 'cross-origin')
  if (!headers.has('Referrer-Policy')) headers.set('Referrer-Policy', 'strict-origin-when-cross-origin')
  if (!headers.has('Content-Security-Policy')) headers.set('Content-Security-Policy', DATA_POLICY)
  if (c.req.url.startsWith('https:')) headers.set('Strict-Transport-Security', 'max-age=63072000')
}
