/** /v1/issuers/{issuerId}/keys: the signing keys. Private halves never leave. */

import * as z from 'zod/mini'
import type { AppEnv } from '../app-env.ts'
import { body } from '../body.ts'
import { Hono } from '../hono.ts'
import { findIssuer } from '../issuing/find-issuer.ts'
import { changeKeyState, keyView, rotateIssuerKey } from '../issuing/issuer-keys.ts'
import { lazily } from '../lazily.ts'
import { operations } from '../openapi.ts'
import { requireOperatorOr } from './auth.ts'
import { createOnce } from './create-once.ts'

const CreateKey = lazily(() =>
  z
    .strictObject({
      algorithm: z
        .enum(['EdDSA', 'ES256', 'ES384', 'RS256'])
        .check(
          z.describe(
            'EdDSA (Ed25519) signs embedded proofs; ES256, ES384 (P-384) or RS256 sign the VC-JWT form, whichever the issuer chose. Through the VC API all of them sign.',
          ),
        ),
    })
    .register(z.globalRegistry, { id: 'CreateKey' }),
)

const KeyView = /* @__PURE__ */ lazily(() =>
  z
    .object({
      id: z.string().check(z.describe('RFC 7638 thumbprint.')),
      algorithm: z.enum(['EdDSA', 'ES256', 'ES384', 'RS256']),
      state: z.enum(['active', 'retired', 'revoked']),
      verificationMethod: z.string(),
      kid: z
        .string()
        .check(
          z.describe(
            'A URL that answers the public key as one JWK; for a did:key issuer the DID URL of its key.',
          ),
        ),
      publicJwk: z.record(z.string(), z.unknown()),
      createdAt: z.string(),
      retiredAt: z.nullable(z.string()),
      revokedAt: z.nullable(z.string()),
    })
    .register(z.globalRegistry, { id: 'IssuerKey' }),
)

export const issuerKeyRoutes = new Hono<AppEnv>()

issuerKeyRoutes.post('/:issuerId/keys', requireOperatorOr('keys:write'), body(CreateKey), (c) =>
  createOnce(c, async (once) => {
    const { deps, caller } = c.var
    const issuer = await findIssuer(deps, c.req.param('issuerId'))
    const key = await rotateIssuerKey(deps, issuer.id, c.req.valid('json').algorithm, caller, once)
    return c.json(keyView(deps, issuer, key), 201)
  }),
)

issuerKeyRoutes.get('/:issuerId/keys', requireOperatorOr('issuer:read'), async (c) => {
  const { deps } = c.var
  const issuer = await findIssuer(deps, c.req.param('issuerId'))
  const keys = await deps.issuers.listKeys(issuer.id)
  return c.json({ items: keys.map((key) => keyView(deps, issuer, key)) })
})

for (const [verb, state] of [
  ['retire', 'retired'],
  ['revoke', 'revoked'],
] as const)
  issuerKeyRoutes.post(`/:issuerId/keys/:keyId/${verb}`, requireOperatorOr('keys:write'), async (c) => {
    const { deps, caller } = c.var
    const issuer = await findIssuer(deps, c.req.param('issuerId'))
    const key = await changeKeyState(deps, issuer.id, c.req.param('keyId'), state, caller)
    return c.json(keyView(deps, issuer, key))
  })

const tag = 'Signing keys'

export const issuerKeyOperations = /* @__PURE__ */ operations(() => [
  {
    method: 'post',
    path: '/v1/issuers/{issuerId}/keys',
    tag,
    summary: 'Make a signing key, or rotate: the active key of the same algorithm is retired.',
    description:
      'A retired key stays in the DID document, so that what it signed stays good; its private half is destroyed. The one key of a did:key issuer cannot be changed: 409.',
    access: { operatorOr: 'keys:write' },
    idempotent: true,
    request: { schema: CreateKey(), example: { algorithm: 'EdDSA' } },
    responses: { 201: { description: 'The new key: its public half.', schema: KeyView() } },
    refusals: ['conflict'],
  },
  {
    method: 'get',
    path: '/v1/issuers/{issuerId}/keys',
    tag,
    summary: 'List the signing keys of an issuer: their public halves.',
    access: { operatorOr: 'issuer:read' },
    responses: { 200: { description: 'All of them.', schema: z.object({ items: z.array(KeyView()) }) } },
  },
  {
    method: 'post',
    path: '/v1/issuers/{issuerId}/keys/{keyId}/retire',
    tag,
    summary: 'Retire a key: it signs no more, and what it signed stays good.',
    access: { operatorOr: 'keys:write' },
    responses: { 200: { description: 'The key.', schema: KeyView() } },
    refusals: ['conflict'],
  },
  {
    method: 'post',
    path: '/v1/issuers/{issuerId}/keys/{keyId}/revoke',
    tag,
    summary:
      'Revoke a key that others may have: it leaves the DID document, and whatever it signed is no longer good.',
    description:
      'Where it was active, a new key of the same algorithm takes its place; status lists are signed anew.',
    access: { operatorOr: 'keys:write' },
    responses: { 200: { description: 'The key.', schema: KeyView() } },
    refusals: ['conflict'],
  },
])
