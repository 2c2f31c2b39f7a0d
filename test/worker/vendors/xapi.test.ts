import { exports } from 'cloudflare:workers'
import XAPI from '@xapi/xapi'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { sha256, toBase64, toHex, utf8 } from '../../../worker/http/bytes.ts'
import { call, ORIGIN } from '../../support/api.ts'
import {
  type Academy,
  connect,
  credentialsOf,
  eventsOf,
  makeAcademy,
  makeRule,
  statesOf,
  verdictOf,
  workAll,
} from '../../support/vendor-work.ts'

const statement = (change: object = {}) => ({
  id: crypto.randomUUID(),
  actor: { objectType: 'Agent', name: 'Ada', mbox: 'mailto:Ada@Example.com' },
  verb: { id: 'http://adlnet.gov/expapi/verbs/completed', display: { 'en-US': 'completed' } },
  object: {
    id: 'https://lms.example/course/1',
    definition: { type: 'http://adlnet.gov/expapi/activities/course', name: { en: 'One' } },
  },
  timestamp: '2026-08-20T16:30:00.000Z',
  ...change,
})

async function setUp(body: object) {
  const academy = await makeAcademy()
  const connection = await connect(academy, body)
  await makeRule(academy)
  return { academy, connection, path: `/xapi/${connection.id}` }
}

const basic = (secret: string) => ({
  Authorization: `Basic ${toBase64(utf8(secret))}`,
  'X-Experience-API-Version': '1.0.3',
})

describe('a learning record sender', () => {
  let academy: Academy
  let path: string
  let headers: Record<string, string>

  beforeEach(async () => {
    const made = await setUp({ kind: 'xapi' })
    academy = made.academy
    path = made.path
    headers = basic(made.connection.secret ?? '')
  })

  it('reads what is spoken here, without a credential', async () => {
    const about = await call('GET', `${path}/about`)
    expect(about.body.version).toContain('1.0.3')
    expect(about.headers.get('x-experience-api-version')).toBe('1.0.3')
  })

  it('posts one and is given its id; the credential verifies', async () => {
    const one = statement()
    const answer = await call('POST', `${path}/statements`, { headers, body: one })
    expect(answer).toMatchObject({ status: 200, body: [one.id] })
    await workAll()
    const [credential] = await credentialsOf(academy)
    expect(await verdictOf(credential.id)).toBe('valid')
  })

  it('refuses what is nested deeper than the database reads, and keeps nothing of it', async () => {
    const result = JSON.parse(`${'['.repeat(1100)}${']'.repeat(1100)}`) as unknown
    const answer = await call('POST', `${path}/statements`, { headers, body: statement({ result }) })
    expect([answer.status, answer.body.code]).toEqual([400, 'malformed-json'])
  })

  it('posts many; one that is no statement spoils only itself', async () => {
    const body = [
      statement(),
      'nonsense',
      statement({ actor: { mbox: 'mailto:bob@example.com' } }),
      statement({
        verb: { id: 'http://adlnet.gov/expapi/verbs/failed' },
        actor: { mbox: 'mailto:eve@example.com' },
      }),
    ]
    const answer = await call('POST', `${path}/statements`, { headers, body })
    expect(answer.status).toBe(200)
    expect(answer.body).toHaveLength(4)
    await workAll()
    expect((await statesOf(academy)).sort()).toEqual(['issued', 'issued', 'malformed', 'nothing-to-do'])
  })

  it('sends the same again without effect, and other content under the same id in vain', async () => {
    const one = statement()
    expect((await call('POST', `${path}/statements`, { headers, body: one })).status).toBe(200)
    expect((await call('POST', `${path}/statements`, { headers, body: one })).status).toBe(200)
    const other = { ...one, actor: { mbox: 'mailto:eve@example.com' } }
    expect(
      (
        await call('POST', `${path}/statements`, {
          headers,
          body: [other, statement({ actor: { mbox: 'mailto:new@example.com' } })],
        })
      ).status,
    ).toBe(409)
    await workAll()
    expect((await eventsOf(academy)).map(({ learnerKey }) => learnerKey).sort()).toEqual([
      'ada@example.com',
      'new@example.com',
    ])
  })

  it('sends two of one id in one request: the first is kept, other content is a conflict, the same is none', async () => {
    const one = statement()
    const other = { ...one, actor: { mbox: 'mailto:eve@example.com' } }
    const next = statement({ actor: { mbox: 'mailto:new@example.com' } })
    const posted = (body: object) => call('POST', `${path}/statements`, { headers, body })
    expect((await posted([one, other, next])).status).toBe(409)
    expect((await posted([next, next])).status).toBe(200)
    await workAll()
    expect((await eventsOf(academy)).map(({ learnerKey }) => learnerKey).sort()).toEqual([
      'ada@example.com',
      'new@example.com',
    ])
    const read = await call('GET', `${path}/statements?statementId=${one.id}`, { headers })
    expect(read.body.actor.mbox).toBe('mailto:Ada@Example.com')
  })

  it('reads large statements back in pages of few, and misses none', async () => {
    const pad = 'x'.repeat(900_000)
    const ids: string[] = []
    for (let each = 0; each < 5; each++) {
      const one = statement({ result: { response: pad } })
      ids.push(one.id)
      expect((await call('POST', `${path}/statements`, { headers, body: one })).status).toBe(200)
    }
    for (const order of ['', '?ascending=true']) {
      const read: string[] = []
      const pages: number[] = []
      for (let more = `${path}/statements${order}`; more !== ''; ) {
        const { body } = await call('GET', more, { headers })
        pages.push(body.statements.length)
        read.push(...body.statements.map(({ id }: { id: string }) => id))
        more = body.more
      }
      expect(pages).toEqual([3, 2])
      expect([...read].sort()).toEqual([...ids].sort())
    }
  })

  it('voids no more at once than can be kept with it, and is told so', async () => {
    const large = ['ada', 'bob'].map((name) =>
      statement({ actor: { mbox: `mailto:${name}@example.com` }, result: { response: 'x'.repeat(900_000) } }),
    )
    for (const one of large)
      expect((await call('POST', `${path}/statements`, { headers, body: one })).status).toBe(200)
    const voiding = ({ id }: { id: string }) =>
      statement({
        verb: { id: 'http://adlnet.gov/expapi/verbs/voided' },
        object: { objectType: 'StatementRef', id },
        timestamp: undefined,
      })
    const both = await call('POST', `${path}/statements`, { headers, body: large.map(voiding) })
    expect(both).toMatchObject({ status: 413, body: { code: 'body-too-large' } })
    for (const one of large)
      expect((await call('POST', `${path}/statements`, { headers, body: voiding(one) })).status).toBe(200)
    await workAll()
    const credentials = await credentialsOf(academy)
    expect(credentials.map(({ state }) => state)).not.toContain('active')
    expect((await eventsOf(academy)).length).toBe(4)
  })

  it('puts one under an id, and reads it back', async () => {
    const { id, ...rest } = statement()
    const put = (body: object) => call('PUT', `${path}/statements?statementId=${id}`, { headers, body })
    expect((await put(rest)).status).toBe(204)
    expect((await put(rest)).status).toBe(204)
    expect((await put({ ...rest, timestamp: '2026-01-01T00:00:00Z' })).status).toBe(409)
    expect((await put({ ...rest, id: 'other' })).status).toBe(400)
    const read = await call('GET', `${path}/statements?statementId=${id}`, { headers })
    expect(read.body).toMatchObject({ id, verb: { id: 'http://adlnet.gov/expapi/verbs/completed' } })
    expect((await call('GET', `${path}/statements?statementId=none`, { headers })).status).toBe(404)
    await workAll()
    expect(await statesOf(academy)).toEqual(['issued'])
  })

  it('is refused with a wrong secret, another version, or broken JSON', async () => {
    const body = statement()
    expect((await call('POST', `${path}/statements`, { headers: basic('x:y'), body })).status).toBe(401)
    expect((await call('POST', `${path}/statements`, { body })).status).toBe(401)
    expect(
      (
        await call('POST', `${path}/statements`, {
          headers: { ...headers, 'X-Experience-API-Version': '0.95' },
          body,
        })
      ).status,
    ).toBe(400)
    expect((await call('POST', `${path}/statements`, { headers, body: '{"a":' })).status).toBe(400)
    expect((await call('POST', `${path}/statements`, { headers, body: '[]' })).status).toBe(400)
    expect((await call('PUT', `${path}/statements`, { headers, body })).status).toBe(400)
  })

  it.each([
    ['an unknown parameter', '?foo=1', 'foo'],
    ['two ids', '?statementId=a&voidedStatementId=b', 'voidedStatementId'],
    ['an id and a filter', '?statementId=a&verb=b', 'verb'],
    ['an agent that is none', '?agent=%7B%7D', 'agent'],
    ['a time that is none', '?since=yesterday', 'since'],
    ['a limit that is none', '?limit=-1', 'limit'],
    ['attachments, which are not kept', '?attachments=true', 'attachments'],
  ])('is refused %s', async (_, search, name) => {
    const answer = await call('GET', `${path}/statements${search}`, { headers })
    expect([answer.status, answer.body.code, answer.body.errors[0].pointer]).toEqual([
      400,
      'malformed-query',
      `?${name}`,
    ])
  })

  it('reads back nothing of another connection', async () => {
    const one = statement()
    await call('POST', `${path}/statements`, { headers, body: one })
    const other = await setUp({ kind: 'xapi' })
    const theirs = basic(other.connection.secret ?? '')
    const found = await call('GET', `${other.path}/statements?statementId=${one.id}`, { headers: theirs })
    expect(found.status).toBe(404)
    expect((await call('GET', `${other.path}/statements`, { headers: theirs })).body.statements).toEqual([])
    expect((await call('GET', `${path}/statements`, { headers: theirs })).status).toBe(401)
    const refused = await call('GET', '/v1/deliveries?state=refused', { token: academy.token })
    expect(refused.body.items).toMatchObject([{ reason: 'secret-wrong' }])
  })

  it.each([
    ['no boundary', 'multipart/mixed', 'x'],
    ['no end', 'multipart/mixed; boundary=b', '--b\r\nContent-Type: application/json\r\n\r\n{}'],
    [
      'no statement first',
      'multipart/mixed; boundary=b',
      '--b\r\nContent-Type: text/plain\r\n\r\n{}\r\n--b--',
    ],
  ])('is refused a multipart body with %s', async (_, type, body) => {
    const answer = await call('POST', `${path}/statements`, {
      headers: { ...headers, 'Content-Type': type },
      body,
    })
    expect([answer.status, answer.body.code]).toEqual([400, 'malformed-json'])
  })

  it('needs no connection in the path when its Basic user names it', async () => {
    const answer = await call('POST', '/xapi/statements', { headers, body: statement() })
    expect(answer.status).toBe(200)
    expect((await call('POST', '/xapi/statements', { body: statement() })).status).toBe(401)
  })

  describe('the @xapi/xapi client library', () => {
    beforeEach(() => {
      vi.spyOn(globalThis, 'fetch').mockImplementation(async (input, init) =>
        exports.default.fetch(new Request(input as string, init)),
      )
    })
    afterEach(() => {
      vi.restoreAllMocks()
    })

    const connectClient = () =>
      new XAPI({ endpoint: `${ORIGIN}${path}/`, auth: headers.Authorization ?? '', adapter: 'fetch' })
    const idsOf = (data: unknown) => (data as { statements: { id: string }[] }).statements.map(({ id }) => id)

    it('asks statements back by agent, verb, activity and time, page by page', async () => {
      const client = connectClient()
      const eve = { objectType: 'Agent' as const, mbox: 'mailto:eve@example.com' }
      const account = {
        objectType: 'Agent' as const,
        account: { homePage: 'https://lms.example', name: 'u "1"' },
      }
      const passed = { id: 'http://adlnet.gov/expapi/verbs/passed' }
      const other = {
        id: 'https://lms.example/course/2',
        definition: { type: 'http://adlnet.gov/expapi/activities/course' },
      }
      const sent = [
        statement(),
        statement({ actor: eve }),
        statement({ actor: eve, verb: passed, object: other }),
        statement({ actor: account, context: { contextActivities: { parent: [{ id: other.id }] } } }),
      ]
      const ids = sent.map(({ id }) => id)
      for (const one of sent) {
        await client.sendStatement({ statement: one as never })
        await new Promise((resolve) => setTimeout(resolve, 3))
      }
      const newest = [...ids].reverse()
      const ask = async (query: object) => idsOf((await client.getStatements(query as never)).data)
      expect(await ask({})).toEqual(newest)
      expect(await ask({ ascending: true })).toEqual(ids)
      expect(await ask({ agent: eve })).toEqual([ids[2], ids[1]])
      expect(await ask({ agent: account })).toEqual([ids[3]])
      expect(await ask({ verb: passed.id })).toEqual([ids[2]])
      expect(await ask({ activity: other.id })).toEqual([ids[2]])
      expect(await ask({ activity: other.id, related_activities: true })).toEqual([ids[3], ids[2]])
      expect(await ask({ agent: eve, verb: passed.id, activity: 'https://lms.example/course/1' })).toEqual([])

      const first = await client.getStatements({ limit: 3 })
      expect(first.headers['x-experience-api-consistent-through']).toBeTruthy()
      const { more } = first.data as unknown as { more: string }
      const second = await client.getMoreStatements({ more })
      expect([...idsOf(first.data), ...idsOf(second.data)]).toEqual(newest)
      expect((second.data as unknown as { more: string }).more).toBe('')
      const whole = (first.data as unknown as { statements: { stored: string; authority: object }[] })
        .statements
      const [{ stored = '', authority } = {}] = whole
      expect(authority).toMatchObject({ account: { homePage: ORIGIN } })
      expect(await ask({ since: stored })).toEqual([])
      expect(await ask({ until: stored })).toEqual(newest)
    })

    it('voids a statement: it is found as voided only, and its credential is revoked', async () => {
      const client = connectClient()
      const one = statement()
      await client.sendStatement({ statement: one as never })
      await workAll()
      const { data } = await client.voidStatement({
        actor: { objectType: 'Agent', mbox: 'mailto:admin@example.com' },
        statementId: one.id,
      })
      await expect(client.getStatement({ statementId: one.id })).rejects.toThrow('"status":404')
      const voided = await client.getVoidedStatement({ voidedStatementId: one.id })
      expect((voided.data as { id: string }).id).toBe(one.id)
      expect(idsOf((await client.getStatements({})).data)).toEqual(data)
      await workAll()
      expect(await statesOf(academy)).toEqual(['issued', 'revoked'])
      expect((await credentialsOf(academy)).map(({ state }) => state)).toEqual(['revoked'])
    })

    it('sends attachments, each checked against its hash', async () => {
      const client = connectClient()
      const bytes = crypto.getRandomValues(new Uint8Array(5000))
      const attachment = {
        usageType: 'http://adlnet.gov/expapi/attachments/signature',
        display: { en: 'A file' },
        contentType: 'application/octet-stream',
        length: bytes.length,
        sha2: toHex(await sha256(bytes)),
      }
      const one = statement({ attachments: [attachment] })
      const sent = await client.sendStatement({ statement: one as never, attachments: [bytes.buffer] })
      expect(sent.data).toEqual([one.id])
      await workAll()
      expect(await statesOf(academy)).toEqual(['issued'])
      const forged = statement({ attachments: [{ ...attachment, sha2: '0'.repeat(64) }] })
      await expect(
        client.sendStatement({ statement: forged as never, attachments: [bytes.buffer] }),
      ).rejects.toThrow('"status":400')
    })

    it('finds no documents of states and profiles, and can put none', async () => {
      const client = connectClient()
      const agent = { objectType: 'Agent' as const, mbox: 'mailto:ada@example.com' }
      const activityId = 'https://lms.example/course/1'
      expect((await client.getStates({ agent, activityId })).data).toEqual([])
      expect((await client.getAgentProfiles({ agent })).data).toEqual([])
      expect((await client.getActivityProfiles({ activityId })).data).toEqual([])
      await expect(client.getState({ agent, activityId, stateId: 's' })).rejects.toThrow('"status":404')
      await expect(client.setState({ agent, activityId, stateId: 's', state: { a: 1 } })).rejects.toThrow(
        '"status":405',
      )
      expect((await client.getAgent({ agent })).data).toMatchObject({
        objectType: 'Person',
        mbox: [agent.mbox],
      })
      expect((await client.getActivity({ activityId })).data).toMatchObject({ id: activityId })
    })

    it('talks to it as to any store', async () => {
      const client = connectClient()
      const about = await client.getAbout()
      expect(about.data.version).toContain('1.0.3')
      const one = statement()
      const sent = await client.sendStatement({ statement: one as never })
      expect(sent.data).toEqual([one.id])
      const read = await client.getStatement({ statementId: one.id })
      expect((read.data as { id: string }).id).toBe(one.id)
      await workAll()
      expect(await statesOf(academy)).toEqual(['issued'])
      const [credential] = await credentialsOf(academy)
      expect(await verdictOf(credential.id)).toBe('valid')
    })
  })
})

describe('a sender that fetches a token first (LinkedIn Learning, Udemy Business)', () => {
  it('is given one for its client id and secret, in the form or as Basic, and sends with it', async () => {
    const { academy, connection, path } = await setUp({ kind: 'linkedin-learning' })
    const form = {
      grant_type: 'client_credentials',
      client_id: connection.id,
      client_secret: connection.secret ?? '',
      scope: 'xapi:write',
    }
    const ask = (fields: Record<string, string>, headers: Record<string, string> = {}) =>
      call('POST', '/oauth/token', {
        body: new URLSearchParams(fields).toString(),
        headers: { 'Content-Type': 'application/x-www-form-urlencoded', ...headers },
      })
    const answer = await ask(form)
    expect(answer).toMatchObject({
      status: 200,
      body: { token_type: 'Bearer', expires_in: 3600, scope: 'xapi:write' },
    })
    expect(answer.headers.get('cache-control')).toBe('no-store')
    const byBasic = await ask(
      { grant_type: 'client_credentials' },
      { Authorization: `Basic ${toBase64(utf8(`${connection.id}:${connection.secret}`))}` },
    )
    expect(byBasic.status).toBe(200)

    expect(await ask({ ...form, client_secret: 'wrong' })).toMatchObject({
      status: 401,
      body: { error: 'invalid_client' },
    })
    expect(await ask({ ...form, client_id: crypto.randomUUID() })).toMatchObject({
      status: 401,
      body: { error: 'invalid_client' },
    })
    expect(await ask({ ...form, grant_type: 'password' })).toMatchObject({
      status: 400,
      body: { error: 'unsupported_grant_type' },
    })
    expect(await ask({})).toMatchObject({ status: 400, body: { error: 'invalid_request' } })

    const headers = { Authorization: `Bearer ${answer.body.access_token}` }
    // The shape that LinkedIn Learning sends: an id that is no UUID, an offset without a colon, progress as text.
    const body = statement({
      id: '212abc-x-1i93',
      timestamp: '2026-09-01T10:00:00+0000',
      object: {
        id: 'urn:lyndaCourse:252',
        definition: { type: 'http://adlnet.gov/expapi/activities/course' },
        objectType: 'Activity',
      },
      result: {
        completion: true,
        extensions: { 'https://w3id.org/xapi/cmi5/result/extensions/progress': '100' },
      },
    })
    expect((await call('POST', `${path}/statements`, { headers, body })).body).toEqual(['212abc-x-1i93'])
    expect((await call('POST', '/xapi/statements', { headers, body })).status).toBe(200)
    expect(
      (
        await call('POST', `${path}/statements`, {
          headers: { Authorization: `Bearer ${answer.body.access_token}x` },
          body,
        })
      ).status,
    ).toBe(401)
    await workAll()
    const [credential] = await credentialsOf(academy)
    expect(await verdictOf(credential.id)).toBe('valid')
  })
})
