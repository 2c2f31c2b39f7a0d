/**
 * The bytes that an embedded proof signs: hash(canonical proof options) ‖ hash(canonical document)
 * (vc-di-eddsa and vc-di-ecdsa, sections 3.2 and 3.3). Pure.
 */
import jcs from 'canonicalize'
import { type CanonicalizeOptions, canonicalize } from '../canonicalize/index.ts'
import type { JsonObject } from '../json.ts'
import type { VerificationAlgorithm } from '../key/algorithms.ts'
import { prepareSha384, sha2 } from '../sha2.ts'
import type { Cryptosuite } from './cryptosuites.ts'

export interface CanonicalForms {
  document: string
  proofOptions: string
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
  if (transformation === 'jcs') return { document: jcsText(document), proofOptions: jcsText(options) }
  const proofConfig = { '@context': document['@context'] ?? [], ...options }
  const withHash =
    algorithm === 'ES384' ? { ...canonicalization, hash: 'SHA-384' as const } : canonicalization
  const [canonicalDocument, proofOptions] = await Promise.all([
    canonicalize(document, withHash),
    canonicalize(proofConfig, withHash),
  ])
  return { document: canonicalDocument, proofOptions }
}

export function hashForms(forms: CanonicalForms, algorithm: VerificationAlgorithm): Uint8Array {
  const hash = algorithm === 'ES384' ? 'SHA-384' : 'SHA-256'
  const utf8 = new TextEncoder()
  return concat(sha2(hash, utf8.encode(forms.proofOptions)), sha2(hash, utf8.encode(forms.document)))
}

/** RFC 8785. */
function jcsText(value: JsonObject): string {
  return jcs(value) ?? ''
}

export function concat(...parts: Uint8Array[]): Uint8Array {
  const whole = new Uint8Array(parts.reduce((length, part) => length + part.length, 0))
  let at = 0
  for (const part of parts) {
    whole.set(part, at)
    at += part.length
  }
  return whole
}
