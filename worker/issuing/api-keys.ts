/** Making and revoking API keys. */

import type { Deps } from '../deps.ts'
import { Refusal } from '../problem.ts'
import type { ApiKey } from '../storage/api-keys.ts'
import { guardFailed } from '../storage/guards.ts'
import { createToken } from './access-token.ts'
import { keyNotGood } from './assert-key-good.ts'
import { type Caller, callerName, type Scope } from './caller.ts'
import { commitWhereRoom } from './commit-where-room.ts'
import { findIssuer } from './find-issuer.ts'
import type { Once } from './once.ts'

interface ApiKeyRequest {
  label: string
  scopes: Scope[]
  expiresAt?: string | undefined
}

/** A key never has more scopes than the API key that makes it, nor a longer life. Refuses `not-found`, `forbidden`, `invalid-request`. */
export async function createApiKey(
  deps: Deps,
  issuerId: string,
  request: ApiKeyRequest,
  caller: Caller,
  once: Once,
): Promise<{ apiKey: ApiKey; token: string }> {
  const now = deps.clock.now()
  await findIssuer(deps, issuerId)
  if (caller.kind === 'api-key') {
    const missing = request.scopes.filter((scope) => !caller.scopes.includes(scope))
    if (missing.length > 0)
      throw new Refusal(
        'forbidden',
        `An API key cannot give away scopes that it does not have: ${missing.join(', ')}.`,
      )
    const own = await deps.apiKeys.find(issuerId, caller.apiKeyId)
    if (own?.expiresAt && !(Date.parse(request.expiresAt ?? '') <= Date.parse(own.expiresAt)))
      throw new Refusal(
        'forbidden',
        `An API key cannot make one that outlives it: give expiresAt, ${own.expiresAt} at the latest.`,
      )
  }
  if (request.expiresAt !== undefined && Date.parse(request.expiresAt) <= now.getTime())
    throw new Refusal('invalid-request', '/expiresAt: This date is past.', {
      errors: [{ pointer: '/expiresAt', detail: 'This date is past.' }],
    })
  const { token, prefix, hash } = await createToken()
  const apiKey: ApiKey = {
    id: crypto.randomUUID(),
    issuerId,
    label: request.label,
    prefix,
    scopes: [...new Set(request.scopes)],
    createdAt: now.toISOString(),
    expiresAt: request.expiresAt === undefined ? null : new Date(request.expiresAt).toISOString(),
    revokedAt: null,
  }
  const statements = [
    deps.apiKeys.insert(apiKey, hash),
    deps.audit.entry({
      at: now,
      issuerId,
      caller: callerName(caller),
      action: 'api-key.created',
      target: apiKey.id,
      detail: { scopes: apiKey.scopes.join(' ') },
    }),
    ...(await once.remember(201, { ...apiKey, token })),
    // A key that is taken away in this moment leaves none behind.
    ...(caller.kind === 'api-key' ? [deps.guards.hold(deps.guards.apiKeyGood(caller.apiKeyId, now))] : []),
  ]
  await commitWhereRoom(deps, 'API keys', issuerId, statements).catch((error: unknown) => {
    throw guardFailed(error) ? keyNotGood() : error
  })
  return { apiKey, token }
}

/** Revoking again changes nothing. Refuses `not-found`. */
export async function revokeApiKey(
  deps: Deps,
  issuerId: string,
  id: string,
  caller: Caller,
): Promise<ApiKey> {
  const now = deps.clock.now()
  const found = await deps.apiKeys.find(issuerId, id)
  if (found === null) throw new Refusal('not-found', 'No such API key.')
  if (found.revokedAt !== null) return found
  await deps.commit([
    deps.apiKeys.revoke(issuerId, id, now),
    deps.audit.entry({
      at: now,
      issuerId,
      caller: callerName(caller),
      action: 'api-key.revoked',
      target: id,
    }),
  ])
  return { ...found, revokedAt: now.toISOString() }
}
