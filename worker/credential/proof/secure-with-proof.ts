/** Adds an embedded proof to a document (VC Data Integrity 1.0, section 4.2). Pure but for the signer. */
import type { CanonicalizeOptions } from '../canonicalize/index.ts'
import type { VerificationRelationship } from '../did/resolution.ts'
import { asArray, isJsonObject, type JsonObject, type JsonValue } from '../json.ts'
import { encodeMultibase } from '../key/multibase.ts'
import { CRYPTOSUITES, type Cryptosuite, type CryptosuiteName } from './cryptosuites.ts'
import { signDetachedJws } from './detached-jws.ts'
import { canonicalForms, hashForms, hashingOf } from './hash-data.ts'
import { SecuringError } from './securing-error.ts'
import type { Signer } from './signer.ts'

export interface SecureWithProofOptions extends CanonicalizeOptions {
  created: Date
  /** By the signer's key where absent: `eddsa-rdfc-2022`, or `ecdsa-rdfc-2019`. */
  cryptosuite?: CryptosuiteName
  /** `assertionMethod` where absent; presentations are made for `authentication`. */
  proofPurpose?: VerificationRelationship
  expires?: Date
  challenge?: string
  domain?: string
  /** Id of the new proof, so that others can build on it. */
  id?: string
  /** Ids of proofs in the document that the new one builds on (a chain). */
  previousProof?: string[]
  /** JSON Pointers that a holder can never leave out (ecdsa-sd-2023). */
  mandatoryPointers?: string[]
}

/** Without its issuer a credential is nothing. */
const DEFAULT_MANDATORY_POINTERS = ['/issuer']

/**
 * A copy of `document` with the proof at the end of its set; the contexts gain the suite's own where nothing defines its
 * terms. Throws CanonicalizationError for what cannot be signed safely, and SecuringError.
 */
export async function secureWithProof(
  document: JsonObject,
  signer: Signer,
  options: SecureWithProofOptions,
): Promise<JsonObject> {
  const suite = suiteFor(signer, options.cryptosuite)
  const { proof: existing, ...unsecured } = withSuiteContext(document, suite)
  const proofs = asArray<JsonValue>(existing).filter(isJsonObject)
  const toSign = withPreviousProofs(unsecured, proofs, options.previousProof ?? [])
  const proofOptions = buildProofOptions(unsecured, suite, signer, options)
  const proof = await sign(toSign, proofOptions, suite, signer, options)
  return { ...unsecured, proof: [...proofs, proof] }
}

function suiteFor(signer: Signer, requested: CryptosuiteName | undefined): Cryptosuite {
  const name = requested ?? (signer.algorithm === 'EdDSA' ? 'eddsa-rdfc-2022' : 'ecdsa-rdfc-2019')
  const suite = CRYPTOSUITES[name]
  if (!suite.algorithms.includes(signer.algorithm)) {
    throw new SecuringError('key-does-not-fit', `${signer.algorithm} with ${name}`)
  }
  return suite
}

/** Credentials of VC Data Model 2.0 define the terms of a DataIntegrityProof themselves. Plain JSON without any context stays so. */
function withSuiteContext(document: JsonObject, suite: Cryptosuite): JsonObject {
  if (suite.transformation === 'jcs' && document['@context'] === undefined) return document
  const contexts = asArray<JsonValue>(document['@context'])
  const definesDataIntegrity = [
    'https://www.w3.org/ns/credentials/v2',
    'https://w3id.org/security/data-integrity/v1',
    'https://w3id.org/security/data-integrity/v2',
  ]
  const defines = suite.proofType === 'DataIntegrityProof' ? definesDataIntegrity : [suite.context]
  if (suite.name === 'Ed25519Signature2018') defines.push('https://www.w3.org/2018/credentials/v1')
  if (contexts.some((context) => typeof context === 'string' && defines.includes(context))) return document
  return { ...document, '@context': [...contexts, suite.context] }
}

function withPreviousProofs(unsecured: JsonObject, proofs: JsonObject[], ids: string[]): JsonObject {
  if (ids.length === 0) return unsecured
  const previous = ids.map((id) => {
    const found = proofs.find((proof) => proof.id === id)
    if (found === undefined) throw new SecuringError('previous-proof-missing', id)
    return found
  })
  return { ...unsecured, proof: previous }
}

function buildProofOptions(
  unsecured: JsonObject,
  suite: Cryptosuite,
  signer: Signer,
  { id, created, expires, proofPurpose, challenge, domain, previousProof }: SecureWithProofOptions,
): JsonObject {
  const context = unsecured['@context']
  return {
    ...(id === undefined ? {} : { id }),
    type: suite.proofType,
    ...(suite.proofType === 'DataIntegrityProof' ? { cryptosuite: suite.name } : {}),
    created: isoSeconds(created),
    ...(expires === undefined ? {} : { expires: isoSeconds(expires) }),
    verificationMethod: signer.verificationMethod,
    proofPurpose: proofPurpose ?? 'assertionMethod',
    ...(domain === undefined ? {} : { domain }),
    ...(challenge === undefined ? {} : { challenge }),
    ...(previousProof?.length
      ? { previousProof: previousProof.length > 1 ? previousProof : (previousProof[0] as string) }
      : {}),
    ...(suite.transformation === 'jcs' && context !== undefined ? { '@context': context } : {}),
  }
}

async function sign(
  document: JsonObject,
  proofOptions: JsonObject,
  suite: Cryptosuite,
  signer: Signer,
  options: SecureWithProofOptions,
): Promise<JsonObject> {
  const canonicalization = options.loadContext === undefined ? {} : { loadContext: options.loadContext }
  if (suite.name === 'ecdsa-sd-2023') {
    const { createBaseProofValue } = await import('./selective-disclosure/base-proof.ts')
    const mandatoryPointers = options.mandatoryPointers ?? DEFAULT_MANDATORY_POINTERS
    const request = { document, proofOptions, mandatoryPointers, canonicalization }
    return { ...proofOptions, proofValue: await createBaseProofValue(request, signer) }
  }
  const hashing = hashingOf(suite, signer.algorithm)
  const forms = await canonicalForms(document, proofOptions, suite, hashing, canonicalization)
  const bytes = hashForms(forms, hashing)
  if (suite.encoding === 'jws') {
    return { ...proofOptions, jws: await signDetachedJws(signer.algorithm, bytes, signer.sign) }
  }
  return { ...proofOptions, proofValue: encodeMultibase(await signer.sign(bytes)) }
}

/** To the second, as the specifications' own examples are. */
function isoSeconds(date: Date): string {
  return `${date.toISOString().slice(0, -'.000Z'.length)}Z`
}
