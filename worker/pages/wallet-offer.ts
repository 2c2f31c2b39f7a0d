/** 'Add to a wallet': the part of the holder's page, and the page that a phone's camera opens. No script. Pure. */
import { html } from 'hono/html'
import type { Wording } from './language.ts'
import { type Html, icon, page } from './layout.ts'
import { qrModules, qrPath } from './sharing/qr-code.ts'
import type { WalletLinks } from './wallet-links.ts'

/** An offer that was just made. */
export interface ShownOffer {
  links: WalletLinks
  minutes: number
}

export interface WalletView {
  /** Address of the holder's form. */
  action: string
  /** ISO 8601: when a wallet last took it. */
  walletAt: string | null
  offer: ShownOffer | null
  wording: Wording
}

/** Below `#wallet`, to which the form leads back. */
export function walletSection({ action, walletAt, offer, wording }: WalletView): Html {
  const { t, date } = wording
  return html`<h2 id="wallet">${t('wallet-title')}</h2>
${walletAt === null ? '' : html`<p class="notice" role="status">${icon('success')} <span>${t('wallet-taken', { date: date(walletAt) })}</span></p>`}
${
  offer === null
    ? html`<p>${t('wallet-lead')}</p>
<form method="post" action="${action}#wallet"><p class="buttons"><button class="button primary" name="wallet" value="ldp_vc">${t('wallet-button')}</button></p></form>`
    : html`<div class="wallet-offer">
<ul class="wallet-codes">
<li class="card">${qr(offer.links.walletUrl)}<p>${t('wallet-scan')}</p></li>
<li class="card">${qr(offer.links.interactionUrl)}<p>${t('wallet-scan-camera')}</p></li>
</ul>
${openButtons(offer, wording)}
<form method="post" action="${action}#wallet"><p class="buttons"><button class="button" name="wallet" value="ldp_vc">${t('wallet-again')}</button>
<button class="button" name="wallet" value="jwt_vc_json">${t('wallet-jwt')}</button></p></form>
</div>`
}
<p><small>${t('keep-wallet')}</small></p>`
}

export function walletOfferPage(offer: ShownOffer, title: string, wording: Wording): Html {
  const { t } = wording
  return message(
    wording,
    t('wallet-title'),
    html`<p class="lead" dir="auto">${t('wallet-offered', { title })}</p>${openButtons(offer, wording)}`,
  )
}

/** Used, too old, or never made. */
export function walletOfferGonePage(wording: Wording): Html {
  const { t } = wording
  return message(wording, t('wallet-gone-title'), html`<p class="lead">${t('wallet-gone')}</p>`)
}

function openButtons({ links, minutes }: ShownOffer, { t }: Wording): Html {
  return html`<p class="buttons wallet-open"><a class="button primary" href="${links.walletUrl}">${t('wallet-open')}</a>
${links.learnerCredentialWalletUrl === null ? '' : html`<a class="button" href="${links.learnerCredentialWalletUrl}">${t('wallet-open-lcw')}</a>`}</p>
<p><small>${t('wallet-once', { minutes })}</small></p>`
}

/** Told by the words beside it. Dark on white, also in dark mode: many readers fail on the inverse. */
function qr(text: string): Html {
  const modules = qrModules(text)
  const side = modules.length
  return html`<svg class="qr" aria-hidden="true" viewBox="0 0 ${side} ${side}" shape-rendering="crispEdges"><path d="M0 0H${side}V${side}H0Z" fill="#fff"/><path d="${qrPath(modules)}" fill="#000"/></svg>`
}

function message(wording: Wording, title: string, main: Html): Html {
  return page({
    title: `${title} · Laurel`,
    wording,
    head: html`<meta name="robots" content="noindex"><meta name="referrer" content="no-referrer">`,
    main: html`<section class="message"><h1>${title}</h1>${main}</section>`,
  })
}
