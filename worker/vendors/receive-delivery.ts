/**
 * The door for vendors' deliveries: prove the sender genuine, keep the delivery, then answer. In this order, always: what
 * is answered with 2xx is in D1, and whatever happens after, the sweep finds it.
 */
import type { Deps } from '../deps.ts'
import { sha256, toHex } from '../http/bytes.ts'
import type { Job } from '../jobs.ts'
import type { Connection, SealedSecret } from '../storage/connections.ts'
import type { Statement } from '../storage/d1.ts'
import type { AuthenticityFinding, Delivery, Genuine, RefusalReason } from './authenticity/delivery.ts'
import { proveGenuine } from './authenticity/prove-genuine.ts'
import { openSecrets } from './connection-secrets.ts'
import { fetchVendorKeys } from './vendor-keys.ts'

export type NotTaken =
  | { outcome: 'refused'; reason: RefusalReason }
  | { outcome: 'too-many-refused' }
  | { outcome: 'unknown' }
  | { outcome: 'disabled' }
  | { outcome: 'deleted' }

export type Reception = { outcome: 'kept'; deliveryId: string; connection: Connection } | NotTaken

/** The headers that reading an event may need. None that proves anything: those hold secrets. */
const KEPT_HEADERS =
  /^(content-type|content-encoding|webhook-id|svix-id|ce-[a-z0-9-]+|x-experience-api-version|user-agent)$/

export async function receiveDelivery(
  deps: Deps,
  connectionId: string,
  delivery: Delivery,
): Promise<Reception> {
  const judged = await judgeDelivery(deps, connectionId, delivery)
  if (judged.outcome !== 'genuine') return judged
  const { connection, payload, strength } = judged
  const body = payload ?? delivery.body
  const deliveryId = await keepDelivery(deps, connection, { ...delivery, body }, strength)
  return { outcome: 'kept', deliveryId, connection }
}

/** Is it genuine? What is not is written down, to be seen. */
export async function judgeDelivery(
  deps: Deps,
  connectionId: string,
  delivery: Delivery,
): Promise<({ outcome: 'genuine'; connection: Connection } & Omit<Genuine, 'genuine'>) | NotTaken> {
  const found = await deps.vendorStores.connections.findWithSecrets(
    connectionId,
    delivery.receivedAt.toISOString(),
  )
  if (found === null) return { outcome: 'unknown' }
  const { connection, secrets } = found
  if (connection.state !== 'enabled') return { outcome: connection.state }

  const finding = await proveDelivery(deps, connection, secrets, delivery)
  if (finding.genuine) return { outcome: 'genuine', connection, ...finding }
  // A stranger who knows the address must not fill the database. Only what is refused is counted.
  const { success } = await deps.env.REFUSED_LIMIT.limit({ key: connection.id })
  if (!success) return { outcome: 'too-many-refused' }
  await keepRefused(deps, connection, delivery, finding.reason)
  return { outcome: 'refused', reason: finding.reason }
}

/** More bytes than are read: nothing of it is kept but that it came, so that it is no lost event. */
export async function noteTooLarge(deps: Deps, connectionId: string, bytes: number): Promise<void> {
  const now = deps.clock.now()
  const found = await deps.vendorStores.connections.findWithSecrets(connectionId, now.toISOString())
  if (found?.connection.state !== 'enabled') return
  const { success } = await deps.env.REFUSED_LIMIT.limit({ key: connectionId })
  if (!success) return
  const delivery = { body: new Uint8Array(), bodyBytes: bytes, receivedAt: now }
  await keepRefused(deps, found.connection, delivery, 'body-too-large')
}

async function proveDelivery(
  deps: Deps,
  connection: Connection,
  secrets: SealedSecret[],
  delivery: Delivery,
): Promise<AuthenticityFinding> {
  return proveGenuine(
    {
      connectionId: connection.id,
      scheme: connection.scheme,
      secrets: await openSecrets(deps, secrets, 'inbound'),
      allowedAddresses: connection.allowedAddresses,
      fetchJwks: fetchVendorKeys(deps),
    },
    delivery,
  )
}

type KeptDelivery = Pick<Delivery, 'body' | 'headers' | 'receivedAt'>

/** Durable first, with `also`, then the job. A job that cannot be queued is no fault: the sweep takes the delivery up. */
export async function keepDelivery(
  deps: Deps,
  connection: Connection,
  delivery: KeptDelivery,
  strength: string,
  also: readonly Statement[] = [],
): Promise<string> {
  const deliveryId = await insertDelivery(deps, connection, delivery, strength, also)
  await enqueueQuietly(deps, { kind: 'read-delivery', deliveryId })
  return deliveryId
}

/** For who works on it at once, or has it queued; the sweep takes up what a crash leaves. */
export async function insertDelivery(
  deps: Deps,
  connection: Connection,
  delivery: KeptDelivery,
  strength: string,
  also: readonly Statement[],
): Promise<string> {
  const { deliveries, eventSteps } = deps.vendorStores
  const id = crypto.randomUUID()
  const receivedAt = delivery.receivedAt.toISOString()
  await deps.commit([
    deliveries.insert({
      id,
      issuerId: connection.issuerId,
      connectionId: connection.id,
      receivedAt,
      headers: keptHeaders(delivery.headers),
      body: delivery.body,
      bodyBytes: delivery.body.length,
      bodySha256: toHex(await sha256(delivery.body)),
      strength,
      state: 'received',
      reason: null,
      attempts: 0,
    }),
    eventSteps.step(id, null, receivedAt, 'received', { bytes: delivery.body.length }),
    eventSteps.step(id, null, receivedAt, 'genuine', { way: connection.scheme.way, strength }),
    ...also,
  ])
  return id
}

async function keepRefused(
  deps: Deps,
  connection: Connection,
  delivery: Pick<Delivery, 'body' | 'receivedAt'> & { bodyBytes?: number },
  reason: RefusalReason,
) {
  const { deliveries } = deps.vendorStores
  await deps.commit([
    deliveries.insert({
      id: crypto.randomUUID(),
      issuerId: connection.issuerId,
      connectionId: connection.id,
      receivedAt: delivery.receivedAt.toISOString(),
      headers: {},
      body: null,
      bodyBytes: delivery.bodyBytes ?? delivery.body.length,
      bodySha256: toHex(await sha256(delivery.body)),
      strength: null,
      state: 'refused',
      reason,
      attempts: 0,
    }),
    deliveries.dropOldRefused(connection.id),
  ])
}

export async function enqueueQuietly(deps: Deps, ...jobs: Job[]): Promise<void> {
  try {
    await deps.enqueue(...jobs)
  } catch {
    const kinds = [...new Set(jobs.map(({ kind }) => kind))]
    console.error(JSON.stringify({ level: 'warn', event: 'queue-unavailable', kinds, jobs: jobs.length }))
  }
}

function keptHeaders(headers: Headers): Record<string, string> {
  const kept: Record<string, string> = {}
  for (const [name, value] of headers) if (KEPT_HEADERS.test(name)) kept[name] = value.slice(0, 1000)
  return kept
}
