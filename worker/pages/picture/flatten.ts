/** Path data as straight edges. Pure. */

export interface Transform {
  scale: number
  dx: number
  dy: number
}

const [M, L, Q, C, Z] = [77, 76, 81, 67, 90]
const [MINUS, DOT, ZERO, NINE] = [45, 46, 48, 57]
/** The numbers of the command at hand. */
const n = new Float64Array(6)

/** Appends x0, y0, x1, y1 of each edge: curves in short chords, every contour closed. `d` is absolute M L Q C Z. */
export function flatten(d: string, { scale, dx, dy }: Transform, out: number[]): void {
  let [x, y, startX, startY] = [0, 0, 0, 0]
  const own = out.length
  const line = (toX: number, toY: number) => {
    out.push(x, y, toX, toY)
    x = toX
    y = toY
  }
  for (let at = 0; at < d.length; ) {
    const command = d.charCodeAt(at++)
    n.fill(0)
    for (let count = 0; at < d.length; ) {
      let code = d.charCodeAt(at)
      if (isCommand(code)) break
      if (code !== MINUS && code !== DOT && (code < ZERO || code > NINE)) {
        at++
        continue
      }
      // Digit by digit: a page of letters has thousands of numbers, and cutting each out as text takes longer than painting.
      const isNegative = code === MINUS
      if (isNegative) at++
      let value = 0
      let share = 0
      for (; at < d.length; at++) {
        code = d.charCodeAt(at)
        if (code === DOT && share === 0) share = 1
        else if (code < ZERO || code > NINE) break
        else {
          value = value * 10 + code - ZERO
          share *= 10
        }
      }
      if (share > 1) value /= share
      if (count < 6) n[count] = (isNegative ? -value : value) * scale + (count % 2 === 0 ? dx : dy)
      count++
    }
    const a = n[0] ?? 0
    const b = n[1] ?? 0
    const c = n[2] ?? 0
    const e = n[3] ?? 0
    const f = n[4] ?? 0
    const g = n[5] ?? 0
    if (command === M) {
      if (out.length > own) line(startX, startY)
      x = startX = a
      y = startY = b
    } else if (command === L) line(a, b)
    else if (command === Z) line(startX, startY)
    else if (command === Q || command === C) {
      const x0 = x
      const y0 = y
      const endX = command === Q ? c : f
      const endY = command === Q ? e : g
      const length = Math.abs(a - x0) + Math.abs(b - y0) + Math.abs(endX - a) + Math.abs(endY - b)
      const steps = Math.max(2, Math.min(48, Math.ceil(Math.sqrt(length) * 1.2)))
      for (let step = 1; step <= steps; step++) {
        const t = step / steps
        const u = 1 - t
        if (command === Q)
          line(u * u * x0 + 2 * u * t * a + t * t * c, u * u * y0 + 2 * u * t * b + t * t * e)
        else {
          const p = u * u * u
          const q = 3 * u * u * t
          const r = 3 * u * t * t
          const s = t * t * t
          line(p * x0 + q * a + r * c + s * f, p * y0 + q * b + r * e + s * g)
        }
      }
    }
  }
  line(startX, startY)
}

function isCommand(code: number): boolean {
  return code === M || code === L || code === Q || code === C || code === Z
}
