/** 'Check on the server too': the Worker's verdict beside the browser's. The credential is sent only on this request. */
import type { VerificationReport } from '../../worker/credential/verify/report.ts'
import { h, icon } from '../page/dom.ts'
import { checkList } from './checks.ts'
import type { Telling } from './telling.ts'
import { verdictWord } from './verdict.ts'

const DEADLINE_MS = 20_000

export function serverButton(report: VerificationReport, tell: Telling): HTMLElement {
  const { t } = tell
  const answer = h('div', { class: 'section', role: 'status' })
  const button = h(
    'button',
    { class: 'button', type: 'button', click: () => void ask() },
    icon('server'),
    t('server-too'),
  )
  const ask = async () => {
    answer.replaceChildren(h('p', { class: 'soft' }, t('server-busy')))
    try {
      const served = await verifyOnServer(report)
      const same = served.state === report.state
      const word = verdictWord(served, tell)
      answer.replaceChildren(
        h(
          'p',
          { class: 'notice', 'data-state': served.state },
          icon(served.state),
          h('span', {}, t(same ? 'server-same' : 'server-differs', { word })),
        ),
        ...(same ? [] : [checkList(served.checks, tell)]),
      )
    } catch (error) {
      answer.replaceChildren(
        h('p', { class: 'notice' }, icon('warning'), t('server-failed', { reason: reasonOf(error) })),
      )
    }
  }
  return h('div', { class: 'section' }, h('div', { class: 'buttons' }, button), answer)
}

async function verifyOnServer({ received }: VerificationReport): Promise<VerificationReport> {
  const response = await fetch('/v1/verify', {
    method: 'POST',
    headers: { 'content-type': 'application/json', accept: 'application/json' },
    body: JSON.stringify({ credential: received }),
    signal: AbortSignal.timeout(DEADLINE_MS),
  })
  const body: unknown = await response.json().catch(() => undefined)
  if (response.ok && isReport(body)) return body
  const detail = (body as { detail?: unknown } | undefined)?.detail
  throw new Error(typeof detail === 'string' ? detail : `HTTP ${response.status}`)
}

function isReport(body: unknown): body is VerificationReport {
  return typeof body === 'object' && body !== null && 'state' in body && 'checks' in body
}

function reasonOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error)
}
