/** PNG as a row of chunks (PNG, third edition, section 5). Pure, bounded by the file's length; pixels are never read. */
import { concatBytes } from '../bytes.ts'

const SIGNATURE = [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]
/** length, type and CRC */
const CHUNK_OVERHEAD = 12

export interface PngChunk {
  /** Four Latin letters. */
  type: string
  data: Uint8Array
  crcMatches: boolean
  /** The whole chunk as it stands in the file. */
  raw: Uint8Array
}

export function isPng(bytes: Uint8Array): boolean {
  return SIGNATURE.every((byte, at) => bytes[at] === byte)
}

/** Chunks up to and with IEND; `truncated` when the file ends before it. What stands behind IEND is no part of a PNG. */
export function readPngChunks(png: Uint8Array): { chunks: PngChunk[]; truncated: boolean } {
  const view = new DataView(png.buffer, png.byteOffset, png.byteLength)
  const chunks: PngChunk[] = []
  let at = SIGNATURE.length
  while (at + CHUNK_OVERHEAD <= png.length) {
    const length = view.getUint32(at)
    const end = at + CHUNK_OVERHEAD + length
    if (end > png.length) break
    const type = String.fromCharCode(...png.subarray(at + 4, at + 8))
    const isText = /^[itz][TE][Xx][Tt]$/.test(type)
    chunks.push({
      type,
      data: png.subarray(at + 8, end - 4),
      crcMatches: !isText || crc32(png.subarray(at + 4, end - 4)) === view.getUint32(end - 4),
      raw: png.subarray(at, end),
    })
    if (type === 'IEND') return { chunks, truncated: false }
    at = end
  }
  return { chunks, truncated: true }
}

export function writePngChunk(type: string, data: Uint8Array): Uint8Array {
  const chunk = new Uint8Array(CHUNK_OVERHEAD + data.length)
  const view = new DataView(chunk.buffer)
  view.setUint32(0, data.length)
  chunk.set(new TextEncoder().encode(type), 4)
  chunk.set(data, 8)
  view.setUint32(data.length + 8, crc32(chunk.subarray(4, data.length + 8)))
  return chunk
}

export function joinPng(chunks: Uint8Array[]): Uint8Array {
  return concatBytes([new Uint8Array(SIGNATURE), ...chunks])
}

const CRC_TABLE = Uint32Array.from({ length: 256 }, (_, byte) => {
  let remainder = byte
  for (let bit = 0; bit < 8; bit++) remainder = (remainder >>> 1) ^ (remainder & 1 ? 0xedb88320 : 0)
  return remainder
})

function crc32(bytes: Uint8Array): number {
  let crc = 0xffffffff
  for (const byte of bytes) crc = (crc >>> 8) ^ (CRC_TABLE[(crc ^ byte) & 0xff] as number)
  return ~crc >>> 0
}
