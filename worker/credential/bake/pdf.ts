/**
 * Credentials in PDF certificates, as attached files (ISO 32000-1, 7.11.4): reading. Pure. It looks for the embedded
 * file streams themselves, so it needs no PDF library and reads files whose tables are broken.
 */

import { inflate } from '../bytes.ts'
import { type BakeFault, MAX_BAKED_BYTES, type Unbaked } from './baked.ts'

/** Attached files looked at, and characters around `/EmbeddedFile` in which its dictionary must lie. */
const MAX_ATTACHMENTS = 32
const DICTIONARY_SPAN = 2048

/** Never throws. The texts of all attached files that begin like JSON or a token; other attachments are passed over. */
export async function extractFromPdf(pdf: Uint8Array): Promise<Unbaked> {
  // One character a byte: offsets in the text are offsets in the file.
  const text = new TextDecoder('latin1').decode(pdf)
  const texts: string[] = []
  let fault: BakeFault = 'baked-nothing'
  let looked = 0
  for (const { index } of text.matchAll(/\/EmbeddedFile\b/g)) {
    if (++looked > MAX_ATTACHMENTS) break
    const file = await readAttachment(pdf, text, index)
    if (!file) continue
    if (!file.ok) fault = file.code
    else if (/^\uFEFF?\s*[{[]|^\s*eyJ/.test(file.text) && !texts.includes(file.text)) texts.push(file.text)
  }
  if (texts.length > 0) return { ok: true, texts, warnings: [] }
  return { ok: false, code: /\/Encrypt\b/.test(text) ? 'pdf-encrypted' : fault }
}

/** undefined: no stream follows, so this was another use of the name. */
async function readAttachment(
  pdf: Uint8Array,
  text: string,
  index: number,
): Promise<{ ok: true; text: string } | { ok: false; code: BakeFault } | undefined> {
  const following = text.slice(index, index + DICTIONARY_SPAN)
  const keyword = /\bstream\r?\n/.exec(following)
  const objectEnd = following.indexOf('endobj')
  if (!keyword || (objectEnd >= 0 && objectEnd < keyword.index)) return undefined
  const opening = following.slice(0, keyword.index + keyword[0].length)
  const before = text.slice(Math.max(0, index - DICTIONARY_SPAN), index)
  const dictionary = before.slice(before.lastIndexOf(' obj') + 1) + opening
  const start = index + opening.length
  const end = streamEnd(text, start, dictionary)
  if (end < 0) return { ok: false, code: 'baked-truncated' }
  const filters = /\/Filter\s*(\[[^\]]*\]|\/\w+)/.exec(dictionary)?.[1]?.match(/\w+/g) ?? []
  const [filter] = filters
  if (filters.length > 1 || (filter !== undefined && filter !== 'FlateDecode')) return undefined
  const data = pdf.subarray(start, end)
  return filter === undefined ? decode(data) : decompress(data)
}

/** By /Length where it is right, else (it may be a reference, or wrong) by the next `endstream`. */
function streamEnd(text: string, start: number, dictionary: string): number {
  const length = /\/Length\s+(\d{1,9})(?!\d*\s+\d+\s+R)/.exec(dictionary)?.[1]
  if (length !== undefined) {
    const end = start + Number(length)
    if (/^\s*endstream/.test(text.slice(end, end + 16))) return end
  }
  return text.indexOf('endstream', start)
}

/** The line break before `endstream` is not data, and a decompressor would stumble over it. */
async function decompress(data: Uint8Array) {
  for (const surplus of [0, 1, 2]) {
    const inflated = await inflate(data.subarray(0, data.length - surplus), 'deflate', MAX_BAKED_BYTES)
    if (inflated.ok) return decode(inflated.bytes)
    if (inflated.code === 'too-large') return { ok: false, code: 'baked-too-large' } as const
    if (!'\r\n'.includes(String.fromCharCode(data[data.length - surplus - 1] ?? 0))) break
  }
  return { ok: false, code: 'baked-damaged' } as const
}

function decode(bytes: Uint8Array) {
  if (bytes.length > MAX_BAKED_BYTES) return { ok: false, code: 'baked-too-large' } as const
  try {
    const text = new TextDecoder('utf-8', { fatal: true, ignoreBOM: false }).decode(bytes)
    return { ok: true, text } as const
  } catch {
    // A picture or another file that is no text: not a credential.
    return undefined
  }
}
