/**
 * A flat picture as data: filled paths and lines of text on a canvas. Pure. One description is written as SVG (svg.ts)
 * and painted as PNG (paint.ts), so that both show the same.
 */

/** Filled by the nonzero rule. `d` uses absolute M, L, C, Q and Z only. */
export interface FilledPath {
  kind: 'path'
  d: string
  /** `#rrggbb`. */
  fill: string
  /** 0 to 1; absent is 1. */
  opacity?: number
}

/** One line. `y` is the baseline, `size` the em in canvas units. */
export interface TextLine {
  kind: 'text'
  text: string
  x: number
  y: number
  size: number
  anchor: 'start' | 'middle' | 'end'
  fill: string
  opacity?: number
  /** Extra space between letters, in em. Scripts whose letters join ignore it. */
  tracking?: number
}

/** Pixels of another picture, stretched over a box. Only painted pictures have them. */
export interface PlacedImage {
  kind: 'image'
  image: Pixels
  x: number
  y: number
  width: number
  height: number
}

/** RGBA, 8 bits each, not premultiplied, row by row. */
export interface Pixels {
  width: number
  height: number
  data: Uint8Array
}

export interface Picture {
  width: number
  height: number
  /** `#rrggbb`; null is transparent. */
  background: string | null
  shapes: (FilledPath | TextLine | PlacedImage)[]
}
