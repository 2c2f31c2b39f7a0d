/**
 * The bytes that an embedded proof signs: hash(canonical proof options) ‖ hash(canonical document)
 * (vc-di-eddsa and vc-di-ecdsa, sections 3.2 and 3.3). Pure.
 */

import jcs from 'canonicalize'
import { concatBytes } from '../bytes.ts'
import { type CanonicalForm, type CanonicalizeOptions, canonicalForm } from '../canonicalize/index.ts'
import type { JsonObject } from '../json.ts'
import type { VerificationAlgorithm } from '../key/algorithms.ts'
import { prepareSha384, sha2OfText } from '../sha2.ts'
import type { Cryptosuite } from './cryptosuites.ts'

export interface CanonicalForms {
  document: CanonicalForm
  proofOptions: CanonicalForm
}

/**
 * `document` is without `proof` (or, in a chain, with those that this proof builds on); `options` is the proof without
 * its signature. P-384 keys take SHA-384 also within RDFC-1.0. Throws CanonicalizationError.
 */
export async function canonicalForms(
  document: JsonObject,
  options: JsonObject,
  { transformation }: Pick<Cryptosuite, 'transformation'>,
  algorithm: VerificationAlgorithm,
  canonicalization: CanonicalizeOptions = {},
): Promise<CanonicalForms> {
  if (algorithm === 'ES384') await prepareSha384()
  if (transformation === 'jcs') return { document: jcsForm(document), proofOptions: jcsForm(options) }
  const proofConfig = { '@context': document['@context'] ?? [], ...options }
  const withHash =
    algorithm === 'ES384' ? { ...canonicalization, hash: 'SHA-384' as const } : canonicalization
  const [canonicalDocument, proofOptions] = await Promise.all([
    canonicalForm(document, withHash),
    canonicalForm(proofConfig, withHash),
  ])
  return { document: canonicalDocument, proofOptions }
}

/** ECDSA suites hash as the curve has it; those that carry a JWS by SHA-256, whatever the key (Lds JWS 2020). */
export function hashingOf(
  { encoding }: Pick<Cryptosuite, 'encoding'>,
  algorithm: VerificationAlgorithm,
): VerificationAlgorithm {
  return encoding === 'jws' ? 'ES256' : algorithm
}

export function hashForms(forms: CanonicalForms, algorithm: VerificationAlgorithm): Uint8Array {
  const hash = algorithm === 'ES384' ? 'SHA-384' : 'SHA-256'
  return concatBytes([sha2OfText(hash, forms.proofOptions.text), sha2OfText(hash, forms.document.text)])
}

/** RFC 8785: signed as JSON, it states nothing in RDF. */
function jcsForm(value: JsonObject): CanonicalForm {
  return { text: jcs(value) ?? '', quads: [] }
}
