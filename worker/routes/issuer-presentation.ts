/** /v1/issuers/{issuerId}/presentation: how the credentials of an issuer look. */
import * as z from 'zod/mini'
import type { AppEnv } from '../app-env.ts'
import { body } from '../body.ts'
import { Hono } from '../hono.ts'
import { callerName } from '../issuing/caller.ts'
import { findIssuer } from '../issuing/find-issuer.ts'
import { lazily } from '../lazily.ts'
import { operations } from '../openapi.ts'
import { requireOperatorOr } from './auth.ts'

const Colour = lazily(() => z.string().check(z.regex(/^#[0-9a-fA-F]{6}$/, 'A colour like #1f3a5f.')))
const Presentation = lazily(() =>
  z
    .strictObject({
      groundColour: z.nullish(Colour()).check(z.describe('Ground of the default badge image.')),
      accentColour: z.nullish(Colour()).check(z.describe('Its wreath and line.')),
      linkedInOrganizationId: z
        .nullish(z.string().check(z.regex(/^\d{1,20}$/, 'The number in the address of your LinkedIn page.')))
        .check(z.describe('With it, LinkedIn shows your logo beside the credential.')),
    })
    .register(z.globalRegistry, { id: 'IssuerPresentation' }),
)

export const issuerPresentationRoutes = new Hono<AppEnv>()

issuerPresentationRoutes.get('/:issuerId/presentation', requireOperatorOr('issuer:read'), async (c) => {
  const { id } = await findIssuer(c.var.deps, c.req.param('issuerId'))
  return c.json(await c.var.deps.credentialPages.findPresentation(id))
})

issuerPresentationRoutes.put(
  '/:issuerId/presentation',
  requireOperatorOr('issuer:write'),
  body(Presentation),
  async (c) => {
    const { deps, caller } = c.var
    const { groundColour = null, accentColour = null, linkedInOrganizationId = null } = c.req.valid('json')
    const presentation = { groundColour, accentColour, linkedInOrganizationId }
    const { id } = await findIssuer(deps, c.req.param('issuerId'))
    const at = deps.clock.now()
    const audit = { at, issuerId: id, caller: callerName(caller), target: id }
    await deps.commit([
      deps.credentialPages.savePresentation(id, presentation, at),
      deps.audit.entry({ ...audit, action: 'issuer.presentation-changed' }),
    ])
    return c.json(presentation)
  },
)

const tag = 'Pages'

export const issuerPresentationOperations = /* @__PURE__ */ operations(() => [
  {
    method: 'get',
    path: '/v1/issuers/{issuerId}/presentation',
    tag,
    summary: 'Read how the credentials of an issuer look.',
    access: { operatorOr: 'issuer:read' },
    responses: { 200: { description: 'The presentation.', schema: Presentation() } },
  },
  {
    method: 'put',
    path: '/v1/issuers/{issuerId}/presentation',
    tag,
    summary: 'Set colours of default badge images, and the LinkedIn page whose logo is shown.',
    access: { operatorOr: 'issuer:write' },
    request: {
      schema: Presentation(),
      example: { groundColour: '#1f3a5f', accentColour: '#e6c887', linkedInOrganizationId: '1035' },
    },
    responses: { 200: { description: 'The presentation.', schema: Presentation() } },
  },
])
