/** What an issuer sets about a credential's page: who sees it, the holder's own link, the mail with it. */
import * as z from 'zod/mini'
import type { AppEnv } from '../app-env.ts'
import { body } from '../body.ts'
import type { Deps } from '../deps.ts'
import { Hono } from '../hono.ts'
import { callerName } from '../issuing/caller.ts'
import { findCredential } from '../issuing/find-credential.ts'
import { holderUrl, renewHolderLink } from '../issuing/holder-link.ts'
import { Email } from '../issuing/issue-request.ts'
import { notifyAgain } from '../issuing/notify.ts'
import { Notify } from '../issuing/notify-body.ts'
import { lazily } from '../lazily.ts'
import { operations } from '../openapi.ts'
import { issuerIdOf, requireScope } from './auth.ts'

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

export const credentialPageApiRoutes = new Hono<AppEnv>()

credentialPageApiRoutes.get('/credentials/:id/page', requireScope('credentials:read'), async (c) => {
  const { deps } = c.var
  const { id } = await findCredential(deps, issuerIdOf(c), c.req.param('id'))
  return c.json(await pageView(deps, id))
})

credentialPageApiRoutes.put(
  '/credentials/:id/page',
  requireScope('credentials:issue'),
  body(PageBody),
  async (c) => {
    const { deps, caller } = c.var
    const { id, issuerId } = await findCredential(deps, issuerIdOf(c), c.req.param('id'))
    const { visibility } = c.req.valid('json')
    const at = deps.clock.now()
    const audit = { at, issuerId, caller: callerName(caller), target: id, detail: { visibility } }
    await deps.commit([
      deps.credentialPages.setVisibility(id, visibility, at),
      deps.audit.entry({ ...audit, action: 'credential.page-changed' }),
    ])
    return c.json(await pageView(deps, id))
  },
)

credentialPageApiRoutes.post(
  '/credentials/:id/holder-link',
  requireScope('credentials:issue'),
  body(HolderLinkBody),
  async (c) => {
    const { deps, caller } = c.var
    const { id, issuerId } = await findCredential(deps, issuerIdOf(c), c.req.param('id'))
    const { renew = false } = c.req.valid('json')
    const linkNumber = renew
      ? await renewHolderLink(deps, issuerId, id, caller)
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
    const credential = await findCredential(deps, issuerIdOf(c), c.req.param('id'))
    await notifyAgain(deps, credential, c.req.valid('json'), c.var.caller)
    return c.json(await pageView(deps, credential.id), 202)
  },
)

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
])
