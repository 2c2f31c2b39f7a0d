/**
 * What is drawn on a PDF page (ISO 32000-1, 8 and 9): filled paths, lines of text in our own outlines, images; each
 * marked as a part of the document's structure or as an ornament. Positions are points from the top left.
 */
import { channels } from '../picture/colour.ts'
import type { FilledPath, TextLine } from '../picture/picture.ts'
import type { Typeface } from '../picture/typeface.ts'
import type { OutlineFonts } from './outline-font.ts'
import { pathOperators } from './path-operators.ts'
import { hex, number } from './pdf-file.ts'

/** A path on a canvas of its own, scaled and moved onto the page. */
export type PlacedPath = FilledPath & { x?: number; y?: number; scale?: number }

export class PageContent {
  readonly #operators: string[] = []
  readonly #opacities = new Set<number>()
  readonly #height: number
  readonly #typeface: Typeface
  readonly #fonts: OutlineFonts

  constructor(height: number, typeface: Typeface, fonts: OutlineFonts) {
    this.#height = height
    this.#typeface = typeface
    this.#fonts = fonts
  }

  marked(tag: string, mark: number, draw: () => void): void {
    this.#operators.push(`/${tag} << /MCID ${mark} >> BDC`)
    draw()
    this.#operators.push('EMC')
  }

  ornament(draw: () => void): void {
    this.#operators.push('/Artifact BMC')
    draw()
    this.#operators.push('EMC')
  }

  draw(shape: PlacedPath | TextLine): void {
    this.#operators.push('q', `${colour(shape.fill)} rg`)
    if (shape.opacity !== undefined) {
      this.#opacities.add(shape.opacity)
      this.#operators.push(`/${stateName(shape.opacity)} gs`)
    }
    if (shape.kind === 'text') this.#text(shape)
    else {
      const { d, x = 0, y = 0, scale = 1 } = shape
      const down = `${number(scale)} 0 0 ${number(-scale)} ${number(x)} ${number(this.#height - y)} cm`
      this.#operators.push(down, pathOperators(d), 'f')
    }
    this.#operators.push('Q')
  }

  /** `name` is the image's in the page's resources. */
  image(name: string, x: number, y: number, width: number, height: number): void {
    const bottom = this.#height - y - height
    const matrix = [width, 0, 0, height, x, bottom].map(number).join(' ')
    this.#operators.push('q', `${matrix} cm`, `/${name} Do`, 'Q')
  }

  /** The graphics states that the page's resources must hold. */
  states(): string {
    const states = [...this.#opacities].map((value) => `/${stateName(value)} << /ca ${number(value)} >>`)
    return `<< ${states.join(' ')} >>`
  }

  toString(): string {
    return this.#operators.join('\n')
  }

  /** Every letter stands where the picture has it. */
  #text(line: TextLine): void {
    const { glyphs, width } = this.#typeface.layOut(line.text, line.tracking)
    const left = line.x - { start: 0, middle: 0.5, end: 1 }[line.anchor] * width * line.size
    this.#operators.push('BT', `${number(left)} ${number(this.#height - line.y)} Td`)
    let pen = 0
    let font: number | undefined
    let shown: string[] = []
    const show = () => {
      if (shown.length > 0) this.#operators.push(`[${shown.join('')}] TJ`)
      shown = []
    }
    for (const glyph of glyphs) {
      const letter = this.#fonts.letter(glyph)
      if (letter.font !== font) {
        show()
        font = letter.font
        this.#operators.push(`/F${font} ${number(line.size)} Tf`)
      }
      const gap = Math.round((pen - glyph.x) * 1000)
      if (gap !== 0) shown.push(String(gap))
      shown.push(`<${hex(letter.code, 2)}>`)
      pen = glyph.x + letter.width / 1000
    }
    show()
    this.#operators.push('ET')
  }
}

function colour(fill: string): string {
  return channels(fill)
    .map((value) => number(value / 255))
    .join(' ')
}

function stateName(opacity: number): string {
  return `A${Math.round(opacity * 1000)}`
}
