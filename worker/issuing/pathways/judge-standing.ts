/**
 * An award that was issued, when something happened to what it is made of. What remains may still be enough; if not, the
 * pathway's rule says what follows: flag, suspend or revoke, never silence. What heals lifts it again.
 */
import type { Deps } from '../../deps.ts'
import { Refusal } from '../../problem.ts'
import type { PathwayAward, PathwayAwardState, StandingComponent } from '../../storage/pathway-awards.ts'
import { callerName } from '../caller.ts'
import { reinstateCredential, revokeCredential, suspendCredential } from '../change-status.ts'
import { evaluate, type Holding } from './evaluate.ts'
import type { PathwayBody } from './pathway-body.ts'

/** Why a stacked credential was revoked or suspended by its pathway, as it stands with it. */
export const COMPONENT_REVOKED = 'pathway-component-revoked'
/** A person looked at a flagged one and let it stand. */
export const KEPT = 'kept-by-person'

const caller = { kind: 'system', name: 'pathways' } as const

/** `again`: what it was is over; the learner is to be evaluated anew. */
export async function judgeStanding(
  deps: Deps,
  award: PathwayAward,
  { then, newest }: { then: PathwayBody; newest: PathwayBody },
  components: readonly StandingComponent[],
  held: readonly Holding[],
  now: Date,
): Promise<'done' | 'again'> {
  if (award.credentialState === 'revoked') {
    // By a person: it stays so until a person awards it again.
    if (award.credentialStateReason !== COMPONENT_REVOKED) return 'done'
    await enter(deps, award, then, 'revoked', now)
    return 'again'
  }
  const isBroken =
    components.some(isBad) && !evaluate(then.requirements, [...recorded(components), ...held], now).isMet
  if (isBroken && award.state === 'issued' && award.reason !== KEPT)
    await takeBack(deps, award, then, newest.onComponentRevoked, now)
  if (!isBroken && (award.state === 'flagged' || award.state === 'suspended'))
    await heal(deps, award, then, now)
  return 'done'
}

function isBad({ state }: StandingComponent): boolean {
  return state === 'revoked' || state === 'suspended'
}

function recorded(components: readonly StandingComponent[]): Holding[] {
  return components
    .filter((component) => !isBad(component))
    .map(({ leaf, credentialId, badgeId, credits }) => ({
      leaf,
      id: credentialId ?? badgeId ?? '',
      source: credentialId === null ? 'badge' : 'credential',
      earnedAt: '',
      credits,
      levels: [],
      isRecorded: true,
    }))
}

async function takeBack(
  deps: Deps,
  award: PathwayAward,
  then: PathwayBody,
  measure: PathwayBody['onComponentRevoked'],
  now: Date,
): Promise<void> {
  const { issuerId, credentialId } = award
  if (credentialId === null) return
  const options = { reason: COMPONENT_REVOKED, caller, now }
  if (measure === 'revoke') {
    await revokeCredential(deps, issuerId, credentialId, options)
    return enter(deps, award, then, 'revoked', now)
  }
  if (measure === 'suspend') {
    try {
      await suspendCredential(deps, issuerId, credentialId, options)
      return enter(deps, award, then, 'suspended', now)
    } catch (error) {
      // Issued without a suspension entry: it can only be flagged.
      if (!(error instanceof Refusal && error.code === 'conflict')) throw error
    }
  }
  return enter(deps, award, then, 'flagged', now)
}

async function heal(deps: Deps, award: PathwayAward, then: PathwayBody, now: Date): Promise<void> {
  const { issuerId, credentialId, credentialState, credentialStateReason } = award
  if (credentialId !== null && credentialState === 'suspended' && credentialStateReason === COMPONENT_REVOKED)
    await reinstateCredential(deps, issuerId, credentialId, { reason: 'pathway-complete-again', caller, now })
  await enter(deps, award, then, 'issued', now)
}

/** Told and audited in the transaction of the change. */
async function enter(
  deps: Deps,
  award: PathwayAward,
  { achievementId }: PathwayBody,
  state: PathwayAwardState,
  now: Date,
): Promise<void> {
  const { id, issuerId, pathwayId, credentialId } = award
  const at = now.toISOString()
  const results = await deps.commit([
    deps.pathwayAwards.setState(award, state, state === 'issued' ? null : COMPONENT_REVOKED, at),
    deps.audit.entry({
      at: now,
      issuerId,
      caller: callerName(caller),
      action: `pathway-award.${state === 'issued' ? 'restored' : state}`,
      target: id,
    }),
    ...(state === 'flagged' && credentialId !== null
      ? deps.events.note([
          {
            type: 'pathway.flagged',
            issuerId,
            credentialId,
            achievementId,
            pathwayId,
            at,
            reason: COMPONENT_REVOKED,
          },
        ])
      : []),
  ])
  if (state === 'flagged') await deps.events.tell(results)
}
