/**
 * PNG (ISO/IEC 15948) of painted pixels, and pixels of an issuer's PNG. Uses CompressionStream; otherwise pure.
 * Reading takes 8-bit images without interlacing up to 4 megapixels; anything else is null, never a throw.
 */
import { isPng, joinPng, readPngChunks, writePngChunk } from '../../credential/bake/png-chunks.ts'
import type { Pixels } from './picture.ts'

const MAX_PIXELS = 4_194_304
const UP = 2

/** Without an alpha channel where every pixel is opaque. */
export async function encodePng({ width, height, data }: Pixels): Promise<Uint8Array> {
  const opaque = isOpaque(data)
  const channels = opaque ? 3 : 4
  const stride = width * channels
  const rows = new Uint8Array((stride + 1) * height)
  const packed = opaque ? withoutAlpha(data) : data
  for (let y = 0; y < height; y++) {
    const out = y * (stride + 1)
    const row = y * stride
    rows[out] = UP
    for (let x = 0; x < stride; x++) {
      rows[out + 1 + x] = (packed[row + x] ?? 0) - (y === 0 ? 0 : (packed[row - stride + x] ?? 0))
    }
  }
  const header = new Uint8Array(13)
  const view = new DataView(header.buffer)
  view.setUint32(0, width)
  view.setUint32(4, height)
  header.set([8, opaque ? 2 : 6, 0, 0, 0], 8)
  const compressed = await through(rows, new CompressionStream('deflate'))
  return joinPng([
    writePngChunk('IHDR', header),
    writePngChunk('IDAT', compressed),
    writePngChunk('IEND', new Uint8Array()),
  ])
}

export async function decodePng(bytes: Uint8Array): Promise<Pixels | null> {
  if (!isPng(bytes)) return null
  const { chunks } = readPngChunks(bytes)
  const header = chunks.find(({ type }) => type === 'IHDR')?.data
  if (header?.length !== 13) return null
  const view = new DataView(header.buffer, header.byteOffset)
  const [width, height] = [view.getUint32(0), view.getUint32(4)]
  const [depth, colourType, , , interlace] = header.subarray(8)
  const samples = { 0: 1, 2: 3, 3: 1, 4: 2, 6: 4 }[colourType ?? -1]
  if (depth !== 8 || interlace !== 0 || samples === undefined || width === 0 || height === 0) return null
  if (width * height > MAX_PIXELS) return null
  const size = (width * samples + 1) * height
  const body = concatenate(chunks.filter(({ type }) => type === 'IDAT').map(({ data }) => data))
  const rows = await through(body, new DecompressionStream('deflate'), size).catch(() => null)
  if (rows?.length !== size) return null
  const raw = unfilter(rows, width * samples, height, samples)
  if (!raw) return null
  const palette = chunks.find(({ type }) => type === 'PLTE')?.data
  const transparency = chunks.find(({ type }) => type === 'tRNS')?.data
  return { width, height, data: toRgba(raw, samples, colourType ?? 0, palette, transparency) }
}

function toRgba(
  raw: Uint8Array,
  samples: number,
  type: number,
  palette?: Uint8Array,
  transparency?: Uint8Array,
) {
  const count = raw.length / samples
  const data = new Uint8Array(count * 4)
  for (let index = 0; index < count; index++) {
    const at = index * samples
    const first = raw[at] ?? 0
    if (type === 3) {
      data.set(palette?.subarray(first * 3, first * 3 + 3) ?? [], index * 4)
      data[index * 4 + 3] = transparency?.[first] ?? 255
    } else if (samples <= 2) {
      data.fill(first, index * 4, index * 4 + 3)
      data[index * 4 + 3] = samples === 2 ? (raw[at + 1] ?? 0) : 255
    } else {
      data.set(raw.subarray(at, at + 3), index * 4)
      data[index * 4 + 3] = samples === 4 ? (raw[at + 3] ?? 0) : 255
    }
  }
  return data
}

function unfilter(rows: Uint8Array, stride: number, height: number, samples: number): Uint8Array | null {
  const out = new Uint8Array(stride * height)
  for (let y = 0; y < height; y++) {
    const filter = rows[y * (stride + 1)] ?? 0
    if (filter > 4) return null
    const from = y * (stride + 1) + 1
    const to = y * stride
    for (let x = 0; x < stride; x++) {
      const a = x < samples ? 0 : (out[to + x - samples] ?? 0)
      const b = y === 0 ? 0 : (out[to + x - stride] ?? 0)
      const c = y === 0 || x < samples ? 0 : (out[to + x - stride - samples] ?? 0)
      const guess = [0, a, b, (a + b) >> 1, filter === 4 ? paeth(a, b, c) : 0][filter] ?? 0
      out[to + x] = (rows[from + x] ?? 0) + guess
    }
  }
  return out
}

function paeth(a: number, b: number, c: number): number {
  const [pa, pb, pc] = [Math.abs(b - c), Math.abs(a - c), Math.abs(a + b - 2 * c)]
  return pa <= pb && pa <= pc ? a : pb <= pc ? b : c
}

/** Reads at most `maxBytes` and a little more: a bomb is cut off, and then has the wrong length. */
async function through(
  bytes: Uint8Array,
  stream: CompressionStream | DecompressionStream,
  maxBytes = Infinity,
) {
  const reader = (new Blob([bytes as Uint8Array<ArrayBuffer>]).stream() as ReadableStream<Uint8Array>)
    .pipeThrough(stream as ReadableWritablePair<Uint8Array, Uint8Array>)
    .getReader()
  const parts: Uint8Array[] = []
  for (let size = 0; size <= maxBytes; ) {
    const { done, value } = await reader.read()
    if (done) return concatenate(parts)
    parts.push(value)
    size += value.length
  }
  await reader.cancel()
  return concatenate(parts)
}

function concatenate(parts: readonly Uint8Array[]): Uint8Array {
  const out = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0))
  let at = 0
  for (const part of parts) {
    out.set(part, at)
    at += part.length
  }
  return out
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
