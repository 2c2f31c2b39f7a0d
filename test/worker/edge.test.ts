/** What the edge keeps of what is published: ETag and 304 for everything, for how long, and what holds at once. */
import { env } from 'cloudflare:workers'
import { afterEach, beforeAll, describe, expect, test, vi } from 'vitest'
import { createDeps } from '../../worker/compose.ts'
import type { KeptAnswer } from '../../worker/edge/answer-memory.ts'
import { createAnswerMemory } from '../../worker/edge/answer-memory.ts'
import { hasAlready } from '../../worker/edge/etag.ts'
import {
  createPublishedAnswers,
  DATA_CENTRE_SECONDS,
  MEMORY_MS,
} from '../../worker/edge/published-answers.ts'
import { publishStatusList } from '../../worker/issuing/status-list.ts'
import { call, ORIGIN } from '../support/api.ts'
import { makeAchievement, makeIssuer, type TestIssuer } from '../support/api-issuer.ts'

let issuer: TestIssuer
let achievementId = ''
let credentialId = ''
let listPath = ''

beforeAll(async () => {
  issuer = await makeIssuer()
  achievementId = await makeAchievement(issuer.token)
  const credential = await issueOne()
  credentialId = credential.id
  listPath = listPathOf(credential)
})

afterEach(() => {
  vi.restoreAllMocks()
})

// biome-ignore lint/suspicious/noExplicitAny: an answer of the API
async function issueOne(): Promise<any> {
  const body = { achievementId, recipient: { email: 'edge@example.org' } }
  return (await call('POST', '/v1/credentials', { token: issuer.token, body })).body
}

// biome-ignore lint/suspicious/noExplicitAny: an answer of the API
function listPathOf({ credential }: any): string {
  return new URL([credential.credentialStatus].flat()[0].statusListCredential).pathname
}

/** Statements and transactions that reach D1 while `work` runs. */
async function trips(work: () => Promise<unknown>): Promise<number> {
  const statement = Object.getPrototypeOf(env.DB.prepare('SELECT 1')) as D1PreparedStatement
  const spies = [
    vi.spyOn(env.DB, 'batch'),
    ...(['first', 'all', 'run', 'raw'] as const).map((name) => vi.spyOn(statement, name)),
  ]
  await work()
  const count = spies.reduce((sum, spy) => sum + spy.mock.calls.length, 0)
  vi.restoreAllMocks()
  return count
}

test('an id that is longer than any of ours is not found, and fails nobody', async () => {
  const path = `/status/${'a'.repeat(600)}`
  expect((await call('GET', path)).status).toBe(404)
  const entry = { url: `${ORIGIN}${path}`, purpose: 'revocation', index: 1 }
  expect(await createDeps(env).readOwnStatus(entry)).toBe(null)
})

describe('whatever is published', () => {
  const documents = (): [name: string, path: string, cacheControl: string][] => [
    ['a status list', listPath, 'public, max-age=60'],
    ['an issuer', `/issuers/${issuer.id}`, 'public, max-age=240'],
    ['a DID document', `/issuers/${issuer.id}/did.json`, 'public, max-age=240'],
    ['a JWK Set', `/issuers/${issuer.id}/jwks.json`, 'public, max-age=240'],
    ['an achievement', `/achievements/${achievementId}`, 'public, max-age=240'],
    ['a version of an achievement', `/achievements/${achievementId}?version=1`, 'public, max-age=240'],
    ['a credential', `/credentials/${credentialId}.json`, 'public, no-cache'],
    ['a token', `/credentials/${credentialId}.jwt`, 'public, no-cache'],
    ['the picture', `/credentials/${credentialId}/image`, 'public, max-age=60'],
    ['the baked picture', `/credentials/${credentialId}.svg`, 'no-cache'],
    ['the certificate', `/credentials/${credentialId}.pdf`, 'no-cache'],
    ['the QR code', `/credentials/${credentialId}/qr.svg`, 'public, max-age=60'],
    ['the live badge', `/credentials/${credentialId}/badge.svg`, 'public, max-age=60, s-maxage=60'],
    ['the description of the API', '/openapi.json', 'public, max-age=300'],
    ['the reference', '/docs', 'public, max-age=300'],
  ]

  test('has a strong ETag, says how old a copy may be, and is not sent again to who has it', async () => {
    const found = []
    for (const [name, path] of documents()) {
      const first = await call('GET', path)
      const etag = first.headers.get('etag') ?? ''
      const again = await call('GET', path, { headers: { 'If-None-Match': `"other", ${etag}` } })
      const other = await call('GET', path, { headers: { 'If-None-Match': '"other"' } })
      const head = await call('HEAD', path)
      found.push([name, first.headers.get('cache-control'), first.status, again.status, other.status])
      expect([name, etag]).toEqual([name, expect.stringMatching(/^"[\w.-]+"$/)])
      expect([name, again.body, again.headers.get('etag')]).toEqual([name, '', etag])
      expect([name, head.status, head.body, head.headers.get('etag')]).toEqual([name, 200, '', etag])
      for (const { headers } of [first, again, head])
        expect([
          name,
          headers.get('x-content-type-options'),
          headers.get('access-control-allow-origin'),
        ]).toEqual([name, 'nosniff', '*'])
    }
    expect(found).toEqual(documents().map(([name, , cacheControl]) => [name, cacheControl, 200, 304, 200]))
  })

  test('and is hot, costs no round trip; each answer has a name of its own in the log', async () => {
    const hot = ['.json', '.jwt'].map((ending) => `/credentials/${credentialId}${ending}`)
    for (const path of [
      listPath,
      `/issuers/${issuer.id}/did.json`,
      `/achievements/${achievementId}`,
      ...hot,
    ]) {
      await call('GET', path)
      const ids: (string | null)[] = []
      const reads = vi.spyOn(env.PUBLISHED, 'get')
      const count = await trips(async () => {
        for (let n = 0; n < 3; n++) ids.push((await call('GET', path)).headers.get('x-request-id'))
      })
      expect([path, count, reads.mock.calls.length]).toEqual([path, 0, 0])
      expect([path, new Set(ids).size, ids.includes(null)]).toEqual([path, 3, false])
    }
  })

  test('in several forms is kept form by form', async () => {
    for (let round = 0; round < 2; round++) {
      const json = await call('GET', listPath, { headers: { Accept: 'application/vc' } })
      const jwt = await call('GET', listPath, { headers: { Accept: 'application/vc+jwt' } })
      expect([json.headers.get('content-type'), jwt.headers.get('content-type')]).toEqual([
        'application/vc',
        'application/vc+jwt',
      ])
      expect([json.headers.get('vary'), jwt.headers.get('vary')]).toEqual(['Accept', 'Accept'])
      expect(json.headers.get('etag')).not.toBe(jwt.headers.get('etag'))
      expect((await call('GET', listPath, { headers: { Accept: 'image/png' } })).status).toBe(406)
    }
  })
})

test('any origin may ask with a token and read what it needs of the answer, a refusal too; a preflight does nothing else', async () => {
  const asked = {
    'Access-Control-Request-Method': 'PUT',
    'Access-Control-Request-Headers': 'authorization,x-a',
  }
  const preflight = await call('OPTIONS', `/v1/credentials/${credentialId}/page`, { headers: asked })
  const named = (name: string) => preflight.headers.get(`access-control-allow-${name}`)
  expect([preflight.status, named('origin'), named('headers'), named('credentials')]).toEqual([
    204,
    '*',
    'authorization,x-a',
    null,
  ])
  expect(named('methods')?.split(',')).toEqual(['GET', 'HEAD', 'PUT', 'POST', 'DELETE', 'PATCH'])
  for (const path of ['/x', '/v1/credentials', listPath]) {
    const { headers } = await call('GET', path)
    expect([path, headers.get('access-control-allow-origin')]).toEqual([path, '*'])
    expect(headers.get('access-control-expose-headers')?.split(',')).toContain('ETag')
    expect(headers.get('x-content-type-options')).toBe('nosniff')
  }
})

describe('warm, in round trips to D1,', () => {
  const fewest = async (work: () => Promise<unknown>) => {
    await work()
    const counts = []
    // Now and then the queue's consumer is at work beside it.
    for (let n = 0; n < 4; n++) counts.push(await trips(work))
    return Math.min(...counts)
  }

  test('reading takes one: the signed form that is not at hand, the API with its key, the live badge; the page two more for its stack', async () => {
    const path = `/credentials/${credentialId}`
    const { id } = await issueOne()
    expect(await trips(() => call('GET', `/credentials/${id}.json`))).toBe(1)
    expect(await fewest(() => call('GET', path, { headers: { Accept: 'text/html' } }))).toBe(3)
    expect(await fewest(() => call('GET', `${path}/badge.svg`))).toBe(1)
    expect(await fewest(() => call('GET', `/v1${path}`, { token: issuer.token }))).toBe(1)
  })

  test('a verification takes none within two seconds of another, by token or embedded proof', async () => {
    const { credential, jwt } = await issueOne()
    for (const given of [credential, jwt]) {
      const verify = () => call('POST', '/v1/verify', { body: { credential: given } })
      expect((await verify()).body.verdict).toBe('valid')
      const reads = vi.spyOn(env.PUBLISHED, 'getWithMetadata')
      expect(await fewest(verify)).toBe(0)
      expect(reads.mock.calls.length).toBeLessThanOrEqual(1)
    }
  })

  test('a revocation takes two', async () => {
    const ids: string[] = []
    for (let n = 0; n < 5; n++) ids.push((await issueOne()).id)
    expect(
      await fewest(() =>
        call('POST', `/v1/credentials/${ids.pop()}/revoke`, { token: issuer.token, body: {} }),
      ),
    ).toBe(2)
  })
})

test('a key that was revoked elsewhere opens nothing, though this isolate remembers it', async () => {
  const other = await makeIssuer('Leaving')
  const achievement = await makeAchievement(other.token)
  const { id } = (
    await call('POST', '/v1/credentials', {
      token: other.token,
      body: { achievementId: achievement, recipient: { email: 'l@example.org' } },
    })
  ).body
  const ask = async () => [
    (await call('GET', `/v1/credentials/${id}`, { token: other.token })).status,
    (await call('GET', `/v1/credentials/${crypto.randomUUID()}`, { token: other.token })).status,
    (await call('POST', `/v1/credentials/${crypto.randomUUID()}/revoke`, { token: other.token, body: {} }))
      .status,
  ]
  expect(await ask()).toEqual([200, 404, 404])
  const now = new Date().toISOString()
  await env.DB.prepare(`UPDATE api_keys SET revoked_at = ?1 WHERE issuer_id = ?2`).bind(now, other.id).run()
  expect(await ask()).toEqual([401, 401, 401])
  const revoke = await call('POST', `/v1/credentials/${id}/revoke`, { token: other.token, body: {} })
  expect(revoke.status).toBe(401)
  expect(await env.DB.prepare(`SELECT state FROM credentials WHERE id = ?1`).bind(id).first('state')).toBe(
    'active',
  )
})

describe('a change is seen at once where it was made', () => {
  test('a flip, in the published list and in the verdict', async () => {
    const { id, credential } = await issueOne()
    const path = listPathOf({ credential })
    const before = await call('GET', path)
    const verdict = async () =>
      (await call('POST', '/v1/verify', { body: { credential } })).body.state as string
    expect(await verdict()).toBe('valid')
    await call('POST', `/v1/credentials/${id}/revoke`, { token: issuer.token, body: {} })
    await publish(path)
    const after = await call('GET', path, { headers: { 'If-None-Match': before.headers.get('etag') ?? '' } })
    expect([after.status, after.headers.get('etag') === before.headers.get('etag')]).toEqual([200, false])
    expect(after.body.credentialSubject.encodedList).not.toBe(before.body.credentialSubject.encodedList)
    expect(await verdict()).toBe('revoked')
  })

  test('a new key, in the DID document, in the data centre and in the verdict', async () => {
    const other = await makeIssuer('Rotating')
    const achievement = await makeAchievement(other.token)
    const path = `/issuers/${other.id}/did.json`
    const issue = async () =>
      (
        await call('POST', '/v1/credentials', {
          token: other.token,
          body: { achievementId: achievement, recipient: { email: 'r@example.org' } },
        })
      ).body.credential
    const verdict = async (credential: unknown) =>
      (await call('POST', '/v1/verify', { body: { credential } })).body.verdict
    const first = await call('GET', path)
    expect(await verdict(await issue())).toBe('valid')
    const made = await call('POST', `/v1/issuers/${other.id}/keys`, {
      token: other.token,
      body: { algorithm: 'EdDSA' },
    })
    expect(made.status).toBe(201)
    const second = await call('GET', path)
    expect(second.headers.get('etag')).not.toBe(first.headers.get('etag'))
    expect(second.body.verificationMethod).toHaveLength(first.body.verificationMethod.length + 1)
    expect(await verdict(await issue())).toBe('valid')
  })

  test('a key that is revoked is at its address no more', async () => {
    const other = await makeIssuer('Revoking')
    const keys = await call('GET', `/issuers/${other.id}/jwks.json`)
    const kid = new URL(keys.body.keys[0].kid).pathname
    expect((await call('GET', kid)).status).toBe(200)
    const keyId = kid.split('/').at(-1)
    await call('POST', `/v1/issuers/${other.id}/keys/${keyId}/revoke`, { token: other.token, body: {} })
    expect((await call('GET', kid)).status).toBe(404)
    const left = await call('GET', `/issuers/${other.id}/jwks.json`)
    expect(left.body.keys.map((key: { kid: string }) => key.kid)).not.toContain(keys.body.keys[0].kid)
  })

  test('a new version of an achievement', async () => {
    const path = `/achievements/${achievementId}`
    const before = await call('GET', path)
    const change = { name: 'Renamed', description: 'Changed.', criteria: { narrative: 'New.' } }
    await call('PUT', `/v1${path}`, { token: issuer.token, body: change })
    const after = await call('GET', path)
    expect([after.body.name, after.headers.get('etag')]).not.toEqual([
      before.body.name,
      before.headers.get('etag'),
    ])
    expect((await call('GET', `${path}?version=1`)).body.name).toBe(before.body.name)
  })

  test('a withdrawal and an erasure, in every form, also for who has a copy', async () => {
    const { id } = await issueOne()
    const forms = ['.json', '.jwt', '.svg', '/image', '/qr.svg', '/badge.svg']
    const answers = await Promise.all(forms.map((form) => call('GET', `/credentials/${id}${form}`)))
    const ask = async () =>
      await Promise.all(
        forms.map(async (form, at) => {
          const etag = answers[at]?.headers.get('etag') ?? ''
          return (await call('GET', `/credentials/${id}${form}`, { headers: { 'If-None-Match': etag } }))
            .status
        }),
      )
    expect(await ask()).toEqual(forms.map(() => 304))
    const visibility = (value: string) =>
      call('PUT', `/v1/credentials/${id}/page`, { token: issuer.token, body: { visibility: value } })
    expect((await visibility('withdrawn')).status).toBe(200)
    expect(await ask()).toEqual(forms.map(() => 410))
    await visibility('unlisted')
    expect(await ask()).toEqual(forms.map(() => 304))
    await call('DELETE', `/v1/credentials/${id}/personal-data`, { token: issuer.token })
    expect(await ask()).toEqual(forms.map(() => 410))
  })
})

describe('the two copies', () => {
  const URL_ = `${ORIGIN}/issuers/i/did.json`

  function world() {
    let now = 0
    let version = 1
    const shared = new Map<string, KeptAnswer>()
    const asked: (string | null)[] = []
    const answers = createPublishedAnswers(() => now, {
      get: async (path) => shared.get(path) ?? null,
      put: async (path, answer, seconds) => {
        expect(seconds).toBe(DATA_CENTRE_SECONDS)
        shared.set(path, answer)
      },
      remove: async (path) => void shared.delete(path),
    })
    const application = async (request: Request) => {
      asked.push(request.headers.get('if-none-match'))
      return new Response(`v${version}`, { headers: { ETag: `"v${version}"`, 'X-Request-Id': 'first' } })
    }
    return {
      shared,
      asked,
      answers,
      application,
      pass: (ms: number) => {
        now += ms
      },
      change: () => {
        version += 1
      },
      ask: async (headers: Record<string, string> = {}, url = URL_) =>
        answers.answer(new Request(url, { headers }), application, () => {}),
      askOwn: async () => await (await answers.answerOwn(new Request(URL_), application)).text(),
    }
  }

  test('the world gets the data centre’s, our own verifier never one older than the isolate’s', async () => {
    const { ask, askOwn, pass, change, asked } = world()
    await ask()
    change()
    pass(MEMORY_MS)
    expect(await (await ask()).text()).toBe('v1')
    expect(asked).toHaveLength(1)
    expect(await askOwn()).toBe('v2')
    change()
    expect(await askOwn()).toBe('v2')
    pass(MEMORY_MS)
    expect(await askOwn()).toBe('v3')
  })

  test('a copy is filled by a conditional request too, and no answer tells the id of another request', async () => {
    const { ask, asked } = world()
    expect((await ask({ 'If-None-Match': '"v1"' })).status).toBe(304)
    expect(asked).toEqual([null])
    const answer = await ask()
    expect([answer.status, await answer.text()]).toEqual([200, 'v1'])
    expect(answer.headers.get('x-request-id')).not.toBe('first')
    expect(asked).toHaveLength(1)
  })

  test('what was read before a change is not kept after it', async () => {
    const { answers, asked, shared, ask } = world()
    const slow = async () => {
      answers.forget('/issuers/i')
      return new Response('old')
    }
    const first = await answers.answer(new Request(URL_), slow, () => {})
    expect(await first.text()).toBe('old')
    expect(shared.size).toBe(0)
    expect(await (await ask()).text()).toBe('v1')
    expect(asked).toHaveLength(1)
  })

  test('a write through the API takes both away', async () => {
    const { answers, application, shared, ask, change } = world()
    await ask()
    expect(shared.size).toBe(1)
    const write = new Request(`${ORIGIN}/v1/issuers/i/keys`, { method: 'POST' })
    await answers.answer(
      write,
      async () => new Response(null, { status: 201 }),
      () => {},
    )
    expect(shared.size).toBe(0)
    change()
    expect(await (await ask()).text()).toBe('v2')
    expect(await (await answers.answer(new Request(URL_), application, () => {})).text()).toBe('v2')
  })

  test.each([
    `${ORIGIN}/credentials/00000000-0000-4000-8000-000000000000`,
    `${ORIGIN}/credentials/00000000-0000-4000-8000-000000000000/holder`,
    `${ORIGIN}/v1/credentials/00000000-0000-4000-8000-000000000000`,
    `${ORIGIN}/v1/issuers/i`,
    `${ORIGIN}/issuers/i/did.json?x=1`,
    `${ORIGIN}/issuers/i/other`,
    `${ORIGIN}/x?/issuers/i`,
    `${ORIGIN}/status/i/bits`,
  ])('%s is kept nowhere', async (url) => {
    const { ask, asked, shared } = world()
    await ask({}, url)
    await ask({}, url)
    expect([asked.length, shared.size]).toEqual([2, 0])
  })

  const CREDENTIAL = `${ORIGIN}/credentials/00000000-0000-4000-8000-000000000000`

  test('a credential is kept by the isolate alone, for two seconds, and by its address only for who asks for data', async () => {
    const { ask, asked, pass, change, shared } = world()
    const data = { Accept: 'application/vc+jwt, application/vc;q=0.9' }
    for (const [url, headers] of [
      [`${CREDENTIAL}.json`, {}],
      [`${CREDENTIAL}.jwt`, { Accept: 'text/html, */*' }],
      [CREDENTIAL, data],
    ] as const) {
      asked.length = 0
      await ask(headers, url)
      const before = await (await ask(headers, url)).text()
      change()
      pass(MEMORY_MS - 1)
      expect(await (await ask(headers, url)).text()).toBe(before)
      expect(asked).toHaveLength(1)
      pass(1)
      expect(await (await ask(headers, url)).text()).not.toBe(before)
      for (const Accept of ['text/html', 'application/xhtml+xml', '*/*', 'application/json;q=0.1, */*', '']) {
        asked.length = 0
        await ask({ Accept }, CREDENTIAL)
        await ask({ Accept }, CREDENTIAL)
        expect([Accept, asked.length]).toEqual([Accept, 2])
      }
    }
    expect(shared.size).toBe(0)
  })

  test.each([
    ['PUT', `${ORIGIN}/v1/credentials/00000000-0000-4000-8000-000000000000/page`],
    ['DELETE', `${ORIGIN}/v1/credentials/00000000-0000-4000-8000-000000000000/personal-data`],
    ['POST', `${CREDENTIAL}/holder?key=x`],
  ])('%s %s takes every form of the credential away', async (method, url) => {
    const { ask, answers, application, change } = world()
    const forms = async () => {
      const answered = await Promise.all(['.json', '.jwt'].map((ending) => ask({}, CREDENTIAL + ending)))
      return await Promise.all(answered.map((one) => one.text()))
    }
    expect([await forms(), await forms()]).toEqual([
      ['v1', 'v1'],
      ['v1', 'v1'],
    ])
    change()
    await answers.answer(new Request(url, { method }), application, () => {})
    expect(await forms()).toEqual(['v2', 'v2'])
  })

  test('a failure is kept nowhere, and one form is not told as another', async () => {
    const { answers, shared } = world()
    let calls = 0
    const failing = async () => {
      calls += 1
      return new Response('', { status: calls % 2 === 0 ? 200 : 503, headers: { Vary: 'Accept' } })
    }
    const ask = async () => (await answers.answer(new Request(URL_), failing, () => {})).status
    expect([await ask(), await ask(), shared.size]).toEqual([503, 200, 0])
  })
})

test('what is past its time leaves the isolate’s memory with the next that comes', () => {
  let time = 0
  const memory = createAnswerMemory(1000, () => time)
  const answer = { body: 'a name', headers: [] }
  memory.keep('erased', '/x', answer)
  time = 1000
  memory.keep('next', '/y', answer)
  time = 0
  expect([memory.get('erased'), memory.get('next')]).toEqual([null, answer])
})

test('an isolate’s memory is bounded, by number and by length', () => {
  const memory = createAnswerMemory(1000, () => 0)
  const answer = (length: number) => ({ body: 'x'.repeat(length), headers: [] })
  for (let n = 0; n < 600; n++) memory.keep(`small ${n}`, '/x', answer(1))
  expect([memory.get('small 0'), memory.get('small 599')]).toEqual([null, answer(1)])
  memory.keep('huge', '/x', answer(300_000))
  expect(memory.get('huge')).toBeNull()
  const large = answer(200_000)
  for (let n = 0; n < 50; n++) memory.keep(`large ${n}`, '/y', large)
  const kept = Array.from({ length: 50 }, (_, n) => memory.get(`large ${n}`)).filter((one) => one !== null)
  expect(kept.length * 200_000).toBeLessThanOrEqual(8 * 1024 * 1024)
  expect(kept.length).toBeGreaterThan(30)
  memory.forget('/y')
  expect(memory.get('large 49')).toBeNull()
})

test.each([
  ['"a"', true],
  ['W/"a"', true],
  ['"b", W/"a"', true],
  [' * ', true],
  ['"A"', false],
  ['a', false],
  ['', false],
  [undefined, false],
])('If-None-Match: %s has "a" already: %s', (header, expected) => {
  expect(hasAlready(header, '"a"')).toBe(expected)
})

async function publish(path: string): Promise<void> {
  const id = path.split('/').at(-1) ?? ''
  const deps = createDeps(env)
  for (let round = 0; round < 40; round++) {
    const list = await deps.statusLists.find(id)
    if (list !== null && list.publishedVersion >= list.version) return
    await publishStatusList(deps, id)
    await new Promise((resolve) => setTimeout(resolve, 200))
  }
  throw new Error('the list stays unpublished')
}
