/**
 * Strict base64url, and multibase with the two prefixes that Data Integrity allows: `z` (base58btc) and `u` (base64url).
 * Strict means one text per byte string: a signature must not stay good when a spare bit of its last letter changes.
 * Pure.
 */
import { decode, encode } from 'jose/base64url'
import { decodeBase58, encodeBase58 } from './base58.ts'

export function encodeBase64url(bytes: Uint8Array): string {
  return encode(bytes)
}

/** Undefined for padding, foreign characters, an impossible length or spare bits that are not zero. */
export function decodeBase64url(text: string): Uint8Array | undefined {
  if (text.length % 4 === 1 || !/^[A-Za-z0-9_-]*$/.test(text)) return undefined
  const bytes = decode(text)
  const lastGroup = text.slice(text.length - (text.length % 4))
  const tail = bytes.subarray(bytes.length - (bytes.length % 3))
  return lastGroup === '' || encode(tail) === lastGroup ? bytes : undefined
}

export function encodeMultibase(bytes: Uint8Array, prefix: 'z' | 'u' = 'z'): string {
  return prefix + (prefix === 'z' ? encodeBase58(bytes) : encodeBase64url(bytes))
}

export function decodeMultibase(text: string): Uint8Array | undefined {
  if (text.startsWith('z')) return decodeBase58(text.slice(1))
  if (text.startsWith('u')) return decodeBase64url(text.slice(1))
  return undefined
}
