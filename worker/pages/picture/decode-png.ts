/**
 * Pixels of an issuer's PNG (ISO/IEC 15948): every colour type and depth, interlaced or not, up to 4 megapixels. What
 * cannot be read is null, never a throw; what is 16 bits deep keeps its upper 8.
 */

import { isPng, readPngChunks } from '../../credential/bake/png-chunks.ts'
import { concatBytes } from '../../credential/bytes.ts'
import { inflated } from './compress.ts'
import type { Pixels } from './picture.ts'

const MAX_PIXELS = 4_194_304
const SAMPLES: Record<number, number> = { 0: 1, 2: 3, 3: 1, 4: 2, 6: 4 }
const DEPTHS: Record<number, readonly number[]> = { 0: [1, 2, 4, 8, 16], 3: [1, 2, 4, 8] }
const GREY = 0
const COLOUR = 2
const PALETTE = 3

/** Where the pixels of a pass lie: from x and y on, every dx-th and dy-th. */
type Pass = readonly [x: number, y: number, dx: number, dy: number]
const WHOLE: readonly Pass[] = [[0, 0, 1, 1]]
const ADAM7: readonly Pass[] = [
  [0, 0, 8, 8],
  [4, 0, 8, 8],
  [0, 4, 4, 8],
  [2, 0, 4, 4],
  [0, 2, 2, 4],
  [1, 0, 2, 2],
  [0, 1, 1, 2],
]

interface Format {
  type: number
  depth: number
  samples: number
  palette: Uint8Array | undefined
  transparency: Uint8Array | undefined
}

export async function decodePng(bytes: Uint8Array): Promise<Pixels | null> {
  if (!isPng(bytes)) return null
  const { chunks } = readPngChunks(bytes)
  const chunk = (wanted: string) => chunks.find(({ type }) => type === wanted)?.data
  const header = chunk('IHDR')
  if (header?.length !== 13) return null
  const view = new DataView(header.buffer, header.byteOffset)
  const [width, height] = [view.getUint32(0), view.getUint32(4)]
  const [depth = 0, type = -1, , , interlace = 2] = header.subarray(8)
  const samples = SAMPLES[type]
  if (samples === undefined || !(DEPTHS[type] ?? [8, 16]).includes(depth) || interlace > 1) return null
  if (width === 0 || height === 0 || width * height > MAX_PIXELS) return null

  const passes = (interlace === 1 ? ADAM7 : WHOLE)
    .map(([x, y, dx, dy]) => {
      const [columns, rows] = [Math.ceil((width - x) / dx), Math.ceil((height - y) / dy)]
      return { at: [x, y, dx, dy] as Pass, columns, rows, stride: Math.ceil((columns * samples * depth) / 8) }
    })
    .filter(({ columns, rows }) => columns > 0 && rows > 0)
  const size = passes.reduce((sum, { rows, stride }) => sum + rows * (stride + 1), 0)
  const body = concatBytes(chunks.filter(({ type }) => type === 'IDAT').map(({ data }) => data))
  const lines = await inflated(body, size)
  if (lines?.length !== size) return null

  const format: Format = { type, depth, samples, palette: chunk('PLTE'), transparency: chunk('tRNS') }
  const data = new Uint8Array(width * height * 4)
  let start = 0
  for (const { at, columns, rows, stride } of passes) {
    const [x, y, dx, dy] = at
    for (let row = 0; row < rows; row++, start += stride + 1) {
      const before = row === 0 ? undefined : lines.subarray(start - stride, start)
      const line = lines.subarray(start + 1, start + 1 + stride)
      if (!unfilter(lines[start] ?? 0, line, before, Math.max(1, (samples * depth) >> 3))) return null
      putLine(data, ((y + row * dy) * width + x) * 4, dx * 4, line, columns, format)
    }
  }
  return { width, height, data }
}

/** In place. False for a filter that there is none of. */
function unfilter(filter: number, line: Uint8Array, above: Uint8Array | undefined, step: number): boolean {
  const { length } = line
  if (filter === 0) return true
  if (filter === 1) {
    for (let x = step; x < length; x++) line[x] = (line[x] ?? 0) + (line[x - step] ?? 0)
  } else if (filter === 2) {
    if (above) for (let x = 0; x < length; x++) line[x] = (line[x] ?? 0) + (above[x] ?? 0)
  } else if (filter === 3) {
    for (let x = 0; x < length; x++)
      line[x] = (line[x] ?? 0) + (((x < step ? 0 : (line[x - step] ?? 0)) + (above?.[x] ?? 0)) >> 1)
  } else if (filter === 4) {
    for (let x = 0; x < length; x++) {
      const a = x < step ? 0 : (line[x - step] ?? 0)
      line[x] = (line[x] ?? 0) + paeth(a, above?.[x] ?? 0, x < step ? 0 : (above?.[x - step] ?? 0))
    }
  } else return false
  return true
}

function paeth(a: number, b: number, c: number): number {
  const [pa, pb, pc] = [Math.abs(b - c), Math.abs(a - c), Math.abs(a + b - 2 * c)]
  return pa <= pb && pa <= pc ? a : pb <= pc ? b : c
}

/** One line of samples as RGBA, from `to` on, every `step` bytes. */
function putLine(
  data: Uint8Array,
  to: number,
  step: number,
  line: Uint8Array,
  columns: number,
  format: Format,
) {
  const { type, depth, samples, palette, transparency } = format
  const full = depth === 16 ? 255 : (1 << depth) - 1
  const raw = (index: number) => {
    if (depth === 8) return line[index] ?? 0
    if (depth === 16) return line[index * 2] ?? 0
    const bit = index * depth
    return ((line[bit >> 3] ?? 0) >> (8 - depth - (bit & 7))) & full
  }
  // One colour that is to be transparent, as 16 bits a sample.
  const key = (sample: number) => transparency?.[sample * 2 + (depth === 16 ? 0 : 1)]
  for (let column = 0, first = 0; column < columns; column++, first += samples, to += step) {
    const value = raw(first)
    let alpha = 255
    if (type === PALETTE) {
      data[to] = palette?.[value * 3] ?? 0
      data[to + 1] = palette?.[value * 3 + 1] ?? 0
      data[to + 2] = palette?.[value * 3 + 2] ?? 0
      alpha = transparency?.[value] ?? 255
    } else if (samples <= 2) {
      const grey = full === 255 ? value : Math.round((value * 255) / full)
      data[to] = data[to + 1] = data[to + 2] = grey
      if (type === GREY) alpha = transparency && value === key(0) ? 0 : 255
      else alpha = raw(first + 1)
    } else {
      const [green, blue] = [raw(first + 1), raw(first + 2)]
      data[to] = value
      data[to + 1] = green
      data[to + 2] = blue
      if (type !== COLOUR) alpha = raw(first + 3)
      else if (transparency && value === key(0) && green === key(1) && blue === key(2)) alpha = 0
    }
    data[to + 3] = alpha
  }
}
