/**
 * Compares both canonicalizers with jsonld.js and rdf-canonize as their makers ship them. Node only.
 * The one intended difference: a dataset is a set (RDF 1.1), so the quads that jsonld.js repeats are given once.
 */
import jsonld from 'jsonld'
import { canonize, NQuads, type RdfQuad } from 'rdf-canonize'
import {
  CanonicalizationError,
  canonicalizeByReference,
  canonicalizeFast,
} from '../../worker/credential/canonicalize/index.ts'
import { bundledContext } from '../../worker/credential/contexts/index.ts'
import type { JsonObject, JsonValue } from '../../worker/credential/json.ts'

export type Outcome = { canonical: string } | { refused: string }

export interface Comparison {
  /** Empty when everything agrees. */
  differences: string[]
  wasFast: boolean
  wasRefused: boolean
}

/** `withReference` runs our form of the reference too, where the compiled canonicalizer has already decided. */
export async function compare(document: JsonObject, withReference = true): Promise<Comparison> {
  const oracle = await outcome(() => byJsonLd(structuredClone(document)))
  const before = JSON.stringify(document)
  const fast = await outcome(async () => canonicalizeFast(document))
  const isUndecided = 'undecided' in fast
  const reference =
    isUndecided || withReference ? await outcome(() => canonicalizeByReference(document)) : oracle
  const differences: string[] = []
  if (!isUndecided && !isSame(fast, oracle))
    differences.push(`compiled ${show(fast)}\njsonld.js ${show(oracle)}`)
  if (!isSame(reference, oracle)) differences.push(`reference ${show(reference)}\njsonld.js ${show(oracle)}`)
  if (JSON.stringify(document) !== before) differences.push('the document was changed')
  return { differences, wasFast: 'canonical' in fast, wasRefused: 'refused' in oracle }
}

async function byJsonLd(document: JsonObject): Promise<string> {
  const options = {
    algorithm: 'RDFC-1.0',
    base: null,
    safe: true,
    rdfDirection: 'i18n-datatype',
    produceGeneralizedRdf: false,
    documentLoader: async (url: string) => {
      const context = bundledContext(url)
      if (context === undefined) throw new Error(`unknown context ${url}`)
      return { documentUrl: url, document: context, tag: 'static' }
    },
  }
  const quads = await jsonld.toRDF(document, options)
  const unique = new Map<string, RdfQuad>()
  for (const quad of quads) unique.set(NQuads.serializeQuad(quad), quad)
  return await canonize([...unique.values()], { algorithm: 'RDFC-1.0', maxDeepIterations: 5000 })
}

async function outcome(run: () => Promise<string | undefined>): Promise<Outcome | { undecided: true }> {
  try {
    const canonical = await run()
    return canonical === undefined ? { undecided: true } : { canonical }
  } catch (error) {
    // Anything but a refusal is a fault of ours, and shows as a difference.
    if (error instanceof TypeError || error instanceof RangeError)
      return { canonical: `FAULT ${error.stack}` }
    return { refused: error instanceof CanonicalizationError ? error.message : String(error) }
  }
}

function isSame(a: Outcome | { undecided: true }, b: Outcome | { undecided: true }): boolean {
  if ('canonical' in a && 'canonical' in b) return a.canonical === b.canonical
  return 'refused' in a && 'refused' in b
}

function show(result: Outcome | { undecided: true }): string {
  return JSON.stringify(result, null, 1)
}

/** The smallest document, by removing members and items, that `isBad` still says of. */
export async function minimize(
  document: JsonObject,
  isBad: (document: JsonObject) => Promise<boolean>,
): Promise<JsonObject> {
  let smallest = document
  for (let progress = true; progress; ) {
    progress = false
    for (const candidate of smaller(smallest)) {
      if (!(await isBad(candidate as JsonObject))) continue
      smallest = candidate as JsonObject
      progress = true
      break
    }
  }
  return smallest
}

function* smaller(value: JsonValue): Generator<JsonValue> {
  if (Array.isArray(value)) {
    for (const index of value.keys()) {
      yield value.toSpliced(index, 1)
      for (const item of smaller(value[index] ?? null)) yield value.with(index, item)
    }
  } else if (value !== null && typeof value === 'object') {
    for (const [key, member] of Object.entries(value)) {
      const { [key]: _, ...others } = value
      yield others
      for (const item of smaller(member)) yield { ...value, [key]: item }
    }
  }
}
