/** Text that begins as markup: an SVG picture, or a web page. Apart, since it is loaded only for such. Pure. */
import type { Unbaked } from '../bake/baked.ts'
import { isSvg, unbakeSvg } from '../bake/svg.ts'
import type { JsonObject } from '../json.ts'
import { findInPage, looksLikeHtml } from './page.ts'

export type Markup = { kind: 'svg'; unbaked: Unbaked } | { kind: 'page'; embedded: JsonObject[] } | null

/** A page handed in as text has no address, so that only what stands in it can be read. */
export function readMarkup(text: string): Markup {
  if (isSvg(text)) return { kind: 'svg', unbaked: unbakeSvg(text) }
  if (looksLikeHtml(text)) return { kind: 'page', embedded: findInPage(text, 'about:blank').embedded }
  return null
}
