/**
 * The checks `proof` and `issuer`: each proof has its own answer, and whether the key is the issuer's is another. Which
 * proofs count is the policy's choice (VerificationPolicy.proofs).
 */
import { asArray, isJsonObject } from '../json.ts'
import { judgeProofs, type ProofContext, type ProofFinding, verifyDataIntegrity } from '../proof/index.ts'
import { check } from './check.ts'
import type { Examination } from './examination.ts'
import { problem } from './problem.ts'
import type { Check } from './report.ts'

export async function checkProofs(examination: Examination): Promise<Check[]> {
  if (typeof examination.received === 'string') return checkToken(examination)
  const proofs = asArray(examination.document.proof)
  if (proofs.length === 0) return checkUnsigned(examination)
  return checkEmbedded(examination)
}

async function checkEmbedded(examination: Examination): Promise<Check[]> {
  const { document, run } = examination
  const types = new Set(asArray(document.proof).map((proof) => isJsonObject(proof) && proof.type))
  examination.securing =
    types.size === 1 && types.has('DataIntegrityProof') ? 'data-integrity' : 'linked-data-proof'
  const findings = await verifyDataIntegrity(document, proofContext(examination))
  const { outcome, deciding } = judgeProofs(findings, run.policy)
  const checks = findings.map((finding) =>
    proofCheck(finding, finding === deciding || run.policy.proofs === 'all'),
  )
  if (deciding === null) return checkUnsigned(examination)
  if (outcome === 'success') believe(examination, deciding)
  else if (deciding.outcome === 'success' && isAnonymousPresentation(examination))
    believe(examination, deciding)
  return [...checks, issuerCheck(deciding, examination)]
}

/** A token is checked by what landed for it: see worker/credential/proof. */
async function checkToken(examination: Examination): Promise<Check[]> {
  examination.securing = 'vc-jwt'
  const problems = [problem('proof-type-unknown', { params: { type: 'JWT' } })]
  return [check('proof', 'indeterminate', { subject: 'proof/0', problems }), check('issuer', 'indeterminate')]
}

/** No proof is no forgery. A presentation needs none where no challenge is asked: what is in it speaks for itself. */
function checkUnsigned(examination: Examination): Check[] {
  examination.securing = 'none'
  const { challenge, domain } = examination.run.options
  if (isPresentation(examination) && examination.depth === 0) {
    if (challenge === undefined && domain === undefined)
      return [check('proof', 'skipped'), check('issuer', 'skipped')]
    return [
      check('proof', 'failure', { problems: [problem('presentation-unsigned')] }),
      check('issuer', 'skipped'),
    ]
  }
  return [
    check('proof', 'indeterminate', { problems: [problem('proof-missing')] }),
    check('issuer', 'indeterminate', { problems: [] }),
  ]
}

export function proofContext(examination: Examination): ProofContext {
  const { run, depth } = examination
  const { challenge, domain } = run.options
  const forPresentation = isPresentation(examination)
  const asked = forPresentation && depth === 0
  return {
    ...run.keys,
    now: run.now,
    policy: run.policy,
    loadContext: run.loadContext,
    purpose: forPresentation ? 'authentication' : 'assertionMethod',
    ...(asked && challenge !== undefined ? { challenge } : {}),
    ...(asked && domain !== undefined ? { domain } : {}),
  }
}

function proofCheck(finding: ProofFinding, critical: boolean): Check {
  const { subject, outcome, problems, sources, type, cryptosuite, proofPurpose } = finding
  const { verificationMethod, controller, created, expires, previousProof, key } = finding
  const facts = {
    type,
    cryptosuite,
    verificationMethod,
    controller,
    proofPurpose,
    created,
    expires,
    previousProof,
    keyType: key?.type ?? null,
    keyThumbprint: key?.thumbprint ?? null,
  }
  return check('proof', outcome, { subject, critical, problems, facts, sources })
}

function issuerCheck(deciding: ProofFinding, examination: Examination): Check {
  if (isAnonymousPresentation(examination)) return check('issuer', 'skipped')
  const { outcome, problems, id, provenDomain } = deciding.issuer
  const facts = { id, provenDomain, binding: deciding.issuerBinding }
  return check('issuer', outcome, { problems, facts })
}

function believe(examination: Examination, { issuer }: Pick<ProofFinding, 'issuer'>): void {
  examination.assurance = 'signature'
  examination.provenDomain = issuer.provenDomain
}

export function isPresentation({ format }: Examination): boolean {
  return format === 'presentation'
}

/** A presentation need not name its holder: then its proof stands for whoever holds that key. */
function isAnonymousPresentation(examination: Examination): boolean {
  return isPresentation(examination) && examination.document.holder === undefined
}
