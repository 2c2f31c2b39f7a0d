/**
 * What a translation of the findings is: texts by the codes of en.ts, with its placeholders. A translation has no codes
 * or placeholders that English has not; a code that one lacks is told in English.
 */
import type { MessageCode } from './en.ts'

export type FindingTexts = { readonly [Code in MessageCode]?: string }

/** Every code: a new one in en.ts does not compile until it is translated. */
export type CompleteFindingTexts = Required<FindingTexts>
