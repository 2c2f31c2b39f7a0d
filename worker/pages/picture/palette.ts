/** The colours of a picture as a palette of at most 256. Pure. */
import type { Pixels } from './picture.ts'

const MAX_COLOURS = 256
/** More different ones than this: a photograph, which a palette would spoil. */
const MAX_DIFFERENT = 4096
const SLOTS = 16_384
const UNUSED = -1

export interface Indexed {
  /** R, G, B of each, those with transparency first. */
  colours: Uint8Array
  /** Of the first ones; the others are opaque. */
  alphas: Uint8Array
  /** One a pixel, each row behind the byte of PNG that says 'unfiltered'. */
  rows: Uint8Array
}

/** Null where there are more than 256 and none may be replaced by one that is near it. `data` is RGBA. */
export function indexColours({ width, height, data }: Pixels, mayReplace: boolean): Indexed | null {
  const pixels = new Uint32Array(data.buffer, data.byteOffset, data.length / 4)
  const found = differentColours(pixels, mayReplace ? MAX_DIFFERENT : MAX_COLOURS)
  if (found === null) return null
  const byCount = [...found.counts.keys()].sort((a, b) => (found.counts[b] ?? 0) - (found.counts[a] ?? 0))
  const kept = byCount.slice(0, MAX_COLOURS)
  const alphaOf = (slot: number) => channel(found.colours[slot] ?? 0, 3)
  kept.sort((a, b) => Number(alphaOf(a) === 255) - Number(alphaOf(b) === 255))
  const palette = kept.map((number) => found.colours[number] ?? 0)
  const indexOf = new Uint8Array(found.colours.length)
  for (const [index, number] of kept.entries()) indexOf[number] = index
  for (const number of byCount.slice(MAX_COLOURS))
    indexOf[number] = nearest(palette, found.colours[number] ?? 0)
  const rows = new Uint8Array((width + 1) * height)
  let [colour, index] = [pixels[0] ?? 0, indexOf[0] ?? 0]
  for (let y = 0, from = 0, to = 0; y < height; y++) {
    to++
    for (const end = from + width; from < end; ) {
      const next = pixels[from++] ?? 0
      if (next !== colour) {
        colour = next
        index = indexOf[found.numberOf(colour)] ?? 0
      }
      rows[to++] = index
    }
  }
  return {
    colours: Uint8Array.from(
      palette.flatMap((colour) => [channel(colour, 0), channel(colour, 1), channel(colour, 2)]),
    ),
    alphas: Uint8Array.from(palette.map((colour) => channel(colour, 3)).filter((alpha) => alpha < 255)),
    rows,
  }
}

/** Each colour gets a number in the order of its first pixel. Open addressing: a map would cost more than all the rest. */
function differentColours(pixels: Uint32Array, most: number) {
  const keys = new Uint32Array(SLOTS)
  const numbers = new Int16Array(SLOTS).fill(UNUSED)
  const colours: number[] = []
  const counts: number[] = []
  const slotOf = (colour: number) => {
    let slot = Math.imul(colour, 0x9e3779b1) >>> 18
    while (numbers[slot] !== UNUSED && keys[slot] !== colour) slot = (slot + 1) % SLOTS
    return slot
  }
  for (let at = 0, end = 0; at < pixels.length; at = end) {
    const colour = pixels[at] ?? 0
    end = at + 1
    while (end < pixels.length && pixels[end] === colour) end++
    const slot = slotOf(colour)
    let number = numbers[slot] ?? UNUSED
    if (number === UNUSED) {
      if (colours.length === most) return null
      number = colours.length
      keys[slot] = colour
      numbers[slot] = number
      colours.push(colour)
      counts.push(0)
    }
    counts[number] = (counts[number] ?? 0) + end - at
  }
  return { colours, counts, numberOf: (colour: number) => numbers[slotOf(colour)] ?? 0 }
}

function nearest(palette: readonly number[], colour: number): number {
  let [best, least] = [0, Number.POSITIVE_INFINITY]
  const [r, g, b, a] = [channel(colour, 0), channel(colour, 1), channel(colour, 2), channel(colour, 3)]
  for (let index = 0; index < palette.length; index++) {
    const other = palette[index] ?? 0
    const distance =
      (channel(other, 0) - r) ** 2 +
      (channel(other, 1) - g) ** 2 +
      (channel(other, 2) - b) ** 2 +
      2 * (channel(other, 3) - a) ** 2
    if (distance < least) [best, least] = [index, distance]
  }
  return best
}

/** Of a pixel as this machine reads it (little-endian, as all that run Workers are). */
function channel(pixel: number, index: number): number {
  return (pixel >>> (index * 8)) & 255
}
