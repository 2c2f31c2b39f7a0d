/**
 * Fills flattened paths by the nonzero rule, with edges smooth by exact area coverage. Pure. What costs is kept small:
 * work grows with a shape's outline, not with its area; equal pixels are set in runs.
 */
import { channels } from './colour.ts'
import type { Pixels } from './picture.ts'

/** Coverage comes in so many steps: finer ones are not seen, and would only make more colours. */
const STEPS = 16
/** Up to so many pixels a loop is quicker than a call. */
const SHORT = 24

export class Filler {
  readonly #canvas: Pixels
  readonly #pixels: Uint32Array
  /** How coverage changes at each pixel; zero again after each fill. */
  readonly #area: Float32Array
  /** Where it does; places may stand here twice. */
  #touched = new Int32Array(4096)
  #count = 0

  constructor(canvas: Pixels) {
    const { width, height, data } = canvas
    this.#canvas = canvas
    this.#pixels = new Uint32Array(data.buffer, data.byteOffset, width * height)
    // Two columns more on the right take what edges beyond it change.
    this.#area = new Float32Array((width + 2) * height)
  }

  /** `segments` as flatten makes them. */
  fill(segments: readonly number[], colour: string, opacity: number): void {
    for (let at = 0; at + 3 < segments.length; at += 4) {
      const [y0, y1] = [segments[at + 1] ?? 0, segments[at + 3] ?? 0]
      if (y0 !== y1) this.#edge(segments[at] ?? 0, y0, segments[at + 2] ?? 0, y1)
    }
    const rgb = channels(colour)
    const solid = new Uint32Array(Uint8Array.of(...rgb, 255).buffer)[0] ?? 0
    const { width } = this.#canvas
    const stride = width + 2
    const area = this.#area
    const touched = this.#touched.subarray(0, this.#count).sort()
    this.#count = 0
    let [sum, row, rowEnd] = [0, 0, 0]
    for (let index = 0; index < touched.length; ) {
      const at = touched[index] ?? 0
      if (at >= rowEnd) {
        row = Math.floor(at / stride)
        rowEnd = (row + 1) * stride
        sum = 0
      }
      sum += area[at] ?? 0
      area[at] = 0
      do index++
      while (touched[index] === at)
      const coverage = (Math.round(Math.min(1, Math.abs(sum)) * STEPS) / STEPS) * opacity
      if (coverage === 0) continue
      const x = at - row * stride
      const next = Math.min(touched[index] ?? rowEnd, rowEnd) - row * stride
      this.#span(row * width + x, row * width + Math.min(next, width), rgb, solid, coverage)
    }
  }

  #span(from: number, to: number, rgb: [number, number, number], solid: number, coverage: number): void {
    const pixels = this.#pixels
    if (coverage < 1) this.#blend(from, to, rgb, coverage)
    else if (to - from > SHORT) pixels.fill(solid, from, to)
    else for (let pixel = from; pixel < to; pixel++) pixels[pixel] = solid
  }

  /** Neighbours are mostly alike: a pixel like the one before it becomes what that one became. */
  #blend(from: number, to: number, rgb: [number, number, number], alpha: number): void {
    const pixels = this.#pixels
    let [before, became] = [0, 0]
    for (let pixel = from; pixel < to; pixel++) {
      const under = pixels[pixel] ?? 0
      if (pixel === from || under !== before) {
        blendPixel(this.#canvas.data, pixel, rgb, alpha)
        before = under
        became = pixels[pixel] ?? 0
      } else pixels[pixel] = became
    }
  }

  /**
   * Adds what one edge changes in the coverage of the pixels it crosses; a running sum along the row then gives the
   * covered area. Signed, so contours wound the other way cut holes.
   */
  #edge(ax: number, ay: number, bx: number, by: number): void {
    const { width, height } = this.#canvas
    const direction = ay < by ? 1 : -1
    const x0 = direction === 1 ? ax : bx
    const y0 = direction === 1 ? ay : by
    const x1 = direction === 1 ? bx : ax
    const y1 = direction === 1 ? by : ay
    const slope = (x1 - x0) / (y1 - y0)
    const lastRow = Math.min(height, Math.ceil(y1))
    for (let row = Math.max(0, Math.floor(y0)); row < lastRow; row++) {
      const from = y0 > row ? y0 : row
      const to = y1 < row + 1 ? y1 : row + 1
      const share = (to - from) * direction
      const enter = clamp(x0 + (from - y0) * slope, width)
      const leave = clamp(x0 + (to - y0) * slope, width)
      const left = enter < leave ? enter : leave
      const right = enter < leave ? leave : enter
      const first = Math.floor(left)
      const last = Math.ceil(right)
      const base = row * (width + 2)
      if (last <= first + 1) {
        const inside = (enter + leave) / 2 - first
        this.#add(base + first, share * (1 - inside))
        this.#add(base + first + 1, share * inside)
        continue
      }
      // The edge crosses several pixels of the row: each takes the area to its right that the edge has not passed yet.
      const perPixel = 1 / (right - left)
      let before = 0
      for (let column = first; column < last; column++) {
        const u = left > column ? left : column
        const v = right < column + 1 ? right : column + 1
        const passed = (v - left) * perPixel
        const covered = (v - u) * perPixel * (column + 1 - (u + v) / 2) + (u - left) * perPixel
        this.#add(base + column, share * (covered - before))
        this.#add(base + column + 1, share * (passed - covered))
        before = passed
      }
    }
  }

  #add(index: number, value: number): void {
    const known = this.#area[index] ?? 0
    if (known === 0) {
      if (this.#count === this.#touched.length) {
        const larger = new Int32Array(this.#count * 2)
        larger.set(this.#touched)
        this.#touched = larger
      }
      this.#touched[this.#count++] = index
    }
    this.#area[index] = known + value
  }
}

/** Source over destination, both not premultiplied. */
export function blendPixel(
  data: Uint8Array,
  pixel: number,
  [r, g, b]: readonly [number, number, number],
  alpha: number,
): void {
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

function clamp(x: number, width: number): number {
  return x < 0 ? 0 : x > width ? width : x
}
