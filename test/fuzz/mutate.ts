/** Chance that can be repeated, and what it does to bytes and to objects: the fuzz runs' common part. */
import type { JsonObject, JsonValue } from '../../worker/credential/json.ts'

/** Pieces that readers are known to stumble over. */
const PIECES = [
  '"',
  '{',
  '}',
  '[',
  ']',
  ',',
  ':',
  '\\',
  '\\u0000',
  '\\ud800',
  '__proto__',
  'null',
  '1e999',
  '-0',
  '~',
  '.',
  '<!--',
  ']]>',
  '<![CDATA[',
  '&#x0;',
  '</svg>',
  '<svg ',
  '\u0000',
  '\ufeff',
  'https://',
  '"@context":',
  '"proof":[],',
  '"type":"x",',
].map((piece) => new TextEncoder().encode(piece))

/** A whole number from 0 to below `below`. */
export type Random = (below: number) => number

/** Small, fast, and the same on every machine: xorshift32. */
export function randomOf(seed: number): Random {
  let state = (seed | 0) === 0 ? 1 : seed | 0
  return (below) => {
    state ^= state << 13
    state ^= state >>> 17
    state ^= state << 5
    return (state >>> 0) % below
  }
}

export function mutate(bytes: Uint8Array, random: Random): Uint8Array {
  let mutated = Uint8Array.from(bytes)
  for (let times = random(4); times >= 0; times--) {
    const at = random(mutated.length + 1)
    const span = random(random(8) === 0 ? 200 : 6)
    const piece = [
      () => Uint8Array.of(random(256)),
      () => PIECES[random(PIECES.length)] ?? new Uint8Array(),
      () => mutated.slice(random(mutated.length + 1)).subarray(0, 40),
      () => new Uint8Array(),
    ][random(4)]?.() as Uint8Array
    const next = new Uint8Array(mutated.length - Math.min(span, mutated.length - at) + piece.length)
    next.set(mutated.subarray(0, at))
    next.set(piece, at)
    next.set(mutated.subarray(at + Math.min(span, mutated.length - at)), at + piece.length)
    mutated = next
  }
  return mutated
}

export function pick<T>(values: readonly T[], random: Random): T {
  return values[random(values.length)] as T
}

/** Values that a reader might take for something else. */
export const ODD_VALUES: readonly JsonValue[] = [
  null,
  '',
  0,
  -1,
  1,
  7,
  1.5,
  1e300,
  2 ** 53,
  true,
  [],
  {},
  'x',
  '0',
  '-1',
  '1e3',
  '131071',
  '131072',
  '2026-01-01T00:00:00Z',
  '2030-01-01T00:00:00Z',
  'revocation',
  ['revocation', 'suspension'],
  'did:key:z6Mk',
]

/** A copy with up to three members left out, made odd, or given the value of another member. */
export function mutateMembers(object: JsonObject, random: Random): JsonObject {
  const copy = structuredClone(object)
  for (let times = random(4); times > 0; times--) {
    const name = pick(Object.keys(copy), random)
    if (name === undefined) return copy
    const change = random(4)
    if (change === 0) delete copy[name]
    else if (change === 1) copy[name] = copy[pick(Object.keys(copy), random)] as JsonValue
    else copy[name] = pick(ODD_VALUES, random)
  }
  return copy
}
