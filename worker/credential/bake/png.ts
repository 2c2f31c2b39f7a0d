/**
 * Credentials in PNG pictures: Open Badges 3.0 'Document Formats' (iTXt, keyword `openbadgecredential`, uncompressed)
 * and Open Badges 2.0 'Baking' (keyword `openbadges`), read in every text chunk that the wild knows. Pure.
 */

import { inflate } from '../bytes.ts'
import { BakeError, type BakeFault, MAX_BAKED_BYTES, type Unbaked } from './baked.ts'
import { isPng, joinPng, type PngChunk, readPngChunks, writePngChunk } from './png-chunks.ts'

export { isPng } from './png-chunks.ts'

const KEYWORD = 'openbadgecredential'
const KEYWORDS = [KEYWORD, 'openbadges']

/** The picture with `text` (compact JWS or JSON) as its only credential: those baked into it before are replaced. */
export function bakePng(png: Uint8Array, text: string): Uint8Array {
  if (!isPng(png)) throw new BakeError('not-a-png')
  if (!text.isWellFormed() || text.includes('\0')) throw new BakeError('baked-not-text')
  const { chunks, truncated } = readPngChunks(png)
  const [header, ...rest] = chunks
  if (truncated || header?.type !== 'IHDR') throw new BakeError('baked-truncated')
  const kept = rest.filter((chunk) => !carriesCredential(chunk))
  // keyword, no compression flag and method, no language tag, no translated keyword
  const data = new TextEncoder().encode(`${KEYWORD}\0\0\0\0\0${text}`)
  return joinPng([header.raw, writePngChunk('iTXt', data), ...kept.map(({ raw }) => raw)])
}

/** Never throws. A picture may carry one credential under each keyword (a badge baked as 2.0 and as 3.0). */
export async function unbakePng(png: Uint8Array): Promise<Unbaked> {
  if (!isPng(png)) return { ok: false, code: 'baked-nothing' }
  const { chunks, truncated } = readPngChunks(png)
  const texts: string[] = []
  for (const keyword of KEYWORDS) {
    const [chunk, another] = chunks.filter((candidate) => keywordOf(candidate) === keyword)
    if (another) return { ok: false, code: 'baked-several' }
    if (!chunk) continue
    const text = await readText(chunk)
    if (!text.ok) return text
    texts.push(text.text)
  }
  if (texts.length > 0) return { ok: true, texts, warnings: truncated ? ['baked-truncated'] : [] }
  return { ok: false, code: truncated ? 'baked-truncated' : 'baked-nothing' }
}

function carriesCredential(chunk: PngChunk): boolean {
  const keyword = keywordOf(chunk)
  return keyword !== null && KEYWORDS.includes(keyword)
}

const MAX_KEYWORD_BYTES = 79

function keywordOf({ type, data }: PngChunk): string | null {
  if (type !== 'iTXt' && type !== 'zTXt' && type !== 'tEXt') return null
  const end = data.subarray(0, MAX_KEYWORD_BYTES + 1).indexOf(0)
  return end < 1 ? null : String.fromCharCode(...data.subarray(0, end))
}

type Text = { ok: true; text: string } | { ok: false; code: BakeFault }

async function readText({ type, data, crcMatches }: PngChunk): Promise<Text> {
  if (!crcMatches) return { ok: false, code: 'baked-damaged' }
  const value = data.subarray(data.indexOf(0) + 1)
  if (type === 'tEXt') return decode(value, 'latin1')
  // zTXt: compression method, then the compressed text
  if (type === 'zTXt') return decompress(value.subarray(1), 'latin1')
  // iTXt: compression flag, compression method, language tag \0, translated keyword \0, then the text
  const languageEnd = value.indexOf(0, 2)
  const start = languageEnd < 0 ? -1 : value.indexOf(0, languageEnd + 1)
  if (start < 0) return { ok: false, code: 'baked-damaged' }
  const text = value.subarray(start + 1)
  return value[0] === 0 ? decode(text) : decompress(text)
}

async function decompress(compressed: Uint8Array, fallback?: 'latin1'): Promise<Text> {
  const inflated = await inflate(compressed, 'deflate', MAX_BAKED_BYTES)
  if (inflated.ok) return decode(inflated.bytes, fallback)
  return { ok: false, code: inflated.code === 'too-large' ? 'baked-too-large' : 'baked-damaged' }
}

/** tEXt and zTXt are Latin-1 by the letter, and hold UTF-8 in the wild: UTF-8 is tried first. */
function decode(bytes: Uint8Array, fallback?: 'latin1'): Text {
  if (bytes.length > MAX_BAKED_BYTES) return { ok: false, code: 'baked-too-large' }
  try {
    return { ok: true, text: new TextDecoder('utf-8', { fatal: true, ignoreBOM: false }).decode(bytes) }
  } catch {
    if (fallback) return { ok: true, text: new TextDecoder(fallback).decode(bytes) }
    return { ok: false, code: 'baked-not-text' }
  }
}
