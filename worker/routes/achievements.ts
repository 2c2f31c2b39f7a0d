/** /v1/achievements: what an issuer's credentials say was achieved. */

import * as z from 'zod/mini'
import type { AppEnv } from '../app-env.ts'
import { body, query } from '../body.ts'
import { Hono } from '../hono.ts'
import { AchievementBody } from '../issuing/achievement-body.ts'
import {
  achievementView,
  archiveAchievement,
  createAchievement,
  findAchievement,
  updateAchievement,
} from '../issuing/achievements.ts'
import { lazily } from '../lazily.ts'
import { operations } from '../openapi.ts'
import { Refusal } from '../problem.ts'
import { issuerIdOf, requireScope } from './auth.ts'
import { createOnce } from './create-once.ts'
import { pageOf, pageQuery, pageRequest } from './page-of.ts'

const ListQuery = lazily(() =>
  z.strictObject({
    ...pageQuery(),
    archived: z
      .optional(z.enum(['true', 'false']))
      .check(z.describe('Only archived ones, or only the others.')),
  }),
)

const AchievementView = /* @__PURE__ */ lazily(() =>
  z
    .extend(AchievementBody(), {
      id: z.string(),
      url: z.string(),
      version: z.int(),
      createdAt: z.string(),
      updatedAt: z.string(),
      archivedAt: z.nullable(z.string()),
    })
    .register(z.globalRegistry, { id: 'Achievement' }),
)

export const achievementRoutes = new Hono<AppEnv>()

achievementRoutes.post('/', requireScope('achievements:write'), body(AchievementBody), (c) =>
  createOnce(c, async (once) => {
    const { deps, caller } = c.var
    const achievement = await createAchievement(deps, issuerIdOf(c), c.req.valid('json'), caller, once)
    const view = achievementView(deps, achievement)
    return c.json(view, 201, { Location: `/v1/achievements/${view.id}`, ETag: etag(view.version) })
  }),
)

achievementRoutes.get('/', requireScope('achievements:read'), query(ListQuery), async (c) => {
  const { deps } = c.var
  const { archived } = c.req.valid('query')
  const { before, limit } = pageRequest(c.req.valid('query'))
  const rows = await deps.achievements.list(issuerIdOf(c), {
    before,
    limit: limit + 1,
    archived: archived === undefined ? null : archived === 'true',
  })
  return c.json(pageOf(rows, limit, (row) => achievementView(deps, row)))
})

achievementRoutes.get('/:id', requireScope('achievements:read'), async (c) => {
  const achievement = await findAchievement(c.var.deps, issuerIdOf(c), c.req.param('id'))
  return c.json(achievementView(c.var.deps, achievement), 200, { ETag: etag(achievement.version) })
})

achievementRoutes.put('/:id', requireScope('achievements:write'), body(AchievementBody), async (c) => {
  const { deps, caller } = c.var
  const achievement = await updateAchievement(
    deps,
    issuerIdOf(c),
    c.req.param('id'),
    c.req.valid('json'),
    caller,
    readIfMatch(c.req.header('if-match')),
  )
  return c.json(achievementView(deps, achievement), 200, { ETag: etag(achievement.version) })
})

achievementRoutes.post('/:id/archive', requireScope('achievements:write'), async (c) => {
  const achievement = await archiveAchievement(
    c.var.deps,
    issuerIdOf(c),
    c.req.param('id'),
    true,
    c.var.caller,
  )
  return c.json(achievementView(c.var.deps, achievement))
})

achievementRoutes.post('/:id/restore', requireScope('achievements:write'), async (c) => {
  const achievement = await archiveAchievement(
    c.var.deps,
    issuerIdOf(c),
    c.req.param('id'),
    false,
    c.var.caller,
  )
  return c.json(achievementView(c.var.deps, achievement))
})

function etag(version: number): string {
  return `"v${version}"`
}

function readIfMatch(header: string | undefined): number | null {
  if (header === undefined || header === '*') return null
  const version = /^"v(\d{1,9})"$/.exec(header)?.[1]
  if (version === undefined)
    throw new Refusal('malformed-header', 'If-Match: the ETag of the version that you read.')
  return Number(version)
}

const tag = 'Achievements'
const example = {
  name: 'Edge Computing Foundations',
  description: 'Builds and runs services at the network edge.',
  achievementType: 'MicroCredential',
  criteria: { narrative: 'Passed the final project with at least 60 points.' },
  alignments: [
    {
      targetName: 'cloud technologies',
      targetUrl: 'http://data.europa.eu/esco/skill/bd14968e-e409-45af-b362-3495ed7b10e0',
      targetFramework: 'ESCO',
    },
  ],
  resultDescriptions: [
    {
      id: 'points',
      name: 'Points',
      resultType: 'RawScore',
      valueMin: '0',
      valueMax: '100',
      requiredValue: '60',
    },
  ],
}

export const achievementOperations = /* @__PURE__ */ operations(() => [
  {
    method: 'post',
    path: '/v1/achievements',
    tag,
    summary: 'Make an achievement.',
    access: 'achievements:write',
    idempotent: true,
    request: { schema: AchievementBody(), example },
    responses: { 201: { description: 'Its first version.', schema: AchievementView() } },
  },
  {
    method: 'get',
    path: '/v1/achievements',
    tag,
    summary: 'List achievements, newest first.',
    access: 'achievements:read',
    query: ListQuery(),
    responses: {
      200: {
        description: 'A page.',
        schema: z.object({ items: z.array(AchievementView()), nextCursor: z.nullable(z.string()) }),
      },
    },
  },
  {
    method: 'get',
    path: '/v1/achievements/{id}',
    tag,
    summary: 'Read the newest version of an achievement.',
    access: 'achievements:read',
    responses: { 200: { description: 'The newest version.', schema: AchievementView() } },
  },
  {
    method: 'put',
    path: '/v1/achievements/{id}',
    tag,
    summary: 'Change an achievement: makes a new version. Credentials issued before stay as they are.',
    access: 'achievements:write',
    requestHeaders: {
      'If-Match': {
        description: 'The ETag of the version that you read: then a change in between is refused.',
      },
    },
    request: { schema: AchievementBody(), example },
    responses: { 200: { description: 'The new version.', schema: AchievementView() } },
    refusals: ['conflict', 'precondition-failed'],
  },
  {
    method: 'post',
    path: '/v1/achievements/{id}/archive',
    tag,
    summary: 'Archive an achievement: it is issued no more. What was issued stays good.',
    access: 'achievements:write',
    responses: { 200: { description: 'The archived achievement.', schema: AchievementView() } },
  },
  {
    method: 'post',
    path: '/v1/achievements/{id}/restore',
    tag,
    summary: 'Take an achievement out of the archive.',
    access: 'achievements:write',
    responses: { 200: { description: 'The achievement.', schema: AchievementView() } },
  },
])
