/** What an issuer, a learner or a visitor cannot do to others, to the deployment, or behind its owner's back. */
import { createExecutionContext } from 'cloudflare:test'
import { env } from 'cloudflare:workers'
import { describe, expect, it, test } from 'vitest'
import { createApp } from '../../worker/app.ts'
import { getBit } from '../../worker/credential/status/bitstring.ts'
import type { Deps } from '../../worker/deps.ts'
import type { GuardedAnswer } from '../../worker/http/guarded-request.ts'
import { revokeCredential } from '../../worker/issuing/change-status.ts'
import { publishStatusList } from '../../worker/issuing/status-list.ts'
import { changeConnection } from '../../worker/vendors/connections.ts'
import { decideAward } from '../../worker/vendors/event-story.ts'
import { deliverWebhook, sweepWebhooks } from '../../worker/webhooks/deliver.ts'
import { changeEndpoint, testEndpoint } from '../../worker/webhooks/endpoints.ts'
import { tellExpiring } from '../../worker/webhooks/tell-expiring.ts'
import { call, OPERATOR_TOKEN, ORIGIN } from '../support/api.ts'
import { makeAchievement, makeIssuer } from '../support/api-issuer.ts'
import { makeTenant } from '../support/tenant-world.ts'
import { deps, workAll } from '../support/vendor-work.ts'

const answered = (status: number): GuardedAnswer => ({
  ok: true,
  status,
  headers: new Headers(),
  body: new Uint8Array(),
  truncated: false,
})

/** The deps without the queue, with a receiver that answers so, and a clock. */
function worldWith(change: Partial<Deps> = {}, startAt = Date.now()) {
  let now = startAt
  const world: Deps = { ...deps(), clock: { now: () => new Date(now) }, enqueue: async () => {}, ...change }
  const pass = (ms: number) => {
    now += ms
  }
  return { world, pass }
}

async function issuerWithEndpoint(eventTypes = ['*']) {
  const issuer = await makeIssuer()
  const { body } = await call('POST', '/v1/webhook-endpoints', {
    token: issuer.token,
    body: { url: 'https://receiver.example/hook', eventTypes },
  })
  return { ...issuer, endpointId: body.id as string }
}

const note = (issuerId: string, at = new Date().toISOString()) =>
  deps().outbox.note([{ type: 'credential.issued', issuerId, at, credentialId: 'c', data: {} }])

describe('an API key', () => {
  const keyOf = async (issuer: { id: string }, token: string, body: object) =>
    call('POST', `/v1/issuers/${issuer.id}/api-keys`, { token, body: { label: 'k', ...body } })

  it('makes none that outlives it', async () => {
    const issuer = await makeIssuer()
    const expiresAt = new Date(Date.now() + 3_600_000).toISOString()
    const scopes = ['api-keys:write', 'issuer:read']
    const { body: short } = await keyOf(issuer, OPERATOR_TOKEN, { scopes, expiresAt })
    for (const later of [{}, { expiresAt: new Date(Date.now() + 7_200_000).toISOString() }]) {
      const { status, body } = await keyOf(issuer, short.token, { scopes, ...later })
      expect([status, body.code]).toEqual([403, 'forbidden'])
    }
    const sooner = { expiresAt: new Date(Date.now() + 1_800_000).toISOString() }
    expect((await keyOf(issuer, short.token, { scopes, ...sooner })).status).toBe(201)
  })

  it('makes none in the moment in which it is revoked', async () => {
    const issuer = await makeIssuer()
    const { body: leaked } = await keyOf(issuer, OPERATOR_TOKEN, { scopes: ['api-keys:write'] })
    // Revoked elsewhere, after this request was let in.
    const revokedMeanwhile = new Proxy(env.DB, {
      get(target, name) {
        const member = Reflect.get(target, name)
        if (name !== 'batch') return typeof member === 'function' ? member.bind(target) : member
        return async (statements: D1PreparedStatement[]) => {
          await target
            .prepare(`UPDATE api_keys SET revoked_at = '2026-01-01T00:00:00.000Z' WHERE id = ?1`)
            .bind(leaked.id)
            .run()
          return target.batch(statements)
        }
      },
    })
    const response = await createApp().fetch(
      new Request(`${ORIGIN}/v1/issuers/${issuer.id}/api-keys`, {
        method: 'POST',
        headers: { Authorization: `Bearer ${leaked.token}`, 'Content-Type': 'application/json' },
        body: JSON.stringify({ label: 'survivor', scopes: ['api-keys:write'] }),
      }),
      { ...env, DB: revokedMeanwhile },
      createExecutionContext(),
    )
    expect(response.status).toBe(401)
    const { results } = await env.DB.prepare(`SELECT label FROM api_keys WHERE issuer_id = ?1`)
      .bind(issuer.id)
      .all<{ label: string }>()
    expect(results.map(({ label }) => label)).not.toContain('survivor')
  })
})

describe('webhook endpoints', () => {
  it('a test is sent once: what fails is not sent again for days, and pauses nothing', async () => {
    const { id, token, endpointId } = await issuerWithEndpoint()
    const { world } = worldWith({ sendGuarded: async () => answered(500) })
    const tried = await testEndpoint(world, id, endpointId)
    expect(tried).toMatchObject({ state: 'failed', nextAttemptAt: null, attempts: [{ status: 500 }] })
    const { body } = await call('GET', `/v1/webhook-endpoints/${endpointId}`, { token })
    expect(body.state).toBe('enabled')
  })

  it('the test button is no way to send as much as one likes', async () => {
    const { token, endpointId } = await issuerWithEndpoint()
    const limited = { ...env, VERIFY_LIMIT: { limit: async () => ({ success: false }) } }
    const response = await createApp().fetch(
      new Request(`${ORIGIN}/v1/webhook-endpoints/${endpointId}/test`, {
        method: 'POST',
        headers: { Authorization: `Bearer ${token}` },
      }),
      limited,
      createExecutionContext(),
    )
    expect(response.status).toBe(429)
    expect(response.headers.get('retry-after')).toBe('60')
  })

  it('an issuer has so many and no more, also when it makes two at once: each event goes to all of them', async () => {
    const { id, token } = await issuerWithEndpoint()
    await env.DB.batch(
      Array.from({ length: 48 }, () =>
        deps().webhookStores.webhookEndpoints.insert({
          id: crypto.randomUUID(),
          issuerId: id,
          url: 'https://victim.example/',
          description: null,
          eventTypes: ['*'],
          state: 'enabled',
          stateReason: null,
          createdAt: new Date().toISOString(),
          updatedAt: new Date().toISOString(),
        }),
      ),
    )
    const make = () =>
      call('POST', '/v1/webhook-endpoints', { token, body: { url: 'https://victim.example/' } })
    const made = await Promise.all([make(), make(), make()])
    expect(made.map(({ status }) => status).sort()).toEqual([201, 409, 409])
  })

  it('one issuer’s dead endpoint does not hold up another’s retries', async () => {
    const [dead, alive] = [await issuerWithEndpoint(), await issuerWithEndpoint()]
    const old = (minutes: number) => new Date(Date.now() - minutes * 60_000).toISOString()
    for (let count = 0; count < 120; count++) await deps().commit(note(dead.id, old(60)))
    await deps().commit(note(alive.id, old(1)))
    const swept: string[] = []
    const { world } = worldWith({
      enqueue: async (...jobs) => {
        for (const job of jobs) if (job.kind === 'deliver-webhook') swept.push(job.deliveryId)
      },
    })
    await sweepWebhooks(world)
    const { results } = await env.DB.prepare(`SELECT id FROM webhook_deliveries WHERE issuer_id = ?1`)
      .bind(alive.id)
      .all<{ id: string }>()
    expect(swept).toContain(results[0]?.id)
  })

  it('a receiver that asks for nonsense by Retry-After is tried again all the same', async () => {
    const { id } = await issuerWithEndpoint()
    for (const asked of [
      '1e400',
      '-1e400',
      'NaN',
      '0x10',
      '9'.repeat(400),
      'Wed, 21 Oct 2099 07:28:00 GMT',
    ]) {
      await deps().commit(note(id))
      const { results } = await env.DB.prepare(
        `SELECT id FROM webhook_deliveries WHERE issuer_id = ?1 ORDER BY sequence DESC LIMIT 1`,
      )
        .bind(id)
        .all<{ id: string }>()
      const deliveryId = results[0]?.id ?? ''
      const answer = { ...answered(503), headers: new Headers({ 'Retry-After': asked }) }
      const { world } = worldWith({ sendGuarded: async () => answer as GuardedAnswer })
      await deliverWebhook(world, deliveryId)
      const delivery = await deps().webhookStores.webhookDeliveries.find(deliveryId)
      const wait = Date.parse(delivery?.nextAttemptAt ?? '') - Date.now()
      expect(wait).toBeGreaterThan(0)
      expect(wait).toBeLessThanOrEqual(86_400_000)
    }
  })

  it('of a whole year’s cohort that expires in one hour, every one is told', async () => {
    const { id, token } = await issuerWithEndpoint(['credential.expiring'])
    const achievementId = await makeAchievement(token)
    const now = new Date('2031-01-01T00:00:00.000Z')
    const validUntil = new Date(now.getTime() + 30 * 86_400_000 - 3_600_000).toISOString()
    const rows = Array.from({ length: 1200 }, () => ({
      id: crypto.randomUUID(),
      issuerId: id,
      achievementId,
      achievementVersion: 1,
      recipientHash: 'h',
      validFrom: '2026-01-01T00:00:00.000Z',
      validUntil,
      issuedAt: '2026-01-01T00:00:00.000Z',
      embeddedProofText: '{}',
      jwtText: 'x',
    }))
    await deps().commit(deps().credentials.insert(rows))
    await tellExpiring(worldWith({}, now.getTime()).world)
    const told = await env.DB.prepare(
      `SELECT count(*) AS n FROM webhook_messages WHERE issuer_id = ?1 AND type = 'credential.expiring'`,
    )
      .bind(id)
      .first<{ n: number }>()
    expect(told?.n).toBe(1200)
  })
})

describe('the holder’s link', () => {
  const holderOf = async (token: string) => {
    const achievementId = await makeAchievement(token)
    const { body } = await call('POST', '/v1/credentials', {
      token,
      body: { achievementId, recipient: { email: 'ada@example.org' } },
    })
    const link = await call('POST', `/v1/credentials/${body.id}/holder-link`, { token, body: {} })
    return link.body.holderUrl.slice(ORIGIN.length) as string
  }
  const claim = (path: string) =>
    call('POST', path, {
      body: 'claim=yes',
      headers: { 'Content-Type': 'application/x-www-form-urlencoded' },
    })

  it('is kept by no cache, told to no other site, listed by no search engine', async () => {
    const { token } = await makeIssuer()
    const path = await holderOf(token)
    for (const answer of [await call('GET', path), await claim(path), await call('GET', `${path}x`)]) {
      expect(answer.headers.get('cache-control')).toBe('private, no-store')
      expect(answer.headers.get('referrer-policy')).toBe('no-referrer')
      expect(answer.body).toContain('noindex')
    }
  })

  it('claims once: an endpoint that is made later is not told of it as of something new', async () => {
    const issuer = await makeIssuer()
    const path = await holderOf(issuer.token)
    await claim(path)
    await call('POST', '/v1/webhook-endpoints', {
      token: issuer.token,
      body: { url: 'https://receiver.example/hook' },
    })
    expect((await claim(path)).status).toBe(200)
    const deliveries = await call('GET', '/v1/webhook-deliveries', { token: issuer.token })
    expect(deliveries.body.items).toEqual([])
  })
})

describe('status lists in a store whose last write wins', () => {
  it('a publication that was given up and arrives late does not undo a newer one', async () => {
    const { id: issuerId, token } = await makeIssuer()
    const achievementId = await makeAchievement(token)
    const issue = async () =>
      (
        await call('POST', '/v1/credentials', {
          token,
          body: { achievementId, recipient: { email: 'ada@example.org' } },
        })
      ).body
    const [first, second] = [await issue(), await issue()]
    const { statusListCredential } = first.credential.credentialStatus
    const listId = statusListCredential.split('/').at(-1)
    const real = deps().publishedLists
    let late: (() => Promise<void>) | null = null
    const { world, pass } = worldWith({
      publishedLists: {
        ...real,
        put: async (...given) => {
          late = () => real.put(...given)
          throw new Error('KV did not answer in time')
        },
      },
    })
    pass(5_000)
    await revokeCredential(world, issuerId, first.id)
    await expect(publishStatusList(world, listId)).rejects.toThrow('KV did not answer')
    const healthy: Deps = { ...world, publishedLists: real }
    await revokeCredential(healthy, issuerId, second.id)
    pass(2_000)
    const soon = await publishStatusList(healthy, listId)
    await (late as unknown as () => Promise<void>)()
    pass(60_000)
    if (soon !== 'published') expect(await publishStatusList(healthy, listId)).toBe('published')
    const bits = (await real.getBits(listId))?.bits ?? new Uint8Array()
    const isSet = ({ credential }: { credential: { credentialStatus: { statusListIndex: string } } }) =>
      getBit(bits, Number(credential.credentialStatus.statusListIndex))
    expect([isSet(first), isSet(second)]).toEqual([true, true])
  })
})

describe('two changes at once', () => {
  /** The first transaction of this world comes right after another one’s, which switched it off. */
  const switchedOffMeanwhile = (table: string, id: string) => {
    let isFirst = true
    return worldWith({
      commit: async (statements) => {
        const sql = `UPDATE ${table} SET state = 'disabled', updated_at = '2026-01-01T00:00:00.000Z' WHERE id = ?1`
        if (isFirst) await env.DB.prepare(sql).bind(id).run()
        isFirst = false
        return deps().commit(statements)
      },
    }).world
  }
  const caller = { kind: 'operator' } as const

  it('a connection that is switched off stays so, whoever renames it in that moment', async () => {
    const { id, connection } = await makeTenant()
    const world = switchedOffMeanwhile('connections', connection)
    const changed = await changeConnection(world, id, connection, { name: 'Renamed' }, caller)
    expect(changed).toMatchObject({ name: 'Renamed', state: 'disabled' })
    expect((await deps().vendorStores.connections.find(id, connection))?.state).toBe('disabled')
  })

  it('a webhook endpoint likewise', async () => {
    const { id, endpoint } = await makeTenant()
    const world = switchedOffMeanwhile('webhook_endpoints', endpoint)
    const changed = await changeEndpoint(world, id, endpoint, { description: 'Mine' }, caller)
    expect(changed).toMatchObject({ description: 'Mine', state: 'disabled' })
  })
})

it('an award that is approved of is issued, though everything broke right after the decision', async () => {
  const { id, award, token } = await makeTenant()
  const broken = async () => {
    throw new Error('the isolate is gone')
  }
  const { vendorStores } = deps()
  const { world } = worldWith({
    enqueue: broken,
    vendorStores: { ...vendorStores, vendorEvents: { ...vendorStores.vendorEvents, reopen: broken } },
  })
  await decideAward(world, id, award, 'approved', null, { kind: 'operator' }).catch(() => {})
  await workAll()
  const { body } = await call('GET', '/v1/awards', { token })
  expect(body.items[0]).toMatchObject({ id: award, state: 'issued' })
  const again = await call('POST', `/v1/awards/${award}/approve`, { token, body: {} })
  expect([again.status, again.body.code]).toEqual([409, 'conflict'])
})

describe('what others wrote', () => {
  const EVIL = '"\'><script>alert(1)</script><img src=x onerror=alert(1)></title></script>{{7*7}}'

  it('is only ever text, on every page, picture and card, in every field', async () => {
    const { token, id } = await makeIssuer()
    await call('PUT', `/v1/issuers/${id}`, {
      token,
      body: { profile: { name: EVIL, url: 'https://evil.example/"onmouseover=x', description: EVIL } },
    })
    const achievement = {
      name: EVIL,
      description: EVIL,
      criteria: { narrative: `${EVIL} [x](javascript:alert(1))` },
      tags: [EVIL.slice(0, 100)],
      humanCode: EVIL,
      fieldOfStudy: EVIL,
      alignments: [{ targetName: EVIL, targetUrl: 'javascript:alert(1)', targetDescription: EVIL }],
      resultDescriptions: [{ id: 'r', name: EVIL, resultType: 'Result' }],
      image: {
        url: `data:image/svg+xml;base64,${btoa(`<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"><script>alert(1)</script></svg>`)}`,
        caption: EVIL,
      },
    }
    const achievementId = await makeAchievement(token, achievement)
    const { body } = await call('POST', '/v1/credentials', {
      token,
      body: {
        achievementId,
        recipient: { email: 'ada@example.org', name: EVIL },
        narrative: EVIL,
        results: [{ resultDescription: 'r', value: EVIL }],
        evidence: [{ id: 'javascript:alert(1)', name: EVIL, narrative: EVIL, genre: EVIL }],
        role: EVIL,
      },
    })
    const pathway = await call('POST', '/v1/pathways', {
      token,
      body: {
        name: EVIL,
        description: EVIL,
        achievementId,
        requirements: {
          type: 'foreignAchievement',
          issuer: 'javascript:alert(1)',
          achievement: 'javascript:alert(2)',
        },
      },
    })
    expect([body.url !== undefined, pathway.status]).toEqual([true, 201])
    const holder = await call('POST', `/v1/credentials/${body.id}/holder-link`, { token, body: {} })
    const revoked = () => call('POST', `/v1/credentials/${body.id}/revoke`, { token, body: { reason: EVIL } })
    const paths = ['', '/embed', '/badge.svg', '?lang="><script>alert(1)</script>', '/qr.svg'].map(
      (end) => `/credentials/${body.id}${end}`,
    )
    paths.push(`/pathways/${pathway.body.id}`, holder.body.holderUrl.slice(ORIGIN.length))
    const look = async () => {
      for (const path of paths) {
        const answer = await call('GET', path, { headers: { Accept: 'text/html' } })
        const text = String(answer.body)
        expect([path, answer.status]).toEqual([path, 200])
        expect(text, path).not.toMatch(/<script>alert|<img src=x|(?:href|src|action)="?javascript:/)
        const policy = answer.headers.get('content-security-policy') ?? ''
        expect(policy).toMatch(/default-src 'none'/)
        expect(policy).not.toMatch(/script-src[^;]*unsafe/)
      }
    }
    await look()
    await revoked()
    await look()
    const image = await call('GET', `/credentials/${body.id}/image`)
    expect(image.headers.get('content-security-policy')).toMatch(/default-src 'none'.*sandbox/)
  })
})

describe('pictures and papers', () => {
  const limited = { ...env, VERIFY_LIMIT: { limit: async () => ({ success: false }) } }
  const get = (path: string, bindings: Env = env, headers: Record<string, string> = {}) =>
    createApp().fetch(new Request(`${ORIGIN}${path}`, { headers }), bindings, createExecutionContext())

  it('what costs much to paint is limited by address, and what was painted is had by all', async () => {
    const { credential } = await makeTenant()
    for (const file of ['/og.png', '.png', '.pdf']) {
      const path = `/credentials/${credential}${file}`
      const { status } = await get(path, limited)
      expect([file, status]).toEqual([file, 429])
      expect((await get(path)).status).toBe(200)
    }
    await new Promise((resolve) => setTimeout(resolve, 50))
    expect((await get(`/credentials/${credential}/og.png`, limited)).status).toBe(200)
  })

  it('the picture of a link preview is in one language for all who are sent a kept copy', async () => {
    const { credential, token } = await makeTenant()
    await call('POST', `/v1/credentials/${credential}/revoke`, { token, body: {} })
    const path = `/credentials/${credential}/og.png`
    const etag = async (language: string) =>
      (await get(path, env, { 'Accept-Language': language })).headers.get('etag')
    expect(await etag('de')).toBe(await etag('en'))
  })

  it('every answer that another visitor might be given names what it was chosen by', async () => {
    const { credential, pathway } = await makeTenant()
    for (const path of [`/credentials/${credential}`, `/pathways/${pathway}`])
      for (const headers of [{ Accept: 'text/html' }, { Accept: 'application/json' }, { Accept: '*/*' }]) {
        const vary = (await get(path, env, headers)).headers.get('vary') ?? ''
        expect([path, headers.Accept, vary]).toEqual([
          path,
          headers.Accept,
          expect.stringMatching(/Accept\b/),
        ])
        expect(vary).toMatch(/User-Agent/)
      }
    const pdf = await get(`/credentials/${credential}.pdf`)
    expect(pdf.headers.get('vary')).toMatch(/Accept-Language/)
  })
})

test('whatever an issuer’s key changes stands in the audit log', async () => {
  const { id, token, credential, link, webhookDelivery, connection } = await makeTenant()
  const does = async (method: string, path: string, body?: object) => {
    const { status } = await call(method, path, { token, ...(body === undefined ? {} : { body }) })
    expect([path, status < 300]).toEqual([path, true])
  }
  await does('PUT', `/v1/credentials/${credential}/page`, { visibility: 'public' })
  await does('POST', `/v1/credentials/${credential}/holder-link`, { renew: true })
  await does('PUT', `/v1/issuers/${id}/presentation`, { groundColour: '#1f3a5f' })
  await does('DELETE', `/v1/account-links/${link}`)
  await does('POST', `/v1/webhook-deliveries/${webhookDelivery}/resend`)
  await does('POST', `/v1/connections/${connection}/pull`)
  await does('POST', `/v1/credentials/${credential}/notify`, { email: 'ada@example.org' })
  const actions = (await deps().audit.list(id)).map(({ action }) => action)
  expect(actions).toEqual(
    expect.arrayContaining([
      'credential.page-changed',
      'credential.holder-link-renewed',
      'issuer.presentation-changed',
      'account.unlinked',
      'webhook-delivery.resent',
      'connection.pull-asked',
      'credential.notified',
    ]),
  )
})
