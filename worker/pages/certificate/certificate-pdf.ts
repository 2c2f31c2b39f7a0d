/**
 * The printable certificate, A4 or Letter, landscape, with the signed credential attached. Letters are painted from our
 * own outlines, so names in any script that these have do not depend on a reader's fonts; a name that they cannot write
 * is left out, and that is said. Tagged: a screen reader reads it in order.
 */
import { badgePicture } from '../badge-image/badge-image.ts'
import type { ImageFile } from '../badge-of.ts'
import type { CredentialView } from '../credential/view.ts'
import { OutlineFonts } from '../pdf/outline-font.ts'
import { PageContent, type PlacedPath } from '../pdf/page-content.ts'
import { PdfFile, pdfDate, pdfText, type Ref } from '../pdf/pdf-file.ts'
import { addImage } from '../pdf/pdf-image.ts'
import { Structure } from '../pdf/structure.ts'
import { withCoveredNames } from '../picture/og-picture.ts'
import type { TextLine } from '../picture/picture.ts'
import { type LoadGlyphPage, loadTypeface, type Typeface } from '../picture/typeface.ts'
import {
  type Box,
  type CertificateLayout,
  type CertificatePart,
  certificateLayout,
} from './certificate-layout.ts'

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

/** Page → content → the catalog that holds them, as ISO 32000-1 nests them. */
export async function certificatePdf(
  view: CredentialView,
  { paper, image, colours, loadPage }: CertificateOptions,
): Promise<Uint8Array> {
  const [width, height] = SIZES[paper]
  const typeface = await typefaceFor(view, loadPage)
  const { parts, badge } = certificateLayout(view, { width, height, typeface })
  const file = new PdfFile()
  const structure = new Structure(file)
  const fonts = new OutlineFonts()
  const content = new PageContent(height, typeface, fonts)
  const page = file.reserve()
  const links: string[] = []
  const fromBottom = (box: Box) =>
    [box.x, height - box.y - box.height, box.x + box.width, height - box.y] as const
  for (const part of parts) {
    const draw = () => {
      for (const shape of part.shapes) content.draw(shape)
    }
    if (part.tag === null) content.ornament(draw)
    else {
      const box = part.box ? fromBottom(part.box) : null
      const said = part.tag === 'Figure' ? { alt: part.says ?? null, box } : { text: part.says ?? null }
      content.marked(part.tag, structure.mark(part.tag, said), draw)
      if (part.tag === 'Link' && box) links.push(addLink(file, structure, view.shared.url, box))
    }
  }
  const placed = image === null ? null : await addImage(file, image)
  const corners = fromBottom({ ...badge, width: badge.side, height: badge.side })
  content.marked('Figure', structure.mark('Figure', { alt: view.shared.title, box: corners }), () => {
    if (placed) {
      const scale = Math.min(badge.side / placed.width, badge.side / placed.height)
      const [w, h] = [placed.width * scale, placed.height * scale]
      content.image('Badge', badge.x + (badge.side - w) / 2, badge.y + (badge.side - h) / 2, w, h)
    } else for (const shape of defaultBadge(view, typeface, colours, badge)) content.draw(shape)
  })
  const pages = file.reserve()
  const images = placed ? ` /XObject << /Badge ${placed.ref} >>` : ''
  file.add(
    `<< /Type /Page /Parent ${pages} /MediaBox [0 0 ${width} ${height}] /StructParents 0 /Tabs /S` +
      ` /Annots [${links.join(' ')}] /Contents ${file.addStream('', content.toString())}` +
      ` /Resources << /Font ${fonts.resources(file)} /ExtGState ${content.states()}${images} >> >>`,
    page,
  )
  file.add(`<< /Type /Pages /Kids [${page}] /Count 1 >>`, pages)
  const attached = attachCredential(file, view.text)
  const catalog = file.add(
    `<< /Type /Catalog /Pages ${pages} /Lang ${pdfText(view.wording.language)} /MarkInfo << /Marked true >>` +
      ` /StructTreeRoot ${structure.add(page)} /ViewerPreferences << /DisplayDocTitle true >>` +
      ` /AF [${attached}] /Names << /EmbeddedFiles << /Names [(credential.json) ${attached}] >> >> >>`,
  )
  return file.finish(catalog, addInformation(file, view))
}

/** The credential as a file within the file (ISO 32000-1, 7.11.4), where verifiers look for it. */
function attachCredential(file: PdfFile, text: string): Ref {
  const bytes = new TextEncoder().encode(text)
  const stream = file.addStream(
    `/Type /EmbeddedFile /Subtype /application#2Fvc /Params << /Size ${bytes.length} >>`,
    bytes,
  )
  return file.add(
    '<< /Type /Filespec /F (credential.json) /UF (credential.json) /AFRelationship /Source' +
      ` /Desc (The signed credential that this document shows) /EF << /F ${stream} /UF ${stream} >> >>`,
  )
}

function addInformation(file: PdfFile, { shared, report }: CredentialView): Ref {
  // Dated as the award, so that the same certificate is the same bytes.
  const awarded = Date.parse(shared.awardedAt ?? '')
  const made = pdfDate(Number.isNaN(awarded) ? report.verifiedAt : new Date(awarded).toISOString())
  return file.add(
    `<< /Title ${pdfText(shared.title)} /Author ${pdfText(shared.issuerName)} /Subject ${pdfText(shared.url)}` +
      ` /Creator (Laurel) /Producer (Laurel) /CreationDate ${made} /ModDate ${made} >>`,
  )
}

function addLink(file: PdfFile, structure: Structure, url: string, box: readonly number[]): Ref {
  const link = file.reserve()
  return file.add(
    `<< /Type /Annot /Subtype /Link /Rect [${box.map(Math.round).join(' ')}] /Border [0 0 0] /F 4` +
      ` /Contents ${pdfText(url)} /StructParent ${structure.link(link)}` +
      ` /A << /S /URI /URI (${new URL(url).href.replace(/[()\\]/g, '\\$&')}) >> >>`,
    link,
  )
}

function defaultBadge(
  view: CredentialView,
  typeface: Typeface,
  colours: CertificateOptions['colours'],
  badge: CertificateLayout['badge'],
): CertificatePart['shapes'] {
  const { title, issuerName } = view.shared
  const picture = badgePicture(withCoveredNames({ title, issuerName, colours }, typeface), typeface.measure)
  const scale = badge.side / picture.width
  return picture.shapes.flatMap((shape): (PlacedPath | TextLine)[] => {
    if (shape.kind === 'path') return [{ ...shape, x: badge.x, y: badge.y, scale }]
    if (shape.kind !== 'text') return []
    return [
      { ...shape, x: badge.x + shape.x * scale, y: badge.y + shape.y * scale, size: shape.size * scale },
    ]
  })
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
