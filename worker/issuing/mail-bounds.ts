/**
 * How much mail an issuer may ask for in a day (UTC), in all and for one address: whoever has an API key cannot make this
 * deployment flood a mailbox, or use up what its operator pays for.
 */
import type { Deps } from '../deps.ts'
import { Refusal } from '../problem.ts'
import type { Statement } from '../storage/d1.ts'
import type { MailsAsked } from '../storage/mail-counts.ts'

const PER_ISSUER = 5_000
const PER_RECIPIENT = 20
const CONFIRMATIONS_PER_ISSUER = 500
const CONFIRMATIONS_PER_RECIPIENT = 5

type Needed = Pick<Deps, 'mailCounts' | 'env'>

/** One mail for each of these, known by their keyed hashes. */
export function mailsToLearners(
  { env }: Pick<Deps, 'env'>,
  issuerId: string,
  recipientHashes: readonly string[],
): MailsAsked[] {
  if (recipientHashes.length === 0) return []
  const each = [...Map.groupBy(recipientHashes, (hash) => hash)].map(([hash, { length }]) => ({
    scope: `${issuerId}/${hash}`,
    mails: length,
    most: PER_RECIPIENT,
  }))
  const set = Number(env.MAILS_PER_ISSUER_A_DAY ?? Number.NaN)
  const most = Number.isInteger(set) ? set : PER_ISSUER
  return [{ scope: issuerId, mails: recipientHashes.length, most }, ...each]
}

/** A link to confirm a badge: by whoever brings one, so counted apart from what the issuer asks for. */
export function mailToConfirm(issuerId: string, recipientHash: string): MailsAsked[] {
  return [
    { scope: `${issuerId}/badges`, mails: 1, most: CONFIRMATIONS_PER_ISSUER },
    { scope: `${issuerId}/badges/${recipientHash}`, mails: 1, most: CONFIRMATIONS_PER_RECIPIENT },
  ]
}

/** To be committed with what asks for them. */
export function countMails({ mailCounts }: Needed, asked: readonly MailsAsked[], now: Date): Statement[] {
  return mailCounts.add(asked, dayOf(now))
}

/** After a guard failed: was it a bound? Throws `rate-limited` then. */
export async function assertMailsFit(
  { mailCounts }: Needed,
  asked: readonly MailsAsked[],
  now: Date,
): Promise<void> {
  const full = asked.length === 0 ? null : await mailCounts.full(asked, dayOf(now))
  if (full === null) return
  const { most = 0 } = asked.find(({ scope }) => scope === full) ?? {}
  const whose = full.includes('/') ? 'one address' : 'one issuer'
  const midnight = Date.parse(`${dayOf(now)}T24:00:00Z`)
  throw new Refusal(
    'rate-limited',
    `At most ${most} mails a day go out for ${whose}, and this would be more. Nothing was done: leave notify out, or send it again after midnight UTC.`,
    { headers: { 'Retry-After': String(Math.ceil((midnight - now.getTime()) / 1000)) } },
  )
}

function dayOf(now: Date): string {
  return now.toISOString().slice(0, 10)
}
