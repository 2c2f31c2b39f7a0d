/** The report for people: verdict first, then who, what was checked, what it says, and the raw credential. */
import type { Check, VerificationReport } from '../../worker/credential/verify/report.ts'
import { h, icon } from '../page/dom.ts'
import { checkList } from './checks.ts'
import { issuerSection } from './issuer.ts'
import { recipientSection } from './recipient.ts'
import { serverButton } from './server.ts'
import { achievementHead, detailsSection, substance } from './substance.ts'
import { technicalPanel } from './technical.ts'
import type { Telling } from './telling.ts'
import {
  type Checked,
  isUnreadable,
  verdictCard,
  verdictSentence,
  verdictWord,
  withoutWord,
} from './verdict.ts'

/** What the view asks of the page. */
export interface Deeds {
  /** The core's recipient check of this report's credential. */
  compareRecipient: (report: VerificationReport, identifier: string) => Promise<Check | null>
}

export interface Item extends Checked {
  /** The file's name, or how it came; null for a single text. */
  name: string | null
}

export function reportView(items: Item[], tell: Telling, deeds: Deeds): HTMLElement[] {
  const [only] = items
  if (only && items.length === 1) return [itemView(only, tell, deeds)]
  const { t, number } = tell
  const good = items.filter(({ report }) => report.state === 'valid').length
  return [
    h(
      'section',
      { class: 'section' },
      h('h2', { class: 'verdict-word-plain', tabindex: -1 }, t('several-title')),
      h(
        'p',
        { class: 'soft' },
        t('several-summary', {
          count: number(items.length),
          good: number(good),
          rest: number(items.length - good),
        }),
      ),
      h(
        'ul',
        { class: 'several' },
        items.map((item) => h('li', { 'data-state': item.report.state }, severalEntry(item, tell, deeds))),
      ),
    ),
  ]
}

/** Announced to screen readers, and the words to repeat. */
export function announcement(items: Item[], tell: Telling): string {
  const [only] = items
  if (only && items.length === 1) {
    const word = verdictWord(only.report, tell)
    return tell.t('announce', { word, sentence: withoutWord(verdictSentence(only, tell), word) })
  }
  return items
    .map(({ name, report }) => `${titleOf(report, name, tell)}: ${verdictWord(report, tell)}.`)
    .join(' ')
}

function severalEntry(item: Item, tell: Telling, deeds: Deeds): HTMLElement {
  const { report, name } = item
  const details = h(
    'details',
    {},
    h(
      'summary',
      {},
      icon(report.state),
      h('strong', {}, titleOf(report, name, tell)),
      h('span', { class: 'word' }, verdictWord(report, tell)),
      h('span', { class: 'where' }, name ?? ''),
    ),
  )
  // Built when opened: fifty reports at once are fifty lines until someone looks.
  details.addEventListener(
    'toggle',
    () => {
      if (details.childElementCount === 1) details.append(itemView(item, tell, deeds))
    },
    { once: true },
  )
  return details
}

function titleOf(report: VerificationReport, name: string | null, { t }: Telling): string {
  return report.credential?.title || name || t('untitled')
}

function itemView(item: Item, tell: Telling, deeds: Deeds): HTMLElement {
  const { report } = item
  if (isUnreadable(report)) return h('article', { class: 'report-item' }, verdictCard(item, tell))
  const { credential } = report
  return h(
    'article',
    { class: 'report-item' },
    verdictCard(item, tell),
    credential && achievementHead(report, credential, tell),
    issuerSection(report, tell),
    checkList(report.checks, tell),
    serverButton(report, tell),
    bodyOf(report, tell, deeds),
    nestedSection(report, tell, deeds),
    technicalPanel(report, tell),
  )
}

/** What it says, and beside it (below, on a phone) its dates and the question whose it is. */
function bodyOf(report: VerificationReport, tell: Telling, deeds: Deeds): HTMLElement | null {
  const { credential } = report
  if (!credential) return null
  const said = substance(credential, tell)
  return h(
    'div',
    { class: said.length > 0 ? 'report-body' : 'report-body bare' },
    said.length > 0 && h('div', {}, said),
    h(
      'div',
      { class: 'aside' },
      detailsSection(credential, tell),
      recipientSection(report, tell, (identifier) => deeds.compareRecipient(report, identifier)),
    ),
  )
}

function nestedSection(report: VerificationReport, tell: Telling, deeds: Deeds): HTMLElement | null {
  if (report.nested.length === 0) return null
  return h(
    'section',
    { class: 'section' },
    h('h2', {}, tell.t('nested')),
    h(
      'ul',
      { class: 'several' },
      report.nested.map((nested) =>
        h(
          'li',
          { 'data-state': nested.state },
          severalEntry({ report: nested, name: null, statusSeenAt: null }, tell, deeds),
        ),
      ),
    ),
  )
}
