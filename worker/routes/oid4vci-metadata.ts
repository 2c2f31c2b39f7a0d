/**
 * What a wallet reads of us first: metadata of the credential issuer (OpenID for Verifiable Credential Issuance 1.0, section
 * 12.2) and of its authorization server (RFC 8414), which we are too. The Credential Issuer Identifier is the address of the
 * achievement, so that a wallet shows its name and picture before the learner accepts.
 */
import type { Context } from 'hono'
import type { AppEnv } from '../app-env.ts'
import { OPEN_BADGES_CONTEXTS } from '../credential/openbadges/index.ts'
import { Hono } from '../hono.ts'
import { CREDENTIAL_FORMATS, PRE_AUTHORIZED_CODE } from '../issuing/wallet-offer.ts'
import { Refusal } from '../problem.ts'
import { taggedBody } from './public-form.ts'

const MAX_AGE_SECONDS = 240
const TYPES = ['VerifiableCredential', 'OpenBadgeCredential']

export const oid4vciMetadataRoutes = new Hono<AppEnv>()

/** Between host and path by the final text; drafts up to 15, which wallets still follow, put it at the end. */
for (const path of [
  '/.well-known/openid-credential-issuer/achievements/:id',
  '/achievements/:id/.well-known/openid-credential-issuer',
])
  oid4vciMetadataRoutes.get(path, async (c) => {
    const { deps } = c.var
    const achievement = await deps.achievements.findPublic(c.req.param('id') ?? '')
    const issuer = achievement && (await deps.issuers.find(achievement.issuerId))
    if (achievement === null || issuer === null) throw new Refusal('not-found', 'No such achievement.')
    const { name, description, inLanguage } = achievement.body
    const address = `${deps.origin}/achievements/${achievement.id}`
    const locale = inLanguage === undefined ? {} : { locale: inLanguage }
    const logo = { uri: `${address}/image.png`, alt_text: name }
    const display = [{ name, description, ...locale, logo }]
    // Drafts had `display` beside the format, the final text has it in `credential_metadata`.
    const shown = { credential_metadata: { display }, display }
    return publish(c, {
      credential_issuer: address,
      credential_endpoint: `${deps.origin}/oid4vci/credential`,
      notification_endpoint: `${deps.origin}/oid4vci/notification`,
      display: [{ name: issuer.profile.name, ...logoOf(issuer.profile.image?.url) }],
      credential_configurations_supported: {
        ldp_vc: {
          format: 'ldp_vc',
          scope: 'ldp_vc',
          credential_definition: { '@context': OPEN_BADGES_CONTEXTS, type: TYPES },
          ...shown,
        },
        jwt_vc_json: {
          format: 'jwt_vc_json',
          scope: 'jwt_vc_json',
          credential_signing_alg_values_supported: [issuer.jwtAlgorithm],
          credential_definition: { type: TYPES },
          ...shown,
        },
      },
    })
  })

for (const path of [
  '/.well-known/oauth-authorization-server/achievements/:id',
  '/achievements/:id/.well-known/oauth-authorization-server',
])
  oid4vciMetadataRoutes.get(path, async (c) => {
    const { origin, achievements } = c.var.deps
    const achievement = await achievements.findPublic(c.req.param('id') ?? '')
    if (achievement === null) throw new Refusal('not-found', 'No such achievement.')
    return publish(c, {
      issuer: `${origin}/achievements/${achievement.id}`,
      token_endpoint: `${origin}/oid4vci/token`,
      token_endpoint_auth_methods_supported: ['none'],
      grant_types_supported: [PRE_AUTHORIZED_CODE],
      'pre-authorized_grant_anonymous_access_supported': true,
      authorization_details_types_supported: ['openid_credential'],
      scopes_supported: CREDENTIAL_FORMATS,
    })
  })

function logoOf(uri: string | undefined) {
  return uri?.startsWith('https:') ? { logo: { uri } } : {}
}

function publish(c: Context<AppEnv, string>, document: object): Promise<Response> {
  return taggedBody(c, JSON.stringify(document), {
    'Content-Type': 'application/json',
    'Cache-Control': `public, max-age=${MAX_AGE_SECONDS}`,
  })
}
