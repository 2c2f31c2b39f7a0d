/**
 * One visit's checking: from what was given to the report on the page. Loaded when first wanted. A newer check
 * supersedes an older one, which is stopped and forgotten.
 */
import type { Check, VerificationReport } from '../../worker/credential/verify/report.ts'
import { byId, h, icon } from '../page/dom.ts'
import type { Language } from '../page/i18n.ts'
import { type Telling, telling } from '../report/telling.ts'
import { isUnreadable } from '../report/verdict.ts'
import { announcement, type Item, reportView } from '../report/view.ts'
import {
  credentialLink,
  type Given,
  isLink,
  isPicture,
  linkAmong,
  MAX_GIVEN,
  MAX_GIVEN_BYTES,
} from './given.ts'
import { codeInPicture } from './qr.ts'

/** Loaded beside this file, so that both arrive together. */
const verifier = import('../verifier.ts')
// A failed load is told by the check that awaits it.
verifier.catch(() => undefined)

const report = byId('report')
const live = byId('live')
const trouble = byId('trouble')

let running: AbortController | undefined
let shown: Item[] = []

export async function check(given: Given[], language: Language): Promise<void> {
  running?.abort()
  const mine = new AbortController()
  running = mine
  const tell = await telling(language)
  trouble.textContent = ''
  byId('given').removeAttribute('aria-invalid')

  const refused: string[] = []
  const taken = given.filter((item) => {
    const why = refusal(item, tell)
    if (why) refused.push(why)
    return !why
  })
  if (taken.length > MAX_GIVEN) refused.push(tell.t('too-many-files', { limit: MAX_GIVEN }))
  if (refused.length > 0) complain(refused)
  if (taken.length === 0) return

  showBusy(tell, mine, taken.length)
  const items: Item[] = []
  try {
    for (const item of taken.slice(0, MAX_GIVEN)) {
      const found = await checkOne(item, tell, mine.signal, taken.length > 1)
      if (mine.signal.aborted) return
      if (typeof found === 'string') complain([...refused, found])
      else items.push(...found)
      if (taken.length > 1) live.textContent = busyText(tell, items.length, taken.length)
    }
  } catch (error) {
    if (mine.signal.aborted) return
    complain([tell.t(error instanceof TypeError ? 'load-failed' : 'went-wrong')])
  }
  if (items.length === 0) {
    report.hidden = true
    document.body.classList.remove('has-report')
    return
  }
  shown = items
  show(tell)
  live.textContent = announcement(items, tell)
  const heading = report.querySelector<HTMLElement>('h2[tabindex]')
  heading?.focus({ preventScroll: true })
  report.scrollIntoView({ block: 'start' })
}

/** The same reports in another language. */
export async function retell(language: Language): Promise<void> {
  trouble.textContent = ''
  if (shown.length > 0 && !report.hidden) show(await telling(language))
}

function refusal({ name, data }: Given, { t, bytes }: Telling): string | null {
  if (typeof data === 'string') {
    if (data === '') return t('nothing-given')
    return data.length > MAX_GIVEN_BYTES
      ? t('file-too-large', {
          name: t('pasted-text'),
          size: bytes(data.length),
          limit: bytes(MAX_GIVEN_BYTES),
        })
      : null
  }
  if (data.size === 0) return t('file-empty', { name: name ?? '' })
  return data.size > MAX_GIVEN_BYTES
    ? t('file-too-large', { name: name ?? '', size: bytes(data.size), limit: bytes(MAX_GIVEN_BYTES) })
    : null
}

function complain(texts: string[]): void {
  trouble.textContent = texts.join(' ')
  byId('given').setAttribute('aria-invalid', 'true')
}

/** The reports on one given thing, or in words why there is none. */
async function checkOne(
  { name, data }: Given,
  { t }: Telling,
  signal: AbortSignal,
  named: boolean,
): Promise<Item[] | string> {
  const { verify } = await verifier
  const label = named ? name : null
  if (typeof data === 'string') return checkText(data, label ?? (named ? t('pasted-text') : null), signal)

  let bytes: Uint8Array
  try {
    bytes = new Uint8Array(await data.arrayBuffer())
  } catch {
    return t('file-unreadable', { name: name ?? '' })
  }
  const checked = await verify(bytes, { signal })
  // A picture without a credential inside may show a code that leads to one.
  if (!isUnreadable(checked.report) || !isPicture(bytes)) return itemsOf(checked, label)
  const code = await codeInPicture(data)
  if (code === null)
    return isPng(bytes) ? itemsOf(checked, label) : t('picture-without-code', { name: name ?? '' })
  if (isLink(code)) byId<HTMLTextAreaElement>('given').value = code
  return checkText(code, label, signal)
}

/** Text that is no credential may still hold the link to one. */
async function checkText(text: string, label: string | null, signal: AbortSignal): Promise<Item[]> {
  const { verify } = await verifier
  const checked = await verify(isLink(text) ? credentialLink(text) : text, { signal })
  const link = isUnreadable(checked.report) && !isLink(text) ? linkAmong(text, location) : null
  if (link === null) return itemsOf(checked, label)
  byId<HTMLTextAreaElement>('given').value = link
  return itemsOf(await verify(link, { signal }), label)
}

function isPng(bytes: Uint8Array): boolean {
  return bytes[0] === 0x89
}

type Verified = Awaited<ReturnType<typeof import('../verifier.ts')['verify']>>

/** A collection is shown as its members. */
function itemsOf({ report: whole, statusSeenAt }: Verified, name: string | null): Item[] {
  if (whole.format === 'collection' && whole.nested.length > 0) {
    return whole.nested.map((nested) => ({ report: nested, name, statusSeenAt: null }))
  }
  return [{ report: whole, name, statusSeenAt }]
}

function show(tell: Telling): void {
  document.body.classList.add('has-report')
  report.hidden = false
  report.replaceChildren(...reportView(shown, tell, { compareRecipient }))
}

async function compareRecipient({ received }: VerificationReport, identifier: string): Promise<Check | null> {
  const { verify } = await verifier
  const again = await verify(received, { recipient: identifier })
  return again.report.checks.find((done) => done.id === 'recipient') ?? null
}

function busyText({ t, number }: Telling, done: number, count: number): string {
  return count > 1 ? t('checking-many', { done: number(done), count: number(count) }) : t('checking')
}

function showBusy(tell: Telling, mine: AbortController, count: number): void {
  const stop = () => {
    mine.abort()
    report.hidden = true
    live.textContent = ''
    document.body.classList.remove('has-report')
    byId('given').focus()
  }
  // The page makes room now, as its visitor acts, and not once more when the verdict comes.
  document.body.classList.add('has-report')
  report.hidden = false
  live.textContent = busyText(tell, 0, count)
  report.replaceChildren(
    h(
      'div',
      { class: 'busy card' },
      icon('wreath', ''),
      h('p', {}, busyText(tell, 0, count)),
      h('button', { class: 'button small', type: 'button', click: stop }, tell.t('cancel')),
    ),
  )
}
