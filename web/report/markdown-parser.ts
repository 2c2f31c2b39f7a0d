/** The Markdown parser, a chunk of its own. */
import type { Root } from 'mdast'
import { fromMarkdown } from 'mdast-util-from-markdown'

export function parseMarkdown(text: string): Root {
  return fromMarkdown(text)
}
