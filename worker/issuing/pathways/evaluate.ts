/**
 * Is a pathway's requirement met by what a learner holds? Pure: no clock, no I/O. What is held more never makes less of it,
 * and the order in which it was earned does not matter.
 */
import { isLeaf, type Leaf, leafKey, type Requirement } from './requirement.ts'

const DAY_MS = 86_400_000

/** One credential or recognised badge that is good at this moment. */
export interface Holding {
  leaf: string
  /** The credential's id, or that of the recognised badge. */
  id: string
  source: 'credential' | 'badge'
  /** ISO 8601. */
  earnedAt: string
  credits: number | null
  /** Rubric criterion levels that it reached, by their local names. */
  levels: readonly string[]
  /** It is a component of an award already: dates and levels were judged then. */
  isRecorded?: boolean
}

export type Shortfall = 'not-held' | 'too-long-ago' | 'level-not-reached' | 'no-credits'

export type Progress =
  | {
      type: 'achievement'
      leaf: string
      isMet: boolean
      credits: number | null
      holding: Holding | null
      shortfall: Shortfall | null
    }
  | { type: 'group'; isMet: boolean; have: number; need: number; unit: 'parts' | 'credits'; of: Progress[] }

export function evaluate(requirement: Requirement, holdings: readonly Holding[], now: Date): Progress {
  const judge = (each: Requirement): Progress => {
    if (isLeaf(each)) {
      const key = leafKey(each)
      const held = holdings.filter(({ leaf }) => leaf === key)
      return judgeLeaf(each, held, now)
    }
    if (each.type === 'credits') {
      const of = each.of.map(judge).map(worthSomething)
      const have = sum(of.map((part) => (part.type === 'achievement' ? (part.credits ?? 0) : 0)))
      return { type: 'group', isMet: have >= each.minimum, have, need: each.minimum, unit: 'credits', of }
    }
    const of = each.of.map(judge)
    const have = of.filter(({ isMet }) => isMet).length
    const need = each.type === 'all' ? of.length : each.type === 'any' ? 1 : each.count
    return { type: 'group', isMet: have >= need, have, need, unit: 'parts', of }
  }
  return judge(requirement)
}

/** What it is completed with: the holdings that stand below met groups only. */
export function componentsOf(progress: Progress): { holding: Holding; credits: number | null }[] {
  if (!progress.isMet) return []
  if (progress.type === 'group') return progress.of.flatMap(componentsOf)
  return progress.holding === null ? [] : [{ holding: progress.holding, credits: progress.credits }]
}

/** The achievements that could still bring it forward. None where it is met. */
export function missingOf(progress: Progress): { leaf: string; shortfall: Shortfall }[] {
  if (progress.isMet) return []
  if (progress.type === 'group') return progress.of.flatMap(missingOf)
  return [{ leaf: progress.leaf, shortfall: progress.shortfall ?? 'not-held' }]
}

function judgeLeaf(leaf: Leaf, held: readonly Holding[], now: Date): Progress {
  const fresh = held.filter((holding) => holding.isRecorded || isFresh(leaf, holding, now))
  const fitting = fresh.filter((holding) => holding.isRecorded || hasLevel(leaf, holding))
  const best = [...fitting].sort((a, b) => preference(leaf, a, b))[0] ?? null
  return {
    type: 'achievement',
    leaf: leafKey(leaf),
    isMet: best !== null,
    credits: best === null ? null : creditsOf(leaf, best),
    holding: best,
    shortfall:
      best !== null
        ? null
        : held.length === 0
          ? 'not-held'
          : fresh.length === 0
            ? 'too-long-ago'
            : 'level-not-reached',
  }
}

/** In a group of credits, what has none adds nothing. */
function worthSomething(part: Progress): Progress {
  if (part.type !== 'achievement' || !part.isMet || (part.credits ?? 0) > 0) return part
  return { ...part, isMet: false, holding: null, shortfall: 'no-credits' }
}

function isFresh({ earnedWithinDays }: Leaf, { earnedAt }: Holding, now: Date): boolean {
  return earnedWithinDays === undefined || now.getTime() - Date.parse(earnedAt) <= earnedWithinDays * DAY_MS
}

function hasLevel(leaf: Leaf, { levels }: Holding): boolean {
  if (leaf.type !== 'achievement' || leaf.levels === undefined) return true
  return leaf.levels.some((level) => levels.includes(level))
}

function creditsOf({ credits }: Leaf, holding: Holding): number | null {
  return credits ?? holding.credits
}

/** The most credits, then the newest, then by id: the same whatever the order in which they came. */
function preference(leaf: Leaf, a: Holding, b: Holding): number {
  return (
    (creditsOf(leaf, b) ?? 0) - (creditsOf(leaf, a) ?? 0) ||
    Date.parse(b.earnedAt) - Date.parse(a.earnedAt) ||
    (a.id < b.id ? -1 : 1)
  )
}

/** Credits have few decimals: halves, tenths. The sum is not to fail by a binary fraction. */
function sum(credits: readonly number[]): number {
  return Math.round(credits.reduce((total, each) => total + each, 0) * 1e6) / 1e6
}
