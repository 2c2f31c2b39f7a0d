/**
 * Compiles contexts into the term tables of `term-tables.generated.ts` (run by `scripts/compile-contexts.mjs`). Pure.
 *
 * A context is compiled once, on its own, so only what does not depend on the context before it may be compiled:
 * every IRI is absolute or uses a prefix of the same context, nothing is resolved against `@vocab`, and only the
 * features listed in `#row` occur. Anything else throws `NotCompilable`, for the context as a whole: an error in
 * a definition, though nothing uses it, is an error of every document that names the context. The reference serves it
 * then. One dependency remains and is recorded: `freePrefixes` (see `ContextTable`).
 */
import { isJsonObject, type JsonObject, type JsonValue } from '../json.ts'
import {
  CONTAINER_GRAPH,
  CONTAINER_LIST,
  type ContextTable,
  IS_PREFIX,
  NO_CONTEXT,
  NULL_CONTEXT,
  type TermRow,
  type TermTables,
} from './term-tables.ts'

class NotCompilable extends Error {}

const ABSOLUTE_IRI = /^[A-Za-z][A-Za-z0-9+.-]*:[^\s<>"{}|^`\\]*$/
/** `//` keeps what is before the colon from being a prefix. */
const ABSOLUTE_VOCAB = /^[A-Za-z][A-Za-z0-9+.-]*:\/\/[^\s<>"{}|^`\\]*$/

/**
 * Contexts of old or rare credentials: in the tables they would be a third of the bytes that every browser loads, and
 * most of their documents need the reference anyway (they leave `xsd` and `sec` to a context before them).
 */
const NOT_WORTH_THEIR_BYTES = [
  'https://w3id.org/security/v1',
  'https://w3id.org/security/v2',
  'https://w3id.org/dcc/v1',
  'https://w3c-ccg.github.io/vc-ed/plugfest-1-2022/jff-vc-edu-plugfest-1-context.json',
  'https://imsglobal.github.io/openbadges-specification/ob_v3p0.html',
]

export function compileContexts(documents: ReadonlyMap<string, JsonObject>): TermTables {
  const rows = new Interned<TermRow>()
  const contexts = new Interned<ContextTable>()
  const urls: TermTables['urls'] = {}
  const uncompiled: string[] = []
  const compiler = new Compiler(rows, contexts)
  for (const [url, document] of documents) {
    try {
      if (NOT_WORTH_THEIR_BYTES.includes(url)) throw new NotCompilable(url)
      urls[url] = compiler.documentContexts(document, documents)
    } catch (error) {
      if (!(error instanceof NotCompilable)) throw error
      uncompiled.push(url)
    }
  }
  return { rows: rows.values, contexts: contexts.values, urls, uncompiled }
}

/** Values numbered by what they say, so that equal definitions are one number (the test for a protected redefinition). */
class Interned<T> {
  readonly values: T[] = []
  readonly #numbers = new Map<string, number>()

  number(key: string, make: () => T): number {
    const known = this.#numbers.get(key)
    if (known !== undefined) return known
    const value = make()
    const number = this.values.push(value) - 1
    this.#numbers.set(key, number)
    return number
  }
}

class Compiler {
  constructor(
    readonly rows: Interned<TermRow>,
    readonly contexts: Interned<ContextTable>,
  ) {}

  /** The tables that one context document stands for, in order: an array of contexts, and the URLs among them. */
  documentContexts(document: JsonObject, documents: ReadonlyMap<string, JsonObject>): number[] {
    return [document['@context'] ?? null].flat().flatMap((context) => {
      if (typeof context === 'string') {
        const named = documents.get(context)
        if (named === undefined) throw new NotCompilable(context)
        return this.documentContexts(named, documents)
      }
      if (!isJsonObject(context)) throw new NotCompilable('a context that is no object')
      return [this.context(context)]
    })
  }

  context(context: JsonObject): number {
    return this.contexts.number(stable(context), () => this.#table(context))
  }

  #table(context: JsonObject): ContextTable {
    const table: ContextTable = { terms: {} }
    const freePrefixes = new Set<string>()
    const isProtected = context['@protected'] === true
    for (const [term, value] of Object.entries(context)) {
      if (term === '@version' && value === 1.1) continue
      if (term === '@protected' && typeof value === 'boolean') continue
      if (term === '@vocab') {
        if (typeof value !== 'string' || !ABSOLUTE_VOCAB.test(value))
          throw new NotCompilable(`@vocab ${value}`)
        table.vocab = value
        continue
      }
      // A term with a colon or slash could stand for an IRI, and one that begins with @ for a keyword.
      if (term === '' || /[@:/]/.test(term)) throw new NotCompilable(`term ${term}`)
      const row = this.#row(term, value, context, freePrefixes)
      const own = isJsonObject(value) ? value['@protected'] : undefined
      table.terms[term] = row * 2 + ((own ?? isProtected) === true ? 1 : 0)
    }
    if (freePrefixes.size > 0) table.freePrefixes = [...freePrefixes].sort()
    return table
  }

  #row(term: string, value: JsonValue, context: JsonObject, freePrefixes: Set<string>): number {
    const definition = typeof value === 'string' ? { '@id': value } : value
    if (!isJsonObject(definition)) throw new NotCompilable('no definition')
    const known = ['@id', '@type', '@container', '@context', '@protected', '@prefix']
    const unknown = Object.keys(definition).find((key) => !known.includes(key))
    if (unknown !== undefined) throw new NotCompilable(unknown)

    const { '@id': id, '@type': type, '@prefix': prefix, '@protected': isProtected } = definition
    if (typeof id !== 'string') throw new NotCompilable('no @id')
    for (const flag of [prefix, isProtected])
      if (flag !== undefined && typeof flag !== 'boolean')
        throw new NotCompilable('a flag that is no boolean')
    const iri = resolve(id, context, freePrefixes, [term])
    const isKeywordType = type === '@id' || type === '@vocab' || type === '@json'
    const datatype =
      type === undefined || isKeywordType ? type : resolve(String(type), context, freePrefixes, [term])
    if (datatype?.startsWith('@') && !isKeywordType) throw new NotCompilable(`@type ${type}`)
    if (prefix !== undefined && iri.startsWith('@')) throw new NotCompilable('a keyword as a prefix')

    let flags = 0
    const containers = [definition['@container'] ?? []].flat()
    if (containers.length > 1 && containers.includes('@list')) throw new NotCompilable('a list and more')
    for (const container of containers) {
      if (container === '@list') flags |= CONTAINER_LIST
      else if (container === '@graph') flags |= CONTAINER_GRAPH
      else if (container !== '@set') throw new NotCompilable(`container ${container}`)
    }
    if (flags !== 0 && datatype === '@json') throw new NotCompilable('@json in a container')
    if (isPrefix(value, iri)) flags |= IS_PREFIX

    const scoped = this.#scopedContext(definition['@context'])
    // The raw scoped context is part of the key: JSON-LD compares it when a protected term is defined again.
    const raw = [definition['@container'] ?? null, definition['@context'] ?? null, '@context' in definition]
    const key = stable([iri, datatype ?? null, flags, ...raw])
    return this.rows.number(
      key,
      () => [iri, flags, scoped, ...(datatype === undefined ? [] : [datatype])] as TermRow,
    )
  }

  #scopedContext(context: JsonValue | undefined): number {
    if (context === undefined) return NO_CONTEXT
    if (context === null) return NULL_CONTEXT
    if (!isJsonObject(context)) throw new NotCompilable('a scoped context by name')
    if (usesLaterTerm(context)) throw new NotCompilable('a term used before it is defined')
    return this.context(context)
  }
}

/**
 * An IRI of a definition: a keyword, an absolute IRI, or a compact IRI whose prefix this same context defines. `within`
 * are the terms whose definitions ask for it; one that leads back to itself is an error in JSON-LD.
 */
function resolve(
  value: string,
  context: JsonObject,
  freePrefixes: Set<string>,
  within: readonly string[],
): string {
  if (value === '@id' || value === '@type') return value
  if (Object.hasOwn(context, value)) return resolveTerm(value, context, freePrefixes, within)
  const colon = value.indexOf(':')
  if (colon <= 0 || value.startsWith('_:')) throw new NotCompilable(`IRI ${value}`)
  if (!ABSOLUTE_IRI.test(value)) throw new NotCompilable(`IRI ${value}`)
  const prefix = value.slice(0, colon)
  const suffix = value.slice(colon + 1)
  if (suffix.startsWith('//')) return value
  if (!Object.hasOwn(context, prefix)) {
    freePrefixes.add(prefix)
    return value
  }
  const namespace = resolveTerm(prefix, context, freePrefixes, within)
  return isPrefix(context[prefix], namespace) ? namespace + suffix : value
}

/** The IRI of a term that this same context defines. */
function resolveTerm(
  term: string,
  context: JsonObject,
  freePrefixes: Set<string>,
  within: readonly string[],
): string {
  const definition = context[term]
  const id = isJsonObject(definition) ? definition['@id'] : definition
  if (typeof id !== 'string' || within.includes(term)) throw new NotCompilable(`term ${term}`)
  return resolve(id, context, freePrefixes, [...within, term])
}

/**
 * A scoped context may override what is protected; but jsonld.js defines a term that is used before its turn as though
 * it might not. Then the context before decides.
 */
function usesLaterTerm(context: JsonObject): boolean {
  const later = new Set(Object.keys(context))
  return Object.entries(context).some(([term, value]) => {
    later.delete(term)
    const definition = isJsonObject(value) ? value : { '@id': value }
    return [definition['@id'], definition['@type']].some(
      (iri) => typeof iri === 'string' && (later.has(iri) || later.has(iri.split(':', 1).join())),
    )
  })
}

/** JSON-LD 1.1, "Create Term Definition": a simple term whose IRI ends in a delimiter is a prefix, or one that says so. */
function isPrefix(definition: JsonValue | undefined, iri: string): boolean {
  if (!isJsonObject(definition)) return /[:/?#[\]@]$/.test(iri)
  return definition['@prefix'] === true
}

/** JSON with members sorted: equal for equal values. */
function stable(value: JsonValue): string {
  return JSON.stringify(value, (_, member) =>
    isJsonObject(member)
      ? Object.fromEntries(Object.entries(member).sort(([a], [b]) => (a < b ? -1 : 1)))
      : member,
  )
}
