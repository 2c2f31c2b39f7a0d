/**
 * Offers of a credential to a wallet: made for the issuer's own site, read by the wallet. Who has the address has the code. By
 * POST it is a VC API exchange (VCALM 1.0, section 3.6), which hands over at once and needs no tokens.
 */

import * as z from 'zod/mini'
import type { AppEnv } from '../app-env.ts'
import { body } from '../body.ts'
import { Hono } from '../hono.ts'
import {
  CREDENTIAL_FORMATS,
  credentialOffer,
  offerToWallet,
  openOffer,
  takeByCode,
} from '../issuing/wallet-offer.ts'
import { lazily } from '../lazily.ts'
import { operations } from '../openapi.ts'
import { prefersPage } from '../pages/representation.ts'
import { walletLinks } from '../pages/wallet-links.ts'
import { walletOfferGonePage, walletOfferPage } from '../pages/wallet-offer.ts'
import { Refusal } from '../problem.ts'
import { issuerIdOf, requireScope } from './auth.ts'
import { answer, wordingOf } from './credential-pages.ts'

const OfferBody = lazily(() =>
  z
    .strictObject({
      format: z
        .optional(z.enum(CREDENTIAL_FORMATS))
        .check(z.describe('ldp_vc: the JSON with embedded proof, the default. jwt_vc_json: the VC-JWT.')),
      txCode: z
        .optional(z.boolean())
        .check(
          z.describe(
            'The wallet asks the learner for six digits, which you tell them another way than the offer.',
          ),
        ),
    })
    .register(z.globalRegistry, { id: 'WalletOfferRequest' }),
)
const OfferView = /* @__PURE__ */ lazily(() =>
  z
    .object({
      credentialOfferUri: z.string(),
      credentialOffer: z.looseObject({}).check(z.describe('The same by value.')),
      walletUrl: z.string().check(z.describe('For a button or a QR code: opens an OpenID4VCI wallet.')),
      interactionUrl: z
        .string()
        .check(
          z.describe(
            'For a QR code that every camera reads: a page with buttons; for VCALM wallets, the protocols.',
          ),
        ),
      learnerCredentialWalletUrl: z
        .nullable(z.string())
        .check(
          z.describe(
            'Opens the Learner Credential Wallet; null with a transaction code, which it cannot send.',
          ),
        ),
      txCode: z.nullable(z.string()).check(z.describe('Told once.')),
      expiresAt: z.string(),
    })
    .register(z.globalRegistry, { id: 'WalletOffer' }),
)

export const walletOfferApiRoutes = new Hono<AppEnv>()
export const walletOfferRoutes = new Hono<AppEnv>()

walletOfferApiRoutes.post(
  '/credentials/:id/wallet-offer',
  requireScope('credentials:issue'),
  body(OfferBody),
  async (c) => {
    const { deps } = c.var
    const credential = await deps.credentials.find(issuerIdOf(c), c.req.param('id'))
    if (credential === null) throw new Refusal('not-found', 'No such credential.')
    const { id, achievementId } = credential
    const { format = 'ldp_vc', txCode: withTxCode = false } = c.req.valid('json')
    const { code, txCode, expiresAt } = await offerToWallet(deps, id, { format, withTxCode })
    const links = walletLinks(deps.origin, code, withTxCode)
    const byValue = credentialOffer(deps, { code, achievementId, format, hasTxCode: withTxCode })
    return c.json({ ...links, credentialOffer: byValue, txCode, expiresAt: expiresAt.toISOString() }, 201, {
      'Cache-Control': 'no-store',
    })
  },
)

walletOfferRoutes.get('/wallet-offers/:code', async (c) => {
  const { deps } = c.var
  const code = c.req.param('code')
  const offer = await openOffer(deps, code)
  const hasTxCode = typeof offer?.txCodeHash === 'string'
  const links = walletLinks(deps.origin, code, hasTxCode)
  if (prefersPage(c.req.header('accept'))) {
    const wording = await wordingOf(c)
    if (offer === null) return answer(c, walletOfferGonePage(wording), 410)
    const { achievementId, achievementVersion } = offer.credential
    const achievement = await deps.achievements.findPublic(achievementId, achievementVersion)
    const minutes = Math.ceil((Date.parse(offer.expiresAt) - deps.clock.now().getTime()) / 60_000)
    return answer(c, walletOfferPage({ links, minutes }, achievement?.body.name ?? '', wording))
  }
  c.header('Cache-Control', 'no-store')
  if (offer === null) throw noOffer()
  const { format, credential } = offer
  if (c.req.query('iuv') !== undefined)
    return c.json({
      protocols: { ...(hasTxCode ? {} : { vcapi: links.credentialOfferUri }), OID4VCI: links.walletUrl },
    })
  const { achievementId } = credential
  return c.json(credentialOffer(deps, { code, achievementId, format, hasTxCode }))
})

/** What the wallet sends is not read: nothing is asked of it. */
walletOfferRoutes.post('/wallet-offers/:code', async (c) => {
  const { deps } = c.var
  const credential = await takeByCode(deps, c.req.param('code'))
  if (credential === null) throw noOffer()
  await deps.credentialPages.noteWallet(credential.id, true, deps.clock.now())
  const presentation = `{"@context":["https://www.w3.org/ns/credentials/v2"],"type":["VerifiablePresentation"],"verifiableCredential":[${credential.embeddedProofText}]}`
  return c.body(`{"verifiablePresentation":${presentation}}`, 200, {
    'Content-Type': 'application/json',
    'Cache-Control': 'no-store',
  })
})

function noOffer(): Refusal {
  return new Refusal('not-found', 'This offer was used, is too old, or was never made. Ask for a new one.')
}

const tag = 'Wallets'

export const walletOfferOperations = /* @__PURE__ */ operations(() => [
  {
    method: 'post',
    path: '/v1/credentials/{id}/wallet-offer',
    tag,
    summary: 'Offer a credential to its holder’s wallet.',
    description:
      'By OpenID for Verifiable Credential Issuance 1.0 (pre-authorized code) and as a VC API exchange. It works once, for fifteen minutes, and voids the offer before it. Show it only to the holder: who has it gets the credential.',
    access: 'credentials:issue',
    request: { schema: OfferBody(), example: {} },
    responses: { 201: { description: 'The offer.', schema: OfferView() } },
    refusals: ['gone', 'conflict'],
  },
  {
    method: 'get',
    path: '/wallet-offers/{code}',
    tag,
    summary:
      'The Credential Offer; with ?iuv the protocols by which a wallet can take it; for browsers a page.',
    access: 'public',
    responses: { 200: { description: 'The offer.', mediaTypes: ['application/json', 'text/html'] } },
  },
  {
    method: 'post',
    path: '/wallet-offers/{code}',
    tag,
    summary: 'Take the credential by a VC API exchange: a presentation with it inside. Once.',
    access: 'public',
    responses: { 200: { description: 'The presentation.', mediaTypes: ['application/json'] } },
  },
])
