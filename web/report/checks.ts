/** Every check with its result, its reason and its sources; those that failed stand open and first. */
import type { Check, Outcome, Source } from '../../worker/credential/verify/report.ts'
import { h, icon, link } from '../page/dom.ts'
import type { MessageKey } from '../page/i18n.ts'
import type { Telling } from './telling.ts'

const ORDER: Record<Outcome, number> = { failure: 0, indeterminate: 1, success: 2, skipped: 3 }

export function checkList(checks: readonly Check[], tell: Telling): HTMLElement {
  const { t, number } = tell
  const count = (outcome: Outcome) => number(checks.filter((check) => check.outcome === outcome).length)
  const sorted = [...checks].sort((a, b) => ORDER[a.outcome] - ORDER[b.outcome])
  const entries = (shown: readonly Check[]) => shown.map((check) => h('li', {}, checkEntry(check, tell)))
  const skipped = sorted.filter((check) => check.outcome === 'skipped' && !saysSomething(check))
  return h(
    'section',
    { class: 'section' },
    h(
      'h2',
      {},
      t('show-checks'),
      h(
        'span',
        { class: 'summary' },
        t('checks-summary', {
          good: count('success'),
          bad: count('failure'),
          open: count('indeterminate'),
        }),
      ),
    ),
    h('ul', { class: 'checks' }, entries(sorted.filter((check) => !skipped.includes(check)))),
    skipped.length > 0 &&
      h(
        'details',
        { class: 'skipped-checks' },
        h('summary', {}, t('checks-skipped', { count: number(skipped.length) })),
        h('ul', { class: 'checks' }, entries(skipped)),
      ),
  )
}

/** 'No revocation' and 'no end' are worth knowing; that there is no schema is not. */
function saysSomething({ id, problems }: Check): boolean {
  return problems.length > 0 || id === 'status' || id === 'validity'
}

/** A credential may have an entry each for revocation and suspension. */
function nameOf({ id, facts }: Check): MessageKey {
  return id === 'status' && facts.statusPurpose === 'suspension' ? 'check-suspension' : `check-${id}`
}

function checkEntry(check: Check, tell: Telling): HTMLElement {
  const { t } = tell
  const facts = Object.entries(check.facts).filter(([, value]) => value !== null && value !== '')
  const row = [
    icon(check.outcome, 'icon check-icon'),
    h(
      'span',
      { class: 'check-name' },
      t(nameOf(check)),
      check.critical ? null : h('span', { class: 'check-informs' }, ` · ${t('informs')}`),
    ),
    h('span', { class: 'check-outcome' }, t(`outcome-${check.outcome}`)),
    h('span', { class: 'check-reason' }, reasonOf(check, tell)),
  ]
  if (facts.length === 0 && check.sources.length === 0) {
    return h('div', { class: 'check-row', 'data-outcome': check.outcome }, row)
  }
  return h(
    'details',
    { class: 'check', 'data-outcome': check.outcome },
    h('summary', {}, row),
    h(
      'div',
      { class: 'check-detail' },
      check.sources.length > 0 && sourceList(check.sources, tell),
      facts.length > 0 &&
        h(
          'dl',
          { class: 'facts' },
          facts.flatMap(([name, value]) => [
            h('dt', { lang: 'en' }, name),
            h('dd', { class: 'mono', dir: 'ltr' }, typeof value === 'string' ? value : JSON.stringify(value)),
          ]),
        ),
    ),
  )
}

/** The findings in words; where there are none, what its success or absence means. */
function reasonOf({ id, outcome, problems }: Check, { t, problem }: Telling): string {
  if (problems.length > 0) return problems.map(problem).join(' ')
  if (outcome === 'success') return t(`good-${id}` as MessageKey)
  if (outcome === 'skipped' && (id === 'status' || id === 'validity')) return t(`none-${id}`)
  return ''
}

function sourceList(sources: readonly Source[], { t, ago }: Telling): HTMLElement {
  return h(
    'div',
    {},
    h('p', { class: 'soft' }, t('sources')),
    h(
      'ul',
      { class: 'sources' },
      sources.map(({ url, via, at }) => {
        // The URL is a link within a sentence, so the sentence is cut at its place.
        const [before = '', after = ''] = t(`via-${via}`, { when: ago(at) }).split('{url}')
        return h('li', { 'data-via': via }, before, link(url), after)
      }),
    ),
  )
}
