/**
 * Revoking, suspending, reinstating: the state and the bit change in one D1 transaction before anything is answered; the
 * published list follows through the queue, and by cron should that message be lost.
 */
import type { Deps } from '../deps.ts'
import { Refusal } from '../problem.ts'
import type { CredentialRecord, CredentialState } from '../storage/credentials.ts'
import type { StatusPurpose } from '../storage/status-lists.ts'
import { type Caller, callerName } from './caller.ts'
import type { CredentialEventType } from './events.ts'
import { publishSoon } from './status-list.ts'

export interface StatusChangeOptions {
  reason?: string | undefined
  caller?: Caller
  now?: Date
}

interface Change {
  from: CredentialState[]
  to: CredentialState
  bit: { purpose: StatusPurpose; on: boolean }
  event: CredentialEventType
  /** Why it is refused, by the state that it is in. */
  refusals: Partial<Record<CredentialState, string>>
}

const REVOKED_FOR_GOOD = 'This credential is revoked, which is for good. Issue a new one instead.'

const REVOKE: Change = {
  from: ['active', 'suspended'],
  to: 'revoked',
  bit: { purpose: 'revocation', on: true },
  event: 'credential.revoked',
  refusals: {},
}

const SUSPEND: Change = {
  from: ['active'],
  to: 'suspended',
  bit: { purpose: 'suspension', on: true },
  event: 'credential.suspended',
  refusals: {
    active:
      'This credential was issued without a suspension entry. Set `suspendable` on the achievement before issuing, or revoke it.',
    revoked: REVOKED_FOR_GOOD,
  },
}

const REINSTATE: Change = {
  from: ['suspended'],
  to: 'active',
  bit: { purpose: 'suspension', on: false },
  event: 'credential.reinstated',
  refusals: { revoked: REVOKED_FOR_GOOD },
}

/** Revoking again changes nothing. Refuses `not-found`. */
export const revokeCredential = changer(REVOKE)
/** Suspending again changes nothing. Refuses `not-found`, and `conflict` where it is revoked or cannot be suspended. */
export const suspendCredential = changer(SUSPEND)
/** Reinstating what is active changes nothing. Refuses `not-found`, and `conflict` where it is revoked. */
export const reinstateCredential = changer(REINSTATE)

function changer(change: Change) {
  return async (
    deps: Deps,
    issuerId: string,
    credentialId: string,
    {
      reason,
      caller = { kind: 'system', name: 'issuing' },
      now = deps.clock.now(),
    }: StatusChangeOptions = {},
  ): Promise<CredentialRecord> => {
    const { from, to, bit, event, refusals } = change
    const found = await deps.credentials.find(issuerId, credentialId)
    if (found === null) throw new Refusal('not-found', 'No such credential.')
    if (found.state === to) return found
    const at = now.toISOString()
    const told = { type: event, issuerId, credentialId, achievementId: found.achievementId, at }
    const changed = await deps.credentials.changeState(
      { issuerId, id: credentialId, from, to, reason: reason ?? null, at: now },
      bit,
      [
        deps.audit.entry({
          at: now,
          issuerId,
          caller: callerName(caller),
          action: event,
          target: credentialId,
        }),
        ...deps.events.note([{ ...told, ...(reason === undefined ? {} : { reason }) }]),
      ],
    )
    if (changed === null) {
      const current = (await deps.credentials.find(issuerId, credentialId)) ?? found
      if (current.state === to) return current
      throw new Refusal(
        'conflict',
        refusals[current.state] ?? 'It changed in the same moment. Read it and decide again.',
      )
    }
    await publishSoon(deps, changed.listIds)
    await deps.events.tell(changed.results)
    return changed.credential
  }
}
