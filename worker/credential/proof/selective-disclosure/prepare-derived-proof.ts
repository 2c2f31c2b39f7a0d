/** Reads a derived proof of ecdsa-sd-2023, ready to be held against the issuer's key (vc-di-ecdsa, 3.6.7). Pure. */
import { type CanonicalForm, type CanonicalizeOptions, canonicalForm } from '../../canonicalize/index.ts'
import { sortLines } from '../../canonicalize/n-quads.ts'
import type { JsonObject } from '../../json.ts'
import type { PublicJwk } from '../../key/jwk.ts'
import { encodeBase64url, encodeMultibase } from '../../key/multibase.ts'
import { multikeyToJwk } from '../../key/multikey.ts'
import { verifySignature } from '../../key/verify-signature.ts'
import type { DetailWord } from '../../messages/words.ts'
import type { Verifiable } from '../check-signature.ts'
import { baseSignatureData, proofConfigForm } from './base-proof.ts'
import { linesOf, relabel } from './n-quads.ts'
import { type DerivedProofValue, decodeDerivedProofValue } from './proof-value.ts'

export { isBaseProofValue } from './proof-value.ts'

export type PreparedDerivedProof =
  | {
      ok: true
      verifiable: Verifiable
      statements: CanonicalForm['quads']
      proofStatements: CanonicalForm['quads']
    }
  | { ok: false; detail: DetailWord }

/** Throws CanonicalizationError. */
export async function prepareDerivedProof(
  document: JsonObject,
  { proofValue, ...proofOptions }: JsonObject,
  canonicalization: CanonicalizeOptions,
): Promise<PreparedDerivedProof> {
  const value = decodeDerivedProofValue(proofValue)
  if (value === undefined) return { ok: false, detail: '"proofValue" is no derived proof' }
  const proofKey = proofKeyOf(value)
  if (proofKey === undefined) return { ok: false, detail: 'its own key is no P-256 key' }
  const { text, quads } = await canonicalForm(document, canonicalization)
  const nquads = signedStatements(text, value)
  if (nquads === undefined) return { ok: false, detail: 'its label map does not fit the credential' }
  const mandatoryIndexes = new Set(value.mandatoryIndexes)
  const mandatory = nquads.filter((_, index) => mandatoryIndexes.has(index))
  const disclosed = nquads.filter((_, index) => !mandatoryIndexes.has(index))
  if (mandatory.length !== mandatoryIndexes.size || disclosed.length !== value.signatures.length) {
    return { ok: false, detail: 'it has not one signature for each statement' }
  }
  const proofConfig = await proofConfigForm(document, proofOptions, canonicalization)
  const data = baseSignatureData(proofConfig, value.publicKey, mandatory)
  const verifiable: Verifiable = {
    accepts: (publicKey) => publicKey.kty === 'EC' && publicKey.crv === 'P-256',
    verify: async (publicKey) =>
      (await verifySignature('ES256', publicKey, value.baseSignature, data)) &&
      areSigned(disclosed, value, proofKey),
  }
  return { ok: true, verifiable, statements: quads, proofStatements: proofConfig.quads }
}

/** The statements as the issuer labelled and ordered them; undefined where a label is missing. */
function signedStatements(canonicalDocument: string, { labelMap }: DerivedProofValue): string[] | undefined {
  const labels = new Map([...labelMap].map(([at, label]) => [`c14n${at}`, `u${encodeBase64url(label)}`]))
  try {
    return linesOf(sortLines(relabel(linesOf(canonicalDocument), labels)))
  } catch {
    return undefined
  }
}

function proofKeyOf({ publicKey }: DerivedProofValue): PublicJwk | undefined {
  try {
    return multikeyToJwk(encodeMultibase(publicKey))
  } catch {
    return undefined
  }
}

/** Each shown statement carries a signature by the key that the issuer made for this one proof, and signed. */
async function areSigned(
  statements: string[],
  { signatures }: DerivedProofValue,
  proofKey: PublicJwk,
): Promise<boolean> {
  const checks = statements.map((statement, index) =>
    verifySignature(
      'ES256',
      proofKey,
      signatures[index] ?? new Uint8Array(),
      new TextEncoder().encode(statement),
    ),
  )
  return (await Promise.all(checks)).every(Boolean)
}
