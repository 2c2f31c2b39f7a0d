/** How far learners are on a pathway: what is met, with what, and what is missing. Reads only. */
import type { Deps } from '../../deps.ts'
import type { Pathway } from '../../storage/pathways.ts'
import { awardView } from './awards.ts'
import { evaluate, missingOf, type Progress } from './evaluate.ts'
import { byPair, isOpen, pairKey } from './evaluate-due.ts'

/** In the order given. The body may be one that is not kept yet: then its leaves are those of the kept versions. */
export async function progressOf(deps: Deps, pathway: Pathway, recipientHashes: readonly string[]) {
  const now = deps.clock.now()
  const { id: pathwayId, issuerId, body } = pathway
  const pairs = recipientHashes.map((recipientHash) => ({ issuerId, pathwayId, recipientHash }))
  const [held, awards] = await Promise.all([
    deps.holdings.held(pairs, now.toISOString()),
    deps.pathwayAwards.standing(pairs),
  ])
  const holdings = byPair(held)
  return pairs.map((pair) => {
    const progress = evaluate(body.requirements, holdings.get(pairKey(pair)) ?? [], now)
    const award = awards.find(({ recipientHash }) => recipientHash === pair.recipientHash)
    return {
      learner: pair.recipientHash,
      isMet: progress.isMet,
      missing: missingOf(progress),
      progress: progressView(progress),
      award: award === undefined ? null : awardView(deps, award),
    }
  })
}

/** What evaluating this learner would do now. */
export async function tryPathway(deps: Deps, pathway: Pathway, recipientHash: string) {
  const [progress] = await progressOf(deps, pathway, [recipientHash])
  if (progress === undefined) throw new Error('one learner, one answer')
  const wouldAward = progress.isMet && progress.award === null && isOpen(pathway)
  return {
    ...progress,
    wouldIssue: wouldAward && !pathway.body.holdForApproval,
    wouldHold: wouldAward && pathway.body.holdForApproval,
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
