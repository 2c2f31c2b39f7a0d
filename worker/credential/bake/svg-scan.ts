/**
 * A bounded scanner over XML text: tags, their attributes and namespaces, and where they stand. Pure; builds no tree,
 * expands no entity but the five of XML and character references, follows nothing.
 */

export interface SvgTag {
  kind: 'open' | 'empty' | 'close'
  namespace: string
  localName: string
  attributes: Map<string, string>
  /** Offsets of `<` and of what follows `>`. */
  start: number
  end: number
}

export type SvgPart = SvgTag | { kind: 'text'; text: string; start: number; end: number }

const MAX_SVG_DEPTH = 256
const NAME = /[A-Za-z_:\u0080-\uffff][\w.:\-\u0080-\uffff]*/y
const SPACE = /[ \t\r\n]*/y

/** Parts in document order; `undefined` at the end of a malformed or too deep document. */
export function* scanSvg(text: string): Generator<SvgPart | undefined> {
  /** Namespace declarations of each open element: prefix → URI. */
  const open: { name: string; prefixes: Map<string, string> }[] = []
  let at = 0
  while (at < text.length) {
    const start = text.indexOf('<', at)
    const textEnd = start < 0 ? text.length : start
    if (textEnd > at)
      yield { kind: 'text', text: decodeEntities(text.slice(at, textEnd)), start: at, end: textEnd }
    if (start < 0) break
    const skipped = skipMarkup(text, start)
    if (skipped) {
      if (skipped.end < 0) return yield undefined
      if (skipped.cdata !== undefined) yield { kind: 'text', text: skipped.cdata, start, end: skipped.end }
      at = skipped.end
      continue
    }
    const tag = readTag(text, start)
    if (!tag) return yield undefined
    const prefixes = new Map<string, string>()
    for (const [name, value] of tag.attributes) {
      if (name === 'xmlns') prefixes.set('', value)
      else if (name.startsWith('xmlns:')) prefixes.set(name.slice(6), value)
    }
    if (tag.kind !== 'close') open.push({ name: tag.name, prefixes })
    if (open.length > MAX_SVG_DEPTH) return yield undefined
    if (tag.kind === 'close' && open.at(-1)?.name !== tag.name) return yield undefined
    const [prefix, localName] = tag.name.includes(':')
      ? (tag.name.split(':', 2) as [string, string])
      : ['', tag.name]
    const namespace = open.findLast((element) => element.prefixes.has(prefix))?.prefixes.get(prefix) ?? ''
    yield { kind: tag.kind, namespace, localName, attributes: tag.attributes, start, end: tag.end }
    if (tag.kind !== 'open') open.pop()
    at = tag.end
  }
  if (open.length > 0) yield undefined
}

/** Comments, processing instructions, DOCTYPE (its subset is passed over, never read) and CDATA; undefined for a tag. */
function skipMarkup(text: string, start: number): { end: number; cdata?: string } | undefined {
  const past = (closing: string, from: number) => {
    const found = text.indexOf(closing, from)
    return found < 0 ? -1 : found + closing.length
  }
  if (text.startsWith('<!--', start)) return { end: past('-->', start + 4) }
  if (text.startsWith('<?', start)) return { end: past('?>', start + 2) }
  if (text.startsWith('<![CDATA[', start)) {
    const end = past(']]>', start + 9)
    return end < 0 ? { end } : { end, cdata: text.slice(start + 9, end - 3) }
  }
  if (!text.startsWith('<!', start)) return undefined
  const end = past('>', start)
  const subset = text.slice(start, end).indexOf('[')
  if (subset < 0) return { end }
  const subsetEnd = past(']', start + subset)
  return { end: subsetEnd < 0 ? -1 : past('>', subsetEnd) }
}

function readTag(
  text: string,
  start: number,
): { kind: SvgTag['kind']; name: string; attributes: Map<string, string>; end: number } | undefined {
  const closing = text[start + 1] === '/'
  let at = start + (closing ? 2 : 1)
  const match = (pattern: RegExp) => {
    pattern.lastIndex = at
    const found = pattern.exec(text)?.[0]
    if (found !== undefined) at += found.length
    return found
  }
  const name = match(NAME)
  if (name === undefined) return undefined
  const attributes = new Map<string, string>()
  for (;;) {
    match(SPACE)
    if (text[at] === '>') return { kind: closing ? 'close' : 'open', name, attributes, end: at + 1 }
    if (text.startsWith('/>', at))
      return closing ? undefined : { kind: 'empty', name, attributes, end: at + 2 }
    const attribute = match(NAME)
    match(SPACE)
    if (attribute === undefined || attributes.has(attribute) || text[at] !== '=') return undefined
    at++
    match(SPACE)
    const quote = text[at]
    if (quote !== '"' && quote !== "'") return undefined
    const end = text.indexOf(quote, at + 1)
    if (end < 0) return undefined
    attributes.set(attribute, decodeEntities(text.slice(at + 1, end)))
    at = end + 1
  }
}

const ENTITIES: Record<string, string> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" }

/** An entity that XML itself does not define stays as written. */
function decodeEntities(text: string): string {
  if (!text.includes('&')) return text
  return text.replace(/&(?:#(\d{1,7})|#x([0-9a-fA-F]{1,6})|(\w{1,8}));/g, (whole, decimal, hex, name) => {
    if (name !== undefined) return Object.hasOwn(ENTITIES, name) ? (ENTITIES[name] as string) : whole
    const code = decimal === undefined ? Number.parseInt(hex, 16) : Number(decimal)
    return code <= 0x10ffff ? String.fromCodePoint(code) : whole
  })
}
