/**
 * From checks to the one answer: verdict, state and assurance. Pure; nothing else decides these.
 * Fail closed: what was not shown to be good is never 'valid'.
 */
import type { Assurance, Check, Verdict, VerificationState } from './report.ts'

/** Any critical failure makes it invalid; any critical gap, or nothing that vouches for it, leaves it open. */
export function verdictOf(checks: readonly Check[], assurance: Assurance): Verdict {
  const critical = checks.filter((check) => check.critical)
  if (critical.some((check) => check.outcome === 'failure')) return 'invalid'
  if (critical.length === 0 || critical.some((check) => check.outcome === 'indeterminate'))
    return 'indeterminate'
  return assurance === 'signature' || assurance === 'host' ? 'valid' : 'indeterminate'
}

/** States of failed checks, the one to tell first: what cannot be believed comes before what it says of itself. */
const FAILURES: [VerificationState, (check: Check) => boolean][] = [
  ['malformed', (check) => check.id === 'parse'],
  ['tampered', (check) => check.id === 'proof' || check.id === 'related-resource'],
  ['issuer-mismatch', (check) => check.id === 'issuer'],
  ['malformed', (check) => check.id === 'structure'],
  ['revoked', (check) => check.id === 'status' && !has(check, 'suspended')],
  ['suspended', (check) => check.id === 'status'],
  ['expired', (check) => check.id === 'validity' && has(check, 'expired')],
  ['not-yet-valid', (check) => check.id === 'validity' && has(check, 'not-yet-valid')],
  ['malformed', (check) => check.id === 'validity' || check.id === 'schema'],
  ['recipient-mismatch', (check) => check.id === 'recipient'],
]

/** Codes of a proof that we cannot check because we do not know its kind, whatever the issuer does. */
const UNSUPPORTED = new Set([
  'format-unsupported',
  'cryptosuite-unknown',
  'proof-type-unknown',
  'algorithm-unknown',
])

/** `nested` are the states of the credentials inside, told when nothing outside is wrong. */
export function stateOf(
  checks: readonly Check[],
  assurance: Assurance,
  nested: readonly VerificationState[] = [],
): VerificationState {
  const verdict = verdictOf(checks, assurance)
  if (verdict === 'valid') return 'valid'
  if (verdict === 'invalid') return invalidState(checks, nested)
  return openState(checks, nested)
}

function invalidState(checks: readonly Check[], nested: readonly VerificationState[]): VerificationState {
  const failed = checks.filter((check) => check.critical && check.outcome === 'failure')
  for (const [state, matches] of FAILURES) if (failed.some(matches)) return state
  return nested.find((state) => INVALID_STATES.has(state)) ?? 'malformed'
}

function openState(checks: readonly Check[], nested: readonly VerificationState[]): VerificationState {
  const open = checks.filter((check) => check.critical && check.outcome === 'indeterminate')
  if (open.some((check) => check.problems.some((problem) => UNSUPPORTED.has(problem.code))))
    return 'unsupported'
  if (open.some((check) => has(check, 'proof-missing'))) return 'unsigned'
  if (open.some((check) => check.id === 'issuer')) return 'unknown-issuer'
  if (open.length === 0) return 'unsigned'
  if (open.every((check) => check.id === 'nested')) {
    return nested.find((state) => state !== 'valid') ?? 'not-checked'
  }
  return 'not-checked'
}

const INVALID_STATES: ReadonlySet<VerificationState> = new Set([
  'tampered',
  'issuer-mismatch',
  'malformed',
  'revoked',
  'suspended',
  'expired',
  'not-yet-valid',
  'recipient-mismatch',
])

function has(check: Check, code: string): boolean {
  return check.problems.some((problem) => problem.code === code)
}
