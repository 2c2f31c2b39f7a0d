/**
 * Signatures checked at once in Node, whose Web Crypto sends every check to another thread: the way there and back, and
 * the caches that are cold afterwards, cost half as much again as the check. Pure. Ed25519 and ECDSA only; the tests hold
 * it to Web Crypto's answers. Elsewhere (workerd, browsers) Web Crypto is asked.
 */
import type { VerificationAlgorithm } from './algorithms.ts'

export type Check = (signature: Uint8Array, data: Uint8Array) => boolean

interface NodeCrypto {
  KeyObject: { from(key: CryptoKey): object }
  verify(hash: string | null, data: Uint8Array, key: object, signature: Uint8Array): boolean
}

interface Runtime {
  process?: { getBuiltinModule?(name: 'node:crypto'): NodeCrypto | undefined }
  navigator?: { userAgent: string }
}

/** The hash, and the only length that a signature has: r ‖ s (IEEE P1363), where OpenSSL would also read others. */
const ECDSA: Partial<Record<VerificationAlgorithm, { hash: string; bytes: number }>> = {
  ES256: { hash: 'sha256', bytes: 64 },
  ES384: { hash: 'sha384', bytes: 96 },
  ES512: { hash: 'sha512', bytes: 132 },
}
const ED25519_SIGNATURE_BYTES = 64

const nodeCrypto = findNodeCrypto()

/**
 * workerd has `node:crypto` too, and no thread to save: its Web Crypto checks at once. There `process` is not even looked
 * at, which would load it.
 */
function findNodeCrypto(): NodeCrypto | undefined {
  const runtime = globalThis as Runtime
  if (runtime.navigator?.userAgent === 'Cloudflare-Workers') return undefined
  return runtime.process?.getBuiltinModule?.('node:crypto')
}

/** Undefined where this runtime or this algorithm has none. `key`: as Web Crypto imported it, and so judged it. */
export function checkAtOnce(algorithm: VerificationAlgorithm, key: CryptoKey): Check | undefined {
  if (nodeCrypto === undefined) return undefined
  const { KeyObject, verify } = nodeCrypto
  if (algorithm === 'EdDSA') {
    const keyObject = KeyObject.from(key)
    return (signature, data) =>
      signature.length === ED25519_SIGNATURE_BYTES && verify(null, data, keyObject, signature)
  }
  const ecdsa = ECDSA[algorithm]
  if (ecdsa === undefined) return undefined
  const withEncoding = { key: KeyObject.from(key), dsaEncoding: 'ieee-p1363' }
  return (signature, data) =>
    signature.length === ecdsa.bytes && verify(ecdsa.hash, data, withEncoding, signature)
}
