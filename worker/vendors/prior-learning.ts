/**
 * Prior learning: a badge from elsewhere is verified by the one verifier, for the learner who brings it, and kept as an
 * event of a connection; rules then decide what it counts for. Only `valid` counts, and only when the recipient is proven.
 */

import { buildIdentityObject } from '../credential/openbadges/index.ts'
import { type VerificationReport, verifyCredential } from '../credential/verify/index.ts'
import type { Deps } from '../deps.ts'
import { sha256, toHex, utf8 } from '../http/bytes.ts'
import { verifierOf } from '../http/verifier.ts'
import { evaluateSoon } from '../issuing/pathways/note-evaluations.ts'
import { recipientHashOf, subjectOf } from '../issuing/recipient.ts'
import { Refusal } from '../problem.ts'
import { findConnection } from './connections.ts'
import { keepDelivery } from './receive-delivery.ts'

export interface BroughtBadge {
  connectionId: string
  email: string
  name?: string | undefined
  /** JSON, token, URL, or the bytes of a file. */
  credential: unknown
}

export type Recognition =
  | { recognised: true; deliveryId: string; course: string; verdict: 'valid' }
  | {
      recognised: false
      reason: 'not-valid' | 'recipient-not-proven' | 'several' | 'no-achievement'
      verdict: string
      state: string
    }

export async function recognise(deps: Deps, issuerId: string, badge: BroughtBadge): Promise<Recognition> {
  const connection = await findConnection(deps, issuerId, badge.connectionId)
  if (connection.kind !== 'prior-learning' || connection.state !== 'enabled') {
    throw new Refusal('conflict', 'Give an enabled connection of the kind prior-learning.')
  }
  const email = badge.email.toLowerCase()
  const report = await verifyCredential(badge.credential, { ...verifierOf(deps), recipient: email })
  const refused = (reason: 'not-valid' | 'recipient-not-proven' | 'several' | 'no-achievement') =>
    ({ recognised: false, reason, verdict: report.verdict, state: report.state }) as const
  if (report.format === 'collection') return refused('several')
  if (report.verdict !== 'valid') return refused('not-valid')
  if (!isProvenRecipient(report)) return refused('recipient-not-proven')
  const event = await eventOf(report, email, badge.name)
  if (event === null) return refused('no-achievement')
  const now = deps.clock.now()
  const headers = new Headers({ 'content-type': 'application/json' })
  await countTowardsPathways(deps, issuerId, report, event)
  const deliveryId = await keepDelivery(
    deps,
    connection,
    { body: utf8(JSON.stringify(event)), headers, receivedAt: now },
    'strong',
  )
  return { recognised: true, deliveryId, course: event.course, verdict: 'valid' }
}

/** Pathways may ask for it by itself, without a rule that makes it a credential of ours. The address is kept as its hashes only. */
async function countTowardsPathways(
  deps: Deps,
  issuerId: string,
  { credential }: VerificationReport,
  { id, email, course, title, awardedAt }: RecognisedEvent,
): Promise<void> {
  const now = deps.clock.now().toISOString()
  const recipientHash = await recipientHashOf(deps.vault, issuerId, email)
  await deps.commit([
    deps.holdings.insertBadge({
      id: crypto.randomUUID(),
      issuerId,
      recipientHash,
      leaf: course,
      badgeId: id,
      name: title,
      identifier: JSON.stringify(subjectOf({ email }).identities.map(buildIdentityObject)),
      credits: credential?.creditsEarned ?? credential?.achievement?.creditsAvailable ?? null,
      earnedAt: awardedAt ?? now,
      validUntil: credential?.validUntil ?? null,
      recognisedAt: now,
    }),
    deps.pathwayEvaluations.noteBadge(issuerId, recipientHash, course, now),
  ])
  await evaluateSoon(deps.enqueue)
}

type RecognisedEvent = NonNullable<Awaited<ReturnType<typeof eventOf>>>

function isProvenRecipient({ checks }: VerificationReport): boolean {
  return checks.some(({ id, outcome }) => id === 'recipient' && outcome === 'success')
}

async function eventOf(
  { credential, issuer, received }: VerificationReport,
  email: string,
  name: string | undefined,
) {
  const achievement = credential?.achievement
  const achievementId = achievement?.id ?? null
  if (!credential || !achievement || achievementId === null || issuer.id === null) return null
  return {
    type: 'foreign-badge.verified',
    // The badge's own id, or its content: brought twice it is one event.
    id: credential.id ?? `sha256:${toHex(await sha256(utf8(JSON.stringify(received))))}`,
    email,
    ...(name === undefined ? {} : { name }),
    issuer: issuer.id,
    course: `${issuer.id} ${achievementId}`,
    title: achievement.name,
    ...(credential.validFrom ? { awardedAt: credential.validFrom } : {}),
  }
}
