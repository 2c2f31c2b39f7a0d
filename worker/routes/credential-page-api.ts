/** What an issuer sets about pages: who sees a credential's, the holder's own link, and how its credentials look. */
import type { Context } from 'hono'
import * as z from 'zod/mini'
import type { AppEnv } from '../app-env.ts'
import { body } from '../body.ts'
import type { Deps } from '../deps.ts'
import { Hono } from '../hono.ts'
import { callerName } from '../issuing/caller.ts'
import { holderUrl, renewHolderLink } from '../issuing/holder-link.ts'
import { Email } from '../issuing/issue-request.ts'
import { notifyAgain } from '../issuing/notify.ts'
import { Notify } from '../issuing/notify-body.ts'
import { lazily } from '../lazily.ts'
import { operations } from '../openapi.ts'
import { Refusal } from '../problem.ts'
import type { CredentialRecord } from '../storage/credentials.ts'
import { issuerIdOf, requireOperatorOr, requireScope } from './auth.ts'

const Visibility = lazily(() =>
  z
    .enum(['public', 'unlisted', 'withdrawn'])
    .check(
      z.describe(
        'public: search engines may list it. unlisted: who has the link sees it. withdrawn: nobody sees it.',
      ),
    ),
)

const PageBody = lazily(() =>
  z.strictObject({ visibility: Visibility() }).register(z.globalRegistry, { id: 'CredentialPageSettings' }),
)
const PageView = /* @__PURE__ */ lazily(() =>
  z
    .object({
      url: z.string(),
      visibility: Visibility(),
      claimedAt: z
        .nullable(z.string())
        .check(z.describe('When the holder took it as theirs, by their own link.')),
      walletAt: z.nullable(z.string()).check(z.describe('When a wallet last took it.')),
      notification: z
        .nullable(
          z.object({
            state: z.enum(['pending', 'sent', 'failed']),
            reason: z.nullable(z.string()).check(z.describe('A code: what the last attempt met.')),
            changedAt: z.string(),
          }),
        )
        .check(z.describe('The mail that tells the learner; null where none was asked for.')),
    })
    .register(z.globalRegistry, { id: 'CredentialPage' }),
)
const NotifyBody = lazily(() =>
  z
    .strictObject({
      email: Email().check(z.describe('The address that it was issued to.')),
      ...Notify().shape,
    })
    .register(z.globalRegistry, { id: 'NotifyRequest' }),
)
const HolderLinkBody = lazily(() =>
  z
    .strictObject({ renew: z.optional(z.boolean()).check(z.describe('Voids the links given out before.')) })
    .register(z.globalRegistry, { id: 'HolderLinkRequest' }),
)
const HolderLinkView = /* @__PURE__ */ lazily(() =>
  z
    .object({
      holderUrl: z.string().check(z.describe('For the holder alone: who has it decides who sees the page.')),
    })
    .register(z.globalRegistry, { id: 'HolderLink' }),
)

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

export const credentialPageApiRoutes = new Hono<AppEnv>()

credentialPageApiRoutes.get('/credentials/:id/page', requireScope('credentials:read'), async (c) => {
  const { deps } = c.var
  const id = await ownCredential(deps, issuerIdOf(c), c.req.param('id'))
  return c.json(await pageView(deps, id))
})

credentialPageApiRoutes.put(
  '/credentials/:id/page',
  requireScope('credentials:issue'),
  body(PageBody),
  async (c) => {
    const { deps } = c.var
    const id = await ownCredential(deps, issuerIdOf(c), c.req.param('id'))
    const { visibility } = c.req.valid('json')
    const now = deps.clock.now()
    await deps.commit([
      deps.credentialPages.setVisibility(id, visibility, now),
      deps.audit.entry({
        ...acting(c, now),
        action: 'credential.page-changed',
        target: id,
        detail: { visibility },
      }),
    ])
    return c.json(await pageView(deps, id))
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
      ? await renewHolderLink(deps, issuerIdOf(c), id, c.var.caller)
      : (await deps.credentialPages.find(id)).linkNumber
    return c.json({ holderUrl: await holderUrl(deps, id, linkNumber) }, 200, { 'Cache-Control': 'no-store' })
  },
)

credentialPageApiRoutes.post(
  '/credentials/:id/notify',
  requireScope('credentials:issue'),
  body(NotifyBody),
  async (c) => {
    const { deps } = c.var
    const credential = await findOwn(deps, issuerIdOf(c), c.req.param('id'))
    await notifyAgain(deps, credential, c.req.valid('json'), c.var.caller)
    return c.json(await pageView(deps, credential.id), 202)
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
    const [now, id] = [deps.clock.now(), await knownIssuer(deps, issuerIdOf(c))]
    await deps.commit([
      deps.credentialPages.savePresentation(id, presentation, now),
      deps.audit.entry({ ...acting(c, now), action: 'issuer.presentation-changed', target: id }),
    ])
    return c.json(presentation)
  },
)

/** For the audit log. */
function acting(c: Context<AppEnv>, at: Date) {
  return { at, issuerId: issuerIdOf(c), caller: callerName(c.var.caller) }
}

async function ownCredential(deps: Deps, issuerId: string, id: string): Promise<string> {
  return (await findOwn(deps, issuerId, id)).id
}

async function findOwn(deps: Deps, issuerId: string, id: string): Promise<CredentialRecord> {
  const credential = await deps.credentials.find(issuerId, id)
  if (credential === null) throw new Refusal('not-found', 'No such credential.')
  return credential
}

async function knownIssuer(deps: Deps, id: string): Promise<string> {
  if ((await deps.issuers.find(id)) === null) throw new Refusal('not-found', 'No such issuer.')
  return id
}

async function pageView({ origin, credentialPages, notifications }: Deps, id: string) {
  const [{ visibility, claimedAt, walletAt }, notification] = await Promise.all([
    credentialPages.find(id),
    notifications.find(id),
  ])
  return { url: `${origin}/credentials/${id}`, visibility, claimedAt, walletAt, notification }
}

const tag = 'Pages'

export const credentialPageOperations = /* @__PURE__ */ operations(() => [
  {
    method: 'get',
    path: '/v1/credentials/{id}/page',
    tag,
    summary: 'Read who may see the page of a credential.',
    access: 'credentials:read',
    responses: { 200: { description: 'The page.', schema: PageView() } },
  },
  {
    method: 'put',
    path: '/v1/credentials/{id}/page',
    tag,
    summary: 'Decide who may see the page of a credential. New ones are unlisted.',
    access: 'credentials:issue',
    request: { schema: PageBody(), example: { visibility: 'public' } },
    responses: { 200: { description: 'The page.', schema: PageView() } },
  },
  {
    method: 'post',
    path: '/v1/credentials/{id}/holder-link',
    tag,
    summary:
      'Get the link by which the holder claims it, keeps it, and decides who sees the page. For the holder alone.',
    access: 'credentials:issue',
    request: { schema: HolderLinkBody(), example: {} },
    responses: { 200: { description: 'The link.', schema: HolderLinkView() } },
  },
  {
    method: 'post',
    path: '/v1/credentials/{id}/notify',
    tag,
    summary: 'Mail the learner the link to claim it, once more or for the first time.',
    access: 'credentials:issue',
    request: { schema: NotifyBody(), example: { email: 'learner@example.org', language: 'en' } },
    responses: { 202: { description: 'The mail waits to be sent.', schema: PageView() } },
    refusals: ['gone', 'conflict'],
  },
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
