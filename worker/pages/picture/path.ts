/** Path data for a few figures, absolute M, L, C, Q and Z only, two decimals. Pure. */

export interface Point {
  x: number
  y: number
}

const number = (value: number) => String(Math.round(value * 100) / 100)
const at = ({ x, y }: Point) => `${number(x)} ${number(y)}`

/** Distance of a cubic's control points that makes a quarter of a circle. */
const QUARTER = 0.5522847498

/** Clockwise, or counter-clockwise to cut a hole by the nonzero rule. */
export function circle(cx: number, cy: number, radius: number, hole = false): string {
  const k = radius * QUARTER
  const side = hole ? -1 : 1
  const p = (dx: number, dy: number) => at({ x: cx + dx, y: cy + dy * side })
  return (
    `M${p(radius, 0)}C${p(radius, k)} ${p(k, radius)} ${p(0, radius)}` +
    `C${p(-k, radius)} ${p(-radius, k)} ${p(-radius, 0)}` +
    `C${p(-radius, -k)} ${p(-k, -radius)} ${p(0, -radius)}` +
    `C${p(k, -radius)} ${p(radius, -k)} ${p(radius, 0)}Z`
  )
}

export function ring(cx: number, cy: number, radius: number, width: number): string {
  return circle(cx, cy, radius + width / 2) + circle(cx, cy, radius - width / 2, true)
}

export function rectangle(x: number, y: number, width: number, height: number, radius = 0): string {
  const corners = [
    { x, y },
    { x: x + width, y },
    { x: x + width, y: y + height },
    { x, y: y + height },
  ]
  return radius === 0 ? `M${corners.map(at).join('L')}Z` : roundedPolygon(corners, radius)
}

/** Corners cut at `radius` from the vertex and bridged by a quadratic curve. */
export function roundedPolygon(corners: readonly Point[], radius: number): string {
  const parts = corners.map((corner, index) => {
    const before = corners[(index + corners.length - 1) % corners.length] ?? corner
    const after = corners[(index + 1) % corners.length] ?? corner
    return { from: towards(corner, before, radius), corner, to: towards(corner, after, radius) }
  })
  return `${parts.map(({ from, corner, to }, index) => `${index === 0 ? 'M' : 'L'}${at(from)}Q${at(corner)} ${at(to)}`).join('')}Z`
}

/** A closed smooth curve through midpoints of the given points. */
export function smoothClosed(points: readonly Point[]): string {
  const mid = (a: Point, b: Point) => ({ x: (a.x + b.x) / 2, y: (a.y + b.y) / 2 })
  const first = points[0]
  const last = points.at(-1)
  if (!first || !last) return ''
  const curves = points.map(
    (point, index) => `Q${at(point)} ${at(mid(point, points[(index + 1) % points.length] ?? first))}`,
  )
  return `M${at(mid(last, first))}${curves.join('')}Z`
}

/** A leaf from `base`, pointing along `angle` (radians), widest a little below its middle. */
export function leaf(base: Point, angle: number, length: number, width: number): string {
  const along = (distance: number, off: number) =>
    at({
      x: base.x + Math.cos(angle) * distance - Math.sin(angle) * off,
      y: base.y + Math.sin(angle) * distance + Math.cos(angle) * off,
    })
  const half = width / 2
  return (
    `M${along(0, 0)}C${along(length * 0.18, half * 1.15)} ${along(length * 0.66, half * 1.2)} ${along(length, 0)}` +
    `C${along(length * 0.66, -half * 1.2)} ${along(length * 0.18, -half * 1.15)} ${along(0, 0)}Z`
  )
}

function towards(from: Point, to: Point, distance: number): Point {
  const length = Math.hypot(to.x - from.x, to.y - from.y) || 1
  const share = Math.min(distance / length, 0.5)
  return { x: from.x + (to.x - from.x) * share, y: from.y + (to.y - from.y) * share }
}
