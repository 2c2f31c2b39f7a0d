/** Why a document has no canonical form. Pure. */

export type CanonicalizationCode =
  /** A property or type that no context defines: it would not be part of what is signed. */
  | 'undefined-term'
  /** A context that is neither bundled nor loadable. */
  | 'unknown-context'
  /** A context whose bytes are not those that were pinned. */
  | 'context-differs'
  /** Anything else that JSON-LD 1.1 or its safe mode refuses. */
  | 'invalid-json-ld'
  /** Too large, too deep, or a graph made to be expensive (RDFC-1.0, "Dataset Poisoning"). */
  | 'work-limit'

export class CanonicalizationError extends Error {
  override readonly name = 'CanonicalizationError'

  constructor(
    readonly code: CanonicalizationCode,
    /** The term, the URL, or a short English reason. */
    readonly detail: string,
  ) {
    super(`${code}: ${detail}`)
  }
}
