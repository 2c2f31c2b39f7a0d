/**
 * The canonical form of a JSON-LD document: N-Quads by RDFC-1.0 (W3C RDF Dataset Canonicalization), in safe mode:
 * what would silently drop out of the signed bytes is an error. No I/O: contexts are bundled, or the caller's.
 */
import type { JsonObject } from '../json.ts'
import { assertWithinBounds } from './bounds.ts'
import { canonicalizeByReference, type LoadContext } from './reference.ts'

export { type CanonicalizationCode, CanonicalizationError } from './error.ts'
export type { LoadContext } from './reference.ts'

export interface CanonicalizeOptions {
  /** Asked for contexts that are not bundled. Without it, such a context is an error. */
  loadContext?: LoadContext
  /** The hash within RDFC-1.0, SHA-256 where absent; ECDSA proofs by P-384 keys use SHA-384. */
  hash?: 'SHA-384'
}

/** Throws CanonicalizationError, and nothing else. */
export async function canonicalize(document: JsonObject, options: CanonicalizeOptions = {}): Promise<string> {
  assertWithinBounds(document)
  return canonicalizeByReference(document, options.loadContext, options.hash)
}
