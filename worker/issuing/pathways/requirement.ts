/**
 * What a pathway takes: a small tree. Leaves are achievements, of this issuer or of another; groups say how many of them.
 * The gate for requests, and reading its leaves. Pure.
 */
import * as z from 'zod'
import { LocalName } from '../achievement-body.ts'
import { Uri } from '../field.ts'

export interface LeafTerms {
  /** In a group of credits: what it counts. Else what the credential says of itself. */
  credits?: number | undefined
  earnedWithinDays?: number | undefined
}

export type Leaf = LeafTerms &
  (
    | { type: 'achievement'; achievementId: string; levels?: string[] | undefined }
    | { type: 'foreignAchievement'; issuer: string; achievement: string }
  )

export type Group =
  | { type: 'all'; of: Requirement[] }
  | { type: 'any'; of: Requirement[] }
  | { type: 'atLeast'; count: number; of: Requirement[] }
  | { type: 'credits'; minimum: number; of: Leaf[] }

export type Requirement = Leaf | Group

export const MAX_LEAVES = 50
export const MAX_DEPTH = 5

const Credits = z.number().gt(0, 'More than 0.').max(10_000)

const leafTerms = {
  credits: Credits.optional().describe(
    'What it counts in a group of `credits`. Absent: creditsEarned of the credential, else creditsAvailable of its achievement.',
  ),
  earnedWithinDays: z
    .int()
    .min(1)
    .max(36_525)
    .optional()
    .describe('Only what was earned (awardedDate, else validFrom) in the last so many days counts.'),
}

const OwnLeaf = z
  .strictObject({
    type: z.literal('achievement'),
    achievementId: z.uuid('The id of an achievement.').describe('An achievement of this issuer.'),
    levels: z
      .array(LocalName)
      .min(1)
      .max(50)
      .optional()
      .describe('A result must have reached one of these rubric criterion levels of the achievement.'),
    ...leafTerms,
  })
  .meta({ id: 'RequiredAchievement' })

const ForeignLeaf = z
  .strictObject({
    type: z.literal('foreignAchievement'),
    issuer: Uri.describe('The issuer’s id as it stands in the badge: a DID, or the address of a profile.'),
    achievement: Uri.describe('The achievement’s id as it stands in the badge.'),
    ...leafTerms,
  })
  .meta({ id: 'RequiredForeignAchievement' })

const LeafGate = z.discriminatedUnion('type', [OwnLeaf, ForeignLeaf])

const CreditsGroup = z
  .strictObject({
    type: z.literal('credits'),
    minimum: Credits.describe('So many credits together: 12 ECTS credits, say.'),
    of: z.array(LeafGate).min(1).max(MAX_LEAVES),
  })
  .meta({ id: 'RequiredCredits' })

export const Requirement: z.ZodType<Requirement> = z
  .lazy(() => z.discriminatedUnion('type', [OwnLeaf, ForeignLeaf, All, Any, AtLeast, CreditsGroup]))
  .meta({ id: 'Requirement' })

const of = z.array(Requirement).min(1).max(MAX_LEAVES)
const All = z.strictObject({ type: z.literal('all'), of }).meta({ id: 'RequiredAll' })
const Any = z.strictObject({ type: z.literal('any'), of }).meta({ id: 'RequiredAny' })
const AtLeast = z
  .strictObject({ type: z.literal('atLeast'), count: z.int().min(1).max(MAX_LEAVES), of })
  .refine(({ count, of }) => count <= of.length, { path: ['count'], error: 'More than there are.' })
  .meta({ id: 'RequiredAtLeast' })

export function isLeaf(requirement: Requirement): requirement is Leaf {
  return requirement.type === 'achievement' || requirement.type === 'foreignAchievement'
}

/** As storage and rules know it: an achievement's id; of a foreign one `{issuer id} {achievement id}`. */
export function leafKey(leaf: Leaf): string {
  return leaf.type === 'achievement' ? leaf.achievementId : foreignKey(leaf.issuer, leaf.achievement)
}

export function foreignKey(issuer: string, achievement: string): string {
  return `${issuer} ${achievement}`
}

/** Every leaf with its place in the tree. */
export function leavesOf(
  requirement: Requirement,
  path: readonly (string | number)[] = [],
): { leaf: Leaf; path: readonly (string | number)[] }[] {
  if (isLeaf(requirement)) return [{ leaf: requirement, path }]
  return requirement.of.flatMap((each, index) => leavesOf(each, [...path, 'of', index]))
}

export function depthOf(requirement: Requirement): number {
  return isLeaf(requirement) ? 1 : 1 + Math.max(...requirement.of.map(depthOf))
}
