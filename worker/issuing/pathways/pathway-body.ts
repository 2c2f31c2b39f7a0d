/** A pathway as the API takes it: what completing it earns, and what it takes. Pure. */
import * as z from 'zod/mini'
import { lazily } from '../../lazily.ts'
import { Text } from '../field.ts'
import { depthOf, leafKey, leavesOf, MAX_DEPTH, MAX_LEAVES, Requirement } from './requirement.ts'

export const PathwayBody = lazily(() =>
  z
    .strictObject({
      name: Text(300),
      description: z.optional(Text(4000)),
      achievementId: z
        .uuid('The id of an achievement.')
        .check(z.describe('What completing it earns: an achievement of this issuer.')),
      requirements: Requirement().check(
        z.superRefine(checkTree),
        z.describe(`At most ${MAX_LEAVES} achievements, ${MAX_DEPTH} levels deep, each achievement once.`),
      ),
      holdForApproval: z
        ._default(z.boolean(), false)
        .check(z.describe('A completed pathway waits until a person approves of the award.')),
      onComponentRevoked: z
        ._default(z.enum(['flag', 'suspend', 'revoke']), 'flag')
        .check(
          z.describe(
            'What happens to the stacked credential when a credential that it is made of is revoked or suspended, and the rest is not enough. `suspend` needs a `suspendable` achievement, else it is flagged.',
          ),
        ),
      enabled: z
        ._default(z.boolean(), true)
        .check(z.describe('A pathway that is not enabled shows who would complete it, and awards nothing.')),
    })
    .register(z.globalRegistry, { id: 'PathwayBody' }),
)

export type PathwayBody = z.output<ReturnType<typeof PathwayBody>>

/** Bounded, and no achievement twice: what is earned once counts once. */
function checkTree(tree: Requirement, context: z.core.$RefinementCtx<Requirement>): void {
  const leaves = leavesOf(tree)
  if (leaves.length > MAX_LEAVES)
    context.addIssue({ code: 'custom', message: `At most ${MAX_LEAVES} achievements.` })
  if (depthOf(tree) > MAX_DEPTH)
    context.addIssue({ code: 'custom', message: `At most ${MAX_DEPTH} levels deep.` })
  const seen = new Set<string>()
  for (const { leaf, path } of leaves) {
    const key = leafKey(leaf)
    if (seen.has(key))
      context.addIssue({ code: 'custom', path: [...path], message: 'This achievement stands in it already.' })
    seen.add(key)
  }
}
