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

/** Of something that was verified for its authenticity alone: signed by its issuer (no mere holder), and in force. */
export function isProven({ assurance, format, checks }: VerificationReport): boolean {
  return (
    assurance === 'signature' &&
    format !== 'presentation' &&
    checks
      .filter(({ id, critical }) => critical && ['proof', 'issuer', 'validity'].includes(id))
      .every(({ outcome }) => outcome === 'success')
  )
}
