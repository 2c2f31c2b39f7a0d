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
import { issuerIdOf, requireScope } from './auth.ts'
import { createOnce } from './create-once.ts'
import { listPage, type PageRequest, pageResponse } from './list-page.ts'
import {
  archivedAsked,
  etagOf,
  ifMatchHeader,
  ListVersioned,
  readIfMatch,
  versionFields,
} from './versioned.ts'

const AchievementView = /* @__PURE__ */ lazily(() =>
  z.extend(AchievementBody(), versionFields()).register(z.globalRegistry, { id: 'Achievement' }),
)

export const achievementRoutes = new Hono<AppEnv>()

achievementRoutes.post('/', requireScope('achievements:write'), body(AchievementBody), (c) =>
  createOnce(c, async (once) => {
    const { deps, caller } = c.var
    const achievement = await createAchievement(deps, issuerIdOf(c), c.req.valid('json'), caller, once)
    const view = achievementView(deps, achievement)
    return c.json(view, 201, { Location: `/v1/achievements/${view.id}`, ETag: etagOf(view) })
  }),
)

achievementRoutes.get('/', requireScope('achievements:read'), query(ListVersioned), async (c) => {
  const { deps } = c.var
  const { archived, ...page } = c.req.valid('query')
  const achievementsOf = (asked: PageRequest) =>
    deps.achievements.list(issuerIdOf(c), { ...asked, archived: archivedAsked(archived) })
  return c.json(await listPage(page, achievementsOf, (row) => achievementView(deps, row)))
})

achievementRoutes.get('/:id', requireScope('achievements:read'), async (c) => {
  const achievement = await findAchievement(c.var.deps, issuerIdOf(c), c.req.param('id'))
  return c.json(achievementView(c.var.deps, achievement), 200, { ETag: etagOf(achievement) })
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
  return c.json(achievementView(deps, achievement), 200, { ETag: etagOf(achievement) })
})

for (const [verb, archived] of [
  ['archive', true],
  ['restore', false],
] as const)
  achievementRoutes.post(`/:id/${verb}`, requireScope('achievements:write'), async (c) => {
    const { deps, caller } = c.var
    const achievement = await archiveAchievement(deps, issuerIdOf(c), c.req.param('id'), archived, caller)
    return c.json(achievementView(deps, achievement))
  })

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
    refusals: ['conflict'],
  },
  {
    method: 'get',
    path: '/v1/achievements',
    tag,
    summary: 'List achievements, newest first.',
    access: 'achievements:read',
    query: ListVersioned(),
    responses: pageResponse(AchievementView()),
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
    requestHeaders: ifMatchHeader,
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
