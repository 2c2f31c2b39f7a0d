/**
 * Random JSON-LD documents for the differential tests: mostly right, built from the terms that are in scope where they
 * stand, with a share of everything that is odd or wrong. The same seed gives the same document.
 */
import { ActiveContext, type Term } from '../../worker/credential/canonicalize/active-context.ts'
import { bundledContext, bundledContextUrls } from '../../worker/credential/contexts/index.ts'
import { isJsonObject, type JsonObject, type JsonValue } from '../../worker/credential/json.ts'
import {
  ASTRAL,
  BLANK,
  HIGH,
  INVENTED,
  IRIS,
  NUMBERS,
  ODD_IRIS,
  ODD_TYPES,
  oddValues,
  TEXTS,
} from './document-parts.ts'

const V1 = 'https://www.w3.org/2018/credentials/v1'
const V2 = 'https://www.w3.org/ns/credentials/v2'
const OB = 'https://purl.imsglobal.org/spec/ob/v3p0/context'
const CLR = 'https://purl.imsglobal.org/spec/clr/v2p0/context-2.0.1.json'
const USUAL: string[][] = [
  [V2, `${OB}-3.0.3.json`],
  [V2, CLR, `${OB}-3.0.3.json`],
  [V1, `${OB}-3.0.1.json`, 'https://w3id.org/security/suites/ed25519-2020/v1'],
  [V1, `${OB}.json`, 'https://w3id.org/security/data-integrity/v2'],
  [V2, 'https://www.w3.org/ns/credentials/examples/v2'],
  [V2, 'https://www.w3.org/ns/credentials/undefined-terms/v2'],
  [V1, 'https://w3id.org/vc/status-list/2021/v1'],
  [V2],
]

/** Every term of every bundled context, of whatever scope. */
const ALL_TERMS = [...new Set(bundledContextUrls().flatMap((url) => termsOf(bundledContext(url) ?? null)))]

function termsOf(value: JsonValue): string[] {
  if (Array.isArray(value)) return value.flatMap(termsOf)
  if (!isJsonObject(value)) return []
  return Object.entries(value).flatMap(([key, member]) => [
    ...(key.startsWith('@') ? [] : [key]),
    ...termsOf(member),
  ])
}

/** `urls`: the contexts to choose from, in place of the bundled ones. */
export function generateDocument(seed: number, urls?: string[]): JsonObject {
  return new Generator(seed, urls).document()
}

class Generator {
  #state: number
  #budget = 60
  readonly #texts: string[]
  readonly #oddity: number
  readonly #ids: string[]
  readonly #urls: string[]
  readonly #usual: string[][]

  constructor(seed: number, urls?: string[]) {
    this.#state = seed | 0
    this.#urls = urls ?? bundledContextUrls()
    this.#usual = urls === undefined ? USUAL : urls.map((url) => [url])
    this.#texts = [...TEXTS, ...(this.#chance(0.5) ? ASTRAL : HIGH)]
    this.#oddity = this.#pick([0, 0, 0, 0.005, 0.03])
    // Few identifiers make nodes meet; blank ones make graphs that RDFC-1.0 must work on.
    this.#ids = this.#chance(0.3) ? [...BLANK, 'https://a.example/same'] : IRIS
  }

  document(): JsonObject {
    const contexts = this.#chance(0.7)
      ? this.#pick(this.#usual)
      : Array.from({ length: 1 + this.#below(4) }, () => this.#pick(this.#urls))
    const types = ['VerifiableCredential', 'VerifiablePresentation', 'OpenBadgeCredential', 'ClrCredential']
    return this.#node(ActiveContext.initial(), undefined, { contexts, types })
  }

  #node(
    outer: ActiveContext,
    property: string | undefined,
    root?: { contexts: string[]; types: string[] },
  ): JsonObject {
    this.#budget--
    const node: JsonObject = {}
    let scope: ActiveContext | undefined = within(() =>
      (outer.previous ?? outer).forProperty(term(outer, property)),
    )
    const isForgotten = scope?.names().next().done === true
    if (root !== undefined || isForgotten || this.#chance(0.02)) {
      const urls = root?.contexts ?? (isForgotten ? this.#pick(this.#usual) : [this.#pick(this.#urls)])
      node['@context'] = this.#chance(0.9) || urls.length > 1 ? urls : (urls[0] ?? V2)
      const before = scope
      scope = before && within(() => before.withContexts(urls))
      if (this.#odd())
        node['@context'] = this.#pick<JsonValue>([
          null,
          {},
          [V2, {}],
          [],
          'https://unknown.example/',
          { a: 'urn:a' },
          [...urls, { '@vocab': 'urn:vocab:' }],
          [...urls, null],
          [...urls, { '@version': 1.1, '@propagate': false, a: 'urn:a' }],
          { '@version': 1.1, '@import': this.#pick(this.#urls) },
          [urls],
          [...urls, ...urls],
        ])
    }
    let active = scope
    const names = scope ? [...scope.names()] : []
    const classes = names.filter((name) => /^[A-Z1]/.test(name))
    const inGraph = within(() => term(outer, property)?.isGraph) === true
    const types = this.#chance(root ? 0.95 : inGraph ? 0.9 : 0.6) ? this.#types(classes, root?.types) : []
    if (types.length > 0) {
      node[this.#odd() ? '@type' : 'type'] =
        types.length === 1 && this.#chance(0.5) ? (types[0] ?? '') : types
      if (this.#odd()) node.type = this.#pick<JsonValue>([null, [], [types], [...types, null], {}, 1, types])
      for (const type of types.toSorted()) {
        const before = active
        active = before && within(() => before.forType(scope && term(scope, type)))
      }
    }
    if (this.#chance(root ? 0.9 : 0.6)) node[this.#odd() ? '@id' : 'id'] = this.#iri()
    const count = inGraph ? 1 + this.#below(3) : root ? 2 + this.#below(8) : this.#below(5)
    for (let index = 0; index < count && active !== undefined; index++) this.#member(node, active)
    return node
  }

  #member(node: JsonObject, active: ActiveContext): void {
    const properties = [...active.names()].filter(
      (name) => !/^[A-Z1]/.test(name) && name !== 'id' && name !== 'type',
    )
    const isInvented = active.vocab !== undefined ? this.#chance(0.2) : this.#odd()
    const name = this.#chance(this.#oddity * 5)
      ? this.#pick(ALL_TERMS)
      : isInvented
        ? this.#pick(this.#oddity > 0 ? INVENTED : INVENTED.slice(0, 3))
        : this.#pick(properties.length > 0 ? properties : ['name'])
    const definition = within(() => active.term(name))
    const inner = within(() => active.forProperty(definition)) ?? active
    const value = this.#chance(0.25)
      ? Array.from({ length: this.#below(4) }, () => this.#value(definition, name, inner))
      : this.#value(definition, name, inner)
    Object.defineProperty(node, name, { value, enumerable: true, writable: true, configurable: true })
  }

  #value(definition: Term | undefined, name: string, inner: ActiveContext): JsonValue {
    const choice = this.#below(100)
    if (definition?.isGraph && !this.#odd()) return this.#budget > 0 ? this.#node(inner, name) : null
    if (this.#budget > 0 && choice < 40) return this.#node(inner, name)
    if (definition?.type === '@id' && (choice < 99 || !this.#odd())) return this.#iri()
    if (definition?.type === '@vocab' && (choice < 99 || !this.#odd())) {
      return this.#chance(0.3)
        ? this.#iri()
        : this.#pick([...inner.names()].filter((word) => word !== 'id' && word !== 'type'))
    }
    if (definition?.type === '@json') return this.#json(3)
    if (choice < 75) return this.#pick(this.#texts)
    if (choice < 85) return this.#pick(NUMBERS)
    if (choice < 90) return this.#chance(0.5)
    if (choice < 92) return null
    if (choice < 97) return this.#valueObject()
    if (this.#oddity === 0) return '2026-01-01T00:00:00Z'
    const node = this.#budget > 0 ? this.#node(inner, name) : null
    return this.#pick(oddValues(node, this.#pick(this.#texts)))
  }

  #valueObject(): JsonObject {
    const text = this.#pick(this.#texts)
    const more: JsonObject[] = [
      {},
      { '@value': this.#pick([1, 2.5, -0, true, 1e21, 1e-7, 5e-324]) },
      { '@language': this.#pick(['en', 'de-CH', 'EN-us']) },
      {
        '@type': this.#pick([
          'http://www.w3.org/2001/XMLSchema#double',
          'http://www.w3.org/2001/XMLSchema#string',
          'https://a.example/datatype',
          'http://www.w3.org/2001/XMLSchema#boolean',
          'http://www.w3.org/2001/XMLSchema#integer',
          'http://www.w3.org/2001/XMLSchema#decimal',
        ]),
      },
    ]
    const odd: JsonObject[] = [
      { '@language': 'not a tag' },
      { '@language': null },
      { '@direction': 'rtl' },
      { '@language': 'ar', '@direction': 'rtl' },
      { '@type': 'cred:x' },
      { '@type': '@json' },
      { '@index': 'i' },
      { '@language': 'en', '@type': 'https://a.example/datatype' },
      { '@language': 'a-b-c-123456789' },
      { '@language': 'x-private' },
      { '@language': '' },
      { '@language': ['en'] },
      { '@type': ['https://a.example/datatype'] },
      { '@type': 'http://www.w3.org/1999/02/22-rdf-syntax-ns#langString' },
      { '@type': 'http://www.w3.org/1999/02/22-rdf-syntax-ns#JSON' },
      { '@type': '_:b' },
      { type: 'https://a.example/datatype' },
      { id: 'urn:x' },
    ]
    return { '@value': this.#odd() ? null : text, ...this.#pick(this.#odd() ? odd : more) }
  }

  #types(classes: string[], preferred: string[] | undefined): string[] {
    const known = preferred?.filter((type) => classes.includes(type)) ?? []
    const count = known.length > 0 && this.#chance(0.9) ? 1 : 0
    const first = count === 1 ? [known[this.#below(Math.min(2, known.length))] ?? 'VerifiableCredential'] : []
    const others = Array.from({ length: classes.length > 0 ? this.#pick([0, 0, 1, 2]) : 0 }, () =>
      this.#pick(classes),
    )
    if (this.#odd()) others.push(...others, this.#pick(ODD_TYPES))
    return [...first, ...others]
  }

  #json(depth: number): JsonValue {
    if (depth === 0 || this.#chance(0.4))
      return this.#pick<JsonValue>([...this.#texts, ...NUMBERS, null, true])
    if (this.#chance(0.5)) return Array.from({ length: this.#below(4) }, () => this.#json(depth - 1))
    return Object.fromEntries(
      Array.from({ length: this.#below(4) }, () => [
        this.#pick(['b', 'a', '€', '@id', 'Z', '']),
        this.#json(depth - 1),
      ]),
    )
  }

  #iri(): string {
    return this.#odd() ? this.#pick(ODD_IRIS) : this.#pick(this.#chance(0.5) ? this.#ids : IRIS)
  }

  #odd(): boolean {
    return this.#chance(this.#oddity)
  }

  #chance(probability: number): boolean {
    return this.#next() < probability
  }

  #below(limit: number): number {
    return Math.floor(this.#next() * limit)
  }

  #pick<T>(items: readonly T[]): T {
    return items[this.#below(items.length)] as T
  }

  /** mulberry32: small, and the same everywhere. */
  #next(): number {
    this.#state = (this.#state + 0x6d2b79f5) | 0
    let mixed = Math.imul(this.#state ^ (this.#state >>> 15), 1 | this.#state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296
  }
}

/** What the compiled contexts say, or undefined where they leave it to the reference. */
function within<T>(read: () => T): T | undefined {
  try {
    return read()
  } catch {
    return undefined
  }
}

function term(active: ActiveContext, name: string | undefined): Term | undefined {
  return name === undefined ? undefined : active.term(name)
}
