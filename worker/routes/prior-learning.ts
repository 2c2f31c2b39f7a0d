/** /v1/prior-learning: a badge from elsewhere, verified and recognised by rule. */

import * as z from 'zod/mini'
import type { AppEnv } from '../app-env.ts'
import { body } from '../body.ts'
import { Hono } from '../hono.ts'
import { fromBase64 } from '../http/bytes.ts'
import { lazily } from '../lazily.ts'
import { operations } from '../openapi.ts'
import { recognise } from '../vendors/prior-learning.ts'
import { issuerIdOf, requireScope } from './auth.ts'

const MAX_BYTES = 10 * 1_048_576

const Brought = lazily(() =>
  z
    .strictObject({
      connectionId: z.uuid().check(z.describe('A connection of the kind prior-learning.')),
      email: z
        .email()
        .check(z.maxLength(254), z.describe('The learner’s address: the badge must have been given to it.')),
      name: z.optional(z.string().check(z.trim(), z.minLength(1), z.maxLength(200))),
      credential: z.optional(z.unknown()).check(z.describe('The badge as an object or a compact token.')),
      url: z
        .optional(z.string().check(z.maxLength(2048)))
        .check(z.describe('https address of the badge, or of a page that shows it.')),
      file: z.optional(
        z
          .string()
          .check(
            z.refine((text) => fromBase64(text) !== undefined, 'Base64 of a PNG, SVG, PDF, JSON or token.'),
          ),
      ),
    })
    .check(
      z.refine(
        ({ credential, url, file }) =>
          [credential, url, file].filter((each) => each !== undefined).length === 1,
        'Give one of credential, url and file.',
      ),
    )
    .register(z.globalRegistry, { id: 'PriorLearning' }),
)

export const priorLearningRoutes = new Hono<AppEnv>()

priorLearningRoutes.post(
  '/',
  requireScope('credentials:issue'),
  body(Brought, { maxBytes: MAX_BYTES }),
  async (c) => {
    const { credential, url, file, ...badge } = c.req.valid('json')
    const given = file === undefined ? (url ?? credential) : fromBase64(file)
    const recognition = await recognise(c.var.deps, issuerIdOf(c), { ...badge, credential: given })
    return c.json(recognition, recognition.recognised ? 202 : 200)
  },
)

export const priorLearningOperations = /* @__PURE__ */ operations(() => [
  {
    method: 'post',
    path: '/v1/prior-learning',
    tag: 'Vendor events',
    summary: 'Recognise a badge from elsewhere as prior learning.',
    description:
      'It is verified for the learner who brings it. Only a valid badge counts, and only when it was given to this e-mail address. It becomes an event; completion rules match `{issuer id} {achievement id}`.',
    access: 'credentials:issue',
    request: {
      schema: Brought(),
      example: {
        connectionId: '00000000-0000-4000-8000-000000000000',
        email: 'ada@example.com',
        url: 'https://example.org/badges/1.json',
      },
    },
    responses: {
      200: { description: 'Not recognised, and why.' },
      202: { description: 'Recognised: an event that rules now judge.' },
    },
    refusals: ['conflict'],
  },
])
