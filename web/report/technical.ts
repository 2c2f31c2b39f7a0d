/** Technical details, and the credential as received, to copy or download. */
import type { VerificationReport } from '../../worker/credential/verify/report.ts'
import { h, icon } from '../page/dom.ts'
import type { Telling } from './telling.ts'

export function technicalPanel(report: VerificationReport, tell: Telling): HTMLElement {
  const { t, dateTime, number } = tell
  const rows: [string, string | null | undefined][] = [
    [t('tech-format'), report.format],
    [t('tech-securing'), report.securing],
    [t('tech-container'), report.container],
    [t('tech-id'), report.credential?.id],
    [t('tech-issuer'), report.issuer.id],
    [t('tech-verified'), dateTime(report.verifiedAt)],
    [t('tech-time'), report.timings.totalMs > 0 ? `${number(Math.round(report.timings.totalMs))} ms` : null],
  ]
  const isToken = typeof report.received === 'string'
  const raw = isToken ? String(report.received) : JSON.stringify(report.received, null, 2)
  return h(
    'details',
    { class: 'panel' },
    h('summary', {}, t('technical')),
    h(
      'div',
      {},
      h(
        'dl',
        { class: 'facts' },
        rows.flatMap(([name, value]) => (value ? [h('dt', {}, name), h('dd', { dir: 'auto' }, value)] : [])),
      ),
      h('h3', {}, t('raw-title')),
      h('p', { class: 'soft small' }, t('raw-note')),
      h('pre', { class: 'raw', tabindex: 0, 'aria-label': t('raw-title'), role: 'region' }, raw),
      h(
        'div',
        { class: 'buttons' },
        copyButton(raw, tell),
        downloadButton(
          t('download'),
          raw,
          isToken ? 'credential.jwt' : 'credential.json',
          isToken ? 'application/vc+jwt' : 'application/vc+ld+json',
        ),
        downloadButton(
          t('report-download'),
          JSON.stringify(report, null, 2),
          'verification-report.json',
          'application/json',
        ),
      ),
    ),
  )
}

export function copyButton(text: string, { t }: Telling, label = t('copy')): HTMLElement {
  const words = h('span', {}, label)
  const button = h(
    'button',
    {
      class: 'button small',
      type: 'button',
      click: async () => {
        await navigator.clipboard.writeText(text)
        words.textContent = t('copied')
        setTimeout(() => {
          words.textContent = label
        }, 2000)
      },
    },
    icon('copy'),
    words,
  )
  return button
}

function downloadButton(label: string, text: string, name: string, type: string): HTMLElement {
  const save = () => {
    const url = URL.createObjectURL(new Blob([text], { type }))
    h('a', { href: url, download: name }).click()
    setTimeout(() => URL.revokeObjectURL(url), 10_000)
  }
  return h('button', { class: 'button small', type: 'button', click: save }, icon('download'), label)
}
