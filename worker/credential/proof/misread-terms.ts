/**
 * Holds the JSON that a credential is read from against the statements that its RDF-based proof signed. Contexts of a
 * stranger's own, blank node names and index maps leave the statements as they are, and make the JSON say something else or
 * hide the end of validity from whoever reads it. Here whatever stands under a name that is read must be stated of the same
 * node, by that name; and what a verdict hangs on must stand where it is stated. Pure.
 */
import { CanonicalizationError } from '../canonicalize/index.ts'
import { type Component, iriToken, type Quad } from '../canonicalize/n-quads.ts'
import { asArray, isJsonObject, type JsonObject, type JsonValue } from '../json.ts'
import { hidden, type Misread, unsigned, untold } from './misread.ts'
import { READ_MEMBERS, WHOLE_PARTS } from './read-members.ts'
import { ShownParts } from './shown-parts.ts'
import { StatedGraph } from './stated-graph.ts'
import * as types from './stated-types.ts'
import {
  flat,
  idOf,
  isAliasedText,
  isCompact,
  isCompactOf,
  isJsonLiteral,
  isScalar,
  isWrapped,
  type Stated,
  secondDifference,
  sizeOf,
  TYPE,
  withSameId,
} from './stated-value.ts'

const NESTED = 'verifiableCredential'
/** Comparisons in all, large ones by their size: parts that are alike and have no id are tried against each other. */
const MAX_STEPS = 200_000
/** As the names of predicates are compared. */
const STATED_AS = new Map([...READ_MEMBERS].map((name) => [name, name.toLowerCase()]))

/** The first member of `source` that is not read as it was signed. Throws CanonicalizationError 'work-limit'. */
export function findMisreadTerm(source: JsonObject, statements: readonly Quad[]): Misread | undefined {
  const dataset: Dataset = { graphs: new Map(), json: new Map(), steps: 0 }
  for (const { subject, predicate, object, graph } of statements) {
    const into = dataset.graphs.get(graph) ?? new Graph(dataset)
    if (!dataset.graphs.has(graph)) dataset.graphs.set(graph, into)
    into.add(subject, predicate, object)
  }
  const found = (dataset.graphs.get('') ?? new Graph(dataset)).misreadInWhole(source)
  if (found !== undefined) return found
  for (const graph of dataset.graphs.values()) {
    const misread = graph.hiddenInAnyPart()
    if (misread !== undefined) return misread
  }
  return undefined
}

interface Dataset {
  graphs: Map<Component, Graph>
  json: Map<JsonValue, string>
  steps: number
}

class Graph {
  readonly #judged = new Map<JsonObject[], Misread | undefined>()
  readonly #dataset: Dataset
  readonly #graph = new StatedGraph(() => this.#step())
  readonly #parts = new ShownParts(this.#graph, () => this.#step())

  constructor(dataset: Dataset) {
    this.#dataset = dataset
  }

  add(subject: Component, predicate: string, object: Component): void {
    this.#graph.add(subject, predicate, object)
  }

  hiddenInAnyPart(): Misread | undefined {
    return this.#parts.hiddenInAny()
  }

  /** Of a credential, a presentation or a proof: the node of its id, or any that has none. */
  misreadInWhole(source: JsonObject): Misread | undefined {
    const { id = source['@id'] } = source
    const roots = typeof id === 'string' ? [iriToken(id)] : this.#graph.blankNodes()
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
    const { list } = this.#graph.stated(node, TYPE)
    this.#step(list.length * (1 + types.typesOf(source).length))
    const term = types.untoldType(types.typesOf(source), list)
    return term === undefined ? undefined : { code: 'unsigned-type', term, isOpen: true }
  }

  /** The member that is not stated of `node`; undefined where all are. */
  #misreadIn(source: JsonObject, node: Component, readType = types.READ_TYPE): Misread | undefined {
    const names = Object.keys(source)
    this.#step(names.length / 16)
    for (const name of names) {
      const value = source[name] ?? null
      if (name === 'id' || name === '@id') {
        if (typeof value !== 'string' || iriToken(value) !== node)
          return isCompactOf(value, node) ? untold(name) : unsigned(name)
      } else if (name === 'type' || name === '@type') {
        const { list } = this.#graph.stated(node, TYPE)
        this.#step(list.length)
        if (types.hasUnsignedType(flat(value), list, readType)) return unsigned(name)
      } else if (name === 'endorsement') {
        for (const endorsement of flat(value)) this.#showEndorsement(endorsement)
      } else {
        const statedAs = STATED_AS.get(name)
        if (statedAs === undefined) continue
        const stated = this.#graph.stated(node, statedAs)
        const values = flat(value)
        this.#step(values.length / 16)
        const [only = ''] = stated.list
        // An array may be one JSON literal.
        if (Array.isArray(value) && isJsonLiteral(value, only, this.#dataset.json)) continue
        if (values.length > 0 && isWrapped(value)) return hidden(name, true)
        const misread = this.#misreadAmong(values, stated, name)
        if (misread === undefined) this.#parts.show(values)
        else return stated.list.length === 0 && this.#isUntold(values, node, name) ? untold(name) : misread
      }
    }
    return undefined
  }

  /** Whose issuer may be this one's, or the creator. No more of it counts: it may fail, and the badge stay good. */
  #showEndorsement(endorsement: JsonValue): void {
    const { list } = this.#graph.stated(idOf(endorsement) ?? '', TYPE)
    const isOther = list.length > 0 && !list.some((type) => String(type).endsWith('#EndorsementCredential>'))
    if (isOther) this.#parts.showWithin(endorsement)
    else if (isJsonObject(endorsement)) this.#parts.show(flat(endorsement.issuer))
  }

  /** It is stated of the node by an IRI that tells another name, which nobody reads: an issuer's own word for it, or a forger's. */
  #isUntold(values: JsonValue[], node: Component, name: string): boolean {
    return this.#graph
      .unreadNames(node)
      .some((own) => this.#misreadAmong(values, this.#graph.stated(node, own), name) === undefined)
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
      } else if (node !== undefined && (stated.has(node) || !isCompact(String(node).slice(1)))) {
        // A node with an id is that node or none.
        if (stated.has(node)) misread = this.#misreadValue(value, node, name, beside)
      } else {
        for (let tried = 0; tried < list.length && misread !== undefined; tried++, at++)
          misread = this.#misreadValue(value, list[at % list.length] ?? '', name, beside)
        if (misread?.isOpen === false && list.length > 1) misread = unsigned(name)
      }
      if (misread !== undefined) return misread
    }
    return undefined
  }

  /** What is stated of `node` more often than these show it, which stand for it together. */
  #hiddenIn(shown: JsonObject[], node: Component): Misread | undefined {
    const { list } = this.#graph.stated(node, TYPE)
    const isTypeHidden = types.hasHiddenType(shown.flatMap(types.typesOf), list)
    return this.#parts.hiddenMember(shown, node) ?? (isTypeHidden ? hidden('type', false) : undefined)
  }

  /** Those of one id are judged together, and once: what differs in two members of them, nobody can put together again. */
  #hiddenOnce(beside: JsonObject[] | undefined, value: JsonObject, node: Component): Misread | undefined {
    if (beside === undefined || beside.length < 2) return this.#hiddenIn([value], node)
    if (!this.#judged.has(beside)) {
      const mixed = secondDifference(beside)
      this.#judged.set(beside, this.#hiddenIn(beside, node) ?? (mixed ? hidden(mixed, true) : undefined))
    }
    return this.#judged.get(beside)
  }

  /** What has a proof of its own speaks by that; what has none is as good as the presentation around it. */
  #misreadNested(value: JsonValue, objects: Iterable<Component>): Misread | undefined {
    if (!isJsonObject(value) || asArray<JsonValue>(value.proof).length > 0) {
      this.#parts.showWithin(value)
      return undefined
    }
    let misread: Misread | undefined = unsigned(NESTED)
    for (const object of objects) {
      this.#step()
      misread = (this.#dataset.graphs.get(object) ?? this).misreadInWhole(value)
      if (misread === undefined) return undefined
    }
    return misread
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
    if (!isJsonObject(value) || '@value' in value) return this.#misreadScalar(scalar, object, name)
    const misread = this.#misreadIn(value, object)
    if (misread !== undefined) return isAliasedText(value, object) ? hidden(name, true) : misread
    return WHOLE_PARTS.has(name)
      ? this.#hiddenOnce(beside, value, object)
      : this.#parts.hiddenIn(value, object)
  }

  #misreadScalar(value: JsonValue, object: Component, name: string): Misread | undefined {
    if (!isScalar(value, object)) return isCompactOf(value, object) ? untold(name) : unsigned(name)
    this.#parts.mention(object)
    return undefined
  }

  #step(cost = 1): void {
    this.#dataset.steps += cost
    if (this.#dataset.steps > MAX_STEPS)
      throw new CanonicalizationError('work-limit', 'too many that are alike')
  }
}
