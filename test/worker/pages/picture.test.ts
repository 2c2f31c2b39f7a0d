import { describe, expect, it } from 'vitest'
import { joinPng, writePngChunk } from '../../../worker/credential/bake/png-chunks.ts'
import { paintingOrder } from '../../../worker/pages/picture/arabic.ts'
import { deflate } from '../../../worker/pages/picture/compress.ts'
import { decodePng } from '../../../worker/pages/picture/decode-png.ts'
import { encodePng } from '../../../worker/pages/picture/encode-png.ts'
import { ogPicture } from '../../../worker/pages/picture/og-picture.ts'
import { paint } from '../../../worker/pages/picture/paint.ts'
import { circle, rectangle, ring } from '../../../worker/pages/picture/path.ts'
import type { Picture, Pixels } from '../../../worker/pages/picture/picture.ts'
import { type GlyphPage, loadTypeface } from '../../../worker/pages/picture/typeface.ts'

/** Every letter of Basic Latin is a box of half an em. */
const latin: GlyphPage = Object.fromEntries(
  Array.from({ length: 95 }, (_, index) => [
    String.fromCharCode(32 + index),
    [500, 'M50 0L450 0L450 -700L50 -700Z'],
  ]),
)
const loadPage = async (page: number) => (page < 2 ? latin : null)
const noLetters = await loadTypeface([], async () => null)

const white = (shapes: Picture['shapes'], side = 100): Picture => ({
  width: side,
  height: side,
  background: '#ffffff',
  shapes,
})
/** Sum of darkness, in pixels. */
const ink = ({ data }: Pixels) =>
  data.reduce((sum, value, index) => (index % 4 === 0 ? sum + (255 - value) / 255 : sum), 0)

describe('painting', () => {
  it.each([
    ['a rectangle between pixels', rectangle(10.25, 10.5, 30.5, 20.25), 30.5 * 20.25],
    ['a circle', circle(50, 50, 40), Math.PI * 40 ** 2],
    ['a ring, whose hole is wound the other way', ring(50, 50, 30, 8), Math.PI * (34 ** 2 - 26 ** 2)],
    ['a flat triangle', 'M2 50L98 52L98 54Z', 0.5 * 96 * 2],
    ['a path that is not closed', 'M10 10L50 10L50 50', 0.5 * 40 * 40],
  ])('covers exactly the area of %s', (_, d, area) => {
    const pixels = paint(white([{ kind: 'path', d, fill: '#000000' }]), noLetters)
    expect(Math.abs(ink(pixels) - area)).toBeLessThan(area * 0.012 + 1)
  })

  it('clips what lies outside, and paints nothing for an empty or broken path', () => {
    expect(
      ink(paint(white([{ kind: 'path', d: 'M-50 -50L50 -50L50 50L-50 50Z', fill: '#000000' }]), noLetters)),
    ).toBeCloseTo(2500, 0)
    for (const d of ['', 'M', 'Z', 'LLL', 'M900 900L950 900L950 950Z', 'M-9 -9L-5 -9L-5 -5Z']) {
      expect(ink(paint(white([{ kind: 'path', d, fill: '#000000' }]), noLetters))).toBe(0)
    }
  })

  it('mixes colours over a transparent ground without darkening the edge', () => {
    const picture: Picture = {
      width: 4,
      height: 4,
      background: null,
      shapes: [{ kind: 'path', d: rectangle(0.5, 0, 2, 4), fill: '#ff0000' }],
    }
    expect([...paint(picture, noLetters).data.subarray(0, 4)]).toEqual([255, 0, 0, 128])
  })

  it('sets text from its anchor', async () => {
    const face = await loadTypeface(['ab'], loadPage)
    const line = { kind: 'text', text: 'ab', x: 50, y: 80, size: 20, fill: '#000000' } as const
    const columns = (anchor: 'start' | 'middle' | 'end') => {
      const { data } = paint(white([{ ...line, anchor }]), face)
      const dark = Array.from({ length: 100 }, (_, x) => x).filter(
        (x) => (data[(75 * 100 + x) * 4] ?? 255) < 128,
      )
      return [dark[0], dark.at(-1)]
    }
    expect(columns('start')).toEqual([51, 68])
    expect(columns('middle')).toEqual([41, 58])
    expect(columns('end')).toEqual([31, 48])
  })
})

describe('PNG', () => {
  const pixels: Pixels = {
    width: 5,
    height: 3,
    data: Uint8Array.from({ length: 60 }, (_, index) =>
      index % 4 === 3 ? 255 - (index % 7) : (index * 37) % 256,
    ),
  }

  it('keeps every pixel, with and without transparency', async () => {
    expect(await decodePng(await encodePng(pixels))).toEqual(pixels)
    const opaque = { ...pixels, data: pixels.data.map((value, index) => (index % 4 === 3 ? 255 : value)) }
    const png = await encodePng(opaque)
    expect(png[25]).toBe(3)
    expect(await decodePng(png)).toEqual(opaque)
  })

  it('gives a flat picture a palette, and leaves a photograph its colours', async () => {
    const shades = (count: number) => ({
      width: 100,
      height: 60,
      data: Uint8Array.from({ length: 24_000 }, (_, index) => {
        const shade = (index >> 2) % count
        return [shade & 255, shade >> 8, 7, 255][index % 4] ?? 0
      }),
    })
    const few = await decodePng(await encodePng(shades(300), true))
    const changed = shades(300).data.filter((value, index) => value !== few?.data[index])
    expect([changed.length > 0, changed.length < 1000]).toEqual([true, true])
    expect((await encodePng(shades(300)))[25]).toBe(2)
    expect(await decodePng(await encodePng(shades(5000), true))).toEqual(shades(5000))
  })

  // The order in which an interlaced image's pixels come, as the standard draws it (ISO/IEC 15948, 8.2).
  const INTERLACE = [
    '16462646',
    '77777777',
    '56565656',
    '77777777',
    '36463646',
    '77777777',
    '56565656',
    '77777777',
  ]
  const bits = (value: number, depth: number) => value.toString(2).padStart(depth, '0')

  it.each([
    ['1 bit, two greys', 0, 1, 1, 0],
    ['4 bits, a palette', 3, 4, 1, 0],
    ['16 bits, colours', 2, 16, 3, 0],
    ['8 bits, interlaced', 6, 8, 4, 1],
    ['2 bits, a palette, interlaced', 3, 2, 1, 1],
  ])('reads %s', async (_, type, depth, samples, interlace) => {
    const [width, height] = [11, 9]
    const top = 2 ** depth - 1
    const value = (x: number, y: number, sample: number) => (x * 7 + y * 3 + sample * 5) % (top + 1)
    const passes = interlace ? [...'1234567'] : ['']
    const rows = passes.flatMap((pass) =>
      Array.from({ length: height }, (_, y) => {
        const own = Array.from({ length: width }, (_, x) => x).filter(
          (x) => !interlace || INTERLACE[y % 8]?.[x % 8] === pass,
        )
        const line = own
          .flatMap((x) => Array.from({ length: samples }, (_, s) => bits(value(x, y, s), depth)))
          .join('')
        return line === ''
          ? []
          : [0, ...(line.match(/.{1,8}/g) ?? []).map((b) => Number.parseInt(b.padEnd(8, '0'), 2))]
      }),
    )
    const header = [0, 0, 0, width, 0, 0, 0, height, depth, type, 0, 0, interlace]
    const palette = Array.from({ length: 16 }, (_, index) => [index * 16, index, 255 - index])
    const png = joinPng([
      writePngChunk('IHDR', Uint8Array.from(header)),
      ...(type === 3 ? [writePngChunk('PLTE', Uint8Array.from(palette.flat()))] : []),
      writePngChunk('IDAT', await deflate(Uint8Array.from(rows.flat()))),
      writePngChunk('IEND', new Uint8Array()),
    ])
    const expected = Array.from({ length: width * height }, (_, pixel) => {
      const of = (sample: number) => value(pixel % width, Math.floor(pixel / width), sample)
      if (type === 3) return [...(palette[of(0)] ?? []), 255]
      if (type === 0) return [...Array(3).fill(of(0) * 255), 255]
      return depth === 16 ? [of(0) >> 8, of(1) >> 8, of(2) >> 8, 255] : [of(0), of(1), of(2), of(3)]
    })
    expect([...((await decodePng(png))?.data ?? [])]).toEqual(expected.flat())
  })

  it('answers null for what it cannot read: another format, a cut file, a bomb, a size beyond reason', async () => {
    const png = await encodePng(pixels)
    const resized = png.slice()
    new DataView(resized.buffer).setUint32(16, 60_000)
    const smaller = png.slice()
    new DataView(smaller.buffer).setUint32(20, 1)
    for (const bytes of [
      new Uint8Array(),
      new Uint8Array([0xff, 0xd8, 0xff]),
      png.subarray(0, 50),
      resized,
      smaller,
    ]) {
      expect(await decodePng(bytes)).toBeNull()
    }
  })
})

describe('Arabic and Hebrew', () => {
  it('joins letters in their forms and paints them from right to left', () => {
    expect(paintingOrder('ليلى', true).map(code)).toEqual(['fef0', 'fee0', 'fef4', 'fedf'])
    expect(paintingOrder('سلام', true).map(code)).toEqual(['fee1', 'fefc', 'feb3'])
  })

  it('keeps Latin words and digits in their own order', () => {
    expect(paintingOrder('أب 26 C', true).map(code)).toEqual(['43', '20', '32', '36', '20', 'fe8f', 'fe83'])
    expect(paintingOrder('في localhost:87/ab', true).join('')).toMatch(/^localhost:87\/ab /)
    expect(paintingOrder('C++', false).join('')).toBe('C++')
  })

  it('paints Hebrew from right to left, too', () => {
    expect(paintingOrder('שלום 26', true).join('')).toBe('26 םולש')
  })

  it('leaves marks on the letter that carries them', () => {
    expect(paintingOrder('بَب', true).map(code)).toEqual(['fe90', 'fe91', '64e'])
  })
})

describe('the picture for social networks', () => {
  const input = {
    title: 'Intro',
    issuerName: 'Academy',
    holderName: 'Ada',
    dateLine: 'Issued on 3 May 2026',
    warning: null,
    host: 'laurel.example',
    colours: {},
    image: null,
  }
  const words = (picture: Picture) =>
    picture.shapes.flatMap((shape) => (shape.kind === 'text' ? [shape.text] : []))

  it('is 1200 × 630, and never says valid', async () => {
    const face = await loadTypeface(
      Object.values(input).filter((value) => typeof value === 'string'),
      loadPage,
    )
    const picture = ogPicture(input, face)
    const { width, height } = paint(picture, face)
    expect([width, height]).toEqual([1200, 630])
    expect(words(picture).join(' ')).not.toMatch(/valid\b/i)
    expect(words(ogPicture({ ...input, warning: 'Revoked' }, face))).toContain('Revoked')
  })

  it('leaves out a name whose letters it cannot write, and paints no boxes', async () => {
    const face = await loadTypeface(['Academy', 'डेटा'], loadPage)
    expect(face.covers('डेटा')).toBe(false)
    const said = words(ogPicture({ ...input, title: 'डेटा' }, face))
    expect(said).not.toContain('डेटा')
    expect(said).toContain('Academy')
  })
})

function code(character: string): string {
  return (character.codePointAt(0) ?? 0).toString(16)
}
