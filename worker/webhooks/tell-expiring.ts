/** Thirty days before a credential's validity ends, its issuer is told, once. By cron, at each full hour. */
import type { Deps } from '../deps.ts'

const AHEAD_MS = 30 * 86_400_000
/** A cron that did not run for a day and a half has told nobody less. */
const WINDOW_MS = 36 * 3_600_000
const PREFIX = 'msg_expiring_'
/** Whole cohorts end at once: many in one hour, some in one transaction. */
const PER_ROUND = 500
const MAX_ROUNDS = 40

export async function tellExpiring(deps: Deps): Promise<void> {
  const now = deps.clock.now()
  if (now.getUTCMinutes() !== 0) return
  const until = new Date(now.getTime() + AHEAD_MS)
  const from = new Date(until.getTime() - WINDOW_MS)
  for (let round = 0; round < MAX_ROUNDS; round++) {
    const told = await tellSome(deps, from, until, now)
    if (told < PER_ROUND) return
  }
}

async function tellSome(deps: Deps, from: Date, until: Date, now: Date): Promise<number> {
  const window = [from.toISOString(), until.toISOString()] as const
  const expiring = await deps.webhookStores.expiringCredentials.list(...window, PREFIX, PER_ROUND)
  if (expiring.length === 0) return 0
  const events = expiring.map(({ id, issuerId, achievementId, validUntil }) => ({
    id: `${PREFIX}${id}`,
    type: 'credential.expiring' as const,
    issuerId,
    at: now.toISOString(),
    credentialId: id,
    data: { credentialId: id, credentialUrl: `${deps.origin}/credentials/${id}`, achievementId, validUntil },
  }))
  await deps.outbox.tell(await deps.commit(deps.outbox.note(events)))
  return expiring.length
}
