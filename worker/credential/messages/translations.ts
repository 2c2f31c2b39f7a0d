/** What a translation of the findings is: the codes of en.ts, every one and no other, with its placeholders. */
import type { MessageCode } from './en.ts'

/** What a page has at hand: nothing where the file did not load, and then it tells in English. */
export type FindingTexts = { readonly [Code in MessageCode]?: string }

/** A new code in en.ts does not compile until it is translated. */
export type CompleteFindingTexts = Required<FindingTexts>
