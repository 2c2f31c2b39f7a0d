/** Bounds on the work that one document may cause, judged before anything else looks at it. Pure. */
import type { JsonValue } from '../json.ts'
import { CanonicalizationError } from './error.ts'

/** Deeper than any credential: a CLR with endorsed, nested credentials stays below 30. */
export const MAX_DEPTH = 64
/** Members and array items in all. A CLR of 100 nested credentials has about 10,000. */
export const MAX_VALUES = 200_000
/** Contexts in one list, and in all: each is processed on top of those before it. */
const MAX_CONTEXT_LIST = 32
const MAX_CONTEXTS = 1_000

/**
 * Throws CanonicalizationError: 'work-limit' before recursion or memory run out in what follows; 'undefined-term' for a
 * member named `__proto__`, which JavaScript's JSON-LD processors drop silently: it would be shown and not signed.
 */
export function assertWithinBounds(document: JsonValue): void {
  let values = 0
  let contexts = 0
  const count = (list: JsonValue | undefined): void => {
    if (list === undefined) return
    const length = Array.isArray(list) ? list.length : 1
    contexts += length
    if (length > MAX_CONTEXT_LIST || contexts > MAX_CONTEXTS)
      throw new CanonicalizationError('work-limit', `more than ${MAX_CONTEXT_LIST} contexts`)
  }
  const visit = (value: JsonValue, depth: number): void => {
    if (typeof value !== 'object' || value === null) return
    if (depth > MAX_DEPTH)
      throw new CanonicalizationError('work-limit', `nested deeper than ${MAX_DEPTH} levels`)
    if (Object.hasOwn(value, '__proto__')) throw new CanonicalizationError('undefined-term', '__proto__')
    if (!Array.isArray(value)) count(value['@context'])
    const items = Array.isArray(value) ? value : Object.values(value)
    values += items.length
    if (values > MAX_VALUES) throw new CanonicalizationError('work-limit', `more than ${MAX_VALUES} values`)
    for (const item of items) visit(item, depth + 1)
  }
  visit(document, 0)
}
