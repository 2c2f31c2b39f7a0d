import { hmac } from '@noble/hashes/hmac.js'
import { md5 } from '@noble/hashes/legacy.js'
import { sha256, sha384 } from '@noble/hashes/sha2.js'
import { bytesToHex, utf8ToBytes } from '@noble/hashes/utils.js'
import { expect, it } from 'vitest'
import { sha2, sha2Hex } from '../../worker/credential/sha2.ts'

const TEXTS = ['', 'abc', 'é 🏆 \ud83c ＪＬＰＴ', 'x'.repeat(100_000)]

it.each(TEXTS)("the runtime's own SHA-2 and the library's are one (%#)", async (text) => {
  const bytes = utf8ToBytes(text)
  expect(sha2Hex('SHA-256', text)).toBe(bytesToHex(sha256(bytes)))
  expect(sha2Hex('SHA-384', text)).toBe(bytesToHex(sha384(bytes)))
  expect(sha2('SHA-256', bytes)).toEqual(new Uint8Array(await crypto.subtle.digest('SHA-256', bytes)))
  expect(sha2('SHA-384', bytes)).toEqual(new Uint8Array(await crypto.subtle.digest('SHA-384', bytes)))
})

it.each(TEXTS)(
  'what the Worker is built with instead of the library answers as it does (%#)',
  async (text) => {
    const own = await import('../../worker/bundle/noble-hashes.ts')
    const bytes = utf8ToBytes(text)
    expect(own.sha256(bytes)).toEqual(sha256(bytes))
    expect(own.sha384(bytes)).toEqual(sha384(bytes))
    expect(own.md5(bytes)).toEqual(md5(bytes))
    expect(own.hmac(own.sha256, sha256(bytes), bytes)).toEqual(hmac(sha256, sha256(bytes), bytes))
  },
)
