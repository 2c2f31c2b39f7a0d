/** What the world reads of an issuer: profile, DID document, keys; and of its achievements. */
import type { Context } from 'hono'
import type { AppEnv } from '../app-env.ts'
import { buildDidDocument } from '../credential/did/index.ts'
import type { PublicJwk } from '../credential/key/index.ts'
import { buildAchievement, buildProfile, OPEN_BADGES_CONTEXTS } from '../credential/openbadges/index.ts'
import type { Deps } from '../deps.ts'
import { Hono } from '../hono.ts'
import { keyUrls } from '../issuing/signing-issuer.ts'
import { type Operation, operations } from '../openapi.ts'
import { Refusal } from '../problem.ts'
import type { Issuer, IssuerKey } from '../storage/issuers.ts'
import { taggedBody } from './public-form.ts'

/** With what the edge keeps of it, five minutes in all. */
const MAX_AGE_SECONDS = 240

export const publicIssuerRoutes = new Hono<AppEnv>()

publicIssuerRoutes.get('/issuers/:id', async (c) => {
  const issuer = await c.var.deps.issuers.find(c.req.param('id'))
  if (issuer === null) throw noIssuer()
  const profile = { '@context': OPEN_BADGES_CONTEXTS, ...buildProfile(issuer.did, issuer.profile) }
  return jsonDocument(c, profile)
})

publicIssuerRoutes.get('/issuers/:id/did.json', async (c) => {
  const { deps } = c.var
  const { issuer, keys } = await findPublic(deps, c.req.param('id'))
  const document = buildDidDocument({
    did: issuer.did,
    origin: deps.origin,
    keys: keys.map(({ id, publicJwk }) => ({
      id: keyUrls(issuer, id, deps.origin).verificationMethod,
      publicKeyJwk: publicJwk as PublicJwk,
    })),
  })
  return jsonDocument(c, document)
})

publicIssuerRoutes.get('/issuers/:id/jwks.json', async (c) => {
  const { deps } = c.var
  const { issuer, keys } = await findPublic(deps, c.req.param('id'))
  const document = { keys: keys.map((key) => jwkOf(deps, issuer, key)) }
  return jsonDocument(c, document)
})

/** One JWK: what the `kid` of a VC-JWT leads to (Open Badges 3.0, section 8.2). */
publicIssuerRoutes.get('/issuers/:id/keys/:keyId', async (c) => {
  const { deps } = c.var
  const { issuer, keys } = await findPublic(deps, c.req.param('id'))
  const key = keys.find(({ id }) => id === c.req.param('keyId'))
  if (key === undefined) throw new Refusal('not-found', 'No such key, or it was revoked.')
  return jsonDocument(c, jwkOf(deps, issuer, key))
})

publicIssuerRoutes.get('/achievements/:id', async (c) => {
  const { deps } = c.var
  const asked = c.req.query('version')
  const version = asked !== undefined && /^\d{1,9}$/.test(asked) ? Number(asked) : undefined
  const achievement = await deps.achievements.findPublic(c.req.param('id'), version)
  if (achievement === null) throw new Refusal('not-found', 'No such achievement.')
  const document = {
    '@context': OPEN_BADGES_CONTEXTS,
    ...buildAchievement({
      id: `${deps.origin}/achievements/${achievement.id}`,
      version: achievement.version,
      description: achievement.body,
    }),
  }
  return jsonDocument(c, document)
})

/** Retired keys are shown, so that what they signed stays good; revoked ones are not. */
async function findPublic(deps: Deps, id: string): Promise<{ issuer: Issuer; keys: IssuerKey[] }> {
  const found = await deps.issuers.findWithKeys(id)
  if (found === null) throw noIssuer()
  return { issuer: found.issuer, keys: found.keys.filter(({ state }) => state !== 'revoked') }
}

function jwkOf({ origin }: Deps, issuer: Issuer, { id, algorithm, publicJwk }: IssuerKey) {
  return { ...publicJwk, kid: keyUrls(issuer, id, origin).kid, alg: algorithm, use: 'sig' }
}

/** Tagged by its content: a release may write the same revision otherwise. */
function jsonDocument(c: Context<AppEnv>, document: object): Promise<Response> {
  return taggedBody(c, JSON.stringify(document), {
    'Content-Type': 'application/json',
    'Cache-Control': `public, max-age=${MAX_AGE_SECONDS}`,
  })
}

function noIssuer(): Refusal {
  return new Refusal('not-found', 'No such issuer.')
}

const tag = 'Public documents'

function document(path: string, summary: string): Operation {
  return {
    method: 'get',
    path,
    tag,
    summary,
    access: 'public',
    responses: { 200: { description: 'The document.', mediaTypes: ['application/json'] } },
  }
}

export const publicIssuerOperations = /* @__PURE__ */ operations(() => [
  document('/issuers/{id}', 'The issuer as an Open Badges 3.0 Profile.'),
  document(
    '/issuers/{id}/did.json',
    'The DID document of the issuer; a did:key needs none, and gets the one that its key spells.',
  ),
  document('/issuers/{id}/jwks.json', 'The same keys as a JWK Set.'),
  document('/issuers/{id}/keys/{keyId}', 'One key as a JWK: what the kid of a VC-JWT leads to.'),
  document('/achievements/{id}', 'An achievement: its newest version, or ?version=.'),
])
