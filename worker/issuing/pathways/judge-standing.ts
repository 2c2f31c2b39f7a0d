/**
 * Awards that were issued, when something happened to what they are made of. What remains may still be enough; if not, the
 * pathway's rule says what follows: flag, suspend or revoke, never silence. What heals lifts it again. Many at once, in few
 * statements: one revocation may concern a whole cohort.
 */
import type { Deps } from '../../deps.ts'
import { Refusal } from '../../problem.ts'
import type { PathwayAward, PathwayAwardState, StandingComponent } from '../../storage/pathway-awards.ts'
import { callerName } from '../caller.ts'
import { reinstateCredentials, revokeCredentials, suspendCredentials } from '../change-status.ts'
import type { CredentialEvent } from '../events.ts'
import { evaluate, type Holding } from './evaluate.ts'
import type { PathwayBody } from './pathway-body.ts'

/** Why a stacked credential was revoked or suspended by its pathway, as it stands with it. */
const COMPONENT_REVOKED = 'pathway-component-revoked'
/** A person looked at a flagged one and let it stand. */
export const KEPT = 'kept-by-person'

const caller = { kind: 'system', name: 'pathways' } as const

export interface StandingAward {
  award: PathwayAward
  /** Of the version that it was completed by. */
  then: PathwayBody
  newest: PathwayBody
  components: readonly StandingComponent[]
  held: readonly Holding[]
}

/** `over`: its credential was revoked by the pathway, and it does not say so yet (a crash in between). */
type Measure = 'over' | PathwayBody['onComponentRevoked'] | 'heal'

/** Those that are over, whose learners are to be evaluated anew. */
export async function judgeStanding(
  deps: Deps,
  standing: readonly StandingAward[],
  now: Date,
): Promise<ReadonlySet<PathwayAward>> {
  const over = new Set<PathwayAward>()
  for (const [issuerId, group] of Map.groupBy(standing, ({ award }) => award.issuerId)) {
    const measured = Map.groupBy(group, (each) => measureOf(each, now))
    const of = (measure: Measure) => measured.get(measure) ?? []
    for (const { award } of of('over')) over.add(award)
    await revokeCredentials(deps, issuerId, idsOf(of('revoke')), { reason: COMPONENT_REVOKED, caller, now })
    const refused = await suspend(deps, issuerId, of('suspend'), now)
    await reinstate(deps, issuerId, of('heal'), now)
    await enter(deps, issuerId, [...of('over'), ...of('revoke')], 'revoked', now)
    await enter(
      deps,
      issuerId,
      of('suspend').filter((each) => !refused.has(each)),
      'suspended',
      now,
    )
    await enter(deps, issuerId, [...of('flag'), ...refused], 'flagged', now)
    await enter(deps, issuerId, of('heal'), 'issued', now)
  }
  return over
}

function measureOf({ award, then, newest, components, held }: StandingAward, now: Date): Measure | null {
  // By a person: it stays so until a person awards it again.
  if (award.credentialState === 'revoked')
    return award.credentialStateReason === COMPONENT_REVOKED ? 'over' : null
  const isBroken =
    components.some(isBad) && !evaluate(then.requirements, [...recorded(components), ...held], now).isMet
  if (isBroken) return award.state === 'issued' && award.reason !== KEPT ? newest.onComponentRevoked : null
  return award.state === 'flagged' || award.state === 'suspended' ? 'heal' : null
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

/** Those that were issued without a suspension entry: they can only be flagged. */
async function suspend(deps: Deps, issuerId: string, group: readonly StandingAward[], now: Date) {
  const options = { reason: COMPONENT_REVOKED, caller, now }
  const outcomes = await suspendCredentials(deps, issuerId, idsOf(group), options)
  return new Set(group.filter((_, at) => outcomes[at] instanceof Refusal))
}

async function reinstate(deps: Deps, issuerId: string, group: readonly StandingAward[], now: Date) {
  const ours = group.filter(
    ({ award }) => award.credentialState === 'suspended' && award.credentialStateReason === COMPONENT_REVOKED,
  )
  const options = { reason: 'pathway-complete-again', caller, now }
  await reinstateCredentials(deps, issuerId, idsOf(ours), options)
}

/** Told and audited in the transaction of the change. */
async function enter(
  deps: Deps,
  issuerId: string,
  group: readonly StandingAward[],
  state: PathwayAwardState,
  now: Date,
): Promise<void> {
  if (group.length === 0) return
  const awards = group.map(({ award }) => award)
  const action = `pathway-award.${state === 'issued' ? 'restored' : state}`
  const results = await deps.commit([
    deps.pathwayAwards.setStates(awards, state, state === 'issued' ? null : COMPONENT_REVOKED, now),
    deps.audit.entries(
      { at: now, issuerId, caller: callerName(caller), action },
      awards.map(({ id }) => id),
    ),
    ...(state === 'flagged' ? deps.events.note(group.map((each) => flagged(each, now))) : []),
  ])
  if (state === 'flagged') await deps.events.tell(results)
}

function flagged({ award, then }: StandingAward, now: Date): CredentialEvent {
  const { issuerId, pathwayId, credentialId } = award
  return {
    type: 'pathway.flagged',
    issuerId,
    credentialId: credentialId ?? '',
    achievementId: then.achievementId,
    pathwayId,
    at: now.toISOString(),
    reason: COMPONENT_REVOKED,
  }
}

function idsOf(group: readonly StandingAward[]): string[] {
  return group.flatMap(({ award }) => award.credentialId ?? [])
}
