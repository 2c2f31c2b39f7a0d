/** Judges several proofs together, by the verifier's policy. A chain must hold whole under each. Pure. */

import { defaultPolicy, type VerificationPolicy } from '../verify/policy.ts'
import type { Outcome } from '../verify/report.ts'
import type { ProofFinding } from './finding.ts'

export interface ProofsJudgement {
  outcome: Extract<Outcome, 'success' | 'failure' | 'indeterminate'>
  /** The proof that carries the verdict: the best one that the issuer's key made, else the best one. */
  deciding: ProofFinding | null
}

/**
 * `one-of-issuer`: the best proof decides; others may fail, and are still reported. `all`: each must be good, and one of
 * them the issuer's. No proof at all is `indeterminate`: unsigned is not forged.
 */
export function judgeProofs(
  findings: ProofFinding[],
  { proofs }: Pick<VerificationPolicy, 'proofs'> = defaultPolicy,
): ProofsJudgement {
  const ranked = [...findings].sort((a, b) => rank(a) - rank(b))
  const deciding = ranked[0] ?? null
  if (deciding === null) return { outcome: 'indeterminate', deciding }
  const judged =
    proofs === 'all'
      ? [bothOutcomes(deciding), ...findings.map(({ outcome }) => outcome)]
      : [bothOutcomes(deciding)]
  return { outcome: worst(judged), deciding }
}

function bothOutcomes(finding: ProofFinding): ProofsJudgement['outcome'] {
  return worst([finding.outcome, finding.issuer.outcome])
}

const ORDER = ['success', 'indeterminate', 'failure'] as const

function rank(finding: ProofFinding): number {
  return (
    ORDER.indexOf(bothOutcomes(finding)) * 10 +
    ORDER.indexOf(finding.outcome) * 3 +
    ORDER.indexOf(finding.issuer.outcome)
  )
}

function worst(outcomes: ProofsJudgement['outcome'][]): ProofsJudgement['outcome'] {
  return [...ORDER].reverse().find((outcome) => outcomes.includes(outcome)) ?? 'failure'
}
