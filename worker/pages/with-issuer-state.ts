/**
 * A published status list may lag a little behind its issuer. On the issuer's own deployment the page already knows of a
 * revocation: the verdict then gets stricter, never milder. Pure.
 */
import { problem } from '../credential/verify/problem.ts'
import type { VerificationReport } from '../credential/verify/report.ts'

export function withIssuerState(
  report: VerificationReport,
  state: 'active' | 'suspended' | 'revoked',
): VerificationReport {
  if (state === 'active' || report.verdict !== 'valid') return report
  return {
    ...report,
    verdict: 'invalid',
    state,
    checks: report.checks.map((check) =>
      check.id === 'status'
        ? { ...check, outcome: 'failure', problems: [...check.problems, problem(state)] }
        : check,
    ),
  }
}
