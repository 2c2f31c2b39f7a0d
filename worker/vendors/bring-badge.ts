/**
 * A learner brings a badge from elsewhere himself: the issuer's key has no part in it, so he shows that the address is his.
 * By the holder's link of a credential that was issued to it, or by a link mailed to it: single use, half an hour, kept as a
 * hash. Mail goes out only for a badge that is valid, was given to that address, and would count here.
 */
import type { Deps } from '../deps.ts'
import { createToken, sha256Hex } from '../issuing/access-token.ts'
import { isHolderKey } from '../issuing/holder-link.ts'
import { assertMailsFit, countMails, mailToConfirm } from '../issuing/mail-bounds.ts'
import { recipientHashOf } from '../issuing/recipient.ts'
import { VaultError } from '../issuing/vault.ts'
import { Refusal } from '../problem.ts'
import type { Connection } from '../storage/connections.ts'
import { guardFailed } from '../storage/guards.ts'
import type { Pathway } from '../storage/pathways.ts'
import type { EventState, VendorEvent } from '../storage/vendor-events.ts'
import { priorLearning } from './kinds/prior-learning.ts'
import { speaksOf, type UnmetCondition, unmetConditions } from './match-rule.ts'
import {
  type Examination,
  examineBadge,
  keepBadge,
  type RecognisedEvent,
  type Unrecognised,
} from './prior-learning.ts'
import { readEvent } from './read-completions.ts'
import { enqueueQuietly } from './receive-delivery.ts'
import { workVendorJob } from './work.ts'

export const CONFIRM_WITHIN_MINUTES = 30
const MAX_KEPT_CHARACTERS = 1_000_000
const PATHWAYS_TOLD = 10
const UNCOUNTED: readonly EventState[] = ['no-rule', 'rejected', 'dead']

/** The holder's link of a credential. */
export interface HolderProof {
  credentialId: string
  key: string
}

type Recognised = Extract<Examination, { recognised: true }>

/** Whether anything here asks for such a badge; else why not: no rule speaks of it, or these conditions are not met. */
export interface Prospect {
  counts: boolean
  unmet: UnmetCondition[]
}

export async function prospectOf(
  deps: Deps,
  connection: Connection,
  event: RecognisedEvent,
): Promise<Prospect> {
  const now = deps.clock.now()
  const [rules, pathways, item] = await Promise.all([
    deps.vendorStores.completionRules.enabledFor(connection.issuerId, connection.id),
    deps.pathways.countingTowards(connection.issuerId, event.course, 1),
    readEvent(priorLearning, event, { headers: new Headers(), receivedAt: now }),
  ])
  if (item.outcome !== 'event') return { counts: false, unmet: [] }
  const { completion } = item
  const unmet = rules
    .filter(({ body }) => speaksOf(body, completion))
    .map(({ body }) => unmetConditions(body, completion, now))
  return {
    counts: pathways.length > 0 || unmet.some((each) => each.length === 0),
    unmet: [...new Set(unmet.flat())],
  }
}

/** The link opens a credential of this issuer, and that was issued to this address. */
export async function provesAddress(
  deps: Deps,
  issuerId: string,
  { credentialId, key }: HolderProof,
  email: string,
): Promise<boolean> {
  const { linkNumber } = await deps.credentialPages.find(credentialId)
  if (!(await isHolderKey(deps, credentialId, linkNumber, key))) return false
  if ((await deps.credentials.find(issuerId, credentialId)) === null) return false
  return deps.credentials.isRecipient(credentialId, await recipientHashOf(deps.vault, issuerId, email))
}

/** The token to be mailed. Refuses `body-too-large` (the badge), `rate-limited` (mails of a day). */
export async function awaitConfirmation(
  deps: Deps,
  { id, issuerId }: Connection,
  { event, report }: Recognised,
): Promise<string> {
  const text = JSON.stringify({ email: event.email, credential: report.received })
  if (text.length > MAX_KEPT_CHARACTERS)
    throw new Refusal(
      'body-too-large',
      `Without its picture, a badge may have ${MAX_KEPT_CHARACTERS} characters.`,
    )
  const now = deps.clock.now()
  const { token, hash } = await createToken()
  const mails = mailToConfirm(issuerId, await recipientHashOf(deps.vault, issuerId, event.email))
  try {
    await deps.commit([
      ...countMails(deps, mails, now),
      deps.vendorStores.badgeConfirmations.insert({
        tokenHash: hash,
        connectionId: id,
        sealed: await deps.vault.seal(text, contextOf(hash)),
        expiresAt: new Date(now.getTime() + CONFIRM_WITHIN_MINUTES * 60_000).toISOString(),
      }),
    ])
  } catch (error) {
    if (guardFailed(error)) await assertMailsFit(deps, mails, now)
    throw error
  }
  return token
}

/** What a mailed link opens; null where it is none of this connection, was used, or its time is over. */
export async function findConfirmation(
  deps: Deps,
  connection: Connection,
  token: string,
): Promise<{ tokenHash: string; email: string; credential: unknown } | null> {
  const tokenHash = await sha256Hex(token)
  const now = deps.clock.now().toISOString()
  const found = await deps.vendorStores.badgeConfirmations.find(tokenHash, now)
  if (found?.connectionId !== connection.id) return null
  try {
    return { tokenHash, ...JSON.parse(await deps.vault.open(found.sealed, contextOf(tokenHash))) }
  } catch (error) {
    if (error instanceof VaultError) return null
    throw error
  }
}

/** The badge is looked at once more: it may have been revoked since. Null where the link was used in this moment. */
export async function confirmBadge(
  deps: Deps,
  connection: Connection,
  { tokenHash, email, credential }: { tokenHash: string; email: string; credential: unknown },
): Promise<Unrecognised | Outcome | null> {
  const examined = await examineBadge(deps, { email, credential })
  if (!examined.recognised) return examined
  try {
    return await takeBadge(deps, connection, examined, tokenHash)
  } catch (error) {
    if (guardFailed(error)) return null
    throw error
  }
}

/** What became of a badge that was taken. `working`: it goes on by itself. */
export interface Outcome {
  became: 'issued' | 'had' | 'held' | 'pathways' | 'declined' | 'revoked' | 'not-counted' | 'working'
  /** Of the badge. */
  title: string
  credentials: { id: string; achievementId: string }[]
  pathways: Pathway[]
}

/** Kept, then worked on at once, so that the learner can be told. What fails after it is kept goes on by the queue. */
export async function takeBadge(
  deps: Deps,
  connection: Connection,
  examined: Recognised,
  tokenHash?: string,
): Promise<Outcome> {
  const { badgeConfirmations } = deps.vendorStores
  const also = tokenHash === undefined ? [] : badgeConfirmations.use(tokenHash)
  const deliveryId = await keepBadge(deps, connection, examined, also)
  try {
    await workVendorJob(deps, { kind: 'read-delivery', deliveryId })
    const event = await workAgain(deps, deliveryId)
    return await outcomeOf(deps, connection, examined.event, event, event?.deliveryId === deliveryId)
  } catch (error) {
    console.warn(JSON.stringify({ level: 'warn', event: 'badge-work', deliveryId, error: String(error) }))
    await enqueueQuietly(deps, { kind: 'read-delivery', deliveryId })
    return { became: 'working', title: examined.event.title, credentials: [], pathways: [] }
  }
}

/** The event; where it was brought before and counted for nothing then, looked at by today's rules. */
async function workAgain(deps: Deps, deliveryId: string): Promise<VendorEvent | null> {
  const { vendorEvents } = deps.vendorStores
  const event = await vendorEvents.soleOf(deliveryId)
  if (event === null || event.deliveryId === deliveryId || event.reason === 'declined') return event
  const now = deps.clock.now().toISOString()
  // Not as a replay, which only a person of the issuer may ask for: what they revoked stays so.
  const [again] = await vendorEvents.reopen(event.issuerId, [event.id], UNCOUNTED, now, 'brought-again')
  if (again === undefined) return event
  await workVendorJob(deps, { kind: 'work-event', eventId: again })
  return vendorEvents.find(again)
}

async function outcomeOf(
  deps: Deps,
  { id, issuerId }: Connection,
  { email, course, title }: RecognisedEvent,
  event: VendorEvent | null,
  isNew: boolean,
): Promise<Outcome> {
  const [standing, pathways] = await Promise.all([
    deps.vendorStores.awards.standing(id, email, course),
    deps.pathways.countingTowards(issuerId, course, PATHWAYS_TOLD),
  ])
  const given = standing.flatMap(({ credentialId, achievementId }) =>
    credentialId === null ? [] : [{ id: credentialId, achievementId }],
  )
  const isIssued = isNew && event?.state === 'issued'
  const states = isIssued
    ? []
    : await Promise.all(given.map(async (each) => (await deps.credentials.find(issuerId, each.id))?.state))
  const credentials = given.filter((_, at) => states[at] !== 'revoked')
  return { became: became(), title, credentials, pathways }

  function became(): Outcome['became'] {
    if (event === null || ['pending', 'failed', 'dead'].includes(event.state)) return 'working'
    if (credentials.length > 0) return isIssued ? 'issued' : 'had'
    if (given.length > 0) return 'revoked'
    if (event.state === 'held') return 'held'
    if (pathways.length > 0) return 'pathways'
    return event.reason === 'declined' ? 'declined' : 'not-counted'
  }
}

function contextOf(tokenHash: string): string {
  return `badge-confirmation:${tokenHash}`
}
