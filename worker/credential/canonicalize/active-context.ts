/**
 * JSON-LD active contexts over the compiled term tables. Pure; every combination is made once and kept.
 *
 * Mirrors JSON-LD 1.1 Processing Algorithms, section 4.1 (Context Processing), for the contexts that the compiler
 * takes. What a table does not decide by itself is left to the reference, never guessed.
 */

import { termTables } from '../contexts/term-tables.generated.ts'
import {
  CONTAINER_GRAPH,
  CONTAINER_LIST,
  IS_PREFIX,
  NO_CONTEXT,
  NULL_CONTEXT,
} from '../contexts/term-tables.ts'
import { iriToken } from './n-quads.ts'
import { leaveToReference } from './outside.ts'

export interface Term {
  /** Absolute, or `@id` or `@type`. */
  iri: string
  /** The IRI as a token of N-Quads. */
  predicate: string
  /** `@id`, `@vocab`, `@json`, or the IRI of a datatype. */
  type: string | undefined
  isList: boolean
  isGraph: boolean
  isPrefix: boolean
  /** Number of the scoped context, or NO_CONTEXT. */
  context: number
}

/** Active contexts kept at most; a credential and its endorsements take about thirty. */
const MAX_KEPT = 1000
/** More context URLs than any credential names in one place. */
const MAX_CONTEXT_URLS = 8

const terms: (Term | undefined)[] = []

function termOf(row: number): Term {
  const known = terms[row]
  if (known !== undefined) return known
  const [iri, flags, context, type] = termTables.rows[row] ?? leaveToReference()
  const term: Term = {
    iri,
    predicate: iriToken(iri),
    type,
    isList: (flags & CONTAINER_LIST) !== 0,
    isGraph: (flags & CONTAINER_GRAPH) !== 0,
    isPrefix: (flags & IS_PREFIX) !== 0,
    context,
  }
  terms[row] = term
  return term
}

export class ActiveContext {
  readonly vocab: string | undefined
  /** What to return to in a nested node, while a type-scoped context applies. */
  readonly previous: ActiveContext | undefined
  /** Term → 2 × row, + 1 where protected. */
  readonly #terms: Map<string, number>
  /** Some term was ever protected: no null context may follow, outside of a property's scope. */
  readonly #hasProtected: boolean
  readonly #next = new Map<number, ActiveContext>()

  private constructor(
    terms: Map<string, number>,
    vocab: string | undefined,
    previous: ActiveContext | undefined,
    hasProtected: boolean,
  ) {
    this.#terms = terms
    this.vocab = vocab
    this.previous = previous
    this.#hasProtected = hasProtected
  }

  static #initial = new ActiveContext(new Map(), undefined, undefined, false)
  static #kept = 0

  /** The context before any. */
  static initial(): ActiveContext {
    if (ActiveContext.#kept > MAX_KEPT) {
      ActiveContext.#kept = 0
      ActiveContext.#initial = new ActiveContext(new Map(), undefined, undefined, false)
    }
    return ActiveContext.#initial
  }

  term(name: string): Term | undefined {
    const code = this.#terms.get(name)
    return code === undefined ? undefined : termOf(code >> 1)
  }

  /** Every term that is defined here. */
  names(): IterableIterator<string> {
    return this.#terms.keys()
  }

  /** After the `@context` member of a node: one URL, or several in order. */
  withContexts(value: unknown): ActiveContext {
    const urls = Array.isArray(value) ? value : [value]
    if (urls.length > MAX_CONTEXT_URLS) leaveToReference()
    let active: ActiveContext = this
    for (const url of urls) {
      if (typeof url !== 'string' || !Object.hasOwn(termTables.urls, url)) leaveToReference()
      for (const context of termTables.urls[url] ?? []) active = active.#after(context, true, false)
    }
    return active
  }

  /** Within the value of a property: its scoped context may override what is protected, and stays in nested nodes. */
  forProperty(term: Term | undefined): ActiveContext {
    return term === undefined || term.context === NO_CONTEXT ? this : this.#after(term.context, true, true)
  }

  /** For a node of this type: its scoped context ends where a nested node begins. */
  forType(term: Term | undefined): ActiveContext {
    return term === undefined || term.context === NO_CONTEXT ? this : this.#after(term.context, false, false)
  }

  #after(context: number, propagate: boolean, overrideProtected: boolean): ActiveContext {
    const key = context * 4 + (propagate ? 2 : 0) + (overrideProtected ? 1 : 0)
    const known = this.#next.get(key)
    if (known !== undefined) return known
    const made = this.#make(context, propagate, overrideProtected)
    ActiveContext.#kept++
    this.#next.set(key, made)
    return made
  }

  #make(context: number, propagate: boolean, overrideProtected: boolean): ActiveContext {
    if (context === NULL_CONTEXT) {
      if (this.#hasProtected && !overrideProtected) leaveToReference()
      return ActiveContext.initial()
    }
    const table = termTables.contexts[context] ?? leaveToReference()
    // A prefix that the table leaves open is decided by a context before it: not what was compiled.
    if (table.freePrefixes?.some((prefix) => this.#terms.has(prefix))) leaveToReference()

    const merged = new Map(this.#terms)
    let hasProtected = this.#hasProtected
    for (const [term, code] of Object.entries(table.terms)) {
      const before = merged.get(term)
      const keepsProtection = before !== undefined && (before & 1) === 1 && !overrideProtected
      // A protected term may be defined again only as what it already is (section 4.2, step 27).
      if (keepsProtection && before >> 1 !== code >> 1) leaveToReference()
      merged.set(term, keepsProtection ? code | 1 : code)
      hasProtected ||= (code & 1) === 1
    }
    const previous = propagate ? this.previous : (this.previous ?? this)
    return new ActiveContext(merged, table.vocab ?? this.vocab, previous, hasProtected)
  }
}
