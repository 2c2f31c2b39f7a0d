/**
 * Writes a PDF file (ISO 32000-1, 7.5): numbered objects, streams, the table of where they stand. Pure but for the
 * runtime's compression. Knows nothing of pages; what is written inside an object is PDF syntax made by its caller from
 * numbers, `pdfText` and names of our own, never from a credential's text as it came.
 */
import { concatBytes } from '../../credential/bytes.ts'
import { deflate } from '../picture/compress.ts'

/** As one object names another. */
export type Ref = `${number} 0 R`

/** Below this, compressing costs more than it saves. */
const COMPRESS_FROM_BYTES = 1024

export class PdfFile {
  readonly #objects: (Uint8Array | Promise<Uint8Array>)[] = []

  /** A number for an object that others name before it is written. */
  reserve(): Ref {
    this.#objects.push(bytesOf('null'))
    return `${this.#objects.length} 0 R`
  }

  add(body: string, ref = this.reserve()): Ref {
    this.#objects[Number.parseInt(ref, 10) - 1] = bytesOf(body)
    return ref
  }

  /** `entries` are the dictionary's own; length and filter are added, unless the data comes with its own /Filter. */
  addStream(entries: string, data: Uint8Array | string): Ref {
    const ref = this.reserve()
    const bytes = typeof data === 'string' ? bytesOf(data) : data
    this.#objects[Number.parseInt(ref, 10) - 1] = streamObject(entries, bytes)
    return ref
  }

  async finish(catalog: Ref, info: Ref): Promise<Uint8Array> {
    // The second line tells programs that the file is no text.
    const parts: Uint8Array[] = [bytesOf('%PDF-1.7\n%\xe2\xe3\xcf\xd3\n')]
    let at = parts[0]?.length ?? 0
    const offsets: number[] = []
    const put = (part: Uint8Array) => {
      parts.push(part)
      at += part.length
    }
    for (const [index, body] of (await Promise.all(this.#objects)).entries()) {
      offsets.push(at)
      put(bytesOf(`${index + 1} 0 obj\n`))
      put(body)
      put(bytesOf('\nendobj\n'))
    }
    const size = offsets.length + 1
    const table = offsets.map((offset) => `${String(offset).padStart(10, '0')} 00000 n \n`).join('')
    put(
      bytesOf(
        `xref\n0 ${size}\n0000000000 65535 f \n${table}` +
          `trailer\n<< /Size ${size} /Root ${catalog} /Info ${info} >>\nstartxref\n${at}\n%%EOF\n`,
      ),
    )
    return concatBytes(parts)
  }
}

/** A text string (7.9.2): UTF-16 in hexadecimal, so nothing in it can end it. */
export function pdfText(text: string): string {
  let units = ''
  for (let index = 0; index < text.length; index++) units += hex(text.charCodeAt(index), 4)
  return `<FEFF${units}>`
}

/** `D:20260503101500Z` (7.9.4). */
export function pdfDate(iso: string): string {
  return `(D:${new Date(iso).toISOString().slice(0, 19).replace(/[-T:]/g, '')}Z)`
}

export function hex(value: number, digits: number): string {
  return value.toString(16).toUpperCase().padStart(digits, '0')
}

/** Never with an exponent, which PDF does not know. */
export function number(value: number): string {
  return String(Math.round(value * 1000) / 1000 || 0)
}

async function streamObject(entries: string, bytes: Uint8Array): Promise<Uint8Array> {
  const asIs = bytes.length < COMPRESS_FROM_BYTES || entries.includes('/Filter')
  const data = asIs ? bytes : await deflate(bytes)
  const head = `<< ${entries}${asIs ? '' : ' /Filter /FlateDecode'} /Length ${data.length} >>\nstream\n`
  return concatBytes([bytesOf(head), data, bytesOf('\nendstream')])
}

/** One byte a character; all that is written here is ASCII but the mark in the second line. */
function bytesOf(text: string): Uint8Array {
  return Uint8Array.from(text, (character) => character.charCodeAt(0))
}
