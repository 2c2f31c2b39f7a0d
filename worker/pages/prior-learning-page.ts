/** Where a learner brings a badge from elsewhere: the form, the link's question, and what became of it. Pure; no script. */
import { html } from 'hono/html'
import type { Problem } from '../credential/verify/report.ts'
import type { Wording } from './language.ts'
import { type Html, icon, page } from './layout.ts'
import type { PriorLearningText } from './prior-learning-texts.ts'

export interface PriorLearningView {
  wording: Wording
  say: PriorLearningText
  issuerName: string
  /** Address of the form. */
  action: string
}

export interface FormView extends PriorLearningView {
  /** By the holder's link of a credential; by a mail; neither is possible here. */
  way: 'holder' | 'mail' | 'none'
  /** What is wrong with what was sent. */
  error?: { field: 'given' | 'file' | 'email' | null; text: string }
  given?: string
  email?: string
}

export interface TellingView extends Omit<PriorLearningView, 'action'> {
  /** Where another badge is brought; null where none is. */
  action: string | null
  outcome: 'success' | 'indeterminate' | 'failure'
  title: string
  lines: readonly string[]
  /** Findings of the verifier. */
  findings?: readonly Problem[]
  credentials?: readonly { url: string; title: string }[]
  pathways?: readonly { url: string; name: string }[]
}

/** Addresses hold keys and tokens: no search engine, no referrer. */
const PRIVATE = html`<meta name="robots" content="noindex"><meta name="referrer" content="no-referrer">`

export function bringForm({ way, error, given = '', email = '', ...view }: FormView): Html {
  const { say, issuerName: issuer, action } = view
  const described = (field: string) =>
    error?.field === field
      ? html`aria-invalid="true" aria-describedby="trouble ${field}-help"`
      : html`aria-describedby="${field}-help"`
  return framed(
    view,
    say('title'),
    html`<h1>${say('title')}</h1>
<p class="lead" dir="auto">${say('lead', { issuer })}</p>
${error === undefined ? '' : html`<p class="notice trouble" role="alert" id="trouble">${icon('failure')} <span>${error.text}</span></p>`}
${way === 'none' ? html`<p class="notice"><span>${say('no-mail', { issuer })}</span></p>` : ''}
<form method="post" action="${action}" enctype="multipart/form-data" class="form">
<div class="part"><label for="given">${say('given')}</label>
<textarea class="field mono" id="given" name="given" rows="3" spellcheck="false" autocapitalize="none" dir="ltr" ${described('given')}>${given}</textarea>
<small id="given-help">${say('given-help')}</small></div>
<div class="part"><label for="file">${say('file')}</label>
<input class="field" type="file" id="file" name="file" accept=".png,.svg,.pdf,.json,.jsonld,.jwt,.txt,image/png,image/svg+xml,application/pdf,application/json" ${described('file')}>
<small id="file-help">${say('file-help')}</small></div>
<div class="part"><label for="email">${say('email')}</label>
<input class="field" type="email" id="email" name="email" autocomplete="email" maxlength="254" required dir="ltr" value="${email}" ${described('email')}>
<small id="email-help">${say('email-help', { issuer })}</small></div>
<p class="buttons"><button class="button primary" type="submit">${say('submit')}</button></p>
${way === 'none' ? '' : html`<p><small>${say(`note-${way}`)}</small></p>`}
</form>`,
  )
}

/** A form, not a link: programs that look into mail open links, and nothing counts by looking. */
export function confirmForm({ email, ...view }: PriorLearningView & { email: string }): Html {
  const { say, issuerName: issuer, action } = view
  return framed(
    view,
    say('confirm-title'),
    html`<h1>${say('confirm-title')}</h1>
<p class="lead" dir="auto">${say('confirm', { issuer, email })}</p>
<form method="post" action="${action}">
<p class="buttons"><button class="button primary" type="submit">${say('confirm-button')}</button></p>
</form>
<p><small>${say('confirm-note')}</small></p>`,
  )
}

export function telling({ outcome, title, lines, ...view }: TellingView): Html {
  const { say, action, wording, findings = [], credentials = [], pathways = [] } = view
  const [lead = '', ...rest] = lines
  return framed(
    view,
    title,
    html`<h1 class="told" data-outcome="${outcome}">${icon(outcome, 'icon told-sign')} <span>${title}</span></h1>
<p class="lead" dir="auto" role="status">${lead}</p>
${rest.map((line) => html`<p dir="auto">${line}</p>`)}
${findings.length === 0 ? '' : html`<ul class="findings">${findings.map((finding) => html`<li dir="auto">${wording.finding(finding)}</li>`)}</ul>`}
${credentials.length === 0 ? '' : html`<p class="buttons">${credentials.map((each) => html`<a class="button primary" href="${each.url}"><span dir="auto">${say('open-credential', { title: each.title })}</span></a>`)}</p>`}
${pathways.length === 0 ? '' : pathwayList(pathways, credentials.length === 0 ? null : say('counts-too'))}
${action === null ? '' : html`<p><a href="${action}">${say('again')}</a></p>`}`,
  )
}

function pathwayList(pathways: readonly { url: string; name: string }[], heading: string | null): Html {
  const list = html`<ul>${pathways.map(({ url, name }) => html`<li><a href="${url}" dir="auto">${name}</a></li>`)}</ul>`
  return heading === null ? list : html`<p>${heading}</p>${list}`
}

function framed(
  { wording, issuerName }: Pick<PriorLearningView, 'wording' | 'issuerName'>,
  title: string,
  main: Html,
): Html {
  return page({
    title: issuerName === '' ? title : `${title} · ${issuerName}`,
    wording,
    head: PRIVATE,
    main: html`<section class="message">${main}</section>`,
  })
}
