/** The verdict: a sign, a word, a sentence; and who checked it when. Pure. */
import { html } from 'hono/html'
import { type Html, icon } from '../layout.ts'
import { type CredentialView, verdictSentences } from './view.ts'

/** `[data-device]` is where the visitor's own browser writes its verdict (web/credential-page.ts). */
export function verdictPanel(view: CredentialView): Html {
  const { report, wording } = view
  const { t, time } = wording
  return html`<section class="verdict" data-state="${report.state}" aria-labelledby="verdict-word">
<div class="seal" aria-hidden="true">
<svg viewBox="0 0 64 64"><use href="/icons.svg#${ringOf(report.verdict)}"></use></svg>
${icon(report.state, 'icon seal-sign')}
</div>
<div>
<p class="verdict-word" id="verdict-word">${t(`word-${report.state}`)}</p>
${verdictSentences(view).map((sentence) => html`<p class="verdict-sentence">${sentence}</p>`)}
<p class="verdict-meta"><span>${icon('server')} ${t('checked-by-server', { when: '' })}<time datetime="${report.verifiedAt}">${time(report.verifiedAt)} UTC</time></span><span data-device hidden role="status"></span></p>
</div>
</section>`
}

function ringOf(verdict: CredentialView['report']['verdict']): string {
  return { valid: 'wreath', invalid: 'ring-broken', indeterminate: 'ring-dashed' }[verdict]
}
