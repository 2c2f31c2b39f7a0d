/**
 * The vendor says otherwise than before: a grade fell after a pass, or a certificate was revoked. What follows is the
 * rule's choice (flag, suspend, revoke), never silence. What is older than the learner's newest completion changes nothing.
 */
import type { Deps } from '../deps.ts'
import type { Award } from '../storage/awards.ts'
import type { VendorEvent } from '../storage/vendor-events.ts'
import { reasonOf, revoke, suspend } from './award-credential.ts'
import type { Completion } from './completion.ts'
import type { Person } from './credential-request.ts'
import type { Outcome } from './outcome.ts'
import { VendorUnavailable } from './vendor-unavailable.ts'

const DONE = { flag: 'flagged', suspend: 'suspended', revoke: 'revoked' } as const
type Measure = keyof typeof DONE

export async function takeBack(deps: Deps, event: VendorEvent, person: Person): Promise<Outcome> {
  const { awards, completionRules, learnerHistory } = deps.vendorStores
  const { course, completedAt: at } = event.completion as Completion
  if (await learnerHistory.completedSince(event.connectionId, person.email, course.id, at)) {
    return { state: 'superseded', reason: 'completed-again-later' }
  }
  const standing = await awards.standing(event.connectionId, person.email, course.id)
  if (standing.length === 0) return { state: 'nothing-to-do', reason: 'nothing-was-awarded' }

  const measures: { award: string; measure: Measure | 'declined' }[] = []
  for (const award of standing) {
    const rule = await completionRules.find(event.issuerId, award.ruleId, { withDeleted: true })
    const measure =
      (event.meaning === 'revocation' ? rule?.body.onRevocation : rule?.body.onRegression) ?? 'flag'
    measures.push({ award: award.id, measure: await take(deps, award, measure, event) })
  }
  const strongest = (['revoke', 'suspend', 'flag'] as const).find((each) =>
    measures.some(({ measure }) => measure === each),
  )
  const state = strongest === undefined ? 'nothing-to-do' : DONE[strongest]
  return { state, reason: event.meaning, detail: { measures } }
}

async function take(
  deps: Deps,
  award: Award,
  measure: Measure,
  event: VendorEvent,
): Promise<Measure | 'declined'> {
  const { awards } = deps.vendorStores
  const now = deps.clock.now().toISOString()
  const reason = reasonOf(event.meaning)
  if (award.state === 'held') {
    await deps.commit([awards.setState(award.id, 'declined', reason, now)])
    return 'declined'
  }
  // Its credential is being issued at this moment: come back when it is.
  if (award.credentialId === null) throw new VendorUnavailable('award-in-progress')
  if (measure === 'revoke') await revoke(deps, award, reason)
  const taken = measure === 'suspend' && !(await suspend(deps, award, reason)) ? 'flag' : measure
  await deps.commit([awards.setState(award.id, DONE[taken], reason, now)])
  return taken
}
