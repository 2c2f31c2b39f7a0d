/**
 * The canonical form of a JSON-LD document: N-Quads by RDFC-1.0 (W3C RDF Dataset Canonicalization), in safe mode:
 * what would silently drop out of the signed bytes is an error. No I/O: contexts are bundled, or the caller's.
 *
 * Two ways lead to the same bytes. `compiled.ts` turns a document whose contexts are all bundled into RDF in one pass
 * over tables made ahead of time. Whatever it does not provably handle goes to `reference.ts`, which is jsonld.js.
 * Both end in `rdfc.ts`.
 */
import type { JsonObject } from '../json.ts'
import type { Sha2 } from '../sha2.ts'
import { assertWithinBounds } from './bounds.ts'
import { compiledDataset } from './compiled.ts'
import { Dataset } from './dataset.ts'
import { CanonicalizationError } from './error.ts'
import { parseLine } from './n-quads.ts'
import { type CanonicalDataset, canonicalizeDataset } from './rdfc.ts'
import type { LoadContext } from './reference.ts'

export { CanonicalizationError } from './error.ts'
export type { LoadContext } from './reference.ts'

export type CanonicalForm = Pick<CanonicalDataset, 'text' | 'quads'>

export interface CanonicalizeOptions {
  /** Asked for contexts that are not bundled. Without it, such a context is an error. */
  loadContext?: LoadContext
  /** The hash within RDFC-1.0, SHA-256 where absent; ECDSA proofs by P-384 keys use SHA-384. */
  hash?: Sha2
}

/** Canonical N-Quads. Throws CanonicalizationError, and nothing else. */
export async function canonicalize(document: JsonObject, options: CanonicalizeOptions = {}): Promise<string> {
  return (await canonicalForm(document, options)).text
}

/** With the statements that the text is made of. Throws CanonicalizationError, and nothing else. */
export async function canonicalForm(
  document: JsonObject,
  options: CanonicalizeOptions = {},
): Promise<CanonicalForm> {
  return compiledForm(document, options.hash) ?? (await referenceForm(document, options))
}

/**
 * The canonical form where the compiled way is enough; undefined for every other document, wrong ones included.
 * Throws only CanonicalizationError 'work-limit'.
 */
export function canonicalizeFast(document: JsonObject, hash?: Sha2): string | undefined {
  return compiledForm(document, hash)?.text
}

function compiledForm(document: JsonObject, hash?: Sha2): CanonicalForm | undefined {
  const dataset = compiledDataset(document)
  return dataset && canonicalizeDataset(dataset, hash)
}

/** The same bytes as `canonicalize`, always by jsonld.js. */
export async function canonicalizeByReference(
  document: JsonObject,
  options: CanonicalizeOptions = {},
): Promise<string> {
  return (await referenceForm(document, options)).text
}

async function referenceForm(
  document: JsonObject,
  { loadContext, hash }: CanonicalizeOptions,
): Promise<CanonicalForm> {
  assertWithinBounds(document)
  const { referenceDataset } = await import('./reference.ts')
  return canonicalizeDataset(await referenceDataset(document, loadContext), hash)
}

export interface CanonicalNQuads {
  /** In canonical order, each with its line feed. */
  lines: string[]
  /** Label of each blank node in the input → its canonical label, both without `_:`. */
  labels: Map<string, string>
}

/** RDFC-1.0 over N-Quads, for suites that work on lines and labels (ecdsa-sd-2023). Throws 'invalid-json-ld' for what is no N-Quads. */
export function canonicalizeNQuads(nQuads: string | string[], algorithm: Sha2 = 'SHA-256'): CanonicalNQuads {
  const dataset = new Dataset()
  const component = (token: string) => (token.startsWith('_:') ? dataset.blankNode(token) : token)
  for (const line of Array.isArray(nQuads) ? nQuads : nQuads.split(/[\r\n]+/)) {
    if (line.trim() === '') continue
    const quad = parseLine(line) ?? invalidLine(line)
    dataset.add(component(quad.subject), quad.predicate, component(quad.object), component(quad.graph))
  }
  const { lines, labels } = canonicalizeDataset(dataset, algorithm)
  const byInput = new Map<string, string>()
  for (const [label, blankNode] of dataset.labels()) byInput.set(label.slice(2), labels.get(blankNode) ?? '')
  return { lines, labels: byInput }
}

function invalidLine(line: string): never {
  throw new CanonicalizationError('invalid-json-ld', `not N-Quads: ${line.slice(0, 100)}`)
}
