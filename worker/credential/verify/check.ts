/** Makers of checks: what every check has in common is written once. Pure. */
import type { Check, CheckId, Outcome, Problem, VerificationReport } from './report.ts'

type CheckParts = Partial<Pick<Check, 'subject' | 'critical' | 'problems' | 'facts' | 'sources'>>

/** A check; critical unless said otherwise. */
export function check(id: CheckId, outcome: Outcome, parts: CheckParts = {}): Check {
  const { subject, critical = true, problems = [], facts = {}, sources = [] } = parts
  if (subject === undefined) return { id, outcome, critical, problems, facts, sources }
  return { id, subject, outcome, critical, problems, facts, sources }
}

/** `failure` with any error among the problems, else `success`. */
export function outcomeOf(problems: Problem[]): Outcome {
  return problems.some((found) => found.severity === 'error') ? 'failure' : 'success'
}

/** Of something that was looked at with the scope `in-force`: signed by its issuer (no mere holder), and still standing. */
export function isProven({ assurance, format, checks }: VerificationReport): boolean {
  return (
    assurance === 'signature' &&
    format !== 'presentation' &&
    checks
      .filter(({ id, critical }) => critical && ['proof', 'issuer', 'validity', 'status'].includes(id))
      .every(({ id, outcome }) => outcome === 'success' || (id === 'status' && outcome === 'skipped'))
  )
}
