/** Making, changing and ending connections. Secrets are shown once, when they are made. */

import type { Deps } from '../deps.ts'
import { toBase64Url } from '../http/bytes.ts'
import { type Caller, callerName } from '../issuing/caller.ts'
import { commitWhereRoom } from '../issuing/commit-where-room.ts'
import type { Once } from '../issuing/once.ts'
import { whereUnchanged } from '../issuing/where-unchanged.ts'
import { Refusal } from '../problem.ts'
import type { Connection } from '../storage/connections.ts'
import type { Statement } from '../storage/d1.ts'
import { generateWebhookSecret } from '../webhooks/sign.ts'
import { type AuthenticityScheme, statementOfStrength } from './authenticity/prove-genuine.ts'
import {
  assertSecretFits,
  assertSettingsFit,
  type ConnectionBody,
  type ConnectionPatch,
  schemeOf,
} from './connection-body.ts'
import { sealSecret } from './connection-secrets.ts'
import { findVendor } from './registry.ts'

export async function createConnection(
  deps: Deps,
  issuerId: string,
  body: ConnectionBody,
  caller: Caller,
  once: Once,
) {
  const now = deps.clock.now()
  const id = crypto.randomUUID()
  assertSettingsFit(body.settings)
  const scheme = schemeOf(body)
  const connection: Connection = {
    id,
    issuerId,
    kind: body.kind,
    name: body.name,
    state: 'enabled',
    scheme,
    mapping: body.mapping,
    allowedAddresses: body.allowedAddresses,
    settings: body.settings,
    createdAt: now.toISOString(),
    updatedAt: now.toISOString(),
  }
  const { secret, statements } = await inboundSecrets(deps, connection, body, now)
  if (body.outboundSecret !== undefined) {
    statements.push(
      deps.vendorStores.connections.insertSecret(
        await sealSecret(deps, id, 'outbound', body.outboundSecret, now),
      ),
    )
  }
  if (findVendor(body.kind)?.transport === 'pull')
    statements.push(deps.vendorStores.pullCursors.insert(id, now.toISOString()))
  const view = { ...connectionView(deps, connection), ...shownOnce(deps, connection, secret) }
  await commitWhereRoom(deps, 'connections', issuerId, [
    deps.vendorStores.connections.insert(connection),
    ...statements,
    audit(deps, connection, caller, now, 'connection.created'),
    ...(await once.remember(201, view)),
  ])
  return view
}

/** Refuses `not-found`, `invalid-request`. */
export async function changeConnection(
  deps: Deps,
  issuerId: string,
  id: string,
  patch: ConnectionPatch,
  caller: Caller,
) {
  const { connections } = deps.vendorStores
  assertSettingsFit(patch.settings ?? {})
  return whereUnchanged(async () => {
    const now = deps.clock.now()
    const current = await findConnection(deps, issuerId, id)
    const next: Connection = {
      ...current,
      name: patch.name ?? current.name,
      state: patch.state ?? current.state,
      scheme: (patch.authenticity as AuthenticityScheme | undefined) ?? current.scheme,
      allowedAddresses: patch.allowedAddresses ?? current.allowedAddresses,
      settings: patch.settings ?? current.settings,
      mapping: patch.mapping === undefined ? current.mapping : patch.mapping,
      updatedAt: now.toISOString(),
    }
    await deps.commit([
      deps.guards.hold(connections.unchanged(current)),
      connections.update(next),
      audit(deps, next, caller, now, `connection.${patch.state ?? 'changed'}`),
    ])
    return connectionView(deps, next)
  })
}

/** The old secret stays good for the overlap; the new one is good at once. */
export async function rotateSecret(
  deps: Deps,
  issuerId: string,
  id: string,
  request: {
    secret?: string | undefined
    apiKey?: string | undefined
    outboundSecret?: string | undefined
    overlapHours: number
  },
  caller: Caller,
) {
  const { connections } = deps.vendorStores
  const now = deps.clock.now()
  const connection = await findConnection(deps, issuerId, id)
  const ends = new Date(now.getTime() + request.overlapHours * 3_600_000).toISOString()
  if (request.outboundSecret !== undefined) {
    await deps.commit([
      connections.expireSecrets(id, 'outbound', now.toISOString()),
      connections.insertSecret(await sealSecret(deps, id, 'outbound', request.outboundSecret, now)),
      audit(deps, connection, caller, now, 'connection.secret-rotated'),
    ])
    return { ...connectionView(deps, connection), secret: null, oldSecretEndsAt: now.toISOString() }
  }
  const { secret, statements } = await inboundSecrets(deps, connection, request, now)
  if (statements.length === 0)
    throw new Refusal(
      'conflict',
      'Nothing is sent to this connection: there is no secret of its sender to rotate.',
    )
  await deps.commit([
    connections.expireSecrets(id, 'inbound', ends),
    ...statements,
    audit(deps, connection, caller, now, 'connection.secret-rotated'),
  ])
  return {
    ...connectionView(deps, connection),
    ...shownOnce(deps, connection, secret),
    oldSecretEndsAt: ends,
  }
}

/** Its secrets are destroyed; its events stay to be seen. Senders are answered 410. */
export async function deleteConnection(
  deps: Deps,
  issuerId: string,
  id: string,
  caller: Caller,
): Promise<void> {
  const now = deps.clock.now()
  const connection = await findConnection(deps, issuerId, id)
  await deps.commit([
    deps.vendorStores.connections.update({ ...connection, state: 'deleted', updatedAt: now.toISOString() }),
    deps.vendorStores.connections.removeSecrets(id),
    deps.vendorStores.pullCursors.remove(id),
    audit(deps, connection, caller, now, 'connection.deleted'),
  ])
}

export async function findConnection(deps: Deps, issuerId: string, id: string): Promise<Connection> {
  const connection = await deps.vendorStores.connections.find(issuerId, id)
  if (connection === null) throw new Refusal('not-found', 'No such connection.')
  return connection
}

/** As the API answers it: never a secret. */
export function connectionView({ origin }: Pick<Deps, 'origin'>, connection: Connection) {
  const vendor = findVendor(connection.kind)
  const { id, kind, name, state, scheme, mapping, allowedAddresses, settings, createdAt, updatedAt } =
    connection
  const inbound =
    vendor?.transport === 'xapi' ? { xapiEndpoint: `${origin}/xapi/${id}` } : { url: `${origin}/hooks/${id}` }
  return {
    id,
    kind,
    name,
    state,
    ...(vendor?.transport === 'pull' || vendor?.transport === 'upload' ? {} : inbound),
    ...(kind === 'prior-learning' ? { learnerPage: learnerPage(origin, connection) } : {}),
    ...(scheme.way === 'oauth-client-credentials'
      ? { tokenEndpoint: `${origin}/oauth/token`, clientId: id }
      : {}),
    authenticity: scheme,
    ...statementOfStrength(scheme),
    vendor: {
      name: vendor?.name ?? kind,
      transport: vendor?.transport,
      standing: vendor?.standing,
      unconfirmed: vendor?.unconfirmed ?? null,
    },
    mapping,
    allowedAddresses,
    settings,
    createdAt,
    updatedAt,
  }
}

/** Where learners bring badges themselves; null while it is switched off. */
function learnerPage(origin: string, { issuerId, state, settings }: Connection): string | null {
  const isOn = state === 'enabled' && settings.learnerPage === 'on'
  return isOn ? `${origin}/issuers/${issuerId}/prior-learning` : null
}

async function inboundSecrets(
  deps: Deps,
  connection: Connection,
  given: { secret?: string | undefined; apiKey?: string | undefined },
  now: Date,
): Promise<{ secret: string | null; statements: Statement[] }> {
  const { scheme, id, kind } = connection
  if (['pull', 'upload'].includes(findVendor(kind)?.transport ?? '')) return { secret: null, statements: [] }
  if (given.secret !== undefined) assertSecretFits(scheme, given.secret)
  const secret = given.secret ?? makeSecret(scheme, id)
  const all = [secret, ...(given.apiKey === undefined ? [] : [`api-key:${given.apiKey}`])]
  const statements: Statement[] = []
  for (const value of all) {
    statements.push(
      deps.vendorStores.connections.insertSecret(await sealSecret(deps, id, 'inbound', value, now)),
    )
  }
  return { secret: given.secret === undefined ? secret : null, statements }
}

function makeSecret(scheme: AuthenticityScheme, connectionId: string): string {
  const random = toBase64Url(crypto.getRandomValues(new Uint8Array(32)))
  if (scheme.way === 'standard-webhooks') return generateWebhookSecret()
  // xAPI clients are known by their Basic user, which names the connection; so does the bearer token.
  if (scheme.way === 'basic') return `${connectionId}:${random}`
  if (scheme.way === 'bearer') return `${connectionId}.${random}`
  return random
}

/** Only what we made: what the customer gave us he has. */
function shownOnce({ origin }: Pick<Deps, 'origin'>, { id, scheme }: Connection, secret: string | null) {
  const inAddress = scheme.way === 'secret-url' || scheme.way === 'signed-jwt-body'
  const url = secret !== null && inAddress ? { url: `${origin}/hooks/${id}/${secret}` } : {}
  return { secret, ...url }
}

function audit(
  deps: Deps,
  { issuerId, id, kind }: Connection,
  caller: Caller,
  at: Date,
  action: string,
): Statement {
  return deps.audit.entry({ at, issuerId, caller: callerName(caller), action, target: id, detail: { kind } })
}
