/** What the holder does with the credential: LinkedIn, share, download, QR, embed. Plain links; a script adds 'copy'. Pure. */
import { html } from 'hono/html'
import { type Html, icon } from '../layout.ts'
import type { Translate } from '../messages/en.ts'
import { iframeCode, imageCode, mailSignatureCode, markdownCode, widgetCode } from '../sharing/embed-code.ts'
import { linkedInAddToProfile, linkedInFields } from '../sharing/linkedin.ts'
import { shareLinks } from '../sharing/share-links.ts'
import type { SharedCredential } from '../sharing/shared-credential.ts'
import type { CredentialView } from './view.ts'

export function actions({ shared, report, hasJwt, wording: { t } }: CredentialView): Html {
  const path = new URL(shared.url).pathname
  const shareable = report.verdict !== 'invalid' || report.state === 'expired'
  const downloads = [
    { href: `${path}.png`, text: t('download-png') },
    { href: `${path}.svg`, text: t('download-svg') },
    { href: `${path}.pdf`, text: t('download-pdf') },
    { href: `${path}.pdf?paper=letter`, text: t('download-pdf-letter') },
    { href: `${path}.json`, text: t('download-json') },
    ...(hasJwt ? [{ href: `${path}.jwt`, text: t('download-jwt') }] : []),
  ]
  return html`<aside class="actions no-print" aria-label="${t('share')}">
${shared.visibility === 'unlisted' ? html`<p class="soft small">${t('unlisted')}</p>` : ''}
${shareable ? shareSection(shared, t) : ''}
<section class="card action"><h2>${t('download')}</h2>
<ul class="downloads">${downloads.map(({ href, text }) => html`<li><a href="${href}" download>${icon('download')} ${text}</a></li>`)}</ul>
<p class="soft small">${t('download-note')}</p>
</section>
<section class="card action"><h2>${t('qr')}</h2>
<a href="${path}/qr.svg" download><img class="qr" src="${path}/qr.svg" width="200" height="200" alt="${t('qr')}" loading="lazy"></a>
</section>
${shareable ? embedSection(shared, t) : ''}
</aside>`
}

/** Not offered for a credential that is known to be bad. */
function shareSection(shared: SharedCredential, t: Translate): Html {
  return html`<section class="card action"><h2>${t('share')}</h2>
<p><a class="button primary wide" href="${linkedInAddToProfile(shared)}" rel="noopener">${t('linkedin-add')}</a></p>
<details><summary>${t('linkedin-copy')}</summary>
<dl class="copy-fields">${linkedInFields(shared).map(({ label, value }) => html`<div><dt>${label}</dt><dd data-copy="${value}"><span dir="auto">${value}</span></dd></div>`)}</dl>
</details>
<p class="share-url mono" data-copy="${shared.url}"><span>${shared.url}</span></p>
<ul class="share-links">${shareLinks(shared).map(
    ({ name, url }) =>
      html`<li><a href="${url}" rel="noopener nofollow">${name === 'E-mail' ? t('share-mail') : t('share-on', { name })}</a></li>`,
  )}</ul>
</section>`
}

function embedSection(shared: SharedCredential, t: Translate): Html {
  return html`<section class="card action"><h2>${t('embed')}</h2>
${[
  { title: t('embed-widget'), code: widgetCode(shared) },
  { title: t('embed-iframe'), code: iframeCode(shared) },
  { title: t('embed-image'), code: imageCode(shared) },
  { title: t('embed-markdown'), code: markdownCode(shared) },
  { title: t('embed-mail'), code: mailSignatureCode(shared) },
].map(
  ({ title, code }) =>
    html`<details><summary>${title}</summary><div data-copy="${code}"><pre tabindex="0" aria-label="${title}"><code>${code}</code></pre></div></details>`,
)}
</section>`
}
