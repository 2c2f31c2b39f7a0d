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
import type { Connection } from '../storage/connections.ts'
import type { Statement } from '../storage/d1.ts'
import { findConnection } from './connections.ts'
import { cleanText } from './read-completions.ts'
import { enqueueQuietly, insertDelivery } from './receive-delivery.ts'

const MAX_ID_CHARACTERS = 2 * 2048 + 1

export interface BroughtBadge {
  email: string
  name?: string | undefined
  /** JSON, token, URL, or the bytes of a file. */
  credential: unknown
}

export type NotRecognised = 'not-valid' | 'recipient-not-proven' | 'several' | 'no-achievement'

export type Recognition =
  | { recognised: true; deliveryId: string; course: string; verdict: 'valid' }
  | { recognised: false; reason: NotRecognised; verdict: string; state: string }

/** A verified badge as an event: what is kept of it, and what rules are asked with. */
export interface RecognisedEvent {
  type: 'foreign-badge.verified'
  id: string
  badge: string
  email: string
  name?: string
  issuer: string
  course: string
  title: string
  awardedAt?: string
}

export type Examination = { report: VerificationReport } & (
  | { recognised: true; event: RecognisedEvent }
  | { recognised: false; reason: NotRecognised }
)

export type Unrecognised = Extract<Examination, { recognised: false }>

/** By the issuer's own key: who asks vouches that the address is the learner's. */
export async function recognise(
  deps: Deps,
  issuerId: string,
  { connectionId, ...badge }: BroughtBadge & { connectionId: string },
): Promise<Recognition> {
  const connection = await findConnection(deps, issuerId, connectionId)
  if (connection.kind !== 'prior-learning' || connection.state !== 'enabled') {
    throw new Refusal('conflict', 'Give an enabled connection of the kind prior-learning.')
  }
  const examined = await examineBadge(deps, badge)
  if (!examined.recognised) {
    const { verdict, state } = examined.report
    return { recognised: false, reason: examined.reason, verdict, state }
  }
  const deliveryId = await keepBadge(deps, connection, examined)
  await enqueueQuietly(deps, { kind: 'read-delivery', deliveryId })
  return { recognised: true, deliveryId, course: examined.event.course, verdict: 'valid' }
}

/** Is it valid, and was it given to this address? Keeps nothing. */
export async function examineBadge(
  deps: Deps,
  { credential, email, name }: BroughtBadge,
): Promise<Examination> {
  const recipient = email.toLowerCase()
  const report = await verifyCredential(credential, { ...verifierOf(deps), recipient })
  const refused = (reason: NotRecognised) => ({ report, recognised: false, reason }) as const
  if (report.format === 'collection') return refused('several')
  if (report.verdict !== 'valid') return refused('not-valid')
  if (!isProvenRecipient(report)) return refused('recipient-not-proven')
  const event = await eventOf(report, recipient, name)
  return event === null ? refused('no-achievement') : { report, recognised: true, event }
}

/**
 * One transaction with `also`: the event, and what pathways may ask for by itself, without a rule that makes it a credential
 * of ours. There the address is kept as its hashes only.
 */
export async function keepBadge(
  deps: Deps,
  connection: Connection,
  { event, report: { credential } }: Extract<Examination, { recognised: true }>,
  also: readonly Statement[] = [],
): Promise<string> {
  const receivedAt = deps.clock.now()
  const now = receivedAt.toISOString()
  const { issuerId } = connection
  const { badge, email, course, title, awardedAt } = event
  const recipientHash = await recipientHashOf(deps.vault, issuerId, email)
  const deliveryId = await insertDelivery(
    deps,
    connection,
    {
      body: utf8(JSON.stringify(event)),
      headers: new Headers({ 'content-type': 'application/json' }),
      receivedAt,
    },
    'strong',
    [
      ...also,
      deps.holdings.insertBadge({
        id: crypto.randomUUID(),
        issuerId,
        recipientHash,
        leaf: course,
        badgeId: badge,
        name: title,
        identifier: JSON.stringify(subjectOf({ email }).identities.map(buildIdentityObject)),
        credits: credential?.creditsEarned ?? credential?.achievement?.creditsAvailable ?? null,
        earnedAt: awardedAt ?? now,
        validUntil: credential?.validUntil ?? null,
        recognisedAt: now,
      }),
      deps.pathwayEvaluations.noteBadge(issuerId, recipientHash, course, now),
    ],
  )
  await evaluateSoon(deps.enqueue)
  return deliveryId
}

function isProvenRecipient({ checks }: VerificationReport): boolean {
  return checks.some(({ id, outcome }) => id === 'recipient' && outcome === 'success')
}

async function eventOf(
  { credential, issuer, received }: VerificationReport,
  email: string,
  name: string | undefined,
): Promise<RecognisedEvent | null> {
  const achievement = credential?.achievement
  const achievementId = achievement?.id ?? null
  if (!credential || !achievement || achievementId === null || issuer.id === null) return null
  const course = `${issuer.id} ${achievementId}`
  // What rules and pathways can name is shorter; ids are strangers' and stand in several places.
  if (course.length > MAX_ID_CHARACTERS) return null
  const named = (credential.id ?? '').length > MAX_ID_CHARACTERS ? null : credential.id
  const badge = named ?? `sha256:${await digest(received)}`
  return {
    type: 'foreign-badge.verified',
    // Brought twice it is one event. Anybody can write a stranger's id into a badge of his own: issuer and learner are in it.
    id: `sha256:${await digest([issuer.id, badge, email])}`,
    badge,
    email,
    ...(name === undefined ? {} : { name }),
    issuer: issuer.id,
    course,
    title: cleanText(achievement.name) ?? '',
    ...(credential.validFrom ? { awardedAt: credential.validFrom } : {}),
  }
}

async function digest(value: unknown): Promise<string> {
  return toHex(await sha256(utf8(JSON.stringify(value))))
}
