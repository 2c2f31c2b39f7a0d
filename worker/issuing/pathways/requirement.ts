/**
 * What a pathway takes: a small tree. Leaves are achievements, of this issuer or of another; groups say how many of them.
 * The gate for requests, and reading its leaves. Pure.
 */
import * as z from 'zod/mini'
import { lazily } from '../../lazily.ts'
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

const Credits = lazily(() => z.number().check(z.gt(0, 'More than 0.'), z.maximum(10_000)))

const leafTerms = lazily(() => ({
  credits: z
    .optional(Credits())
    .check(
      z.describe(
        'What it counts in a group of `credits`. Absent: creditsEarned of the credential, else creditsAvailable of its achievement.',
      ),
    ),
  earnedWithinDays: z
    .optional(z.int().check(z.minimum(1), z.maximum(36_525)))
    .check(z.describe('Only what was earned (awardedDate, else validFrom) in the last so many days counts.')),
}))

const OwnLeaf = lazily(() =>
  z
    .strictObject({
      type: z.literal('achievement'),
      achievementId: z.uuid('The id of an achievement.').check(z.describe('An achievement of this issuer.')),
      levels: z
        .optional(z.array(LocalName()).check(z.minLength(1), z.maxLength(50)))
        .check(
          z.describe('A result must have reached one of these rubric criterion levels of the achievement.'),
        ),
      ...leafTerms(),
    })
    .register(z.globalRegistry, { id: 'RequiredAchievement' }),
)

const ForeignLeaf = lazily(() =>
  z
    .strictObject({
      type: z.literal('foreignAchievement'),
      issuer: Uri().check(
        z.describe('The issuer’s id as it stands in the badge: a DID, or the address of a profile.'),
      ),
      achievement: Uri().check(z.describe('The achievement’s id as it stands in the badge.')),
      ...leafTerms(),
    })
    .register(z.globalRegistry, { id: 'RequiredForeignAchievement' }),
)

const LeafGate = lazily(() => z.discriminatedUnion('type', [OwnLeaf(), ForeignLeaf()]))

const CreditsGroup = lazily(() =>
  z
    .strictObject({
      type: z.literal('credits'),
      minimum: Credits().check(z.describe('So many credits together: 12 ECTS credits, say.')),
      of: z.array(LeafGate()).check(z.minLength(1), z.maxLength(MAX_LEAVES)),
    })
    .register(z.globalRegistry, { id: 'RequiredCredits' }),
)

export const Requirement = lazily(
  (): z.ZodMiniType<Requirement> =>
    z
      .lazy(() =>
        z.discriminatedUnion('type', [OwnLeaf(), ForeignLeaf(), All(), Any(), AtLeast(), CreditsGroup()]),
      )
      .register(z.globalRegistry, { id: 'Requirement' }),
)

const of = lazily(() => z.array(Requirement()).check(z.minLength(1), z.maxLength(MAX_LEAVES)))
const All = lazily(() =>
  z.strictObject({ type: z.literal('all'), of: of() }).register(z.globalRegistry, { id: 'RequiredAll' }),
)
const Any = lazily(() =>
  z.strictObject({ type: z.literal('any'), of: of() }).register(z.globalRegistry, { id: 'RequiredAny' }),
)
const AtLeast = lazily(() =>
  z
    .strictObject({
      type: z.literal('atLeast'),
      count: z.int().check(z.minimum(1), z.maximum(MAX_LEAVES)),
      of: of(),
    })
    .check(
      z.refine(({ count, of }) => count <= of.length, { path: ['count'], error: 'More than there are.' }),
    )
    .register(z.globalRegistry, { id: 'RequiredAtLeast' }),
)

export function isLeaf(requirement: Requirement): requirement is Leaf {
  return requirement.type === 'achievement' || requirement.type === 'foreignAchievement'
}

/** As storage and rules know it: an achievement's id; of a foreign one `{issuer id} {achievement id}`. */
export function leafKey(leaf: Leaf): string {
  return leaf.type === 'achievement' ? leaf.achievementId : foreignKey(leaf.issuer, leaf.achievement)
}

function foreignKey(issuer: string, achievement: string): string {
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
