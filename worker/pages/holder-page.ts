/** Where a holder decides who sees the page of their credential: a form that needs no script and no account. Pure. */
import { html } from 'hono/html'
import type { Wording } from './language.ts'
import { type Html, icon, page } from './layout.ts'
import type { Visibility } from './sharing/shared-credential.ts'

export interface HolderView {
  /** Address of the form, with the holder's key in it. */
  action: string
  title: string
  pagePath: string
  visibility: Visibility
  saved: boolean
  wording: Wording
}

const CHOICES: readonly Visibility[] = ['public', 'unlisted', 'withdrawn']

export function holderPage({ action, title, pagePath, visibility, saved, wording }: HolderView): Html {
  const { t } = wording
  return page({
    title: `${t('holder-title')} · Laurel`,
    wording,
    head: html`<meta name="robots" content="noindex"><meta name="referrer" content="no-referrer">`,
    main: html`<section class="message">
<h1>${t('holder-title')}</h1>
${saved ? html`<p class="notice" role="status">${icon('success')} <span>${t('holder-saved', { visibility: t(`holder-${visibility}`) })}</span></p>` : ''}
<p class="lead" dir="auto">${t('holder-lead', { title })}</p>
<form method="post" action="${action}" class="choices">
${CHOICES.map(
  (choice) =>
    html`<label class="choice card"><input type="radio" name="visibility" value="${choice}" ${choice === visibility ? 'checked' : ''}><strong>${t(`holder-${choice}`)}</strong><small>${t(`holder-${choice}-help`)}</small></label>`,
)}
<p class="buttons"><button class="button primary" type="submit">${t('holder-save')}</button>
<a class="button" href="${pagePath}">${t('holder-open')}</a></p>
</form>
</section>`,
  })
}

export function holderRefusedPage(wording: Wording): Html {
  const { t } = wording
  return page({
    title: `${t('holder-refused-title')} · Laurel`,
    wording,
    head: html`<meta name="robots" content="noindex">`,
    main: html`<section class="message"><h1>${t('holder-refused-title')}</h1><p class="lead">${t('holder-refused')}</p></section>`,
  })
}
