/**
 * Revoking, suspending, reinstating, one or many: state, bit and what is told of it change in one D1 transaction before anything
 * is answered; the published list follows through the queue, and by cron should that message be lost.
 */
import type { Deps } from '../deps.ts'
import { Refusal } from '../problem.ts'
import type { CredentialStanding, CredentialState } from '../storage/credentials.ts'
import type { StatusPurpose } from '../storage/status-lists.ts'
import { assertKeyGood } from './assert-key-good.ts'
import { type Caller, callerName } from './caller.ts'
import { isGranted } from './check-request.ts'
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

/** Each is changed or refused on its own; those that are changed are one transaction. */
export const revokeCredentials = manyChanger(REVOKE)
export const suspendCredentials = manyChanger(SUSPEND)
export const reinstateCredentials = manyChanger(REINSTATE)

function manyChanger(change: Change) {
  return async (
    deps: Deps,
    issuerId: string,
    ids: readonly string[],
    options: StatusChangeOptions,
  ): Promise<(CredentialStanding | Refusal)[]> =>
    ids.length === 0 ? [] : changeMany(deps, change, issuerId, ids, options)
}

function changer(change: Change) {
  return async (
    deps: Deps,
    issuerId: string,
    credentialId: string,
    options: StatusChangeOptions = {},
  ): Promise<CredentialStanding> => {
    const [outcome] = await changeMany(deps, change, issuerId, [credentialId], options)
    if (outcome === undefined || outcome instanceof Refusal) throw outcome ?? new Error('nothing was judged')
    return outcome
  }
}

/** Another change in the same moment writes nothing; then all are judged anew, so many times. */
const ROUNDS = 3

async function changeMany(
  deps: Deps,
  change: Change,
  issuerId: string,
  ids: readonly string[],
  options: StatusChangeOptions,
): Promise<(CredentialStanding | Refusal)[]> {
  const { now = deps.clock.now(), reason = null } = options
  for (let round = 0; round < ROUNDS; round++) {
    const standings = await deps.credentials.findStandings(issuerId, ids, change.bit.purpose)
    const found = new Map(standings.map(({ hasEntry, ...standing }) => [standing.id, { standing, hasEntry }]))
    const judged = ids.map((id) => judge(change, found.get(id)))
    const changing = judged.filter(isGranted).filter(({ state }) => state !== change.to)
    const isWritten =
      changing.length > 0 && (await write(deps, change, issuerId, changing, { ...options, now }))
    if (!isWritten) await assertKeyGood(deps, options.caller)
    if (changing.length > 0 && !isWritten) continue
    const changed = { state: change.to, stateReason: reason, stateChangedAt: now.toISOString() }
    return judged.map((each) =>
      each instanceof Refusal || each.state === change.to ? each : { ...each, ...changed },
    )
  }
  throw new Refusal('conflict', 'It changed in the same moment. Read it and decide again.')
}

function judge(
  { from, to, refusals }: Change,
  found: { standing: CredentialStanding; hasEntry: boolean } | undefined,
): CredentialStanding | Refusal {
  if (found === undefined) return new Refusal('not-found', 'No such credential.')
  const { standing, hasEntry } = found
  if (standing.state === to || (from.includes(standing.state) && hasEntry)) return standing
  return new Refusal('conflict', refusals[standing.state] ?? 'It has no status entry for this.')
}

/** False, and nothing written, where one of them changed since it was read, or the caller's key is no longer good. */
async function write(
  deps: Deps,
  { to, bit, event }: Change,
  issuerId: string,
  changing: readonly CredentialStanding[],
  { reason, caller = { kind: 'system', name: 'issuing' }, now }: StatusChangeOptions & { now: Date },
): Promise<boolean> {
  const told = changing.map(({ id, achievementId }) => ({
    type: event,
    issuerId,
    credentialId: id,
    achievementId,
    at: now.toISOString(),
    ...(reason === undefined ? {} : { reason }),
  }))
  const targets = changing.map(({ id }) => id)
  const written = await deps.credentials.changeStates(
    changing,
    { to, reason: reason ?? null, at: now },
    bit,
    [
      deps.audit.entries({ at: now, issuerId, caller: callerName(caller), action: event }, targets),
      ...(caller.kind === 'api-key' ? [deps.guards.hold(deps.guards.apiKeyGood(caller.apiKeyId, now))] : []),
      ...deps.events.note(told),
    ],
  )
  if (written === null) return false
  await publishSoon(deps, written.listIds)
  await deps.events.tell(written.results)
  return true
}
