/**
 * The logical structure of a one-page document (ISO 32000-1, 14.7 and 14.8): what is a heading, a paragraph, a figure,
 * a link, in reading order, so that a screen reader reads the certificate and not its ornaments.
 */
import { type PdfFile, pdfText, type Ref } from './pdf-file.ts'

export type Tag = 'H1' | 'P' | 'Figure' | 'Link'

interface Element {
  tag: Tag
  ref: Ref
  /** Said in place of a figure. */
  alt: string | null
  /** The text as it is written, where painting breaks its lines or orders its letters otherwise. */
  text: string | null
  box: readonly [number, number, number, number] | null
  annotation: Ref | null
}

/** The page's key in the parent tree; link annotations take the keys after it. */
const PAGE_KEY = 0

export class Structure {
  readonly #elements: Element[] = []
  readonly #file: PdfFile

  constructor(file: PdfFile) {
    this.#file = file
  }

  /** The marked-content number of what is drawn next. `box` is left, bottom, right, top in points. */
  mark(
    tag: Tag,
    { alt = null, text = null, box = null }: Partial<Pick<Element, 'alt' | 'text' | 'box'>>,
  ): number {
    this.#elements.push({ tag, ref: this.#file.reserve(), alt, text, box, annotation: null })
    return this.#elements.length - 1
  }

  /** Makes the element marked last the structure of a link; answers the annotation's entry in the parent tree. */
  link(annotation: Ref): number {
    const last = this.#elements.at(-1)
    if (last) last.annotation = annotation
    return this.#annotated().length
  }

  /** The structure tree root, for the catalog. */
  add(page: Ref): Ref {
    const file = this.#file
    const [root, document] = [file.reserve(), file.reserve()]
    for (const [mark, { tag, ref, alt, text, box, annotation }] of this.#elements.entries()) {
      const kids =
        annotation === null ? String(mark) : `[${mark} << /Type /OBJR /Obj ${annotation} /Pg ${page} >>]`
      file.add(
        `<< /Type /StructElem /S /${tag} /P ${document} /Pg ${page} /K ${kids}` +
          (alt === null ? '' : ` /Alt ${pdfText(alt)}`) +
          (text === null ? '' : ` /ActualText ${pdfText(text)}`) +
          (box === null
            ? ''
            : ` /A << /O /Layout /Placement /Block /BBox [${box.map(Math.round).join(' ')}] >>`) +
          ' >>',
        ref,
      )
    }
    const all = this.#elements.map(({ ref }) => ref).join(' ')
    file.add(`<< /Type /StructElem /S /Document /P ${root} /K [${all}] >>`, document)
    const links = this.#annotated().map(({ ref }, index) => `${PAGE_KEY + 1 + index} ${ref}`)
    return file.add(
      `<< /Type /StructTreeRoot /K ${document} /ParentTreeNextKey ${PAGE_KEY + 1 + links.length}` +
        ` /ParentTree << /Nums [${PAGE_KEY} [${all}] ${links.join(' ')}] >> >>`,
      root,
    )
  }

  #annotated(): Element[] {
    return this.#elements.filter(({ annotation }) => annotation !== null)
  }
}
