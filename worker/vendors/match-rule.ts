/** Whether a rule speaks of a completion, and what of its conditions is not met. Pure. */
import type { Completion } from './completion.ts'
import type { RuleBody } from './rule-body.ts'

export type UnmetCondition =
  | 'score-missing'
  | 'score-too-low'
  | 'grade-not-accepted'
  | 'completed-too-early'
  | 'completed-too-late'
  | 'group-not-accepted'
  /** By the rule's own days, it would have expired before it was issued. */
  | 'validity-over'

export function speaksOf(rule: RuleBody, completion: Completion): boolean {
  const { course } = rule
  return course.match === 'exact'
    ? course.id === completion.course.id
    : matchesPattern(course.pattern, completion.course.id)
}

export function unmetConditions(
  { conditions, template }: RuleBody,
  completion: Completion,
  now: Date,
): UnmetCondition[] {
  const unmet: UnmetCondition[] = []
  const { minimumScore, grades, completedFrom, completedUntil, groups } = conditions
  const percent = scorePercent(completion)
  if (minimumScore !== undefined && percent === undefined) unmet.push('score-missing')
  if (minimumScore !== undefined && percent !== undefined && percent < minimumScore)
    unmet.push('score-too-low')
  if (grades && !grades.some((grade) => grade.toLowerCase() === completion.grade?.toLowerCase()))
    unmet.push('grade-not-accepted')
  const at = Date.parse(completion.completedAt)
  if (completedFrom !== undefined && at < Date.parse(completedFrom)) unmet.push('completed-too-early')
  if (completedUntil !== undefined && at > Date.parse(completedUntil)) unmet.push('completed-too-late')
  if (groups && !groups.includes(completion.group ?? '')) unmet.push('group-not-accepted')
  const end = endOfValidity(template.validForDays, completion, now)
  if (end !== undefined && end <= now.getTime()) unmet.push('validity-over')
  return unmet
}

/** Counted from the completion, which no vendor's clock can put into the future. Milliseconds. */
export function endOfValidity(
  days: number | undefined,
  { completedAt }: Completion,
  now: Date,
): number | undefined {
  return days === undefined ? undefined : Math.min(Date.parse(completedAt), now.getTime()) + days * 86_400_000
}

/** Rounded to two digits, so that 0.7 of 1 is 70 and not 69.99999999999999. */
export function scorePercent({ score }: Completion): number | undefined {
  return score === undefined ? undefined : Math.round((score.value / score.max) * 10_000) / 100
}

/** `*` is any text. Linear: no pattern makes it slow. */
export function matchesPattern(pattern: string, text: string): boolean {
  const [head = '', ...rest] = pattern.split('*')
  if (rest.length === 0) return pattern === text
  const tail = rest.pop() ?? ''
  if (!text.startsWith(head) || !text.endsWith(tail) || text.length < head.length + tail.length) return false
  let from = head.length
  const end = text.length - tail.length
  for (const part of rest) {
    const at = text.indexOf(part, from)
    if (at < 0 || at + part.length > end) return false
    from = at + part.length
  }
  return true
}
