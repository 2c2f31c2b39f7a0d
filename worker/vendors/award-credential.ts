/**
 * An award's credential: issued once, and taken back or given again. The credential and the award's mark are one
 * transaction, so no crash can leave the one without the other; the idempotency record decides between two at once.
 */
import type { Deps } from '../deps.ts'
import { sha256, toHex, utf8 } from '../http/bytes.ts'
import { reinstateCredential, revokeCredential, suspendCredential } from '../issuing/change-status.ts'
import { issueCredential } from '../issuing/issue-credential.ts'
import type { IssueRequest } from '../issuing/issue-request.ts'
import { Refusal } from '../problem.ts'
import type { Award } from '../storage/awards.ts'
import { uniqueViolation } from '../storage/d1.ts'
import type { EventMeaning } from './completion.ts'

const caller = { kind: 'system', name: 'vendors' } as const

/** The credential's id, whether it is issued now or was before. It waits for no mail: where no more go out today, it goes without. */
export async function issueOnce(deps: Deps, award: Award, request: IssueRequest): Promise<string> {
  try {
    return await issueFor(deps, award, request)
  } catch (error) {
    const { notify, ...silent } = request
    if (notify === undefined || !(error instanceof Refusal) || error.code !== 'rate-limited') throw error
    const credentialId = await issueFor(deps, award, silent)
    const credential = { credentialId, issuerId: award.issuerId, language: notify.language }
    await deps.commit([
      deps.notifications.insertFailed(credential, 'daily-limit', deps.clock.now().toISOString()),
    ])
    return credentialId
  }
}

async function issueFor(deps: Deps, award: Award, request: IssueRequest): Promise<string> {
  const { awards } = deps.vendorStores
  const now = deps.clock.now()
  // A scope of its own: no Idempotency-Key of an API client can meet it.
  const scope = `award:${award.issuerId}`
  const requestHash = toHex(await sha256(utf8(JSON.stringify(request))))
  try {
    const issued = await issueCredential(deps, award.issuerId, request, {
      caller,
      now,
      idempotency: { scope, key: award.id, requestHash },
      also: [awards.markIssued(award.id, scope, now.toISOString())],
    })
    return issued.id
  } catch (error) {
    if (!uniqueViolation(error, 'idempotency_records.')) throw error
    const standing = await awards.find(award.issuerId, award.id)
    if (standing === null || standing.credentialId === null) throw error
    return standing.credentialId
  }
}

/** `byVendor`: an event of the vendor changed it last, though its award may not say so yet (a crash in between). */
export async function credentialStateOf(deps: Deps, { issuerId, credentialId }: Award) {
  const credential = credentialId === null ? null : await deps.credentials.find(issuerId, credentialId)
  if (credential === null) return null
  const byVendor = [reasonOf('regression'), reasonOf('revocation')].includes(credential.stateReason ?? '')
  return { state: credential.state, changedAt: credential.stateChangedAt, byVendor }
}

/** Why a credential was revoked or suspended, as it stands with it. */
export function reasonOf(meaning: EventMeaning | null): string {
  return `vendor-${meaning}`
}

export async function revoke(deps: Deps, { issuerId, credentialId }: Award, reason: string): Promise<void> {
  if (credentialId !== null) await revokeCredential(deps, issuerId, credentialId, { reason, caller })
}

/** False where the credential was issued without a suspension entry: then it can only be flagged, or revoked. */
export async function suspend(
  deps: Deps,
  { issuerId, credentialId }: Award,
  reason: string,
): Promise<boolean> {
  if (credentialId === null) return false
  try {
    await suspendCredential(deps, issuerId, credentialId, { reason, caller })
    return true
  } catch (error) {
    if (error instanceof Refusal && error.code === 'conflict') return false
    throw error
  }
}

/** The learner passed again: a suspension ends, a flag comes off. */
export async function reinstate(deps: Deps, award: Award): Promise<void> {
  const credential = await credentialStateOf(deps, award)
  if (credential?.state === 'suspended' && credential.byVendor && award.credentialId !== null) {
    await reinstateCredential(deps, award.issuerId, award.credentialId, {
      reason: 'vendor-passed-again',
      caller,
    })
  }
  await deps.commit([
    deps.vendorStores.awards.setState(award.id, 'issued', 'passed-again', deps.clock.now().toISOString()),
  ])
}
