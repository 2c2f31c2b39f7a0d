/** Where everything stands on the certificate, in points from the top left. Pure. */
import type { CredentialView } from '../credential/view.ts'
import { fitText, isRightToLeft } from '../picture/lettering.ts'
import { rectangle } from '../picture/path.ts'
import type { FilledPath, TextLine } from '../picture/picture.ts'
import type { Typeface } from '../picture/typeface.ts'
import { qrModules, qrPath } from '../sharing/qr-code.ts'

export interface CertificateLayout {
  typeface: Typeface
  shapes: ((FilledPath & { x?: number; y?: number; scale?: number }) | TextLine)[]
  badge: { x: number; y: number; side: number }
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

export function certificateLayout(
  view: CredentialView,
  { width, height, typeface }: Sheet,
): CertificateLayout {
  const { shared, credential, report, wording } = view
  const { t, date } = wording
  const shapes: CertificateLayout['shapes'] = [
    frame(MARGIN, width, height, 1.6, INK),
    frame(MARGIN + 6, width, height, 0.5, LINE),
  ]
  const column = { x: 330, width: width - 330 - MARGIN - 36 }
  const badge = { x: 74, y: 92, side: 226 }
  const covered = (text: string | null): text is string =>
    text !== null && text !== '' && typeface.covers(text)
  let y = 128
  const set = (text: string, sizes: number[], maxLines: number, fill: string, after: number) => {
    if (!covered(text)) return
    const widths = (count: number) => Array.from({ length: count }, () => column.width)
    const fitted = fitText(text, { sizes, maxLines, widths }, typeface.measure)
    for (const line of fitted.lines) {
      y += fitted.size * 0.82
      const rightToLeft = isRightToLeft(line)
      shapes.push({
        kind: 'text',
        text: line,
        x: column.x + (rightToLeft ? column.width : 0),
        y,
        size: fitted.size,
        anchor: rightToLeft ? 'end' : 'start',
        fill,
      })
      y += fitted.size * 0.38
    }
    y += after
  }
  if (report.verdict !== 'valid') set(t(`word-${report.state}`), [26], 1, WARNING, 6)
  const { name } = credential.recipient
  if (covered(name)) {
    set(name, [34, 30, 26, 22], 2, INK, 6)
    set(t('pdf-earned'), [13], 1, SOFT, 8)
  }
  set(shared.title, covered(name) ? [30, 26, 22, 19] : [40, 34, 28, 24], 4, INK, 18)
  set(`${t('issued-by')} ${shared.issuerName}`, [15, 13, 11], 2, INK, 3)
  const dates = [
    shared.awardedAt ? `${t('issued')}: ${date(shared.awardedAt)}` : '',
    shared.expiresAt ? `${t('expires')}: ${date(shared.expiresAt)}` : '',
  ]
  for (const line of dates) set(line, [12], 1, SOFT, 1)
  const left = [name, shared.title, shared.issuerName].some((text) => text !== null && !covered(text))
  if (left) set(t('pdf-not-drawn'), [10], 2, SOFT, 0)

  const qr = qrModules(shared.url)
  const scale = QR_SIDE / qr.length
  const top = height - MARGIN - 24 - QR_SIDE
  shapes.push({
    kind: 'path',
    d: qrPath(qr),
    fill: '#000000',
    x: width - MARGIN - 24 - QR_SIDE,
    y: top,
    scale,
  })
  const note = fitText(
    t('pdf-check', { host: new URL(shared.url).host }),
    {
      sizes: [11, 10],
      maxLines: 3,
      widths: (count) => Array.from({ length: count }, () => width - 2 * MARGIN - QR_SIDE - 84),
    },
    typeface.measure,
  )
  const address = fitText(
    shared.url,
    { sizes: [9.5, 8.5, 7.5], maxLines: 1, widths: () => [width - 2 * MARGIN - QR_SIDE - 84] },
    typeface.measure,
  )
  let below = top + QR_SIDE - 18 - note.lines.length * 15
  for (const line of note.lines) {
    shapes.push({
      kind: 'text',
      text: line,
      x: MARGIN + 38,
      y: below,
      size: note.size,
      anchor: 'start',
      fill: INK,
    })
    below += 15
  }
  shapes.push({
    kind: 'text',
    text: address.lines[0] ?? '',
    x: MARGIN + 38,
    y: below + 3,
    size: address.size,
    anchor: 'start',
    fill: SOFT,
  })
  return { typeface, shapes, badge }
}

/** A line around the sheet: the inner edge is wound the other way and cut out. */
function frame(inset: number, width: number, height: number, weight: number, fill: string): FilledPath {
  const inner = inset + weight
  const [right, bottom] = [width - inner, height - inner]
  const hole = `M${inner} ${inner}L${inner} ${bottom}L${right} ${bottom}L${right} ${inner}Z`
  return { kind: 'path', d: rectangle(inset, inset, width - 2 * inset, height - 2 * inset) + hole, fill }
}
