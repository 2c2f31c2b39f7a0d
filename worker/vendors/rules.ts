/** Making and changing rules, and trying one on a past event without issuing anything. */

import type { Deps } from '../deps.ts'
import { type Caller, callerName } from '../issuing/caller.ts'
import { commitWhereRoom } from '../issuing/commit-where-room.ts'
import { NO_MAIL } from '../issuing/notify.ts'
import type { Once } from '../issuing/once.ts'
import { Refusal } from '../problem.ts'
import type { CompletionRule } from '../storage/completion-rules.ts'
import type { Completion } from './completion.ts'
import { findConnection } from './connections.ts'
import { credentialRequest } from './credential-request.ts'
import { speaksOf, unmetConditions } from './match-rule.ts'
import type { RuleBody } from './rule-body.ts'

export async function createRule(deps: Deps, issuerId: string, body: RuleBody, caller: Caller, once: Once) {
  await assertAwardable(deps, issuerId, body)
  const now = deps.clock.now()
  const rule: CompletionRule = {
    id: crypto.randomUUID(),
    issuerId,
    connectionId: body.connectionId,
    body,
    enabled: body.enabled,
    createdAt: now.toISOString(),
    updatedAt: now.toISOString(),
  }
  await commitWhereRoom(deps, 'completion rules', issuerId, [
    deps.vendorStores.completionRules.insert(rule),
    audit(deps, rule, caller, now, 'completion-rule.created'),
    ...(await once.remember(201, ruleView(rule))),
  ])
  return rule
}

export async function changeRule(deps: Deps, issuerId: string, id: string, body: RuleBody, caller: Caller) {
  const current = await findRule(deps, issuerId, id)
  await assertAwardable(deps, issuerId, body)
  const now = deps.clock.now()
  const next = {
    ...current,
    connectionId: body.connectionId,
    body,
    enabled: body.enabled,
    updatedAt: now.toISOString(),
  }
  await deps.commit([
    deps.vendorStores.completionRules.update(next),
    audit(deps, next, caller, now, 'completion-rule.changed'),
  ])
  return next
}

export async function deleteRule(deps: Deps, issuerId: string, id: string, caller: Caller): Promise<void> {
  const rule = await findRule(deps, issuerId, id)
  const now = deps.clock.now()
  await deps.commit([
    deps.vendorStores.completionRules.remove(issuerId, id, now.toISOString()),
    audit(deps, rule, caller, now, 'completion-rule.deleted'),
  ])
}

export async function findRule(deps: Deps, issuerId: string, id: string): Promise<CompletionRule> {
  const rule = await deps.vendorStores.completionRules.find(issuerId, id)
  if (rule === null) throw new Refusal('not-found', 'No such rule.')
  return rule
}

/** What the rule would do with this event. Issues nothing, changes nothing. */
export async function tryRule(deps: Deps, issuerId: string, body: RuleBody, eventId: string) {
  const event = await deps.vendorStores.vendorEvents.find(eventId)
  if (event === null || event.issuerId !== issuerId) throw new Refusal('not-found', 'No such event.')
  if (event.completion === null || event.meaning !== 'completion') {
    throw new Refusal('conflict', `This event is no completion: it is ${event.state}.`)
  }
  const completion = event.completion as Completion
  const now = deps.clock.now()
  const ofConnection = body.connectionId === null || body.connectionId === event.connectionId
  const speaks = ofConnection && speaksOf(body, completion)
  const unmet = speaks ? unmetConditions(body, completion, now) : []
  const { id, email, name } = completion.learner
  const link = id === undefined ? null : await deps.vendorStores.accountLinks.findFor(event.connectionId, id)
  const person = link === null ? { email, name } : { email: link.email, name: link.name ?? name }
  const wouldIssue = speaks && unmet.length === 0 && person.email !== undefined
  return {
    speaksOfCourse: speaks,
    unmet,
    learnerKnown: person.email !== undefined,
    wouldIssue: wouldIssue && !body.holdForApproval,
    wouldHold: wouldIssue && body.holdForApproval,
    request: wouldIssue
      ? credentialRequest(body, completion, { email: person.email ?? '', name: person.name }, now)
      : null,
    completion,
  }
}

export function ruleView({ id, body, createdAt, updatedAt }: CompletionRule) {
  return { id, ...body, createdAt, updatedAt }
}

/** Whatever would refuse every credential of the rule is refused with the rule. */
async function assertAwardable(deps: Deps, issuerId: string, body: RuleBody): Promise<void> {
  if (body.template.notify !== undefined && deps.sendMail === null) throw invalid('/template/notify', NO_MAIL)
  if (body.connectionId !== null) await findConnection(deps, issuerId, body.connectionId)
  const achievement = await deps.achievements.find(issuerId, body.achievementId)
  if (achievement === null) throw invalid('/achievementId', 'This issuer has no achievement of this id.')
  const result = body.template.resultDescription
  if (result !== undefined && !achievement.body.resultDescriptions?.some(({ id }) => id === result))
    throw invalid('/template/resultDescription', 'The achievement has no result description of this id.')
}

function invalid(pointer: string, detail: string): Refusal {
  return new Refusal('invalid-request', `${pointer}: ${detail}`, { errors: [{ pointer, detail }] })
}

function audit(deps: Deps, { issuerId, id }: CompletionRule, caller: Caller, at: Date, action: string) {
  return deps.audit.entry({ at, issuerId, caller: callerName(caller), action, target: id })
}
