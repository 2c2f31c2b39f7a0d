/** Derives from a base proof a credential that shows only what its holder chooses (vc-di-ecdsa, 3.6.3). Pure. */
import { type CanonicalizeOptions, canonicalizeNQuads } from '../../canonicalize/index.ts'
import { asArray, isJsonObject, type JsonObject, type JsonValue } from '../../json.ts'
import { decodeMultibase } from '../../key/multibase.ts'
import { SecuringError } from '../securing-error.ts'
import { canonicalizeAndGroup } from './group.ts'
import { decodeBaseProofValue, encodeDerivedProofValue, isBaseProofValue } from './proof-value.ts'
import { selectByPointers } from './select.ts'

export interface DeriveOptions extends CanonicalizeOptions {
  /** Which of several base proofs. */
  proofId?: string
}

/**
 * What `pointers` choose, and what the issuer made mandatory. Throws SecuringError: `base-proof-missing`,
 * `nothing-selected`, `pointer-not-found`.
 */
export async function deriveCredential(
  credential: JsonObject,
  pointers: string[],
  { proofId, ...canonicalization }: DeriveOptions = {},
): Promise<JsonObject> {
  const { proof, ...document } = credential
  const base = findBaseProof(asArray<JsonValue>(proof).filter(isJsonObject), proofId)
  const value = decodeBaseProofValue(base.proofValue)
  if (value === undefined) throw new SecuringError('base-proof-missing', 'its proofValue cannot be read')
  const { mandatoryPointers, signatures } = value
  const combinedPointers = [...mandatoryPointers, ...pointers]
  if (combinedPointers.length === 0) throw new SecuringError('nothing-selected', '')

  const { groups, labels } = await canonicalizeAndGroup(
    document,
    value.hmacKey,
    { mandatory: mandatoryPointers, selective: pointers, combined: combinedPointers },
    canonicalization,
  )
  const indexesOf = (name: string) => groups.get(name)?.indexes ?? new Set<number>()
  const mandatory = indexesOf('mandatory')
  const selective = indexesOf('selective')
  const mandatoryIndexes = [...indexesOf('combined')].flatMap((absolute, relative) =>
    mandatory.has(absolute) ? [relative] : [],
  )
  const { labels: seen } = canonicalizeNQuads(groups.get('combined')?.selected ?? [])
  const proofValue = encodeDerivedProofValue({
    baseSignature: value.baseSignature,
    publicKey: value.publicKey,
    signatures: signaturesOf(signatures, mandatory, selective),
    labelMap: labelMapOf(seen, labels),
    mandatoryIndexes,
  })
  const revealed = selectByPointers(document, combinedPointers) ?? {}
  return { ...revealed, proof: [{ ...base, proofValue }] }
}

function findBaseProof(proofs: JsonObject[], proofId: string | undefined): JsonObject {
  const found = proofs.filter(
    (proof) =>
      proof.cryptosuite === 'ecdsa-sd-2023' &&
      isBaseProofValue(proof.proofValue) &&
      (proofId === undefined || proof.id === proofId),
  )
  const [base] = found
  if (base === undefined || found.length > 1) {
    throw new SecuringError('base-proof-missing', `${found.length} base proofs match`)
  }
  return base
}

/** The base proof signs its non-mandatory statements in order, without saying which is which. */
function signaturesOf(
  signatures: Uint8Array[],
  mandatory: Set<number>,
  selective: Set<number>,
): Uint8Array[] {
  let index = 0
  return signatures.filter(() => {
    while (mandatory.has(index)) index++
    return selective.has(index++)
  })
}

/** From the labels that a verifier of the part will compute, to those that the issuer signed. */
function labelMapOf(seen: Map<string, string>, labels: Map<string, string>): Map<number, Uint8Array> {
  const entries = [...seen].map(([given, canonical]) => {
    const label = decodeMultibase(labels.get(given) ?? '') ?? new Uint8Array()
    return [Number(canonical.replace('c14n', '')), label] as const
  })
  return new Map(entries.sort(([a], [b]) => a - b))
}
