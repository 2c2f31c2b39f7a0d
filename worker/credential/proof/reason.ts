/** A problem with what it does to the outcome of a proof. Pure. */
import type { Problem } from '../verify/report.ts'
import type { ProofFinding } from './finding.ts'

export interface Reason {
  /** success: a warning. */
  outcome: ProofFinding['outcome']
  problem: Problem
}

/** Errors among the problems count as failures. */
export function asReasons(problems: Problem[]): Reason[] {
  return problems.map((problem) => ({
    outcome: problem.severity === 'error' ? 'failure' : 'success',
    problem,
  }))
}

export function outcomeOf(reasons: Reason[]): ProofFinding['outcome'] {
  if (reasons.some(({ outcome }) => outcome === 'failure')) return 'failure'
  return reasons.some(({ outcome }) => outcome === 'indeterminate') ? 'indeterminate' : 'success'
}
