/** Cron, each minute: what a lost message or a crash left undone, and what falls due by itself. */
import type { Deps } from './deps.ts'
import { forgetOld } from './forget-old.ts'
import { resealUnderFirst } from './issuing/key-encryption.ts'
import { evaluateDue } from './issuing/pathways/evaluate-due.ts'
import { publishStatusList, RENEW_BEFORE_MS } from './issuing/status-list.ts'
import { sweepNotifications } from './mail/send-notification.ts'
import { sweepPulls } from './vendors/pull.ts'
import { sweepVendorWork } from './vendors/work.ts'
import { sweepWebhooks } from './webhooks/deliver.ts'
import { tellExpiring } from './webhooks/tell-expiring.ts'

const LISTS_PER_RUN = 25
const RESEAL_MINUTE = 7
const IDEMPOTENCY_KEPT_MS = 48 * 60 * 60 * 1000
const MAILS_COUNTED_MS = 24 * 60 * 60 * 1000

export async function runSchedule(deps: Deps, now: Date): Promise<void> {
  await Promise.all([
    logged('vendor-work', sweepVendorWork(deps)),
    logged('vendor-pulls', sweepPulls(deps)),
    logged('notifications', sweepNotifications(deps)),
    logged('webhooks', sweepWebhooks(deps)),
    logged('webhooks-expiring', tellExpiring(deps)),
    logged('pathways', evaluateDue(deps)),
    logged('publish-status-lists', publishDueLists(deps, now)),
    logged('forget-old', forgetOld(deps, now)),
    logged('reseal', now.getUTCMinutes() === RESEAL_MINUTE ? resealUnderFirst(deps) : Promise.resolve()),
    logged('forget-wallet-offers', deps.walletOffers.removeExpired(now)),
    logged('forget-badges', deps.vendorStores.badgeConfirmations.dropExpired(now.toISOString())),
    logged(
      'forget-mail-counts',
      deps.mailCounts.dropBefore(new Date(now.getTime() - MAILS_COUNTED_MS).toISOString().slice(0, 10)),
    ),
    logged(
      'forget-idempotency',
      deps.idempotency.removeOlderThan(new Date(now.getTime() - IDEMPOTENCY_KEPT_MS)),
    ),
  ])
}

async function publishDueLists(deps: Deps, now: Date): Promise<void> {
  const renewBefore = new Date(now.getTime() + RENEW_BEFORE_MS)
  const due = await deps.statusLists.findUnpublished(renewBefore, LISTS_PER_RUN)
  for (const id of due) await logged(`publish ${id}`, publishStatusList(deps, id, { renewBefore }))
}

/** One task that fails does not keep the others from running. */
async function logged(task: string, work: Promise<unknown>): Promise<void> {
  try {
    await work
  } catch (error) {
    const detail = error instanceof Error ? `${error.name}: ${error.message}` : String(error)
    console.warn(JSON.stringify({ level: 'warn', event: 'schedule-failed', task, detail }))
  }
}
