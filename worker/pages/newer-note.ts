/** Says that another credential took the place of this one, and leads there. Pure. */
import { html } from 'hono/html'
import type { Wording } from './language.ts'
import { type Html, icon } from './layout.ts'

export function newerNote(url: string | null | undefined, { t }: Wording): Html | '' {
  if (typeof url !== 'string') return ''
  return html`<p class="notice">${icon('external')} <span>${t('newer-note')} <a href="${url}">${t('newer-open')}</a></span></p>`
}
