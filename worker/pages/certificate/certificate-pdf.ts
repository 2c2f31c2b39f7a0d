/**
 * The printable certificate, A4 or Letter, landscape. Letters are painted from our own outlines, so names in any script
 * that these have do not depend on a reader's fonts; a name that they cannot write is left out, and that is said. The
 * signed credential is attached afterwards (credential/bake).
 */
import type { PDFPage } from '@cantoo/pdf-lib'
import { badgePicture } from '../badge-image/badge-image.ts'
import type { ImageFile } from '../badge-of.ts'
import type { CredentialView } from '../credential/view.ts'
import { channels } from '../picture/colour.ts'
import { withCoveredNames } from '../picture/og-picture.ts'
import type { FilledPath, TextLine } from '../picture/picture.ts'
import { type LoadGlyphPage, loadTypeface, type Typeface } from '../picture/typeface.ts'
import { type CertificateLayout, certificateLayout } from './certificate-layout.ts'
import { hex, OutlineFont } from './outline-font.ts'

export type Paper = 'a4' | 'letter'

export interface CertificateOptions {
  paper: Paper
  /** The issuer's own badge image; PNG and JPEG are placed, others give way to the default one. */
  image: ImageFile | null
  colours: { ground?: unknown; accent?: unknown }
  loadPage: LoadGlyphPage
}

/** Points, landscape. */
const SIZES: Record<Paper, [number, number]> = { a4: [841.89, 595.28], letter: [792, 612] }
const FONT = 'Laurel'

export async function certificatePdf(
  view: CredentialView,
  { paper, image, colours, loadPage }: CertificateOptions,
): Promise<Uint8Array> {
  const pdf = await import('@cantoo/pdf-lib')
  const document = await pdf.PDFDocument.create()
  const [width, height] = SIZES[paper]
  const page = document.addPage([width, height])
  const layout = certificateLayout(view, { width, height, typeface: await typefaceFor(view, loadPage) })
  const { typeface, shapes, badge } = layout
  const font = new OutlineFont()
  const placed = image === null ? null : await placedImage(document, image)
  if (placed) {
    const scale = Math.min(badge.side / placed.width, badge.side / placed.height)
    const size = { width: placed.width * scale, height: placed.height * scale }
    page.drawImage(placed, {
      x: badge.x + (badge.side - size.width) / 2,
      y: height - badge.y - (badge.side + size.height) / 2,
      ...size,
    })
  }
  const own = placed ? [] : defaultBadge(view, typeface, colours, layout)
  for (const shape of [...shapes, ...own]) {
    if (shape.kind === 'path') drawPath(pdf, page, shape, height)
    else drawText(pdf, page, shape, typeface, font)
  }
  page.node.setFontDictionary(pdf.PDFName.of(FONT), font.embed(document.context))
  const { shared, report } = view
  document.setTitle(shared.title, { showInWindowTitleBar: true })
  document.setAuthor(shared.issuerName)
  document.setSubject(shared.url)
  document.setCreator('Laurel')
  document.setProducer('Laurel')
  document.setLanguage(view.wording.language)
  document.setCreationDate(new Date(report.verifiedAt))
  document.setModificationDate(new Date(report.verifiedAt))
  return document.save()
}

type PdfLib = typeof import('@cantoo/pdf-lib')

async function placedImage(
  document: Awaited<ReturnType<PdfLib['PDFDocument']['create']>>,
  { type, bytes }: ImageFile,
) {
  try {
    if (type === 'image/png') return await document.embedPng(bytes)
    if (type === 'image/jpeg') return await document.embedJpg(bytes)
  } catch {
    // A picture that the library cannot read gives its place to the default one.
  }
  return null
}

function defaultBadge(
  view: CredentialView,
  typeface: Typeface,
  colours: CertificateOptions['colours'],
  { badge }: CertificateLayout,
) {
  const { title, issuerName } = view.shared
  const picture = badgePicture(withCoveredNames({ title, issuerName, colours }, typeface), typeface.measure)
  const scale = badge.side / picture.width
  return picture.shapes.flatMap((shape): ((FilledPath & Moved) | TextLine)[] => {
    if (shape.kind === 'path') return [{ ...shape, x: badge.x, y: badge.y, scale }]
    if (shape.kind !== 'text') return []
    return [
      { ...shape, x: badge.x + shape.x * scale, y: badge.y + shape.y * scale, size: shape.size * scale },
    ]
  })
}

interface Moved {
  x?: number
  y?: number
  scale?: number
}

function drawPath({ rgb }: PdfLib, page: PDFPage, shape: FilledPath & Moved, height: number): void {
  const [r, g, b] = channels(shape.fill).map((value) => value / 255) as [number, number, number]
  page.drawSvgPath(shape.d, {
    x: shape.x ?? 0,
    y: height - (shape.y ?? 0),
    scale: shape.scale ?? 1,
    color: rgb(r, g, b),
    ...(shape.opacity !== undefined && { opacity: shape.opacity }),
  })
}

/** Every letter at its own place, so that marks and spacing fall as on the picture. */
function drawText(pdf: PdfLib, page: PDFPage, line: TextLine, typeface: Typeface, font: OutlineFont): void {
  const { glyphs, width } = typeface.layOut(line.text, line.tracking)
  const left = line.x - { start: 0, middle: 0.5, end: 1 }[line.anchor] * width * line.size
  const [r, g, b] = channels(line.fill).map((value) => value / 255) as [number, number, number]
  const letters = glyphs.flatMap((glyph) => {
    const code = font.codeOf(glyph)
    if (code === null) return []
    return [
      pdf.setTextMatrix(1, 0, 0, 1, left + glyph.x * line.size, page.getHeight() - line.y),
      pdf.showText(pdf.PDFHexString.of(hex(code, 2))),
    ]
  })
  page.pushOperators(
    pdf.beginText(),
    pdf.setFillingRgbColor(r, g, b),
    pdf.setFontAndSize(FONT, line.size),
    ...letters,
    pdf.endText(),
  )
}

function typefaceFor(view: CredentialView, loadPage: LoadGlyphPage): Promise<Typeface> {
  const { shared, credential, report, wording } = view
  const { t } = wording
  return loadTypeface(
    [
      shared.title,
      shared.issuerName,
      shared.url,
      credential.recipient.name ?? '',
      t(`word-${report.state}`),
      t('pdf-earned'),
      t('pdf-check', { host: new URL(shared.url).host }),
      t('pdf-not-drawn'),
      t('issued-by') + t('issued') + t('expires') + t('no-expiry'),
      shared.awardedAt ? wording.date(shared.awardedAt) : '',
      shared.expiresAt ? wording.date(shared.expiresAt) : '',
      'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789',
    ],
    loadPage,
  )
}
