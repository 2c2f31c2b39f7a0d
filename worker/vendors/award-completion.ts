/**
 * A completion: which rules speak of it, are their conditions met, and then one credential for each, once.
 * The award is claimed first (a unique index decides), then issued under its own idempotency key, then marked issued: a
 * crash between any two of these is repeated without a second credential.
 */
import type { Deps } from '../deps.ts'
import type { Award } from '../storage/awards.ts'
import type { CompletionRule } from '../storage/completion-rules.ts'
import type { VendorEvent } from '../storage/vendor-events.ts'
import { credentialStateOf, issueOnce, reinstate } from './award-credential.ts'
import type { Completion } from './completion.ts'
import { credentialRequest, type Person } from './credential-request.ts'
import { speaksOf, unmetConditions } from './match-rule.ts'
import type { Outcome } from './outcome.ts'
import { enqueueQuietly } from './receive-delivery.ts'

export async function awardCompletion(deps: Deps, event: VendorEvent, person: Person): Promise<Outcome> {
  const outcome = await judgeAndAward(deps, event, person)
  if (['no-rule', 'rejected', 'superseded'].includes(outcome.state)) {
    await deps.commit([deps.vendorStores.awards.dropUnissued(event.id, deps.clock.now().toISOString())])
  }
  return outcome
}

async function judgeAndAward(deps: Deps, event: VendorEvent, person: Person): Promise<Outcome> {
  const { completionRules, learnerHistory } = deps.vendorStores
  const completion = event.completion as Completion
  const now = deps.clock.now()

  const rules = await completionRules.enabledFor(event.issuerId, event.connectionId)
  const speaking = rules.filter(({ body }) => speaksOf(body, completion))
  if (speaking.length === 0) return { state: 'no-rule', reason: null }

  const judged = speaking.map((rule) => ({ rule, unmet: unmetConditions(rule.body, completion, now) }))
  const met = judged.filter(({ unmet }) => unmet.length === 0).map(({ rule }) => rule)
  if (met.length === 0) {
    const unmet = judged.map(({ rule, unmet }) => ({ rule: rule.id, unmet }))
    return {
      state: 'rejected',
      reason: [...new Set(unmet.flatMap((each) => each.unmet))].join(', '),
      detail: { rules: unmet },
    }
  }

  const { connectionId } = event
  const takenBack = await learnerHistory.adverseAfter(
    connectionId,
    person.email,
    completion.course.id,
    completion.completedAt,
  )
  if (takenBack) return { state: 'superseded', reason: 'vendor-took-it-back-later' }

  const awards: { award: Award; outcome: AwardOutcome }[] = []
  for (const rule of met) awards.push(await award(deps, event, rule, person, now))
  await wakeAdverse(deps, event, person)
  return summary(awards)
}

type AwardOutcome = 'held' | 'issued' | 'already-awarded' | 'reinstated'

async function award(deps: Deps, event: VendorEvent, rule: CompletionRule, person: Person, now: Date) {
  const completion = event.completion as Completion
  const claimed = await claim(deps, event, rule, person, now)
  if (claimed.state === 'held') return { award: claimed, outcome: 'held' as const }
  if (claimed.state === 'approved') {
    await issueOnce(deps, claimed, credentialRequest(rule.body, completion, person, now))
    return { award: claimed, outcome: 'issued' as const }
  }
  if (claimed.eventId === event.id) return { award: claimed, outcome: 'issued' as const }
  const credential = await credentialStateOf(deps, claimed)
  const wasSuspended = credential?.state === 'suspended' && credential.byVendor
  if (
    (wasSuspended || claimed.state === 'suspended' || claimed.state === 'flagged') &&
    completion.completedAt > claimed.completedAt
  ) {
    await reinstate(deps, claimed)
    return { award: claimed, outcome: 'reinstated' as const }
  }
  return { award: claimed, outcome: 'already-awarded' as const }
}

/**
 * The award that stands for this learner, achievement and run. One whose credential was revoked gives way to a completion
 * of later than the revocation, or to a person who replays the event.
 */
async function claim(
  deps: Deps,
  event: VendorEvent,
  rule: CompletionRule,
  person: Person,
  now: Date,
): Promise<Award> {
  const { awards } = deps.vendorStores
  const completion = event.completion as Completion
  const fresh = (): Award => ({
    id: crypto.randomUUID(),
    issuerId: event.issuerId,
    connectionId: event.connectionId,
    eventId: event.id,
    ruleId: rule.id,
    achievementId: rule.body.achievementId,
    learnerKey: person.email,
    courseId: completion.course.id,
    runKey: runKey(completion),
    completedAt: completion.completedAt,
    state: rule.body.holdForApproval ? 'held' : 'approved',
    reason: null,
    credentialId: null,
    createdAt: now.toISOString(),
    updatedAt: now.toISOString(),
  })
  const standing = await awards.claim(fresh())
  if (standing.credentialId === null) return standing
  const credential = await credentialStateOf(deps, standing)
  if (credential?.state !== 'revoked') return standing
  // Revoked by the vendor: no word of his against this completion stands, or we were not here. By a person: only what
  // was completed since counts.
  const isLater =
    credential.byVendor || (credential.changedAt !== null && completion.completedAt > credential.changedAt)
  if (!isLater && event.reason !== 'replay') return standing
  await deps.commit([awards.setState(standing.id, 'revoked', 'credential-revoked', now.toISOString())])
  return awards.claim(fresh())
}

/** A course that the vendor does not divide into runs is one run. */
function runKey({ course }: Completion): string {
  return `${course.id}\n${course.run ?? course.version ?? ''}`
}

/** A regression of later than this completion may have come first and found nothing: now there is something. */
async function wakeAdverse(deps: Deps, event: VendorEvent, person: Person): Promise<void> {
  const { course, completedAt } = event.completion as Completion
  const now = deps.clock.now().toISOString()
  const woken = await deps.vendorStores.learnerHistory.reopenAdverse(
    event.connectionId,
    person.email,
    course.id,
    completedAt,
    now,
  )
  await enqueueQuietly(deps, ...woken.map((eventId) => ({ kind: 'work-event' as const, eventId })))
}

function summary(awards: { award: Award; outcome: AwardOutcome }[]): Outcome {
  const detail = {
    awards: awards.map(({ award, outcome }) => ({
      award: award.id,
      rule: award.ruleId,
      achievement: award.achievementId,
      outcome,
    })),
  }
  const has = (outcome: AwardOutcome) => awards.some((each) => each.outcome === outcome)
  if (has('issued')) return { state: 'issued', reason: null, detail }
  if (has('held')) return { state: 'held', reason: 'waits-for-approval', detail }
  if (has('reinstated')) return { state: 'issued', reason: 'reinstated', detail }
  return { state: 'already-awarded', reason: null, detail }
}
