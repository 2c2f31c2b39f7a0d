/** A picture as an SVG document: no script, no style sheet, no link, every text escaped. Pure. */
import { isRightToLeft } from './lettering.ts'
import type { Picture, TextLine } from './picture.ts'

const FONTS = "Georgia, 'Noto Serif', 'Source Serif 4', 'Times New Roman', serif"

/** `title` is what a screen reader says. Pictures with pixels in them cannot be written so. */
export function pictureToSvg(picture: Picture, title: string): string {
  const { width, height, background, shapes } = picture
  const drawn = shapes.map((shape) => {
    if (shape.kind === 'text') return textElement(shape)
    if (shape.kind === 'path') return `<path d="${shape.d}" fill="${shape.fill}"${opacity(shape.opacity)}/>`
    throw new TypeError('A picture with pixels in it is painted, not written as SVG.')
  })
  const ground =
    background === null
      ? ''
      : `<path d="M0 0L${width} 0L${width} ${height}L0 ${height}Z" fill="${background}"/>`
  return (
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" width="${width}" height="${height}" role="img">` +
    `<title>${escapeXml(title)}</title>${ground}${drawn.join('')}</svg>`
  )
}

/** For element content and double-quoted attributes. Drops what XML 1.0 has no way to write. */
export function escapeXml(text: string): string {
  return (
    text
      .toWellFormed()
      // biome-ignore lint/suspicious/noControlCharactersInRegex: these are the characters that XML forbids
      .replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/g, '')
      .replace(/[&<>"']/g, (character) => ESCAPES[character] ?? character)
  )
}

const ESCAPES: Record<string, string> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
}

function textElement(line: TextLine): string {
  const rightToLeft = isRightToLeft(line.text)
  const anchor = rightToLeft ? { start: 'end', middle: 'middle', end: 'start' }[line.anchor] : line.anchor
  const tracking = line.tracking && !rightToLeft ? ` letter-spacing="${line.tracking}em"` : ''
  return (
    `<text x="${line.x}" y="${line.y}" font-family="${FONTS}" font-weight="600" font-size="${line.size}" text-anchor="${anchor}"` +
    `${rightToLeft ? ' direction="rtl"' : ''}${tracking} fill="${line.fill}"${opacity(line.opacity)}>${escapeXml(line.text)}</text>`
  )
}

function opacity(value: number | undefined): string {
  return value === undefined ? '' : ` fill-opacity="${value}"`
}
