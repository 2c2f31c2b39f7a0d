/** Pages that have no credential to show, each with something to do next. Pure. */
import { html } from 'hono/html'
import type { Wording } from './language.ts'
import { type Html, icon, page } from './layout.ts'
import type { PageMessageKey } from './messages/en.ts'

/** Unknown address; withdrawn by its holder; erased. */
export type Absence = 'not-found' | 'withdrawn' | 'erased'

export function absencePage(absence: Absence, wording: Wording): Html {
  const { t } = wording
  const title = t(`${absence}-title` as PageMessageKey)
  return page({
    title: `${title} · Laurel`,
    wording,
    head: html`<meta name="robots" content="noindex">`,
    main: html`<section class="message">
<svg class="mark" aria-hidden="true" viewBox="0 0 64 64"><use href="/icons.svg#ring-dashed"></use></svg>
<h1>${title}</h1>
<p class="lead">${t(absence)}</p>
${absence === 'not-found' ? html`<p>${t('not-found-file')}</p>` : ''}
<p><a class="button primary" href="/verify">${icon('file')} ${t('nav-verify')}</a></p>
</section>`,
  })
}
