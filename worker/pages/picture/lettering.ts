/** Text in a picture: how wide it is by estimate, where its lines break, which way it runs. Pure. */
import { lazily } from '../../lazily.ts'

/** Width in canvas units of `text` at `size`. */
export type Measure = (text: string, size: number) => number

/** Unicode's rules for it are much to load: not before a picture needs them. */
const segmenter = lazily(() => new Intl.Segmenter('und', { granularity: 'grapheme' }))

export function graphemes(text: string): string[] {
  return Array.from(segmenter().segment(text), ({ segment }) => segment)
}

/** Without fonts at hand: generous averages by class of letter, so that a line set in any serif stays inside. */
export const estimateWidth: Measure = (text, size) =>
  graphemes(text).reduce((sum, grapheme) => sum + estimateEm(grapheme), 0) * size

const WIDE =
  /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}\p{Emoji_Presentation}\uff00-\uff60]/u

function estimateEm(grapheme: string): number {
  if (WIDE.test(grapheme)) return 1.02
  if (/^[\s.,:;'’!|()[\]ijlft]/.test(grapheme)) return 0.33
  if (/^[mwMWÆŒ@%—]/.test(grapheme)) return 0.92
  if (/^\p{Lu}/u.test(grapheme)) return 0.72
  return 0.58
}

/** First strong letter decides (Unicode bidi rules P2 and P3). */
export function isRightToLeft(text: string): boolean {
  const strong = /\p{L}/u.exec(text)?.[0]
  return (
    strong !== undefined &&
    /[\p{Script=Arabic}\p{Script=Hebrew}\p{Script=Syriac}\p{Script=Thaana}\p{Script=Nko}]/u.test(strong)
  )
}

export interface Fitted {
  lines: string[]
  size: number
}

interface Room {
  /** Width of each line the text may use, top first. Its length is the most lines there are. */
  widths: (lineCount: number, size: number) => number[]
  sizes: readonly number[]
  maxLines: number
}

/** More than any picture here can show; it bounds the work that a hostile name can cause. */
const MAX_GRAPHEMES = 160

/** The largest size at which `text` fits; at the smallest, what is too long ends in an ellipsis. */
export function fitText(text: string, room: Room, measure: Measure): Fitted {
  const words = breakable(
    graphemes(text.slice(0, MAX_GRAPHEMES * 10))
      .slice(0, MAX_GRAPHEMES + 1)
      .join(''),
  )
  for (const size of room.sizes) {
    for (let count = 1; count <= room.maxLines; count++) {
      const lines = breakLines(words, room.widths(count, size), size, measure)
      if (lines) return { lines, size }
    }
  }
  const size = room.sizes.at(-1) ?? 12
  return { lines: truncated(words, room.widths(room.maxLines, size), size, measure), size }
}

/** Words with the space that follows them; scripts written without spaces break between graphemes. */
function breakable(text: string): string[] {
  return text
    .trim()
    .replace(/\s+/gu, ' ')
    .split(/(?<=[ \-/–—])/u)
    .flatMap((word) => (WIDE.test(word) ? graphemes(word) : [word]))
}

/** Lines of about equal length, or undefined where the words do not fit the widths. */
function breakLines(words: string[], widths: number[], size: number, measure: Measure): string[] | undefined {
  const fill = (limits: number[]): string[] | undefined => {
    const lines: string[] = []
    for (const word of words) {
      const line = lines.at(-1)
      if (line !== undefined && measure((line + word).trimEnd(), size) <= (limits[lines.length - 1] ?? 0)) {
        lines[lines.length - 1] = line + word
      } else {
        if (lines.length === limits.length || measure(word.trimEnd(), size) > (limits[lines.length] ?? 0))
          return undefined
        lines.push(word)
      }
    }
    return lines.map((line) => line.trimEnd())
  }
  const plain = fill(widths)
  if (!plain || plain.length === 1) return plain
  for (let share = 0.5; share < 1; share += 0.05) {
    const even = fill(widths.map((width) => width * share))
    if (even && even.length === plain.length) return even
  }
  return plain
}

function truncated(words: string[], widths: number[], size: number, measure: Measure): string[] {
  const lines: string[] = []
  let rest = graphemes(words.join(''))
  for (const [index, width] of widths.entries()) {
    const isLast = index === widths.length - 1
    let count = rest.length
    while (
      count > 1 &&
      measure(rest.slice(0, count).join('') + (count < rest.length ? '…' : ''), size) > width
    )
      count--
    if (!isLast && count < rest.length) {
      const space = rest.slice(0, count).lastIndexOf(' ')
      if (space > 0) count = space + 1
    }
    const line = rest.slice(0, count).join('').trim()
    rest = rest.slice(count)
    lines.push(isLast && rest.length > 0 ? `${line.replace(/[\s.,:;–—-]+$/u, '')}…` : line)
    if (rest.length === 0) break
  }
  return lines
}
