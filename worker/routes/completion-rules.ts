/** /v1/completion-rules: which completion gives which achievement. */

import * as z from 'zod/mini'
import type { AppEnv } from '../app-env.ts'
import { body, query } from '../body.ts'
import { Hono } from '../hono.ts'
import { lazily } from '../lazily.ts'
import { operations } from '../openapi.ts'
import { RuleBody } from '../vendors/rule-body.ts'
import { changeRule, createRule, deleteRule, findRule, ruleView, tryRule } from '../vendors/rules.ts'
import { issuerIdOf, requireScope } from './auth.ts'
import { createOnce } from './create-once.ts'
import { listPage, type PageRequest, pageQuery, pageResponse } from './list-page.ts'

const ListQuery = lazily(() => z.strictObject({ ...pageQuery() }))
const Trial = lazily(() =>
  z
    .strictObject({
      eventId: z.uuid(),
      rule: z
        .optional(RuleBody())
        .check(z.describe('A rule that is not kept yet; else the one of the path.')),
    })
    .register(z.globalRegistry, { id: 'RuleTrial' }),
)
const Draft = lazily(() =>
  z
    .strictObject({ eventId: z.uuid(), rule: RuleBody() })
    .register(z.globalRegistry, { id: 'RuleDraftTrial' }),
)

export const completionRuleRoutes = new Hono<AppEnv>()

completionRuleRoutes.post('/', requireScope('connections:write'), body(RuleBody), (c) =>
  createOnce(c, async (once) => {
    const rule = await createRule(c.var.deps, issuerIdOf(c), c.req.valid('json'), c.var.caller, once)
    return c.json(ruleView(rule), 201, { Location: `/v1/completion-rules/${rule.id}` })
  }),
)

completionRuleRoutes.get('/', requireScope('connections:read'), query(ListQuery), async (c) => {
  const { completionRules } = c.var.deps.vendorStores
  const rulesOf = (page: PageRequest) => completionRules.list(issuerIdOf(c), page)
  return c.json(await listPage(c.req.valid('query'), rulesOf, ruleView))
})

completionRuleRoutes.post('/try', requireScope('connections:read'), body(Draft), async (c) => {
  const { eventId, rule } = c.req.valid('json')
  return c.json(await tryRule(c.var.deps, issuerIdOf(c), rule, eventId))
})

completionRuleRoutes.get('/:id', requireScope('connections:read'), async (c) =>
  c.json(ruleView(await findRule(c.var.deps, issuerIdOf(c), c.req.param('id')))),
)

completionRuleRoutes.put('/:id', requireScope('connections:write'), body(RuleBody), async (c) =>
  c.json(
    ruleView(
      await changeRule(c.var.deps, issuerIdOf(c), c.req.param('id'), c.req.valid('json'), c.var.caller),
    ),
  ),
)

completionRuleRoutes.post('/:id/try', requireScope('connections:read'), body(Trial), async (c) => {
  const { deps } = c.var
  const { eventId, rule } = c.req.valid('json')
  const kept = await findRule(deps, issuerIdOf(c), c.req.param('id'))
  return c.json(await tryRule(deps, issuerIdOf(c), rule ?? kept.body, eventId))
})

completionRuleRoutes.delete('/:id', requireScope('connections:write'), async (c) => {
  await deleteRule(c.var.deps, issuerIdOf(c), c.req.param('id'), c.var.caller)
  return c.body(null, 204)
})

const tag = 'Completion rules'
const view = /* @__PURE__ */ lazily(() =>
  z
    .extend(RuleBody(), { id: z.string(), createdAt: z.string(), updatedAt: z.string() })
    .register(z.globalRegistry, {
      id: 'KeptCompletionRule',
    }),
)
const example = {
  name: 'Edge course passed',
  course: { match: 'exact', id: 'course-v1:edX+Edge101+2026' },
  conditions: { minimumScore: 60 },
  achievementId: '00000000-0000-4000-8000-000000000000',
}

export const completionRuleOperations = /* @__PURE__ */ operations(() => [
  {
    method: 'post',
    path: '/v1/completion-rules',
    tag,
    summary: 'Make a rule.',
    access: 'connections:write',
    idempotent: true,
    request: { schema: RuleBody(), example },
    responses: { 201: { description: 'The rule.', schema: view() } },
    refusals: ['conflict'],
  },
  {
    method: 'get',
    path: '/v1/completion-rules',
    tag,
    summary: 'List rules, newest first.',
    access: 'connections:read',
    query: ListQuery(),
    responses: pageResponse(view()),
  },
  {
    method: 'post',
    path: '/v1/completion-rules/try',
    tag,
    summary: 'Try a rule that is not kept yet on a past event. Issues nothing.',
    access: 'connections:read',
    request: { schema: Draft() },
    responses: { 200: { description: 'What it would do.' } },
    refusals: ['conflict'],
  },
  {
    method: 'get',
    path: '/v1/completion-rules/{id}',
    tag,
    summary: 'Read a rule.',
    access: 'connections:read',
    responses: { 200: { description: 'The rule.', schema: view() } },
  },
  {
    method: 'put',
    path: '/v1/completion-rules/{id}',
    tag,
    summary: 'Change a rule. What was awarded stays.',
    access: 'connections:write',
    request: { schema: RuleBody(), example },
    responses: { 200: { description: 'The rule.', schema: view() } },
  },
  {
    method: 'post',
    path: '/v1/completion-rules/{id}/try',
    tag,
    summary: 'Try a rule on a past event. Issues nothing.',
    access: 'connections:read',
    request: { schema: Trial() },
    responses: { 200: { description: 'What it would do.' } },
    refusals: ['conflict'],
  },
  {
    method: 'delete',
    path: '/v1/completion-rules/{id}',
    tag,
    summary: 'Delete a rule. What was awarded stays.',
    access: 'connections:write',
    responses: { 204: { description: 'Deleted.' } },
  },
])
