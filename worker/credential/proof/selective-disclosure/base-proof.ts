/** Makes the base proof of ecdsa-sd-2023, which its holder keeps and derives from (vc-di-ecdsa, 3.6.1). Pure but for keys. */

import { concatBytes } from '../../bytes.ts'
import { type CanonicalForm, type CanonicalizeOptions, canonicalForm } from '../../canonicalize/index.ts'
import type { JsonObject } from '../../json.ts'
import { createSigner, generateKeyPair, type KeyPair } from '../../key/key-pair.ts'
import { decodeMultibase } from '../../key/multibase.ts'
import { jwkToMultikey } from '../../key/multikey.ts'
import { sha2 } from '../../sha2.ts'
import type { Signer } from '../signer.ts'
import { canonicalizeAndGroup } from './group.ts'
import { encodeBaseProofValue } from './proof-value.ts'

export interface BaseProofSecrets {
  /** 32 bytes. */
  hmacKey: Uint8Array
  /** P-256, made for this one proof. */
  proofKey: KeyPair
}

export interface BaseProofRequest {
  document: JsonObject
  proofOptions: JsonObject
  /** Statements that every derived credential shows. */
  mandatoryPointers: string[]
  canonicalization: CanonicalizeOptions
  /** Fresh ones where absent; given only to reproduce published examples. */
  secrets?: BaseProofSecrets
}

/** The `proofValue`. */
export async function createBaseProofValue(
  { document, proofOptions, mandatoryPointers, canonicalization, secrets }: BaseProofRequest,
  signer: Signer,
): Promise<string> {
  const { hmacKey, proofKey } = secrets ?? (await freshSecrets())
  const { nquads, groups } = await canonicalizeAndGroup(
    document,
    hmacKey,
    { mandatory: mandatoryPointers },
    canonicalization,
  )
  const isMandatory = (index: number) => groups.get('mandatory')?.indexes.has(index) === true
  const proofSigner = await createSigner({ privateKeyJwk: proofKey.privateKeyJwk, verificationMethod: '' })
  const publicKey = decodeMultibase(jwkToMultikey(proofKey.publicKeyJwk)) ?? new Uint8Array()
  const nonMandatory = nquads.filter((_, index) => !isMandatory(index))
  const signatures = await Promise.all(
    nonMandatory.map((nquad) => proofSigner.sign(new TextEncoder().encode(nquad))),
  )
  const mandatory = nquads.filter((_, index) => isMandatory(index))
  const baseSignature = await signer.sign(
    baseSignatureData(await proofConfigForm(document, proofOptions, canonicalization), publicKey, mandatory),
  )
  return encodeBaseProofValue({ baseSignature, publicKey, hmacKey, signatures, mandatoryPointers })
}

/** hash(proof options) ‖ the proof's own public key ‖ hash(mandatory statements). */
export function baseSignatureData(
  proofConfig: CanonicalForm,
  publicKey: Uint8Array,
  mandatory: string[],
): Uint8Array {
  const hash = (text: string) => sha2('SHA-256', new TextEncoder().encode(text))
  return concatBytes([hash(proofConfig.text), publicKey, hash(mandatory.join(''))])
}

export function proofConfigForm(
  document: JsonObject,
  proofOptions: JsonObject,
  canonicalization: CanonicalizeOptions,
): Promise<CanonicalForm> {
  return canonicalForm({ '@context': document['@context'] ?? [], ...proofOptions }, canonicalization)
}

async function freshSecrets(): Promise<BaseProofSecrets> {
  return { hmacKey: crypto.getRandomValues(new Uint8Array(32)), proofKey: await generateKeyPair('ES256') }
}
