/** Required properties of Open Badges 2.0, by class. What identifies a badge is an error; what describes it a warning. Pure. */
import { isJsonObject, type JsonObject } from '../json.ts'
import { check, outcomeOf } from '../verify/check.ts'
import { isDateTimeStamp } from '../verify/date-time.ts'
import { problem } from '../verify/problem.ts'
import type { Check, Problem } from '../verify/report.ts'

export function checkOpenBadges2Structure(
  assertion: JsonObject,
  badgeClass: JsonObject | null,
  issuer: JsonObject | null,
): Check {
  const problems: Problem[] = [
    ...missing(assertion, '', ['id', 'recipient', 'badge', 'issuedOn'], 'error'),
    ...missing(badgeClass, '/badge', ['name', 'issuer'], 'error'),
    ...missing(badgeClass, '/badge', ['description', 'image', 'criteria'], 'warning'),
    ...missing(issuer, '/badge/issuer', ['name', 'url'], 'warning'),
  ]
  const { recipient } = assertion
  if (isJsonObject(recipient))
    problems.push(...missing(recipient, '/recipient', ['identity', 'type'], 'error'))
  else if (recipient !== undefined && recipient !== null) {
    const params = { property: 'recipient', expected: 'an object with identity and type' }
    problems.push(problem('property-invalid', { pointer: '/recipient', params }))
  }
  for (const property of ['issuedOn', 'expires']) {
    const value = assertion[property]
    if (value !== undefined && value !== null && !isDateTimeStamp(value)) {
      problems.push(problem('date-invalid', { pointer: `/${property}`, params: { property } }))
    }
  }
  return check('structure', outcomeOf(problems), { problems, facts: { type: 'Assertion' } })
}

function missing(
  node: JsonObject | null,
  path: string,
  properties: string[],
  severity: Problem['severity'],
): Problem[] {
  if (!node) return []
  return properties
    .filter((property) => node[property] === undefined || node[property] === null || node[property] === '')
    .map((property) =>
      problem('property-missing', { severity, pointer: `${path}/${property}`, params: { property } }),
    )
}
