/**
 * The checks `proof` and `issuer`: each proof has its own answer, and whether the key is the issuer's is another. Which
 * proofs count is the policy's choice (VerificationPolicy.proofs).
 */
import { asArray, isJsonObject } from '../json.ts'
import {
  type JwtFinding,
  judgeProofs,
  type ProofContext,
  type ProofFinding,
  verifyDataIntegrity,
  verifyJwt,
} from '../proof/index.ts'
import { check } from './check.ts'
import { issuerIdOf } from './controller-id.ts'
import type { Examination } from './examination.ts'
import { problem } from './problem.ts'
import type { Check } from './report.ts'

export async function checkProofs(examination: Examination): Promise<Check[]> {
  if (typeof examination.received === 'string') return checkToken(examination, examination.received)
  const proofs = asArray(examination.document.proof)
  if (proofs.length === 0) return checkVouchedFor(examination) ?? checkUnsigned(examination)
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

/** What the token's claims say, merged by the rules of its form, is the credential that the later checks judge. */
async function checkToken(examination: Examination, token: string): Promise<Check[]> {
  const { header, claims: payload } = examination
  const read = header !== null && payload !== null ? { header, payload } : undefined
  const finding = await verifyJwt(token, proofContext(examination), read)
  examination.securing = finding.form === 'vc-jose' ? 'vc-jose' : 'vc-jwt'
  if (finding.credential !== null) {
    examination.document = finding.credential
    examination.claims = null
  }
  // Judged as the kind that it was recognised as, or not at all.
  const isOfKind = (finding.kind === 'presentation') === isPresentation(examination)
  const good = finding.outcome === 'success' && isOfKind
  if (good && (finding.issuer.outcome === 'success' || isAnonymousPresentation(examination)))
    believe(examination, finding)
  const { subject, outcome, problems, sources } = finding
  const facts = { form: finding.form, ...keyFacts(finding) }
  return [check('proof', outcome, { subject, problems, facts, sources }), issuerCheck(finding, examination)]
}

/**
 * Self-asserted (VCDM 2.0, section 4.13.4): what proved the presentation to be its holder's proves this to be its issuer's,
 * who is the same. Judged by the credential that was read, not by a wrapper around it; no presentation is proven so.
 */
function checkVouchedFor(examination: Examination): Check[] | null {
  const { vouchedFor, document } = examination
  if (vouchedFor === null || isPresentation(examination)) return null
  if (vouchedFor.holder !== issuerIdOf(document)) return null
  examination.securing = 'presentation'
  examination.assurance = 'signature'
  examination.provenDomain = vouchedFor.provenDomain
  const facts = { binding: 'holder' }
  return [
    check('proof', 'success', { facts: { form: 'presentation' } }),
    check('issuer', 'success', { facts }),
  ]
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
  const { challenge, domain, expectedProofPurpose } = run.options
  const forPresentation = isPresentation(examination)
  const asked = depth === 0
  return {
    ...run.keys,
    now: run.now,
    policy: run.policy,
    loadContext: run.loadContext,
    purpose: forPresentation ? 'authentication' : 'assertionMethod',
    ...(asked && challenge !== undefined ? { challenge } : {}),
    ...(asked && domain !== undefined ? { domain } : {}),
    ...(asked && expectedProofPurpose !== undefined ? { expectedProofPurpose } : {}),
  }
}

function proofCheck(finding: ProofFinding, critical: boolean): Check {
  const { subject, outcome, problems, sources, type, proofPurpose, expires, previousProof } = finding
  const facts = { type, proofPurpose, expires, previousProof, ...keyFacts(finding) }
  return check('proof', outcome, { subject, critical, problems, facts, sources })
}

function keyFacts({ cryptosuite, verificationMethod, controller, created, key }: ProofFinding | JwtFinding) {
  const keyThumbprint = key?.thumbprint ?? null
  return { cryptosuite, verificationMethod, controller, created, keyType: key?.type ?? null, keyThumbprint }
}

function issuerCheck(deciding: ProofFinding | JwtFinding, examination: Examination): Check {
  if (isAnonymousPresentation(examination)) return check('issuer', 'skipped')
  const { outcome, problems, id, provenDomain } = deciding.issuer
  const facts = { id, provenDomain, binding: deciding.issuerBinding }
  return check('issuer', outcome, { problems, facts })
}

function believe(examination: Examination, { issuer }: Pick<ProofFinding, 'issuer'>): void {
  examination.assurance = 'signature'
  examination.provenDomain = issuer.provenDomain
}

function isPresentation({ format }: Examination): boolean {
  return format === 'presentation'
}

/** A presentation need not name its holder: then its proof stands for whoever holds that key. */
function isAnonymousPresentation(examination: Examination): boolean {
  return isPresentation(examination) && examination.document.holder === undefined
}
