/** What a credential is made of and what it counts towards, for its page. Reads D1; tells nothing of other credentials of the learner. */
import type { Deps } from '../deps.ts'
import { pathwayUrl } from '../issuing/pathways/stack-request.ts'
import type { CredentialRecord } from '../storage/credentials.ts'
import type { CredentialStack } from './credential/view.ts'

const MAX_PATHWAYS = 5

export async function loadStack(
  { pathwayAwards, pathways, origin, clock }: Deps,
  { id, issuerId, achievementId }: CredentialRecord,
): Promise<CredentialStack> {
  const [components, towards] = await Promise.all([
    pathwayAwards.madeOf(id),
    pathways.countingTowards(issuerId, achievementId, MAX_PATHWAYS),
  ])
  return {
    components,
    pathways: towards.map(({ id, body }) => ({ name: body.name, url: pathwayUrl(origin, id) })),
    now: clock.now(),
  }
}
