import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  bakePng,
  bakeSvg,
  extractFromPdf,
  isSvg,
  MAX_BAKED_BYTES,
  unbakePng,
  unbakeSvg,
} from '../../worker/credential/bake/index.ts'

const utf8 = (text: string) => new TextEncoder().encode(text)
const join = (...parts: Uint8Array[]) => Uint8Array.from(parts.flatMap((part) => [...part]))
const JWS = 'eyJhbGciOiJFUzI1NiJ9.eyJpc3MiOiJ4In0.AbCd_-0'
const JSON_TEXT = JSON.stringify({ type: ['OpenBadgeCredential'], name: 'SAFe® 架构师 🎓 ]]> <b>&amp;\r\n' })

async function deflate(bytes: Uint8Array): Promise<Uint8Array> {
  const stream = new Blob([bytes]).stream().pipeThrough(new CompressionStream('deflate'))
  return new Uint8Array(await new Response(stream).arrayBuffer())
}

/** A PNG writer of its own: bit by bit from the specification's annex, sharing nothing with the product. */
function chunk(type: string, data: Uint8Array, spoilCrc = 0): Uint8Array {
  const body = join(utf8(type), data)
  let crc = 0xffffffff
  for (const byte of body) {
    crc ^= byte
    for (let bit = 0; bit < 8; bit++) crc = crc & 1 ? (crc >>> 1) ^ 0xedb88320 : crc >>> 1
  }
  crc = (crc ^ 0xffffffff ^ spoilCrc) >>> 0
  const number = (value: number) => Uint8Array.of(value >>> 24, value >>> 16, value >>> 8, value)
  return join(number(data.length), body, number(crc))
}

const SIGNATURE = Uint8Array.of(137, 80, 78, 71, 13, 10, 26, 10)
/** A real picture: one pixel, as image editors write it. */
const PIXEL = Uint8Array.from(
  atob('iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=='),
  (char) => char.charCodeAt(0),
)
const HEADER = PIXEL.subarray(8, 33)
const REST = PIXEL.subarray(33)
const png = (...extra: Uint8Array[]) => join(SIGNATURE, HEADER, ...extra, REST)
const iTXt = (keyword: string, text: Uint8Array, compressed = 0) =>
  chunk('iTXt', join(utf8(keyword), Uint8Array.of(0, compressed, 0), utf8('en\0Badge\0'), text))

describe('PNG', () => {
  test('what is baked is one uncompressed iTXt chunk before the pixels, and nothing else changes', () => {
    const expected = join(
      SIGNATURE,
      HEADER,
      chunk('iTXt', join(utf8('openbadgecredential'), new Uint8Array(5), utf8(JSON_TEXT))),
      REST,
    )
    expect(bakePng(PIXEL, JSON_TEXT)).toEqual(expected)
  })

  test('baking again replaces what was there, of either version', () => {
    const old = png(iTXt('openbadges', utf8('https://a.example/assertion')), iTXt('Comment', utf8('kept')))
    const twice = bakePng(bakePng(old, JWS), JSON_TEXT)
    expect(twice).toEqual(bakePng(png(iTXt('Comment', utf8('kept'))), JSON_TEXT))
  })

  test.each([
    ['openbadgecredential, uncompressed', async () => iTXt('openbadgecredential', utf8(JSON_TEXT))],
    [
      'openbadgecredential, compressed',
      async () => iTXt('openbadgecredential', await deflate(utf8(JSON_TEXT)), 1),
    ],
    ['openbadges', async () => iTXt('openbadges', utf8(JSON_TEXT))],
    ['tEXt holding UTF-8', async () => chunk('tEXt', join(utf8('openbadges\0'), utf8(JSON_TEXT)))],
    ['zTXt', async () => chunk('zTXt', join(utf8('openbadges\0\0'), await deflate(utf8(JSON_TEXT))))],
  ])('reads %s', async (_, make) => {
    expect(await unbakePng(png(await make()))).toEqual({ ok: true, texts: [JSON_TEXT], warnings: [] })
  })

  test('tEXt in Latin-1 reads as Latin-1', async () => {
    const data = join(utf8('openbadges\0'), Uint8Array.of(0x7b, 0xae, 0x7d))
    expect(await unbakePng(png(chunk('tEXt', data)))).toMatchObject({ texts: ['{®}'] })
  })

  test('a badge baked as 3.0 and as 2.0 gives both, the newer first', async () => {
    const both = png(iTXt('openbadges', utf8('https://a.example/1')), iTXt('openbadgecredential', utf8(JWS)))
    expect(await unbakePng(both)).toMatchObject({ texts: [JWS, 'https://a.example/1'] })
  })

  test.each([
    ['a plain picture', async () => PIXEL, 'baked-nothing'],
    ['no PNG at all', async () => utf8('GIF89a'), 'baked-nothing'],
    [
      'two under one keyword',
      async () => png(iTXt('openbadges', utf8('a')), iTXt('openbadges', utf8('b'))),
      'baked-several',
    ],
    [
      'a wrong checksum',
      async () => png(chunk('iTXt', utf8(`openbadges\0\0\0\0\0${JWS}`), 1)),
      'baked-damaged',
    ],
    [
      'a chunk that stops before its text',
      async () => png(chunk('iTXt', utf8('openbadges\0\0\0en'))),
      'baked-damaged',
    ],
    ['a broken compressed text', async () => png(iTXt('openbadges', utf8('not zlib'), 1)), 'baked-damaged'],
    [
      'text that is not UTF-8',
      async () => png(iTXt('openbadges', Uint8Array.of(0xc3, 0x28))),
      'baked-not-text',
    ],
    ['a file cut off', async () => png(iTXt('openbadges', utf8(JWS))).subarray(0, 50), 'baked-truncated'],
    [
      'a length beyond the file',
      async () => join(SIGNATURE, Uint8Array.of(0xff, 0xff, 0xff, 0xff), utf8('iTXt'), new Uint8Array(64)),
      'baked-truncated',
    ],
    [
      'a credential hidden behind the end',
      async () => join(PIXEL, iTXt('openbadges', utf8(JWS))),
      'baked-nothing',
    ],
    [
      'a zip bomb',
      async () => png(iTXt('openbadges', await deflate(new Uint8Array(MAX_BAKED_BYTES * 8)), 1)),
      'baked-too-large',
    ],
  ])('says what is wrong with %s', async (_, make, code) => {
    expect(await unbakePng(await make())).toEqual({ ok: false, code })
  })

  test('a picture cut off behind its credential still gives it, with a warning', async () => {
    const cut = png(iTXt('openbadgecredential', utf8(JWS))).subarray(0, -20)
    expect(await unbakePng(cut)).toEqual({ ok: true, texts: [JWS], warnings: ['baked-truncated'] })
  })

  test.each([
    ['a JPEG', Uint8Array.of(0xff, 0xd8, 0xff), JWS, 'not-a-png'],
    ['half a PNG', PIXEL.subarray(0, 40), JWS, 'baked-truncated'],
    ['text that UTF-8 cannot carry', PIXEL, '\ud800', 'baked-not-text'],
  ])('does not bake into %s', (_, picture, text, code) => {
    expect(() => bakePng(picture, text)).toThrow(expect.objectContaining({ code }))
  })

  test('any text comes back exactly', async () => {
    await fc.assert(
      fc.asyncProperty(fc.string({ unit: 'binary' }), async (text) => {
        fc.pre(!text.includes('\0') && !text.startsWith('\ufeff'))
        expect(await unbakePng(bakePng(PIXEL, text))).toEqual({ ok: true, texts: [text], warnings: [] })
      }),
    )
  })

  test('any bytes in, never an exception', async () => {
    const part = fc.oneof(
      fc.uint8Array({ maxLength: 40 }),
      fc
        .tuple(
          fc.constantFrom('iTXt', 'tEXt', 'zTXt', 'IEND', 'IDAT'),
          fc.constantFrom('openbadges\0', 'openbadgecredential\0', ''),
          fc.uint8Array({ maxLength: 30 }),
        )
        .map(([type, keyword, data]) => chunk(type, join(utf8(keyword), data))),
    )
    await fc.assert(
      fc.asyncProperty(fc.array(part, { maxLength: 6 }), async (parts) => {
        const result = await unbakePng(join(SIGNATURE, ...parts))
        expect(typeof result.ok).toBe('boolean')
      }),
      { numRuns: 300 },
    )
  })
})

const SVG =
  '<?xml version="1.0"?>\n<!-- <svg> -->\n<svg xmlns="http://www.w3.org/2000/svg" width="10">\n<path d="M0 0"/></svg>\n'
const NS3 = 'xmlns:openbadges="https://purl.imsglobal.org/ob/v3p0"'
const NS2 = 'xmlns:ob="http://openbadges.org"'

describe('SVG', () => {
  test('a token stands in the verify attribute, right behind the opening tag', () => {
    expect(bakeSvg(SVG, JWS)).toBe(
      SVG.replace('<svg xmlns', `<svg ${NS3} xmlns`).replace(
        'width="10">',
        `width="10"><openbadges:credential verify="${JWS}"/>`,
      ),
    )
  })

  test('baking again replaces what was there, of either version and any prefix', () => {
    const old = `<svg ${NS2} ><g><ob:assertion verify="${JWS}"><![CDATA[{}]]></ob:assertion></g></svg>`
    const baked = bakeSvg(bakeSvg(old, JWS), JSON_TEXT)
    expect(unbakeSvg(baked)).toEqual({ ok: true, texts: [JSON_TEXT], warnings: [] })
    expect(baked).toContain('<g></g>')
    expect(baked.match(/openbadges:credential/g)).toHaveLength(2)
  })

  test('an empty root element is opened', () => {
    expect(unbakeSvg(bakeSvg('<svg/>', JWS))).toMatchObject({ texts: [JWS] })
    // A picture whose own elements the prefix would turn into credentials cannot carry one (found by fuzzing).
    const foreign =
      '<svg xmlns:openbadges="https://other.example"><openbadges:credential verify="a.b.c"/></svg>'
    expect(() => bakeSvg(foreign, JWS)).toThrow(expect.objectContaining({ code: 'baked-several' }))
  })

  test.each([
    [
      'CDATA of 3.0',
      `<svg ${NS3}><openbadges:credential><![CDATA[{"a":1}]]></openbadges:credential></svg>`,
      '{"a":1}',
    ],
    [
      'another prefix',
      `<svg xmlns:x="https://purl.imsglobal.org/ob/v3p0"><x:credential verify='${JWS}'></x:credential></svg>`,
      JWS,
    ],
    [
      'a namespace declared on the element',
      `<svg><credential xmlns="https://purl.imsglobal.org/ob/v3p0" verify="${JWS}"/></svg>`,
      JWS,
    ],
    ['2.0 signed', `<svg ${NS2}><ob:assertion verify="${JWS}"/></svg>`, JWS],
    [
      '2.0 hosted by URL',
      `<svg ${NS2}><ob:assertion verify="https://a.example/1?x=1&amp;y=2"/></svg>`,
      'https://a.example/1?x=1&y=2',
    ],
    [
      '2.0 hosted with the assertion',
      `<svg ${NS2}><ob:assertion verify="https://a.example/1"><![CDATA[{"id":"https://a.example/1"}]]></ob:assertion></svg>`,
      '{"id":"https://a.example/1"}',
    ],
    [
      'escaped text',
      `<svg ${NS3}><openbadges:credential>{&quot;n&quot;:&#34;&#x1F393;&amp;&quot;}</openbadges:credential></svg>`,
      '{"n":"🎓&"}',
    ],
    [
      'a DOCTYPE with a subset, as drawing programs write',
      `<!DOCTYPE svg [<!ENTITY ns "x"><!ENTITY l "${'&ns;'.repeat(9)}">]><svg ${NS3} id="&l;"><openbadges:credential verify="${JWS}"/></svg>`,
      JWS,
    ],
  ])('reads %s', (_, svg, text) => {
    expect(isSvg(svg)).toBe(true)
    expect(unbakeSvg(svg)).toEqual({ ok: true, texts: [text], warnings: [] })
  })

  test.each([
    ['a plain picture', SVG, 'baked-nothing'],
    [
      'a credential in a comment',
      `<svg ${NS3}><!--<openbadges:credential verify="${JWS}"/>--></svg>`,
      'baked-nothing',
    ],
    [
      'a credential of a stranger namespace',
      `<svg xmlns:openbadges="https://evil.example"><openbadges:credential verify="${JWS}"/></svg>`,
      'baked-nothing',
    ],
    [
      'two credentials',
      `<svg ${NS3}><openbadges:credential verify="a"/><openbadges:credential verify="b"/></svg>`,
      'baked-several',
    ],
    ['an unclosed element', `<svg ${NS3}><g>`, 'svg-malformed'],
    ['crossed elements', '<svg><a><b></a></b></svg>', 'svg-malformed'],
    [
      'an attribute given twice',
      `<svg ${NS3}><openbadges:credential verify="a" verify="b"/></svg>`,
      'svg-malformed',
    ],
    ['depth without end', `<svg>${'<g>'.repeat(100_000)}`, 'svg-malformed'],
    ['declarations without end', '<!a>'.repeat(200_000), 'baked-nothing'],
    ['an unclosed comment', '<svg><!--', 'svg-malformed'],
    ['a page', '<!DOCTYPE html><html><svg></svg></html>', 'baked-nothing'],
  ])('says what is wrong with %s', (_, svg, code) => {
    expect(unbakeSvg(svg)).toEqual({ ok: false, code })
  })

  test('any JSON comes back exactly', () => {
    fc.assert(
      fc.property(fc.jsonValue({ noUnicodeString: false }), (value) => {
        const text = JSON.stringify({ value })
        fc.pre(text.isWellFormed())
        expect(unbakeSvg(bakeSvg(SVG, text))).toMatchObject({ texts: [text] })
      }),
    )
  })

  test('any text in, never an exception', () => {
    const part = fc.constantFrom(
      '<',
      '>',
      '/',
      '<svg ',
      NS3,
      '<openbadges:credential',
      ' verify="',
      '"',
      "'",
      '<![CDATA[',
      ']]>',
      '<!--',
      '-->',
      '</svg>',
      '&#x110000;',
      '&amp;',
      'x',
      ' ',
      '=',
      '<!DOCTYPE [',
      ']',
      '<?',
    )
    fc.assert(
      fc.property(fc.array(part, { maxLength: 30 }), (parts) => {
        expect(typeof unbakeSvg(`<svg ${NS3}>${parts.join('')}`).ok).toBe('boolean')
      }),
      { numRuns: 1000 },
    )
  })
})

const pdf = (...objects: (string | Uint8Array)[]) =>
  join(
    utf8('%PDF-1.7\n'),
    ...objects.map((object) => (typeof object === 'string' ? utf8(object) : object)),
    utf8('\n%%EOF'),
  )

describe('PDF', () => {
  test('every attached credential comes back exactly, and other attachments are passed over', async () => {
    const { PDFDocument } = await import('@cantoo/pdf-lib')
    const document = await PDFDocument.create()
    document.addPage([200, 200])
    await document.attach(utf8('<invoice/>'), 'invoice.xml', { mimeType: 'text/xml' })
    await document.attach(utf8(JSON_TEXT), 'credential.json', { mimeType: 'application/vc' })
    await document.attach(utf8(JWS), 'credential.jwt', { mimeType: 'application/vc+jwt' })
    expect(await extractFromPdf(await document.save())).toEqual({
      ok: true,
      texts: [JSON_TEXT, JWS],
      warnings: [],
    })
  })

  test.each([
    [
      'uncompressed',
      async () => [
        '1 0 obj <</Type /EmbeddedFile /Length ',
        '7',
        '>>\nstream\n',
        '{"a":1}',
        '\nendstream endobj',
      ],
    ],
    [
      'with its length elsewhere',
      async () => [
        '1 0 obj<</Length 9 0 R/Type/EmbeddedFile/Filter[/FlateDecode]>>stream\r\n',
        await deflate(utf8('{"a":1}')),
        '\r\nendstream',
      ],
    ],
    [
      'with a wrong length',
      async () => [
        '1 0 obj<</Length 3/Type/EmbeddedFile/Filter/FlateDecode>>stream\n',
        await deflate(utf8('{"a":1}')),
        '\nendstream',
      ],
    ],
  ])('reads an attachment %s', async (_, make) => {
    expect(await extractFromPdf(pdf(...(await make())))).toMatchObject({
      ok: true,
      texts: ['{"a":1}'.padEnd(7)],
    })
  })

  test.each([
    [
      'a plain document',
      async () => pdf('1 0 obj <</Type /Catalog /Names <</EmbeddedFiles 2 0 R>>>> endobj'),
      'baked-nothing',
    ],
    ['an encrypted document', async () => pdf('trailer <</Encrypt 3 0 R>>'), 'pdf-encrypted'],
    [
      'an attachment without end',
      async () => pdf('1 0 obj<</Type/EmbeddedFile>>stream\n{}'),
      'baked-truncated',
    ],
    [
      'a zip bomb',
      async () =>
        pdf(
          '1 0 obj<</Type/EmbeddedFile/Filter/FlateDecode>>stream\n',
          await deflate(new Uint8Array(MAX_BAKED_BYTES * 8)),
          '\nendstream',
        ),
      'baked-too-large',
    ],
  ])('says what is wrong with %s', async (_, make, code) => {
    expect(await extractFromPdf(await make())).toEqual({ ok: false, code })
  })
})
