/** /v1/pathways: credentials that stack. What it takes, how far learners are, and what was awarded. */
import type { Context } from 'hono'
import type { AppEnv } from '../app-env.ts'
import { body, query } from '../body.ts'
import { Hono } from '../hono.ts'
import { approveAward, awardByHand, awardView, declineAward, findAward } from '../issuing/pathways/awards.ts'
import { PathwayBody } from '../issuing/pathways/pathway-body.ts'
import {
  archivePathway,
  changePathway,
  createPathway,
  findPathway,
  pathwayView,
} from '../issuing/pathways/pathways.ts'
import { progressOf, tryPathway } from '../issuing/pathways/progress.ts'
import { recipientHashOf } from '../issuing/recipient.ts'
import { Refusal } from '../problem.ts'
import { issuerIdOf, requireScope } from './auth.ts'
import { createOnce } from './create-once.ts'
import { listPage, type PageRequest } from './list-page.ts'
import {
  AwardByHand,
  Decline,
  ListAwards,
  ListProgress,
  PathwayDraftTrial,
  PathwayTrial,
} from './pathways-api.ts'
import { archivedAsked, etagOf, ListVersioned, readIfMatch } from './versioned.ts'

export const pathwayRoutes = new Hono<AppEnv>()

pathwayRoutes.post('/', requireScope('achievements:write'), body(PathwayBody), (c) =>
  createOnce(c, async (once) => {
    const { deps, caller } = c.var
    const pathway = await createPathway(deps, issuerIdOf(c), c.req.valid('json'), caller, once)
    return c.json(pathwayView(deps, pathway), 201, {
      Location: `/v1/pathways/${pathway.id}`,
      ETag: etagOf(pathway),
    })
  }),
)

pathwayRoutes.get('/', requireScope('achievements:read'), query(ListVersioned), async (c) => {
  const { deps } = c.var
  const { archived, ...page } = c.req.valid('query')
  const pathwaysOf = (asked: PageRequest) =>
    deps.pathways.list(issuerIdOf(c), { ...asked, archived: archivedAsked(archived) })
  return c.json(await listPage(page, pathwaysOf, (row) => pathwayView(deps, row)))
})

pathwayRoutes.get('/:id', requireScope('achievements:read'), async (c) => {
  const pathway = await find(c)
  return c.json(pathwayView(c.var.deps, pathway), 200, { ETag: etagOf(pathway) })
})

pathwayRoutes.put('/:id', requireScope('achievements:write'), body(PathwayBody), async (c) => {
  const { deps, caller } = c.var
  const ifVersion = readIfMatch(c.req.header('if-match'))
  const given = c.req.valid('json')
  const pathway = await changePathway(deps, issuerIdOf(c), c.req.param('id'), given, caller, ifVersion)
  return c.json(pathwayView(deps, pathway), 200, { ETag: etagOf(pathway) })
})

for (const [verb, archived] of [
  ['archive', true],
  ['restore', false],
] as const)
  pathwayRoutes.post(`/:id/${verb}`, requireScope('achievements:write'), async (c) => {
    const { deps, caller } = c.var
    return c.json(
      pathwayView(deps, await archivePathway(deps, issuerIdOf(c), c.req.param('id'), archived, caller)),
    )
  })

pathwayRoutes.get('/:id/progress', requireScope('credentials:read'), query(ListProgress), async (c) => {
  const { deps } = c.var
  const pathway = await find(c)
  const learner = await learnerAsked(c, pathway.issuerId, c.req.valid('query'))
  if (learner !== undefined)
    return c.json({ items: await progressOf(deps, pathway, [learner]), nextCursor: null })
  const learnersOf = (page: PageRequest) => deps.holdings.learners(pathway.id, page)
  const hashOf = ({ recipientHash }: { recipientHash: string }) => recipientHash
  const { items, nextCursor } = await listPage(c.req.valid('query'), learnersOf, hashOf)
  return c.json({ items: await progressOf(deps, pathway, items), nextCursor })
})

pathwayRoutes.post('/try', requireScope('credentials:read'), body(PathwayDraftTrial), async (c) => {
  const { deps } = c.var
  const { recipient, pathway } = c.req.valid('json')
  const hash = await recipientHashOf(deps.vault, issuerIdOf(c), recipient)
  return c.json(await tryPathway(deps, issuerIdOf(c), null, pathway, hash))
})

pathwayRoutes.post('/:id/try', requireScope('credentials:read'), body(PathwayTrial), async (c) => {
  const { deps } = c.var
  const kept = await find(c)
  const { recipient, pathway } = c.req.valid('json')
  const hash = await recipientHashOf(deps.vault, kept.issuerId, recipient)
  return c.json(await tryPathway(deps, kept.issuerId, kept, pathway, hash))
})

pathwayRoutes.get('/:id/awards', requireScope('credentials:read'), query(ListAwards), async (c) => {
  const { deps } = c.var
  const pathway = await find(c)
  const { state } = c.req.valid('query')
  const recipientHash = await learnerAsked(c, pathway.issuerId, c.req.valid('query'))
  const awardsOf = (page: PageRequest) => deps.pathwayAwards.list(pathway.id, { state, recipientHash }, page)
  return c.json(await listPage(c.req.valid('query'), awardsOf, (row) => awardView(deps, row)))
})

pathwayRoutes.post('/:id/awards', requireScope('credentials:issue'), body(AwardByHand), (c) =>
  createOnce(c, async (once) => {
    const { deps, caller } = c.var
    // A repeated request awards nothing anew, whatever became of the first award: its answer stands.
    if (once.key !== null && (await deps.idempotency.find(once.key.scope, once.key.key)) !== null)
      throw new Refusal('conflict', 'This was asked before.')
    const award = await awardByHand(deps, issuerIdOf(c), c.req.param('id'), c.req.valid('json'), caller)
    const view = awardView(deps, award)
    const remembered = await once.remember(201, view)
    if (remembered.length > 0) await deps.commit(remembered)
    return c.json(view, 201, { Location: `/v1/pathways/${award.pathwayId}/awards/${award.id}` })
  }),
)

pathwayRoutes.get('/:id/awards/:awardId', requireScope('credentials:read'), async (c) => {
  const { deps } = c.var
  const award = await findAward(deps, issuerIdOf(c), c.req.param('id'), c.req.param('awardId'))
  const components = await deps.pathwayAwards.components([award.id])
  return c.json({
    ...awardView(deps, award),
    components: components.map(({ awardId: _award, ...component }) => component),
  })
})

pathwayRoutes.post('/:id/awards/:awardId/approve', requireScope('credentials:issue'), async (c) => {
  const { deps, caller } = c.var
  const award = await approveAward(deps, issuerIdOf(c), c.req.param('id'), c.req.param('awardId'), caller)
  return c.json(awardView(deps, award))
})

pathwayRoutes.post(
  '/:id/awards/:awardId/decline',
  requireScope('credentials:issue'),
  body(Decline),
  async (c) => {
    const { deps, caller } = c.var
    const { id, awardId } = c.req.param()
    const { reason = null } = c.req.valid('json')
    return c.json(awardView(deps, await declineAward(deps, issuerIdOf(c), id, awardId, reason, caller)))
  },
)

async function find(c: Context<AppEnv, '/:id'>) {
  return await findPathway(c.var.deps, issuerIdOf(c), c.req.param('id'))
}

/** By name, or by the opaque id. */
async function learnerAsked(
  c: Context<AppEnv>,
  issuerId: string,
  { recipient, learner }: { recipient?: string | undefined; learner?: string | undefined },
): Promise<string | undefined> {
  return recipient === undefined ? learner : await recipientHashOf(c.var.deps.vault, issuerId, recipient)
}
