/** PDF files as other software reads them: pdf-lib, which we did not write. */
import {
  decodePDFRawStream,
  PDFDict,
  PDFDocument,
  PDFHexString,
  PDFName,
  PDFRawStream,
} from '@cantoo/pdf-lib'
import { describe, expect, it } from 'vitest'
import { extractFromPdf } from '../../../worker/credential/bake/index.ts'
import { type CertificateOptions, certificatePdf } from '../../../worker/pages/certificate/certificate-pdf.ts'
import type { CredentialView } from '../../../worker/pages/credential/view.ts'
import { wording } from '../../../worker/pages/language.ts'
import { encodePng } from '../../../worker/pages/picture/encode-png.ts'
import type { GlyphPage } from '../../../worker/pages/picture/typeface.ts'

/** Every letter of the first pages is a box of half an em. */
const loadPage = async (page: number): Promise<GlyphPage> =>
  Object.fromEntries(
    Array.from({ length: 64 }, (_, index) => [
      String.fromCharCode(page * 64 + index),
      [500, 'M50 0L450 0L450 -700L50 -700Z'],
    ]),
  )

const TEXT = '{"type":["VerifiableCredential"],"name":"Zöe )(\\\\ 王"}'

function viewOf(name: string, title = 'Knots (and) Splices'): CredentialView {
  const url = 'https://laurel.example/credentials/3f2504e0-4f89-41d3-9a0c-0305e82c3301'
  return {
    shared: { url, title, issuerName: 'Academy', awardedAt: '2026-05-03T00:00:00Z', expiresAt: null },
    credential: { recipient: { name } },
    report: { verdict: 'valid', state: 'valid', verifiedAt: '2026-11-23T12:00:00Z' },
    text: TEXT,
    wording: wording('en'),
  } as unknown as CredentialView
}

const make = (view: CredentialView, image: CertificateOptions['image'] = null) =>
  certificatePdf(view, { paper: 'a4', image, colours: {}, loadPage })

const load = async (bytes: Uint8Array) => PDFDocument.load(bytes, { updateMetadata: false })

/** The page's own resources of one kind, by name. */
function resource(document: PDFDocument, kind: string, name: string) {
  const found = document.getPage(0).node.Resources()?.lookup(PDFName.of(kind), PDFDict)
  return found?.lookup(PDFName.of(name))
}

function contentOf(document: PDFDocument): string {
  const stream = document.getPage(0).node.Contents()
  if (!(stream instanceof PDFRawStream)) throw new Error('The page has no content.')
  return new TextDecoder('latin1').decode(decodePDFRawStream(stream).decode())
}

describe('the certificate', () => {
  it('says what it is, and carries the credential byte for byte', async () => {
    const bytes = await make(viewOf('Ada Learner'))
    const document = await load(bytes)
    expect([document.getTitle(), document.getAuthor(), document.getCreationDate()?.toISOString()]).toEqual([
      'Knots (and) Splices',
      'Academy',
      '2026-05-03T00:00:00.000Z',
    ])
    const [attachment] = document.getAttachments()
    expect([attachment?.name, attachment?.mimeType, new TextDecoder().decode(attachment?.data)]).toEqual([
      'credential.json',
      'application/vc',
      TEXT,
    ])
    expect(await extractFromPdf(bytes)).toEqual({ ok: true, texts: [TEXT], warnings: [] })
  })

  it('is read in order: heading, paragraphs, link and figures; frames are no part of it', async () => {
    const document = await load(await make(viewOf('Ada Learner')))
    const marks = [...contentOf(document).matchAll(/\/(\w+) (?:<< \/MCID (\d+) >> BDC|BMC)/g)]
    expect(marks.map(([, tag, mark]) => `${tag} ${mark ?? ''}`.trim())).toEqual([
      'Artifact',
      'P 0',
      'P 1',
      'H1 2',
      'P 3',
      'P 4',
      'P 5',
      'Link 6',
      'Figure 7',
      'Figure 8',
    ])
    const root = document.catalog.lookup(PDFName.of('StructTreeRoot'), PDFDict)
    const kids = root.lookup(PDFName.of('K'), PDFDict).lookup(PDFName.of('K'))
    expect(String(kids).split(/\d+ 0 R/)).toHaveLength(10)
  })

  it('text whose letters are painted in another order is told as it is written', async () => {
    const document = await load(await make(viewOf('ليلى')))
    const told = document.context.enumerateIndirectObjects().flatMap(([, object]) => {
      const text = object instanceof PDFDict ? object.lookup(PDFName.of('ActualText')) : undefined
      return text instanceof PDFHexString ? [text.decodeText()] : []
    })
    expect(told).toEqual(expect.arrayContaining(['ليلى', 'Knots (and) Splices']))
  })

  it('writes more different letters than one font holds', async () => {
    const title = Array.from({ length: 150 }, (_, index) => String.fromCodePoint(0x4e00 + index)).join('')
    const name = Array.from({ length: 150 }, (_, index) => String.fromCodePoint(0x5e00 + index)).join('')
    const document = await load(await make(viewOf(name, title)))
    expect(resource(document, 'Font', 'F1')).toBeInstanceOf(PDFDict)
    expect(contentOf(document)).toContain('/F1 ')
  })
})

describe('the issuer’s own picture in it', () => {
  it('a PNG is placed with its transparency beside it', async () => {
    const data = Uint8Array.of(255, 0, 0, 255, 0, 255, 0, 128, 0, 0, 255, 0, 9, 9, 9, 255)
    const png = await encodePng({ width: 2, height: 2, data })
    const document = await load(await make(viewOf('Ada'), { type: 'image/png', bytes: png }))
    const image = resource(document, 'XObject', 'Badge')
    if (!(image instanceof PDFRawStream)) throw new Error('There is no picture.')
    const mask = image.dict.lookup(PDFName.of('SMask'))
    if (!(mask instanceof PDFRawStream)) throw new Error('There is no mask.')
    // Behind each row's filter byte: the row's difference to the one above.
    expect([...decodePDFRawStream(mask).decode()].filter((_, index) => index % 3 !== 0)).toEqual([
      255, 128, 1, 127,
    ])
    expect(String(image.dict)).toMatch(/\/Width 2\s+\/Height 2\s+\/ColorSpace \/DeviceRGB/)
  })

  it.each([
    ['in colour', 3, [], '/DeviceRGB'],
    ['in grey', 1, [], '/DeviceGray'],
    ['in Adobe’s inks', 4, [0xff, 0xee, 0, 7, ...new TextEncoder().encode('Adobe')], '/DeviceCMYK'],
  ])('a JPEG %s is placed as it is', async (_, components, marker, space) => {
    const bytes = Uint8Array.of(
      0xff,
      0xd8,
      ...marker,
      0xff,
      0xc0,
      0,
      17,
      8,
      0,
      30,
      0,
      40,
      components,
      0,
      0,
      0,
    )
    const document = await load(await make(viewOf('Ada'), { type: 'image/jpeg', bytes }))
    const image = resource(document, 'XObject', 'Badge')
    if (!(image instanceof PDFRawStream)) throw new Error('There is no picture.')
    expect(image.getContents()).toEqual(bytes)
    expect(String(image.dict)).toMatch(`/Width 40\n/Height 30\n/ColorSpace ${space}`)
    expect(String(image.dict).includes('/Decode [')).toBe(components === 4)
  })

  it.each([
    ['is cut off', 'image/jpeg', Uint8Array.of(0xff, 0xd8, 0xff, 0xe0, 0, 16)],
    ['is no PNG inside', 'image/png', Uint8Array.of(0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 0, 0)],
    ['is of another kind', 'image/webp', new Uint8Array(20)],
  ] as const)('gives way to the default one where it %s', async (_, type, bytes) => {
    const document = await load(await make(viewOf('Ada'), { type, bytes }))
    expect(document.getPage(0).node.Resources()?.has(PDFName.of('XObject'))).toBe(false)
  })
})
