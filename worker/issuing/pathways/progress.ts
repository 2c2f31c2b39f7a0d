/** How far learners are on a pathway: what is met, with what, and what is missing. Reads only. */
import type { Deps } from '../../deps.ts'
import type { HeldRow, Pair } from '../../storage/holdings.ts'
import type { PathwayAward } from '../../storage/pathway-awards.ts'
import type { Pathway } from '../../storage/pathways.ts'
import { awardView } from './awards.ts'
import { evaluate, missingOf, type Progress } from './evaluate.ts'
import { byPair, isOpen, pairKey } from './evaluate-due.ts'
import type { PathwayBody } from './pathway-body.ts'
import { check } from './pathways.ts'
import { leafKey, leavesOf } from './requirement.ts'

/** In the order given. */
export async function progressOf(deps: Deps, pathway: Pathway, recipientHashes: readonly string[]) {
  const now = deps.clock.now()
  const { id: pathwayId, issuerId } = pathway
  const pairs = recipientHashes.map((recipientHash) => ({ issuerId, pathwayId, recipientHash }))
  const [held, awards] = await Promise.all([
    deps.holdings.held(pairs, now.toISOString()),
    deps.pathwayAwards.standing(pairs),
  ])
  return pairs.map((pair) => learnerProgress(deps, pathway, pair, held, awards, now))
}

/** What evaluating this learner would do now; by a draft of the pathway, or of one that is not kept yet. */
export async function tryPathway(
  deps: Deps,
  issuerId: string,
  kept: Pathway | null,
  draft: PathwayBody | undefined,
  recipientHash: string,
) {
  const now = deps.clock.now()
  const at = now.toISOString()
  const body = draft ?? kept?.body
  if (body === undefined) throw new Error('neither a pathway nor a draft')
  if (draft !== undefined) await check(deps, { id: kept?.id ?? '', issuerId, body: draft })
  const unkept = { id: '', issuerId, version: 0, createdAt: at, updatedAt: at, archivedAt: null }
  const pathway = { ...unkept, ...kept, body }
  const pair = { issuerId, pathwayId: pathway.id, recipientHash }
  const leaves = leavesOf(body.requirements).map(({ leaf }) => leafKey(leaf))
  const [held, awards] = await Promise.all([
    deps.holdings.heldOf(pair, leaves, at),
    deps.pathwayAwards.standing([pair]),
  ])
  const progress = learnerProgress(deps, pathway, pair, held, awards, now)
  const wouldAward = progress.isMet && progress.award === null && isOpen(pathway)
  return {
    ...progress,
    wouldIssue: wouldAward && !body.holdForApproval,
    wouldHold: wouldAward && body.holdForApproval,
  }
}

function learnerProgress(
  deps: Deps,
  { body }: Pathway,
  pair: Pair,
  held: readonly HeldRow[],
  awards: readonly PathwayAward[],
  now: Date,
) {
  const progress = evaluate(body.requirements, byPair(held).get(pairKey(pair)) ?? [], now)
  const award = awards.find(({ recipientHash }) => recipientHash === pair.recipientHash)
  return {
    learner: pair.recipientHash,
    isMet: progress.isMet,
    missing: missingOf(progress),
    progress: progressView(progress),
    award: award === undefined ? null : awardView(deps, award),
  }
}

export interface ProgressView {
  type: 'achievement' | 'group'
  isMet: boolean
  leaf?: string
  credits?: number | null
  credentialId?: string | null
  badgeId?: string | null
  shortfall?: string | null
  have?: number
  need?: number
  unit?: 'parts' | 'credits'
  of?: ProgressView[]
}

function progressView(progress: Progress): ProgressView {
  if (progress.type === 'group') return { ...progress, of: progress.of.map(progressView) }
  const { type, leaf, isMet, credits, holding, shortfall } = progress
  return {
    type,
    leaf,
    isMet,
    credits,
    credentialId: holding?.source === 'credential' ? holding.id : null,
    badgeId: holding?.source === 'badge' ? holding.id : null,
    shortfall,
  }
}
