/**
 * The badge image of an achievement whose issuer gave none: its initials in a wreath, its name, its issuer, in the
 * issuer's colours. Pure and deterministic: the same achievement always looks the same, two seldom look alike.
 * No green is in the default palette: on our pages green means `valid`.
 */
import { contrast, mix, parseColour, readableOn } from '../picture/colour.ts'
import { estimateWidth, fitText, type Measure } from '../picture/lettering.ts'
import { circle, ring } from '../picture/path.ts'
import type { Picture } from '../picture/picture.ts'
import { pictureToSvg } from '../picture/svg.ts'
import { monogram } from './monogram.ts'
import { SILHOUETTES, type Silhouette } from './silhouette.ts'
import { wreath } from './wreath.ts'

export interface BadgeImageInput {
  /** The achievement's name. */
  name: string
  issuerName: string
  /** The issuer's colours as `#rgb` or `#rrggbb`; what is not one of these is ignored. */
  colours?: { ground?: unknown; accent?: unknown }
}

const SIDE = 512
const CENTRE = SIDE / 2
const PAPER = '#fdfaf3'
const INK = '#1d1b18'
const GOLD = '#e6c887'
const GROUNDS = [
  '#1f3a5f',
  '#5b2a4e',
  '#7a2e2e',
  '#2b4858',
  '#4a3b7c',
  '#7c4318',
  '#37374a',
  '#6d2449',
] as const

/** The badge as an SVG document. */
export function badgeImageSvg(input: BadgeImageInput): string {
  const by = input.issuerName.trim()
  return pictureToSvg(badgePicture(input), by === '' ? input.name : `${input.name} (${by})`)
}

/** The badge as a picture; `measure` is exact where fonts are at hand. */
export function badgePicture(
  { name, issuerName, colours = {} }: BadgeImageInput,
  measure: Measure = estimateWidth,
): Picture {
  const seed = hash(`${name}\n${issuerName}`)
  const silhouette = pick(SILHOUETTES, seed)
  const ground = parseColour(colours.ground) ?? pick(GROUNDS, seed >>> 8)
  const ink = readableOn(ground, PAPER, INK)
  const accent = accentOn(ground, parseColour(colours.accent), ink)
  const shapes: Picture['shapes'] = [
    { kind: 'path', d: silhouette.outline(0), fill: mix(ground, '#000000', 0.22) },
    { kind: 'path', d: silhouette.outline(7), fill: ground },
    ...rays(seed >>> 16, ground, ink, silhouette),
    { kind: 'path', d: silhouette.outline(17) + reversedOutline(silhouette, 20), fill: accent, opacity: 0.9 },
  ]
  const title = fitText(
    name.trim() || 'Achievement',
    {
      sizes: [46, 42, 38, 34, 30, 27, 24],
      maxLines: 3,
      widths: (count, size) =>
        Array.from(
          { length: count },
          (_, line) => 2 * silhouette.halfWidthAt(nameBaseline(line, count, size)) - 26,
        ),
    },
    measure,
  )
  const letters = monogram(name)
  const lineCount = title.lines.length
  const wreathY = lineCount === 3 ? 168 : 178
  shapes.push({ kind: 'path', d: wreath({ cx: CENTRE, cy: wreathY, radius: 96, pairs: 7 }), fill: accent })
  if (letters === '') {
    shapes.push({ kind: 'path', d: ring(CENTRE, wreathY, 44, 8) + circle(CENTRE, wreathY, 18), fill: ink })
  } else {
    const size = Math.min(92, 116 / (measure(letters, 1) || 1))
    shapes.push(centred(letters, wreathY + size * 0.335, size, ink))
  }
  title.lines.forEach((line, index) => {
    shapes.push(centred(line, nameBaseline(index, lineCount, title.size), title.size, ink))
  })
  const by = fitText(
    issuerName.trim(),
    {
      sizes: [20, 18, 16],
      maxLines: 1,
      widths: () => [2 * silhouette.halfWidthAt(silhouette.captionY) - 24],
    },
    measure,
  )
  const issuerLine = by.lines[0]
  if (issuerLine) shapes.push({ ...centred(issuerLine, silhouette.captionY, by.size, ink), opacity: 0.86 })
  return { width: SIDE, height: SIDE, background: null, shapes }
}

/** Lines of the name share the space between the wreath and the issuer's line. */
function nameBaseline(line: number, count: number, size: number): number {
  const middle = count === 3 ? 346 : 344
  return middle + size * 0.34 + (line - (count - 1) / 2) * size * 1.14
}

/** Fine rays behind the wreath, tone in tone: another number and turn for each achievement. */
function rays(seed: number, ground: string, ink: string, silhouette: Silhouette): Picture['shapes'] {
  const count = 28 + (seed % 5) * 8
  const turn = ((seed >>> 3) % 16) / 16
  const wedges = Array.from({ length: count }, (_, index) => {
    const from = ((index + turn) * 2 * Math.PI) / count
    const to = from + Math.PI / count
    const p = (angle: number, radius: number) =>
      `${Math.round((CENTRE + radius * Math.cos(angle)) * 100) / 100} ${Math.round((178 + radius * Math.sin(angle)) * 100) / 100}`
    const reach = rayLength((from + to) / 2, silhouette)
    return `M${p(from, 128)}L${p(from, reach)}L${p(to, reach)}L${p(to, 128)}Z`
  })
  return [
    { kind: 'path', d: wedges.join(''), fill: mix(ground, ink, 0.16), opacity: 0.35 },
    { kind: 'path', d: circle(CENTRE, 178, 128), fill: mix(ground, '#000000', 0.12), opacity: 0.5 },
  ]
}

/** How far a ray from the wreath's centre may go and stay inside. */
function rayLength(angle: number, silhouette: Silhouette): number {
  let reach = 128
  for (let radius = 132; radius < 400; radius += 4) {
    const x = radius * Math.cos(angle)
    const y = 178 + radius * Math.sin(angle)
    if (y < 44 || y > 468 || Math.abs(x) > silhouette.halfWidthAt(y)) break
    reach = radius
  }
  return reach
}

/** The outline again, wound the other way, which leaves a fine line between the two. */
function reversedOutline(silhouette: Silhouette, inset: number): string {
  const numbers = silhouette.outline(inset).replaceAll(/-?\d+(?:\.\d+)? (-?\d+(?:\.\d+)?)/g, (pair) => {
    const [x, y] = pair.split(' ')
    return `${Math.round((SIDE - Number(x)) * 100) / 100} ${y}`
  })
  return numbers
}

function accentOn(ground: string, accent: string | null, ink: string): string {
  const wanted = accent ?? GOLD
  return contrast(wanted, ground) >= 3 ? wanted : mix(wanted, ink, 0.7)
}

function centred(text: string, y: number, size: number, fill: string) {
  return {
    kind: 'text',
    text,
    x: CENTRE,
    y: Math.round(y * 10) / 10,
    size: Math.round(size * 10) / 10,
    anchor: 'middle',
    fill,
  } as const
}

function pick<T>(from: readonly [T, ...T[]] | readonly T[], seed: number): T {
  return from[seed % from.length] as T
}

/** FNV-1a over UTF-16 units, unsigned. */
function hash(text: string): number {
  let value = 0x811c9dc5
  for (let index = 0; index < text.length; index++)
    value = Math.imul(value ^ text.charCodeAt(index), 0x01000193)
  return value >>> 0
}
