/** base58btc (the Bitcoin alphabet), as Multikey and Data Integrity use it behind the multibase prefix `z`. Pure. */

const ALPHABET = '123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz'
const VALUES = new Map([...ALPHABET].map((character, value) => [character, value]))

/** Decoding takes quadratic time; keys and signatures are far shorter than this. */
const MAX_CHARACTERS = 1024

/** Digits worked on at once: 256 × 58⁷ is still an exact number. */
const DIGITS_AT_ONCE = 7
const CHUNK = 58 ** DIGITS_AT_ONCE

export function encodeBase58(bytes: Uint8Array): string {
  /** The number in base 58⁷, lowest chunk first. */
  const chunks: number[] = []
  for (const byte of bytes) {
    let carry = byte
    for (let i = 0; i < chunks.length; i++) {
      carry += (chunks[i] as number) * 256
      chunks[i] = carry % CHUNK
      carry = Math.floor(carry / CHUNK)
    }
    if (carry > 0) chunks.push(carry)
  }
  const zeros = bytes.findIndex((byte) => byte !== 0)
  const leading = ALPHABET.charAt(0).repeat(zeros === -1 ? bytes.length : zeros)
  return leading + chunks.reduce((text, chunk) => digitsOf(chunk) + text, '').replace(/^1+/, '')
}

function digitsOf(chunk: number): string {
  let text = ''
  for (let rest = chunk; text.length < DIGITS_AT_ONCE; rest = Math.floor(rest / 58)) {
    text = ALPHABET.charAt(rest % 58) + text
  }
  return text
}

/** Undefined for a foreign character or an over-long text. Every byte string has exactly one text. */
export function decodeBase58(text: string): Uint8Array | undefined {
  if (text.length > MAX_CHARACTERS) return undefined
  const bytes: number[] = []
  for (const character of text) {
    const value = VALUES.get(character)
    if (value === undefined) return undefined
    let carry = value
    for (let i = 0; i < bytes.length; i++) {
      carry += (bytes[i] as number) * 58
      bytes[i] = carry & 0xff
      carry >>= 8
    }
    while (carry > 0) {
      bytes.push(carry & 0xff)
      carry >>= 8
    }
  }
  const firstDigit = [...text].findIndex((character) => character !== '1')
  const leading = firstDigit === -1 ? text.length : firstDigit
  return new Uint8Array([...new Array<number>(leading).fill(0), ...bytes.reverse()])
}
