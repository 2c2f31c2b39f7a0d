/** The outer shapes that a default badge image can have, on a 512 × 512 canvas around (256, 256). Pure. */
import { circle, type Point, roundedPolygon, smoothClosed } from '../picture/path.ts'

export interface Silhouette {
  /** Outline of the badge, shrunk by `inset` units. */
  outline: (inset: number) => string
  /** Half the width that lettering may use at height `y`. */
  halfWidthAt: (y: number) => number
  /** Baseline of the issuer's name. */
  captionY: number
}

const CENTRE = 256
const RADIUS = 240

const seal: Silhouette = {
  captionY: 434,
  outline: (inset) => {
    const waves = 24
    const points: Point[] = Array.from({ length: waves * 2 }, (_, index) => {
      const radius = (index % 2 === 0 ? RADIUS + 6 : RADIUS - 14) - inset
      return polar(radius, (index * Math.PI) / waves)
    })
    return smoothClosed(points)
  },
  halfWidthAt: (y) => chord(RADIUS - 34, y),
}

const disc: Silhouette = {
  captionY: 434,
  outline: (inset) => circle(CENTRE, CENTRE, RADIUS - inset),
  halfWidthAt: (y) => chord(RADIUS - 30, y),
}

const hexagon: Silhouette = {
  captionY: 424,
  outline: (inset) => {
    const radius = RADIUS + 14 - inset * 1.1547
    return roundedPolygon(
      Array.from({ length: 6 }, (_, index) => polar(radius, Math.PI / 6 + (index * Math.PI) / 3)),
      52 - inset * 0.5,
    )
  },
  halfWidthAt: (y) => {
    const below = Math.max(0, Math.abs(y - CENTRE) - 122)
    return Math.max(40, 190 - below * 1.7)
  },
}

const octagon: Silhouette = {
  captionY: 434,
  outline: (inset) => {
    const radius = RADIUS + 12 - inset * 1.0824
    return roundedPolygon(
      Array.from({ length: 8 }, (_, index) => polar(radius, Math.PI / 8 + (index * Math.PI) / 4)),
      34 - inset * 0.4,
    )
  },
  halfWidthAt: (y) => {
    const below = Math.max(0, Math.abs(y - CENTRE) - 92)
    return Math.max(40, 204 - below)
  },
}

export const SILHOUETTES: readonly Silhouette[] = [seal, hexagon, disc, octagon]

function polar(radius: number, angle: number): Point {
  return { x: CENTRE + radius * Math.cos(angle), y: CENTRE + radius * Math.sin(angle) }
}

function chord(radius: number, y: number): number {
  return Math.sqrt(Math.max(0, radius ** 2 - (y - CENTRE) ** 2))
}
