/** The verdict: seal, word, the sentence to repeat, and what to do. Colour never says it alone. */
import type { VerificationReport, VerificationState } from '../../worker/credential/verify/report.ts'
import { h, icon } from '../page/dom.ts'
import type { MessageKey } from '../page/i18n.ts'
import type { Telling } from './telling.ts'

/** Only what is valid wears the wreath; a broken ring for what cannot be believed; dashes for what is not known. */
const SEALS: Record<VerificationState, 'wreath' | 'ring' | 'ring-broken' | 'ring-dashed'> = {
  valid: 'wreath',
  expired: 'ring',
  'not-yet-valid': 'ring',
  revoked: 'ring',
  suspended: 'ring',
  tampered: 'ring-broken',
  'issuer-mismatch': 'ring-broken',
  malformed: 'ring-broken',
  'recipient-mismatch': 'ring',
  'unknown-issuer': 'ring-dashed',
  'not-checked': 'ring-dashed',
  unsupported: 'ring-dashed',
  unsigned: 'ring-dashed',
}

/** Nothing was read, so there is nothing but the reason to show: no credential in it, or a link that did not open. */
export function isUnreadable(report: VerificationReport): boolean {
  return report.checks.some((check) => check.id === 'parse' && check.outcome !== 'success')
}

export function verdictWord(report: VerificationReport, { t }: Telling): string {
  if (report.assurance === 'link') return t('word-link')
  if (!isUnreadable(report)) return t(`word-${report.state}`)
  return t(report.verdict === 'invalid' ? 'word-unreadable' : 'word-unreached')
}

export interface Checked {
  report: VerificationReport
  /** When this page last saw the status list that it could not reach now; null when never, or not needed. */
  statusSeenAt: string | null
}

export function verdictCard(checked: Checked, tell: Telling): HTMLElement {
  const { report } = checked
  const { t, ago, dateTime } = tell
  return h(
    'div',
    { class: 'verdict', 'data-state': report.state },
    h(
      'div',
      { class: 'seal' },
      icon(SEALS[report.state], `seal-ring ${SEALS[report.state]}`),
      icon(report.state, 'icon seal-sign'),
    ),
    h(
      'div',
      {},
      h('h2', { class: 'verdict-word', tabindex: -1 }, verdictWord(report, tell)),
      h(
        'p',
        { class: 'verdict-sentence' },
        withoutWord(verdictSentence(checked, tell), verdictWord(report, tell)),
      ),
      whatToDo(report, tell),
      h(
        'p',
        { class: 'verdict-meta' },
        h('span', {}, icon('device'), ` ${t('checked-on-device')}`),
        h(
          'time',
          { datetime: report.verifiedAt, title: dateTime(report.verifiedAt) },
          t('checked-at', { when: ago(report.verifiedAt) }),
        ),
        navigator.onLine ? null : h('span', {}, icon('not-checked'), ` ${t('offline')}`),
      ),
    ),
  )
}

function whatToDo(report: VerificationReport, { t }: Telling): HTMLElement | null {
  if (report.state === 'valid' || isUnreadable(report)) return null
  return h('p', { class: 'verdict-do' }, t(`do-${report.state}` as MessageKey))
}

/** The word stands above the sentence already: 'Expired. It was …' need not say it twice. */
export function withoutWord(sentence: string, word: string): string {
  const rest = sentence.startsWith(word) ? sentence.slice(word.length) : ''
  return /^[.。]\s*\S/.test(rest) ? rest.replace(/^[.。]\s*/, '') : sentence
}

/** In one breath: what it is, who issued it and what proves that, when, and whether it still holds. */
export function verdictSentence({ report, statusSeenAt }: Checked, tell: Telling): string {
  const { t, problem, sentence, date } = tell
  if (isUnreadable(report)) {
    const failed = report.checks.find((check) => check.id === 'parse')
    return failed?.problems.map(problem).join(' ') || sentence(report)
  }
  if (report.state === 'valid') {
    const until = report.credential?.validUntil
    return [
      issuance(report, tell),
      revocation(report, tell),
      until && t('valid-until-date', { date: date(until) }),
    ]
      .filter(Boolean)
      .join(' ')
  }
  const parts = [reason(report, tell) ?? sentence(report)]
  if (signatureHolds(report) && TIME_AND_STATUS.has(report.state)) parts.push(issuance(report, tell))
  if (statusSeenAt && report.state === 'not-checked')
    parts.push(t('not-revoked-offline', { when: tell.ago(statusSeenAt) }))
  return parts.filter(Boolean).join(' ')
}

/** States in which the credential is genuine, and something else stands against it. */
const TIME_AND_STATUS: ReadonlySet<VerificationState> = new Set([
  'expired',
  'not-yet-valid',
  'revoked',
  'suspended',
  'recipient-mismatch',
])

function signatureHolds(report: VerificationReport): boolean {
  return report.assurance === 'signature' || report.assurance === 'host'
}

function issuance({ assurance, issuer, credential }: VerificationReport, { t, date }: Telling): string {
  const name = issuer.claimedName ?? credential?.issuer.name ?? issuer.id ?? t('unnamed')
  const domain = issuer.provenDomain
  const on = credential?.awardedDate ?? credential?.validFrom ?? null
  if (assurance === 'host' && domain) return t('issued-host', { name, domain })
  const params = { name, domain: domain ?? '', date: date(on) }
  if (domain) return t(on ? 'issued-proven' : 'issued-proven-undated', params)
  return t(on ? 'issued-claimed' : 'issued-claimed-undated', params)
}

/** Says 'not revoked' only of a status that was looked at, and when the list was given out by its origin. */
function revocation(report: VerificationReport, { t, ago }: Telling): string | null {
  const looked = report.checks.filter((check) => check.id === 'status')
  if (looked.some((check) => check.outcome === 'success')) {
    const oldest = looked
      .flatMap((check) => check.sources.map((source) => source.at))
      .sort()
      .at(0)
    return t('not-revoked', { when: ago(oldest ?? report.verifiedAt) })
  }
  return report.assurance === 'signature' ? t('no-revocation') : null
}

/** The issuer's stated reason, where a revocation has one. */
function reason(report: VerificationReport, { problem }: Telling): string | null {
  if (report.state !== 'revoked' && report.state !== 'suspended') return null
  const told = report.checks
    .filter((check) => check.id === 'status')
    .flatMap((check) => check.problems)
    .find(({ code }) => code.endsWith('-reason'))
  return told ? problem(told) : null
}
