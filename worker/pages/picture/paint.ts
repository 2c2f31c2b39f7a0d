/**
 * Paints a picture into pixels: paths by exact area coverage (so that edges are smooth), text from outlines, images
 * by box averaging. Pure. Written for a Worker's few milliseconds: flat pictures, no strokes, no gradients, no wasm.
 */
import { channels } from './colour.ts'
import { isRightToLeft } from './lettering.ts'
import type { Picture, Pixels, PlacedImage, TextLine } from './picture.ts'
import type { Typeface } from './typeface.ts'

interface Transform {
  scale: number
  dx: number
  dy: number
}

/** `scale` multiplies the picture's size. */
export function paint(picture: Picture, typeface: Typeface, scale = 1): Pixels {
  const canvas: Pixels = {
    width: Math.round(picture.width * scale),
    height: Math.round(picture.height * scale),
    data: new Uint8Array(Math.round(picture.width * scale) * Math.round(picture.height * scale) * 4),
  }
  if (picture.background !== null) fillAll(canvas, picture.background)
  for (const shape of picture.shapes) {
    if (shape.kind === 'path') {
      fillPaths(canvas, [{ d: shape.d, at: { scale, dx: 0, dy: 0 } }], shape.fill, shape.opacity ?? 1)
    } else if (shape.kind === 'text') {
      paintText(canvas, shape, typeface, scale)
    } else {
      paintImage(canvas, shape, scale)
    }
  }
  return canvas
}

function paintText(canvas: Pixels, line: TextLine, typeface: Typeface, scale: number): void {
  const { glyphs, width } = typeface.layOut(line.text, line.tracking)
  const anchor = isRightToLeft(line.text)
    ? { start: 'end', middle: 'middle', end: 'start' }[line.anchor]
    : line.anchor
  const left = line.x - { start: 0, middle: 0.5, end: 1 }[anchor as TextLine['anchor']] * width * line.size
  const outlines = glyphs.map(({ d, x }) => ({
    d,
    at: { scale: (line.size * scale) / 1000, dx: (left + x * line.size) * scale, dy: line.y * scale },
  }))
  fillPaths(canvas, outlines, line.fill, line.opacity ?? 1)
}

function fillPaths(
  canvas: Pixels,
  paths: { d: string; at: Transform }[],
  colour: string,
  opacity: number,
): void {
  const segments = paths.flatMap(({ d, at }) => flatten(d, at))
  if (segments.length === 0) return
  const box = bounds(segments, canvas)
  if (box.width <= 0 || box.height <= 0) return
  const area = new Float32Array(box.width * box.height + 2)
  for (let index = 0; index < segments.length; index += 4) {
    accumulate(
      area,
      box.width,
      box.height,
      (segments[index] ?? 0) - box.x,
      (segments[index + 1] ?? 0) - box.y,
      (segments[index + 2] ?? 0) - box.x,
      (segments[index + 3] ?? 0) - box.y,
    )
  }
  const rgb = channels(colour)
  for (let y = 0; y < box.height; y++) {
    let sum = 0
    for (let x = 0; x < box.width; x++) {
      sum += area[y * box.width + x] ?? 0
      const coverage = Math.min(1, Math.abs(sum)) * opacity
      if (coverage > 0.002) blend(canvas, (y + box.y) * canvas.width + x + box.x, rgb, coverage)
    }
  }
}

/** Line segments x0, y0, x1, y1 one after the other; curves in short chords; every contour closed. */
function flatten(d: string, { scale, dx, dy }: Transform): number[] {
  const out: number[] = []
  let x = 0
  let y = 0
  let startX = 0
  let startY = 0
  const line = (toX: number, toY: number) => {
    out.push(x, y, toX, toY)
    x = toX
    y = toY
  }
  for (const [, command = '', values = ''] of d.matchAll(/([MLQCZ])([^MLQCZ]*)/g)) {
    const n = (values.match(/-?\d*\.?\d+/g) ?? []).map(
      (value, index) => Number(value) * scale + (index % 2 === 0 ? dx : dy),
    )
    const [a = 0, b = 0, c = 0, e = 0, f = 0, g = 0] = n
    if (command === 'M') {
      if (out.length > 0) line(startX, startY)
      x = startX = a
      y = startY = b
    } else if (command === 'L') line(a, b)
    else if (command === 'Z') line(startX, startY)
    else {
      const [x0, y0] = [x, y]
      const [endX, endY] = command === 'Q' ? [c, e] : [f, g]
      const length = Math.abs(a - x0) + Math.abs(b - y0) + Math.abs(endX - a) + Math.abs(endY - b)
      const steps = Math.max(2, Math.min(48, Math.ceil(Math.sqrt(length) * 1.6)))
      for (let step = 1; step <= steps; step++) {
        const t = step / steps
        const u = 1 - t
        if (command === 'Q')
          line(u * u * x0 + 2 * u * t * a + t * t * c, u * u * y0 + 2 * u * t * b + t * t * e)
        else {
          line(
            u ** 3 * x0 + 3 * u * u * t * a + 3 * u * t * t * c + t ** 3 * f,
            u ** 3 * y0 + 3 * u * u * t * b + 3 * u * t * t * e + t ** 3 * g,
          )
        }
      }
    }
  }
  line(startX, startY)
  return out
}

function bounds(segments: number[], canvas: Pixels) {
  let [left, top, right, bottom] = [Infinity, Infinity, -Infinity, -Infinity]
  for (let index = 0; index < segments.length; index += 2) {
    const x = segments[index] ?? 0
    const y = segments[index + 1] ?? 0
    if (x < left) left = x
    if (x > right) right = x
    if (y < top) top = y
    if (y > bottom) bottom = y
  }
  const x = Math.max(0, Math.floor(left))
  const y = Math.max(0, Math.floor(top))
  return {
    x,
    y,
    width: Math.min(canvas.width, Math.ceil(right) + 1) - x,
    height: Math.min(canvas.height, Math.ceil(bottom) + 1) - y,
  }
}

/**
 * Adds what one edge changes in the coverage of the pixels it crosses; a running sum along the row then gives the
 * covered area. Signed, so contours wound the other way cut holes.
 */
function accumulate(
  area: Float32Array,
  width: number,
  height: number,
  ax: number,
  ay: number,
  bx: number,
  by: number,
) {
  if (ay === by) return
  const direction = ay < by ? 1 : -1
  const [x0, y0, x1, y1] = direction === 1 ? [ax, ay, bx, by] : [bx, by, ax, ay]
  const slope = (x1 - x0) / (y1 - y0)
  const clampX = (x: number) => Math.max(0, Math.min(width, x))
  const lastRow = Math.min(height, Math.ceil(y1))
  for (let row = Math.max(0, Math.floor(y0)); row < lastRow; row++) {
    const from = Math.max(row, y0)
    const to = Math.min(row + 1, y1)
    const share = (to - from) * direction
    const enter = clampX(x0 + (from - y0) * slope)
    const leave = clampX(x0 + (to - y0) * slope)
    const left = Math.min(enter, leave)
    const right = Math.max(enter, leave)
    const first = Math.floor(left)
    const last = Math.ceil(right)
    const base = row * width
    if (last <= first + 1) {
      const inside = (enter + leave) / 2 - first
      add(area, base + first, share * (1 - inside))
      add(area, base + first + 1, share * inside)
      continue
    }
    // The edge crosses several pixels of the row: each takes the area to its right that the edge has not passed yet.
    const perPixel = 1 / (right - left)
    let before = 0
    for (let column = first; column < last; column++) {
      const u = Math.max(left, column)
      const v = Math.min(right, column + 1)
      const passed = (v - left) * perPixel
      const covered = (v - u) * perPixel * (column + 1 - (u + v) / 2) + (u - left) * perPixel
      add(area, base + column, share * (covered - before))
      add(area, base + column + 1, share * (passed - covered))
      before = passed
    }
  }
}

function add(area: Float32Array, index: number, value: number): void {
  area[index] = (area[index] ?? 0) + value
}

/** Source over destination, both not premultiplied. */
function blend(canvas: Pixels, pixel: number, [r, g, b]: [number, number, number], alpha: number): void {
  const { data } = canvas
  const at = pixel * 4
  const under = (data[at + 3] ?? 0) / 255
  const out = alpha + under * (1 - alpha)
  if (out === 0) return
  const share = alpha / out
  data[at] = Math.round((data[at] ?? 0) + (r - (data[at] ?? 0)) * share)
  data[at + 1] = Math.round((data[at + 1] ?? 0) + (g - (data[at + 1] ?? 0)) * share)
  data[at + 2] = Math.round((data[at + 2] ?? 0) + (b - (data[at + 2] ?? 0)) * share)
  data[at + 3] = Math.round(out * 255)
}

function fillAll({ data }: Pixels, colour: string): void {
  const [r, g, b] = channels(colour)
  const one = new Uint8Array([r, g, b, 255])
  new Uint32Array(data.buffer, data.byteOffset, data.length / 4).fill(new Uint32Array(one.buffer)[0] ?? 0)
}

/** Averages the source pixels under each target pixel; enlarging repeats them. */
function paintImage(canvas: Pixels, placed: PlacedImage, scale: number): void {
  const { image } = placed
  const [left, top] = [Math.round(placed.x * scale), Math.round(placed.y * scale)]
  const [width, height] = [Math.round(placed.width * scale), Math.round(placed.height * scale)]
  for (let y = Math.max(0, -top); y < height && y + top < canvas.height; y++) {
    const [fromY, toY] = span(y, height, image.height)
    for (let x = Math.max(0, -left); x < width && x + left < canvas.width; x++) {
      const [fromX, toX] = span(x, width, image.width)
      let [r, g, b, a] = [0, 0, 0, 0]
      for (let sy = fromY; sy < toY; sy++) {
        for (let sx = fromX; sx < toX; sx++) {
          const at = (sy * image.width + sx) * 4
          const alpha = image.data[at + 3] ?? 0
          r += (image.data[at] ?? 0) * alpha
          g += (image.data[at + 1] ?? 0) * alpha
          b += (image.data[at + 2] ?? 0) * alpha
          a += alpha
        }
      }
      if (a === 0) continue
      const alpha = a / ((toX - fromX) * (toY - fromY) * 255)
      blend(canvas, (y + top) * canvas.width + x + left, [r / a, g / a, b / a], alpha)
    }
  }
}

function span(target: number, targetSize: number, sourceSize: number): [number, number] {
  const from = Math.floor((target * sourceSize) / targetSize)
  return [from, Math.max(from + 1, Math.floor(((target + 1) * sourceSize) / targetSize))]
}
