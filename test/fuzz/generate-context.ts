/**
 * Random contexts for the differential tests: few names, so that contexts meet; scoped contexts by property and type,
 * protection, containers, prefixes of their own and of others, vocabularies; a share of what cannot be compiled or is
 * an error. The same seed gives the same contexts.
 */
import { compileContexts } from '../../worker/credential/contexts/compile.ts'
import { termTables } from '../../worker/credential/contexts/term-tables.generated.ts'
import type { JsonObject, JsonValue } from '../../worker/credential/json.ts'
import { pick, type Random, randomOf } from './mutate.ts'

const PROPERTIES = ['p', 'q', 'r', 's', 't', 'with space', 'é', 'constructor', 'x-y', 'pq', '0']
const CLASSES = ['A', 'B', 'C', 'D', 'Z']
/** Each may be defined by those before it. */
const PREFIXES = ['urn', 'x', 'y', 'xsd']
const IRIS = ['urn:v:1', 'urn:v:2', 'https://v.example/1', 'https://v.example/#2', 'x:3', 'y:4', 'xsd:string']
const ODD_IDS: JsonValue[] = ['p', 'A', 'x', null, '@value', '@foo', '_:b', 'relative', '', 'urn:a b', 'x:']
const TYPES = ['@id', '@id', '@vocab', '@json', 'xsd:date', 'x:datatype', 'https://v.example/datatype']
const ODD_TYPES: JsonValue[] = ['@none', 'relative', '_:b', null, 'p', '@value']
const CONTAINERS: JsonValue[] = ['@set', '@list', '@graph', ['@graph', '@set'], ['@set'], []]
const ODD_CONTAINERS: JsonValue[] = [
  '@index',
  '@language',
  ['@list', '@set'],
  ['@graph', '@id'],
  '@type',
  null,
]

/** Random contexts by URL, compiled into the term tables; of those that cannot be, a few. */
export function compileRandomContexts(count: number, seed: number): Map<string, JsonObject> {
  const random = randomOf(Math.imul(seed, 2_654_435_761))
  const contexts = new Map<string, JsonObject>()
  for (let number = 0; number < count; number++)
    contexts.set(`https://random.example/${seed}/${number}`, { '@context': makeContext(random, 2) })
  for (const url of addToTermTables(contexts)) if (random(50) > 0) contexts.delete(url)
  return contexts
}

/** Compiles contexts behind those that are there, whose numbers stay. Gives the URLs of those that cannot be compiled. */
export function addToTermTables(documents: ReadonlyMap<string, JsonObject>): string[] {
  const { rows, contexts, urls, uncompiled } = compileContexts(documents)
  const [firstRow, firstContext] = [termTables.rows.length, termTables.contexts.length]
  for (const [iri, flags, context, ...type] of rows)
    termTables.rows.push([iri, flags, context < 0 ? context : context + firstContext, ...type])
  for (const { terms, ...others } of contexts) {
    const moved = Object.entries(terms).map(([term, code]) => [term, code + 2 * firstRow])
    termTables.contexts.push({ ...others, terms: Object.fromEntries(moved) })
  }
  for (const [url, numbers] of Object.entries(urls))
    termTables.urls[url] = numbers.map((number) => number + firstContext)
  return uncompiled
}

function makeContext(random: Random, depth: number): JsonObject {
  const context: JsonObject = {}
  if (depth === 2 || random(4) === 0) Object.assign(context, { id: '@id', type: '@type' })
  if (random(6) === 0) context['@vocab'] = pick(['https://vocab.example/#', 'urn://vocab/'], random)
  if (random(6) === 0) context['@protected'] = true
  if (random(3) === 0) context['@version'] = 1.1
  for (const prefix of PREFIXES) if (random(4) === 0) context[prefix] = prefixDefinition(random, prefix)
  for (const name of PROPERTIES) if (random(3) > 0) context[name] = definition(random, depth, false)
  for (const name of CLASSES) if (random(2) > 0) context[name] = definition(random, depth, true)
  if (random(40) === 0)
    context[pick(['kind', 'key', 'value'], random)] = pick(['@type', '@id', '@value'], random)
  if (random(150) === 0) Object.assign(context, pick(ODD_MEMBERS, random))
  return context
}

const ODD_MEMBERS: JsonObject[] = [
  { '@vocab': 'relative#' },
  { '@vocab': '' },
  { '@vocab': 'x:vocab' },
  { '@version': 1.2 },
  { '@language': 'de' },
  { '@propagate': false },
  { '@base': 'https://base.example/' },
  { 'urn:v:1': 'urn:v:1' },
  { '@type': { '@container': '@set' } },
]

function prefixDefinition(random: Random, prefix: string): JsonValue {
  const isOdd = random(60) === 0
  const known = isOdd ? PREFIXES : PREFIXES.slice(0, PREFIXES.indexOf(prefix))
  const iris = ['https://prefix.example/#', 'https://prefix.example/no', ...known.map((name) => `${name}:z/`)]
  const iri = pick(iris, random)
  return pick<JsonValue>([iri, iri, { '@id': iri, '@prefix': random(2) === 0 }, { '@id': iri }], random)
}

function definition(random: Random, depth: number, isClass: boolean): JsonValue {
  const id = random(150) === 0 ? pick(ODD_IDS, random) : pick(IRIS, random)
  if (random(4) === 0) return id
  const made: JsonObject = random(200) === 0 ? {} : { '@id': id }
  if (!isClass && random(2) === 0)
    made['@type'] = random(150) === 0 ? pick(ODD_TYPES, random) : pick(TYPES, random)
  if (!isClass && random(3) === 0)
    made['@container'] = random(60) === 0 ? pick(ODD_CONTAINERS, random) : pick(CONTAINERS, random)
  if (depth > 0 && random(3) === 0)
    made['@context'] = random(12) === 0 ? pick<JsonValue>([null, {}], random) : makeContext(random, depth - 1)
  if (random(8) === 0) made['@protected'] = random(4) > 0
  if (random(20) === 0) made['@prefix'] = random(3) > 0
  if (random(300) === 0)
    Object.assign(made, pick<JsonObject>([{ '@language': 'en' }, { '@nest': 'p' }], random))
  return made
}
