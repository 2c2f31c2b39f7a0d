/** A limit on what a client may ask of us and of others through us. By address: permissive, and counted per place. */
import type { MiddlewareHandler } from 'hono'
import type { AppEnv } from '../app-env.ts'
import { Refusal } from '../problem.ts'

const PERIOD_SECONDS = 60

export const limitVerification: MiddlewareHandler<AppEnv> = async (c, next) => {
  const client = c.req.header('cf-connecting-ip') ?? 'unknown'
  const { success } = await c.env.VERIFY_LIMIT.limit({ key: client })
  if (!success) {
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
