/** Which completions a rule speaks of, and each condition that a completion can miss. */
import { describe, expect, test } from 'vitest'
import type { Completion } from '../../worker/vendors/completion.ts'
import { matchesPattern, scorePercent, speaksOf, unmetConditions } from '../../worker/vendors/match-rule.ts'
import { RuleBody } from '../../worker/vendors/rule-body.ts'

const NOW = new Date('2026-06-01T00:00:00Z')

const completion: Completion = {
  learner: { email: 'ada@example.com' },
  course: { id: 'course-v1:edX+NAV+2026' },
  completedAt: '2026-05-10T12:00:00.000Z',
  completedAtFrom: 'vendor',
  score: { value: 0.7, max: 1 },
  grade: 'B',
  group: 'cohort-7',
  evidenceHash: 'sha256:00',
}

const rule = (conditions: object, more: object = {}) =>
  RuleBody().parse({
    name: 'A rule',
    course: { match: 'exact', id: completion.course.id },
    achievementId: '00000000-0000-4000-8000-000000000000',
    conditions,
    ...more,
  })

const unmet = (conditions: object, changes: Partial<Completion> = {}) =>
  unmetConditions(rule(conditions), { ...completion, ...changes }, NOW)

describe('a condition', () => {
  test('that is met is not told, at its very edge neither', () => {
    expect(
      unmet({
        minimumScore: 70,
        grades: ['A', 'b'],
        completedFrom: '2026-05-10T12:00:00Z',
        completedUntil: '2026-05-10T14:00:00+02:00',
        groups: ['cohort-6', 'cohort-7'],
      }),
    ).toEqual([])
  })

  test.each<[object, Partial<Completion>, string]>([
    [{ minimumScore: 70.01 }, {}, 'score-too-low'],
    [{ grades: ['A'] }, {}, 'grade-not-accepted'],
    [{ completedFrom: '2026-05-10T12:00:01Z' }, {}, 'completed-too-early'],
    [{ completedUntil: '2026-05-10T11:59:59Z' }, {}, 'completed-too-late'],
    [{ groups: ['cohort-70'] }, {}, 'group-not-accepted'],
  ])('%j is told by its own code', (conditions, changes, code) => {
    expect(unmet(conditions, changes)).toEqual([code])
  })

  test('on what the vendor does not tell is not met', () => {
    const { score: _, grade: __, group: ___, ...bare } = completion
    expect(
      unmetConditions(rule({ minimumScore: 0, grades: ['B'], groups: ['cohort-7'] }), bare, NOW),
    ).toEqual(['score-missing', 'grade-not-accepted', 'group-not-accepted'])
  })

  test('all that are not met are told', () => {
    expect(unmet({ minimumScore: 99, grades: ['A'], groups: ['x'] })).toEqual([
      'score-too-low',
      'grade-not-accepted',
      'group-not-accepted',
    ])
  })

  test('a credential that would have expired before it was issued is not', () => {
    const days = (validForDays: number) =>
      unmetConditions(rule({}, { template: { validForDays } }), completion, NOW)
    expect([days(21), days(22)]).toEqual([['validity-over'], []])
  })
})

test('a score is rounded to two digits of a percent, so that 0.7 of 1 is 70', () => {
  expect(scorePercent(completion)).toBe(70)
  expect(scorePercent({ ...completion, score: { value: 2, max: 3 } })).toBe(66.67)
})

describe('a course', () => {
  test('exact is the whole id, and a star in it is a star', () => {
    expect(speaksOf(rule({}), completion)).toBe(true)
    const other = { ...completion, course: { id: 'course-v1:edX+NAV+2027' } }
    expect(speaksOf(rule({}), other)).toBe(false)
    expect(speaksOf(rule({}, { course: { match: 'exact', id: 'course-v1:*' } }), completion)).toBe(false)
  })

  test.each([
    ['*', '', true],
    ['course-v1:edX+*', 'course-v1:edX+NAV', true],
    ['course-v1:edX+*', 'course-v1:MIT+NAV', false],
    ['*+2026', 'edX+NAV+2026', true],
    ['*+2026', 'edX+NAV+2026b', false],
    ['a*b*c', 'a-b-b-c', true],
    ['a*b*c', 'a-c', false],
    ['a*b*b', 'a-b', false],
    ['ab*ba', 'aba', false],
    ['a.c', 'abc', false],
    ['A*', 'abc', false],
  ])('pattern %s and %s: %s', (pattern, id, expected) => {
    expect(matchesPattern(pattern, id)).toBe(expected)
  })

  test('a pattern of many stars is slow on nothing', () => {
    expect(matchesPattern(`${'*a'.repeat(200)}b`, 'a'.repeat(100_000))).toBe(false)
  })
})
