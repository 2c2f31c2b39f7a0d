/** Path data as the operators that make a path in PDF (ISO 32000-1, 8.5.2). Pure. */
import { number } from './pdf-file.ts'

/** From absolute M L Q C Z. `up` is -1 where the path's y goes down and the page's goes up. */
export function pathOperators(d: string, up: 1 | -1 = 1): string {
  let [x, y] = [0, 0]
  const drawn = [...d.matchAll(/([MLQCZ])([^MLQCZ]*)/g)].map(([, command = '', values = '']) => {
    const n = (values.match(/-?\d*\.?\d+/g) ?? []).map((value, index) => Number(value) * (index % 2 ? up : 1))
    const [a = 0, b = 0, c = 0, e = 0] = n
    const from = [x, y] as const
    if (command !== 'Z') [x, y] = [n.at(-2) ?? 0, n.at(-1) ?? 0]
    if (command === 'M') return `${number(a)} ${number(b)} m`
    if (command === 'L') return `${number(a)} ${number(b)} l`
    if (command === 'C') return `${n.map(number).join(' ')} c`
    if (command === 'Z') return 'h'
    // PDF has no quadratic curves: the same curve as a cubic one.
    const third = (start: number, control: number) => number(start + (2 / 3) * (control - start))
    return `${third(from[0], a)} ${third(from[1], b)} ${third(c, a)} ${third(e, b)} ${number(c)} ${number(e)} c`
  })
  return drawn.join('\n')
}
