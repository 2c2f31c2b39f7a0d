/** The evaluation of a pathway's requirements, against a plain reading of what each group says, on arbitrary trees. */
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { componentsOf, evaluate, type Holding, missingOf } from '../../worker/issuing/pathways/evaluate.ts'
import { PathwayBody } from '../../worker/issuing/pathways/pathway-body.ts'
import { isLeaf, type Leaf, leafKey, type Requirement } from '../../worker/issuing/pathways/requirement.ts'

const NOW = new Date('2026-06-01T00:00:00Z')
const uuid = (n: number) => `00000000-0000-4000-8000-${String(n).padStart(12, '0')}`
const own = (n: number, terms: object = {}) =>
  ({ type: 'achievement', achievementId: uuid(n), ...terms }) as Leaf
const held = (n: number, given: Partial<Holding> = {}): Holding => ({
  leaf: uuid(n),
  id: `credential-${n}`,
  source: 'credential',
  earnedAt: '2026-05-01T00:00:00Z',
  credits: null,
  levels: [],
  ...given,
})

const leaf = fc
  .record({
    n: fc.nat(11),
    credits: fc.option(fc.integer({ min: 1, max: 6 })),
    days: fc.option(fc.constant(100)),
  })
  .map(({ n, credits, days }) =>
    own(n, { ...(credits && { credits }), ...(days && { earnedWithinDays: days }) }),
  )
const { tree } = fc.letrec<{ tree: Requirement }>((tie) => {
  const of = fc.array(tie('tree'), { minLength: 1, maxLength: 4 })
  return {
    tree: fc.oneof(
      { depthSize: 'small', withCrossShrink: true },
      leaf,
      fc.record({ type: fc.constantFrom('all' as const, 'any' as const), of }),
      of.chain((of) =>
        fc.record({
          type: fc.constant('atLeast' as const),
          count: fc.integer({ min: 1, max: of.length }),
          of: fc.constant(of),
        }),
      ),
      fc.record({
        type: fc.constant('credits' as const),
        minimum: fc.integer({ min: 1, max: 12 }),
        of: fc.array(leaf, { minLength: 1, maxLength: 4 }),
      }),
    ),
  }
})
const holdings = fc.array(
  fc
    .record({
      n: fc.nat(11),
      id: fc.uuid(),
      month: fc.integer({ min: 1, max: 5 }),
      credits: fc.option(fc.integer({ min: 1, max: 6 })),
    })
    .map(({ n, id, month, credits }) => held(n, { id, earnedAt: `2026-0${month}-01T00:00:00Z`, credits })),
  { maxLength: 15 },
)

/** The same said once more, as plainly as can be. */
function isMet(requirement: Requirement, all: readonly Holding[]): boolean {
  if (isLeaf(requirement)) return counting(requirement, all).length > 0
  if (requirement.type === 'all') return requirement.of.every((each) => isMet(each, all))
  if (requirement.type === 'any') return requirement.of.some((each) => isMet(each, all))
  if (requirement.type === 'atLeast')
    return requirement.of.filter((each) => isMet(each, all)).length >= requirement.count
  const credits = requirement.of.map((each) =>
    Math.max(0, ...counting(each, all).map((holding) => each.credits ?? holding.credits ?? 0)),
  )
  return credits.reduce((total, each) => total + each, 0) >= requirement.minimum
}

function counting(leaf: Leaf, all: readonly Holding[]): Holding[] {
  const since = NOW.getTime() - (leaf.earnedWithinDays ?? 1e6) * 86_400_000
  return all.filter((holding) => holding.leaf === leafKey(leaf) && Date.parse(holding.earnedAt) >= since)
}

describe('for every tree and whatever is held', () => {
  test('it is met exactly when each group has what it says', () => {
    fc.assert(
      fc.property(tree, holdings, (tree, all) => {
        expect(evaluate(tree, all, NOW).isMet).toBe(isMet(tree, all))
      }),
      { numRuns: 500 },
    )
  })

  test('the order in which things were earned does not matter', () => {
    fc.assert(
      fc.property(tree, holdings, (tree, all) => {
        expect(evaluate(tree, [...all].reverse(), NOW)).toEqual(evaluate(tree, all, NOW))
      }),
      { numRuns: 300 },
    )
  })

  test('to hold more never makes less of it', () => {
    fc.assert(
      fc.property(tree, holdings, holdings, (tree, some, more) => {
        if (evaluate(tree, some, NOW).isMet) expect(evaluate(tree, [...some, ...more], NOW).isMet).toBe(true)
      }),
      { numRuns: 300 },
    )
  })

  test('what it is completed with completes it, and is nothing that was not held', () => {
    fc.assert(
      fc.property(tree, holdings, (tree, all) => {
        const progress = evaluate(tree, all, NOW)
        const components = componentsOf(progress).map(({ holding }) => holding)
        expect(components.every((component) => all.includes(component))).toBe(true)
        if (progress.isMet) expect(evaluate(tree, components, NOW).isMet).toBe(true)
        else expect(components).toEqual([])
      }),
      { numRuns: 300 },
    )
  })

  test('with all that is missing it is complete, where no credits are to be counted', () => {
    fc.assert(
      fc.property(tree, holdings, (tree, all) => {
        fc.pre(!JSON.stringify(tree).includes('"minimum"'))
        const missing = missingOf(evaluate(tree, all, NOW)).map(({ leaf }) => leaf)
        const more = missing.map((leaf) => held(0, { leaf, id: `new ${leaf}`, earnedAt: NOW.toISOString() }))
        expect(isMet(tree, [...all, ...more])).toBe(true)
      }),
      { numRuns: 300 },
    )
  })
})

test('of several the one with the most credits counts, once', () => {
  const progress = evaluate(
    { type: 'credits', minimum: 5, of: [own(1)] },
    [held(1, { id: 'a', credits: 2 }), held(1, { id: 'b', credits: 4 })],
    NOW,
  )
  expect(progress).toMatchObject({ isMet: false, have: 4, need: 5 })
})

test('tenths of credits add up', () => {
  const of = [own(1, { credits: 0.1 }), own(2, { credits: 0.2 })]
  expect(evaluate({ type: 'credits', minimum: 0.3, of }, [held(1), held(2)], NOW).isMet).toBe(true)
})

test('a level must have been reached, and what was earned too long ago is told as that', () => {
  const tree = own(1, { levels: ['gold'], earnedWithinDays: 365 })
  const shortfall = (given: Partial<Holding>) =>
    missingOf(evaluate(tree, [held(1, given)], NOW))[0]?.shortfall
  expect(shortfall({ levels: ['silver'] })).toBe('level-not-reached')
  expect(shortfall({ levels: ['gold'], earnedAt: '2024-01-01T00:00:00Z' })).toBe('too-long-ago')
  expect(shortfall({ levels: ['gold'] })).toBe(undefined)
})

describe('the gate', () => {
  const gate = (requirements: unknown) =>
    PathwayBody().safeParse({ name: 'P', achievementId: uuid(99), requirements })
  const paths = (requirements: unknown) => gate(requirements).error?.issues.map(({ path }) => path.join('/'))

  test('takes a tree as it is', () => {
    const tree = { type: 'all', of: [own(1), { type: 'atLeast', count: 1, of: [own(2), own(3)] }] }
    expect(gate(tree).data?.requirements).toEqual(tree)
  })

  test('points at what is wrong', () => {
    expect(paths({ type: 'all', of: [own(1), { type: 'any', of: [own(2), own(1)] }] })).toEqual([
      'requirements/of/1/of/1',
    ])
    expect(paths({ type: 'atLeast', count: 3, of: [own(1), own(2)] })).toEqual(['requirements/count'])
    expect(paths({ type: 'all', of: [] })).toEqual(['requirements/of'])
    expect(paths({ type: 'all', of: [{ type: 'achievement', achievementId: 'x' }] })).toEqual([
      'requirements/of/0/achievementId',
    ])
    expect(paths({ type: 'credits', minimum: 0, of: [own(1)] })).toEqual(['requirements/minimum'])
    expect(paths({ type: 'none', of: [own(1)] })).toEqual(['requirements/type'])
  })

  test('refuses what is too deep or too large', () => {
    let deep: Requirement = own(1)
    for (let level = 0; level < 5; level++) deep = { type: 'all', of: [deep] }
    expect(paths(deep)).toEqual(['requirements'])
    const wide = [0, 1].map((half) => ({
      type: 'any' as const,
      of: Array.from({ length: 26 }, (_, n) => own(half * 100 + n)),
    }))
    expect(paths({ type: 'all', of: wide })).toEqual(['requirements'])
  })
})
