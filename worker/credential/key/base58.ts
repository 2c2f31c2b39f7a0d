/** base58btc (the Bitcoin alphabet), as Multikey and Data Integrity use it behind the multibase prefix `z`. Pure. */

const ALPHABET = '123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz'
/** By code unit; undefined where it is no digit. */
const VALUES: (number | undefined)[] = []
for (const [value, digit] of [...ALPHABET].entries()) VALUES[digit.charCodeAt(0)] = value

/** Decoding takes quadratic time; keys and signatures are far shorter than this. */
const MAX_CHARACTERS = 1024

/** Digits written at once: 256 × 58⁴ is still an integer of 32 bits, which is what makes it fast. */
const DIGITS_AT_ONCE = 4
const CHUNK = 58 ** DIGITS_AT_ONCE

export function encodeBase58(bytes: Uint8Array): string {
  /** The number in base 58⁴, lowest chunk first. */
  const chunks: number[] = []
  for (const byte of bytes) {
    let carry = byte
    for (let i = 0; i < chunks.length; i++) {
      carry = ((chunks[i] as number) * 256 + carry) >>> 0
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

/** Digits read at once, into limbs of 16 bits: 2¹⁶ × 58² is still a small integer, which is what makes it fast. */
const DIGITS_READ_AT_ONCE = 2

/** Undefined for a foreign character or an over-long text. Every byte string has exactly one text. */
export function decodeBase58(text: string): Uint8Array | undefined {
  if (text.length > MAX_CHARACTERS) return undefined
  /** The number in base 2¹⁶, lowest limb first. */
  const limbs: number[] = []
  for (let at = 0; at < text.length; at += DIGITS_READ_AT_ONCE) {
    let carry = 0
    let scale = 1
    const end = Math.min(at + DIGITS_READ_AT_ONCE, text.length)
    for (let digit = at; digit < end; digit++) {
      const value = VALUES[text.charCodeAt(digit)]
      if (value === undefined) return undefined
      carry = carry * 58 + value
      scale *= 58
    }
    for (let i = 0; i < limbs.length; i++) {
      carry += (limbs[i] as number) * scale
      limbs[i] = carry & 0xffff
      carry >>>= 16
    }
    if (carry > 0) limbs.push(carry)
  }
  return withLeadingZeros(limbs, /^1*/.exec(text)?.[0].length ?? 0)
}

function withLeadingZeros(limbs: number[], zeros: number): Uint8Array {
  const number = new Uint8Array(limbs.length * 2)
  const view = new DataView(number.buffer)
  for (const [i, limb] of limbs.toReversed().entries()) view.setUint16(i * 2, limb)
  const first = number.findIndex((byte) => byte !== 0)
  const significant = first === -1 ? number.subarray(number.length) : number.subarray(first)
  const bytes = new Uint8Array(zeros + significant.length)
  bytes.set(significant, zeros)
  return bytes
}
