/** In plain words, why a badge does not count. Pure. */
import type { Unrecognised } from '../vendors/prior-learning.ts'
import type { PriorLearningView, TellingView } from './prior-learning-page.ts'

export function notRecognised(view: PriorLearningView, { reason, report }: Unrecognised): TellingView {
  const { say } = view
  if (reason === 'several' || reason === 'no-achievement') return failure(view, say(reason))
  if (reason === 'recipient-not-proven' || report.state === 'recipient-mismatch')
    return failure(view, say('not-yours'))
  const wrong = report.checks.filter(
    ({ critical, outcome }) => critical && (outcome === 'failure' || outcome === 'indeterminate'),
  )
  return {
    ...failure(view, say(report.verdict === 'invalid' ? 'not-valid' : 'not-checked')),
    findings: wrong.flatMap(({ problems }) => problems),
  }
}

export function countsForNothing(
  view: PriorLearningView,
  title: string,
  unmet: readonly string[],
): TellingView {
  const { say, issuerName: issuer } = view
  const reasons = unmet.map((condition) => {
    const isOfResult = /score|grade/.test(condition) && condition !== 'group-not-accepted'
    return say(isOfResult ? 'unmet-result' : (`unmet-${condition}` as 'unmet-validity-over'), { issuer })
  })
  const [lead = say('no-rule', { issuer, title }), ...rest] = [...new Set(reasons)]
  return { ...failure(view, lead), lines: [lead, ...rest] }
}

export function failure(view: PriorLearningView, line: string): TellingView {
  return { ...view, outcome: 'failure', title: view.say('not-title'), lines: [line] }
}
