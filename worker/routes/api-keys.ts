/** /v1/issuers/{issuerId}/api-keys: the bearer keys that act for an issuer. */

import * as z from 'zod/mini'
import type { AppEnv } from '../app-env.ts'
import { body } from '../body.ts'
import { Hono } from '../hono.ts'
import { createApiKey, revokeApiKey } from '../issuing/api-keys.ts'
import { SCOPES } from '../issuing/caller.ts'
import { DateTime, Text } from '../issuing/field.ts'
import { lazily } from '../lazily.ts'
import { operations } from '../openapi.ts'
import { requireOperatorOr } from './auth.ts'
import { createOnce } from './create-once.ts'

const CreateApiKey = lazily(() =>
  z
    .strictObject({
      label: Text(100).check(z.describe('What it is for.')),
      scopes: z.array(z.enum(SCOPES)).check(z.minLength(1), z.maxLength(SCOPES.length)),
      expiresAt: z.optional(DateTime()),
    })
    .register(z.globalRegistry, { id: 'CreateApiKey' }),
)

const ApiKeyView = /* @__PURE__ */ lazily(() =>
  z
    .object({
      id: z.string(),
      label: z.string(),
      prefix: z.string().check(z.describe('The first part of the token, to recognise it by.')),
      scopes: z.array(z.enum(SCOPES)),
      createdAt: z.string(),
      expiresAt: z.nullable(z.string()),
      revokedAt: z.nullable(z.string()),
    })
    .register(z.globalRegistry, { id: 'ApiKey' }),
)

export const apiKeyRoutes = new Hono<AppEnv>()

apiKeyRoutes.post('/:issuerId/api-keys', requireOperatorOr('api-keys:write'), body(CreateApiKey), (c) =>
  createOnce(
    c,
    async (once) => {
      const { deps, caller } = c.var
      const { apiKey, token } = await createApiKey(
        deps,
        c.req.param('issuerId'),
        c.req.valid('json'),
        caller,
        once,
      )
      return c.json({ ...apiKey, token }, 201, { 'Cache-Control': 'no-store' })
    },
    { sealed: true },
  ),
)

apiKeyRoutes.get('/:issuerId/api-keys', requireOperatorOr('api-keys:write'), async (c) => {
  const apiKeys = await c.var.deps.apiKeys.list(c.req.param('issuerId'))
  return c.json({ items: apiKeys })
})

apiKeyRoutes.delete('/:issuerId/api-keys/:id', requireOperatorOr('api-keys:write'), async (c) => {
  const apiKey = await revokeApiKey(c.var.deps, c.req.param('issuerId'), c.req.param('id'), c.var.caller)
  return c.json(apiKey)
})

export const apiKeyOperations = /* @__PURE__ */ operations(() => [
  {
    method: 'post',
    path: '/v1/issuers/{issuerId}/api-keys',
    tag: 'API keys',
    summary: 'Make an API key. Its token is shown once; only a hash of it is kept.',
    access: { operatorOr: 'api-keys:write' },
    idempotent: true,
    request: {
      schema: CreateApiKey(),
      example: {
        label: 'course platform',
        scopes: ['achievements:write', 'credentials:issue', 'credentials:revoke'],
      },
    },
    responses: {
      201: { description: 'The key and its token.', schema: z.extend(ApiKeyView(), { token: z.string() }) },
    },
    refusals: ['conflict'],
  },
  {
    method: 'get',
    path: '/v1/issuers/{issuerId}/api-keys',
    tag: 'API keys',
    summary: 'List the API keys of an issuer, without their tokens.',
    access: { operatorOr: 'api-keys:write' },
    responses: { 200: { description: 'All of them.', schema: z.object({ items: z.array(ApiKeyView()) }) } },
  },
  {
    method: 'delete',
    path: '/v1/issuers/{issuerId}/api-keys/{id}',
    tag: 'API keys',
    summary: 'Revoke an API key, at once and for good.',
    access: { operatorOr: 'api-keys:write' },
    responses: { 200: { description: 'The revoked key.', schema: ApiKeyView() } },
  },
])
