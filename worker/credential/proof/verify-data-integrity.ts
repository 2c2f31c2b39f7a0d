/**
 * Checks every embedded proof of a document (VC Data Integrity 1.0, sections 4.4 and 4.5; the cryptosuites' own
 * documents): one finding a proof, in the order of the set. I/O only through the context's ports. Never throws for what
 * the document says.
 */
import { withSoleMethod } from '../did/did-url.ts'
import { asArray, isJsonObject, type JsonObject, type JsonValue } from '../json.ts'
import { problem } from '../verify/problem.ts'
import { checkPreviousProofs, previousProofIds, withPreviousProofs } from './chain.ts'
import { checkSignature } from './check-signature.ts'
import { type Cryptosuite, cryptosuiteOf } from './cryptosuites.ts'
import type { ProofContext, ProofFinding } from './finding.ts'
import { noBinding } from './issuer-binding.ts'
import { prepareProof } from './prepare-proof.ts'
import { checkProofOptions, textOf } from './proof-options.ts'
import { asReasons, outcomeOf, type Reason } from './reason.ts'

const MAX_PROOFS = 16

/** No finding for a document without `proof`: whether that is allowed is the caller's question. */
export async function verifyDataIntegrity(document: JsonObject, ctx: ProofContext): Promise<ProofFinding[]> {
  const { proof, ...unsecured } = document
  const proofs = asArray<JsonValue>(proof)
  if (proofs.length > MAX_PROOFS) {
    const params = { count: proofs.length, limit: MAX_PROOFS }
    return [findingOf({}, 0, issuerOf(document, ctx), asReasons([problem('too-many-proofs', { params })]))]
  }
  const findings = await Promise.all(proofs.map((_, index) => verifyProof(unsecured, proofs, index, ctx)))
  return checkPreviousProofs(findings)
}

async function verifyProof(
  unsecured: JsonObject,
  proofs: JsonValue[],
  index: number,
  ctx: ProofContext,
): Promise<ProofFinding> {
  const proof = proofs[index] ?? null
  const issuerId = issuerOf(unsecured, ctx)
  if (!isJsonObject(proof)) {
    const malformed = problem('proof-malformed', { params: { detail: 'it is no object' } })
    return findingOf({}, index, issuerId, asReasons([malformed]))
  }
  const said = asReasons(checkProofOptions(proof, ctx.purpose ?? 'assertionMethod', ctx))
  const suite = cryptosuiteOf(proof)
  if (suite === undefined) return findingOf(proof, index, issuerId, [...said, unknownSuite(proof)])
  const [prepared, resolved] = await Promise.all([
    prepare(unsecured, proof, proofs, suite, ctx),
    resolveMethod(proof, suite, ctx),
  ])
  const verifiable = prepared.ok ? prepared : undefined
  const created = textOf(proof, 'created')
  const { reasons, ...checked } = await checkSignature({ verifiable, resolved, issuerId, created }, ctx)
  const unfit = prepared.ok ? [] : [{ outcome: prepared.outcome, problem: prepared.problem }]
  return { ...findingOf(proof, index, issuerId, [...said, ...unfit, ...reasons]), ...checked }
}

/** Older suites are often found with a did:key or did:jwk alone, which has just one method. */
function resolveMethod({ verificationMethod: id }: JsonObject, suite: Cryptosuite, ctx: ProofContext) {
  if (typeof id !== 'string') return undefined
  return ctx.resolveVerificationMethod(suite.proofType === 'DataIntegrityProof' ? id : withSoleMethod(id))
}

async function prepare(
  unsecured: JsonObject,
  proof: JsonObject,
  proofs: JsonValue[],
  suite: Cryptosuite,
  { loadContext }: ProofContext,
) {
  const signed = withPreviousProofs(unsecured, proof, proofs)
  if (!signed.ok) return { ok: false as const, outcome: 'failure' as const, problem: signed.problem }
  return prepareProof(signed.document, proof, suite, loadContext === undefined ? {} : { loadContext })
}

/** A suite that is not known here may be a good one: the answer stays open. */
function unknownSuite({ type, cryptosuite }: JsonObject): Reason {
  const unknown =
    type === 'DataIntegrityProof'
      ? problem('cryptosuite-unknown', { params: { cryptosuite: String(cryptosuite) } })
      : problem('proof-type-unknown', { params: { type: String(type) } })
  return { outcome: 'indeterminate', problem: unknown }
}

/** The one who must have signed: the holder of a presentation, whatever issuer it names; else the issuer. */
function issuerOf({ issuer, holder }: JsonObject, { purpose }: ProofContext): string | null {
  const controller = (purpose === 'authentication' ? holder : issuer) ?? null
  const id = isJsonObject(controller) ? controller.id : controller
  return typeof id === 'string' ? id : null
}

/** What the proof says of itself; the key's part is as if none had been found. */
function findingOf(
  proof: JsonObject,
  index: number,
  issuerId: string | null,
  reasons: Reason[],
): ProofFinding {
  const { issuerBinding, issuer } = noBinding(issuerId)
  return {
    subject: `proof/${index}`,
    outcome: outcomeOf(reasons),
    problems: reasons.map((reason) => reason.problem),
    id: textOf(proof, 'id'),
    type: textOf(proof, 'type'),
    cryptosuite: textOf(proof, 'cryptosuite') ?? textOf(proof, 'type'),
    proofPurpose: textOf(proof, 'proofPurpose'),
    verificationMethod: textOf(proof, 'verificationMethod'),
    controller: null,
    created: textOf(proof, 'created'),
    expires: textOf(proof, 'expires'),
    previousProof: previousProofIds(proof),
    key: null,
    issuerBinding,
    issuer,
    sources: [],
  }
}
