/**
 * PNG (ISO/IEC 15948) of painted pixels. A flat picture has few colours: it is written with a palette, a third of the
 * bytes to compress. Pure but for the runtime's compression.
 */
import { joinPng, writePngChunk } from '../../credential/bake/png-chunks.ts'
import { deflate } from './compress.ts'
import { indexColours } from './palette.ts'
import type { Pixels } from './picture.ts'

const UP = 2
const [COLOUR, PALETTE, COLOUR_AND_ALPHA] = [2, 3, 6]

/** `isFlat`: rare shades beyond 256 colours may take the nearest one. Else every pixel is kept as it is. */
export async function encodePng(pixels: Pixels, isFlat = false): Promise<Uint8Array> {
  const { width, height, data } = pixels
  const indexed = indexColours(pixels, isFlat)
  if (indexed) {
    const { colours, alphas, rows } = indexed
    return await png(width, height, PALETTE, rows, [
      writePngChunk('PLTE', colours),
      ...(alphas.length > 0 ? [writePngChunk('tRNS', alphas)] : []),
    ])
  }
  if (!isOpaque(data)) return await png(width, height, COLOUR_AND_ALPHA, filteredRows(data, width * 4))
  return await png(width, height, COLOUR, filteredRows(withoutAlpha(data), width * 3))
}

async function png(
  width: number,
  height: number,
  type: number,
  rows: Uint8Array,
  before: Uint8Array[] = [],
): Promise<Uint8Array> {
  const header = new Uint8Array(13)
  const view = new DataView(header.buffer)
  view.setUint32(0, width)
  view.setUint32(4, height)
  header.set([8, type, 0, 0, 0], 8)
  return joinPng([
    writePngChunk('IHDR', header),
    ...before,
    writePngChunk('IDAT', await deflate(rows)),
    writePngChunk('IEND', new Uint8Array()),
  ])
}

/** Each row as its difference to the one above it, behind the byte that says so. */
export function filteredRows(samples: Uint8Array, stride: number): Uint8Array {
  const height = samples.length / stride
  const rows = new Uint8Array((stride + 1) * height)
  for (let y = 0, from = 0, to = 0; y < height; y++) {
    rows[to++] = UP
    const end = from + stride
    if (y === 0) {
      rows.set(samples.subarray(from, end), to)
      from = end
      to += stride
    } else while (from < end) rows[to++] = (samples[from] ?? 0) - (samples[from++ - stride] ?? 0)
  }
  return rows
}

function isOpaque(data: Uint8Array): boolean {
  for (let at = 3; at < data.length; at += 4) if (data[at] !== 255) return false
  return true
}

function withoutAlpha(data: Uint8Array): Uint8Array {
  const out = new Uint8Array((data.length / 4) * 3)
  for (let from = 0, to = 0; from < data.length; from += 4, to += 3) {
    out[to] = data[from] ?? 0
    out[to + 1] = data[from + 1] ?? 0
    out[to + 2] = data[from + 2] ?? 0
  }
  return out
}
