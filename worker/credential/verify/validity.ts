/** The check `validity`: now within the period, a tolerated clock difference at both ends. Pure. */
import { isJsonObject, type JsonObject } from '../json.ts'
import { check, outcomeOf } from './check.ts'
import { timeOf } from './date-time.ts'
import type { VerificationPolicy } from './policy.ts'
import { problem } from './problem.ts'
import type { Check, Problem } from './report.ts'

export interface ValidityPeriod {
  /** ISO 8601 as received. */
  validFrom: string | null
  validUntil: string | null
}

/** `claims` are a token's: `exp` and `nbf` count like validUntil and validFrom (Open Badges 3.0, section 8.2.3), the narrower of two. */
export function validityPeriod(credential: JsonObject, claims?: JsonObject): ValidityPeriod {
  return {
    validFrom: narrower(
      claimDate(claims, 'nbf'),
      firstText(credential, 'validFrom', 'issuanceDate', 'issuedOn'),
      (claimed, stated) => claimed < stated,
    ),
    validUntil: narrower(
      claimDate(claims, 'exp'),
      firstText(credential, 'validUntil', 'expirationDate', 'expires'),
      (claimed, stated) => claimed > stated,
    ),
  }
}

export function checkValidity(
  period: ValidityPeriod,
  now: Date,
  { clockSkewSeconds }: Pick<VerificationPolicy, 'clockSkewSeconds'>,
): Check {
  const { validFrom, validUntil } = period
  const problems: Problem[] = []
  const skew = clockSkewSeconds * 1000
  for (const [property, value] of Object.entries(period)) {
    if (value !== null && Number.isNaN(timeOf(value))) {
      problems.push(problem('date-invalid', { pointer: `/${property}`, params: { property } }))
    }
  }
  if (validFrom !== null && now.getTime() + skew < timeOf(validFrom)) {
    problems.push(problem('not-yet-valid', { params: { validFrom } }))
  }
  if (validUntil !== null && now.getTime() - skew > timeOf(validUntil)) {
    problems.push(problem('expired', { params: { validUntil } }))
  }
  return check('validity', outcomeOf(problems), { problems, facts: { validFrom, validUntil } })
}

/** The stated date where the claim is wider; what is no date counts, to be found invalid. */
function narrower(
  claimed: string | null,
  stated: string | null,
  isWider: (claimed: number, stated: number) => boolean,
): string | null {
  if (claimed === null || stated === null) return claimed ?? stated
  const end = timeOf(stated)
  return Number.isNaN(end) || isWider(timeOf(claimed), end) ? stated : claimed
}

function firstText(object: JsonObject, ...properties: string[]): string | null {
  for (const property of properties) {
    const value = object[property]
    if (value === undefined || value === null) continue
    return typeof value === 'string' ? value : JSON.stringify(value).slice(0, 100)
  }
  return null
}

/** Seconds since 1970 as ISO 8601; what is no such number is kept as text, to be found invalid. */
function claimDate(claims: JsonObject | undefined, name: string): string | null {
  const value = isJsonObject(claims) ? claims[name] : undefined
  if (value === undefined) return null
  const date = typeof value === 'number' ? new Date(value * 1000) : new Date(Number.NaN)
  return Number.isNaN(date.getTime()) ? String(value) : date.toISOString().replace('.000Z', 'Z')
}
