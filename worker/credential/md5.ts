/** MD5 of a text, in hexadecimal: Open Badges 1 and 2 hash a recipient's identity by it. Pure; loaded when first needed. */
import { md5 } from '@noble/hashes/legacy.js'
import { bytesToHex, utf8ToBytes } from '@noble/hashes/utils.js'

export function md5Hex(text: string): string {
  return bytesToHex(md5(utf8ToBytes(text)))
}
