/** GET /health: whether this deployment is set up, and in words what is missing. It names no value of any secret. */
import { Hono } from 'hono'
import * as z from 'zod'
import type { AppEnv } from '../app-env.ts'
import type { Operation } from '../openapi.ts'
import { Refusal } from '../problem.ts'

const MINIMUM_TOKEN_LENGTH = 24

export const healthRoutes = new Hono<AppEnv>()

healthRoutes.get('/', async (c) => {
  const { deps } = c.var
  const fault = configurationFault(deps.env)
  if (fault !== undefined) throw new Refusal('temporarily-unavailable', fault)
  await deps.vault.blindIndex('health', 'health').catch(() => {
    throw new Refusal(
      'temporarily-unavailable',
      'KEY_ENCRYPTION_KEY is not base64url of 32 bytes. Make one with: openssl rand -base64 32 | tr "+/" "-_" | tr -d "="',
    )
  })
  // A database without the migrations answers 503 through the application's error handler.
  await deps.issuers.find('health')
  return c.json({ status: 'ok' }, 200, { 'Cache-Control': 'no-store' })
})

function configurationFault({ PUBLIC_ORIGIN, OPERATOR_TOKEN, KEY_ENCRYPTION_KEY }: Env): string | undefined {
  if (!/^https?:\/\/[^/]+\/?$/.test(PUBLIC_ORIGIN ?? ''))
    return 'PUBLIC_ORIGIN is missing: set it to where this deployment is reached, like https://badges.example.org'
  if ((OPERATOR_TOKEN ?? '').length < MINIMUM_TOKEN_LENGTH)
    return `OPERATOR_TOKEN is missing or shorter than ${MINIMUM_TOKEN_LENGTH} characters: wrangler secret put OPERATOR_TOKEN`
  if (!KEY_ENCRYPTION_KEY) return 'KEY_ENCRYPTION_KEY is missing: wrangler secret put KEY_ENCRYPTION_KEY'
  return undefined
}

export const healthOperations: Operation[] = [
  {
    method: 'get',
    path: '/health',
    tag: 'Operation',
    summary: 'Whether this deployment is set up and its database answers.',
    access: 'public',
    responses: { 200: { description: 'It is.', schema: z.object({ status: z.literal('ok') }) } },
  },
]
