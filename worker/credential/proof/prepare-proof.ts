/**
 * Turns a document and one of its proofs into something that a key can be held against. Pure. Everything that can be
 * found wrong without the key is found here, so that an unreachable issuer does not hide a malformed credential.
 */
import { concatBytes } from '../bytes.ts'
import { CanonicalizationError, type CanonicalizeOptions } from '../canonicalize/index.ts'
import type { Quad } from '../canonicalize/n-quads.ts'
import { asArray, type JsonObject, type JsonValue } from '../json.ts'
import { fitsAlgorithm, type VerificationAlgorithm } from '../key/algorithms.ts'
import { decodeMultibase } from '../key/multibase.ts'
import { verifySignature } from '../key/verify-signature.ts'
import type { DetailWord } from '../messages/words.ts'
import { problem } from '../verify/problem.ts'
import type { Problem } from '../verify/report.ts'
import type { Verifiable } from './check-signature.ts'
import type { Cryptosuite } from './cryptosuites.ts'
import { parseDetachedJws } from './detached-jws.ts'
import { canonicalForms, hashForms, hashingOf } from './hash-data.ts'
import { asReasons, type Reason } from './reason.ts'

export interface PreparedProof extends Verifiable {
  ok: true
  /** Apart, so that it can be looked for while the signature is being checked. */
  findMisread(): Promise<Reason[]>
}

export interface UnfitProof {
  ok: false
  outcome: 'failure' | 'indeterminate'
  problem: Problem
}

export async function prepareProof(
  document: JsonObject,
  proof: JsonObject,
  suite: Cryptosuite,
  canonicalization: CanonicalizeOptions,
): Promise<PreparedProof | UnfitProof> {
  try {
    if (suite.name === 'ecdsa-sd-2023') return await prepareDerived(document, proof, canonicalization)
    return await prepareWhole(document, proof, suite, canonicalization)
  } catch (error) {
    if (error instanceof CanonicalizationError) return notCanonical(error)
    throw error
  }
}

async function prepareDerived(
  document: JsonObject,
  proof: JsonObject,
  canonicalization: CanonicalizeOptions,
): Promise<PreparedProof | UnfitProof> {
  // Loaded when first needed: with its CBOR it is a tenth of the browser's verifier.
  const { isBaseProofValue, prepareDerivedProof } = await import(
    './selective-disclosure/prepare-derived-proof.ts'
  )
  if (isBaseProofValue(proof.proofValue)) {
    return { ok: false, outcome: 'failure', problem: problem('base-proof-not-disclosed') }
  }
  const prepared = await prepareDerivedProof(document, proof, canonicalization)
  if (!prepared.ok) return malformed(prepared.detail)
  const { proofValue: _value, ...options } = proof
  const findMisread = () => misread([document, prepared.statements], [options, prepared.proofStatements])
  return { ok: true, ...prepared.verifiable, findMisread }
}

async function prepareWhole(
  document: JsonObject,
  proof: JsonObject,
  suite: Cryptosuite,
  canonicalization: CanonicalizeOptions,
): Promise<PreparedProof | UnfitProof> {
  const signed = readSignature(proof, suite)
  if (signed === undefined) return malformed(`"${suite.encoding}" holds no signature`)
  const { proofValue: _value, jws: _jws, ...options } = proof
  const context = suite.transformation === 'jcs' ? options['@context'] : undefined
  if (context !== undefined && !startsWith(document['@context'], context)) {
    return { ok: false, outcome: 'failure', problem: problem('proof-context-mismatch') }
  }
  const secured = context === undefined ? document : { ...document, '@context': context }
  const algorithm = signed.algorithm ?? algorithmBySize(suite, signed.signature)
  const hashing = hashingOf(suite, algorithm)
  const forms = await canonicalForms(secured, options, suite, hashing, canonicalization)
  return {
    ok: true,
    findMisread: async () =>
      suite.transformation === 'jcs'
        ? []
        : misread([document, forms.document.quads], [options, forms.proofOptions.quads]),
    accepts: (publicKey) => suite.algorithms.includes(algorithm) && fitsAlgorithm(publicKey, algorithm),
    verify: async (publicKey) => {
      const data = concatBytes([signed.prefix, hashForms(forms, hashing)])
      return verifySignature(algorithm, publicKey, signed.signature, data)
    },
  }
}

/** Hashes depend on the curve, and are made before the key is known: a P-384 signature tells by its 96 bytes. */
function algorithmBySize({ algorithms }: Cryptosuite, signature: Uint8Array): VerificationAlgorithm {
  const [first = 'EdDSA'] = algorithms
  return algorithms.includes('ES384') && signature.length === 96 ? 'ES384' : first
}

interface ReadSignature {
  signature: Uint8Array
  /** Bytes before the hashes in what was signed. */
  prefix: Uint8Array
  algorithm?: VerificationAlgorithm
}

/** Whole-document suites write base58btc (`z`); an Ed25519Signature2018 may also carry its JWS only. */
function readSignature(
  { proofValue, jws }: JsonObject,
  { encoding }: Cryptosuite,
): ReadSignature | undefined {
  if (encoding === 'jws') return typeof jws === 'string' ? parseDetachedJws(jws) : undefined
  if (typeof proofValue !== 'string' || !proofValue.startsWith('z')) return undefined
  const signature = decodeMultibase(proofValue)
  return signature === undefined ? undefined : { signature, prefix: new Uint8Array() }
}

/** JCS suites let a holder add contexts behind those that were signed, never change or reorder them. */
function startsWith(documentContext: JsonValue | undefined, proofContext: JsonValue): boolean {
  const whole = asArray<JsonValue>(documentContext)
  return asArray<JsonValue>(proofContext).every(
    (entry, i) => JSON.stringify(entry) === JSON.stringify(whole[i]),
  )
}

function notCanonical({ code, detail }: CanonicalizationError): UnfitProof {
  switch (code) {
    case 'undefined-term':
      return failure(code, { term: detail })
    case 'invalid-json-ld':
      return failure(code, { detail })
    case 'unknown-context':
    case 'context-differs':
      return { ok: false, outcome: 'indeterminate', problem: problem(code, { params: { url: detail } }) }
    case 'work-limit':
      return { ok: false, outcome: 'indeterminate', problem: problem('canonicalization-work-limit') }
  }
}

/** What tokens and JCS need not is loaded when an RDF-based proof comes. */
async function misread(...signed: [JsonObject, Quad[]][]): Promise<Reason[]> {
  const { findMisreadTerm } = await import('./misread-terms.ts')
  return signed.flatMap(([source, statements]) => {
    try {
      const found = findMisreadTerm(source, statements)
      if (found === undefined) return []
      const told = problem(found.code, { params: { term: found.term } })
      return found.isOpen ? [{ outcome: 'indeterminate' as const, problem: told }] : asReasons([told])
    } catch (error) {
      if (error instanceof CanonicalizationError) return [notCanonical(error)]
      throw error
    }
  })
}

function malformed(detail: DetailWord): UnfitProof {
  return failure('proof-malformed', { detail })
}

function failure(
  code: 'proof-malformed' | 'undefined-term' | 'invalid-json-ld',
  params: Record<string, string>,
): UnfitProof {
  return { ok: false, outcome: 'failure', problem: problem(code, { params }) }
}
