/** Synchronous hashes: Web Crypto's are a promise a call, and canonicalizing takes one for every blank node. Pure. */
import { sha256, sha384 } from '@noble/hashes/sha2.js'
import { bytesToHex, utf8ToBytes } from '@noble/hashes/utils.js'

export type HashAlgorithm = 'SHA-256' | 'SHA-384'

/** Of the text in UTF-8, in lower-case hexadecimal. */
export function hashOf(algorithm: HashAlgorithm, text: string): string {
  const bytes = utf8ToBytes(text)
  return bytesToHex(algorithm === 'SHA-256' ? sha256(bytes) : sha384(bytes))
}
