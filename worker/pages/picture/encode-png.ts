/** PNG (ISO/IEC 15948) of painted pixels. */
import { joinPng, writePngChunk } from '../../credential/bake/png-chunks.ts'
import { deflate } from './compress.ts'
import type { Pixels } from './picture.ts'

const UP = 2

/** Without an alpha channel where every pixel is opaque. */
export async function encodePng({ width, height, data }: Pixels): Promise<Uint8Array> {
  const opaque = isOpaque(data)
  const header = new Uint8Array(13)
  const view = new DataView(header.buffer)
  view.setUint32(0, width)
  view.setUint32(4, height)
  header.set([8, opaque ? 2 : 6, 0, 0, 0], 8)
  const rows = filteredRows(opaque ? withoutAlpha(data) : data, width * (opaque ? 3 : 4))
  return joinPng([
    writePngChunk('IHDR', header),
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
