/** Making elements without markup: text is always a text node, so nothing that a credential says is ever parsed as HTML. */

type Child = Node | string | null | undefined | false
type Attributes = Record<string, string | number | boolean | null | undefined | ((event: Event) => void)>

/** `h('a', { href }, 'text')`. A function value listens to the event of that name; null, undefined and false are left out. */
export function h<Tag extends keyof HTMLElementTagNameMap>(
  tag: Tag,
  attributes: Attributes = {},
  ...children: (Child | Child[])[]
): HTMLElementTagNameMap[Tag] {
  const element = document.createElement(tag)
  for (const [name, value] of Object.entries(attributes)) {
    if (typeof value === 'function') element.addEventListener(name, value)
    else if (value !== null && value !== undefined && value !== false)
      element.setAttribute(name, value === true ? '' : String(value))
  }
  for (const child of children.flat()) if (child) element.append(child)
  return element
}

const SVG = 'http://www.w3.org/2000/svg'

/** An icon of /icons.svg; decoration, so hidden from assistive technology: a word always stands beside it. */
export function icon(name: string, className = 'icon'): SVGSVGElement {
  const svg = document.createElementNS(SVG, 'svg')
  const use = document.createElementNS(SVG, 'use')
  if (className) svg.setAttribute('class', className)
  svg.setAttribute('aria-hidden', 'true')
  use.setAttribute('href', `/icons.svg#${name}`)
  svg.append(use)
  return svg
}

export function byId<T extends HTMLElement>(id: string): T {
  const found = document.getElementById(id)
  if (!found) throw new Error(`No element #${id}`)
  return found as T
}

/** The URL if it may stand in a link: http or https only, so never `javascript:` or `data:`. */
export function webUrl(text: string | null | undefined): string | null {
  if (!text || !URL.canParse(text)) return null
  const url = new URL(text)
  return url.protocol === 'https:' || url.protocol === 'http:' ? url.href : null
}

/** A link where the URL may be one, else its text alone. */
export function link(url: string | null | undefined, text?: string | null): HTMLElement {
  const href = webUrl(url)
  if (!href) return h('span', {}, text ?? url ?? '')
  return h('a', { href, rel: 'noopener noreferrer nofollow', target: '_blank' }, text ?? url ?? '')
}
