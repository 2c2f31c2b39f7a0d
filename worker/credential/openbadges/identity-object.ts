/** IdentityObject of Open Badges 3.0: by what a learner is known, as a salted hash or in clear. Pure. */
import { sha256 } from '@noble/hashes/sha2.js'
import { bytesToHex, utf8ToBytes } from '@noble/hashes/utils.js'
import type { JsonObject } from '../json.ts'
import type { Identity } from './description.ts'

export function buildIdentityObject({ identityType, value, salt }: Identity): JsonObject {
  if (salt === undefined) return { type: 'IdentityObject', hashed: false, identityHash: value, identityType }
  return { type: 'IdentityObject', hashed: true, identityHash: identityHash(value, salt), identityType, salt }
}

/** `sha256$` and the hex digest of value and salt, in UTF-8. */
export function identityHash(value: string, salt: string): string {
  return `sha256$${bytesToHex(sha256(utf8ToBytes(value + salt)))}`
}
