/** A limit on what a client may ask of us and of others through us. By address: permissive, and counted per place. */
import type { Context, MiddlewareHandler } from 'hono'
import type { AppEnv } from '../app-env.ts'
import { Refusal } from '../problem.ts'

const PERIOD_SECONDS = 60

/** Whether this client may have one more thing verified now. */
export function mayVerify(c: Context<AppEnv, string>): Promise<boolean> {
  return isWithin(c, '')
}

export const limitVerification = limited('verifications', '')

/** Counted apart: who verifies much may still fill a wallet. */
export const limitTokenRequests = limited('token requests', 'token:')

function limited(what: string, prefix: string): MiddlewareHandler<AppEnv> {
  return async (c, next) => {
    if (!(await isWithin(c, prefix)))
      throw new Refusal(
        'rate-limited',
        `Too many ${what} from your address. Wait ${PERIOD_SECONDS} seconds.`,
        { headers: { 'Retry-After': String(PERIOD_SECONDS) } },
      )
    await next()
  }
}

async function isWithin(c: Context<AppEnv, string>, prefix: string): Promise<boolean> {
  const client = c.req.header('cf-connecting-ip') ?? 'unknown'
  return (await c.env.VERIFY_LIMIT.limit({ key: prefix + client })).success
}
