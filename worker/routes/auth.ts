/**
 * Who calls. One generic answer on the wire for every wrong token; a resource of another issuer is answered like one that
 * does not exist.
 */
import type { Context, MiddlewareHandler } from 'hono'
import type { AppEnv } from '../app-env.ts'
import { sameDigest, sha256Hex } from '../issuing/access-token.ts'
import type { Caller, Scope } from '../issuing/caller.ts'
import { Refusal } from '../problem.ts'

type Guard = MiddlewareHandler<AppEnv>

export const requireOperator: Guard = async (c, next) => {
  const caller = await callerOf(c)
  if (caller.kind !== 'operator')
    throw new Refusal('forbidden', 'Only the operator of this deployment may do that; this is an API key.')
  c.set('caller', caller)
  await next()
}

/**
 * An API key with that scope. With `:issuerId` in the path, of that issuer. `remembered`: the key may be known from the isolate's
 * memory, because what follows commits the guard `apiKeyGood` and so judges it again.
 */
export function requireScope(scope: Scope, { remembered = false } = {}): Guard {
  return async (c, next) => {
    const caller = await callerOf(c, remembered)
    if (caller.kind !== 'api-key')
      throw new Refusal('forbidden', 'This needs an API key of the issuer; the operator token makes those.')
    assertMayUse(c, caller, scope)
    c.set('caller', caller)
    await next()
  }
}

/** The operator, or an API key with that scope of the issuer in the path. */
export function requireOperatorOr(scope: Scope): Guard {
  return async (c, next) => {
    const caller = await callerOf(c)
    if (caller.kind === 'api-key') assertMayUse(c, caller, scope)
    c.set('caller', caller)
    await next()
  }
}

/** The issuer that the caller acts for: of its API key, or (operator) in the path. */
export function issuerIdOf(c: Context<AppEnv>): string {
  const { caller } = c.var
  const issuerId = caller.kind === 'api-key' ? caller.issuerId : c.req.param('issuerId')
  if (issuerId === undefined) throw new Refusal('not-found', 'No such issuer.')
  return issuerId
}

function assertMayUse(c: Context<AppEnv>, caller: Caller & { kind: 'api-key' }, scope: Scope): void {
  const issuerId = c.req.param('issuerId')
  if (issuerId !== undefined && issuerId !== caller.issuerId)
    throw new Refusal('not-found', 'No such issuer.')
  if (!caller.scopes.includes(scope))
    throw new Refusal(
      'forbidden',
      `This API key does not have the scope ${scope}; it has: ${caller.scopes.join(', ')}.`,
    )
}

async function callerOf(c: Context<AppEnv>, remembered = false): Promise<Caller> {
  const { deps } = c.var
  const token = /^Bearer +([\x21-\x7e]+) *$/i.exec(c.req.header('authorization') ?? '')?.[1]
  if (token === undefined)
    throw unauthenticated('Send Authorization: Bearer with an API key or the operator token.')
  const hash = await sha256Hex(token)
  if (sameDigest(hash, await operatorHash(deps.env.OPERATOR_TOKEN))) return { kind: 'operator' }
  const key = await deps.apiKeyMemory[remembered ? 'get' : 'refresh'](hash)
  const now = deps.clock.now().toISOString()
  if (key === null || key.revokedAt !== null || (key.expiresAt !== null && key.expiresAt <= now))
    throw unauthenticated('This token is not known, or no longer good.')
  return { kind: 'api-key', apiKeyId: key.id, issuerId: key.issuerId, scopes: key.scopes }
}

let operator: { token: string; hash: string } | null = null

/** Reckoned once. */
async function operatorHash(token = ''): Promise<string> {
  if (operator?.token !== token) operator = { token, hash: await sha256Hex(token) }
  return operator.hash
}

function unauthenticated(detail: string): Refusal {
  return new Refusal('unauthenticated', detail, { headers: { 'WWW-Authenticate': 'Bearer realm="Laurel"' } })
}
