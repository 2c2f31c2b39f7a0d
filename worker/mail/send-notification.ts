/**
 * One attempt at one mail: claim it, write it, send it, settle. What fails is tried again over three days, then given up; the
 * address goes with either end. A crash between sending and settling sends it twice, which does no harm.
 */
import type { Deps } from '../deps.ts'
import type { MailOutcome } from '../http/send-mail.ts'
import { holderUrl } from '../issuing/holder-link.ts'
import { openAddress } from '../issuing/notify.ts'
import { VaultError } from '../issuing/vault.ts'
import { textsFrom, wordingFor } from '../pages/language.ts'
import type { PendingNotification } from '../storage/notifications.ts'
import { nextAttempt } from '../webhooks/attempt-schedule.ts'
import { composeMail } from './compose.ts'

const CLAIM_MS = 120_000
const PER_SWEEP = 50

export async function sendNotification(deps: Deps, credentialId: string): Promise<void> {
  const now = deps.clock.now()
  const until = new Date(now.getTime() + CLAIM_MS).toISOString()
  const pending = await deps.notifications.claim(credentialId, now.toISOString(), until)
  if (pending === null) return
  const outcome = await send(deps, pending)
  const at = now.toISOString()
  if (outcome.ok) return deps.notifications.settle(credentialId, 'sent', null, at)
  const next = outcome.kind === 'refused' ? null : nextAttempt(pending.attempts, now, Math.random())
  if (next === null) return deps.notifications.settle(credentialId, 'failed', outcome.reason, at)
  return deps.notifications.tryAgain(credentialId, outcome.reason, next, at)
}

async function send(deps: Deps, pending: PendingNotification): Promise<MailOutcome> {
  const { credentialId, issuerId, language } = pending
  if (deps.sendMail === null) return { ok: false, kind: 'failed', reason: 'no-mail-here' }
  const record = await deps.credentials.find(issuerId, credentialId)
  if (record === null || record.erasedAt !== null) return { ok: false, kind: 'refused', reason: 'erased' }
  if (record.state === 'revoked') return { ok: false, kind: 'refused', reason: 'revoked' }
  // Sealed under a key that this deployment no longer has: another attempt would find the same.
  const to = await openAddress(deps, pending).catch((error: unknown) => {
    if (error instanceof VaultError) return null
    throw error
  })
  if (to === null) return { ok: false, kind: 'refused', reason: 'address-unreadable' }
  const [issuer, achievement, { linkNumber }] = await Promise.all([
    deps.issuers.find(issuerId),
    deps.achievements.findPublic(record.achievementId, record.achievementVersion),
    deps.credentialPages.find(credentialId),
  ])
  return deps.sendMail(
    composeMail({
      to,
      wording: await wordingFor(language, undefined, textsFrom(deps.env.ASSETS)),
      issuerName: issuer?.profile.name ?? '',
      issuerEmail: issuer?.profile.email,
      title: achievement?.body.name ?? '',
      holderUrl: `${await holderUrl(deps, credentialId, linkNumber)}&lang=${language}`,
    }),
  )
}

/** By cron: everything that is due. */
export async function sweepNotifications(deps: Deps): Promise<void> {
  const due = await deps.notifications.listDue(deps.clock.now().toISOString(), PER_SWEEP)
  for (const credentialId of due) await deps.enqueue({ kind: 'send-notification', credentialId })
}
