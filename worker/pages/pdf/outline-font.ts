/**
 * Letters in a PDF from our own outlines, as Type 3 fonts (ISO 32000-1, 9.6.5) with a ToUnicode map: text stays text,
 * can be searched and copied, and no font program is needed. A font holds 255 letters; more begin another.
 */
import type { PlacedGlyph } from '../picture/typeface.ts'
import { pathOperators } from './path-operators.ts'
import { hex, type PdfFile, type Ref } from './pdf-file.ts'

const MAX_LETTERS = 255

export interface Letter {
  /** Index among the fonts: its name on the page is `F` and this. */
  font: number
  code: number
  /** In 1/1000 em, as the font's table of widths says. */
  width: number
}

export class OutlineFonts {
  readonly #letters = new Map<string, Letter & { d: string }>()

  /** The letter's place in a font; it gets one when it is first used. */
  letter({ character, d, advance }: PlacedGlyph): Letter {
    const known = this.#letters.get(character)
    if (known) return known
    const index = this.#letters.size
    const font = Math.floor(index / MAX_LETTERS)
    const added = { font, code: (index % MAX_LETTERS) + 1, width: Math.round(advance * 1000), d }
    this.#letters.set(character, added)
    return added
  }

  /** A dictionary of the fonts, as a page's resources name them. */
  resources(file: PdfFile): string {
    const letters = [...this.#letters]
    const fonts = Array.from({ length: Math.ceil(letters.length / MAX_LETTERS) }, (_, font) => {
      const own = letters.slice(font * MAX_LETTERS, (font + 1) * MAX_LETTERS)
      return `/F${font} ${addFont(file, own)}`
    })
    return `<< ${fonts.join(' ')} >>`
  }
}

function addFont(file: PdfFile, letters: [string, Letter & { d: string }][]): Ref {
  const procedures = letters.map(([, { code, d, width }]) => {
    const outline = d === '' ? '' : `\n${pathOperators(d, -1)} f`
    return `/g${code} ${file.addStream('', `${width} 0 -500 -500 2500 1500 d1${outline}`)}`
  })
  return file.add(
    '<< /Type /Font /Subtype /Type3 /FontBBox [-500 -500 2500 1500] /FontMatrix [0.001 0 0 0.001 0 0]' +
      ` /CharProcs << ${procedures.join(' ')} >>` +
      ` /Encoding << /Type /Encoding /Differences [1 ${letters.map(([, { code }]) => `/g${code}`).join(' ')}] >>` +
      ` /FirstChar 1 /LastChar ${letters.length} /Widths [${letters.map(([, { width }]) => width).join(' ')}]` +
      ` /Resources << >> /ToUnicode ${file.addStream('', toUnicode(letters))} >>`,
  )
}

/** Joined forms map back to the letters that they are forms of. */
function toUnicode(letters: [string, Letter][]): string {
  const lines = letters.map(([character, { code }]) => {
    const text = character.normalize('NFKC')
    const units = Array.from({ length: text.length }, (_, index) => hex(text.charCodeAt(index), 4)).join('')
    return `<${hex(code, 2)}> <${units}>`
  })
  const blocks = Array.from({ length: Math.ceil(lines.length / 100) }, (_, index) =>
    lines.slice(index * 100, index * 100 + 100),
  )
  return (
    '/CIDInit /ProcSet findresource begin 12 dict begin begincmap /CMapName /Laurel def /CMapType 2 def\n' +
    '1 begincodespacerange <00> <FF> endcodespacerange\n' +
    blocks.map((block) => `${block.length} beginbfchar\n${block.join('\n')}\nendbfchar\n`).join('') +
    'endcmap CMapName currentdict /CMap defineresource pop end end'
  )
}
