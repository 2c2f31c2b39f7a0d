/**
 * Holds the JSON that a credential is read from against the statements that its RDF-based proof signed. Contexts of a
 * stranger's own, blank node names and index maps leave the statements as they are and make the JSON say something else;
 * here whatever stands under a name that is read must be stated of the same node, by that name. Pure.
 */
import jcs from 'canonicalize'
import { CanonicalizationError } from '../canonicalize/index.ts'
import { type Component, iriToken, literalToken, type Quad } from '../canonicalize/n-quads.ts'
import { asArray, isJsonObject, type JsonObject, type JsonValue } from '../json.ts'

/** Members that the checks, the display form and the recipient's comparison read. A test holds it complete. */
export const READ_MEMBERS: ReadonlySet<string> = new Set(
  `issuer holder credentialSubject credentialStatus credentialSchema refreshService relatedResource evidence
  validFrom validUntil issuanceDate expirationDate awardedDate issuedOn expires name description image caption url email
  achievement hasCredential achievementType criteria narrative tag tags alignment creator humanCode fieldOfStudy
  specialization creditsAvailable inLanguage version targetName targetUrl targetCode targetFramework targetType
  targetDescription identifier identityHash identityType hashed salt givenName familyName role term licenseNumber
  creditsEarned activityStartDate activityEndDate endorsementComment genre audience result resultDescription value status
  achievedLevel rubricCriterionLevel resultType valueMin valueMax requiredValue requiredLevel allowedValue
  statusPurpose statusListIndex statusSize statusListCredential statusMessage message encodedList ttl
  digestSRI digestMultibase verifiableCredential cryptosuite proofPurpose verificationMethod created challenge domain previousProof`.split(
    /\s+/,
  ),
)

/** Where a published context names a thing otherwise than its IRI does. */
const OTHER_NAMES: ReadonlyMap<string, string> = new Map([
  ['expires', 'expiration'],
  ['tag', 'keywords'],
  ['tags', 'keywords'],
  ['identifier', 'identifier-1'],
  ['achievementcredential', 'openbadgecredential'],
  ['authentication', 'authenticationmethod'],
])
/** Types that decide how a part is read; those of the whole are its title, where it has no other. */
const READ_TYPE = /List|Status|Schema/
const RDF = 'http://www.w3.org/1999/02/22-rdf-syntax-ns#'
const TYPE = 'rdf:type'
const NESTED = 'verifiableCredential'
const [RDF_TYPE, RDF_FIRST, RDF_REST] = [`<${RDF}type>`, `<${RDF}first>`, `<${RDF}rest>`]
/** Comparisons in all: parts that are alike and have no id are tried against each other. */
const MAX_STEPS = 200_000
const NONE: ReadonlySet<Component> = new Set()

/** The first member read of `source` that its statements do not bear out. Throws CanonicalizationError 'work-limit'. */
export function findUnsignedTerm(source: JsonObject, statements: readonly Quad[]): string | undefined {
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
  }
  return (dataset.graphs.get('') ?? new Graph(dataset)).unsignedInWhole(source)
}

interface Dataset {
  graphs: Map<Component, Graph>
  steps: number
}

class Graph {
  /** subject → name of the predicate → objects. */
  readonly #objects = new Map<Component, Map<string, Component[]>>()
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

  /** Of a credential, a presentation or a proof: the node of its id, or any that has none. */
  unsignedInWhole(source: JsonObject): string | undefined {
    const { id = source['@id'] } = source
    const blank = [...this.#objects.keys()].filter((subject) => typeof subject === 'number')
    const roots = typeof id === 'string' ? [iriToken(id)] : blank
    const found = roots.map((root) => this.#unsignedIn(source, root, true))
    return found.includes(undefined) ? undefined : (found.length === 1 && found[0]) || 'id'
  }

  /** The member that is not stated of `node`; undefined where all are. */
  #unsignedIn(source: JsonObject, node: Component, isWhole = false): string | undefined {
    for (const name of Object.keys(source)) {
      const value = source[name] ?? null
      if (name === 'id' || name === '@id') {
        if (typeof value !== 'string' || iriToken(value) !== node) return name
      } else if (name === 'type' || name === '@type') {
        const stated = new Set([...this.#stated(node, TYPE)].map((iri) => localName(String(iri))))
        const isRead = (type: JsonValue) => isWhole || READ_TYPE.test(String(type))
        if (flat(value).some((type) => isRead(type) && !isNamed(stated, type))) return name
      } else if (READ_MEMBERS.has(name)) {
        const objects = this.#stated(node, name.toLowerCase())
        for (const item of flat(value)) {
          const unsigned =
            name === NESTED
              ? this.#unsignedNested(item, objects)
              : this.#unsignedValue(item, candidates(item, objects) ?? objects, name)
          if (unsigned !== undefined) return unsigned
        }
      }
    }
    return undefined
  }

  /** What has a proof of its own speaks by that; what has none is as good as the presentation around it. */
  #unsignedNested(value: JsonValue, objects: Iterable<Component>): string | undefined {
    if (!isJsonObject(value) || asArray<JsonValue>(value.proof).length > 0) return undefined
    for (const object of objects) {
      this.#step()
      const graph = this.#dataset.graphs.get(object) ?? this
      if (graph.unsignedInWhole(value) === undefined) return undefined
    }
    return NESTED
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

  #unsignedValue(value: JsonValue, objects: Iterable<Component>, name: string): string | undefined {
    let unsigned: string | undefined = name
    let tried = 0
    for (const object of objects) {
      this.#step()
      tried++
      if (!isJsonObject(value)) unsigned = isScalar(value, object) ? undefined : name
      else if ('@value' in value) unsigned = isScalar(value['@value'] ?? null, object) ? undefined : name
      else if (object === jsonToken(object, value)) unsigned = undefined
      else unsigned = this.#unsignedIn(value, object)
      if (unsigned === undefined) return undefined
    }
    return tried === 1 ? unsigned : name
  }

  #step(): void {
    if (++this.#dataset.steps > MAX_STEPS)
      throw new CanonicalizationError('work-limit', 'too many that are alike')
  }
}

/** A node with an id is that node or none. */
function candidates(value: JsonValue, objects: ReadonlySet<Component>): Component[] | undefined {
  const id = isJsonObject(value) ? (value.id ?? value['@id']) : undefined
  if (typeof id !== 'string') return undefined
  const node = iriToken(id)
  return objects.has(node) ? [node] : []
}

/** Values of a member, as JSON-LD has them: nothing that is null, no list within a list. */
function flat(value: JsonValue | undefined): JsonValue[] {
  if (value === null || value === undefined) return []
  if (Array.isArray(value)) return value.flatMap(flat)
  if (!isJsonObject(value)) return [value]
  return '@set' in value ? flat(value['@set']) : '@list' in value ? flat(value['@list']) : [value]
}

/** The token of 'https://example.org/terms#Name' → 'name'. */
function localName(iri: string): string {
  const start = Math.max(iri.lastIndexOf('#'), iri.lastIndexOf('/'), iri.lastIndexOf(':'))
  return iri.slice(start + 1, -1).toLowerCase()
}

/** Whether `type`, a term or a compact or whole IRI, ends as one of the stated does. */
function isNamed(stated: ReadonlySet<string>, type: JsonValue): boolean {
  const name = typeof type === 'string' ? localName(`${type}>`) : ''
  return name !== '' && (stated.has(name) || stated.has(OTHER_NAMES.get(name) ?? ''))
}

function isScalar(value: JsonValue, object: Component): boolean {
  if (typeof object !== 'string') return false
  if (object.startsWith('<'))
    return typeof value === 'string' && (iriToken(value) === object || isWord(value, object))
  const lexical = object.slice(0, object.lastIndexOf('"') + 1)
  if (lexical === literalToken(String(value), '').slice(0, -'^^<>'.length)) return true
  // Canonical numbers are written otherwise, with 16 digits.
  const [given, stated] = [Number(value), Number(lexical.slice(1, -1))]
  const isNumber =
    (typeof value === 'number' || (typeof value === 'string' && value.trim() !== '')) &&
    object.includes('"^^')
  return isNumber && Number.isFinite(given) && Math.abs(given - stated) <= Math.abs(given) * 1e-12
}

/** A word of a vocabulary. */
function isWord(value: string, iri: string): boolean {
  return /^\w+$/.test(value) && isNamed(new Set([localName(iri)]), value)
}

function jsonToken(object: Component, value: JsonObject): string | undefined {
  if (typeof object !== 'string' || !object.endsWith(`^^<${RDF}JSON>`)) return undefined
  return literalToken(jcs(value) ?? '', `${RDF}JSON`)
}
