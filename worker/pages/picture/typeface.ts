/**
 * Outlines of the letters of some texts, for painting and for exact widths. Reads the pages that scripts/glyphs.mjs
 * made through a function it is given; only the pages that the texts need. A text with a letter that no page has is
 * not covered, and the caller leaves it out: no boxes, no question marks.
 */
import { paintingOrder } from './arabic.ts'
import { isRightToLeft, type Measure } from './lettering.ts'

/** Character → [advance, path], in 1/1000 em, y downwards. */
export type GlyphPage = Record<string, [number, string]>

/** Null where there is no such page. `page` is the code point shifted right by 6 bits. */
export type LoadGlyphPage = (page: number) => Promise<GlyphPage | null>

export interface PlacedGlyph {
  character: string
  d: string
  /** From the start of the line and to the next glyph, in em. */
  x: number
  advance: number
}

export interface Typeface {
  covers: (text: string) => boolean
  /** In painting order. */
  layOut: (text: string, tracking?: number) => { glyphs: PlacedGlyph[]; width: number }
  measure: Measure
}

const PAGE_BITS = 6
/** A title has a few scripts; more pages than this is not a title. */
const MAX_PAGES = 64
const IGNORED = /^\p{Default_Ignorable_Code_Point}$/u

export async function loadTypeface(texts: readonly string[], loadPage: LoadGlyphPage): Promise<Typeface> {
  const wanted = new Set<number>()
  for (const text of [...texts, ' …0']) {
    for (const character of paintingOrder(text, isRightToLeft(text)))
      wanted.add((character.codePointAt(0) ?? 0) >> PAGE_BITS)
  }
  const pages = await Promise.all([...wanted].slice(0, MAX_PAGES).map(loadPage))
  const glyphs = new Map<string, [number, string]>()
  for (const page of pages)
    for (const [character, glyph] of Object.entries(page ?? {})) glyphs.set(character, glyph)
  // A line may break between joined letters, which then take other forms.
  if (texts.some((text) => /\p{Script=Arabic}/u.test(text))) {
    for (const page of await Promise.all([0x3ee, 0x3ef, 0x3f9, 0x3fa, 0x3fb].map(loadPage))) {
      for (const [character, glyph] of Object.entries(page ?? {})) glyphs.set(character, glyph)
    }
  }

  /** In em: fitting a text into its place asks again and again. */
  const widths = new Map<string, number>()
  const layOut: Typeface['layOut'] = (text, tracking = 0) => {
    const rightToLeft = isRightToLeft(text)
    const placed: PlacedGlyph[] = []
    let x = 0
    for (const character of paintingOrder(text, rightToLeft)) {
      const glyph = glyphs.get(character)
      if (!glyph) continue
      const mark = isMark(character)
      const advance = mark ? 0 : glyph[0] / 1000 + (rightToLeft ? 0 : tracking)
      const before = placed.at(-1)
      placed.push({ character, d: glyph[1], x: mark && before ? before.x : x, advance })
      x += advance
    }
    return { glyphs: placed, width: Math.max(0, x - (rightToLeft ? 0 : tracking)) }
  }

  return {
    layOut,
    measure: (text, size) => {
      const known = widths.get(text)
      if (known !== undefined) return known * size
      let em = 0
      for (const character of paintingOrder(text, isRightToLeft(text)))
        if (!isMark(character)) em += (glyphs.get(character)?.[0] ?? 0) / 1000
      widths.set(text, em)
      return em * size
    },
    covers: (text) =>
      paintingOrder(text, isRightToLeft(text)).every(
        (character) => glyphs.has(character) || IGNORED.test(character),
      ),
  }
}

/** It takes no room of its own. */
function isMark(character: string): boolean {
  return character >= '\u0300' && /^\p{Mn}$/u.test(character)
}
