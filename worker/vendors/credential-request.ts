/** From a completion and its rule to what issuing is asked for. Pure. */
import type { IssueRequest } from '../issuing/issue-request.ts'
import type { Completion } from './completion.ts'
import { endOfValidity, scorePercent } from './match-rule.ts'
import type { RuleBody } from './rule-body.ts'

export interface Person {
  email: string
  name?: string | undefined
}

/** A vendor's clock may run ahead: nothing is awarded in the future. */
export function credentialRequest(
  rule: RuleBody,
  completion: Completion,
  person: Person,
  now: Date,
): IssueRequest {
  const { template, achievementId } = rule
  const completedAt = new Date(Math.min(Date.parse(completion.completedAt), now.getTime())).toISOString()
  const end = endOfValidity(template.validForDays, completion, now)
  const percent = scorePercent(completion)
  return {
    achievementId,
    recipient: {
      email: person.email,
      ...(template.includeName && person.name !== undefined ? { name: person.name } : {}),
    },
    awardedDate: completedAt,
    activityEndDate: completedAt,
    ...(end === undefined ? {} : { validUntil: new Date(end).toISOString() }),
    ...(template.inLanguage === undefined ? {} : { inLanguage: template.inLanguage }),
    ...(template.notify === undefined ? {} : { notify: template.notify }),
    ...(template.resultDescription !== undefined && percent !== undefined
      ? { results: [{ resultDescription: template.resultDescription, value: String(percent) }] }
      : {}),
    ...(template.evidence === undefined
      ? {}
      : { evidence: [evidence(template.evidence, completion, percent)] }),
  }
}

function evidence(
  given: { name?: string | undefined; narrative?: string | undefined },
  completion: Completion,
  percent: number | undefined,
) {
  const values: Record<string, string> = {
    'course.title': completion.course.title ?? completion.course.id,
    'course.id': completion.course.id,
    completedAt: completion.completedAt,
    score: percent === undefined ? '' : `${percent} %`,
  }
  const fill = (text: string, max: number) =>
    text.replace(/\{([a-zA-Z.]+)\}/g, (whole, name: string) => values[name] ?? whole).slice(0, max)
  return {
    ...(given.name === undefined ? {} : { name: fill(given.name, 300) }),
    ...(given.narrative === undefined ? {} : { narrative: fill(given.narrative, 20_000) }),
    description: `Reported by the course platform; event ${completion.evidenceHash}`,
  }
}
