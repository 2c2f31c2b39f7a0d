/**
 * Scheduled pulls, for the vendors that have no webhook. One page after another: each is kept as a delivery together with
 * the cursor that comes after it, so a fault loses nothing, and what is read twice is a duplicate. After each run the
 * cursor goes back by an overlap, since the vendors' data are late.
 */
import type { Deps } from '../deps.ts'
import { sha256, toHex, utf8 } from '../http/bytes.ts'
import type { Statement } from '../storage/d1.ts'
import type { PullCursor } from '../storage/pull-cursors.ts'
import { openSecrets, sealSecret } from './connection-secrets.ts'
import { pullCoursera } from './pull-coursera.ts'
import type { PulledPage, PullPage } from './pull-page.ts'
import { pullVivaLearning } from './pull-viva-learning.ts'
import { enqueueQuietly } from './receive-delivery.ts'
import { VendorUnavailable } from './vendor-unavailable.ts'

const PULLS: Record<string, PullPage> = { coursera: pullCoursera, 'viva-learning': pullVivaLearning }

const PAGES_PER_RUN = 20
const LEASE_MS = 10 * 60_000
const EVERY_MS = 60 * 60_000
const LONGEST_BACK_OFF_MS = 24 * 60 * 60_000

export async function sweepPulls(deps: Deps): Promise<void> {
  const due = await deps.vendorStores.pullCursors.listDue(deps.clock.now().toISOString(), 50)
  await enqueueQuietly(deps, ...due.map((connectionId) => ({ kind: 'pull' as const, connectionId })))
}

export async function pull(deps: Deps, connectionId: string): Promise<void> {
  const { pullCursors, connections } = deps.vendorStores
  const now = deps.clock.now()
  const found = await connections.findWithSecrets(connectionId, now.toISOString())
  const pullPage = PULLS[found?.connection.kind ?? '']
  if (found === null || pullPage === undefined || found.connection.state !== 'enabled') return
  const leased = await pullCursors.lease(
    connectionId,
    now.toISOString(),
    new Date(now.getTime() + LEASE_MS).toISOString(),
  )
  if (leased === null) return

  try {
    let [secret] = await openSecrets(deps, found.secrets, 'outbound')
    if (secret === undefined) throw new VendorUnavailable('no-outbound-secret')
    let { cursor } = leased
    for (let page = 0; page < PAGES_PER_RUN; page++) {
      const pulled = await pullPage(deps, { settings: found.connection.settings, secret, cursor, now })
      await keepPage(deps, found.connection, pulled, now)
      cursor = pulled.cursor
      secret = pulled.renewedSecret ?? secret
      if (!pulled.more) break
    }
    await deps.commit([pullCursors.finish(connectionId, now.toISOString(), later(now, EVERY_MS))])
  } catch (error) {
    await deps.commit([failed(deps, leased, error, now)])
  }
}

/** The page, the cursor after it and a renewed secret in one transaction: none without the others. */
async function keepPage(
  deps: Deps,
  connection: { id: string; issuerId: string },
  page: PulledPage,
  now: Date,
) {
  const { connections, deliveries, eventSteps, pullCursors } = deps.vendorStores
  const { renewedSecret } = page
  const advance = [
    pullCursors.advance(connection.id, page.cursor),
    ...(renewedSecret === undefined
      ? []
      : connections.replaceSecret(await sealSecret(deps, connection.id, 'outbound', renewedSecret, now))),
  ]
  if (page.items.length === 0) return deps.commit(advance)
  const id = crypto.randomUUID()
  const body = utf8(JSON.stringify(page.items))
  const at = now.toISOString()
  await deps.commit([
    deliveries.insert({
      id,
      issuerId: connection.issuerId,
      connectionId: connection.id,
      receivedAt: at,
      headers: { 'content-type': 'application/json' },
      body,
      bodyBytes: body.length,
      bodySha256: toHex(await sha256(body)),
      strength: 'strong',
      state: 'received',
      reason: null,
      attempts: 0,
    }),
    eventSteps.step(id, null, at, 'pulled', { items: page.items.length }),
    ...advance,
  ])
  await enqueueQuietly(deps, { kind: 'read-delivery', deliveryId: id })
}

function failed(deps: Deps, { connectionId, failures }: PullCursor, error: unknown, now: Date): Statement {
  const problem = error instanceof VendorUnavailable ? error.reason : 'internal-error'
  if (problem === 'internal-error') {
    console.error(
      JSON.stringify({ level: 'error', event: 'pull', connection: connectionId, error: String(error) }),
    )
  }
  const asked = error instanceof VendorUnavailable ? (error.retryAfterSeconds ?? 0) * 1000 : 0
  const wait = Math.min(LONGEST_BACK_OFF_MS, Math.max(asked, 5 * 60_000 * 2 ** failures))
  return deps.vendorStores.pullCursors.fail(connectionId, now.toISOString(), later(now, wait), problem)
}

function later(now: Date, ms: number): string {
  return new Date(now.getTime() + ms).toISOString()
}
