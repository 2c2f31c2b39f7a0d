/**
 * The compiled canonicalizer: JSON to RDF in one synchronous pass over the term tables. Pure.
 *
 * Its one rule: give exactly what the reference (jsonld.js in safe mode) gives, or leave the document to the
 * reference. So each function says what it takes; everything else calls `leaveToReference`: inline, null or unknown
 * contexts, keywords in the document other than those of a simple value object, aliases of other keywords, terms
 * that no context defines, relative IRIs, and whatever is an error. The functions follow JSON-LD 1.1 Processing
 * Algorithms, section 5.1 (Expansion) and 8.1 (Deserialize JSON-LD to RDF), fused: no expanded form is built.
 */
import type { JsonObject, JsonValue } from '../json.ts'
import { ActiveContext, type Term } from './active-context.ts'
import { MAX_DEPTH, MAX_VALUES } from './bounds.ts'
import { Dataset } from './dataset.ts'
import { expandReference, expandVocabulary, isAbsoluteIri } from './expand-iri.ts'
import { jsonLiteral, languageLiteral, scalarLiteral } from './literal.ts'
import { type Component, iriToken } from './n-quads.ts'
import { isLeftToReference, leaveToReference } from './outside.ts'

const RDF = 'http://www.w3.org/1999/02/22-rdf-syntax-ns#'
const RDF_TYPE = `<${RDF}type>`
const RDF_FIRST = `<${RDF}first>`
const RDF_REST = `<${RDF}rest>`
const RDF_NIL = `<${RDF}nil>`
const DEFAULT_GRAPH = ''
const LANGUAGE_TAG = /^[a-zA-Z]{1,8}(-[a-zA-Z0-9]{1,8})*$/

/** The document's RDF dataset, or undefined where only the reference may say. */
export function compiledDataset(document: JsonObject): Dataset | undefined {
  try {
    const writer = new DatasetWriter()
    writer.document(document)
    return writer.dataset
  } catch (error) {
    if (isLeftToReference(error)) return undefined
    throw error
  }
}

class DatasetWriter {
  readonly dataset = new Dataset()
  #depth = 0

  document(document: JsonObject): void {
    // Free-floating nodes are dropped by JSON-LD, and refused by safe mode.
    if (!this.#node(document, ActiveContext.initial(), undefined, DEFAULT_GRAPH).hasProperties)
      leaveToReference()
  }

  /**
   * A node object found as a value of `property`. `outer` is the context of that value: the one of the node around it,
   * with the property's scoped context.
   */
  #node(
    element: JsonObject,
    outer: ActiveContext,
    property: string | undefined,
    graph: Component,
  ): { subject: Component; hasProperties: boolean } {
    if (++this.#depth > MAX_DEPTH || this.dataset.quads.length > MAX_VALUES) leaveToReference()
    const keys = Object.keys(element)
    const scope = nodeScope(element, keys, outer, property)
    const active = typeScope(element, keys, scope)

    let id: string | undefined
    for (const key of keys) {
      if (key === '@context' || active.term(key)?.iri !== '@id') continue
      if (id !== undefined) leaveToReference()
      const value = element[key]
      id = typeof value === 'string' ? value : leaveToReference()
    }
    const subject = id === undefined ? this.dataset.newBlankNode() : this.#reference(id, active)

    let hasProperties = false
    let seenType = false
    for (const key of keys) {
      if (key === '@context') continue
      const term = active.term(key)
      if (term?.iri === '@id') continue
      const value = element[key]
      if (term?.iri === '@type') {
        if (seenType) leaveToReference()
        seenType = true
        // Types are terms of the scope before any of them brought its own context.
        for (const type of typeNames(value)) {
          this.dataset.add(subject, RDF_TYPE, iriToken(expandVocabulary(type, scope)), graph)
          hasProperties = true
        }
        continue
      }
      const predicate = term?.predicate ?? iriToken(expandProperty(key, active))
      if (this.#property(subject, predicate, key, term, value, active, graph)) hasProperties = true
    }
    // Judged by the definition that holds within the node, as jsonld.js does: an empty node in a graph is dropped.
    if (!hasProperties && property !== undefined && active.term(property)?.isGraph) leaveToReference()
    this.#depth--
    return { subject, hasProperties }
  }

  /** Adds what a member says; false when it says nothing. */
  #property(
    subject: Component,
    predicate: string,
    key: string,
    term: Term | undefined,
    value: JsonValue | undefined,
    active: ActiveContext,
    graph: Component,
  ): boolean {
    if (value === undefined) leaveToReference()
    if (term?.type === '@json') {
      this.dataset.add(subject, predicate, jsonLiteral(value), graph)
      return true
    }
    if (value === null) return false
    const inner = active.forProperty(term)
    // JSON-LD reads the value with the property's definition in its own scope. Where that is another, it is not ours.
    if (inner !== active && inner.term(key) !== term) leaveToReference()

    if (term?.isList) {
      this.dataset.add(subject, predicate, this.#list(asItems(value), key, term, inner, graph), graph)
      return true
    }
    let isSaid = false
    const add = (item: JsonValue): void => {
      if (item === null || item === undefined) return
      if (Array.isArray(item)) {
        for (const member of item) add(member)
        return
      }
      isSaid = true
      const object = term?.isGraph
        ? this.#graph(item, key, inner)
        : this.#object(item, key, term, inner, graph)
      this.dataset.add(subject, predicate, object, graph)
    }
    add(value)
    return isSaid
  }

  /** One value that is neither null nor an array. */
  #object(
    value: JsonValue,
    key: string,
    term: Term | undefined,
    inner: ActiveContext,
    graph: Component,
  ): Component {
    if (typeof value === 'object') {
      if (value === null || Array.isArray(value)) leaveToReference()
      if ('@value' in value) return valueObject(value)
      return this.#node(value, inner, key, graph).subject
    }
    if (typeof value === 'string') {
      if (term?.type === '@id') return this.#reference(value, inner)
      if (term?.type === '@vocab') return iriToken(expandVocabulary(value, inner))
    } else if (term?.type?.startsWith('@')) {
      return scalarLiteral(value, undefined)
    }
    return scalarLiteral(value, term?.type)
  }

  /** `@container: @graph`: the node is in a graph of its own, which a blank node names. */
  #graph(value: JsonValue, key: string, inner: ActiveContext): Component {
    if (typeof value !== 'object' || value === null || Array.isArray(value) || '@value' in value)
      leaveToReference()
    const name = this.dataset.newBlankNode()
    if (!this.#node(value, inner, key, name).hasProperties) leaveToReference()
    return name
  }

  #list(items: JsonValue[], key: string, term: Term, inner: ActiveContext, graph: Component): Component {
    const said = items.filter((item) => item !== null && item !== undefined)
    let rest: Component = RDF_NIL
    for (const item of said.toReversed()) {
      const cell = this.dataset.newBlankNode()
      this.dataset.add(cell, RDF_FIRST, this.#object(item, key, term, inner, graph), graph)
      this.dataset.add(cell, RDF_REST, rest, graph)
      rest = cell
    }
    return rest
  }

  #reference(value: string, active: ActiveContext): Component {
    const iri = expandReference(value, active)
    return iri.startsWith('_:') ? this.dataset.blankNode(iri) : iriToken(iri)
  }
}

/** The context in which a node is read, before its types: Expansion, steps 7 to 9. */
function nodeScope(
  element: JsonObject,
  keys: string[],
  outer: ActiveContext,
  property: string | undefined,
): ActiveContext {
  // A type's scoped context ends here, unless the node is a mere reference.
  const isReference = keys.length === 1 && outer.term(keys[0] ?? '')?.iri === '@id'
  let scope = isReference ? outer : (outer.previous ?? outer)
  if (property !== undefined) scope = scope.forProperty(outer.term(property))
  return Object.hasOwn(element, '@context') ? scope.withContexts(element['@context']) : scope
}

/** With the scoped contexts of the node's types, in the order of their names: Expansion, step 11. */
function typeScope(element: JsonObject, keys: string[], scope: ActiveContext): ActiveContext {
  let active = scope
  for (const key of keys) {
    if (key !== '@context' && scope.term(key)?.iri === '@type') {
      for (const type of typeNames(element[key]).toSorted()) active = active.forType(scope.term(type))
    }
  }
  return active
}

function typeNames(value: JsonValue | undefined): string[] {
  const names = Array.isArray(value) ? value : [value]
  return names.map((name) => (typeof name === 'string' ? name : leaveToReference()))
}

/** A property that is no term: with `@vocab`, a term of that vocabulary. Compact and full IRIs are left alone. */
function expandProperty(key: string, active: ActiveContext): string {
  if (
    active.vocab === undefined ||
    key === '' ||
    key === '__proto__' ||
    key.startsWith('@') ||
    key.includes(':')
  )
    leaveToReference()
  const iri = active.vocab + key
  return isAbsoluteIri(iri) ? iri : leaveToReference()
}

function asItems(value: JsonValue): JsonValue[] {
  return Array.isArray(value) ? value : [value]
}

/** `@value` alone, with a datatype IRI in full, or with a language. Direction is left to the reference. */
function valueObject(object: JsonObject): string {
  const { '@value': value, '@type': type, '@language': language, ...others } = object
  if (Object.keys(others).length > 0 || value === null || typeof value === 'object') leaveToReference()
  if (value === undefined || (type !== undefined && language !== undefined)) leaveToReference()
  if (language !== undefined) {
    if (typeof language !== 'string' || typeof value !== 'string' || !LANGUAGE_TAG.test(language))
      leaveToReference()
    return languageLiteral(value, language.toLowerCase())
  }
  if (type === undefined) return scalarLiteral(value, undefined)
  if (typeof type !== 'string' || !/^\w+:\/\//.test(type) || !isAbsoluteIri(type)) leaveToReference()
  return scalarLiteral(value, type)
}
