/** Bearer tokens: making them, hashing them, telling them apart. Pure but for Web Crypto. */
import { bytesToHex, hexToBytes } from '@noble/hashes/utils.js'
import { base64url } from 'jose'

const SECRET_BYTES = 32
const PREFIX_BYTES = 5

export interface NewToken {
  /** Shown once. `laurel_` names it for secret scanners. */
  token: string
  /** Not secret. */
  prefix: string
  hash: string
}

export async function createToken(): Promise<NewToken> {
  const prefix = `laurel_${bytesToHex(crypto.getRandomValues(new Uint8Array(PREFIX_BYTES)))}`
  const secret = base64url.encode(crypto.getRandomValues(new Uint8Array(SECRET_BYTES)))
  const token = `${prefix}_${secret}`
  return { token, prefix, hash: await sha256Hex(token) }
}

export async function sha256Hex(data: string | Uint8Array): Promise<string> {
  const bytes = typeof data === 'string' ? new TextEncoder().encode(data) : data
  return bytesToHex(new Uint8Array(await crypto.subtle.digest('SHA-256', bytes)))
}

/** Compares digests, so that neither content nor length shows in the time it takes. */
export async function sameSecret(given: string, expected: string): Promise<boolean> {
  return sameDigest(await sha256Hex(given), await sha256Hex(expected))
}

/** Both in hexadecimal. */
export function sameDigest(a: string, b: string): boolean {
  return crypto.subtle.timingSafeEqual(hexToBytes(a), hexToBytes(b))
}
