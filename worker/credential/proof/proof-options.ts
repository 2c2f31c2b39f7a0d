/** What an embedded proof says of itself, before any key is asked: form, purpose, dates, challenge and domain. Pure. */
import type { VerificationRelationship } from '../did/resolution.ts'
import { asArray, type JsonObject, type JsonValue } from '../json.ts'
import { isDateTimeStamp, timeOf } from '../verify/date-time.ts'
import { defaultPolicy } from '../verify/policy.ts'
import { problem } from '../verify/problem.ts'
import type { Problem } from '../verify/report.ts'
import type { ProofContext } from './finding.ts'

const STRINGS = [
  'type',
  'verificationMethod',
  'proofPurpose',
  'created',
  'expires',
  'cryptosuite',
  'id',
] as const
const REQUIRED = ['type', 'verificationMethod', 'proofPurpose'] as const

export function checkProofOptions(
  proof: JsonObject,
  purpose: VerificationRelationship,
  ctx: Pick<ProofContext, 'now' | 'policy' | 'challenge' | 'domain' | 'expectedProofPurpose'>,
): Problem[] {
  const { expectedProofPurpose = purpose } = ctx
  return [
    ...checkForm(proof),
    ...[...new Set([purpose, expectedProofPurpose])].flatMap((expected) => checkPurpose(proof, expected)),
    ...checkDates(proof, ctx),
    ...checkChallenge(proof, ctx),
  ]
}

function checkForm(proof: JsonObject): Problem[] {
  const missing = REQUIRED.filter((name) => proof[name] === undefined).map((name) => `"${name}" is missing`)
  const wrong = STRINGS.filter((name) => proof[name] !== undefined && typeof proof[name] !== 'string')
  const previous = asArray<JsonValue>(proof.previousProof).every((id) => typeof id === 'string')
  // A nested node could state the proof's own `expires` where nobody reads it.
  const nested = Object.keys(proof).filter(
    (name) => name !== '@context' && asArray<JsonValue>(proof[name]).some((item) => typeof item === 'object'),
  )
  const details = [
    ...missing,
    ...wrong.map((name) => `"${name}" is no text`),
    ...(previous ? [] : ['"previousProof" is no list of ids']),
    ...nested.map((name) => `"${name}" is not flat`),
  ]
  return details.map((detail) => problem('proof-malformed', { params: { detail } }))
}

function checkPurpose({ proofPurpose }: JsonObject, expected: string): Problem[] {
  if (typeof proofPurpose !== 'string' || proofPurpose === expected) return []
  return [problem('proof-purpose-mismatch', { params: { found: proofPurpose, expected } })]
}

function checkDates(
  { type, created, expires }: JsonObject,
  { now, policy }: Pick<ProofContext, 'now' | 'policy'>,
): Problem[] {
  const skew = (policy?.clockSkewSeconds ?? defaultPolicy.clockSkewSeconds) * 1000
  const isReadable =
    type === 'DataIntegrityProof' ? isDateTimeStamp : (value: unknown) => !Number.isNaN(timeOf(value))
  const unreadable = [created, expires].filter((date) => typeof date === 'string' && !isReadable(date))
  const problems = unreadable.map((value) =>
    problem('proof-date-malformed', { params: { value: String(value) } }),
  )
  if (timeOf(created) > now.getTime() + skew) {
    problems.push(problem('proof-created-in-future', { params: { created: String(created) } }))
  }
  if (timeOf(expires) < now.getTime() - skew) {
    problems.push(problem('proof-expired', { params: { expires: String(expires) } }))
  }
  return problems
}

/** What was asked for must be answered; what was not asked for is left alone. */
function checkChallenge(
  proof: JsonObject,
  { challenge, domain }: Pick<ProofContext, 'challenge' | 'domain'>,
): Problem[] {
  const domains = asArray<JsonValue>(proof.domain)
  return [
    ...(challenge !== undefined && proof.challenge !== challenge
      ? [problem('proof-challenge-mismatch')]
      : []),
    ...(domain !== undefined && !domains.includes(domain) ? [problem('proof-domain-mismatch')] : []),
  ]
}

/** Members of the proof for a finding, as far as they are what they should be. */
export function textOf(proof: JsonObject, name: string): string | null {
  const value = proof[name]
  return typeof value === 'string' ? value : null
}
