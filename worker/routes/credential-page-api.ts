/** What an issuer sets about pages: who sees a credential's, the holder's own link, and how its credentials look. */
import { Hono } from 'hono'
import * as z from 'zod'
import type { AppEnv } from '../app-env.ts'
import { body } from '../body.ts'
import type { Deps } from '../deps.ts'
import type { Operation } from '../openapi.ts'
import { holderUrl } from '../pages/holder-key.ts'
import { Refusal } from '../problem.ts'
import { issuerIdOf, requireOperatorOr, requireScope } from './auth.ts'

const Visibility = z
  .enum(['public', 'unlisted', 'withdrawn'])
  .describe(
    'public: search engines may list it. unlisted: who has the link sees it. withdrawn: nobody sees it.',
  )

const PageBody = z.strictObject({ visibility: Visibility }).meta({ id: 'CredentialPageSettings' })
const PageView = z.object({ url: z.string(), visibility: Visibility }).meta({ id: 'CredentialPage' })
const HolderLinkBody = z
  .strictObject({ renew: z.boolean().optional().describe('Voids the links given out before.') })
  .meta({ id: 'HolderLinkRequest' })
const HolderLinkView = z
  .object({ holderUrl: z.string().describe('For the holder alone: who has it decides who sees the page.') })
  .meta({ id: 'HolderLink' })

const Colour = z.string().regex(/^#[0-9a-fA-F]{6}$/, 'A colour like #1f3a5f.')
const Presentation = z
  .strictObject({
    groundColour: Colour.nullish().describe('Ground of the default badge image.'),
    accentColour: Colour.nullish().describe('Its wreath and line.'),
    linkedInOrganizationId: z
      .string()
      .regex(/^\d{1,20}$/, 'The number in the address of your LinkedIn page.')
      .nullish()
      .describe('With it, LinkedIn shows your logo beside the credential.'),
  })
  .meta({ id: 'IssuerPresentation' })

export const credentialPageApiRoutes = new Hono<AppEnv>()

credentialPageApiRoutes.get('/credentials/:id/page', requireScope('credentials:read'), async (c) => {
  const { deps } = c.var
  const id = await ownCredential(deps, issuerIdOf(c), c.req.param('id'))
  return c.json(pageView(deps, id, (await deps.credentialPages.find(id)).visibility))
})

credentialPageApiRoutes.put(
  '/credentials/:id/page',
  requireScope('credentials:issue'),
  body(PageBody),
  async (c) => {
    const { deps } = c.var
    const id = await ownCredential(deps, issuerIdOf(c), c.req.param('id'))
    const { visibility } = c.req.valid('json')
    await deps.credentialPages.setVisibility(id, visibility, deps.clock.now())
    return c.json(pageView(deps, id, visibility))
  },
)

credentialPageApiRoutes.post(
  '/credentials/:id/holder-link',
  requireScope('credentials:issue'),
  body(HolderLinkBody),
  async (c) => {
    const { deps } = c.var
    const id = await ownCredential(deps, issuerIdOf(c), c.req.param('id'))
    const { renew = false } = c.req.valid('json')
    const linkNumber = renew
      ? await deps.credentialPages.renewLink(id, deps.clock.now())
      : (await deps.credentialPages.find(id)).linkNumber
    return c.json({ holderUrl: await holderUrl(deps, id, linkNumber) }, 200, { 'Cache-Control': 'no-store' })
  },
)

credentialPageApiRoutes.get('/issuers/:issuerId/presentation', requireOperatorOr('issuer:read'), async (c) =>
  c.json(await c.var.deps.credentialPages.findPresentation(await knownIssuer(c.var.deps, issuerIdOf(c)))),
)

credentialPageApiRoutes.put(
  '/issuers/:issuerId/presentation',
  requireOperatorOr('issuer:write'),
  body(Presentation),
  async (c) => {
    const { deps } = c.var
    const { groundColour = null, accentColour = null, linkedInOrganizationId = null } = c.req.valid('json')
    const presentation = { groundColour, accentColour, linkedInOrganizationId }
    await deps.credentialPages.savePresentation(
      await knownIssuer(deps, issuerIdOf(c)),
      presentation,
      deps.clock.now(),
    )
    return c.json(presentation)
  },
)

async function ownCredential(deps: Deps, issuerId: string, id: string): Promise<string> {
  if ((await deps.credentials.find(issuerId, id)) === null)
    throw new Refusal('not-found', 'No such credential.')
  return id
}

async function knownIssuer(deps: Deps, id: string): Promise<string> {
  if ((await deps.issuers.find(id)) === null) throw new Refusal('not-found', 'No such issuer.')
  return id
}

function pageView({ origin }: Deps, id: string, visibility: z.infer<typeof Visibility>) {
  return { url: `${origin}/credentials/${id}`, visibility }
}

const tag = 'Pages'

export const credentialPageOperations: Operation[] = [
  {
    method: 'get',
    path: '/v1/credentials/{id}/page',
    tag,
    summary: 'Read who may see the page of a credential.',
    access: 'credentials:read',
    responses: { 200: { description: 'The page.', schema: PageView } },
  },
  {
    method: 'put',
    path: '/v1/credentials/{id}/page',
    tag,
    summary: 'Decide who may see the page of a credential. New ones are unlisted.',
    access: 'credentials:issue',
    request: { schema: PageBody, example: { visibility: 'public' } },
    responses: { 200: { description: 'The page.', schema: PageView } },
  },
  {
    method: 'post',
    path: '/v1/credentials/{id}/holder-link',
    tag,
    summary: 'Get the link by which the holder decides who sees the page. Send it to the holder alone.',
    access: 'credentials:issue',
    request: { schema: HolderLinkBody, example: {} },
    responses: { 200: { description: 'The link.', schema: HolderLinkView } },
  },
  {
    method: 'get',
    path: '/v1/issuers/{issuerId}/presentation',
    tag,
    summary: 'Read how the credentials of an issuer look.',
    access: { operatorOr: 'issuer:read' },
    responses: { 200: { description: 'The presentation.', schema: Presentation } },
  },
  {
    method: 'put',
    path: '/v1/issuers/{issuerId}/presentation',
    tag,
    summary: 'Set colours of default badge images, and the LinkedIn page whose logo is shown.',
    access: { operatorOr: 'issuer:write' },
    request: {
      schema: Presentation,
      example: { groundColour: '#1f3a5f', accentColour: '#e6c887', linkedInOrganizationId: '1035' },
    },
    responses: { 200: { description: 'The presentation.', schema: Presentation } },
  },
]
