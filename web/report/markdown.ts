/**
 * Markdown from credentials, shown safely: a well-kept parser's tree becomes elements of an allow-list, made one by one.
 * Raw HTML is shown as the text that it is; pictures become links; links lead to http and https only.
 * The parser loads when there is Markdown to show; until then, and if it fails, the plain text stands.
 */
import type { Nodes, Parents } from 'mdast'
import { h, link } from '../page/dom.ts'

/** More than any criteria need; the rest is cut, so that hostile text cannot hold the page up. */
const MAX_CHARACTERS = 50_000
const MAX_DEPTH = 24

export function markdown(text: string): HTMLElement {
  const shown = text.slice(0, MAX_CHARACTERS)
  const place = h('div', { class: 'prose', dir: 'auto' }, h('p', {}, shown))
  void import('./markdown-parser.ts')
    .then(({ parseMarkdown }) => place.replaceChildren(...children(parseMarkdown(shown), 0)))
    .catch(() => undefined)
  return place
}

function children(parent: Parents, depth: number): Node[] {
  return depth > MAX_DEPTH ? [] : parent.children.map((child) => element(child, depth + 1))
}

/** Headings are lowered to paragraphs of weight, since the page's own outline must stay true. */
function element(node: Nodes, depth: number): Node {
  switch (node.type) {
    case 'heading':
      return h('p', {}, h('strong', {}, children(node, depth)))
    case 'paragraph':
      return h('p', {}, children(node, depth))
    case 'list':
      return h(
        node.ordered ? 'ol' : 'ul',
        node.ordered && node.start ? { start: node.start } : {},
        children(node, depth),
      )
    case 'listItem':
      return h('li', {}, children(node, depth))
    case 'blockquote':
      return h('blockquote', {}, children(node, depth))
    case 'emphasis':
      return h('em', {}, children(node, depth))
    case 'strong':
      return h('strong', {}, children(node, depth))
    case 'code':
      return h('pre', { class: 'raw', tabindex: 0 }, node.value)
    case 'inlineCode':
      return h('code', {}, node.value)
    case 'break':
      return h('br')
    case 'thematicBreak':
      return h('hr')
    case 'link': {
      const anchor = link(node.url, ' ')
      anchor.replaceChildren(...children(node, depth))
      return anchor
    }
    case 'image':
      return link(node.url, node.alt || node.url)
    case 'text':
    case 'html':
      return document.createTextNode(node.value)
    default:
      return 'children' in node ? h('span', {}, children(node, depth)) : document.createTextNode('')
  }
}
