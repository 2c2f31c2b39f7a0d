/** The HTTP application: what every request gets, the routes, one error handler, one not-found. */
import { Hono } from 'hono'
import { cors } from 'hono/cors'
import { methodNotAllowed } from 'hono/method-not-allowed'
import { requestId } from 'hono/request-id'
import type { AppEnv } from './app-env.ts'
import { createDeps } from './deps.ts'
import type { Operation } from './openapi.ts'
import { internalErrorResponse, Refusal, refusalResponse } from './problem.ts'
import { achievementOperations, achievementRoutes } from './routes/achievements.ts'
import { apiKeyOperations, apiKeyRoutes } from './routes/api-keys.ts'
import { docsRoutes } from './routes/docs.ts'
import { documentOperations, documentRoutes } from './routes/documents.ts'
import { verifyOperations, verifyRoutes } from './routes/verify.ts'
import { secureHeaders } from './secure-headers.ts'
import { schemaMissing } from './storage/d1.ts'

/** Each route module's operations, in the order of the reference. */
export const operations: readonly Operation[] = [
  ...verifyOperations,
  ...documentOperations,
  ...apiKeyOperations,
  ...achievementOperations,
]

export function createApp(): Hono<AppEnv> {
  const app = new Hono<AppEnv>()

  app.use(requestId())
  app.use(async (c, next) => {
    c.set('deps', createDeps(c.env))
    await next()
  })
  app.use(secureHeaders)
  // Bearer tokens only, no cookies: a foreign page has no authority to borrow.
  app.use(
    cors({
      origin: '*',
      exposeHeaders: ['ETag', 'Link', 'Location', 'Idempotency-Replayed', 'Retry-After', 'X-Request-Id'],
    }),
  )
  app.use(
    methodNotAllowed({
      app,
      onMethodNotAllowed: (c, methods) =>
        refusalResponse(
          c,
          new Refusal(
            'method-not-allowed',
            `${c.req.method} does not apply here; ${methods.join(', ')} do.`,
            {
              headers: { Allow: methods.join(', ') },
            },
          ),
          c.var.deps.origin,
        ),
    }),
  )

  app.route('/v1/issuers', apiKeyRoutes)
  app.route('/v1/achievements', achievementRoutes)
  app.route('/v1/verify', verifyRoutes)
  app.route('/v1/documents', documentRoutes)
  app.route('/', docsRoutes(operations))

  app.notFound((c) =>
    refusalResponse(c, new Refusal('not-found', 'Nothing is known at this address.'), c.var.deps.origin),
  )
  app.onError((error, c) => {
    const { origin } = c.var.deps ?? { origin: c.env.PUBLIC_ORIGIN }
    if (error instanceof Refusal) return refusalResponse(c, error, origin)
    const id = c.get('requestId')
    console.error(JSON.stringify({ level: 'error', requestId: id, error: describe(error) }))
    if (schemaMissing(error)) {
      const detail =
        'The database of this deployment is not up to date. Its operator has to apply the migrations.'
      return refusalResponse(c, new Refusal('temporarily-unavailable', detail), origin)
    }
    return internalErrorResponse(c, origin, id)
  })
  return app
}

/** For the log: our errors carry no secrets in their messages (see vault.ts); bodies and headers are never logged. */
function describe(error: Error): string {
  return `${error.name}: ${error.message}\n${error.stack ?? ''}`
}
