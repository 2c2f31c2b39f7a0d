/** Pathways on real D1: who completes one is issued the stacked credential, once, whatever the order and the weather. */
import { env } from 'cloudflare:workers'
import { beforeEach, describe, expect, test, vi } from 'vitest'
import type { JsonObject } from '../../worker/credential/json.ts'
import { evaluateDue } from '../../worker/issuing/pathways/evaluate-due.ts'
import { call } from '../support/api.ts'
import { makeAchievement, makeIssuer, type TestIssuer } from '../support/api-issuer.ts'
import { d1Usage } from '../support/d1-usage.ts'
import { connect, deps, makeRule, post, publishAll, verdictOf, workAll } from '../support/vendor-work.ts'

let issuer: TestIssuer
let parts: string[]
let whole: string

beforeEach(async () => {
  issuer = await makeIssuer()
  const named = (name: string, more: object = {}) =>
    makeAchievement(issuer.token, {
      name,
      description: `${name}, shown.`,
      criteria: { narrative: 'Shown.' },
      achievementType: 'MicroCredential',
      suspendable: true,
      ...more,
    })
  parts = [
    await named('Knots'),
    await named('Radio', { creditsAvailable: 3 }),
    await named('Charts'),
    await named('Tides'),
  ]
  whole = await named('Skipper', { achievementType: 'Certificate' })
})

const api = (method: string, path: string, body?: unknown, headers?: Record<string, string>) =>
  call(method, path, { token: issuer.token, body, ...(headers === undefined ? {} : { headers }) })
const part = (at: number, terms: object = {}) => ({ type: 'achievement', achievementId: parts[at], ...terms })
const allOf = (...of: number[]) => ({ type: 'all', of: of.map((at) => part(at)) })

async function makePathway(requirements: object, more: object = {}) {
  const made = await api('POST', '/v1/pathways', {
    name: 'Skipper',
    achievementId: whole,
    requirements,
    ...more,
  })
  if (made.status !== 201) throw new Error(JSON.stringify(made.body))
  return made.body as { id: string; version: number }
}

async function earn(at: number, email = 'ada@example.org', more: object = {}): Promise<string> {
  const issued = await api('POST', '/v1/credentials', {
    achievementId: parts[at],
    recipient: { email },
    ...more,
  })
  if (issued.status !== 201) throw new Error(JSON.stringify(issued.body))
  return issued.body.id
}

async function earnMany(at: number, from: number, count: number): Promise<string[]> {
  const items = Array.from({ length: count }, (_, n) => ({
    achievementId: parts[at],
    recipient: { email: `many-${from + n}@example.org` },
  }))
  const { body } = await api('POST', '/v1/credentials/batch', { items })
  if (body.issued !== count) throw new Error(JSON.stringify(body))
  return body.items.map(({ credential }: { credential: { id: string } }) => credential.id)
}

/** What the queue would do, now. It may run beside us: that is no harm. */
async function work(): Promise<void> {
  for (let round = 0; round < 40; round++) {
    await evaluateDue(deps())
    const left = await env.DB.prepare(`SELECT count(*) AS n FROM pathway_evaluations`).first<{ n: number }>()
    if (left?.n === 0) return
    await new Promise((resolve) => setTimeout(resolve, 50))
  }
  throw new Error('evaluations stay undone')
}

async function stacksOf(email = 'ada@example.org') {
  await work()
  const list = await api(
    'GET',
    `/v1/credentials?achievementId=${whole}&recipient=${encodeURIComponent(email)}`,
  )
  return list.body.items as { id: string; state: string; stateReason: string | null; url: string }[]
}

async function awardsOf(id: string) {
  return (await api('GET', `/v1/pathways/${id}/awards`)).body.items as {
    id: string
    state: string
    reason: string
  }[]
}

const revoke = (id: string) => api('POST', `/v1/credentials/${id}/revoke`, { reason: 'Mistaken.' })

describe('completing', () => {
  test('the last component brings the stacked credential, which verifies and lists what it is made of', async () => {
    const pathway = await makePathway(allOf(0, 1))
    const first = await earn(0)
    expect(await stacksOf()).toEqual([])
    const second = await earn(1)
    const [stack] = await stacksOf()
    if (stack === undefined) throw new Error('no stack')
    const { body } = await api('GET', `/v1/credentials/${stack.id}`)
    const { evidence, relatedResource, credentialSubject } = body.credential
    expect(evidence.map(({ id, name }: JsonObject) => [id, name])).toEqual([
      [`https://laurel.example/pathways/${pathway.id}?version=1`, 'Skipper'],
      [`https://laurel.example/credentials/${first}`, 'Knots'],
      [`https://laurel.example/credentials/${second}`, 'Radio'],
    ])
    expect(evidence[0].narrative).toBe('- All of:\n  - Knots\n  - Radio')
    expect(relatedResource.map(({ id }: JsonObject) => id)).toEqual(
      [first, second].map((id) => `https://laurel.example/credentials/${id}.json`),
    )
    expect(credentialSubject.creditsEarned).toBe(3)
    await publishAll()
    const report = await call('POST', '/v1/verify', {
      body: { credential: body.credential, recipient: 'ada@example.org' },
    })
    expect(report.body.verdict).toBe('valid')
    const outcomes = (check: string) =>
      report.body.checks
        .filter(({ id }: JsonObject) => id === check)
        .map(({ outcome }: JsonObject) => outcome)
    expect(outcomes('recipient')).toEqual(['success'])
    expect(outcomes('related-resource')).toEqual(['success', 'success'])
  })

  test('in any order, and with more than is needed, it is one credential', async () => {
    await makePathway({ type: 'atLeast', count: 2, of: [part(0), part(1), part(2)] })
    for (const at of [2, 0, 1]) await earn(at)
    expect(await stacksOf()).toHaveLength(1)
    await earn(3)
    await earn(0)
    expect(await stacksOf()).toHaveLength(1)
  })

  test('who completed it before it was made is awarded too; a pathway that is not enabled awards nothing', async () => {
    await earn(0)
    const { id } = await makePathway(allOf(0), { enabled: false })
    expect(await stacksOf()).toEqual([])
    const progress = await api('GET', `/v1/pathways/${id}/progress`)
    expect(progress.body.items.map(({ isMet }: { isMet: boolean }) => isMet)).toEqual([true])
    await api('PUT', `/v1/pathways/${id}`, { name: 'Skipper', achievementId: whole, requirements: allOf(0) })
    expect(await stacksOf()).toHaveLength(1)
  })

  test('two components at once and many workers at once: one credential', async () => {
    await makePathway(allOf(0, 1, 2))
    const emails = Array.from({ length: 8 }, (_, n) => `learner-${n}@example.org`)
    await Promise.all(emails.flatMap((email) => [0, 1, 2].map((at) => earn(at, email))))
    await Promise.all(Array.from({ length: 6 }, () => evaluateDue(deps())))
    for (const email of emails) expect(await stacksOf(email)).toHaveLength(1)
  })

  test('a crash before the evaluation is noted as done awards nothing twice', async () => {
    const { id } = await makePathway(allOf(0))
    await earn(0)
    const broken = { ...deps(), commit: failingOnce(deps().commit) }
    await evaluateDue(broken).catch(() => {})
    await env.DB.prepare(`UPDATE pathway_evaluations SET due_at = '2000-01-01'`).run()
    expect(await stacksOf()).toHaveLength(1)
    expect(await awardsOf(id)).toHaveLength(1)
  })

  test('credits add up, of the credential or of its achievement', async () => {
    await makePathway({ type: 'credits', minimum: 12, of: [part(0), part(1), part(2, { credits: 5 })] })
    await earn(0, 'ada@example.org', { creditsEarned: 4 })
    await earn(1)
    expect(await stacksOf()).toEqual([])
    await earn(2)
    expect(await stacksOf()).toHaveLength(1)
  })

  test('what is expired, too old or not begun does not count; what begins later counts then', async () => {
    await makePathway({ type: 'all', of: [part(0, { earnedWithinDays: 365 })] })
    await earn(0, 'ada@example.org', { validFrom: '2020-01-01T00:00:00Z' })
    await earn(0, 'ada@example.org', {
      validFrom: '2026-01-01T00:00:00Z',
      validUntil: '2026-02-01T00:00:00Z',
    })
    expect(await stacksOf()).toEqual([])
    const begins = new Date(Date.now() + 3_600_000)
    await earn(0, 'ada@example.org', { validFrom: begins.toISOString() })
    await evaluateDue(deps())
    const later = { ...deps(), clock: { now: () => new Date(begins.getTime() + 1000) } }
    await evaluateDue(later)
    expect(await stacksOf()).toHaveLength(1)
  })

  test('a stack is itself a component: credentials stack in levels', async () => {
    const top = await makeAchievement(issuer.token, {
      name: 'Captain',
      description: 'Captain.',
      criteria: { narrative: 'All of it.' },
    })
    await makePathway(allOf(0))
    await makePathway(
      { type: 'all', of: [{ type: 'achievement', achievementId: whole }, part(1)] },
      { achievementId: top },
    )
    await earn(0)
    await earn(1)
    await work()
    const list = await api('GET', `/v1/credentials?achievementId=${top}`)
    expect(list.body.items).toHaveLength(1)
  })

  test('a learner known by a DID keeps it, and two learners are never one', async () => {
    await makePathway(allOf(0, 1))
    const did = 'did:key:z6MkhaXgBZDvotDkL5257faiztiGiC2QtKLGpbnnEGta2doK'
    for (const at of [0, 1])
      await api('POST', '/v1/credentials', { achievementId: parts[at], recipient: { did } })
    await earn(0, 'bob@example.org')
    await earn(1, 'eve@example.org')
    const [stack] = await stacksOf(did)
    const { body } = await api('GET', `/v1/credentials/${stack?.id}`)
    expect(body.credential.credentialSubject.id).toBe(did)
    expect(await stacksOf('bob@example.org')).toEqual([])
    expect(await stacksOf('eve@example.org')).toEqual([])
  })

  test('1,000 learners by batch: each has one', async () => {
    await makePathway(allOf(0, 1))
    for (const at of [0, 1]) for (const half of [0, 500]) await earnMany(at, half, 500)
    await work()
    const count = await env.DB.prepare(
      `SELECT count(*) AS n, count(DISTINCT recipient_hash) AS learners FROM credentials WHERE achievement_id = ?1`,
    )
      .bind(whole)
      .first()
    expect(count).toEqual({ n: 1000, learners: 1000 })
  }, 60_000)

  test.each(['flag', 'suspend', 'revoke'] as const)(
    'a hundred learners who complete it, and lose a part (%s), are each one job within the free plan’s 50 statements',
    async (onComponentRevoked) => {
      await work()
      // The queue keeps still, so that nothing is counted that runs beside.
      const queue = vi.spyOn(env.JOBS, 'sendBatch').mockImplementation(async () => ({
        metadata: { metrics: { backlogCount: 0, backlogBytes: 0 } },
      }))
      const { id } = await makePathway(allOf(0), { onComponentRevoked })
      const ids = await earnMany(0, 0, 100)
      const completing = await d1Usage(() => evaluateDue(deps()))
      await api('POST', '/v1/credentials/revoke', { ids })
      const losing = await d1Usage(() => evaluateDue(deps()))
      expect(Math.max(completing.statements, losing.statements)).toBeLessThanOrEqual(50)
      const { body } = await api('GET', `/v1/pathways/${id}/awards?limit=200`)
      const state = { flag: 'flagged', suspend: 'suspended', revoke: 'revoked' }[onComponentRevoked]
      expect(body.items.map((award: { state: string }) => award.state)).toEqual(Array(100).fill(state))
      queue.mockRestore()
    },
  )

  test('stacks too large to be issued together, by their picture, are issued in parts', async () => {
    const image = { url: `data:image/png;base64,${'A'.repeat(290_000)}` }
    const large = { name: 'Skipper', description: 'Large.', criteria: { narrative: 'Shown.' }, image }
    await api('PUT', `/v1/achievements/${whole}`, large)
    await makePathway(allOf(0))
    await earnMany(0, 0, 30)
    await work()
    expect((await api('GET', `/v1/credentials?achievementId=${whole}&limit=100`)).body.items).toHaveLength(30)
  })

  test('a stack that cannot be issued says why, and is issued when it can', async () => {
    const { id } = await makePathway(allOf(0))
    await api('POST', `/v1/achievements/${whole}/archive`)
    await earn(0)
    await evaluateDue(deps())
    expect((await awardsOf(id)).map(({ state, reason }) => [state, reason])).toEqual([
      ['approved', 'conflict'],
    ])
    await api('POST', `/v1/achievements/${whole}/restore`)
    await env.DB.prepare(`UPDATE pathway_evaluations SET due_at = '2000-01-01'`).run()
    expect(await stacksOf()).toHaveLength(1)
  })

  test('what a course platform reports completes it as what the API issues does', async () => {
    await makePathway(allOf(0, 1))
    const academy = { ...issuer, achievementId: parts[0] ?? '' }
    const { url } = await connect(academy, { kind: 'automation', authenticity: { way: 'secret-url' } })
    await makeRule(academy)
    await earn(1)
    const event = {
      learner_email: 'Ada@example.org',
      course_id: 'knots-101',
      completed_at: '2026-08-20T16:30:00Z',
      source_event_id: crypto.randomUUID(),
    }
    await post(url, JSON.stringify([event]))
    await workAll()
    expect(await stacksOf()).toHaveLength(1)
  })
})

describe('events out', () => {
  test('a completed pathway is told once, with the credential that it earned', async () => {
    await api('POST', '/v1/webhook-endpoints', {
      url: 'https://receiver.example.com/hook',
      eventTypes: ['pathway.completed'],
    })
    const { id } = await makePathway(allOf(0))
    await earn(0)
    const [stack] = await stacksOf()
    await env.DB.prepare(`INSERT INTO pathway_evaluations (pathway_id, recipient_hash, issuer_id, due_at)
      SELECT pathway_id, recipient_hash, issuer_id, '2000-01-01' FROM pathway_awards WHERE pathway_id = ?1`)
      .bind(id)
      .run()
    await work()
    const { results } = await env.DB.prepare(`SELECT body FROM webhook_messages WHERE issuer_id = ?1`)
      .bind(issuer.id)
      .all<{ body: string }>()
    expect(results.map(({ body }) => JSON.parse(body))).toMatchObject([
      { type: 'pathway.completed', data: { pathwayId: id, credentialId: stack?.id, achievementId: whole } },
    ])
  })
})

describe('what is taken back', () => {
  test('by default the stack is flagged and stands; what heals lifts the flag', async () => {
    const { id } = await makePathway(allOf(0, 1))
    const first = await earn(0)
    await earn(1)
    await work()
    await api('POST', `/v1/credentials/${first}/suspend`, {})
    await work()
    expect((await awardsOf(id)).map(({ state, reason }) => [state, reason])).toEqual([
      ['flagged', 'pathway-component-revoked'],
    ])
    expect((await stacksOf()).map(({ state }) => state)).toEqual(['active'])
    await api('POST', `/v1/credentials/${first}/reinstate`, {})
    await work()
    expect((await awardsOf(id)).map(({ state }) => state)).toEqual(['issued'])
  })

  test('what is left may still be enough', async () => {
    const { id } = await makePathway({ type: 'atLeast', count: 2, of: [part(0), part(1), part(2)] })
    const first = await earn(0)
    await earn(1)
    await earn(2)
    await work()
    await revoke(first)
    await work()
    expect((await awardsOf(id)).map(({ state }) => state)).toEqual(['issued'])
  })

  test('suspend: the stack is suspended, and reinstated when the component is earned again', async () => {
    await makePathway(allOf(0), { onComponentRevoked: 'suspend' })
    const first = await earn(0)
    await work()
    await revoke(first)
    expect((await stacksOf()).map(({ state }) => state)).toEqual(['suspended'])
    await earn(0)
    expect((await stacksOf()).map(({ state }) => state)).toEqual(['active'])
  })

  test('revoke: the stack is revoked, and awarded again when it is completed again', async () => {
    await makePathway(allOf(0), { onComponentRevoked: 'revoke' })
    const first = await earn(0)
    const [stack] = await stacksOf()
    await revoke(first)
    expect((await stacksOf()).map(({ state }) => state)).toEqual(['revoked'])
    await publishAll()
    expect(await verdictOf(stack?.id ?? '')).toBe('invalid')
    await earn(0)
    expect((await stacksOf()).map(({ state }) => state)).toEqual(['active', 'revoked'])
  })

  test('revoked by a person it is not awarded by itself, but by a person', async () => {
    const { id } = await makePathway(allOf(0, 1))
    await earn(0)
    await earn(1)
    const [stack] = await stacksOf()
    await revoke(stack?.id ?? '')
    await earn(0)
    expect((await stacksOf()).map(({ state }) => state)).toEqual(['revoked'])
    const again = await api('POST', `/v1/pathways/${id}/awards`, { recipient: { email: 'ada@example.org' } })
    expect([again.status, again.body.state]).toEqual([201, 'issued'])
    expect((await stacksOf()).map(({ state }) => state)).toEqual(['active', 'revoked'])
  })

  test('an erased component takes nothing from the stack; with everything erased nothing tells of the learner', async () => {
    const { id } = await makePathway(allOf(0), { onComponentRevoked: 'revoke' })
    const first = await earn(0)
    const [stack] = await stacksOf()
    await api('DELETE', `/v1/credentials/${first}/personal-data`)
    expect((await stacksOf()).map(({ state }) => state)).toEqual(['active'])
    await api('DELETE', `/v1/credentials/${stack?.id}/personal-data`)
    await work()
    const [award] = (await api('GET', `/v1/pathways/${id}/awards`)).body.items
    expect(award.learner).toBe(`erased:${award.id}`)
  })
})

describe('persons decide', () => {
  test('held for approval: approved it is issued, declined it is not', async () => {
    const { id } = await makePathway(allOf(0), { holdForApproval: true })
    await earn(0)
    await earn(0, 'bob@example.org')
    expect(await stacksOf()).toEqual([])
    const [bobs, adas] = await awardsOf(id)
    expect((await api('POST', `/v1/pathways/${id}/awards/${adas?.id}/approve`)).body.state).toBe('approved')
    expect((await api('POST', `/v1/pathways/${id}/awards/${bobs?.id}/decline`, {})).body.state).toBe(
      'declined',
    )
    const twice = await api('POST', `/v1/pathways/${id}/awards/${bobs?.id}/decline`, {})
    // Who decided is written down once, and a decision that changes nothing not at all.
    const noted = env.DB.prepare('SELECT action FROM audit_log WHERE target = ?1').bind(bobs?.id)
    expect((await noted.all()).results).toEqual([{ action: 'pathway-award.declined' }])
    expect([twice.status, twice.body.code]).toEqual([409, 'conflict'])
    const both = [await stacksOf(), await stacksOf('bob@example.org')]
    expect(both.map(({ length }) => length).sort()).toEqual([0, 1])
  })

  test('by hand: not without what is missing, unless it is waived; the waiver stands in the credential', async () => {
    const { id } = await makePathway(allOf(0, 1))
    await earn(0)
    const recipient = { email: 'ada@example.org' }
    const refused = await api('POST', `/v1/pathways/${id}/awards`, { recipient })
    expect([refused.status, refused.body.code]).toEqual([409, 'conflict'])
    const headers = { 'Idempotency-Key': 'by-hand' }
    const body = { recipient, waiver: 'Twenty years at sea.' }
    const awarded = await api('POST', `/v1/pathways/${id}/awards`, body, headers)
    expect([awarded.status, awarded.body.reason]).toEqual([201, 'waived'])
    const { body: kept } = await api('GET', `/v1/credentials/${awarded.body.credentialId}`)
    expect(kept.credential.credentialSubject.narrative).toBe('Twenty years at sea.')
    await revoke(awarded.body.credentialId)
    const again = await api('POST', `/v1/pathways/${id}/awards`, body, headers)
    expect(again.body).toEqual(awarded.body)
    expect(await stacksOf()).toHaveLength(1)
  })

  test('by hand while the queue issues it, and while it is held: one credential', async () => {
    const held = await makePathway(allOf(0), { holdForApproval: true })
    await earn(0)
    await work()
    expect((await awardsOf(held.id)).map(({ state }) => state)).toEqual(['held'])
    await api('POST', `/v1/pathways/${held.id}/awards`, { recipient: { email: 'ada@example.org' } })
    expect((await awardsOf(held.id)).map(({ state }) => state)).toEqual(['issued'])
    const { id } = await makePathway(allOf(1))
    await earn(1)
    const recipient = { email: 'ada@example.org' }
    const answers = await Promise.all([
      ...Array.from({ length: 4 }, () => api('POST', `/v1/pathways/${id}/awards`, { recipient })),
      evaluateDue(deps()),
      evaluateDue(deps()),
    ])
    expect(answers.slice(0, 4).map((answer) => answer?.status)).toEqual([201, 201, 201, 201])
    // One by each pathway.
    expect(await stacksOf()).toHaveLength(2)
  })

  test('a flagged one is kept', async () => {
    const { id } = await makePathway(allOf(0))
    const first = await earn(0)
    await work()
    await revoke(first)
    await work()
    const [award] = await awardsOf(id)
    await api('POST', `/v1/pathways/${id}/awards/${award?.id}/approve`)
    await work()
    expect((await awardsOf(id)).map(({ state, reason }) => [state, reason])).toEqual([
      ['issued', 'kept-by-person'],
    ])
  })

  test('progress says what is missing, and a trial what would be done', async () => {
    const { id } = await makePathway(allOf(0, 1))
    await earn(0)
    const { body } = await api('POST', `/v1/pathways/${id}/try`, { recipient: 'ada@example.org' })
    expect(body).toMatchObject({
      isMet: false,
      wouldIssue: false,
      missing: [{ leaf: parts[1], shortfall: 'not-held' }],
    })
    for (const query of ['recipient=ada%40example.org', `learner=${body.learner}`]) {
      const progress = await api('GET', `/v1/pathways/${id}/progress?${query}`)
      expect(progress.body.items).toMatchObject([{ learner: body.learner, isMet: false, award: null }])
    }
    await earn(2)
    const draft = { name: 'Skipper', achievementId: whole, requirements: allOf(0, 2) }
    for (const path of ['/v1/pathways/try', `/v1/pathways/${id}/try`]) {
      const tried = await api('POST', path, { recipient: 'ada@example.org', pathway: draft })
      expect(tried.body).toMatchObject({ isMet: true, wouldIssue: true })
    }
    expect(await stacksOf()).toEqual([])
  })
})

describe('making and changing', () => {
  test('a change is a new version and takes nothing from who completed the old one', async () => {
    const { id } = await makePathway(allOf(0))
    await earn(0)
    await earn(1, 'bob@example.org')
    await work()
    const body = { name: 'Skipper', achievementId: whole, requirements: allOf(1, 2) }
    const stale = await api('PUT', `/v1/pathways/${id}`, body, { 'If-Match': '"v7"' })
    expect([stale.status, stale.body.code]).toEqual([412, 'precondition-failed'])
    const changed = await api('PUT', `/v1/pathways/${id}`, body, { 'If-Match': '"v1"' })
    expect(changed.body.version).toBe(2)
    expect(await stacksOf()).toMatchObject([{ state: 'active' }])
    await earn(2, 'bob@example.org')
    expect(await stacksOf('bob@example.org')).toHaveLength(1)
    expect((await awardsOf(id)).map(({ state }) => state)).toEqual(['issued', 'issued'])
  })

  test('a circle, a stranger’s achievement and an unknown level are pointed at', async () => {
    const other = await makeIssuer('Other')
    const foreign = await makeAchievement(other.token)
    const refusal = async (body: object) => {
      const answer = await api('POST', '/v1/pathways', { name: 'P', achievementId: whole, ...body })
      return [answer.status, answer.body.errors?.[0]?.pointer]
    }
    expect(await refusal({ requirements: { type: 'achievement', achievementId: whole } })).toEqual([
      422,
      '/requirements/achievementId',
    ])
    expect(
      await refusal({
        requirements: { type: 'all', of: [part(0), { type: 'achievement', achievementId: foreign }] },
      }),
    ).toEqual([422, '/requirements/of/1/achievementId'])
    expect(await refusal({ requirements: part(0, { levels: ['gold'] }) })).toEqual([
      422,
      '/requirements/levels/0',
    ])
    await makePathway(allOf(0))
    expect(
      await refusal({
        achievementId: parts[0],
        requirements: { type: 'any', of: [part(1), { type: 'achievement', achievementId: whole }] },
      }),
    ).toEqual([422, '/requirements/of/1/achievementId'])
  })

  test('another issuer’s pathway is like one that is not there', async () => {
    const { id } = await makePathway(allOf(0))
    const other = await makeIssuer('Other')
    for (const [method, path, body] of [
      ['GET', `/v1/pathways/${id}`],
      ['GET', `/v1/pathways/${id}/progress`],
      ['GET', `/v1/pathways/${id}/awards`],
      ['POST', `/v1/pathways/${id}/archive`],
      ['POST', `/v1/pathways/${id}/awards`, { recipient: { email: 'x@example.org' } }],
    ] as const)
      expect((await call(method, path, { token: other.token, body })).status).toBe(404)
  })

  test('an archived one awards nothing more; restored it does', async () => {
    const { id } = await makePathway(allOf(0))
    await api('POST', `/v1/pathways/${id}/archive`)
    await earn(0)
    expect(await stacksOf()).toEqual([])
    await api('POST', `/v1/pathways/${id}/restore`)
    expect(await stacksOf()).toHaveLength(1)
  })
})

describe('for everybody', () => {
  const page = (path: string, language = 'en') =>
    call('GET', path, { headers: { Accept: 'text/html', 'Accept-Language': language } })

  test('a pathway is a page in the visitor’s language, and JSON; an older version stays', async () => {
    const requirements = {
      type: 'all',
      of: [part(0), { type: 'credits', minimum: 5, of: [part(1), part(2, { credits: 2 })] }],
    }
    const { id } = await makePathway(requirements, { name: 'Skipper <b>' })
    const shown = await page(`/pathways/${id}`, 'de')
    expect(shown.headers.get('content-security-policy')).toContain("default-src 'none'")
    for (const text of [
      'Skipper &lt;b&gt;',
      'Lernpfad',
      'Alle davon',
      'Mindestens 5 Leistungspunkte',
      'Knots',
    ])
      expect(shown.body).toContain(text)
    const json = await call('GET', `/pathways/${id}`)
    expect(json.body).toMatchObject({
      id: `https://laurel.example/pathways/${id}?version=1`,
      issuer: issuer.did,
      achievement: { id: `https://laurel.example/achievements/${whole}`, name: 'Skipper' },
      requirements: { type: 'all', of: [{ achievement: { name: 'Knots' } }, { minimum: 5 }] },
    })
    await api('PUT', `/v1/pathways/${id}`, { name: 'P', achievementId: whole, requirements: part(3) })
    const old = await call('GET', `/pathways/${id}?version=1`)
    expect(old.body).toEqual({ ...json.body, id: old.body.id })
    expect((await call('GET', `/pathways/${crypto.randomUUID()}`)).status).toBe(404)
  })

  test('a draft is nobody’s business', async () => {
    const { id } = await makePathway(part(0), { enabled: false })
    expect((await call('GET', `/pathways/${id}`)).status).toBe(404)
  })

  test('a credential’s page says what it is made of and what it counts towards', async () => {
    const { id } = await makePathway(allOf(0, 1), { name: 'The Skipper Way' })
    const first = await earn(0)
    await earn(1)
    const [stack] = await stacksOf()
    const component = await page(`/credentials/${first}`)
    expect(component.body).toContain('Counts towards')
    expect(component.body).toContain(`href="/pathways/${id}"`)
    expect(component.body).not.toContain(stack?.id)
    const before = await page(`/credentials/${stack?.id}`)
    expect(before.body).toContain('Made of')
    expect(before.body).toContain(`href="/credentials/${first}"`)
    expect(before.body.match(/Not revoked</g)).toHaveLength(2)
    await revoke(first)
    const after = await page(`/credentials/${stack?.id}`)
    expect(after.body.match(/Not revoked</g)).toHaveLength(1)
  })

  test('a copy of a pathway is asked anew once an achievement in it has another name', async () => {
    const { id } = await makePathway(allOf(0))
    const ask = (headers: Record<string, string> = {}) =>
      call('GET', `/pathways/${id}`, { headers: { Accept: 'application/json', ...headers } })
    const known = { 'If-None-Match': (await ask()).headers.get('etag') ?? '' }
    expect((await ask(known)).status).toBe(304)
    const { body: bends } = await api('GET', `/v1/achievements/${parts[0]}`)
    const { name: _, description, criteria, achievementType } = bends
    const renamed = { name: 'Bends', description, criteria, achievementType }
    expect((await api('PUT', `/v1/achievements/${parts[0]}`, renamed)).status).toBe(200)
    const anew = await ask(known)
    expect([anew.status, JSON.stringify(anew.body)]).toEqual([200, expect.stringContaining('Bends')])
  })

  test('the transcript is a CLR that verifies whole, each credential in it for itself', async () => {
    await makePathway(allOf(0, 1))
    const first = await earn(0)
    await earn(1)
    const [stack] = await stacksOf()
    await publishAll()
    const transcript = await call('GET', `/credentials/${stack?.id}/transcript`)
    expect(transcript.body).toMatchObject({ type: ['VerifiableCredential', 'ClrCredential'] })
    expect(transcript.body.partial).toBe(undefined)
    expect(transcript.body.credentialSubject.association).toEqual(
      parts.slice(0, 2).map((part) => ({
        type: 'Association',
        associationType: 'isParentOf',
        sourceId: `https://laurel.example/achievements/${whole}`,
        targetId: `https://laurel.example/achievements/${part}`,
      })),
    )
    const verify = async (credential: unknown) =>
      (await call('POST', '/v1/verify', { body: { credential } })).body
    const report = await verify(transcript.body)
    expect([report.verdict, report.nested.map(({ verdict }: JsonObject) => verdict)]).toEqual([
      'valid',
      ['valid', 'valid', 'valid'],
    ])
    const jwt = await call('GET', `/credentials/${stack?.id}/transcript`, {
      headers: { Accept: 'application/vc+jwt' },
    })
    expect((await verify(jwt.body)).verdict).toBe('valid')
    expect((await call('GET', `/credentials/${first}/transcript`)).status).toBe(404)

    const { body: keys } = await api('GET', `/v1/issuers/${issuer.id}/keys`)
    for (const { id } of keys.items) await api('POST', `/v1/issuers/${issuer.id}/keys/${id}/revoke`)
    const [methods] = [keys.items.map(({ verificationMethod }: JsonObject) => verificationMethod)]
    const anew = await call('GET', `/credentials/${stack?.id}/transcript`)
    expect(methods).not.toContain([anew.body.proof].flat()[0].verificationMethod)

    await api('DELETE', `/v1/credentials/${first}/personal-data`)
    const partial = await call('GET', `/credentials/${stack?.id}/transcript`)
    expect([partial.body.partial, partial.body.credentialSubject.verifiableCredential.length]).toEqual([
      true,
      2,
    ])
  })
})

describe('a badge from elsewhere', () => {
  test('counts when it was recognised, once, and alone tells who the learner is', async () => {
    const elsewhere = await makeIssuer('Elsewhere')
    const theirs = await makeAchievement(elsewhere.token)
    const given = await call('POST', '/v1/credentials', {
      token: elsewhere.token,
      body: { achievementId: theirs, recipient: { email: 'ada@example.org' } },
    })
    const foreign = {
      type: 'foreignAchievement',
      issuer: elsewhere.did,
      achievement: `https://laurel.example/achievements/${theirs}`,
    }
    await makePathway(foreign)
    const connection = await api('POST', '/v1/connections', { name: 'Brought', kind: 'prior-learning' })
    const bring = () =>
      api('POST', '/v1/prior-learning', {
        connectionId: connection.body.id,
        email: 'Ada@example.org',
        credential: given.body.credential,
      })
    expect((await bring()).body.recognised).toBe(true)
    await bring()
    const stacks = await stacksOf()
    expect(stacks).toHaveLength(1)
    const { body } = await api('GET', `/v1/credentials/${stacks[0]?.id}`)
    expect(body.credential.evidence[1].id).toBe(given.body.url)
    await publishAll()
    const report = await call('POST', '/v1/verify', {
      body: { credential: body.credential, recipient: 'ada@example.org' },
    })
    expect(report.body.verdict).toBe('valid')
    expect(report.body.checks.find(({ id }: JsonObject) => id === 'recipient').outcome).toBe('success')
    const { results } = await env.DB.prepare(`SELECT * FROM recognised_badges WHERE issuer_id = ?1`)
      .bind(issuer.id)
      .all()
    expect(results).toHaveLength(1)
    expect(JSON.stringify(results).toLowerCase()).not.toContain('ada@example.org')
  })
})

function failingOnce<Given extends unknown[], Answer>(work: (...given: Given) => Promise<Answer>) {
  let failed = false
  return async (...given: Given): Promise<Answer> => {
    // The award and its credential are written; the note that it is done is not.
    const { n } = (await env.DB.prepare(
      `SELECT count(*) AS n FROM pathway_awards WHERE state = 'issued'`,
    ).first<{ n: number }>()) ?? { n: 0 }
    if (!failed && n > 0) {
      failed = true
      throw new Error('the Worker died')
    }
    return await work(...given)
  }
}
