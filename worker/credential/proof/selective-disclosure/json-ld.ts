/**
 * Expansion, compaction and N-Quads by jsonld.js, in safe mode, over bundled contexts or the caller's. No I/O of its own.
 * Selective disclosure needs the steps one by one, where everything else takes `canonicalize`.
 */

import ContextResolver from 'jsonld/lib/ContextResolver.js'
import compaction from 'jsonld/lib/compact.js'
import contextProcessing from 'jsonld/lib/context.js'
import events from 'jsonld/lib/events.js'
import expansion from 'jsonld/lib/expand.js'
import { readBundledContext } from '#bundled-contexts'
import { CanonicalizationError, type CanonicalizeOptions } from '../../canonicalize/index.ts'
import { quadLine } from '../../canonicalize/n-quads.ts'
import { referenceDataset } from '../../canonicalize/reference.ts'
import { isJsonObject, type JsonObject, type JsonValue } from '../../json.ts'

function optionsFor({ loadContext }: CanonicalizeOptions) {
  return {
    base: null,
    eventHandler: [events.safeEventHandler],
    compactArrays: true,
    compactToRelative: false,
    contextResolver: new ContextResolver({ sharedCache: new Map() }),
    documentLoader: async (url: string) => {
      const document = (await readBundledContext(url)) ?? (await loadContext?.(url))
      if (document === undefined) throw new CanonicalizationError('unknown-context', url)
      return { documentUrl: url, document }
    },
  }
}

/** Callers have canonicalized the document before, so that it is known to be good JSON-LD. */
export async function expand(
  document: JsonObject,
  canonicalization: CanonicalizeOptions,
): Promise<JsonValue[]> {
  const options = optionsFor(canonicalization)
  const activeCtx = contextProcessing.getInitialContext(options)
  const expanded = await expansion.expand({ activeCtx, element: structuredClone(document), options })
  return [expanded].flat().filter((node) => node !== null) as JsonValue[]
}

export async function compact(
  expanded: JsonValue[],
  context: JsonValue,
  canonicalization: CanonicalizeOptions,
): Promise<JsonObject> {
  const options = optionsFor(canonicalization)
  const initial = contextProcessing.getInitialContext(options)
  const activeCtx = await contextProcessing.process({
    activeCtx: initial,
    localCtx: { '@context': context },
    options,
  })
  const compacted = await compaction.compact({ activeCtx, element: expanded, options })
  const single = Array.isArray(compacted) && compacted.length === 1 ? compacted[0] : compacted
  if (!isJsonObject(single)) throw new CanonicalizationError('invalid-json-ld', 'not one node at the top')
  return { '@context': context, ...single }
}

/** One statement an entry, each with its line end. */
export async function toNQuads(
  document: JsonObject,
  { loadContext }: CanonicalizeOptions,
): Promise<string[]> {
  const { quads } = await referenceDataset(document, loadContext)
  return quads.map((quad) => quadLine(quad, (blankNode) => `_:l${blankNode}`))
}
