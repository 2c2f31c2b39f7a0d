/** Whether a key may make this proof: listed for the purpose, not revoked, not ended before. Pure. */
import type { ResolvedMethod, VerificationRelationship } from '../did/resolution.ts'
import { problem } from '../verify/problem.ts'
import type { Problem } from '../verify/report.ts'

/**
 * A bare key at a URL is listed nowhere: whether it is the issuer's is the other question. A key that ended after the
 * proof says it was made is reported as a warning; a revoked one never serves again, since a thief may write any date.
 */
export function checkAuthority(
  { method, relationships, provenBy }: ResolvedMethod,
  purpose: VerificationRelationship,
  created: string | null,
  now: Date,
): Problem[] {
  const { id, expires, revoked } = method
  const problems: Problem[] = []
  if (provenBy === 'controller-document' && !relationships.includes(purpose)) {
    problems.push(problem('verification-method-not-authorized', { params: { id, purpose } }))
  }
  if (revoked !== null && !(Date.parse(revoked) > now.getTime())) {
    problems.push(problem('verification-method-revoked', { params: { id, revoked } }))
  }
  if (expires !== null && !(Date.parse(expires) > now.getTime())) {
    const wasAlive = created !== null && Date.parse(created) <= Date.parse(expires)
    problems.push(
      wasAlive
        ? problem('verification-method-retired', { severity: 'warning', params: { id, expires } })
        : problem('verification-method-expired', { params: { id, expires } }),
    )
  }
  return problems
}
