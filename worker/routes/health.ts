/** GET /health: whether this deployment is set up, and in words what is missing. It names no value of any secret. */

import * as z from 'zod/mini'
import type { AppEnv } from '../app-env.ts'
import { configurationFault } from '../configuration.ts'
import { Hono } from '../hono.ts'
import { operations } from '../openapi.ts'
import { Refusal } from '../problem.ts'

export const healthRoutes = new Hono<AppEnv>()

healthRoutes.get('/', async (c) => {
  const { deps } = c.var
  const fault = configurationFault(deps.env)
  if (fault !== undefined) throw new Refusal('temporarily-unavailable', fault)
  // A database without the migrations answers 503 through the application's error handler.
  await deps.issuers.find('health')
  return c.json({ status: 'ok' }, 200, { 'Cache-Control': 'no-store' })
})

export const healthOperations = /* @__PURE__ */ operations(() => [
  {
    method: 'get',
    path: '/health',
    tag: 'Operation',
    summary: 'Whether this deployment is set up and its database answers.',
    access: 'public',
    responses: { 200: { description: 'It is.', schema: z.object({ status: z.literal('ok') }) } },
  },
])
