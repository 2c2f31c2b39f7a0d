/** Who issued it: what is proven, apart from what the credential merely says. */
import type { VerificationReport } from '../../worker/credential/verify/report.ts'
import { h, icon, link } from '../page/dom.ts'
import type { Telling } from './telling.ts'

export function issuerSection(report: VerificationReport, tell: Telling): HTMLElement {
  const { t } = tell
  return h(
    'section',
    { class: 'section' },
    h('h2', {}, t('who-title')),
    h('div', { class: 'identity' }, proven(report, tell), claimed(report, tell)),
  )
}

function proven({ assurance, issuer }: VerificationReport, { t, list }: Telling): HTMLElement {
  const something = assurance === 'signature' || assurance === 'host'
  const [headline, help] = !something
    ? (['who-not-proven', 'who-not-proven-help'] as const)
    : issuer.provenDomain
      ? (['who-domain', 'who-domain-help'] as const)
      : (['who-no-domain', 'who-no-domain-help'] as const)
  const registries =
    issuer.registries === null
      ? null
      : issuer.registries.length > 0
        ? t('who-registries', { names: list(issuer.registries) })
        : t('who-no-registry')
  return h(
    'div',
    { class: 'proven' },
    h('p', { class: 'eyebrow' }, icon('issuer'), ' ', t('who-proven')),
    h('strong', {}, t(headline, { domain: issuer.provenDomain ?? '' })),
    h('p', { class: 'soft small' }, t(help)),
    something && issuer.id ? h('p', { class: 'mono soft', dir: 'ltr' }, issuer.id) : null,
    registries ? h('p', { class: 'small' }, registries) : null,
  )
}

function claimed({ issuer, credential }: VerificationReport, { t }: Telling): HTMLElement {
  const profile = credential?.issuer
  return h(
    'div',
    { class: 'claimed' },
    h('p', { class: 'eyebrow' }, t('who-claimed')),
    h('strong', {}, issuer.claimedName ?? profile?.name ?? t('unnamed')),
    profile?.description ? h('p', { class: 'small' }, profile.description) : null,
    profile?.url ? h('p', { class: 'small' }, link(profile.url)) : null,
    profile?.email ? h('p', { class: 'small' }, profile.email) : null,
    h('p', { class: 'soft small' }, t('who-name-help')),
  )
}
