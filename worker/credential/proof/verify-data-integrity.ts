/**
 * Checks every embedded proof of a document (VC Data Integrity 1.0, sections 4.4 and 4.5; the cryptosuites' own
 * documents): one finding a proof, in the order of the set. I/O only through the context's ports. Never throws for what
 * the document says.
 */
import { withSoleMethod } from '../did/did-url.ts'
import { asArray, isJsonObject, type JsonObject, type JsonValue } from '../json.ts'
import { problem } from '../verify/problem.ts'
import { checkPreviousProofs, previousProofIds, withPreviousProofs } from './chain.ts'
import { type CheckedSignature, checkSignature, notChecked } from './check-signature.ts'
import { type Cryptosuite, cryptosuiteOf } from './cryptosuites.ts'
import type { ProofContext, ProofFinding } from './finding.ts'
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
    const reasons = asReasons([problem('too-many-proofs', { params })])
    return [findingOf({}, 0, reasons, notChecked(issuerOf(document, ctx)))]
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
    return findingOf({}, index, asReasons([malformed]), notChecked(issuerId))
  }
  const suite = cryptosuiteOf(proof)
  const says = () => asReasons(checkProofOptions(proof, ctx.purpose ?? 'assertionMethod', ctx))
  if (suite === undefined)
    return findingOf(proof, index, [...says(), unknownSuite(proof)], notChecked(issuerId))
  const [prepared, resolved] = await Promise.all([
    prepare(unsecured, proof, proofs, suite, ctx),
    resolveMethod(proof, suite, ctx),
  ])
  const verifiable = prepared.ok ? prepared : undefined
  const created = textOf(proof, 'created')
  const checking = checkSignature({ verifiable, resolved, issuerId, created }, ctx)
  // Where the runtime checks signatures on another thread, this one goes on meanwhile.
  const said = says()
  const unfit = prepared.ok ? await prepared.findMisread() : [prepared]
  const checked = await checking
  return findingOf(proof, index, [...said, ...unfit, ...checked.reasons], checked)
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

/** What the proof says of itself, and what was found of its key. */
function findingOf(
  proof: JsonObject,
  index: number,
  reasons: Reason[],
  { controller, key, issuerBinding, issuer, sources }: CheckedSignature,
): ProofFinding {
  return {
    subject: `proof/${index}`,
    outcome: outcomeOf(reasons),
    problems: reasons.map((reason) => reason.problem),
    id: textOf(proof, 'id'),
    type: textOf(proof, 'type'),
    cryptosuite: textOf(proof, 'cryptosuite') ?? textOf(proof, 'type'),
    proofPurpose: textOf(proof, 'proofPurpose'),
    verificationMethod: textOf(proof, 'verificationMethod'),
    controller,
    created: textOf(proof, 'created'),
    expires: textOf(proof, 'expires'),
    previousProof: previousProofIds(proof),
    key,
    issuerBinding,
    issuer,
    sources,
  }
}
