/** A limit on what a client may ask of us and of others through us. Permissive, and counted per place. */
import type { Context, MiddlewareHandler } from 'hono'
import type { AppEnv } from '../app-env.ts'
import { Refusal } from '../problem.ts'

const PERIOD_SECONDS = 60

/** Whether this client may have one more thing verified now. */
export function mayVerify(c: Context<AppEnv, string>): Promise<boolean> {
  return isWithin(c, clientOf(c))
}

export const limitVerification: MiddlewareHandler<AppEnv> = async (c, next) => {
  await limit(c, clientOf(c), 'verifications from your address')
  await next()
}

/** Counted apart: who verifies much may still fill a wallet. */
export const limitTokenRequests: MiddlewareHandler<AppEnv> = async (c, next) => {
  await limit(c, `token:${clientOf(c)}`, 'token requests from your address')
  await next()
}

/** For what costs the time of many answers, before it is made. Refuses `rate-limited`. */
export function limitPainting(c: Context<AppEnv, string>): Promise<void> {
  return limit(c, clientOf(c), 'pictures and documents made for your address')
}

/** Messages that an issuer has sent to addresses of its choice. Refuses `rate-limited`. */
export function limitTests(c: Context<AppEnv, string>, issuerId: string): Promise<void> {
  return limit(c, `webhook-test:${issuerId}`, 'tests of webhook endpoints')
}

async function limit(c: Context<AppEnv, string>, key: string, what: string): Promise<void> {
  if (await isWithin(c, key)) return
  throw new Refusal('rate-limited', `Too many ${what}. Wait ${PERIOD_SECONDS} seconds.`, {
    headers: { 'Retry-After': String(PERIOD_SECONDS) },
  })
}

async function isWithin(c: Context<AppEnv, string>, key: string): Promise<boolean> {
  return (await c.env.VERIFY_LIMIT.limit({ key })).success
}

/** Of an IPv6 address the network (/64): whoever has one has all of its addresses. */
function clientOf(c: Context<AppEnv, string>): string {
  const address = c.req.header('cf-connecting-ip') ?? 'unknown'
  if (!address.includes(':') || address.includes('.')) return address
  return `${address.split('::', 1)[0]?.split(':').slice(0, 4).join(':')}::/64`
}
