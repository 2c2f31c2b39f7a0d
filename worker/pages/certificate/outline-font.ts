/**
 * Letters in a PDF from our own outlines, as a Type 3 font (ISO 32000-1, 9.6.5) with a ToUnicode map: text stays text,
 * can be searched and copied, and no font program is needed. At most 255 different letters a font.
 */
import type { PDFContext, PDFRef } from '@cantoo/pdf-lib'
import type { PlacedGlyph } from '../picture/typeface.ts'

const MAX_LETTERS = 255

interface Letter {
  code: number
  d: string
  advance: number
}

export class OutlineFont {
  readonly #letters = new Map<string, Letter>()

  /** The byte that stands for a letter; null once the font is full. */
  codeOf({ character, d, advance }: PlacedGlyph): number | null {
    const known = this.#letters.get(character)
    if (known) return known.code
    if (this.#letters.size >= MAX_LETTERS) return null
    const code = this.#letters.size + 1
    this.#letters.set(character, { code, d, advance: Math.round(advance * 1000) })
    return code
  }

  embed(context: PDFContext): PDFRef {
    const letters = [...this.#letters.values()]
    const procs = Object.fromEntries(
      letters.map(({ code, d, advance }) => [
        `g${code}`,
        context.register(context.flateStream(glyphProgram(d, advance))),
      ]),
    )
    return context.register(
      context.obj({
        Type: 'Font',
        Subtype: 'Type3',
        FontBBox: [-500, -500, 2500, 1500],
        FontMatrix: [0.001, 0, 0, 0.001, 0, 0],
        CharProcs: procs,
        Encoding: { Type: 'Encoding', Differences: [1, ...letters.map(({ code }) => `g${code}`)] },
        FirstChar: 1,
        LastChar: letters.length,
        Widths: letters.map(({ advance }) => advance),
        Resources: {},
        ToUnicode: context.register(context.flateStream(this.#toUnicode())),
      }),
    )
  }

  /** Joined forms map back to the letters that they are forms of. */
  #toUnicode(): string {
    const lines = [...this.#letters].map(([character, { code }]) => {
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
}

export function hex(value: number, digits: number): string {
  return value.toString(16).toUpperCase().padStart(digits, '0')
}

/** Path data (absolute M L Q C Z, y downwards) as PDF operators (y upwards). */
function glyphProgram(d: string, advance: number): string {
  let [x, y] = [0, 0]
  const drawn = [...d.matchAll(/([MLQCZ])([^MLQCZ]*)/g)].map(([, command = '', values = '']) => {
    const n = (values.match(/-?[\d.]+/g) ?? []).map((value, index) =>
      index % 2 === 0 ? Number(value) : -Number(value),
    )
    const [a = 0, b = 0, c = 0, e = 0] = n
    const from = [x, y] as const
    if (command !== 'Z') [x, y] = [n.at(-2) ?? 0, n.at(-1) ?? 0]
    if (command === 'M') return `${a} ${b} m`
    if (command === 'L') return `${a} ${b} l`
    if (command === 'C') return `${n.join(' ')} c`
    if (command === 'Z') return 'h'
    const third = (start: number, control: number) =>
      Math.round((start + (2 / 3) * (control - start)) * 10) / 10
    return `${third(from[0], a)} ${third(from[1], b)} ${third(c, a)} ${third(e, b)} ${c} ${e} c`
  })
  return `${advance} 0 -500 -500 2500 1500 d1\n${drawn.join('\n')}\n${drawn.length > 0 ? 'f' : ''}`
}
