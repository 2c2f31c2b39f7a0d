/** What a stacked credential is made of, each with its present state; and the pathways that a credential counts towards. Pure. */
import { html } from 'hono/html'
import type { PublicComponent } from '../../storage/pathway-awards.ts'
import { type Html, icon } from '../layout.ts'
import type { PageMessageKey } from '../messages/en.ts'
import { isSafeLink } from '../prose.ts'
import { outside, section } from './substance.ts'
import type { CredentialStack, CredentialView } from './view.ts'

export function stackSection({ shared, stack, wording: { t } }: CredentialView): Html | '' {
  if (stack === undefined) return ''
  const { components, pathways } = stack
  return html`${
    components.length === 0
      ? ''
      : section(
          t('made-of'),
          html`<p class="soft">${t('made-of-lead')}</p>
<ul class="checks">${components.map((component) => componentItem(component, stack, t))}</ul>
<p><a href="${new URL(shared.url).pathname}/transcript">${icon('file')} ${t('transcript')}</a></p>`,
        )
  }
${
  pathways.length === 0
    ? ''
    : section(
        t('counts-towards'),
        html`<ul class="skills">${pathways.map(({ name, url }) => html`<li><a href="${new URL(url).pathname}" dir="auto">${name}</a></li>`)}</ul>`,
      )
}`
}

function componentItem(
  component: PublicComponent,
  { now }: CredentialStack,
  t: CredentialView['wording']['t'],
): Html {
  const { name, credentialId, badgeId, isShown } = component
  const [outcome, word] = stateOf(component, now)
  const title =
    credentialId !== null && isShown
      ? html`<a href="/credentials/${credentialId}" dir="auto">${name}</a>`
      : badgeId !== null && isSafeLink(badgeId)
        ? outside(badgeId, name)
        : html`<span dir="auto">${name}</span>`
  return html`<li class="check-row" data-outcome="${outcome}"><span class="check-icon">${icon(outcome)}</span>
<span class="check-name">${title}</span>
<span class="check-outcome">${t(word)}</span></li>`
}

/** As the issuer knows it; its own page verifies it. */
function stateOf({ state, validUntil }: PublicComponent, now: Date): [outcome: string, word: PageMessageKey] {
  if (state === null) return ['skipped', 'component-elsewhere']
  if (state !== 'active') return ['failure', `word-${state}`]
  if (validUntil !== null && Date.parse(validUntil) <= now.getTime()) return ['indeterminate', 'word-expired']
  return ['success', 'component-active']
}
