/**
 * The picture that social networks show beside a shared link, 1200 × 630: the badge, what was earned, from whom. Pure.
 * It never says 'valid': networks keep pictures for weeks. A state that is not good is said, since it seldom turns back.
 */
import { badgePicture } from '../badge-image/badge-image.ts'
import { wreath } from '../badge-image/wreath.ts'
import { fitText, isRightToLeft } from './lettering.ts'
import type { Picture, Pixels } from './picture.ts'
import type { Typeface } from './typeface.ts'

export interface OgPictureInput {
  title: string
  issuerName: string
  /** Only where the holder made the page public. */
  holderName: string | null
  /** e.g. 'Issued on 3 May 2026'. */
  dateLine: string
  /** e.g. 'Revoked'; null where there is nothing to warn of. */
  warning: string | null
  /** Host of this deployment. */
  host: string
  colours: { ground?: unknown; accent?: unknown }
  /** The issuer's own badge image; null for the default one. */
  image: Pixels | null
}

export const OG_WIDTH = 1200
export const OG_HEIGHT = 630
const PAPER = '#faf6ee'
const INK = '#201b15'
const SOFT = '#574f43'
const LINE = '#e2d9c8'
const WARNING = '#7c1c43'
const COLUMN_X = 560
const COLUMN_WIDTH = 576
const BADGE = 412

export function ogPicture(input: OgPictureInput, typeface: Typeface): Picture {
  const shapes: Picture['shapes'] = [
    { kind: 'path', d: `M0 0L14 0L14 ${OG_HEIGHT}L0 ${OG_HEIGHT}Z`, fill: INK },
    ...badgeShapes(input, typeface),
  ]
  const readable = (text: string | null) => (text !== null && typeface.covers(text) ? text : null)
  const column = (text: string, y: number, size: number, fill: string) => {
    const rightToLeft = isRightToLeft(text)
    shapes.push({
      kind: 'text',
      text,
      x: rightToLeft ? COLUMN_X + COLUMN_WIDTH : COLUMN_X,
      y,
      size,
      anchor: 'start',
      fill,
    })
  }
  const title = readable(input.title)
  const fitted = fitText(
    title ?? 'A verifiable credential',
    {
      sizes: [68, 60, 52, 46, 40, 36],
      maxLines: 4,
      widths: (count) => Array.from({ length: count }, () => COLUMN_WIDTH),
    },
    typeface.measure,
  )
  const leading = fitted.size * 1.16
  const below = [readable(input.issuerName), readable(input.holderName), input.dateLine].filter(
    (line) => line !== null,
  )
  const height = fitted.lines.length * leading + 28 + below.length * 40
  let y = Math.max(96, (OG_HEIGHT - 84 - height) / 2 + 18) + fitted.size * 0.78
  if (input.warning !== null && typeface.covers(input.warning)) {
    column(input.warning, y - fitted.size * 0.78 - 24, 30, WARNING)
  }
  for (const line of fitted.lines) {
    column(line, y, fitted.size, INK)
    y += leading
  }
  y += 28 - fitted.size * 0.2
  const issuer = readable(input.issuerName)
  const oneLine = (text: string, size: number) =>
    fitText(
      text,
      { sizes: [size, size - 4, size - 8], maxLines: 1, widths: () => [COLUMN_WIDTH] },
      typeface.measure,
    )
  if (issuer) {
    const set = oneLine(issuer, 32)
    column(set.lines[0] ?? '', y, set.size, INK)
    y += 44
  }
  const holder = readable(input.holderName)
  if (holder) {
    const set = oneLine(holder, 28)
    column(set.lines[0] ?? '', y, set.size, SOFT)
    y += 40
  }
  column(input.dateLine, y, 26, SOFT)
  shapes.push(
    {
      kind: 'path',
      d: `M${COLUMN_X} 540L${COLUMN_X + COLUMN_WIDTH} 540L${COLUMN_X + COLUMN_WIDTH} 542L${COLUMN_X} 542Z`,
      fill: LINE,
    },
    { kind: 'path', d: wreath({ cx: COLUMN_X + 17, cy: 574, radius: 17, pairs: 4 }), fill: INK },
    { kind: 'text', text: 'Check it live', x: COLUMN_X + 48, y: 583, size: 25, anchor: 'start', fill: INK },
    {
      kind: 'text',
      text: input.host,
      x: COLUMN_X + COLUMN_WIDTH,
      y: 583,
      size: 22,
      anchor: 'end',
      fill: SOFT,
    },
  )
  return { width: OG_WIDTH, height: OG_HEIGHT, background: PAPER, shapes }
}

function badgeShapes(input: OgPictureInput, typeface: Typeface): Picture['shapes'] {
  const x = 82
  const y = (OG_HEIGHT - BADGE) / 2
  if (input.image) {
    const scale = Math.min(BADGE / input.image.width, BADGE / input.image.height)
    const width = input.image.width * scale
    const height = input.image.height * scale
    return [
      {
        kind: 'image',
        image: input.image,
        x: x + (BADGE - width) / 2,
        y: y + (BADGE - height) / 2,
        width,
        height,
      },
    ]
  }
  const badge = badgePicture(withCoveredNames(input, typeface), typeface.measure)
  return placed(badge, x, y, BADGE / badge.width)
}

/** The badge moved and scaled: its paths are rewritten, so that a picture stays one flat list. */
function placed(badge: Picture, dx: number, dy: number, scale: number): Picture['shapes'] {
  const round = (value: number) => Math.round(value * 100) / 100
  return badge.shapes.map((shape) => {
    if (shape.kind === 'text')
      return { ...shape, x: dx + shape.x * scale, y: dy + shape.y * scale, size: shape.size * scale }
    if (shape.kind === 'image') return shape
    const d = shape.d.replace(
      /(-?[\d.]+) (-?[\d.]+)/g,
      (_, x: string, y: string) => `${round(Number(x) * scale + dx)} ${round(Number(y) * scale + dy)}`,
    )
    return { ...shape, d }
  })
}

/** Names that the outlines cannot write are left off the badge: its shape and colours still tell it apart. */
export function withCoveredNames<
  T extends { title: string; issuerName: string; colours: { ground?: unknown; accent?: unknown } },
>({ title, issuerName, colours }: T, typeface: Typeface) {
  return {
    name: typeface.covers(title) ? title : ' ',
    issuerName: typeface.covers(issuerName) ? issuerName : '',
    colours,
  }
}
