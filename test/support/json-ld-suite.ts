/**
 * The cases "toRdf" of the W3C's JSON-LD API test suite, read from a folder (its `tests`): `toRdf-manifest.jsonld` and
 * what it names. Nothing of the suite is kept in this repository. Node only.
 */
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { isJsonObject, type JsonObject, type JsonValue } from '../../worker/credential/json.ts'

export interface ToRdfCase {
  id: string
  name: string
  kind: 'positive' | 'negative' | 'syntax'
  /** URLs of contexts made absolute; otherwise as the suite has it. */
  document: JsonObject
  base: string
  /** N-Quads, of a positive case. */
  expected: string
}

export interface JsonLdSuite {
  cases: ToRdfCase[]
  /** What asks for another version of JSON-LD, or an option that Laurel has not: id → which. */
  skipped: Map<string, string>
  /** What the suite's other parts take in. */
  others: JsonObject[]
  /** A context document of the suite, by its URL. */
  context: (url: string) => JsonObject | undefined
}

interface Entry {
  '@id': string
  '@type': string[]
  name: string
  input: string
  expect?: string
  option?: Record<string, JsonValue>
}

const HOME = 'https://w3c.github.io/json-ld-api/tests/'

export function readJsonLdSuite(folder: string): JsonLdSuite {
  const read = (file: string): string => readFileSync(path.join(folder, file), 'utf8')
  const entries: Entry[] = JSON.parse(read('toRdf-manifest.jsonld')).sequence
  const cases: ToRdfCase[] = []
  const skipped = new Map<string, string>()
  for (const { '@id': id, '@type': types, name, input, expect, option = {} } of entries) {
    const reason = reasonToSkip(option)
    if (reason !== undefined) {
      skipped.set(id, reason)
      continue
    }
    const base = typeof option.base === 'string' ? option.base : HOME + input
    cases.push({
      id,
      name,
      kind: types.includes('jld:NegativeEvaluationTest') ? 'negative' : expect ? 'positive' : 'syntax',
      document: withContexts(JSON.parse(read(input)), (context) => absolute(context, base)) as JsonObject,
      base,
      expected: expect === undefined ? '' : read(expect),
    })
  }
  const context = (url: string): JsonObject | undefined => {
    const file = url.startsWith(HOME) ? url.slice(HOME.length) : ''
    return file !== '' && existsSync(path.join(folder, file)) ? JSON.parse(read(file)) : undefined
  }
  const others = ['expand', 'compact', 'flatten', 'frame'].flatMap((part) =>
    readdirSync(path.join(folder, part))
      .filter((file) => file.endsWith('-in.jsonld'))
      .map((file) => JSON.parse(read(`${part}/${file}`))),
  )
  return { cases, skipped, others, context }
}

function reasonToSkip(option: Record<string, JsonValue>): string | undefined {
  if (option.specVersion === 'json-ld-1.0' || option.processingMode === 'json-ld-1.0') return 'JSON-LD 1.0'
  if (option.produceGeneralizedRdf === true) return 'generalized RDF'
  if (option.rdfDirection === 'compound-literal') return 'compound literals'
  return option.expandContext === undefined ? undefined : 'a context as an option'
}

/** The document with every value of an `@context`, at any depth, replaced. */
export function withContexts(value: JsonValue, replace: (context: JsonValue) => JsonValue): JsonValue {
  if (Array.isArray(value)) return value.map((item) => withContexts(item, replace))
  if (!isJsonObject(value)) return value
  const members = Object.entries(value).map(([name, member]) => [
    name,
    name === '@context' ? replace(member) : withContexts(member, replace),
  ])
  return Object.fromEntries(members)
}

/** A context whose references to others are absolute: Laurel has no base to resolve them against. */
function absolute(context: JsonValue, base: string): JsonValue {
  if (typeof context === 'string') return new URL(context, base).href
  if (Array.isArray(context)) return context.map((item) => absolute(item, base))
  if (!isJsonObject(context)) return context
  const members = Object.entries(context).map(([name, member]) => [
    name,
    name === '@import' && typeof member === 'string'
      ? new URL(member, base).href
      : withContexts(member, (scoped) => absolute(scoped, base)),
  ])
  return Object.fromEntries(members)
}
