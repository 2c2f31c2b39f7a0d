/** The badge, its name, who gave it when. Pure. */
import { html } from 'hono/html'
import { type Html, icon } from '../layout.ts'
import type { CredentialView } from './view.ts'

export function hero(view: CredentialView): Html {
  const { shared, credential, report, wording } = view
  const { t, date } = wording
  const { provenDomain } = report.issuer
  const expired = report.state === 'expired'
  const type = credential.achievement?.achievementType
  return html`<section class="credential-hero" data-state="${report.state}">
<img class="badge-image" src="${new URL(shared.url).pathname}/image" width="400" height="400" alt="${credential.image?.caption ?? shared.title}" fetchpriority="high">
<div class="credential-name">
${type ? html`<p class="eyebrow">${spaced(type)}</p>` : ''}
<h1 dir="auto">${shared.title}</h1>
<dl class="credential-facts">
<div><dt>${t('issued-by')}</dt><dd><strong dir="auto">${shared.issuerName}</strong>
<span class="proof-note">${
    provenDomain === null
      ? html`${icon('unknown-issuer')} ${t('claimed-only')}`
      : html`${icon('globe')} ${t('proven', { domain: provenDomain })}`
  }</span></dd></div>
${credential.recipient.name === null || shared.visibility === 'withdrawn' ? '' : fact(t('issued-to'), html`<span dir="auto">${credential.recipient.name}</span>`)}
${shared.awardedAt ? fact(t('issued'), html`<time datetime="${shared.awardedAt}">${date(shared.awardedAt)}</time>`) : ''}
${
  shared.expiresAt
    ? fact(
        t(expired ? 'expired-on' : 'expires'),
        html`<time datetime="${shared.expiresAt}">${date(shared.expiresAt)}</time>`,
      )
    : fact(t('expires'), t('no-expiry'))
}
${credential.creditsEarned === null ? '' : fact(t('credits'), String(credential.creditsEarned))}
</dl>
</div>
</section>`
}

function fact(name: string, value: Html | string): Html {
  return html`<div><dt>${name}</dt><dd>${value}</dd></div>`
}

/** `MicroCredential` → `Micro Credential`; `ext:Summer-School` → `Summer-School`. */
function spaced(type: string): string {
  return type.replace(/^ext:/, '').replaceAll(/(\p{Ll})(\p{Lu})/gu, '$1 $2')
}
