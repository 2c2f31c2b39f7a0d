/** /v1/issuers: who issues. The operator makes issuers; an issuer's own API key reads and changes its own. */

import * as z from 'zod/mini'
import type { AppEnv } from '../app-env.ts'
import { body, query } from '../body.ts'
import { Hono } from '../hono.ts'
import { exportIssuer } from '../issuing/export-issuer.ts'
import { findIssuer } from '../issuing/find-issuer.ts'
import { IssuerProfile, NewIssuer } from '../issuing/issuer-profile.ts'
import { createIssuer, issuerView, updateIssuer } from '../issuing/issuers.ts'
import { lazily } from '../lazily.ts'
import { operations } from '../openapi.ts'
import { requireOperator, requireOperatorOr } from './auth.ts'
import { createOnce } from './create-once.ts'
import { listPage, type PageRequest, pageQuery, pageResponse } from './list-page.ts'

const UpdateIssuer = lazily(() =>
  z
    .strictObject({
      profile: IssuerProfile(),
      jwtAlgorithm: z
        .optional(z.enum(['ES256', 'ES384', 'RS256']))
        .check(z.describe('By which the VC-JWT form is signed. Make a key of that algorithm first.')),
    })
    .register(z.globalRegistry, { id: 'UpdateIssuer' }),
)

const IssuerView = /* @__PURE__ */ lazily(() =>
  z
    .object({
      id: z.string(),
      did: z
        .string()
        .check(z.describe('did:web of this deployment; or the did:key of the issuer’s one key.')),
      url: z.string(),
      profile: IssuerProfile(),
      jwtAlgorithm: z
        .enum(['EdDSA', 'ES256', 'ES384', 'RS256'])
        .check(z.describe('EdDSA for a did:key identity alone, ES256 or ES384 for either kind.')),
      createdAt: z.string(),
      updatedAt: z.string(),
    })
    .register(z.globalRegistry, { id: 'Issuer' }),
)

const ListQuery = lazily(() => z.strictObject(pageQuery()))

export const issuerRoutes = new Hono<AppEnv>()

issuerRoutes.post('/', requireOperator, body(NewIssuer), (c) =>
  createOnce(c, async (once) => {
    const { deps, caller } = c.var
    const issuer = await createIssuer(deps, c.req.valid('json'), caller, once)
    return c.json(issuerView(deps, issuer), 201, { Location: `/v1/issuers/${issuer.id}` })
  }),
)

issuerRoutes.get('/', requireOperator, query(ListQuery), async (c) => {
  const { deps } = c.var
  const issuersOf = ({ before, limit }: PageRequest) => deps.issuers.list(before, limit)
  return c.json(await listPage(c.req.valid('query'), issuersOf, (issuer) => issuerView(deps, issuer)))
})

issuerRoutes.get('/:issuerId', requireOperatorOr('issuer:read'), async (c) =>
  c.json(issuerView(c.var.deps, await findIssuer(c.var.deps, c.req.param('issuerId')))),
)

issuerRoutes.put('/:issuerId', requireOperatorOr('issuer:write'), body(UpdateIssuer), async (c) => {
  const { deps, caller } = c.var
  const issuer = await updateIssuer(deps, c.req.param('issuerId'), c.req.valid('json'), caller)
  return c.json(issuerView(deps, issuer))
})

issuerRoutes.get('/:issuerId/export', requireOperatorOr('issuer:export'), async (c) =>
  c.body(await exportIssuer(c.var.deps, c.req.param('issuerId')), 200, {
    'Content-Type': 'application/x-ndjson',
    'Cache-Control': 'no-store',
  }),
)

const tag = 'Issuers'
const profile = {
  name: 'Example Academy',
  url: 'https://academy.example',
  description: 'Teaches what it practises.',
  email: 'badges@academy.example',
}

export const issuerOperations = /* @__PURE__ */ operations(() => [
  {
    method: 'post',
    path: '/v1/issuers',
    tag,
    summary: 'Make an issuer, with its identity and its signing keys.',
    description:
      'The identity is did:web, whose document lists keys that can be rotated and revoked; or, where there shall be no domain in it, did:key: one key for good (Ed25519, or by keyAlgorithm P-256 or P-384), lost with it if it is ever in other hands. It signs both forms, with the DID URL as kid; verifiers that read RS256 and ES256 only will want an ES256 key, or the embedded proof.',
    access: 'operator',
    idempotent: true,
    request: { schema: NewIssuer(), example: profile },
    responses: { 201: { description: 'The issuer.', schema: IssuerView() } },
  },
  {
    method: 'get',
    path: '/v1/issuers',
    tag,
    summary: 'List issuers, newest first.',
    access: 'operator',
    query: ListQuery(),
    responses: pageResponse(IssuerView()),
  },
  {
    method: 'get',
    path: '/v1/issuers/{issuerId}',
    tag,
    summary: 'Read an issuer.',
    access: { operatorOr: 'issuer:read' },
    responses: { 200: { description: 'The issuer.', schema: IssuerView() } },
  },
  {
    method: 'put',
    path: '/v1/issuers/{issuerId}',
    tag,
    summary:
      'Change the profile of an issuer. Credentials issued before keep the profile that they were issued with.',
    access: { operatorOr: 'issuer:write' },
    request: { schema: UpdateIssuer(), example: { profile } },
    responses: { 200: { description: 'The issuer.', schema: IssuerView() } },
    refusals: ['conflict'],
  },
  {
    method: 'get',
    path: '/v1/issuers/{issuerId}/export',
    tag,
    summary: 'All that is kept of an issuer, as lines of JSON; without private keys and tokens.',
    description: 'The last line has the kind `end` and counts the others: without it, something is missing.',
    access: { operatorOr: 'issuer:export' },
    responses: { 200: { description: 'Lines of JSON.', mediaTypes: ['application/x-ndjson'] } },
  },
])
