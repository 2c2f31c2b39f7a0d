/**
 * The form of the compiled contexts. Types and flags only; the data is in `term-tables.generated.ts`.
 */

/** One term's definition: IRI (or `@id`, `@type`), flags, scoped context, and its `@type` where it has one. */
export type TermRow = [iri: string, flags: number, context: number, type?: string]

/** `@container: @list` */
export const CONTAINER_LIST = 1
/** `@container: @graph` */
export const CONTAINER_GRAPH = 2
/** May be the prefix of a compact IRI. */
export const IS_PREFIX = 4

/** The term has no scoped context. */
export const NO_CONTEXT = -1
/** The term's scoped context is `null`: forget every context. */
export const NULL_CONTEXT = -2

export interface ContextTable {
  /** Term → 2 × number of its row, + 1 where the definition is `@protected`. */
  terms: Record<string, number>
  /** `@vocab`, an absolute IRI. */
  vocab?: string
  /**
   * Prefixes that definitions use and this context does not define: `xsd` in `xsd:anyURI`. The definition is what is
   * written, unless a context before this one defines that prefix; then the table does not apply.
   */
  freePrefixes?: string[]
}

export interface TermTables {
  rows: TermRow[]
  contexts: ContextTable[]
  /** Context URL → the numbers of its contexts, applied in order. */
  urls: Record<string, number[]>
  /** Bundled contexts that have no tables: documents that name them are the reference's. */
  uncompiled: string[]
}
