/** The holder takes a credential as theirs, by their own link. Once: claiming again changes and tells nothing. */
import type { Deps } from '../deps.ts'
import type { CredentialRecord } from '../storage/credentials.ts'

export async function claimCredential(
  deps: Deps,
  { id, issuerId, achievementId }: CredentialRecord,
): Promise<string> {
  const now = deps.clock.now()
  const results = await deps.commit([
    deps.credentialPages.claim(id, now),
    ...deps.events.note([
      {
        id: `claimed_${id.replaceAll('-', '')}`,
        type: 'credential.claimed',
        issuerId,
        credentialId: id,
        achievementId,
        at: now.toISOString(),
      },
    ]),
  ])
  await deps.events.tell(results)
  return now.toISOString()
}
