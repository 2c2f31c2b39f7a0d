/** 'Is this the person?': compares on the device with the credential's salted hash; what is typed goes nowhere. */
import type { Check, VerificationReport } from '../../worker/credential/verify/report.ts'
import { h, icon } from '../page/dom.ts'
import type { Telling } from './telling.ts'

const ANSWERS = {
  success: ['recipient-yes', 'success'],
  failure: ['recipient-no', 'failure'],
  indeterminate: ['recipient-unknown', 'indeterminate'],
  skipped: ['recipient-unknown', 'indeterminate'],
} as const

/** `compare` runs the core's own recipient check. */
export function recipientSection(
  report: VerificationReport,
  tell: Telling,
  compare: (identifier: string) => Promise<Check | null>,
): HTMLElement {
  const { t } = tell
  const name = report.credential?.recipient.name
  const field = h('input', {
    class: 'field',
    name: 'recipient',
    required: true,
    autocomplete: 'off',
    autocapitalize: 'off',
    spellcheck: 'false',
    dir: 'auto',
  })
  const answer = h('p', { class: 'answer', role: 'status' })
  const ask = async (event: Event) => {
    event.preventDefault()
    const given = field.value.trim()
    if (given === '') return
    const check = await compare(given)
    const [key, outcome] = ANSWERS[check?.outcome ?? 'indeterminate']
    answer.dataset.outcome = outcome
    answer.replaceChildren(icon(outcome), h('span', {}, t(key)))
  }
  return h(
    'section',
    { class: 'section' },
    h('h2', {}, t('recipient-title')),
    h('p', { class: 'soft' }, name ? t('recipient-named', { name }) : t('recipient-hidden')),
    h(
      'form',
      { class: 'ask', submit: ask },
      h('label', { class: 'small' }, t('recipient-ask'), h('span', { class: 'ask-line' }, field)),
      h(
        'div',
        { class: 'ask-line' },
        h('button', { class: 'button', type: 'submit' }, icon('person'), t('recipient-check')),
        h('p', { class: 'hint' }, t('recipient-private')),
      ),
      answer,
    ),
  )
}
