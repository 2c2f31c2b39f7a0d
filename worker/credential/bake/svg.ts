/**
 * Credentials in SVG pictures: Open Badges 3.0 'Document Formats' (`openbadges:credential`) and Open Badges 2.0
 * 'Baking' (`openbadges:assertion`). Pure; the picture is scanned as text and nothing in it runs.
 */
import { BakeError, MAX_BAKED_BYTES, type Unbaked } from './baked.ts'
import { type SvgTag, scanSvg } from './svg-scan.ts'

const NAMESPACE_3 = 'https://purl.imsglobal.org/ob/v3p0'
const ELEMENTS: Record<string, string> = {
  [NAMESPACE_3]: 'credential',
  'http://purl.imsglobal.org/ob/v3p0': 'credential',
  'http://openbadges.org': 'assertion',
  'https://openbadges.org': 'assertion',
}
const SVG_NAMESPACES = ['http://www.w3.org/2000/svg', '']

interface Carrier {
  kind: '2' | '3'
  verify: string | undefined
  content: string
  start: number
  end: number
}

/** Does the text begin as SVG does: after declarations and comments, with an `svg` element? */
export function isSvg(text: string): boolean {
  if (!/^\uFEFF?\s*</.test(text)) return false
  for (const part of scanSvg(text)) {
    if (!part) return false
    if (part.kind !== 'text') return part.kind !== 'close' && isRoot(part)
  }
  return false
}

/**
 * The picture with `text` as its only credential. A compact token goes into the `verify` attribute, JSON into CDATA.
 * The element stands right behind the opening tag, and the namespace is declared on it.
 */
export function bakeSvg(svg: string, text: string): string {
  if (!text.isWellFormed() || text.includes('\0')) throw new BakeError('baked-not-text')
  const found = findCarriers(svg)
  if (!found?.root) throw new BakeError(found ? 'not-an-svg' : 'svg-malformed')
  const { root, carriers } = found
  const opening = withNamespace(svg.slice(root.start, root.end)).replace(/\s*\/?>$/, '>')
  let rest = ''
  let at = root.end
  for (const { start, end } of carriers) {
    rest += svg.slice(at, start)
    at = end
  }
  rest += svg.slice(at)
  if (root.kind === 'empty') rest = `</${/^<([^\s/>]+)/.exec(opening)?.[1]}>${rest}`
  const baked = svg.slice(0, root.start) + opening + credentialElement(text) + rest
  // The prefix may have meant something else in this picture, whose elements would now pass for credentials.
  const read = unbakeSvg(baked)
  if (!read.ok || !read.texts.includes(text.trim()))
    throw new BakeError(read.ok ? 'baked-damaged' : read.code)
  return baked
}

/** Never throws. A picture may carry one credential of each version. */
export function unbakeSvg(svg: string): Unbaked {
  const found = findCarriers(svg)
  if (!found) return { ok: false, code: 'svg-malformed' }
  const texts: string[] = []
  for (const kind of ['3', '2']) {
    const [carrier, another] = found.carriers.filter((candidate) => candidate.kind === kind)
    if (another) return { ok: false, code: 'baked-several' }
    if (!carrier) continue
    const text = carriedText(carrier)
    if (text.length > MAX_BAKED_BYTES) return { ok: false, code: 'baked-too-large' }
    if (text !== '') texts.push(text)
  }
  return texts.length > 0 ? { ok: true, texts, warnings: [] } : { ok: false, code: 'baked-nothing' }
}

/** A hosted badge of 2.0 names its URL in `verify` and may hold the assertion too: then the assertion is what was given. */
function carriedText({ verify, content }: Carrier): string {
  const token = verify?.trim() ?? ''
  return content.trim() !== '' && (token === '' || token.includes('://')) ? content.trim() : token
}

function findCarriers(svg: string): { root: SvgTag | undefined; carriers: Carrier[] } | undefined {
  const carriers: Carrier[] = []
  let root: SvgTag | undefined
  let current: (Carrier & { depth: number }) | undefined
  for (const part of scanSvg(svg)) {
    if (!part) return undefined
    if (part.kind === 'text') {
      if (current?.depth === 0) current.content += part.text
      continue
    }
    if (!root) {
      if (!isRoot(part)) return { root: undefined, carriers: [] }
      root = part
      continue
    }
    if (current) {
      if (part.kind === 'open') current.depth++
      if (part.kind !== 'close') continue
      if (current.depth-- > 0) continue
      carriers.push({ ...current, end: part.end })
      current = undefined
    } else if (part.kind !== 'close' && ELEMENTS[part.namespace] === part.localName) {
      const { start, end, localName } = part
      const carrier: Carrier = {
        kind: localName === 'credential' ? '3' : '2',
        verify: part.attributes.get('verify'),
        content: '',
        start,
        end,
      }
      if (part.kind === 'empty') carriers.push(carrier)
      else current = { ...carrier, depth: 0 }
    }
  }
  return { root, carriers }
}

function isRoot({ localName, namespace }: SvgTag): boolean {
  return localName === 'svg' && SVG_NAMESPACES.includes(namespace)
}

/** Other elements of an older `openbadges` namespace are gone by now, so that the prefix is free to be declared anew. */
function withNamespace(opening: string): string {
  const bare = opening.replace(/\s+xmlns:openbadges\s*=\s*("[^"]*"|'[^']*')/, '')
  return bare.replace(/^<[^\s/>]+/, (name) => `${name} xmlns:openbadges="${NAMESPACE_3}"`)
}

function credentialElement(text: string): string {
  const isToken = /^[\w.~-]+$/.test(text)
  return isToken
    ? `<openbadges:credential verify="${text}"/>`
    : `<openbadges:credential><![CDATA[${text.replaceAll(']]>', ']]]]><![CDATA[>')}]]></openbadges:credential>`
}
