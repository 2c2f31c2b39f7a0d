/**
 * Erasing a learner's data: the signed forms, the index by recipient and the holder's choices go; the state, the status index and
 * the keys stay, so that copies in the learner's own hands verify as before.
 */
import type { Deps } from '../deps.ts'
import type { CredentialRecord } from '../storage/credentials.ts'
import { type Caller, callerName } from './caller.ts'
import { findCredential } from './find-credential.ts'

/** Erasing again changes nothing. Refuses `not-found`. */
export async function eraseCredential(
  deps: Deps,
  issuerId: string,
  id: string,
  caller: Caller,
): Promise<CredentialRecord> {
  const now = deps.clock.now()
  const found = await findCredential(deps, issuerId, id)
  if (found.erasedAt !== null) return found
  const erasedAt = now.toISOString()
  const { achievementId } = found
  const results = await deps.commit([
    ...deps.credentials.erase(issuerId, [id], now),
    deps.audit.entry({
      at: now,
      issuerId,
      caller: callerName(caller),
      action: 'credential.erased',
      target: id,
    }),
    ...deps.events.note([
      { type: 'credential.erased', issuerId, credentialId: id, achievementId, at: erasedAt },
    ]),
  ])
  await deps.events.tell(results)
  return { ...found, embeddedProofText: null, jwtText: null, stateReason: null, erasedAt }
}
