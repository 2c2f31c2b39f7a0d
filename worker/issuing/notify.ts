/**
 * Telling a learner of their credential by mail. The address is needed for that only: it waits sealed in D1, and goes when the
 * mail is sent or given up.
 */
import type { Deps } from '../deps.ts'
import { Refusal } from '../problem.ts'
import type { CredentialRecord } from '../storage/credentials.ts'
import { guardFailed } from '../storage/guards.ts'
import type { NewNotification } from '../storage/notifications.ts'
import { type Caller, callerName } from './caller.ts'
import type { Issuance } from './issuance.ts'
import { assertMailsFit, countMails, mailsToLearners } from './mail-bounds.ts'
import type { NotificationLanguage } from './notify-body.ts'
import { recipientHash } from './recipient.ts'

export const NO_MAIL =
  'This deployment sends no mail: its operator sets MAIL_FROM. Leave notify out, and give the learner the link of /v1/credentials/{id}/holder-link yourself.'

/** One for each request that asks for it, in the order of `credentials`. */
export async function notificationsFor(
  { vault }: Pick<Deps, 'vault'>,
  requests: readonly Issuance[],
  credentials: readonly { id: string; issuerId: string; issuedAt: string }[],
): Promise<NewNotification[]> {
  const sealed = requests.map(async ({ notify, recipient }, at) => {
    const credential = credentials[at]
    const email = 'email' in recipient ? recipient.email : undefined
    if (notify === undefined || email === undefined || credential === undefined) return []
    return [await notification({ vault }, credential, email, notify.language, credential.issuedAt)]
  })
  return (await Promise.all(sealed)).flat()
}

/**
 * Mails the learner, once more or for the first time. Refuses `not-found`, `gone` (erased), `conflict` (revoked, or no mail
 * here), `invalid-request` where the address is not the one that it was issued to, `rate-limited`.
 */
export async function notifyAgain(
  deps: Deps,
  credential: CredentialRecord,
  { email, language }: { email: string; language: NotificationLanguage },
  caller: Caller,
): Promise<void> {
  if (deps.sendMail === null) throw new Refusal('conflict', NO_MAIL)
  if (credential.erasedAt !== null) throw new Refusal('gone', 'The data of this credential was erased.')
  if (credential.state === 'revoked')
    throw new Refusal('conflict', 'This credential is revoked: nobody is told to claim it.')
  const hash = await recipientHash(deps.vault, credential.issuerId, { email })
  if (!(await deps.credentials.isRecipient(credential.id, hash)))
    throw new Refusal('invalid-request', 'email: this credential was not issued to that address.', {
      errors: [{ pointer: '/email', detail: 'This credential was not issued to that address.' }],
    })
  const now = deps.clock.now()
  const mails = mailsToLearners(deps, credential.issuerId, [hash])
  const { id: target, issuerId } = credential
  try {
    await deps.commit([
      ...deps.notifications.insert([
        await notification(deps, credential, email, language, now.toISOString()),
      ]),
      deps.audit.entry({
        at: now,
        issuerId,
        caller: callerName(caller),
        action: 'credential.notified',
        target,
      }),
      ...countMails(deps, mails, now),
    ])
  } catch (error) {
    if (guardFailed(error)) await assertMailsFit(deps, mails, now)
    throw error
  }
  await deps.enqueue({ kind: 'send-notification', credentialId: credential.id })
}

/** After the commit. Never throws: cron sends what the queue does not. */
export async function notifySoon(
  deps: Pick<Deps, 'enqueue'>,
  notifications: readonly NewNotification[],
): Promise<void> {
  try {
    await deps.enqueue(
      ...notifications.map(({ credentialId }) => ({ kind: 'send-notification' as const, credentialId })),
    )
  } catch (error) {
    console.error(JSON.stringify({ level: 'error', event: 'notify', error: String(error) }))
  }
}

/** The address that waits. Throws VaultError. */
export function openAddress(
  { vault }: Pick<Deps, 'vault'>,
  { credentialId, sealedAddress }: { credentialId: string; sealedAddress: string },
): Promise<string> {
  return vault.open(sealedAddress, contextOf(credentialId))
}

async function notification(
  { vault }: Pick<Deps, 'vault'>,
  { id, issuerId }: { id: string; issuerId: string },
  email: string,
  language: NotificationLanguage,
  createdAt: string,
): Promise<NewNotification> {
  const sealedAddress = await vault.seal(email, contextOf(id))
  return { credentialId: id, issuerId, sealedAddress, language, createdAt }
}

function contextOf(credentialId: string): string {
  return `notification:${credentialId}`
}
