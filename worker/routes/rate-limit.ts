/** A limit on what a client may ask of us and of others through us. By address: permissive, and counted per place. */
import type { Context, MiddlewareHandler } from 'hono'
import type { AppEnv } from '../app-env.ts'
import { Refusal } from '../problem.ts'

const PERIOD_SECONDS = 60

/** Whether this client may have one more thing verified now. */
export async function mayVerify(c: Context<AppEnv, string>): Promise<boolean> {
  const client = c.req.header('cf-connecting-ip') ?? 'unknown'
  return (await c.env.VERIFY_LIMIT.limit({ key: client })).success
}

export const limitVerification: MiddlewareHandler<AppEnv> = async (c, next) => {
  if (!(await mayVerify(c))) {
    throw new Refusal(
      'rate-limited',
      `Too many verifications from your address. Wait ${PERIOD_SECONDS} seconds.`,
      {
        headers: { 'Retry-After': String(PERIOD_SECONDS) },
      },
    )
  }
  await next()
}
