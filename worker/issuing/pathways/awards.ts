/** Awards as persons see and decide them: held ones, flagged ones, and what is awarded by hand. */
import type { Deps } from '../../deps.ts'
import { Refusal } from '../../problem.ts'
import type { PathwayAward } from '../../storage/pathway-awards.ts'
import { type Caller, callerName } from '../caller.ts'
import { credentialUrl } from '../credential-view.ts'
import type { Recipient } from '../issue-request.ts'
import { recipientHash as hashOf } from '../recipient.ts'
import { componentsOf, evaluate, missingOf } from './evaluate.ts'
import { byPair, isOpen, newAward, pairKey } from './evaluate-due.ts'
import { issueStacks } from './issue-stacks.ts'
import { KEPT } from './judge-standing.ts'
import { evaluateSoon } from './note-evaluations.ts'
import { findPathway } from './pathways.ts'

/**
 * Awards at once. What is not met needs a waiver, which then stands in the credential. Awarded before: the same award. Refuses
 * `conflict` where it is not met, or was revoked by a person and `again` is not said.
 */
export async function awardByHand(
  deps: Deps,
  issuerId: string,
  pathwayId: string,
  given: { recipient: Recipient; waiver?: string | undefined },
  caller: Caller,
): Promise<PathwayAward> {
  const now = deps.clock.now()
  const at = now.toISOString()
  const pathway = await findPathway(deps, issuerId, pathwayId)
  if (!isOpen(pathway))
    throw new Refusal(
      'conflict',
      'This pathway is archived or not enabled. Restore or enable it to award it.',
    )
  const recipientHash = await hashOf(deps.vault, issuerId, given.recipient)
  const pair = { issuerId, pathwayId, recipientHash }
  const [standing] = await deps.pathwayAwards.standing([pair])
  const isOver = standing?.state === 'declined' || standing?.credentialState === 'revoked'
  if (standing !== undefined && standing.credentialId !== null && !isOver) return standing

  const holdings = byPair(await deps.holdings.held([pair], at)).get(pairKey(pair)) ?? []
  const progress = evaluate(pathway.body.requirements, holdings, now)
  if (!progress.isMet && given.waiver === undefined)
    throw new Refusal(
      'conflict',
      `It is not completed: ${missingOf(progress).length} achievements are missing. Say in \`waiver\` why it is awarded all the same.`,
    )
  const reason = given.waiver === undefined ? 'by-hand' : 'waived'
  // What is over gives way to a new award; what only waits is this one, also where the queue issues it at this moment.
  if (standing !== undefined)
    await deps.commit([
      isOver
        ? deps.pathwayAwards.setStates([standing], 'revoked', 'awarded-anew', now)
        : deps.pathwayAwards.setStates([standing], 'approved', reason, now),
    ])
  const [award] = await deps.pathwayAwards.claim([
    { ...newAward(pair, pathway, now), state: 'approved', reason },
  ])
  if (award === undefined) throw new Error('the award is not there')
  if (award.credentialId === null) {
    const components = progress.isMet ? componentsOf(progress) : heldOf(holdings)
    const { pathwayVersion: version } = award
    const body = (await deps.pathways.versions([{ pathwayId, version }])).get(`${pathwayId}/${version}`)
    const { recipient, waiver } = given
    const item = { award, body: body ?? pathway.body, components, recipient, waiver }
    const [outcome] = await issueStacks(deps, issuerId, [item], caller, now)
    if (outcome instanceof Refusal) throw outcome
  }
  return await findAward(deps, issuerId, pathwayId, award.id)
}

/** A held one is issued; a flagged one is kept as it stands. Refuses `conflict` where there is nothing to decide. */
export async function approveAward(
  deps: Deps,
  issuerId: string,
  pathwayId: string,
  id: string,
  caller: Caller,
): Promise<PathwayAward> {
  const award = await findAward(deps, issuerId, pathwayId, id)
  const now = deps.clock.now()
  const { pathwayAwards, pathwayEvaluations } = deps
  const audit = deps.audit.entry({
    at: now,
    issuerId,
    caller: callerName(caller),
    action: award.state === 'flagged' ? 'pathway-award.kept' : 'pathway-award.approved',
    target: id,
  })
  const [to, reason] = award.state === 'flagged' ? (['issued', KEPT] as const) : (['approved', null] as const)
  const decided = await pathwayAwards.decide(
    award,
    ['held', 'declined', 'flagged'],
    to,
    reason,
    now.toISOString(),
    [audit, pathwayEvaluations.notePair(award, now.toISOString())],
  )
  if (!decided) throw nothingToDecide(award)
  await evaluateSoon(deps.enqueue)
  return await findAward(deps, issuerId, pathwayId, id)
}

/** A held one is not issued. Refuses `conflict` where there is nothing to decide. */
export async function declineAward(
  deps: Deps,
  issuerId: string,
  pathwayId: string,
  id: string,
  reason: string | null,
  caller: Caller,
): Promise<PathwayAward> {
  const award = await findAward(deps, issuerId, pathwayId, id)
  const now = deps.clock.now()
  const audit = deps.audit.entry({
    at: now,
    issuerId,
    caller: callerName(caller),
    action: 'pathway-award.declined',
    target: id,
  })
  const decided = await deps.pathwayAwards.decide(award, ['held'], 'declined', reason, now.toISOString(), [
    audit,
  ])
  if (!decided) throw nothingToDecide(award)
  return await findAward(deps, issuerId, pathwayId, id)
}

export async function findAward(
  deps: Deps,
  issuerId: string,
  pathwayId: string,
  id: string,
): Promise<PathwayAward> {
  const award = await deps.pathwayAwards.find(issuerId, id)
  if (award === null || award.pathwayId !== pathwayId) throw new Refusal('not-found', 'No such award.')
  return award
}

/** As the API answers it. */
export function awardView({ origin }: Pick<Deps, 'origin'>, award: Omit<PathwayAward, 'sequence'>) {
  const { id, pathwayId, pathwayVersion, recipientHash, state, reason, credentialId } = award
  return {
    id,
    pathwayId,
    pathwayVersion,
    learner: recipientHash,
    state,
    reason,
    credentialId,
    credentialUrl: credentialId === null ? null : credentialUrl(origin, credentialId),
    credentialState: award.credentialState,
    createdAt: award.createdAt,
    updatedAt: award.updatedAt,
  }
}

/** Awarded by a waiver: with what there is, one of each achievement. */
function heldOf(holdings: Parameters<typeof evaluate>[1]) {
  return [...new Map(holdings.map((holding) => [holding.leaf, holding])).values()].map((holding) => ({
    holding,
    credits: holding.credits,
  }))
}

function nothingToDecide({ state }: PathwayAward): Refusal {
  return new Refusal('conflict', `There is nothing to decide: it is ${state}.`)
}
