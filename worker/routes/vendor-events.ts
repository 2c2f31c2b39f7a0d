/** /v1/vendor-events, /v1/deliveries, /v1/awards, /v1/account-links: what came in and what became of it. */

import * as z from 'zod/mini'
import type { AppEnv } from '../app-env.ts'
import { body, query } from '../body.ts'
import { Hono } from '../hono.ts'
import { callerName } from '../issuing/caller.ts'
import { lazily } from '../lazily.ts'
import { EVENT_STATES } from '../storage/vendor-events.ts'
import { CustomMapping } from '../vendors/custom-mapping.ts'
import {
  awardView,
  decideAward,
  deliveryView,
  eventView,
  findDelivery,
  linkAccount,
  replayEvents,
  rereadDelivery,
  storyOf,
} from '../vendors/event-story.ts'
import { tryMapping } from '../vendors/try-mapping.ts'
import { issuerIdOf, requireScope } from './auth.ts'
import { listPage, type PageRequest, pageQuery } from './list-page.ts'

export const EventQuery = lazily(() =>
  z.strictObject({
    ...pageQuery(),
    connection: z.optional(z.uuid()),
    state: z.optional(z.enum(EVENT_STATES)),
    learner: z
      .optional(z.string().check(z.maxLength(254)))
      .check(z.describe('E-mail address, or the vendor’s learner id.')),
    course: z.optional(z.string().check(z.maxLength(500))),
  }),
)

export const vendorEventRoutes = new Hono<AppEnv>()

vendorEventRoutes.get('/', requireScope('connections:read'), query(EventQuery), async (c) => {
  const { connection, state, learner, course, ...page } = c.req.valid('query')
  const { vendorEvents } = c.var.deps.vendorStores
  const filter = {
    connectionId: connection ?? null,
    state: state ?? null,
    learner: learner === undefined ? null : learner.includes('@') ? learner.toLowerCase() : learner,
    course: course ?? null,
  }
  const eventsOf = (asked: PageRequest) => vendorEvents.list(issuerIdOf(c), { ...filter, ...asked })
  return c.json(await listPage(page, eventsOf, eventView))
})

export const CountQuery = lazily(() =>
  z.strictObject({
    days: z
      ._default(z.string().check(z.regex(/^[1-9]\d{0,2}$/)), '30')
      .check(z.describe('How many days back; 30 where absent.')),
  }),
)

vendorEventRoutes.get('/counts', requireScope('connections:read'), query(CountQuery), async (c) => {
  const { deps } = c.var
  const from = new Date(deps.clock.now().getTime() - (Number(c.req.valid('query').days) - 1) * 86_400_000)
  const items = await deps.vendorStores.eventSteps.countByDay(issuerIdOf(c), from.toISOString().slice(0, 10))
  return c.json({ items })
})

export const Replay = lazily(() =>
  z
    .strictObject({ ids: z.array(z.uuid()).check(z.minLength(1), z.maxLength(500)) })
    .register(z.globalRegistry, { id: 'Replay' }),
)

vendorEventRoutes.post('/replay', requireScope('connections:write'), body(Replay), async (c) => {
  const replayed = await replayEvents(c.var.deps, issuerIdOf(c), c.req.valid('json').ids, c.var.caller)
  return c.json({ replayed }, 202)
})

vendorEventRoutes.get('/:id', requireScope('connections:read'), async (c) =>
  c.json(await storyOf(c.var.deps, issuerIdOf(c), c.req.param('id'))),
)

export const DeliveryQuery = lazily(() =>
  z.strictObject({
    ...pageQuery(),
    connection: z.optional(z.uuid()),
    state: z.optional(z.enum(['received', 'read', 'refused', 'dead'])),
  }),
)

export const deliveryRoutes = new Hono<AppEnv>()

deliveryRoutes.get('/', requireScope('connections:read'), query(DeliveryQuery), async (c) => {
  const { connection, state, ...page } = c.req.valid('query')
  const { deliveries } = c.var.deps.vendorStores
  const filter = { connectionId: connection ?? null, state: state ?? null }
  const deliveriesOf = (asked: PageRequest) => deliveries.list(issuerIdOf(c), { ...filter, ...asked })
  return c.json(await listPage(page, deliveriesOf, deliveryView))
})

/** The body as it came in: what a customer points at when he maps a vendor that we do not know. */
deliveryRoutes.get('/:id', requireScope('connections:read'), async (c) => {
  const delivery = await findDelivery(c.var.deps, issuerIdOf(c), c.req.param('id'))
  const text = delivery.body === null ? null : new TextDecoder().decode(delivery.body)
  return c.json({ ...deliveryView(delivery), body: text }, 200, { 'Cache-Control': 'no-store' })
})

export const MappingTrial = lazily(() =>
  z
    .strictObject({
      mapping: z
        .optional(CustomMapping())
        .check(z.describe('Not kept. Absent: the mapping that the connection has.')),
    })
    .register(z.globalRegistry, { id: 'MappingTrial' }),
)

deliveryRoutes.post('/:id/try', requireScope('connections:read'), body(MappingTrial), async (c) => {
  const { mapping } = c.req.valid('json')
  const tried = await tryMapping(c.var.deps, issuerIdOf(c), c.req.param('id'), mapping)
  return c.json(tried, 200, { 'Cache-Control': 'no-store' })
})

deliveryRoutes.post('/:id/read-again', requireScope('connections:write'), async (c) => {
  await rereadDelivery(c.var.deps, issuerIdOf(c), c.req.param('id'))
  return c.json({ id: c.req.param('id') }, 202)
})

export const AwardQuery = lazily(() =>
  z.strictObject({
    ...pageQuery(),
    state: z.optional(z.enum(['held', 'approved', 'issued', 'flagged', 'suspended', 'revoked', 'declined'])),
  }),
)
export const Decision = lazily(() =>
  z
    .strictObject({ reason: z.optional(z.string().check(z.maxLength(500))) })
    .register(z.globalRegistry, { id: 'AwardDecision' }),
)

export const awardRoutes = new Hono<AppEnv>()

awardRoutes.get('/', requireScope('connections:read'), query(AwardQuery), async (c) => {
  const { deps } = c.var
  const { state, ...page } = c.req.valid('query')
  const awardsOf = (asked: PageRequest) =>
    deps.vendorStores.awards.list(issuerIdOf(c), { ...asked, state: state ?? null })
  return c.json(await listPage(page, awardsOf, (row) => awardView(deps, row)))
})

for (const [verb, decision] of [
  ['approve', 'approved'],
  ['decline', 'declined'],
] as const) {
  awardRoutes.post(`/:id/${verb}`, requireScope('credentials:issue'), body(Decision), async (c) => {
    const { deps, caller } = c.var
    const reason = c.req.valid('json').reason ?? null
    const award = await decideAward(deps, issuerIdOf(c), c.req.param('id') ?? '', decision, reason, caller)
    return c.json(awardView(deps, award))
  })
}

export const LinkBody = lazily(() =>
  z
    .strictObject({
      connectionId: z.uuid(),
      learnerId: z
        .string()
        .check(
          z.trim(),
          z.minLength(1),
          z.maxLength(500),
          z.describe('As the vendor names the learner: see the events that wait.'),
        ),
      email: z.email().check(z.maxLength(254)),
      name: z._default(z.nullable(z.string().check(z.trim(), z.minLength(1), z.maxLength(200))), null),
    })
    .register(z.globalRegistry, { id: 'AccountLink' }),
)
export const LinkQuery = lazily(() => z.strictObject({ ...pageQuery(), connection: z.optional(z.uuid()) }))

export const accountLinkRoutes = new Hono<AppEnv>()

accountLinkRoutes.post('/', requireScope('connections:write'), body(LinkBody), async (c) => {
  const link = c.req.valid('json')
  const email = link.email.toLowerCase()
  const { id, resumed } = await linkAccount(c.var.deps, issuerIdOf(c), { ...link, email }, c.var.caller)
  return c.json({ id, ...link, email, resumed }, 201)
})

accountLinkRoutes.get('/', requireScope('connections:read'), query(LinkQuery), async (c) => {
  const { connection, ...page } = c.req.valid('query')
  const { accountLinks } = c.var.deps.vendorStores
  const linksOf = (asked: PageRequest) =>
    accountLinks.list(issuerIdOf(c), { ...asked, connectionId: connection ?? null })
  return c.json(await listPage(page, linksOf, (link) => link))
})

accountLinkRoutes.delete('/:id', requireScope('connections:write'), async (c) => {
  const { deps, caller } = c.var
  const [issuerId, target] = [issuerIdOf(c), c.req.param('id')]
  const audit = { at: deps.clock.now(), issuerId, caller: callerName(caller), target }
  await deps.commit([
    deps.vendorStores.accountLinks.remove(issuerId, target),
    deps.audit.entryIfChanged({ ...audit, action: 'account.unlinked' }),
  ])
  return c.body(null, 204)
})
