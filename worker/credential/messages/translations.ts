/** What a translation of the findings is: the codes of en.ts, every one and no other, with its placeholders. */
import type { MessageCode } from './en.ts'
import type { Word } from './words.ts'

/** What a page has at hand: nothing where the file did not load, and then it tells in English. */
export type FindingTexts = { readonly [Code in MessageCode]?: string } & {
  /** What findings put into placeholders. */
  readonly words?: Partial<Record<Word, string>>
}

/** A new code in en.ts, or word in words.ts, does not compile until it is translated. */
export type CompleteFindingTexts = Required<FindingTexts> & { readonly words: Record<Word, string> }
