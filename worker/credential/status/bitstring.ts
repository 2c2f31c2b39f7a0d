/**
 * The compressed bit string of W3C Bitstring Status List 1.0 (and, without its multibase prefix, of StatusList2021).
 * Pure. Index 0 is the leftmost, most significant bit of the first byte; growth by decompression is bounded.
 */
import { inflate } from '../bytes.ts'

/** Section 3.1: 16 KB uncompressed, so that the holders of a list hide among many. */
export const MINIMUM_ENTRIES = 131_072

export class BitstringError extends Error {
  readonly code: 'malformed' | 'too-large'
  constructor(code: 'malformed' | 'too-large', detail: string) {
    super(detail)
    this.name = 'BitstringError'
    this.code = code
  }
}

/** `u` (multibase base64url without padding) + gzip of the bytes. */
export async function encodeBitstring(bytes: Uint8Array): Promise<string> {
  const zipped = new Response(
    new Blob([new Uint8Array(bytes)]).stream().pipeThrough(new CompressionStream('gzip')),
  )
  return `u${toBase64url(new Uint8Array(await zipped.arrayBuffer()))}`
}

/**
 * The bytes of an `encodedList`. A list without the `u` (StatusList2021, and early Bitstring drafts) is read alike.
 * Throws BitstringError: `malformed` (not base64url of gzip), `too-large` (more than `maxBytes` when unzipped).
 */
export async function decodeBitstring(text: string, { maxBytes }: { maxBytes: number }): Promise<Uint8Array> {
  const zipped = fromBase64url(text.startsWith('u') ? text.slice(1) : text)
  return unzip(zipped, 'gzip', maxBytes)
}

export function getBit(bytes: Uint8Array, index: number): boolean {
  return (((bytes[index >> 3] ?? 0) >> (7 - (index & 7))) & 1) === 1
}

export function setBit(bytes: Uint8Array, index: number, on: boolean): void {
  const mask = 0x80 >> (index & 7)
  const byte = bytes[index >> 3]
  if (byte === undefined) throw new RangeError(`no bit ${index} in ${bytes.length} bytes`)
  bytes[index >> 3] = on ? byte | mask : byte & ~mask
}

/** The unsigned number of `size` bits (1 to 32) at entry `index`, most significant bit first (section 3.1, statusSize). */
export function getEntry(bytes: Uint8Array, index: number, size: number): number {
  let value = 0
  for (let bit = 0; bit < size; bit++) value = value * 2 + (getBit(bytes, index * size + bit) ? 1 : 0)
  return value
}

/** `deflate` is zlib. Throws BitstringError. */
export async function unzip(
  zipped: Uint8Array,
  format: 'gzip' | 'deflate',
  maxBytes: number,
): Promise<Uint8Array> {
  const unzipped = await inflate(zipped, format, maxBytes)
  if (unzipped.ok) return unzipped.bytes
  if (unzipped.code === 'too-large') throw new BitstringError('too-large', `more than ${maxBytes} bytes`)
  throw new BitstringError('malformed', `not ${format}`)
}

function toBase64url(bytes: Uint8Array): string {
  let binary = ''
  for (let at = 0; at < bytes.length; at += 0x8000) {
    binary += String.fromCharCode(...bytes.subarray(at, at + 0x8000))
  }
  return btoa(binary).replaceAll('+', '-').replaceAll('/', '_').replaceAll('=', '')
}

function fromBase64url(text: string): Uint8Array {
  if (!/^[\w+/-]*={0,2}$/.test(text)) throw new BitstringError('malformed', 'not base64url')
  try {
    const binary = atob(text.replaceAll('-', '+').replaceAll('_', '/').replaceAll('=', ''))
    return Uint8Array.from(binary, (character) => character.charCodeAt(0))
  } catch {
    throw new BitstringError('malformed', 'not base64url')
  }
}
