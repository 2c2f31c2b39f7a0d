/** The holder's own page: claim the credential, keep it, add it to a wallet, decide who sees it. It needs no script and no account. Pure. */
import { html } from 'hono/html'
import type { Wording } from './language.ts'
import { type Html, icon, page } from './layout.ts'
import { newerNote } from './newer-note.ts'
import type { Invitation } from './prior-learning-invitation.ts'
import type { Visibility } from './sharing/shared-credential.ts'
import { type ShownOffer, walletSection } from './wallet-offer.ts'

export interface HolderView {
  /** Address of the form, with the holder's key in it. */
  action: string
  title: string
  issuerName: string
  pagePath: string
  /** ISO 8601; null until the holder took it. */
  claimedAt: string | null
  walletAt: string | null
  /** Just made. */
  offer: ShownOffer | null
  /** Null while it stands. */
  revoked: { at: string | null; reason: string | null } | null
  visibility: Visibility
  /** The holder's link to the credential that took its place. */
  newerUrl: string | null
  /** To the page where the learner brings badges from elsewhere. */
  bring: Invitation | null
  saved: boolean
  /** Just now. */
  claimed: boolean
  wording: Wording
}

/** The address holds the key: no search engine, no referrer. */
const PRIVATE = html`<meta name="robots" content="noindex"><meta name="referrer" content="no-referrer">`

const CHOICES: readonly Visibility[] = ['public', 'unlisted', 'withdrawn']

export function holderPage(view: HolderView): Html {
  return view.claimedAt === null ? claimPage(view) : settingsPage(view)
}

/** A form, not a link: programs that look into mail open links, and nothing is claimed by looking. */
function claimPage(view: HolderView): Html {
  const { action, title, issuerName, pagePath, newerUrl, revoked, wording } = view
  const { t } = wording
  const look = html`<a class="button" href="${pagePath}">${t('claim-look')}</a>`
  return page({
    title: `${t('claim-title')} · Laurel`,
    wording,
    head: PRIVATE,
    main: html`<section class="message">
<h1>${t('claim-title')}</h1>
${revokedNote(view)}
${newerNote(newerUrl, wording)}
<p><img class="badge-image claim-image" src="${pagePath}.svg" alt="" width="240" height="240"></p>
<p class="lead" dir="auto">${t('claim-lead', { title, issuer: issuerName })}</p>
${
  revoked === null
    ? html`<form method="post" action="${action}">
<input type="hidden" name="claim" value="yes">
<p class="buttons"><button class="button primary" type="submit">${t('claim-button')}</button>
${look}</p>
</form>
<p><small>${t('claim-note')}</small></p>`
    : html`<p class="buttons">${look}</p>`
}
</section>`,
  })
}

/** The holder hears it before the others do. */
function revokedNote({ revoked, issuerName, wording: { t, date } }: HolderView): Html | '' {
  if (revoked === null) return ''
  const on = revoked.at === null ? '' : t('state-on', { date: date(revoked.at) })
  const reason = revoked.reason === null ? '' : t('state-reason', { reason: revoked.reason })
  return html`<p class="notice">${icon('failure')} <span dir="auto"><strong>${t('word-revoked')}.</strong> ${t('sentence-revoked', { issuer: issuerName, on })} ${reason}</span></p>`
}

/** What is revoked or withdrawn is handed to no wallet. */
export function goesToWallet({ claimedAt, revoked, visibility }: HolderView): boolean {
  return claimedAt !== null && revoked === null && visibility !== 'withdrawn'
}

function settingsPage(view: HolderView): Html {
  const { action, title, visibility, newerUrl, saved, claimed, bring, wording } = view
  const { t } = wording
  return page({
    title: `${t('holder-title')} · Laurel`,
    wording,
    head: PRIVATE,
    main: html`<section class="message">
${claimed ? html`<p class="notice" role="status">${icon('success')} <span>${t('claim-done')}</span></p>` : ''}
<h1>${t('keep-title')}</h1>
${revokedNote(view)}
${newerNote(newerUrl, wording)}
${visibility === 'withdrawn' ? html`<p class="lead"><strong>${t('holder-withdrawn')}.</strong> ${t('holder-withdrawn-help')}</p>` : files(view)}
${bring === null ? '' : html`<p><a href="${bring.url}" dir="auto">${bring.text}</a></p>`}
${goesToWallet(view) ? walletSection(view) : ''}
<h2>${t('holder-title')}</h2>
${saved ? html`<p class="notice" role="status">${icon('success')} <span>${t('holder-saved', { visibility: t(`holder-${visibility}`) })}</span></p>` : ''}
<p class="lead" dir="auto">${t('holder-lead', { title })}</p>
<form method="post" action="${action}" class="choices">
${CHOICES.map(
  (choice) =>
    html`<label class="choice card"><input type="radio" name="visibility" value="${choice}" ${choice === visibility ? 'checked' : ''}><strong>${t(`holder-${choice}`)}</strong><small>${t(`holder-${choice}-help`)}</small></label>`,
)}
<p class="buttons"><button class="button" type="submit">${t('holder-save')}</button></p>
</form>
</section>`,
  })
}

/** What is withdrawn has none: its files are answered like its page. */
function files({ title, pagePath, wording: { t } }: HolderView): Html {
  return html`<p class="lead" dir="auto">${t('keep-lead', { title })}</p>
<p class="buttons"><a class="button primary" href="${pagePath}">${t('keep-page')}</a>
<a class="button" href="${pagePath}.png" download>${t('download-png')}</a>
<a class="button" href="${pagePath}.pdf" download>${t('download-pdf')}</a>
<a class="button" href="${pagePath}.json" download>${t('download-json')}</a>
<a class="button" href="${pagePath}.jwt" download>${t('download-jwt')}</a></p>`
}

export function holderRefusedPage(wording: Wording): Html {
  const { t } = wording
  return page({
    title: `${t('holder-refused-title')} · Laurel`,
    wording,
    head: html`<meta name="robots" content="noindex">`,
    main: html`<section class="message"><h1>${t('holder-refused-title')}</h1><p class="lead">${t('holder-refused')}</p></section>`,
  })
}
