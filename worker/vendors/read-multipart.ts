/**
 * A multipart/mixed body (RFC 2046, section 5.1) as xAPI senders use it: the statements first, then the attachments, each with
 * the SHA-256 of its bytes in X-Experience-API-Hash. Pure.
 */
import { sha256, toHex, utf8 } from '../http/bytes.ts'

export interface Part {
  headers: Headers
  body: Uint8Array
}

/** Null: it is none, or broken. */
export function readMultipart(body: Uint8Array, contentType: string): Part[] | null {
  const boundary = /^multipart\/mixed\s*;(?:.*;)?\s*boundary=(?:"([^"]{1,70})"|([^\s;]{1,70}))/i.exec(
    contentType,
  )
  const name = boundary?.[1] ?? boundary?.[2]
  if (name === undefined) return null
  // A line break before the first boundary too, so that all are found alike.
  const text = concatLine(body)
  const delimiter = utf8(`\r\n--${name}`)
  const parts: Part[] = []
  let from = indexOf(text, delimiter, 0)
  while (from >= 0) {
    const start = from + delimiter.length
    if (text[start] === 0x2d && text[start + 1] === 0x2d) return parts
    const end = indexOf(text, delimiter, start)
    const part = end < 0 ? null : readPart(text.subarray(start, end))
    if (part === null) return null
    parts.push(part)
    from = end
  }
  return null
}

/** The statements' bytes, or what is wrong: an attachment that is not what its hash says, or that no statement names. */
export async function statementsOf(
  parts: readonly Part[],
): Promise<{ ok: true; body: Uint8Array } | { ok: false; detail: string }> {
  const [first, ...attachments] = parts
  if (first === undefined || !/^application\/json\b/i.test(first.headers.get('content-type') ?? ''))
    return { ok: false, detail: 'The first part is not application/json.' }
  const named = new Set(
    new TextDecoder()
      .decode(first.body)
      .toLowerCase()
      .match(/[0-9a-f]{64}/g),
  )
  for (const { headers, body } of attachments) {
    const hash = headers.get('x-experience-api-hash')?.toLowerCase() ?? ''
    if (hash !== toHex(await sha256(body)))
      return { ok: false, detail: 'An attachment is not what its X-Experience-API-Hash (SHA-256, hex) says.' }
    if (!named.has(hash))
      return { ok: false, detail: 'There is an attachment that no statement names by its sha2.' }
  }
  return { ok: true, body: first.body }
}

/** What comes after the boundary: the rest of its line, header lines, an empty line, the body. */
function readPart(bytes: Uint8Array): Part | null {
  const lineEnd = indexOf(bytes, utf8('\r\n'), 0)
  const headersEnd = indexOf(bytes, utf8('\r\n\r\n'), 0)
  if (lineEnd < 0 || headersEnd < 0) return null
  const headers = new Headers()
  for (const line of new TextDecoder().decode(bytes.subarray(lineEnd + 2, headersEnd)).split('\r\n')) {
    const field = /^([A-Za-z0-9-]+):[ \t]*([\x20-\x7e]*)$/.exec(line)
    if (field?.[1] !== undefined) headers.set(field[1], field[2] ?? '')
  }
  return { headers, body: bytes.subarray(headersEnd + 4) }
}

function concatLine(body: Uint8Array): Uint8Array {
  const text = new Uint8Array(body.length + 2)
  text.set([0x0d, 0x0a])
  text.set(body, 2)
  return text
}

function indexOf(bytes: Uint8Array, wanted: Uint8Array, from: number): number {
  const [first = 0] = wanted
  for (let at = bytes.indexOf(first, from); at >= 0; at = bytes.indexOf(first, at + 1)) {
    let length = 1
    while (length < wanted.length && bytes[at + length] === wanted[length]) length++
    if (length === wanted.length) return at
  }
  return -1
}
