/**
 * A picture file as an image of a PDF (ISO 32000-1, 8.9): JPEG as it is, PNG decoded, with its transparency beside it.
 * Anything else, and what cannot be read, is null.
 */
import type { ImageFile } from '../badge-of.ts'
import { deflate } from '../picture/compress.ts'
import { decodePng } from '../picture/decode-png.ts'
import { filteredRows } from '../picture/encode-png.ts'
import { type JpegHeader, readJpegHeader } from '../picture/jpeg-header.ts'
import type { Pixels } from '../picture/picture.ts'
import type { PdfFile, Ref } from './pdf-file.ts'

export interface PdfImage {
  ref: Ref
  width: number
  height: number
}

export async function addImage(file: PdfFile, { type, bytes }: ImageFile): Promise<PdfImage | null> {
  if (type === 'image/jpeg') {
    const header = readJpegHeader(bytes)
    return header && addJpeg(file, bytes, header)
  }
  const pixels = type === 'image/png' ? await decodePng(bytes) : null
  return pixels && addPixels(file, pixels)
}

function addJpeg(
  file: PdfFile,
  bytes: Uint8Array,
  { width, height, components, isAdobe }: JpegHeader,
): PdfImage {
  const space = components === 1 ? '/DeviceGray' : components === 3 ? '/DeviceRGB' : '/DeviceCMYK'
  // Adobe's programs write inks inverted.
  const decode = components === 4 && isAdobe ? ' /Decode [1 0 1 0 1 0 1 0]' : ''
  const entries = `${imageEntries(width, height, space)}${decode} /Filter /DCTDecode`
  return { ref: file.addStream(entries, bytes), width, height }
}

async function addPixels(file: PdfFile, { width, height, data }: Pixels): Promise<PdfImage> {
  const colours = new Uint8Array(width * height * 3)
  const alpha = new Uint8Array(width * height)
  for (let from = 0, to = 0, pixel = 0; from < data.length; from += 4, to += 3, pixel++) {
    colours[to] = data[from] ?? 0
    colours[to + 1] = data[from + 1] ?? 0
    colours[to + 2] = data[from + 2] ?? 0
    alpha[pixel] = data[from + 3] ?? 0
  }
  const plane = async (space: string, samples: Uint8Array, channels: number, more = '') => {
    const parameters = `/DecodeParms << /Predictor 15 /Colors ${channels} /Columns ${width} >>`
    return file.addStream(
      `${imageEntries(width, height, space)} /Filter /FlateDecode ${parameters}${more}`,
      await deflate(filteredRows(samples, width * channels)),
    )
  }
  const mask = alpha.every((value) => value === 255) ? '' : ` /SMask ${await plane('/DeviceGray', alpha, 1)}`
  return { ref: await plane('/DeviceRGB', colours, 3, mask), width, height }
}

function imageEntries(width: number, height: number, space: string): string {
  return `/Type /XObject /Subtype /Image /Width ${width} /Height ${height} /ColorSpace ${space} /BitsPerComponent 8`
}
