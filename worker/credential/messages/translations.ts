/**
 * What a translation of the findings is: texts by the codes of en.ts, with its placeholders. A translation may lag behind
 * a new code, which is then told in English; it may not have codes or placeholders that English has not.
 */
import type { MessageCode } from './en.ts'

export type FindingTexts = { readonly [Code in MessageCode]?: string }
