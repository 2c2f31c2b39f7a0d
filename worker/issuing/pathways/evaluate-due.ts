/**
 * The work of the queue and of cron: whoever is due is evaluated, a hundred at a time in a handful of queries. Claimed first (a
 * unique index decides), issued under the award's own idempotency key, then no longer due: a crash between any two of these
 * is repeated without a second credential.
 */
import type { Deps } from '../../deps.ts'
import { Refusal } from '../../problem.ts'
import type { HeldRow, Pair } from '../../storage/holdings.ts'
import type { NewPathwayAward, PathwayAward } from '../../storage/pathway-awards.ts'
import type { DueEvaluation } from '../../storage/pathway-evaluations.ts'
import type { Pathway } from '../../storage/pathways.ts'
import { componentsOf, evaluate, type Holding } from './evaluate.ts'
import { issueStacks, type StackItem } from './issue-stacks.ts'
import { judgeStanding, type StandingAward } from './judge-standing.ts'
import { evaluateSoon } from './note-evaluations.ts'
import type { PathwayBody } from './pathway-body.ts'

const AT_ONCE = 100
/** Nobody else works on what was taken, for so long. */
const LEASE_MS = 120_000
const MAX_BACKOFF_MS = 24 * 60 * 60 * 1000

const caller = { kind: 'system', name: 'pathways' } as const

export async function evaluateDue(deps: Deps): Promise<void> {
  const now = deps.clock.now()
  const after = (ms: number) => new Date(now.getTime() + ms).toISOString()
  const due = await deps.pathwayEvaluations.take(now.toISOString(), after(LEASE_MS), AT_ONCE)
  if (due.length === 0) return
  const unsettled = await evaluateAll(deps, due, now)
  const settled = due.filter((each) => !unsettled.has(each))
  const later = [...unsettled].map(([each, wait]) => ({ ...each, dueAt: after(wait) }))
  await deps.commit([
    deps.pathwayEvaluations.done(settled),
    deps.pathwayEvaluations.noteBeginnings(settled, now.toISOString()),
    deps.pathwayEvaluations.later(later),
  ])
  if (due.length === AT_ONCE || [...unsettled.values()].includes(0)) await evaluateSoon(deps.enqueue)
}

/** Those that are not done, and in how many milliseconds they are to be tried again. */
async function evaluateAll(
  deps: Deps,
  due: readonly DueEvaluation[],
  now: Date,
): Promise<Map<DueEvaluation, number>> {
  const [newest, awards, held] = await Promise.all([
    deps.pathways.newest([...new Set(due.map(({ pathwayId }) => pathwayId))]),
    deps.pathwayAwards.standing(due),
    deps.holdings.held(due, now.toISOString()),
  ])
  const holdingsOf = byPair(held)
  const awardOf = new Map(awards.map((award) => [pairKey(award), award]))
  const [versions, components] = await Promise.all([
    deps.pathways.versions(
      awards.map(({ pathwayId, pathwayVersion }) => ({ pathwayId, version: pathwayVersion })),
    ),
    deps.pathwayAwards.components(awards.map(({ id }) => id)),
  ])
  const unsettled = new Map<DueEvaluation, number>()
  const claims: { due: DueEvaluation; pathway: Pathway }[] = []
  const items: { due: DueEvaluation; item: StackItem }[] = []
  const incomplete: PathwayAward[] = []
  const standing: (StandingAward & { due: DueEvaluation })[] = []

  for (const each of due) {
    const pathway = newest.get(each.pathwayId)
    if (pathway === undefined) continue
    const holdings = holdingsOf.get(pairKey(each)) ?? []
    const award = awardOf.get(pairKey(each))
    if (award === undefined) {
      if (isOpen(pathway) && evaluate(pathway.body.requirements, holdings, now).isMet)
        claims.push({ due: each, pathway })
      continue
    }
    const then = versions.get(`${award.pathwayId}/${award.pathwayVersion}`) ?? pathway.body
    if (award.state === 'approved' || award.state === 'held') {
      const progress = evaluate(then.requirements, holdings, now)
      if (!progress.isMet) incomplete.push(award)
      else if (award.state === 'approved')
        items.push({ due: each, item: { award, body: then, components: componentsOf(progress) } })
    } else if (award.state !== 'declined') {
      const own = components.filter(({ awardId }) => awardId === award.id)
      standing.push({ due: each, award, then, newest: pathway.body, components: own, held: holdings })
    }
  }

  // Something was taken back before it was issued: a later completion is claimed anew.
  if (incomplete.length > 0)
    await deps.commit([
      deps.pathwayAwards.setStates(incomplete, 'revoked', 'component-revoked-before-award', now),
    ])
  const over = await judgeStanding(deps, standing, now)
  for (const { due, award } of standing) if (over.has(award)) unsettled.set(due, 0)
  for (const claimed of await claimAll(deps, claims, holdingsOf, now)) {
    if ('item' in claimed) items.push(claimed)
    else unsettled.set(claimed.due, 0)
  }
  for (const each of await issueAll(deps, items, now)) unsettled.set(each, backoff(each))
  return unsettled
}

/** Those that were refused: the award says why. */
async function issueAll(
  deps: Deps,
  items: readonly { due: DueEvaluation; item: StackItem }[],
  now: Date,
): Promise<DueEvaluation[]> {
  const refused: DueEvaluation[] = []
  for (const [issuerId, group] of Map.groupBy(items, ({ due }) => due.issuerId)) {
    const outcomes = await issueStacks(
      deps,
      issuerId,
      group.map(({ item }) => item),
      caller,
      now,
    )
    const byCode = Map.groupBy(
      group.flatMap((each, at) => {
        const outcome = outcomes[at]
        return outcome instanceof Refusal ? [{ ...each, code: outcome.code }] : []
      }),
      ({ code }) => code,
    )
    for (const [code, some] of byCode) {
      refused.push(...some.map(({ due }) => due))
      const awards = some.map(({ item }) => item.award)
      await deps.commit([deps.pathwayAwards.setStates(awards, 'approved', code, now)])
    }
  }
  return refused
}

async function claimAll(
  deps: Deps,
  claims: readonly { due: DueEvaluation; pathway: Pathway }[],
  holdingsOf: ReadonlyMap<string, Holding[]>,
  now: Date,
): Promise<({ due: DueEvaluation; item: StackItem } | { due: DueEvaluation })[]> {
  if (claims.length === 0) return []
  const fresh = claims.map(({ due, pathway }): NewPathwayAward => newAward(due, pathway, now))
  const standing = new Map<string, PathwayAward>()
  for (const award of await deps.pathwayAwards.claim(fresh)) standing.set(pairKey(award), award)
  return claims.flatMap(({ due, pathway }) => {
    const award = standing.get(pairKey(due))
    if (award?.state !== 'approved') return []
    // Another claimed it by an older version in this moment: judged by that.
    if (award.pathwayVersion !== pathway.version) return [{ due }]
    const progress = evaluate(pathway.body.requirements, holdingsOf.get(pairKey(due)) ?? [], now)
    return [{ due, item: { award, body: pathway.body, components: componentsOf(progress) } }]
  })
}

export function newAward(pair: Pair, pathway: Pathway, now: Date): NewPathwayAward {
  return {
    id: crypto.randomUUID(),
    issuerId: pair.issuerId,
    pathwayId: pair.pathwayId,
    pathwayVersion: pathway.version,
    recipientHash: pair.recipientHash,
    state: pathway.body.holdForApproval ? 'held' : 'approved',
    reason: pathway.body.holdForApproval ? 'waits-for-approval' : null,
    createdAt: now.toISOString(),
  }
}

export function isOpen({ archivedAt, body }: { archivedAt: string | null; body: PathwayBody }): boolean {
  return archivedAt === null && body.enabled
}

export function byPair(rows: readonly HeldRow[]): Map<string, Holding[]> {
  const holdings = new Map<string, Holding[]>()
  for (const row of rows) {
    const { leaf, id, source, earnedAt } = row
    const credits = row.creditsEarned ?? row.creditsAvailable
    const holding = { leaf, id, source, earnedAt, credits, levels: levelsOf(row.results) }
    holdings.set(pairKey(row), [...(holdings.get(pairKey(row)) ?? []), holding])
  }
  return holdings
}

export function pairKey({ pathwayId, recipientHash }: Pick<Pair, 'pathwayId' | 'recipientHash'>): string {
  return `${pathwayId} ${recipientHash}`
}

/** A level stands in a result as an IRI below the achievement's own; its local name is the fragment. */
function levelsOf(results: string | null): string[] {
  const list: unknown = results === null ? [] : JSON.parse(results)
  return (Array.isArray(list) ? list : [list]).flatMap(({ achievedLevel }: { achievedLevel?: unknown }) =>
    typeof achievedLevel === 'string' ? [achievedLevel.slice(achievedLevel.indexOf('#') + 1)] : [],
  )
}

function backoff({ attempts }: DueEvaluation): number {
  return Math.min(LEASE_MS * 2 ** attempts, MAX_BACKOFF_MS)
}
