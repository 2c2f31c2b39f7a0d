/**
 * Strict base64url, and multibase with the two prefixes that Data Integrity allows: `z` (base58btc) and `u` (base64url).
 * Strict means one text per byte string: a signature must not stay good when a spare bit of its last letter changes.
 * Pure.
 */
import { decode, encode } from 'jose/base64url'
import { decodeBase58, encodeBase58 } from './base58.ts'

interface NodeBuffer extends Uint8Array {
  toString(encoding?: 'base64url'): string
}

interface NodeBufferMaker {
  from(text: string, encoding: 'base64url'): NodeBuffer
  from(memory: ArrayBufferLike, offset: number, length: number): NodeBuffer
}

/** Node's codec where bytes have none of their own yet (Node before 25): ten times as fast as doing without. */
const nodeBuffer =
  'fromBase64' in Uint8Array ? undefined : (globalThis as { Buffer?: NodeBufferMaker }).Buffer

export function encodeBase64url(bytes: Uint8Array): string {
  if (nodeBuffer === undefined) return encode(bytes)
  return nodeBuffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('base64url')
}

type StrictDecoder = (
  text: string,
  options: { alphabet: 'base64url'; lastChunkHandling: 'strict' },
) => Uint8Array

/** The runtime's own (workerd, browsers, Node 25), which looks at spare bits itself: nothing to encode again. */
const { fromBase64 } = Uint8Array as unknown as { fromBase64?: StrictDecoder }

/** Undefined for padding, foreign characters, an impossible length or spare bits that are not zero. */
export function decodeBase64url(text: string): Uint8Array | undefined {
  if (fromBase64 !== undefined) return decodeStrictly(text, fromBase64)
  const bytes = leniently(text)
  return bytes !== undefined && encodeBase64url(bytes) === text ? bytes : undefined
}

/** It wants padding, which the text must not have, and passes over white space: either makes the bytes too few. */
function decodeStrictly(text: string, decoder: StrictDecoder): Uint8Array | undefined {
  if (text.length % 4 === 1) return undefined
  const padded = text.padEnd(text.length + ((4 - (text.length % 4)) % 4), '=')
  try {
    const bytes = decoder.call(Uint8Array, padded, { alphabet: 'base64url', lastChunkHandling: 'strict' })
    return bytes.length === Math.floor((text.length * 3) / 4) ? bytes : undefined
  } catch {
    return undefined
  }
}

function leniently(text: string): Uint8Array | undefined {
  if (nodeBuffer !== undefined) return new Uint8Array(nodeBuffer.from(text, 'base64url'))
  try {
    return decode(text)
  } catch {
    return undefined
  }
}

export function encodeMultibase(bytes: Uint8Array, prefix: 'z' | 'u' = 'z'): string {
  return prefix + (prefix === 'z' ? encodeBase58(bytes) : encodeBase64url(bytes))
}

export function decodeMultibase(text: string): Uint8Array | undefined {
  if (text.startsWith('z')) return decodeBase58(text.slice(1))
  if (text.startsWith('u')) return decodeBase64url(text.slice(1))
  return undefined
}
