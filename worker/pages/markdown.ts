/**
 * Markdown of a credential as HTML: parsed by mdast, then written node by node from an allow-list. Pure.
 * HTML in it is shown as the text it is; images become their alternative text; links go to http, https and mailto only.
 */
import { html } from 'hono/html'
import type { HtmlEscapedString } from 'hono/utils/html'
import type { Nodes, RootContent } from 'mdast'
import { fromMarkdown } from 'mdast-util-from-markdown'

type Html = HtmlEscapedString | Promise<HtmlEscapedString>

/** Longer texts, more markup and deeper nesting are shown as plain text: parsing them takes time out of proportion. */
const MAX_CHARACTERS = 20_000
const MAX_MARKS = 1500
const MAX_DEPTH = 12

export function markdown(text: string): Html {
  if (
    text.length > MAX_CHARACTERS ||
    (text.match(/[[\]*_`<>]/g)?.length ?? 0) > MAX_MARKS ||
    /^(?:[ \t]*[>*+-]){20}/m.test(text)
  )
    return html`<p class="plain">${text}</p>`
  return html`${fromMarkdown(text).children.map((node) => block(node, 0))}`
}

function block(node: Nodes, depth: number): Html | string {
  if (depth > MAX_DEPTH) return plainText(node)
  const children = () => ('children' in node ? node.children.map((child) => block(child, depth + 1)) : [])
  switch (node.type) {
    case 'paragraph':
      return html`<p>${children()}</p>`
    case 'heading':
      return node.depth <= 2 ? html`<h3>${children()}</h3>` : html`<h4>${children()}</h4>`
    case 'blockquote':
      return html`<blockquote>${children()}</blockquote>`
    case 'list':
      return node.ordered
        ? html`<ol start="${node.start ?? 1}">${children()}</ol>`
        : html`<ul>${children()}</ul>`
    case 'listItem':
      return html`<li>${children()}</li>`
    case 'thematicBreak':
      return html`<hr>`
    case 'break':
      return html`<br>`
    case 'code':
      return html`<pre><code>${node.value}</code></pre>`
    case 'inlineCode':
      return html`<code>${node.value}</code>`
    case 'emphasis':
      return html`<em>${children()}</em>`
    case 'strong':
      return html`<strong>${children()}</strong>`
    case 'link':
      return isSafeLink(node.url)
        ? html`<a href="${node.url}" rel="nofollow noopener ugc">${children()}</a>`
        : html`${children()}`
    case 'text':
      return node.value
    case 'html':
      return depth === 0 ? html`<p>${node.value}</p>` : node.value
    case 'image':
      return node.alt ?? ''
    default:
      return plainText(node)
  }
}

export function isSafeLink(url: string): boolean {
  return URL.canParse(url) && ['https:', 'http:', 'mailto:'].includes(new URL(url).protocol)
}

/** Depth-first without recursion, for nodes beyond the allowed depth. */
function plainText(node: Nodes): string {
  const waiting: (Nodes | RootContent)[] = [node]
  const parts: string[] = []
  while (waiting.length > 0) {
    const next = waiting.pop()
    if (next && 'value' in next) parts.push(next.value)
    if (next && 'children' in next) waiting.push(...next.children.toReversed())
  }
  return parts.join(' ')
}
