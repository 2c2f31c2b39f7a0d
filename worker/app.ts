/** The HTTP application: what every request gets, the routes, one error handler, one not-found. */
import { methodNotAllowed } from 'hono/method-not-allowed'
import { requestId } from 'hono/request-id'
import { anyOrigin } from './any-origin.ts'
import type { AppEnv } from './app-env.ts'
import { createDeps } from './compose.ts'
import { configurationFault } from './configuration.ts'
import { Hono } from './hono.ts'
import { KEY_CHANGED } from './issuing/key-encryption.ts'
import { VaultError } from './issuing/vault.ts'
import { internalErrorResponse, Refusal, refusalResponse } from './problem.ts'
import { achievementRoutes } from './routes/achievements.ts'
import { apiKeyRoutes } from './routes/api-keys.ts'
import { credentialFileRoutes } from './routes/credential-files.ts'
import { credentialPageApiRoutes } from './routes/credential-page-api.ts'
import { credentialPageRoutes } from './routes/credential-pages.ts'
import { credentialRoutes } from './routes/credentials.ts'
import { docsRoutes } from './routes/docs.ts'
import { documentRoutes } from './routes/documents.ts'
import { healthRoutes } from './routes/health.ts'
import { hookRoutes } from './routes/hooks.ts'
import { issuerKeyRoutes } from './routes/issuer-keys.ts'
import { issuerPresentationRoutes } from './routes/issuer-presentation.ts'
import { issuerRoutes } from './routes/issuers.ts'
import { oid4vciRoutes } from './routes/oid4vci.ts'
import { oid4vciMetadataRoutes } from './routes/oid4vci-metadata.ts'
import { pathwayRoutes } from './routes/pathways.ts'
import { publicCredentialRoutes } from './routes/public-credential.ts'
import { publicIssuerRoutes } from './routes/public-issuer.ts'
import { publicPathwayRoutes } from './routes/public-pathway.ts'
import { publicPriorLearningRoutes } from './routes/public-prior-learning.ts'
import { vcApiRoutes } from './routes/vc-api.ts'
import { mountVendorRoom } from './routes/vendor-room.ts'
import { verifyRoutes } from './routes/verify.ts'
import { walletOfferApiRoutes, walletOfferRoutes } from './routes/wallet-offers.ts'
import { secureHeaders } from './secure-headers.ts'
import { schemaMissing } from './storage/d1.ts'

export function createApp(): Hono<AppEnv> {
  const app = new Hono<AppEnv>()

  app.use(requestId())
  app.use(async (c, next) => {
    const deps = createDeps(c.env)
    deps.answer ??= (request) => deps.published.answerOwn(request, async (asked) => app.fetch(asked, c.env))
    c.set('deps', deps)
    await next()
  })
  app.use(secureHeaders)
  // Before CORS, which would answer their OPTIONS: CloudEvents senders ask with it whether they may deliver.
  app.route('/hooks', hookRoutes)
  app.use(anyOrigin)
  app.use(
    methodNotAllowed({
      app,
      onMethodNotAllowed: (c, methods) =>
        refusalResponse(
          c,
          new Refusal(
            'method-not-allowed',
            `${c.req.method} does not apply here. Use ${methods.join(', ')}.`,
            {
              headers: { Allow: methods.join(', ') },
            },
          ),
          c.var.deps.origin,
        ),
    }),
  )

  app.route('/v1/issuers', issuerRoutes)
  app.route('/v1/issuers', apiKeyRoutes)
  app.route('/v1/issuers', issuerKeyRoutes)
  app.route('/v1/issuers', issuerPresentationRoutes)
  app.route('/v1/achievements', achievementRoutes)
  app.route('/v1/credentials', credentialRoutes)
  app.route('/v1', credentialPageApiRoutes)
  app.route('/v1', walletOfferApiRoutes)
  app.route('/v1/pathways', pathwayRoutes)
  mountVendorRoom(app)
  app.route('/v1/verify', verifyRoutes)
  app.route('/v1/documents', documentRoutes)
  app.route('/vc-api', vcApiRoutes)
  app.route('/', walletOfferRoutes)
  app.route('/', oid4vciRoutes)
  app.route('/', oid4vciMetadataRoutes)
  app.route('/', publicIssuerRoutes)
  app.route('/', publicPathwayRoutes)
  app.route('/', publicPriorLearningRoutes)
  // Pages before data: what does not ask for a page goes on to the signed forms.
  app.route('/', credentialPageRoutes)
  app.route('/', credentialFileRoutes)
  app.route('/', publicCredentialRoutes)
  app.route('/health', healthRoutes)
  app.route('/', docsRoutes)

  app.notFound((c) =>
    refusalResponse(c, new Refusal('not-found', 'Nothing is known at this address.'), c.var.deps.origin),
  )
  app.onError((error, c) => {
    const { origin } = c.var.deps ?? { origin: '' }
    if (error instanceof Refusal) return refusalResponse(c, error, origin)
    const id = c.get('requestId')
    console.error(JSON.stringify({ level: 'error', requestId: id, error: describe(error) }))
    if (schemaMissing(error)) {
      const detail =
        'The database of this deployment is not up to date. Its operator has to apply the migrations.'
      return refusalResponse(c, new Refusal('temporarily-unavailable', detail), origin)
    }
    const fault = error instanceof VaultError ? KEY_CHANGED : configurationFault(c.env)
    if (fault !== undefined) return refusalResponse(c, new Refusal('temporarily-unavailable', fault), origin)
    return internalErrorResponse(c, origin, id)
  })
  return app
}

/** For the log: our errors carry no secrets in their messages (see vault.ts); bodies and headers are never logged. */
function describe(error: Error): string {
  return `${error.name}: ${error.message}\n${error.stack ?? ''}`
}
