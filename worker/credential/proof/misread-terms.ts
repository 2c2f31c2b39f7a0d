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
import { isJsonLiteral, isNamed, isScalar, localName, OTHER_NAMES } from './stated-value.ts'

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
const NONE: ReadonlySet<Component> = new Set()

export interface Misread {
  /** `unsigned-term`: shown, and not signed so. `hidden-term`: signed, and not shown. */
  code: 'unsigned-term' | 'hidden-term'
  term: string
}

/** The first member of `source` that is not read as it was signed. Throws CanonicalizationError 'work-limit'. */
export function findMisreadTerm(source: JsonObject, statements: readonly Quad[]): Misread | undefined {
  const dataset: Dataset = { graphs: new Map(), steps: 0 }
  const names = new Map([
    [RDF_TYPE, TYPE],
    [RDF_FIRST, RDF_FIRST],
    [RDF_REST, RDF_REST],
  ])
  for (const { subject, predicate, object, graph } of statements) {
    const name = names.get(predicate) ?? localName(predicate)
    names.set(predicate, name)
    const into = dataset.graphs.get(graph) ?? new Graph(dataset)
    dataset.graphs.set(graph, into)
    into.add(subject, name, object)
    const required = READ_BY_NAME.get(predicate)
    if (required !== undefined) into.require(subject, required)
  }
  return (dataset.graphs.get('') ?? new Graph(dataset)).misreadInWhole(source)
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
  readonly #listed = new Map<Component[], ReadonlySet<Component>>()
  readonly #dataset: Dataset

  constructor(dataset: Dataset) {
    this.#dataset = dataset
  }

  add(subject: Component, name: string, object: Component): void {
    const members = this.#objects.get(subject) ?? new Map<string, Component[]>()
    this.#objects.set(subject, members)
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
        const stated = new Set([...this.#stated(node, TYPE)].map((iri) => localName(String(iri))))
        const isRead = (type: JsonValue) => isWhole || READ_TYPE.test(String(type))
        if (flat(value).some((type) => isRead(type) && !isNamed(stated, type))) return unsigned(name)
      } else if (READ_MEMBERS.has(name)) {
        const objects = this.#stated(node, name.toLowerCase())
        const items = flat(value)
        const groups = WHOLE_PARTS.has(name) ? withSameId(items) : undefined
        for (const item of items) {
          const beside = isJsonObject(item) && item.id !== undefined ? groups?.get(item.id) : undefined
          const misread =
            name === NESTED
              ? this.#misreadNested(item, objects)
              : this.#misreadValue(item, candidates(item, objects) ?? objects, name, beside)
          if (misread !== undefined) return misread
        }
      }
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
    for (const iri of this.#stated(node, TYPE)) {
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
  #stated(node: Component, name: string): ReadonlySet<Component> {
    const members = this.#objects.get(node)
    const objects = members?.get(name) ?? members?.get(OTHER_NAMES.get(name) ?? '')
    if (objects === undefined) return NONE
    const known = this.#listed.get(objects)
    if (known) return known
    const stated = new Set(objects.flatMap((object) => [object, ...this.#items(object)]))
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
    objects: Iterable<Component>,
    name: string,
    beside?: JsonObject[],
  ): Misread | undefined {
    let misread: Misread | undefined
    let tried = 0
    for (const object of objects) {
      this.#step()
      tried++
      if (!isJsonObject(value) || '@value' in value) {
        const scalar = isJsonObject(value) ? (value['@value'] ?? null) : value
        misread = isScalar(scalar, object) ? undefined : unsigned(name)
      } else if (isJsonLiteral(value, object)) {
        misread = undefined
      } else {
        const isPart = WHOLE_PARTS.has(name)
        misread =
          this.#misreadIn(value, object) ?? (isPart ? this.#hiddenOnce(beside, value, object) : undefined)
      }
      if (misread === undefined) return undefined
    }
    return tried === 1 ? misread : unsigned(name)
  }

  #step(): void {
    if (++this.#dataset.steps > MAX_STEPS)
      throw new CanonicalizationError('work-limit', 'too many that are alike')
  }
}

function unsigned(term: string): Misread {
  return { code: 'unsigned-term', term }
}

/** A node with an id is that node or none. */
function candidates(value: JsonValue, objects: ReadonlySet<Component>): Component[] | undefined {
  const id = isJsonObject(value) ? (value.id ?? value['@id']) : undefined
  if (typeof id !== 'string') return undefined
  const node = iriToken(id)
  return objects.has(node) ? [node] : []
}

/** By their id: with those beside them that have the same, their statements cannot be told apart. */
function withSameId(items: JsonValue[]): Map<JsonValue | undefined, JsonObject[]> {
  const groups = new Map<JsonValue | undefined, JsonObject[]>()
  for (const item of items.filter(isJsonObject)) {
    const group = groups.get(item.id)
    if (group) group.push(item)
    else groups.set(item.id, [item])
  }
  return groups
}

/** Values of a member, as JSON-LD has them: nothing that is null, no list within a list. */
function flat(value: JsonValue | undefined): JsonValue[] {
  if (value === null || value === undefined) return []
  if (Array.isArray(value)) return value.flatMap(flat)
  if (!isJsonObject(value)) return [value]
  return '@set' in value ? flat(value['@set']) : '@list' in value ? flat(value['@list']) : [value]
}
