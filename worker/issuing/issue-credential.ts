/**
 * Issuing: find issuer and achievement ─► check the request ─► take status entries ─► build ─► secure both ways ─► keep ─► tell.
 * Warm, it is one round trip to D1: issuer, achievement and status indices come from the isolate's memory, and guards in the
 * writing transaction refuse what is no longer so; then all is read anew, once.
 */
import type { Deps } from '../deps.ts'
import { Refusal } from '../problem.ts'
import type { CredentialRecord, NewCredential } from '../storage/credentials.ts'
import type { Statement } from '../storage/d1.ts'
import { guardFailed } from '../storage/guards.ts'
import { touchedLists } from '../storage/state-change.ts'
import type { StatusIndex } from './allocate-status.ts'
import { assertKeyGood } from './assert-key-good.ts'
import { type Caller, callerName } from './caller.ts'
import { type Accepted, assertFits, checkRequest, findAchievements, isGranted } from './check-request.ts'
import { credentialUrl } from './credential-view.ts'
import type { CredentialEvent } from './events.ts'
import type { Issuance } from './issuance.ts'
import { assertMailsFit, countMails, mailsToLearners } from './mail-bounds.ts'
import { NO_MAIL, notificationsFor, notifySoon } from './notify.ts'
import type { IdempotencyKey } from './once.ts'
import { findEarlier, refuseReplacing, replacementEvents, replacementOf } from './replace.ts'
import { secureOpenBadge } from './secure-open-badge.ts'
import type { SigningIssuer } from './signing-issuer.ts'
import { publishSoon } from './status-list.ts'

export type IssuedCredential = Omit<CredentialRecord, 'sequence'> & {
  url: string
  embeddedProofText: string
  jwtText: string
}

export interface IssueOptions {
  caller?: Caller
  /** The same key answers with the credential first issued under it: throws `IdempotencyKeyTaken` through the store's constraint. */
  idempotency?: IdempotencyKey | null
  now?: Date
  /** Committed with the credential, and never without one: a vendor's award that led to it, for one. */
  also?: readonly Statement[]
}

/**
 * Refuses `invalid-request` (with pointers into the request), `not-found` (no such issuer), `conflict` (archived achievement,
 * missing signing key, a change in the same moment), `rate-limited` (more mails than a day takes). Nothing is written then.
 */
export async function issueCredential(
  deps: Deps,
  issuerId: string,
  request: Issuance,
  options: IssueOptions = {},
): Promise<IssuedCredential> {
  const { idempotency = null } = options
  const [outcome] = await issueCredentials(deps, issuerId, [request], {
    ...options,
    remember: ([credential]) =>
      idempotency === null || credential === undefined || credential instanceof Refusal
        ? []
        : [{ ...idempotency, status: 201, response: null, credentialId: credential.id }],
  })
  if (outcome === undefined || outcome instanceof Refusal) throw outcome ?? new Error('nothing was issued')
  return outcome
}

interface BatchOptions extends Omit<IssueOptions, 'idempotency'> {
  /** Idempotency records of the outcomes, committed with them. */
  remember?: (outcomes: (IssuedCredential | Refusal)[]) => Parameters<Deps['idempotency']['record']>[0][]
  /** What else is told of them. */
  events?: (outcomes: (IssuedCredential | Refusal)[]) => CredentialEvent[]
}

/** Each item is issued or refused on its own; all that are issued are written in one transaction. */
export async function issueCredentials(
  deps: Deps,
  issuerId: string,
  requests: readonly Issuance[],
  options: BatchOptions = {},
): Promise<(IssuedCredential | Refusal)[]> {
  let outcomes = await attempt(deps, issuerId, requests, options, false)
  // What was remembered may be old: a refusal by it is judged again by what is true now.
  if (outcomes === 'stale') outcomes = await attempt(deps, issuerId, requests, options, true)
  if (outcomes === 'stale') {
    await assertKeyGood(deps, options.caller)
    throw new Refusal('conflict', 'The issuer or the achievement changed in the same moment. Send it again.')
  }
  const issued = outcomes.filter(isGranted)
  if (issued.length < outcomes.length) await assertKeyGood(deps, options.caller)
  return outcomes
}

async function attempt(
  deps: Deps,
  issuerId: string,
  requests: readonly Issuance[],
  {
    caller = { kind: 'system', name: 'issuing' },
    now = deps.clock.now(),
    also = [],
    remember,
    events,
  }: BatchOptions,
  fresh: boolean,
): Promise<(IssuedCredential | Refusal)[] | 'stale'> {
  const issuer = await deps.signingIssuers[fresh ? 'refresh' : 'get'](issuerId)
  const achievements = await findAchievements(deps, issuerId, requests, fresh)
  const earlier = await findEarlier(deps, issuerId, requests)
  const checked = requests.map(
    (request, at) =>
      refuseMail(deps, request) ??
      refuseReplacing(request, earlier, requests.slice(0, at), caller) ??
      checkRequest(request, achievements.get(request.achievementId) ?? null),
  )
  if (!fresh && checked.some((outcome) => outcome instanceof Refusal)) return 'stale'

  const accepted = checked.filter(isGranted)
  assertFits(accepted)
  const statuses = await takeStatuses(deps, issuer, accepted)
  const secured = await Promise.all(
    accepted.map((item, at) =>
      secureOpenBadge(deps, issuer, item.achievement, item.request, statuses[at] ?? [], now),
    ),
  )
  const notifications = await notificationsFor(
    deps,
    accepted.map(({ request }) => request),
    secured,
  )
  const mailed = new Set(notifications.map(({ credentialId }) => credentialId))
  const mails = mailsToLearners(
    deps,
    issuerId,
    secured.filter(({ id }) => mailed.has(id)).map(({ recipientHash }) => recipientHash),
  )
  const issued = secured.map((credential) => issuedOf(deps, credential))
  const replacements = accepted.flatMap(({ request }, at) =>
    replacementOf(request, issued[at]?.id ?? '', earlier),
  )
  const queue = [...issued]
  const outcomes = checked.map((outcome) =>
    outcome instanceof Refusal ? outcome : (queue.shift() as IssuedCredential),
  )
  try {
    const remembered = remember?.(outcomes) ?? []
    if (issued.length + remembered.length === 0) return outcomes
    const results = await deps.commit([
      guardOf(deps, issuer, accepted, caller, now),
      ...write(deps, issuer, secured, statuses, caller, now),
      ...deps.replacements.replace(replacements, now),
      ...deps.notifications.insert(notifications),
      ...countMails(deps, mails, now),
      ...deps.idempotency.recordAll(remembered, now),
      ...(issued.length > 0 ? also : []),
      ...deps.events.note([
        ...issued.map((credential, at) => issuedEvent(credential, accepted[at])),
        ...replacementEvents(replacements, issuerId, now.toISOString()),
        ...(events?.(outcomes) ?? []),
      ]),
    ])
    if (replacements.length > 0) await publishSoon(deps, touchedLists(results))
    if (issued.length > 0) await deps.events.tell(results)
    await notifySoon(deps, notifications)
  } catch (error) {
    if (!guardFailed(error)) throw error
    await assertMailsFit(deps, mails, now)
    return 'stale'
  }
  return outcomes
}

/** One revocation entry each, and a suspension entry where the achievement asks for it. */
async function takeStatuses(deps: Deps, issuer: SigningIssuer, items: Accepted[]): Promise<StatusIndex[][]> {
  const suspendable = items.filter(({ achievement }) => achievement.body.suspendable === true).length
  const [revocations, suspensions] = await Promise.all([
    deps.statusAllocator.take(issuer, 'revocation', items.length),
    deps.statusAllocator.take(issuer, 'suspension', suspendable),
  ])
  return items.map(({ achievement }) =>
    [revocations.shift(), achievement.body.suspendable === true ? suspensions.shift() : undefined].filter(
      (status) => status !== undefined,
    ),
  )
}

function guardOf(deps: Deps, issuer: SigningIssuer, items: Accepted[], caller: Caller, now: Date): Statement {
  const achievements = new Map(items.map(({ achievement }) => [achievement.id, achievement]))
  return deps.guards.hold(
    deps.guards.issuerUnchanged(issuer.id, issuer.revision),
    deps.guards.achievementsCurrent(issuer.id, [...achievements.values()]),
    ...(caller.kind === 'api-key' ? [deps.guards.apiKeyGood(caller.apiKeyId, now)] : []),
  )
}

function write(
  deps: Deps,
  issuer: SigningIssuer,
  secured: NewCredential[],
  statuses: StatusIndex[][],
  caller: Caller,
  now: Date,
): Statement[] {
  const [first] = secured
  if (first === undefined) return []
  const entries = secured.flatMap(({ id }, at) =>
    (statuses[at] ?? []).map(({ listId, index }) => ({ listId, index, credentialId: id })),
  )
  return [
    ...deps.credentials.insert(secured),
    deps.statusLists.insertEntries(entries),
    deps.audit.entry({
      at: now,
      issuerId: issuer.id,
      caller: callerName(caller),
      action: 'credential.issued',
      target: first.id,
      detail: { count: secured.length },
    }),
  ]
}

function issuedOf(
  { origin }: Deps,
  { recipientHash: _index, ...credential }: NewCredential,
): IssuedCredential {
  return {
    ...credential,
    url: credentialUrl(origin, credential.id),
    state: 'active',
    stateReason: null,
    stateChangedAt: null,
    replacedBy: null,
    erasedAt: null,
  }
}

function issuedEvent(
  { id, issuerId, achievementId, issuedAt }: IssuedCredential,
  accepted: Accepted | undefined,
): CredentialEvent {
  const replaces = accepted?.request.replaces?.id
  const event = { issuerId, credentialId: id, achievementId, at: issuedAt }
  return { type: 'credential.issued', ...event, ...(replaces === undefined ? {} : { replaces }) }
}

function refuseMail({ sendMail }: Deps, { notify }: Issuance): Refusal | null {
  if (notify === undefined || sendMail !== null) return null
  return new Refusal('invalid-request', `/notify: ${NO_MAIL}`, {
    errors: [{ pointer: '/notify', detail: NO_MAIL }],
  })
}
