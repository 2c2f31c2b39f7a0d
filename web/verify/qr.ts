/** Reading a QR code from pixels: the browser's own detector where there is one, else a library, loaded when needed. */

interface Detector {
  detect: (source: CanvasImageSource | ImageData) => Promise<{ rawValue: string }[]>
}
interface DetectorClass {
  new (options: { formats: string[] }): Detector
  getSupportedFormats: () => Promise<string[]>
}

export type ReadCode = (picture: ImageData) => Promise<string | null>

let reader: Promise<ReadCode> | undefined

export function codeReader(): Promise<ReadCode> {
  reader ??= makeReader()
  return reader
}

async function makeReader(): Promise<ReadCode> {
  const own = (globalThis as { BarcodeDetector?: DetectorClass }).BarcodeDetector
  const formats = await own?.getSupportedFormats().catch((): string[] => [])
  if (own && formats?.includes('qr_code')) {
    const detector = new own({ formats: ['qr_code'] })
    return async (picture) => (await detector.detect(picture))[0]?.rawValue ?? null
  }
  const { decodeQR } = await import('qr/decode.js')
  return async ({ width, height, data }) => {
    try {
      return decodeQR({ width, height, data }, { effort: 4, timeLimit: 400 })
    } catch {
      return null
    }
  }
}

/** Larger pictures are drawn smaller first: a code that fills a fair part of a photo is still readable, and quickly. */
const SIDES = [1200, 2400, 600]

/** The text of the QR code in a picture file; null when there is none, or the browser cannot draw the file. */
export async function codeInPicture(file: Blob): Promise<string | null> {
  const bitmap = await createImageBitmap(file).catch(() => null)
  if (!bitmap) return null
  try {
    const read = await codeReader()
    for (const side of SIDES) {
      const found = await read(pixels(bitmap, bitmap.width, bitmap.height, side))
      if (found) return found
    }
    return null
  } finally {
    bitmap.close()
  }
}

export function pixels(source: CanvasImageSource, width: number, height: number, side: number): ImageData {
  const scale = Math.min(1, side / Math.max(width, height))
  const canvas = document.createElement('canvas')
  canvas.width = Math.max(1, Math.round(width * scale))
  canvas.height = Math.max(1, Math.round(height * scale))
  const context = canvas.getContext('2d', { willReadFrequently: true })
  if (!context) throw new Error('No canvas')
  // A transparent code stands on white.
  context.fillStyle = '#fff'
  context.fillRect(0, 0, canvas.width, canvas.height)
  context.drawImage(source, 0, 0, canvas.width, canvas.height)
  return context.getImageData(0, 0, canvas.width, canvas.height)
}
