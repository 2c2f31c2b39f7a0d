/**
 * Texts of a credential, which may be Markdown. The Worker shows them as written, in paragraphs; where there are marks,
 * the page's script draws them with the parser that the verify page has too (web/report/markdown.ts). Pure.
 */
import { html } from 'hono/html'
import type { Html } from './layout.ts'

const MARKS = /[*_`#<>[\]\\&]|^ {4}|^\s*(?:[-+]|\d+[.)])\s|^\s*(?:-{3,}|=+)\s*$/m

export function prose(text: string): Html {
  if (MARKS.test(text))
    return html`<div class="prose" dir="auto" data-markdown><p class="plain">${text}</p></div>`
  return html`<div class="prose" dir="auto">${text.split(/\n\s*\n/).map((paragraph) => html`<p>${paragraph}</p>`)}</div>`
}

export function isSafeLink(url: string): boolean {
  return URL.canParse(url) && ['https:', 'http:', 'mailto:'].includes(new URL(url).protocol)
}
