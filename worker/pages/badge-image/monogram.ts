/** One or two letters that stand for an achievement's name where the name itself is too small to read. Pure. */
import { graphemes } from '../picture/lettering.ts'

const SMALL_WORDS = new Set(
  'a an and as at by de del der des die das du el en et for für from i in into la las le les los mit o of on or para por pour the to und y zu with'.split(
    ' ',
  ),
)

/** Initials of the first two telling words; the first two signs of a script that has no spaces; '' where there is no letter. */
export function monogram(name: string): string {
  const words = name.split(/[^\p{L}\p{N}\p{M}+#]+/u).filter((word) => /[\p{L}\p{N}]/u.test(word))
  const telling = words.filter((word) => !SMALL_WORDS.has(word.toLowerCase()))
  const [first, second] = telling.length > 0 ? telling : words
  if (first === undefined) return ''
  const letters = graphemes(first)
  if (/[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}]/u.test(first))
    return letters.slice(0, 2).join('')
  if (/[\p{Script=Arabic}\p{Script=Hebrew}\p{Script=Syriac}]/u.test(first)) return letters[0] ?? ''
  const initial = (word: string) => (graphemes(word)[0] ?? '').toLocaleUpperCase('und')
  return initial(first) + (second === undefined ? '' : initial(second))
}
