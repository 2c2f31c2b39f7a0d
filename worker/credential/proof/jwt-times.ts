/** NumericDates (seconds since 1970) of tokens beside the ISO dates of credentials. Pure. */
import type { JsonObject, JsonValue } from '../json.ts'
import { timeOf } from '../verify/date-time.ts'
import { defaultPolicy } from '../verify/policy.ts'
import { problem } from '../verify/problem.ts'
import type { Problem } from '../verify/report.ts'
import type { ProofContext } from './finding.ts'

/** The last second that a Date can hold. */
const MAX_SECONDS = 8_640_000_000_000

/** ISO 8601; undefined for what is no NumericDate. */
export function dateOf(seconds: JsonValue | undefined): string | undefined {
  if (typeof seconds !== 'number' || !(Math.abs(seconds) <= MAX_SECONDS)) return undefined
  return new Date(seconds * 1000).toISOString().replace('.000Z', 'Z')
}

export function sameSecond(seconds: JsonValue | undefined, date: JsonValue | undefined): boolean {
  return typeof seconds === 'number' && Math.floor(seconds) === Math.floor(timeOf(date) / 1000)
}

/** The token's own beginning and end, where these are not the credential's. */
export function checkTimes(
  { nbf, exp }: JsonObject,
  { now, policy }: Pick<ProofContext, 'now' | 'policy'>,
): Problem[] {
  const skewSeconds = policy?.clockSkewSeconds ?? defaultPolicy.clockSkewSeconds
  const nowSeconds = now.getTime() / 1000
  const malformed = Object.entries({ nbf, exp })
    .filter(([, value]) => value !== undefined && dateOf(value) === undefined)
    .map(([claim]) => problem('jwt-claim-malformed', { params: { claim } }))
  const expired = typeof exp === 'number' && exp <= nowSeconds - skewSeconds
  const early = typeof nbf === 'number' && nbf > nowSeconds + skewSeconds
  return [
    ...malformed,
    ...(expired ? [problem('jwt-expired', { params: { at: dateOf(exp) ?? String(exp) } })] : []),
    ...(early ? [problem('jwt-not-yet-valid', { params: { at: dateOf(nbf) ?? String(nbf) } })] : []),
  ]
}
