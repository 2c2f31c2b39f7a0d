/**
 * The page of a credential. Pure: a view in, HTML out. It works without script; with script the visitor's own browser
 * verifies again. A credential that is not valid says so before anything else.
 */
import { html } from 'hono/html'
import type { VerificationState } from '../../credential/verify/report.ts'
import { type Html, page } from '../layout.ts'
import { newerNote } from '../newer-note.ts'
import { actions } from './actions.ts'
import { checksSection } from './checks.ts'
import { credentialHead } from './head.ts'
import { hero } from './hero.ts'
import { stackSection } from './stack.ts'
import { substance } from './substance.ts'
import { verdictPanel } from './verdict-panel.ts'
import type { CredentialView } from './view.ts'

const STATES: readonly VerificationState[] = [
  'valid',
  'expired',
  'not-yet-valid',
  'revoked',
  'suspended',
  'tampered',
  'issuer-mismatch',
  'malformed',
  'recipient-mismatch',
  'unknown-issuer',
  'not-checked',
  'unsupported',
  'unsigned',
]

export function credentialPage(view: CredentialView): Html {
  const { shared, report, wording } = view
  const { t } = wording
  const word = t(`word-${report.state}`)
  const newer = newerNote(view.newerUrl, wording)
  return page({
    title:
      report.state === 'valid'
        ? `${shared.title} · ${shared.issuerName}`
        : `${word}: ${shared.title} · ${shared.issuerName}`,
    wording,
    head: credentialHead(view),
    scripts: ['/credential-page.js'],
    main: html`<article class="credential" data-credential="${new URL(shared.url).pathname}" data-state="${report.state}" data-words="${words(view)}">
${report.verdict === 'valid' ? html`${hero(view)}${verdictPanel(view)}${newer}` : html`${verdictPanel(view)}${newer}${hero(view)}`}
<div class="columns">
<div class="substance">${stackSection(view)}${substance(view)}${checksSection(view)}</div>
${actions(view)}
</div>
</article>`,
  })
}

/** Texts that the script needs, so that it has no language of its own. */
function words({ wording: { t } }: CredentialView): string {
  return JSON.stringify({
    copy: t('copy'),
    copied: t('copied'),
    share: t('share'),
    pending: t('device-pending'),
    same: t('device-same'),
    open: t('device-open'),
    differs: t('device-differs'),
    states: Object.fromEntries(STATES.map((state) => [state, t(`word-${state}`)])),
  })
}
