/**
 * Holds the JSON that a credential is read from against the statements that its RDF-based proof signed. Contexts of a
 * stranger's own, blank node names and index maps leave the statements as they are, and make the JSON say something else or
 * hide the end of validity from whoever reads it. Here whatever stands under a name that is read must be stated of the same
 * node, by that name; and what a verdict hangs on must stand where it is stated. Pure.
 */
import { CanonicalizationError } from '../canonicalize/index.ts'
import { type Component, iriToken, type Quad } from '../canonicalize/n-quads.ts'
import { asArray, isJsonObject, type JsonObject, type JsonValue } from '../json.ts'
import { READ_BY_NAME, READ_MEMBERS } from './read-members.ts'
import {
  flat,
  idOf,
  isJsonLiteral,
  isNamed,
  isScalar,
  knownLocalName,
  localName,
  OTHER_NAMES,
  Stated,
  withSameId,
} from './stated-value.ts'

/** Of these nothing may be hidden, which decides how they are read. */
const WHOLE_PARTS: ReadonlySet<string> = new Set([
  'credentialStatus',
  'credentialSchema',
  'relatedResource',
  'refreshService',
])
/** Types that decide how a part is read; those of the whole are its title, where it has no other. */
const READ_TYPE = /list|status|schema/i
const RDF = 'http://www.w3.org/1999/02/22-rdf-syntax-ns#'
const TYPE = 'rdf:type'
const NESTED = 'verifiableCredential'
const [RDF_TYPE, RDF_FIRST, RDF_REST] = [`<${RDF}type>`, `<${RDF}first>`, `<${RDF}rest>`]
/** Comparisons in all: parts that are alike and have no id are tried against each other. */
const MAX_STEPS = 200_000
const NONE = new Stated([])
/** As the names of predicates are compared. */
const STATED_AS = new Map([...READ_MEMBERS].map((name) => [name, name.toLowerCase()]))

export interface Misread {
  /** `unsigned-term`: shown, and not signed so. `hidden-term`: signed, and not shown. */
  code: 'unsigned-term' | 'hidden-term'
  term: string
}

/** The first member of `source` that is not read as it was signed. Throws CanonicalizationError 'work-limit'. */
export function findMisreadTerm(source: JsonObject, statements: readonly Quad[]): Misread | undefined {
  const dataset: Dataset = { graphs: new Map(), steps: 0 }
  for (const { subject, predicate, object, graph } of statements) {
    const into = dataset.graphs.get(graph) ?? new Graph(dataset)
    if (!dataset.graphs.has(graph)) dataset.graphs.set(graph, into)
    into.add(subject, nameOf(predicate), object)
    const required = READ_BY_NAME.get(predicate)
    if (required !== undefined) into.require(subject, required)
  }
  return (dataset.graphs.get('') ?? new Graph(dataset)).misreadInWhole(source)
}

function nameOf(predicate: string): string {
  if (predicate === RDF_TYPE) return TYPE
  return predicate === RDF_FIRST || predicate === RDF_REST ? predicate : knownLocalName(predicate)
}

interface Dataset {
  graphs: Map<Component, Graph>
  steps: number
}

class Graph {
  /** subject → name of the predicate → objects. */
  readonly #objects = new Map<Component, Map<string, Component[]>>()
  /** subject → members of READ_BY_NAME, and how many values they have. */
  readonly #required = new Map<Component, Map<string, number>>()
  readonly #judged = new Map<JsonObject[], Misread | undefined>()
  readonly #listed = new Map<Component[], Stated>()
  readonly #dataset: Dataset

  constructor(dataset: Dataset) {
    this.#dataset = dataset
  }

  add(subject: Component, name: string, object: Component): void {
    const members = this.#objects.get(subject) ?? new Map<string, Component[]>()
    if (members.size === 0) this.#objects.set(subject, members)
    const objects = members.get(name)
    if (objects) objects.push(object)
    else members.set(name, [object])
  }

  /** One value of it must be shown where the node is read. */
  require(subject: Component, name: string): void {
    const counts = this.#required.get(subject) ?? new Map<string, number>()
    this.#required.set(subject, counts)
    counts.set(name, (counts.get(name) ?? 0) + 1)
  }

  /** Of a credential, a presentation or a proof: the node of its id, or any that has none. */
  misreadInWhole(source: JsonObject): Misread | undefined {
    const { id = source['@id'] } = source
    const blank = [...this.#objects.keys()].filter((subject) => typeof subject === 'number')
    const roots = typeof id === 'string' ? [iriToken(id)] : blank
    const found = roots.map((root) => this.#misreadIn(source, root, true) ?? this.#hiddenIn([source], root))
    if (found.includes(undefined)) return undefined
    const hidden = found.find((misread) => misread?.code === 'hidden-term')
    return hidden ?? (found.length === 1 ? found[0] : unsigned('id'))
  }

  /** The member that is not stated of `node`; undefined where all are. */
  #misreadIn(source: JsonObject, node: Component, isWhole = false): Misread | undefined {
    for (const name of Object.keys(source)) {
      const value = source[name] ?? null
      if (name === 'id' || name === '@id') {
        if (typeof value !== 'string' || iriToken(value) !== node) return unsigned(name)
      } else if (name === 'type' || name === '@type') {
        const read = flat(value).filter((type) => isWhole || READ_TYPE.test(String(type)))
        if (read.length === 0) continue
        const stated = new Set(this.#stated(node, TYPE).list.map((iri) => localName(String(iri))))
        if (read.some((type) => !isNamed(stated, type))) return unsigned(name)
      } else {
        const statedAs = STATED_AS.get(name)
        if (statedAs === undefined) continue
        const misread = this.#misreadAmong(flat(value), this.#stated(node, statedAs), name)
        if (misread !== undefined) return misread
      }
    }
    return undefined
  }

  /**
   * Each value is looked for from where the one before it was found: JSON and statements are mostly in one order, and
   * values that are alike and have no id would otherwise be tried against each other.
   */
  #misreadAmong(values: JsonValue[], stated: Stated, name: string): Misread | undefined {
    const { list } = stated
    const groups = WHOLE_PARTS.has(name) ? withSameId(values) : undefined
    let at = 0
    for (const value of values) {
      const beside = isJsonObject(value) && value.id !== undefined ? groups?.get(value.id) : undefined
      const node = idOf(value)
      let misread: Misread | undefined = unsigned(name)
      if (name === NESTED) {
        misread = this.#misreadNested(value, list)
      } else if (node !== undefined) {
        // A node with an id is that node or none.
        if (stated.has(node)) misread = this.#misreadValue(value, node, name, beside)
      } else {
        for (let tried = 0; tried < list.length && misread !== undefined; tried++, at++)
          misread = this.#misreadValue(value, list[at % list.length] ?? '', name, beside)
        if (misread !== undefined && list.length > 1) misread = unsigned(name)
      }
      if (misread !== undefined) return misread
    }
    return undefined
  }

  /** The member that is stated of `node` more often than these show it, which stand for it together. */
  #hiddenIn(shown: JsonObject[], node: Component): Misread | undefined {
    for (const [name, count] of this.#required.get(node) ?? []) {
      let values = 0
      for (const source of shown) {
        this.#step()
        values += flat(source[name]).length
      }
      if (values < count) return { code: 'hidden-term', term: name }
    }
    const types = new Set(
      shown.flatMap(({ type }) => flat(type)).map((type) => localName(`${String(type)}>`)),
    )
    for (const iri of this.#stated(node, TYPE).list) {
      const name = localName(String(iri))
      if (READ_TYPE.test(name) && !types.has(name)) return { code: 'hidden-term', term: 'type' }
    }
    return undefined
  }

  /** Those of one id are judged together, and once. */
  #hiddenOnce(beside: JsonObject[] | undefined, value: JsonObject, node: Component): Misread | undefined {
    if (beside === undefined) return this.#hiddenIn([value], node)
    if (!this.#judged.has(beside)) this.#judged.set(beside, this.#hiddenIn(beside, node))
    return this.#judged.get(beside)
  }

  /** What has a proof of its own speaks by that; what has none is as good as the presentation around it. */
  #misreadNested(value: JsonValue, objects: Iterable<Component>): Misread | undefined {
    if (!isJsonObject(value) || asArray<JsonValue>(value.proof).length > 0) return undefined
    let misread: Misread | undefined = unsigned(NESTED)
    for (const object of objects) {
      this.#step()
      misread = (this.#dataset.graphs.get(object) ?? this).misreadInWhole(value)
      if (misread === undefined) return undefined
    }
    return misread
  }

  /** Once for each: a node may stand in the JSON many times. */
  #stated(node: Component, name: string): Stated {
    const members = this.#objects.get(node)
    const other = OTHER_NAMES.get(name)
    const objects = members?.get(name) ?? (other === undefined ? undefined : members?.get(other))
    if (objects === undefined) return NONE
    const [first] = objects
    // Nearly always: one thing, and no list.
    if (objects.length === 1 && !this.#objects.get(first ?? '')?.has(RDF_FIRST)) return new Stated(objects)
    const known = this.#listed.get(objects)
    if (known) return known
    const stated = new Stated([...new Set(objects.flatMap((object) => [object, ...this.#items(object)]))])
    this.#listed.set(objects, stated)
    return stated
  }

  /** Of a list. */
  #items(head: Component): Component[] {
    const items: Component[] = []
    for (let cell: Component | undefined = head; cell !== undefined; ) {
      const members: Map<string, Component[]> | undefined = this.#objects.get(cell)
      const [first] = members?.get(RDF_FIRST) ?? []
      if (first === undefined) break
      this.#step()
      items.push(first)
      cell = members?.get(RDF_REST)?.[0]
    }
    return items
  }

  /** `beside`: those that have its id, with it. */
  #misreadValue(
    value: JsonValue,
    object: Component,
    name: string,
    beside?: JsonObject[],
  ): Misread | undefined {
    this.#step()
    if (!isJsonObject(value) || '@value' in value) {
      const scalar = isJsonObject(value) ? (value['@value'] ?? null) : value
      return isScalar(scalar, object) ? undefined : unsigned(name)
    }
    if (isJsonLiteral(value, object)) return undefined
    const misread = this.#misreadIn(value, object)
    return misread ?? (WHOLE_PARTS.has(name) ? this.#hiddenOnce(beside, value, object) : undefined)
  }

  #step(): void {
    if (++this.#dataset.steps > MAX_STEPS)
      throw new CanonicalizationError('work-limit', 'too many that are alike')
  }
}

function unsigned(term: string): Misread {
  return { code: 'unsigned-term', term }
}
