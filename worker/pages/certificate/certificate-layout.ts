/** Where everything stands on the certificate, in points from the top left, and what it is to a reader. Pure. */
import type { CredentialView } from '../credential/view.ts'
import type { PlacedPath } from '../pdf/page-content.ts'
import type { Tag } from '../pdf/structure.ts'
import { fitText } from '../picture/lettering.ts'
import { rectangle } from '../picture/path.ts'
import type { FilledPath, TextLine } from '../picture/picture.ts'
import type { Typeface } from '../picture/typeface.ts'
import { qrModules, qrPath } from '../sharing/qr-code.ts'

export interface CertificateLayout {
  /** In reading order. */
  parts: CertificatePart[]
  badge: Square
}

export interface CertificatePart {
  /** null: an ornament, which no screen reader mentions. */
  tag: Tag | null
  shapes: (PlacedPath | TextLine)[]
  /** What it says to those who do not see it. */
  says?: string
  /** Where a figure or link stands. */
  box?: Box
}

interface Square {
  x: number
  y: number
  side: number
}

/** From the top left. */
export interface Box {
  x: number
  y: number
  width: number
  height: number
}

interface Sheet {
  width: number
  height: number
  typeface: Typeface
}

const INK = '#201b15'
const SOFT = '#574f43'
const LINE = '#b9ab92'
const WARNING = '#7c1c43'
const MARGIN = 36
const QR_SIDE = 92
const BADGE_X = 70
const BADGE_SIDE = 250
const COLUMN_X = 362
const LEADING = 15

/** Mirrored for languages that are written from right to left. */
export function certificateLayout(view: CredentialView, sheet: Sheet): CertificateLayout {
  const { width, height } = sheet
  const words = wordsBeside(view, sheet)
  const middle = (MARGIN + 8 + footTop(sheet)) / 2
  const shift = middle - words.height / 2
  for (const { shapes } of words.parts) for (const line of shapes) line.y += shift
  const badgeX = view.wording.direction === 'rtl' ? width - BADGE_X - BADGE_SIDE : BADGE_X
  return {
    parts: [
      {
        tag: null,
        shapes: [frame(MARGIN, width, height, 1.6, INK), frame(MARGIN + 6, width, height, 0.5, LINE)],
      },
      ...words.parts,
      ...foot(view, sheet),
    ],
    badge: { x: badgeX, y: middle - BADGE_SIDE / 2, side: BADGE_SIDE },
  }
}

/** Who earned what from whom, and when, from y = 0 down. What the outlines cannot write is left out, and that is said. */
function wordsBeside({ shared, credential, report, wording }: CredentialView, { width, typeface }: Sheet) {
  const { t, date, direction } = wording
  const room = width - COLUMN_X - MARGIN - 36
  const x = direction === 'rtl' ? width - COLUMN_X : COLUMN_X
  const anchor = direction === 'rtl' ? 'end' : 'start'
  const parts: { tag: Tag; shapes: TextLine[]; says: string }[] = []
  const covered = (text: string | null): text is string =>
    text !== null && text !== '' && typeface.covers(text)
  let y = 0
  const set = (
    text: string,
    sizes: number[],
    maxLines: number,
    fill: string,
    after: number,
    tag: Tag = 'P',
  ) => {
    if (!covered(text)) return
    const widths = (count: number) => Array.from({ length: count }, () => room)
    const { lines, size } = fitText(text, { sizes, maxLines, widths }, typeface.measure)
    const shapes = lines.map((line): TextLine => {
      const baseline = y + size * 0.82
      y += size * 1.2
      return { kind: 'text', text: line, x, y: baseline, size, anchor, fill }
    })
    parts.push({ tag, shapes, says: text })
    y += after
  }
  if (report.verdict !== 'valid') set(t(`word-${report.state}`), [26], 1, WARNING, 8)
  const { name } = credential.recipient
  if (covered(name)) {
    set(name, [38, 34, 30, 26, 22], 2, INK, 8)
    set(t('pdf-earned'), [13], 1, SOFT, 10)
  }
  set(shared.title, covered(name) ? [30, 26, 22, 19] : [40, 34, 28, 24], 4, INK, 20, 'H1')
  set(`${t('issued-by')} ${shared.issuerName}`, [15, 13, 11], 2, INK, 4)
  const dates = [
    shared.awardedAt ? `${t('issued')}: ${date(shared.awardedAt)}` : '',
    shared.expiresAt ? `${t('expires')}: ${date(shared.expiresAt)}` : '',
  ]
  for (const line of dates) set(line, [12], 1, SOFT, 2)
  const left = [name, shared.title, shared.issuerName].some((text) => text !== null && !covered(text))
  if (left) set(t('pdf-not-drawn'), [10], 2, SOFT, 0)
  return { parts, height: y }
}

function footTop({ height }: Sheet): number {
  return height - MARGIN - 24 - QR_SIDE
}

/** How to check it: a sentence, the address as a link, the QR code. */
function foot({ shared, wording: { t, direction } }: CredentialView, sheet: Sheet): CertificatePart[] {
  const { width, typeface } = sheet
  const room = width - 2 * MARGIN - QR_SIDE - 84
  const top = footTop(sheet)
  const note = fitText(
    t('pdf-check', { host: new URL(shared.url).host }),
    { sizes: [11, 10], maxLines: 3, widths: (count) => Array.from({ length: count }, () => room) },
    typeface.measure,
  )
  const address = fitText(
    shared.url,
    { sizes: [9.5, 8.5, 7.5], maxLines: 1, widths: () => [room] },
    typeface.measure,
  )
  const mirrored = direction === 'rtl'
  const x = mirrored ? width - MARGIN - 38 : MARGIN + 38
  const anchor = mirrored ? 'end' : 'start'
  const line = (text: string, y: number, size: number, fill: string): TextLine => {
    return { kind: 'text', text, x, y, size, anchor, fill }
  }
  const first = top + QR_SIDE - 18 - note.lines.length * LEADING
  const addressY = first + note.lines.length * LEADING + 3
  const addressText = address.lines[0] ?? ''
  const addressWidth = typeface.measure(addressText, address.size)
  const qr = qrModules(shared.url)
  const qrX = mirrored ? MARGIN + 24 : width - MARGIN - 24 - QR_SIDE
  return [
    {
      tag: 'P',
      says: note.lines.join(' '),
      shapes: note.lines.map((text, index) => line(text, first + index * LEADING, note.size, INK)),
    },
    {
      tag: 'Link',
      says: shared.url,
      shapes: [line(addressText, addressY, address.size, SOFT)],
      box: {
        x: mirrored ? x - addressWidth : x,
        y: addressY - address.size,
        width: addressWidth,
        height: address.size * 1.3,
      },
    },
    {
      tag: 'Figure',
      says: shared.url,
      box: { x: qrX, y: top, width: QR_SIDE, height: QR_SIDE },
      shapes: [{ kind: 'path', d: qrPath(qr), fill: '#000000', x: qrX, y: top, scale: QR_SIDE / qr.length }],
    },
  ]
}

/** A line around the sheet: the inner edge is wound the other way and cut out. */
function frame(inset: number, width: number, height: number, weight: number, fill: string): FilledPath {
  const inner = inset + weight
  const [right, bottom] = [width - inner, height - inner]
  const hole = `M${inner} ${inner}L${inner} ${bottom}L${right} ${bottom}L${right} ${inner}Z`
  return { kind: 'path', d: rectangle(inset, inset, width - 2 * inset, height - 2 * inset) + hole, fill }
}
