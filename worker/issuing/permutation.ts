/**
 * The n-th status index of a list: a permutation of 0 … size-1 keyed by the list's secret seed, so that indices look random
 * (who knows one learns nothing of the next) and never collide, with no more state than a counter. Pure.
 * An unbalanced Feistel network over the bits of the index: each round changes one half by a keyed hash of the other, which
 * undoes itself, so the whole is a permutation whatever the hash.
 */
import { hmac } from '@noble/hashes/hmac.js'
import { sha256 } from '@noble/hashes/sha2.js'

const ROUNDS = 8

/** `size` is a power of two. */
export function permute(position: number, size: number, seed: Uint8Array): number {
  const bits = 31 - Math.clz32(size)
  if (size !== 2 ** bits || position < 0 || position >= size)
    throw new RangeError(`no position ${position} of ${size}`)
  const lowBits = bits >> 1
  const lowMask = 2 ** lowBits - 1
  const highMask = 2 ** (bits - lowBits) - 1
  let low = position & lowMask
  let high = position >> lowBits
  const mix = (round: number, half: number): number => {
    const message = new Uint8Array([round, half >> 16, half >> 8, half])
    const [first = 0, second = 0, third = 0] = hmac(sha256, seed, message)
    return (first << 16) | (second << 8) | third
  }
  for (let round = 0; round < ROUNDS; round++) {
    if (round % 2 === 0) high ^= mix(round, low) & highMask
    else low ^= mix(round, high) & lowMask
  }
  return (high << lowBits) | low
}
