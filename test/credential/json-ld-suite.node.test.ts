/**
 * The W3C's JSON-LD API test suite, "toRdf", from the folder that JSONLD_TESTS names. Each case twice: as it is, by the way
 * of the verifier; and with its contexts compiled, as if they were bundled, by the compiled canonicalizer alone.
 */
import { canonize, NQuads } from 'rdf-canonize'
import { describe, expect, it } from 'vitest'
import { canonicalizeNQuads } from '../../worker/credential/canonicalize/index.ts'
import { compileContexts } from '../../worker/credential/contexts/compile.ts'
import { termTables } from '../../worker/credential/contexts/term-tables.generated.ts'
import type { JsonObject, JsonValue } from '../../worker/credential/json.ts'
import { type Comparison, compare } from '../fuzz/differential.ts'
import { readJsonLdSuite, type ToRdfCase, withContexts } from '../support/json-ld-suite.ts'

const folder = process.env.JSONLD_TESTS
if (folder === undefined) console.warn('SKIPPED: the W3C JSON-LD test suite is not here (set JSONLD_TESTS)')

const suite = folder === undefined ? undefined : readJsonLdSuite(folder)
const cases = suite?.cases ?? []
const contextOfSuite = (url: string) => suite?.context(url)

/** The contexts of the documents, each at a URL of its own, and the documents that name them so. */
const contexts = new Map<string, JsonObject>()
const named = new Map(
  cases.map(({ id, document }) => [id, withContexts(document, nameContexts) as JsonObject]),
)
const others = (suite?.others ?? []).map((document) => withContexts(document, nameContexts) as JsonObject)

function nameContexts(value: JsonValue): JsonValue {
  return [value].flat().map((context) => {
    const url = `https://suite.example/contexts/${contexts.size}`
    contexts.set(url, (typeof context === 'string' && contextOfSuite(context)) || { '@context': context })
    return url
  })
}

// Before anything reads them: the tables hold the suite's contexts in place of the bundled ones.
if (suite !== undefined) Object.assign(termTables, compileContexts(contexts))

/** Where jsonld.js, and with it whoever signs, gives something else than the suite: the same in Laurel. */
const NOT_AS_THE_SUITE: Record<string, string> = {
  '#tdi01': 'a direction is kept, as Data Integrity asks (i18n-datatype)',
  '#tdi02': 'a direction is kept',
  '#tdi03': 'a direction is kept',
  '#tdi04': 'a direction is kept',
  '#tdi05': 'a direction is kept',
  '#tdi06': 'a direction is kept',
  '#te111': 'a vocabulary relative to another one',
  '#te112': 'a vocabulary relative to another one',
}

/** Another name for `@none` or `@json`: jsonld.js drops the word, Laurel refuses it, since it is shown and not signed. */
const HIDING = ['#tjs16', '#tm010', '#tm011', '#tm012', '#tm014', '#tm016']

const canonical = (nQuads: string) =>
  canonize(NQuads.parse(nQuads), { algorithm: 'RDFC-1.0', maxDeepIterations: 100 })

/** A base IRI is an option of the suite. Laurel has none, so that it is told in the document. */
function withBase({ document, base }: ToRdfCase): JsonObject {
  if (Array.isArray(document)) return document
  const own = '@context' in document ? [document['@context'] ?? null].flat() : []
  return { ...document, '@context': [{ '@base': base }, ...own] }
}

describe.skipIf(suite === undefined)('the W3C test suite of JSON-LD 1.1, to RDF', () => {
  const show = (way: Comparison['reference']) => ('canonical' in way ? way.canonical : 'refused')

  it.each(cases)('$id $name', async (testCase) => {
    const { id, kind, expected } = testCase
    const { differences, oracle, reference } = await compare(withBase(testCase), {
      contextOf: contextOfSuite,
    })
    if (HIDING.includes(id)) {
      expect([show(reference), show(oracle)]).toEqual(['refused', await canonical(expected)])
      return
    }
    expect(differences).toEqual([])
    if (kind === 'negative') expect(oracle).toHaveProperty('refused')
    if (kind === 'syntax') expect(oracle).toHaveProperty('canonical')
    // What would be lost is refused (safe mode); nothing else may be other than expected.
    if (kind === 'positive' && 'canonical' in oracle && !(id in NOT_AS_THE_SUITE))
      expect(oracle.canonical).toBe(await canonical(expected))
  })

  it.each(cases)('$id $name: with its contexts compiled', async ({ id, expected, kind }) => {
    const document = named.get(id) ?? {}
    const { differences, compiled } = await compare(document, {
      reference: 'never',
      contextOf: (url) => contexts.get(url),
    })
    expect(differences).toEqual([])
    if (kind === 'positive' && 'canonical' in compiled)
      expect(compiled.canonical).toBe(await canonical(expected))
  })

  it('compiles the contexts of its other documents, to expand, compact, flatten and frame, and differs in none', async () => {
    let decided = 0
    for (const document of others) {
      const { differences, compiled } = await compare(document, {
        reference: 'never',
        contextOf: (url) => contexts.get(url),
      })
      expect(differences).toEqual([])
      if ('canonical' in compiled) decided++
    }
    expect(decided).toBeGreaterThan(0)
  })

  it.each(cases.filter(({ kind }) => kind === 'positive'))('$id $name: its N-Quads', async ({ expected }) => {
    expect(canonicalizeNQuads(expected).lines.join('')).toBe(await canonical(expected))
  })
})
