/**
 * Issues the stacked credentials of approved awards, many at once. Each credential, its award's mark, its components and the
 * event that tells of it are one transaction; the award's idempotency record decides between two at once.
 */
import type { Deps } from '../../deps.ts'
import { Refusal } from '../../problem.ts'
import { uniqueViolation } from '../../storage/d1.ts'
import type { Component, PathwayAward } from '../../storage/pathway-awards.ts'
import type { Caller } from '../caller.ts'
import type { CredentialEvent } from '../events.ts'
import type { Issuance } from '../issuance.ts'
import { type IssuedCredential, issueCredentials } from '../issue-credential.ts'
import type { Holding } from './evaluate.ts'
import type { PathwayBody } from './pathway-body.ts'
import { leafKey, leavesOf } from './requirement.ts'
import { learnerOf, stackRequest } from './stack-request.ts'

export interface StackItem {
  award: PathwayAward
  /** Of the award's version. */
  body: PathwayBody
  components: readonly { holding: Holding; credits: number | null }[]
  /** Where a person named the learner; else as the components know them. */
  recipient?: Issuance['recipient']
  waiver?: string | undefined
}

export type StackOutcome = 'issued' | Refusal

/** One outcome for each, in order. `not-found`: nothing is left that tells who the learner is. */
export async function issueStacks(
  deps: Deps,
  issuerId: string,
  items: readonly StackItem[],
  caller: Caller,
  now: Date,
): Promise<StackOutcome[]> {
  const requests = await requestsOf(deps, items, now)
  const ready = items.flatMap((item, at) => {
    const request = requests[at]
    return request === undefined || request === null ? [] : [{ item, request }]
  })
  const outcomes = new Map<StackItem, StackOutcome>()
  for (const [at, outcome] of (await issueAll(deps, issuerId, ready, caller, now)).entries()) {
    const each = ready[at]
    if (each !== undefined) outcomes.set(each.item, outcome)
  }
  const unknown = new Refusal('not-found', 'Nothing is left that tells who this learner is.')
  return items.map((item) => outcomes.get(item) ?? unknown)
}

interface Ready {
  item: StackItem
  request: Issuance
}

async function issueAll(
  deps: Deps,
  issuerId: string,
  ready: readonly Ready[],
  caller: Caller,
  now: Date,
): Promise<StackOutcome[]> {
  if (ready.length === 0) return []
  // A scope of its own: no Idempotency-Key of an API client can meet it.
  const scope = `pathway-award:${issuerId}`
  const given = (outcomes: (IssuedCredential | Refusal)[]) =>
    outcomes.flatMap((credential, at) => {
      const award = ready[at]?.item.award
      return credential instanceof Refusal || award === undefined ? [] : [{ credential, award }]
    })
  try {
    const outcomes = await issueCredentials(
      deps,
      issuerId,
      ready.map(({ request }) => request),
      {
        caller,
        now,
        remember: (issued) =>
          given(issued).map(({ credential, award }) => ({
            scope,
            key: award.id,
            requestHash: award.id,
            status: 201,
            response: null,
            credentialId: credential.id,
          })),
        also: [
          deps.pathwayAwards.markIssued(
            ready.map(({ item }) => item.award.id),
            scope,
            now.toISOString(),
          ),
          deps.pathwayAwards.insertComponents(ready.flatMap(({ item }) => componentsOf(item))),
        ],
        events: (issued) => given(issued).map(({ credential, award }) => completed(award, credential)),
      },
    )
    return outcomes.map((outcome) => (outcome instanceof Refusal ? outcome : 'issued'))
  } catch (error) {
    const half = Math.ceil(ready.length / 2)
    const inHalves = async () => [
      ...(await issueAll(deps, issuerId, ready.slice(0, half), caller, now)),
      ...(await issueAll(deps, issuerId, ready.slice(half), caller, now)),
    ]
    // Another one issued some of them in this moment.
    if (uniqueViolation(error, 'idempotency_records.'))
      return ready.length === 1 ? ['issued'] : await inHalves()
    if (!(error instanceof Refusal)) throw error
    // Too large together, by the pictures in them. Else it is the same for each: a key is missing, for one.
    if (error.code === 'body-too-large' && ready.length > 1) return await inHalves()
    return ready.map(() => error)
  }
}

async function requestsOf(deps: Deps, items: readonly StackItem[], now: Date): Promise<(Issuance | null)[]> {
  const leaves = items.flatMap(({ body }) => leavesOf(body.requirements).map(({ leaf }) => leafKey(leaf)))
  const [sources, names] = await Promise.all([
    deps.holdings.sources(items.flatMap(({ components }) => components.map(({ holding }) => holding.id))),
    deps.pathways.achievementNames([...new Set(leaves)]),
  ])
  return items.map(({ award, body, components, recipient, waiver }) => {
    const found = components.flatMap((each) => {
      const source = sources.get(each.holding.id)
      return source === undefined ? [] : [{ ...each, source }]
    })
    const newestFirst = [...found].sort(
      (a, b) =>
        Date.parse(b.holding.earnedAt) - Date.parse(a.holding.earnedAt) ||
        (a.source.id < b.source.id ? -1 : 1),
    )
    const learner =
      recipient ??
      learnerOf(
        award.recipientHash,
        newestFirst.map(({ source }) => source),
      )
    if (learner === null) return null
    return stackRequest({
      origin: deps.origin,
      pathway: { id: award.pathwayId, version: award.pathwayVersion, body },
      components: found,
      recipient: learner,
      names,
      waiver,
      now,
    })
  })
}

function componentsOf({ award, components }: StackItem): Component[] {
  return components.map(({ holding, credits }) => ({
    awardId: award.id,
    leaf: holding.leaf,
    credentialId: holding.source === 'credential' ? holding.id : null,
    badgeId: holding.source === 'badge' ? holding.id : null,
    credits,
  }))
}

function completed({ pathwayId }: PathwayAward, credential: IssuedCredential): CredentialEvent {
  const { issuerId, id, achievementId, issuedAt } = credential
  return { type: 'pathway.completed', issuerId, credentialId: id, achievementId, at: issuedAt, pathwayId }
}
