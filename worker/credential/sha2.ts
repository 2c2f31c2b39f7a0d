/**
 * SHA-2 at once, where Web Crypto's digest is a promise and, in Node, a thread's round trip: hashing a credential costs
 * less than waiting for it. Pure. By the runtime's own `node:crypto` where it offers one without an import (Node,
 * workerd), else by @noble/hashes (browsers); the tests hold both to the same answers.
 */
import { sha256 } from '@noble/hashes/sha2.js'
import { bytesToHex } from '@noble/hashes/utils.js'

export type Sha2 = 'SHA-256' | 'SHA-384'

interface NodeCrypto {
  createHash(name: string): {
    update(
      data: Uint8Array | string,
      encoding?: 'utf8',
    ): { digest(): Uint8Array; digest(encoding: 'hex'): string }
  }
  /** At once, without the object: twice as fast for short texts. Node 20.12; not in every runtime. */
  hash?(name: string, text: string, encoding: 'hex'): string
  hash?(name: string, text: string, encoding: 'buffer'): Uint8Array
}

interface NodeProcess {
  getBuiltinModule?(name: 'node:crypto'): NodeCrypto | undefined
}

const NODE_NAMES = { 'SHA-256': 'sha256', 'SHA-384': 'sha384' } as const

/** Null until the first hash: in workerd `process` and `node:crypto` are loaded by asking for them. */
let found: NodeCrypto | undefined | null = null

function nodeCrypto(): NodeCrypto | undefined {
  if (found === null) {
    const { process } = globalThis as { process?: NodeProcess }
    found = process?.getBuiltinModule?.('node:crypto')
  }
  return found
}

let sha384: ((bytes: Uint8Array) => Uint8Array) | undefined

/** To be awaited before the first SHA-384, which browsers load only then. */
export async function prepareSha384(): Promise<void> {
  if (nodeCrypto() === undefined) sha384 ??= (await import('#sha384')).sha384
}

/** Throws for a SHA-384 that was not prepared. */
export function sha2(algorithm: Sha2, bytes: Uint8Array): Uint8Array {
  const node = nodeCrypto()
  if (node !== undefined) return new Uint8Array(node.createHash(NODE_NAMES[algorithm]).update(bytes).digest())
  if (algorithm === 'SHA-256') return sha256(bytes)
  if (sha384 === undefined) throw new Error('SHA-384 was not prepared')
  return sha384(bytes)
}

/** Of the text in UTF-8. */
export function sha2OfText(algorithm: Sha2, text: string): Uint8Array {
  const node = nodeCrypto()
  if (node?.hash !== undefined) return new Uint8Array(node.hash(NODE_NAMES[algorithm], text, 'buffer'))
  return sha2(algorithm, new TextEncoder().encode(text))
}

/** Of the text in UTF-8, in lower-case hexadecimal. */
export function sha2Hex(algorithm: Sha2, text: string): string {
  const node = nodeCrypto()
  if (node?.hash !== undefined) return node.hash(NODE_NAMES[algorithm], text, 'hex')
  if (node !== undefined) return node.createHash(NODE_NAMES[algorithm]).update(text, 'utf8').digest('hex')
  return bytesToHex(sha2(algorithm, new TextEncoder().encode(text)))
}
