/**
 * Holds the JSON that a credential is read from against the statements that its RDF-based proof signed. Contexts of a
 * stranger's own, blank node names and index maps leave the statements as they are, and make the JSON say something else or
 * hide the end of validity from whoever reads it. Here whatever stands under a name that is read must be stated of the same
 * node, by that name; and what a verdict hangs on must stand where it is stated. Pure.
 */
import { CanonicalizationError } from '../canonicalize/index.ts'
import { type Component, iriToken, type Quad } from '../canonicalize/n-quads.ts'
import { asArray, isJsonObject, type JsonObject, type JsonValue } from '../json.ts'
import { READ_BY_NAME, READ_MEMBERS, WHOLE_PARTS } from './read-members.ts'
import * as types from './stated-types.ts'
import {
  flat,
  idOf,
  isJsonLiteral,
  isScalar,
  nameOf,
  OTHER_NAMES,
  RDF_FIRST,
  RDF_REST,
  Stated,
  sizeOf,
  TYPE,
  withSameId,
} from './stated-value.ts'

const NESTED = 'verifiableCredential'
/** Comparisons in all, large ones by their size: parts that are alike and have no id are tried against each other. */
const MAX_STEPS = 200_000
const NONE = new Stated([])
/** As the names of predicates are compared. */
const STATED_AS = new Map([...READ_MEMBERS].map((name) => [name, name.toLowerCase()]))

export interface Misread {
  /**
   * `unsigned-term`: shown, and not signed so. `hidden-term`: signed, and not shown. `unsigned-type`: an issuer's own type,
   * signed by an IRI that does not tell the name.
   */
  code: 'unsigned-term' | 'hidden-term' | 'unsigned-type'
  term: string
}

/** The first member of `source` that is not read as it was signed. Throws CanonicalizationError 'work-limit'. */
export function findMisreadTerm(source: JsonObject, statements: readonly Quad[]): Misread | undefined {
  const dataset: Dataset = { graphs: new Map(), json: new Map(), steps: 0 }
  for (const { subject, predicate, object, graph } of statements) {
    const into = dataset.graphs.get(graph) ?? new Graph(dataset)
    if (!dataset.graphs.has(graph)) dataset.graphs.set(graph, into)
    into.add(subject, nameOf(predicate), object)
    const required = READ_BY_NAME.get(predicate)
    if (required !== undefined) into.require(subject, required)
  }
  return (dataset.graphs.get('') ?? new Graph(dataset)).misreadInWhole(source)
}

interface Dataset {
  graphs: Map<Component, Graph>
  json: Map<JsonValue, string>
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
    const found = roots.map(
      (root) =>
        this.#misreadIn(source, root, types.READ_OF_WHOLE) ??
        this.#hiddenIn([source], root) ??
        this.#untoldType(source, root),
    )
    if (found.includes(undefined)) return undefined
    const told = found.find((misread) => misread?.code !== 'unsigned-term')
    return told ?? (found.length === 1 ? found[0] : unsigned('id'))
  }

  #untoldType(source: JsonObject, node: Component): Misread | undefined {
    const { list } = this.#stated(node, TYPE)
    this.#step(list.length * (1 + types.typesOf(source).length))
    const term = types.untoldType(types.typesOf(source), list)
    return term === undefined ? undefined : { code: 'unsigned-type', term }
  }

  /** The member that is not stated of `node`; undefined where all are. */
  #misreadIn(source: JsonObject, node: Component, readType = types.READ_TYPE): Misread | undefined {
    const names = Object.keys(source)
    this.#step(names.length / 16)
    for (const name of names) {
      const value = source[name] ?? null
      if (name === 'id' || name === '@id') {
        if (typeof value !== 'string' || iriToken(value) !== node) return unsigned(name)
      } else if (name === 'type' || name === '@type') {
        const { list } = this.#stated(node, TYPE)
        this.#step(list.length)
        if (types.hasUnsignedType(flat(value), list, readType)) return unsigned(name)
      } else {
        const statedAs = STATED_AS.get(name)
        if (statedAs === undefined) continue
        const stated = this.#stated(node, statedAs)
        const values = flat(value)
        this.#step(values.length / 16)
        const [only = ''] = stated.list
        // An array may be one JSON literal.
        if (Array.isArray(value) && isJsonLiteral(value, only, this.#dataset.json)) continue
        const misread = this.#misreadAmong(values, stated, name)
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
    const { list } = this.#stated(node, TYPE)
    return types.hasHiddenType(shown.flatMap(types.typesOf), list)
      ? { code: 'hidden-term', term: 'type' }
      : undefined
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
    const scalar = isJsonObject(value) && '@value' in value ? (value['@value'] ?? null) : value
    this.#step(1 + (sizeOf(scalar) + sizeOf(object)) / 256)
    if (isJsonLiteral(scalar, object, this.#dataset.json)) return undefined
    if (!isJsonObject(value) || '@value' in value)
      return isScalar(scalar, object) ? undefined : unsigned(name)
    const misread = this.#misreadIn(value, object)
    return misread ?? (WHOLE_PARTS.has(name) ? this.#hiddenOnce(beside, value, object) : undefined)
  }

  #step(cost = 1): void {
    this.#dataset.steps += cost
    if (this.#dataset.steps > MAX_STEPS)
      throw new CanonicalizationError('work-limit', 'too many that are alike')
  }
}

function unsigned(term: string): Misread {
  return { code: 'unsigned-term', term }
}
