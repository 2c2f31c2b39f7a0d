/**
 * Idempotency-Key: a repeated creating request creates nothing and gets the first answer. The record is written in the same
 * transaction as what it tells of, and its primary key decides between two requests at once, so there is no 'in progress'.
 */
import type { Context } from 'hono'
import type { AppEnv } from '../app-env.ts'
import { sha256Hex } from '../issuing/access-token.ts'
import { type IdempotencyKey, notRepeated, type Once } from '../issuing/once.ts'
import { Refusal } from '../problem.ts'
import type { IdempotencyRecord } from '../storage/idempotency.ts'

interface Options {
  /** The answer holds a secret: it is kept sealed. */
  sealed?: boolean
  /** For records that lead to a credential. */
  answer?: (c: Context<AppEnv>, record: IdempotencyRecord) => Promise<Response>
}

/**
 * Runs `create`; where it fails and this key was used before, the first answer stands (whatever failed now: what was needed
 * then may be gone). The same key with another request is refused with `idempotency-key-reused`.
 */
export async function createOnce(
  c: Context<AppEnv>,
  create: (once: Once) => Promise<Response>,
  { sealed = false, answer }: Options = {},
): Promise<Response> {
  const { deps } = c.var
  const key = await readKey(c)
  if (key === null) return await create(notRepeated)

  const context = `idempotency:${key.scope}:${key.key}`
  const once: Once = {
    key,
    remember: async (status, response) => {
      const text = JSON.stringify(response)
      const body = sealed ? await deps.vault.seal(text, context) : text
      const record = { ...key, status, response: body, credentialId: null }
      return [deps.idempotency.record(record, deps.clock.now())]
    },
  }
  try {
    return await create(once)
  } catch (error) {
    // A caller who may no longer ask is not told what was answered before.
    if (error instanceof Refusal && error.code === 'unauthenticated') throw error
    const record = await deps.idempotency.find(key.scope, key.key)
    if (record === null) throw error
    if (record.requestHash !== key.requestHash)
      throw new Refusal(
        'idempotency-key-reused',
        'This Idempotency-Key was sent before with another request. Use a new key for a new request.',
      )
    c.header('Idempotency-Replayed', 'true')
    if (record.credentialId !== null && answer !== undefined) return await answer(c, record)
    const text = record.response ?? 'null'
    const body = sealed ? await deps.vault.open(text, context) : text
    return c.body(body, record.status as 201, {
      'Content-Type': 'application/json',
      'Cache-Control': 'no-store',
    })
  }
}

async function readKey(c: Context<AppEnv>): Promise<IdempotencyKey | null> {
  const key = c.req.header('idempotency-key')
  if (key === undefined) return null
  if (!/^[\x21-\x7e]{1,255}$/.test(key))
    throw new Refusal(
      'malformed-header',
      'Idempotency-Key: 1 to 255 visible ASCII characters, without spaces.',
    )
  const { caller } = c.var
  const scope = caller.kind === 'api-key' ? caller.issuerId : 'operator'
  const head = new TextEncoder().encode(`${c.req.method}\n${c.req.path}\n`)
  const bytes = new Uint8Array(head.length + c.var.rawBody.length)
  bytes.set(head)
  bytes.set(c.var.rawBody, head.length)
  return { scope, key, requestHash: await sha256Hex(bytes) }
}
