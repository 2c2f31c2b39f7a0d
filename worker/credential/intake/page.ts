/**
 * What a web page says of the credential that it shows: `link rel=alternate` and embedded JSON-LD. Pure; the page is
 * scanned as text, within bounds, and nothing in it runs or is fetched here.
 */
import { asArray, isJsonObject, type JsonObject } from '../json.ts'
import { parseJson } from '../parse-json.ts'
import { detectFormat } from './format.ts'

export interface PageCredentials {
  /** Absolute URLs, the most telling media type first. */
  alternates: string[]
  /** Credentials that stand in the page itself. */
  embedded: JsonObject[]
}

const MAX_HTML_LENGTH = 2 * 1024 * 1024
const MAX_FOUND = 4
/** In the order of trust that the link leads to a credential. */
const ALTERNATE_TYPES = [
  'application/vc',
  'application/vc+jwt',
  'application/vc+ld+json',
  'application/ld+json',
  'application/json',
]

export function looksLikeHtml(text: string): boolean {
  return /^\uFEFF?\s*(<!--[\s\S]{0,1000}?-->\s*)?<(!doctype\s+html|html|head)\b/i.test(text.slice(0, 2048))
}

/** `linkHeader`: the HTTP Link header of the page's answer (RFC 8288), which may name alternates too. */
export function findInPage(html: string, pageUrl: string, linkHeader = ''): PageCredentials {
  const links: { rank: number; href: string }[] = [...alternatesOfHeader(linkHeader)]
  const embedded: JsonObject[] = []
  let base = pageUrl
  for (const { name, attributes, content } of scanTags(html.slice(0, MAX_HTML_LENGTH))) {
    const type = (attributes.get('type') ?? '').split(';')[0]?.trim().toLowerCase() ?? ''
    if (name === 'base' && attributes.has('href'))
      base = resolve(attributes.get('href') as string, pageUrl) ?? base
    if (name === 'link' && /(^|\s)alternate(\s|$)/i.test(attributes.get('rel') ?? '')) {
      const rank = ALTERNATE_TYPES.indexOf(type)
      const href = attributes.get('href')
      if (rank >= 0 && href !== undefined) links.push({ rank, href })
    }
    if (name === 'script' && (ALTERNATE_TYPES.includes(type) || type === 'application/vc+json')) {
      embedded.push(...credentialsIn(content))
    }
  }
  const sorted = links.sort((a, b) => a.rank - b.rank).map(({ href }) => resolve(href, base))
  return {
    alternates: [...new Set(sorted.filter((url) => url !== null))].slice(0, MAX_FOUND),
    embedded: embedded.slice(0, MAX_FOUND),
  }
}

const MAX_HEADER_LENGTH = 8192
const HEADER_LINK = /<([^<>]*)>([^<>]*)/g

function alternatesOfHeader(header: string): { rank: number; href: string }[] {
  return [...header.slice(0, MAX_HEADER_LENGTH).matchAll(HEADER_LINK)].flatMap(
    ([, href = '', parameters = '']) => {
      const type = /;\s*type\s*=\s*"?([a-z+/]+)/i.exec(parameters)?.[1]?.toLowerCase() ?? ''
      const isAlternate = /;\s*rel\s*=\s*"?([^";,]*\s)?alternate[\s";,]*/i.test(`${parameters};`)
      const rank = ALTERNATE_TYPES.indexOf(type)
      return isAlternate && rank >= 0 ? [{ rank, href }] : []
    },
  )
}

function credentialsIn(text: string): JsonObject[] {
  const parsed = parseJson(text)
  return parsed.ok ? asArray(parsed.value).filter(isJsonObject).filter(detectFormat) : []
}

function resolve(href: string, base: string): string | null {
  if (!URL.canParse(href.trim(), base)) return null
  const url = new URL(href.trim(), base)
  return url.protocol === 'https:' || url.protocol === 'http:' ? url.href : null
}

const ATTRIBUTE = /([^\s"'<>/=]+)(?:\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s"'=<>`]+)))?/y
const RAW_TEXT = new Set(['script', 'style', 'template', 'noscript', 'textarea', 'title'])

/** Start tags that matter, with the raw text of scripts; comments and raw text of other elements are passed over. */
function* scanTags(
  html: string,
): Generator<{ name: string; attributes: Map<string, string>; content: string }> {
  let at = html.indexOf('<')
  while (at >= 0) {
    if (html.startsWith('<!--', at)) {
      const end = html.indexOf('-->', at + 4)
      if (end < 0) return
      at = html.indexOf('<', end)
      continue
    }
    const name = /^<([a-zA-Z]{1,16})(?=[\s/>])/.exec(html.slice(at, at + 20))?.[1]?.toLowerCase()
    if (name === undefined) {
      at = html.indexOf('<', at + 1)
      continue
    }
    const { attributes, end } = readAttributes(html, at + name.length + 1)
    if (!RAW_TEXT.has(name)) {
      if (name === 'link' || name === 'base') yield { name, attributes, content: '' }
      at = html.indexOf('<', end)
      continue
    }
    const closing = new RegExp(`</${name}[\\s/>]`, 'gi')
    closing.lastIndex = end
    const close = closing.exec(html)
    if (!close) return
    if (name === 'script') yield { name, attributes, content: html.slice(end, close.index) }
    at = html.indexOf('<', close.index + 1)
  }
}

function readAttributes(html: string, start: number): { attributes: Map<string, string>; end: number } {
  const attributes = new Map<string, string>()
  let at = start
  while (at < html.length && html[at] !== '>') {
    ATTRIBUTE.lastIndex = at
    const match = ATTRIBUTE.exec(html)
    if (!match) {
      at++
      continue
    }
    const name = (match[1] as string).toLowerCase()
    if (!attributes.has(name)) attributes.set(name, decode(match[2] ?? match[3] ?? match[4] ?? ''))
    at += match[0].length
  }
  return { attributes, end: at + 1 }
}

function decode(value: string): string {
  return value.replace(/&(amp|quot|#39|#x27|lt|gt);/gi, (whole, name: string) => {
    return { amp: '&', quot: '"', '#39': "'", '#x27': "'", lt: '<', gt: '>' }[name.toLowerCase()] ?? whole
  })
}
