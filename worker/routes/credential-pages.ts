/**
 * /credentials/{id} for people: the page, the card for frames, the live badge, and the holder's own form. What asks for
 * data is passed on to the signed forms (public-credential.ts).
 */
import type { Context } from 'hono'
import type { AppEnv } from '../app-env.ts'
import type { Deps } from '../deps.ts'
import { Hono } from '../hono.ts'
import { claimCredential } from '../issuing/claim-credential.ts'
import { holderUrl, isHolderKey } from '../issuing/holder-link.ts'
import { CREDENTIAL_FORMATS, OFFER_SECONDS, offerToWallet } from '../issuing/wallet-offer.ts'
import { credentialPage } from '../pages/credential/credential-page.ts'
import { embedPage } from '../pages/embed-page.ts'
import { goesToWallet, type HolderView, holderPage, holderRefusedPage } from '../pages/holder-page.ts'
import { textsFrom, type Wording, wordingFor } from '../pages/language.ts'
import { type Html, pagePolicy } from '../pages/layout.ts'
import { type LoadedCredential, loadCredential } from '../pages/load-credential.ts'
import { loadStack } from '../pages/load-stack.ts'
import { type Absence, absencePage } from '../pages/message-page.ts'
import { priorLearningInvitation } from '../pages/prior-learning-invitation.ts'
import { prefersPage } from '../pages/representation.ts'
import { oembedResponse } from '../pages/sharing/oembed.ts'
import type { Visibility } from '../pages/sharing/shared-credential.ts'
import { statusBadgeSvg } from '../pages/sharing/status-badge.ts'
import { walletLinks } from '../pages/wallet-links.ts'
import { Refusal } from '../problem.ts'
import type { CredentialRecord } from '../storage/credentials.ts'
import { taggedBody } from './public-form.ts'

/** The shape of a credential's id. */
export const CREDENTIAL_ID = '[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}'
const ABSENCE_STATUS = { 'not-found': 404, withdrawn: 410, erased: 410 } as const
const VISIBILITIES: readonly Visibility[] = ['public', 'unlisted', 'withdrawn']

export const credentialPageRoutes = new Hono<AppEnv>()

credentialPageRoutes.get('/credentials/:id', async (c, next) => {
  // A file is asked for by its name, also by a browser that says it likes pages best.
  if (!wantsPage(c) || c.req.param('id').includes('.')) return next()
  const wording = await wordingOf(c)
  const loaded = await load(c, c.req.param('id'), wording)
  if (!loaded.found) return absent(c, loaded.absence, wording)
  const stack = await loadStack(c.var.deps, loaded.record)
  const newer = await findNewer(c.var.deps, loaded.record)
  return answer(
    c,
    credentialPage({ ...loaded.view, stack, newerUrl: newer === null ? null : `/credentials/${newer.id}` }),
  )
})

credentialPageRoutes.get(`/credentials/:id{${CREDENTIAL_ID}}/embed`, async (c) => {
  const wording = await wordingOf(c)
  const loaded = await load(c, c.req.param('id'), wording)
  if (!loaded.found) return absent(c, loaded.absence, wording, '*')
  return answer(c, embedPage(loaded.view), 200, '*')
})

/** At most a minute old, wherever it is shown. Its language is `?lang=` alone: what is shown to many is kept for many. */
credentialPageRoutes.get(`/credentials/:id{${CREDENTIAL_ID}}/badge.svg`, async (c) => {
  const wording = await wordingFor(c.req.query('lang'), undefined, textsFrom(c.env.ASSETS))
  const loaded = await load(c, c.req.param('id'), wording)
  const svg = loaded.found
    ? statusBadgeSvg({ title: loaded.view.shared.title, state: loaded.view.report.state, wording })
    : statusBadgeSvg({ title: wording.t('badge-nothing'), state: loaded.absence, wording })
  const headers = { 'Content-Type': 'image/svg+xml', 'Cache-Control': 'public, max-age=60, s-maxage=60' }
  return loaded.found ? taggedBody(c, svg, headers) : c.body(svg, ABSENCE_STATUS[loaded.absence], headers)
})

credentialPageRoutes.get('/oembed', async (c) => {
  const { origin } = c.var.deps
  const url = URL.parse(c.req.query('url') ?? '')
  const id = new RegExp(`^/credentials/(${CREDENTIAL_ID})$`).exec(url?.pathname ?? '')?.[1]
  if (url?.origin !== origin || id === undefined)
    throw new Refusal('not-found', `url: the address of a credential of ${origin}.`)
  if ((c.req.query('format') ?? 'json') !== 'json')
    throw new Refusal('not-acceptable', 'format: json is the only one.')
  const loaded = await load(c, id, await wordingOf(c))
  if (!loaded.found)
    throw loaded.absence === 'not-found' ? new Refusal('not-found', 'No such credential.') : withdrawn()
  return c.json(
    oembedResponse(loaded.view.shared, {
      ...limit(c, 'maxwidth', 'maxWidth'),
      ...limit(c, 'maxheight', 'maxHeight'),
    }),
    200,
    {
      'Cache-Control': 'public, max-age=60',
    },
  )
})

credentialPageRoutes.get(`/credentials/:id{${CREDENTIAL_ID}}/holder`, async (c) => {
  const wording = await wordingOf(c)
  const holder = await findHolder(c, wording)
  return holder === null ? secretly(c, holderRefusedPage(wording), 404) : secretly(c, holderPage(holder.view))
})

credentialPageRoutes.post(`/credentials/:id{${CREDENTIAL_ID}}/holder`, async (c) => {
  const { deps } = c.var
  const wording = await wordingOf(c)
  const holder = await findHolder(c, wording)
  if (holder === null) return secretly(c, holderRefusedPage(wording), 404)
  const form = await c.req.parseBody().catch(() => ({}) as Record<string, unknown>)
  if (form.claim === 'yes') {
    const claimedAt = holder.view.claimedAt ?? (await claimCredential(deps, holder.record))
    return secretly(c, holderPage({ ...holder.view, claimedAt, claimed: true }))
  }
  const format = CREDENTIAL_FORMATS.find((known) => known === form.wallet)
  if (format !== undefined && goesToWallet(holder.view)) {
    const { code } = await offerToWallet(deps, holder.record.id, { format })
    const offer = { links: walletLinks(deps.origin, code), minutes: OFFER_SECONDS / 60 }
    return answer(c, holderPage({ ...holder.view, offer }))
  }
  const visibility = VISIBILITIES.find((choice) => choice === form.visibility)
  if (visibility === undefined) return secretly(c, holderPage(holder.view), 422)
  const { id: target, issuerId } = holder.record
  const at = deps.clock.now()
  const action = 'credential.page-changed'
  await deps.commit([
    deps.credentialPages.setVisibility(target, visibility, at),
    deps.audit.entry({ at, issuerId, caller: 'holder', action, target, detail: { visibility } }),
  ])
  return secretly(c, holderPage({ ...holder.view, visibility, saved: true }))
})

/** Null where the key opens nothing: one answer for every reason. */
async function findHolder(
  c: Context<AppEnv, string>,
  wording: Wording,
): Promise<{ record: CredentialRecord; view: HolderView } | null> {
  const { deps } = c.var
  const id = c.req.param('id') ?? ''
  const record = await deps.credentials.findPublic(id)
  const { visibility, linkNumber, claimedAt, walletAt } = await deps.credentialPages.find(id)
  const key = c.req.query('key') ?? ''
  if (!(await isHolderKey(deps, id, linkNumber, key)) || record === null || record.embeddedProofText === null)
    return null
  const [achievement, issuer, newer] = await Promise.all([
    deps.achievements.findPublic(record.achievementId, record.achievementVersion),
    deps.issuers.find(record.issuerId),
    findNewer(deps, record),
  ])
  return {
    record,
    view: {
      action: `/credentials/${id}/holder?${new URLSearchParams({ key, lang: wording.language })}`,
      title: achievement?.body.name ?? '',
      issuerName: issuer?.profile.name ?? '',
      pagePath: `/credentials/${id}`,
      claimedAt,
      walletAt,
      offer: null,
      revoked: record.state === 'revoked' ? { at: record.stateChangedAt, reason: record.stateReason } : null,
      visibility,
      newerUrl: newer === null ? null : await holderUrl(deps, newer.id, newer.linkNumber),
      bring: issuer && (await priorLearningInvitation(deps, issuer, wording, { credential: id, key })),
      saved: false,
      claimed: false,
      wording,
    },
  }
}

/** A round trip only where there is one. */
async function findNewer(deps: Deps, { id, replacedBy }: CredentialRecord) {
  return replacedBy === null ? null : await deps.replacements.findNewer(id)
}

export async function load(
  c: Context<AppEnv, string>,
  id: string,
  wording: Wording,
): Promise<LoadedCredential> {
  if (!new RegExp(`^${CREDENTIAL_ID}$`).test(id)) return { found: false, absence: 'not-found' }
  return loadCredential(c.var.deps, id, wording)
}

export function wordingOf(c: Context<AppEnv, string>): Promise<Wording> {
  return wordingFor(c.req.query('lang'), c.req.header('accept-language'), textsFrom(c.env.ASSETS))
}

export function withdrawn(): Refusal {
  return new Refusal(
    'gone',
    'It is not shown here: its holder withdrew it, or its data was erased. Copies can still be verified.',
  )
}

function wantsPage(c: Context<AppEnv, string>): boolean {
  return prefersPage(c.req.header('accept'), c.req.header('user-agent'))
}

function absent(
  c: Context<AppEnv, string>,
  absence: Absence,
  wording: Wording,
  ancestors: "'none'" | '*' = "'none'",
) {
  return answer(c, absencePage(absence, wording), ABSENCE_STATUS[absence], ancestors)
}

/** Never kept: the verdict is of this moment. */
export function answer(
  c: Context<AppEnv, string>,
  body: Html,
  status: 200 | 404 | 410 | 422 = 200,
  ancestors: "'none'" | '*' = "'none'",
  caching = 'no-cache',
) {
  c.header('Content-Security-Policy', pagePolicy(ancestors))
  c.header('Cache-Control', caching)
  c.header('Vary', 'Accept, Accept-Language, User-Agent')
  c.header('Referrer-Policy', 'no-referrer')
  return c.html(body, status)
}

/** Behind the holder's own address: no cache keeps it. */
function secretly(c: Context<AppEnv, string>, body: Html, status: 200 | 404 | 422 = 200) {
  return answer(c, body, status, "'none'", 'private, no-store')
}

function limit<Name extends string>(
  c: Context<AppEnv, string>,
  parameter: string,
  name: Name,
): Partial<Record<Name, number>> {
  const value = Number(c.req.query(parameter))
  return Number.isInteger(value) && value > 0 ? ({ [name]: value } as Partial<Record<Name, number>>) : {}
}
