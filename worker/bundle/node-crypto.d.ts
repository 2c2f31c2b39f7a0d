import type { NodeCrypto } from '../credential/node-crypto.ts'

interface Hashing {
  update(bytes: Uint8Array): { digest(): Uint8Array }
}

export function createHash(name: string): Hashing
export function createHmac(name: string, key: Uint8Array): Hashing
export const nodeCrypto: NodeCrypto
