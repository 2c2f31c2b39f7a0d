/**
 * Paints a picture into pixels: paths with smooth edges, text from outlines, images by box averaging. Pure. Written for a
 * Worker's few milliseconds: flat pictures, no strokes, no gradients, no wasm.
 */
import { channels } from './colour.ts'
import { Filler } from './fill.ts'
import { flatten } from './flatten.ts'
import { isRightToLeft } from './lettering.ts'
import { paintImage } from './paint-image.ts'
import type { Picture, Pixels, TextLine } from './picture.ts'
import type { Typeface } from './typeface.ts'

/** `scale` multiplies the picture's size. */
export function paint(picture: Picture, typeface: Typeface, scale = 1): Pixels {
  const width = Math.round(picture.width * scale)
  const height = Math.round(picture.height * scale)
  const canvas: Pixels = { width, height, data: new Uint8Array(width * height * 4) }
  if (picture.background !== null) fillAll(canvas, picture.background)
  const filler = new Filler(canvas)
  for (const shape of picture.shapes) {
    if (shape.kind === 'path') {
      const segments: number[] = []
      flatten(shape.d, { scale, dx: 0, dy: 0 }, segments)
      filler.fill(segments, shape.fill, shape.opacity ?? 1)
    } else if (shape.kind === 'text') {
      paintText(filler, shape, typeface, scale)
    } else {
      paintImage(canvas, shape, scale)
    }
  }
  return canvas
}

function paintText(filler: Filler, line: TextLine, typeface: Typeface, scale: number): void {
  const { glyphs, width } = typeface.layOut(line.text, line.tracking)
  const anchor = isRightToLeft(line.text)
    ? ({ start: 'end', middle: 'middle', end: 'start' } as const)[line.anchor]
    : line.anchor
  const left = line.x - { start: 0, middle: 0.5, end: 1 }[anchor] * width * line.size
  const segments: number[] = []
  for (const { d, x } of glyphs) {
    const dx = (left + x * line.size) * scale
    flatten(d, { scale: (line.size * scale) / 1000, dx, dy: line.y * scale }, segments)
  }
  filler.fill(segments, line.fill, line.opacity ?? 1)
}

function fillAll({ data }: Pixels, colour: string): void {
  const one = Uint8Array.of(...channels(colour), 255)
  new Uint32Array(data.buffer, data.byteOffset, data.length / 4).fill(new Uint32Array(one.buffer)[0] ?? 0)
}
