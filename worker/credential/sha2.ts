/**
 * SHA-2 at once, where Web Crypto's digest is a promise and, in Node, a thread's round trip: hashing a credential costs
 * less than waiting for it. Pure. By the runtime's own `node:crypto` where it offers one without an import (Node,
 * workerd), else by @noble/hashes (browsers); the tests hold both to the same answers.
 */

import { sha256 } from '@noble/hashes/sha2.js'
import { bytesToHex } from '@noble/hashes/utils.js'
import { nodeCrypto } from '#node-crypto'

export type Sha2 = 'SHA-256' | 'SHA-384'

const NODE_NAMES = { 'SHA-256': 'sha256', 'SHA-384': 'sha384' } as const

let sha384: ((bytes: Uint8Array) => Uint8Array) | undefined

/** To be awaited before the first SHA-384, which browsers load only then. */
export async function prepareSha384(): Promise<void> {
  if (nodeCrypto === undefined) sha384 ??= (await import('./sha384.ts')).sha384
}

/** Throws for a SHA-384 that was not prepared. */
export function sha2(algorithm: Sha2, bytes: Uint8Array): Uint8Array {
  if (nodeCrypto !== undefined)
    return new Uint8Array(nodeCrypto.createHash(NODE_NAMES[algorithm]).update(bytes).digest())
  if (algorithm === 'SHA-256') return sha256(bytes)
  if (sha384 === undefined) throw new Error('SHA-384 was not prepared')
  return sha384(bytes)
}

/** Of the text in UTF-8. */
export function sha2OfText(algorithm: Sha2, text: string): Uint8Array {
  if (nodeCrypto?.hash !== undefined)
    return new Uint8Array(nodeCrypto.hash(NODE_NAMES[algorithm], text, 'buffer'))
  return sha2(algorithm, new TextEncoder().encode(text))
}

/** Of the text in UTF-8, in lower-case hexadecimal. */
export function sha2Hex(algorithm: Sha2, text: string): string {
  if (nodeCrypto?.hash !== undefined) return nodeCrypto.hash(NODE_NAMES[algorithm], text, 'hex')
  if (nodeCrypto !== undefined)
    return nodeCrypto.createHash(NODE_NAMES[algorithm]).update(text, 'utf8').digest('hex')
  return bytesToHex(sha2(algorithm, new TextEncoder().encode(text)))
}
