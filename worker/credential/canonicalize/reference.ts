/**
 * The reference canonicalizer: jsonld.js to RDF in safe mode. No I/O of its own: a context is bundled or comes from
 * `loadContext`. Slow (it interprets the contexts each time) and always right; the compiled canonicalizer must agree
 * with it byte for byte. Loaded only when a document needs it.
 */

import ContextResolver from 'jsonld/lib/ContextResolver.js'
import contextProcessing from 'jsonld/lib/context.js'
import events from 'jsonld/lib/events.js'
import expansion from 'jsonld/lib/expand.js'
import rdf, { type RdfQuad, type RdfTerm } from 'jsonld/lib/toRdf.js'
import { readBundledContext } from '#bundled-contexts'
import { isBundledContext } from '../contexts/bundled-urls.ts'
import { isJsonObject, type JsonObject } from '../json.ts'
import { Dataset } from './dataset.ts'
import { CanonicalizationError } from './error.ts'
import { type Component, iriToken, literalToken } from './n-quads.ts'

export type LoadContext = (url: string) => Promise<JsonObject | undefined>

/** Context documents by URL, kept while the isolate lives. Only ever filled by documents that use bundled contexts alone. */
const bundledResolutions = new Map<string, unknown>()

export async function referenceDataset(document: JsonObject, loadContext?: LoadContext): Promise<Dataset> {
  let missing: CanonicalizationError | undefined
  const documentLoader = async (url: string) => {
    // A bundled one is had from nowhere else: it is kept for everybody.
    const context = isBundledContext(url)
      ? await readBundledContext(url).catch(() => undefined)
      : await loadContext?.(url).catch((error: unknown) => {
          if (error instanceof CanonicalizationError) missing = error
          return undefined
        })
    if (context === undefined) {
      missing ??= new CanonicalizationError('unknown-context', url)
      throw missing
    }
    if (!isBundledContext(url)) {
      refuseHidingTerms(context)
      mayHideLanguage ||= renamesLanguage(context)
    }
    // 'static' lets the resolver keep it; what a caller loads is never kept for another caller.
    return { documentUrl: url, document: context, ...(isBundledContext(url) && { tag: 'static' }) }
  }
  let mayHideLanguage = renamesLanguage(document)
  try {
    refuseHidingTerms(document)
    const options = optionsFor(document, documentLoader)
    const expanded = await expand(document, options)
    if (mayHideLanguage && hasLanguageAlone(expanded))
      throw new CanonicalizationError('undefined-term', '@language')
    return asDataset(rdf.toRDF(expandedNodes(expanded), options))
  } catch (error) {
    throw missing ?? asCanonicalizationError(error)
  }
}

/**
 * What `jsonld.toRDF(document, { safe: true, base: null })` does, from its parts: the package's entry point would
 * bring a network loader and Node's HTTP client along. A test holds the two equal.
 */
function optionsFor(document: JsonObject, documentLoader: (url: string) => Promise<object>) {
  const sharedCache = usesBundledContextsOnly(document) ? bundledResolutions : new Map<string, unknown>()
  return {
    base: null,
    keepFreeFloatingNodes: false,
    eventHandler: [events.safeEventHandler],
    rdfDirection: 'i18n-datatype',
    produceGeneralizedRdf: false,
    contextResolver: new ContextResolver({ sharedCache }),
    documentLoader,
  }
}

async function expand(document: JsonObject, options: ReturnType<typeof optionsFor>): Promise<unknown> {
  return expansion.expand({
    activeCtx: contextProcessing.getInitialContext(options),
    element: structuredClone(document),
    options,
  })
}

function asDataset(quads: RdfQuad[]): Dataset {
  const dataset = new Dataset()
  const component = ({ termType, value, datatype, language }: RdfTerm): Component => {
    if (termType === 'BlankNode') return dataset.blankNode(value)
    if (termType === 'DefaultGraph') return ''
    return termType === 'NamedNode' ? iriToken(value) : literalToken(value, datatype?.value ?? '', language)
  }
  for (const { subject, predicate, object, graph } of quads) {
    dataset.add(component(subject), iriToken(predicate.value), component(object), component(graph))
  }
  return dataset
}

/**
 * Keywords whose values are statements, or must be nodes: what stands under another name for one of them is signed. So is
 * a language, beside its text.
 */
const HIDING = /^@(?!(?:id|type|value|graph|included|list|set|nest|reverse|direction|language)$)/

/** A term that a context makes another name of `@none`, `@index` …: jsonld.js drops its value, which would be shown unsigned. */
function refuseHidingTerms(value: unknown, isContext = false): void {
  if (Array.isArray(value)) for (const item of value) refuseHidingTerms(item, isContext)
  if (!isJsonObject(value)) return
  for (const [name, member] of Object.entries(value)) {
    if (typeof member !== 'string') refuseHidingTerms(member, isContext || name === '@context')
    else if (isContext && /^(?!@)|^@(id|vocab|base)$/.test(name) && HIDING.test(member))
      throw new CanonicalizationError('undefined-term', name)
  }
}

/** A context has another name for `@language`. */
function renamesLanguage(value: unknown, isContext = false): boolean {
  if (isContext && value === '@language') return true
  if (typeof value !== 'object' || value === null) return false
  return Object.entries(value).some(([name, member]) =>
    renamesLanguage(member, isContext || name === '@context'),
  )
}

/** A language without a text is dropped, like what hides under the names above. */
function hasLanguageAlone(expanded: unknown): boolean {
  if (typeof expanded !== 'object' || expanded === null) return false
  if ('@language' in expanded && !('@value' in expanded)) return true
  return Object.values(expanded).some(hasLanguageAlone)
}

/** A document whose only member is `@graph` is the nodes of that graph. */
function expandedNodes(expanded: unknown): unknown[] {
  const isGraphAlone = isJsonObject(expanded) && Object.keys(expanded).join() === '@graph'
  return [isGraphAlone ? expanded['@graph'] : expanded].flat().filter((node) => node !== null)
}

/** True when every `@context` in the document, at any depth, is a bundled URL or an array of them. */
function usesBundledContextsOnly(value: unknown): boolean {
  if (Array.isArray(value)) return value.every(usesBundledContextsOnly)
  if (!isJsonObject(value)) return true
  return Object.entries(value).every(([key, member]) =>
    key === '@context'
      ? [member].flat().every((url) => typeof url === 'string' && isBundledContext(url))
      : usesBundledContextsOnly(member),
  )
}

interface JsonLdFailure {
  message?: string
  details?: {
    code?: string
    url?: string
    event?: { code: string; message: string; details: Record<string, unknown> }
  }
}

function asCanonicalizationError(error: unknown): CanonicalizationError {
  if (error instanceof CanonicalizationError) return error
  const { message = 'not JSON-LD', details } = (error ?? {}) as JsonLdFailure
  const event = details?.event
  if (event?.code === 'invalid property') {
    return new CanonicalizationError('undefined-term', String(event.details.property))
  }
  if (event?.code === 'relative @type reference') {
    return new CanonicalizationError('undefined-term', String(event.details.type))
  }
  return new CanonicalizationError('invalid-json-ld', event?.message ?? details?.code ?? message)
}
