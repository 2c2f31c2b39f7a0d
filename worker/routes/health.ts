/** GET /health: whether this deployment is set up, and in words what is missing. It names no value of any secret. */

import * as z from 'zod/mini'
import type { AppEnv } from '../app-env.ts'
import { configurationFault } from '../configuration.ts'
import type { Deps } from '../deps.ts'
import { Hono } from '../hono.ts'
import { keyEncryptionFault } from '../issuing/key-encryption.ts'
import { operations } from '../openapi.ts'
import { Refusal } from '../problem.ts'

const GOOD_MS = 60_000
const goodUntil = new WeakMap<Deps, number>()

export const healthRoutes = new Hono<AppEnv>()

healthRoutes.get('/', async (c) => {
  const { deps } = c.var
  // A database without the migrations answers 503 through the application's error handler.
  const fault = configurationFault(deps.env) ?? (await keyFault(deps))
  if (fault !== undefined) throw new Refusal('temporarily-unavailable', fault)
  return c.json({ status: 'ok' }, 200, { 'Cache-Control': 'no-store' })
})

/** Whoever asks often has the tables read once a minute; a fault is looked for anew, to see it mended. */
async function keyFault(deps: Deps): Promise<string | undefined> {
  const now = deps.clock.now().getTime()
  if (now < (goodUntil.get(deps) ?? 0)) {
    await deps.issuers.find('health')
    return undefined
  }
  const fault = await keyEncryptionFault(deps)
  if (fault === undefined) goodUntil.set(deps, now + GOOD_MS)
  return fault
}

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
