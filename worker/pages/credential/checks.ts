/** Every check with its result and its reasons, as the verifier reported them. Pure. */
import { html } from 'hono/html'
import type { Check } from '../../credential/verify/report.ts'
import { type Html, icon } from '../layout.ts'
import type { PageMessageKey } from '../messages/en.ts'
import { section } from './substance.ts'
import type { CredentialView } from './view.ts'

/** A raw credential longer than this is left to the download. */
const MAX_RAW_CHARACTERS = 60_000

export function checksSection({ report, text, shared, wording }: CredentialView): Html {
  const { t } = wording
  const done = report.checks.filter(({ outcome }) => outcome !== 'skipped')
  const raw = text.length <= MAX_RAW_CHARACTERS ? indented(text) : null
  return section(
    t('checks'),
    html`<p class="soft">${t('checks-lead')}</p>
<ul class="checks">${done.map((check) => checkItem(check, wording))}</ul>
<details class="technical"><summary>${icon('chevron', 'icon turns')} ${t('technical')}</summary>
<dl class="facts mono">${factRows(done)}</dl>
<h3>${t('raw')}</h3>
${raw === null ? html`<p><a href="${new URL(shared.url).pathname}.json">${t('download-json')}</a></p>` : html`<pre class="raw" tabindex="0" aria-label="${t('raw')}">${raw}</pre>`}
</details>`,
  )
}

function checkItem(check: Check, { t, finding }: CredentialView['wording']): Html {
  const reasons = check.problems.map((problem) => html`<span class="check-reason">${finding(problem)}</span>`)
  return html`<li class="check-row" data-outcome="${check.outcome}"><span class="check-icon">${icon(check.outcome)}</span>
<span class="check-name">${t(nameOf(check))}</span>
<span class="check-outcome">${t(`outcome-${check.outcome}`)}</span>${reasons}</li>`
}

/** A credential may have an entry each for revocation and suspension. */
function nameOf({ id, facts }: Check): PageMessageKey {
  return id === 'status' && facts.statusPurpose === 'suspension' ? 'check-suspension' : `check-${id}`
}

function factRows(checks: readonly Check[]): Html[] {
  return checks.flatMap(({ id, subject, facts }) =>
    Object.entries(facts).map(
      ([name, value]) =>
        html`<dt>${subject ?? id} · ${name}</dt><dd>${typeof value === 'string' ? value : JSON.stringify(value)}</dd>`,
    ),
  )
}

function indented(text: string): string {
  try {
    return JSON.stringify(JSON.parse(text), null, 2)
  } catch {
    return text
  }
}
