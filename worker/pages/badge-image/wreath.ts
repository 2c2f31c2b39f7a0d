/** Two laurel branches, open at the top: the mark of the project, drawn around a centre. Pure. */
import { leaf, type Point } from '../picture/path.ts'

interface Wreath {
  cx: number
  cy: number
  radius: number
  /** Pairs of leaves on each branch. */
  pairs: number
}

/** All leaves as one path; the stem is left to the eye. */
export function wreath({ cx, cy, radius, pairs }: Wreath): string {
  const step = 2.35 / pairs
  const parts: string[] = []
  for (const side of [1, -1] as const) {
    for (let index = 0; index < pairs; index++) {
      const along = Math.PI / 2 - 0.16 - index * step
      const angle = side === 1 ? along : Math.PI - along
      const growth = 1 - Math.abs(index / (pairs - 1) - 0.45) * 0.5
      const base: Point = { x: cx + radius * Math.cos(angle), y: cy + radius * Math.sin(angle) }
      const forward = side === 1 ? angle - Math.PI / 2 : angle + Math.PI / 2
      const length = radius * (2.38 / pairs) * growth
      const width = length * 0.4
      parts.push(
        leaf(base, forward + side * 0.52, length, width),
        leaf(base, forward - side * 0.46, length, width),
      )
      if (index === pairs - 1) parts.push(leaf(base, forward - side * 0.05, length * 1.05, width * 0.9))
    }
  }
  return parts.join('')
}
