/**
 * Compares both canonicalizers with jsonld.js and rdf-canonize as their makers ship them. Node only.
 * The one intended difference: a dataset is a set (RDF 1.1), so the quads that jsonld.js repeats are given once.
 */
import jsonld from 'jsonld'
import ContextResolver from 'jsonld/lib/ContextResolver.js'
import { canonize, NQuads, type RdfQuad } from 'rdf-canonize'
import {
  CanonicalizationError,
  canonicalizeByReference,
  canonicalizeFast,
} from '../../worker/credential/canonicalize/index.ts'
import { bundledContext } from '../../worker/credential/contexts/index.ts'
import type { JsonObject, JsonValue } from '../../worker/credential/json.ts'

export type Outcome = { canonical: string } | { refused: string }
type Undecided = { undecided: true }

export interface CompareOptions {
  /** When to run our form of the reference; 'undecided': where the compiled canonicalizer left the document to it. */
  reference?: 'always' | 'undecided' | 'never'
  /** Contexts that are not bundled. */
  contextOf?: (url: string) => JsonObject | undefined
}

export interface Comparison {
  /** Empty when everything agrees. */
  differences: string[]
  /** By the compiled canonicalizer, by our form of the reference, and by jsonld.js as it is shipped. */
  compiled: Outcome | Undecided
  reference: Outcome | Undecided
  oracle: Outcome
}

export async function compare(
  document: JsonObject,
  { reference: when = 'always', contextOf = () => undefined }: CompareOptions = {},
): Promise<Comparison> {
  const loadContext = async (url: string) => contextOf(url)
  const oracle = decided(await outcome(() => byJsonLd(structuredClone(document), contextOf)))
  const before = JSON.stringify(document)
  const compiled = await outcome(async () => canonicalizeFast(document))
  const isAsked = when === 'always' || (when === 'undecided' && 'undecided' in compiled)
  const reference = await outcome(async () =>
    isAsked ? canonicalizeByReference(document, { loadContext }) : undefined,
  )
  const differences: string[] = []
  if (!isSame(compiled, oracle)) differences.push(`compiled ${show(compiled)}\njsonld.js ${show(oracle)}`)
  if (!isSame(reference, oracle)) differences.push(`reference ${show(reference)}\njsonld.js ${show(oracle)}`)
  if (JSON.stringify(document) !== before) differences.push('the document was changed')
  return { differences, compiled, reference, oracle }
}

async function byJsonLd(
  document: JsonObject,
  contextOf: NonNullable<CompareOptions['contextOf']>,
): Promise<string> {
  const hasImport = JSON.stringify(document).includes('"@import"')
  const options = {
    algorithm: 'RDFC-1.0',
    // jsonld.js keeps an imported context in a form that fails whoever names it next: not among those kept for all.
    ...(hasImport && { contextResolver: new ContextResolver({ sharedCache: new Map() }) }),
    base: null,
    safe: true,
    rdfDirection: 'i18n-datatype',
    produceGeneralizedRdf: false,
    documentLoader: async (url: string) => {
      const context = bundledContext(url) ?? contextOf(url)
      if (context === undefined) throw new Error(`unknown context ${url}`)
      return { documentUrl: url, document: context, tag: 'static' }
    },
  }
  const quads = await jsonld.toRDF(document, options)
  const unique = new Map<string, RdfQuad>()
  for (const quad of quads) unique.set(NQuads.serializeQuad(quad), quad)
  return await canonize([...unique.values()], { algorithm: 'RDFC-1.0', maxDeepIterations: 5000 })
}

async function outcome(run: () => Promise<string | undefined>): Promise<Outcome | Undecided> {
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

function decided(outcome: Outcome | Undecided): Outcome {
  return 'undecided' in outcome ? { refused: 'nothing' } : outcome
}

/** What is left to another way is no difference. */
function isSame(a: Outcome | Undecided, b: Outcome): boolean {
  if ('undecided' in a) return true
  if ('canonical' in a && 'canonical' in b) return a.canonical === b.canonical
  return 'refused' in a && 'refused' in b
}

function show(result: Outcome | Undecided): string {
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
