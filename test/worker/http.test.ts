import { describe, expect, test } from 'vitest'
import type { FetchDocument, FetchedDocument, FetchPurpose } from '../../worker/credential/fetch-document.ts'
import { createCachedFetch } from '../../worker/http/cached-fetch.ts'
import { createFetchDocument } from '../../worker/http/fetch-document.ts'
import { freshForSeconds } from '../../worker/http/freshness.ts'
import { createSendGuarded } from '../../worker/http/guarded-request.ts'
import { createNameJudge, isResolver, type JudgeName } from '../../worker/http/judge-name.ts'
import { judgeUrl } from '../../worker/http/judge-url.ts'
import { createNetworkFetch } from '../../worker/http/network-fetch.ts'
import { isPublicAddress } from '../../worker/http/public-address.ts'
import { verifierOf } from '../../worker/http/verifier.ts'
import { fetchedDocuments } from '../../worker/storage/fetched-documents.ts'

const now = () => new Date('2026-06-01T00:00:00Z')

describe('the addresses that are asked', () => {
  test.each([
    'https://uni.example/issuer',
    'https://uni.example:443/issuer',
    'https://UNI.Example./a?b=c',
    'https://bücher.example/',
    'https://a.b.c.d.e.museum/x',
  ])('%s is public', (url) => {
    expect(judgeUrl(url).ok).toBe(true)
  })

  test.each([
    // Not https, not 443, credentials
    'http://uni.example/',
    'ftp://uni.example/',
    'file:///etc/passwd',
    'data:application/json,{}',
    'javascript:alert(1)',
    'https://uni.example:8443/',
    'https://uni.example:22/',
    'https://user@uni.example/',
    'https://user:pass@uni.example/',
    // Loopback, private, link-local, CGNAT, metadata
    'https://127.0.0.1/',
    'https://10.0.0.1/',
    'https://172.16.0.1/',
    'https://192.168.1.1/',
    'https://169.254.169.254/latest/meta-data',
    'https://100.64.0.1/',
    'https://0.0.0.0/',
    'https://8.8.8.8/',
    'https://255.255.255.255/',
    // Other spellings of IPv4
    'https://0x7f.0.0.1/',
    'https://0x7f000001/',
    'https://2130706433/',
    'https://017700000001/',
    'https://127.1/',
    'https://0177.0.0.1/',
    'https://127.0.0.1./',
    'https://１２７.０.０.１/',
    'https://127。0。0。1/',
    'https://%31%32%37.0.0.1/',
    'https://①②⑦.⓪.⓪.①/',
    // IPv6
    'https://[::1]/',
    'https://[::]/',
    'https://[::ffff:127.0.0.1]/',
    'https://[::ffff:7f00:1]/',
    'https://[fe80::1]/',
    'https://[fc00::1]/',
    'https://[fd00:ec2::254]/',
    'https://[64:ff9b::7f00:1]/',
    'https://[2606:4700::1111]/',
    // Names
    'https://localhost/',
    'https://LOCALHOST/',
    'https://localhost./',
    'https://ｌｏｃａｌｈｏｓｔ/',
    'https://loc\u00adalhost/',
    'https://app.localhost/',
    'https://metadata.google.internal/',
    'https://printer.local/',
    'https://router.lan/',
    'https://nas.home.arpa/',
    'https://intranet/',
    'https://kubernetes.default.svc/',
    'https://1.0.0.127.in-addr.arpa/',
    'https://hidden.onion/',
    // Names made to resolve to private addresses
    'https://127.0.0.1.nip.io/',
    'https://10-0-0-1.sslip.io/',
    'https://localtest.me/',
    // No URLs
    '',
    'uni.example',
    '//uni.example/',
    'https://',
    'https:///x',
    `https://uni.example/${'a'.repeat(3000)}`,
  ])('%s is refused', (url) => {
    expect(judgeUrl(url).ok).toBe(false)
  })
})

type Handler = (url: string, init: RequestInit) => Response | Promise<Response>

const everyNameIsPublic: JudgeName = async () => 'public'

function port(handler: Handler, deadlineMs = 5000, judgeName = everyNameIsPublic) {
  const asked: string[] = []
  const fetchDocument = createNetworkFetch({
    fetch: async (url, init) => {
      asked.push(url)
      return handler(url, init)
    },
    now,
    judgeName,
    userAgent: 'Laurel',
    refuseHosts: ['laurel.example'],
    deadlineMs,
  })
  const ask = (url: string, purpose: FetchPurpose = 'did') => fetchDocument({ url, purpose, accept: '*/*' })
  return { ask, asked, fetchDocument }
}

const json = (value: unknown, headers: Record<string, string> = {}, status = 200) =>
  new Response(JSON.stringify(value), {
    status,
    headers: { 'content-type': 'application/json; charset=utf-8', ...headers },
  })

const redirectTo = (location: string) => new Response('moved', { status: 302, headers: { location } })

describe('the network port', () => {
  test('gives the answer with its media type, time and way', async () => {
    const { ask } = port(() => json({ a: 1 }, { 'cache-control': 'max-age=60', 'x-secret': 'no' }))
    const answer = await ask('https://uni.example/did.json#key')
    expect(answer).toMatchObject({
      ok: true,
      url: 'https://uni.example/did.json',
      status: 200,
      contentType: 'application/json',
      fetchedAt: '2026-06-01T00:00:00.000Z',
      via: 'network',
      headers: { 'cache-control': 'max-age=60' },
    })
    expect(Object.keys((answer as FetchedDocument).headers ?? {})).toEqual(['cache-control'])
  })

  test('an error status is an answer: 410 is how Open Badges 2.0 says revoked', async () => {
    const { ask } = port(
      () => new Response('gone', { status: 410, headers: { 'content-type': 'text/html' } }),
    )
    expect(await ask('https://uni.example/a')).toMatchObject({ ok: true, status: 410 })
  })

  test('what is refused is never asked', async () => {
    const { ask, asked } = port(() => json({}))
    expect(await ask('https://169.254.169.254/')).toEqual({
      ok: false,
      url: 'https://169.254.169.254/',
      reason: 'refused',
    })
    expect(asked).toEqual([])
  })

  test('our own host is not asked over the network, not even by a redirect', async () => {
    const { ask, asked } = port(() => redirectTo('https://laurel.example/v1/issuers'))
    expect(await ask('https://uni.example/')).toMatchObject({ ok: false, reason: 'refused' })
    expect(await ask('https://laurel.example./v1/issuers')).toMatchObject({ ok: false, reason: 'refused' })
    expect(asked).toEqual(['https://uni.example/'])
  })

  test.each(['https://127.0.0.1/', 'http://uni.example/', '//localhost/x', 'https://uni.example:8080/'])(
    'a redirect to %s is refused',
    async (location) => {
      const { ask, asked } = port(() => redirectTo(location))
      expect(await ask('https://uni.example/')).toMatchObject({ ok: false, reason: 'refused' })
      expect(asked.length).toBe(1)
    },
  )

  test('three redirects are followed, relative ones too; a fourth is not', async () => {
    const hops = (last: number) =>
      port((url) => {
        const hop = Number(new URL(url).searchParams.get('hop') ?? 0)
        return hop < last ? redirectTo(`?hop=${hop + 1}`) : json({ hop })
      })
    expect(await hops(3).ask('https://uni.example/')).toMatchObject({
      ok: true,
      url: 'https://uni.example/?hop=3',
    })
    expect(await hops(4).ask('https://uni.example/')).toMatchObject({ ok: false, reason: 'refused' })
  })

  test('a body larger than its purpose allows is dropped, whatever its length claims', async () => {
    const { ask } = port(
      () =>
        new Response(new Uint8Array(300 * 1024), {
          headers: { 'content-length': '10', 'content-type': 'application/json' },
        }),
    )
    expect(await ask('https://uni.example/', 'did')).toMatchObject({ ok: false, reason: 'too-large' })
    expect(await ask('https://uni.example/', 'issuer')).toMatchObject({ ok: true })
  })

  test.each<[FetchPurpose, string, boolean]>([
    ['did', 'application/did+ld+json', true],
    ['did', 'text/html', false],
    ['status-list', 'application/vc+jwt', true],
    ['status-list', 'image/png', false],
    ['key', 'application/jwk-set+json', true],
    ['key', 'application/javascript', false],
    ['image', 'image/png', true],
    ['image', 'text/html', false],
    ['page', 'text/html', true],
  ])('for %s, %s is taken: %s', async (purpose, type, taken) => {
    const { ask } = port(() => new Response('{}', { headers: { 'content-type': type } }))
    const answer = await ask('https://uni.example/', purpose)
    expect(answer.ok ? true : answer.reason).toBe(taken || 'wrong-type')
  })

  test('a server that never answers, and one that never ends, are a timeout', async () => {
    const silent = port(
      (_url, { signal }) =>
        new Promise((_resolve, reject) => {
          signal?.addEventListener('abort', () => reject(new Error('aborted')))
        }),
      30,
    )
    expect(await silent.ask('https://uni.example/')).toMatchObject({ ok: false, reason: 'timeout' })
    const dripping = port(() => new Response(new ReadableStream({ pull: () => new Promise(() => {}) })), 30)
    expect(await dripping.ask('https://uni.example/')).toMatchObject({ ok: false, reason: 'timeout' })
  })

  test('an error says its kind and nothing of the answer', async () => {
    const { ask } = port(() => {
      throw new Error('secret address 10.0.0.7 said no')
    })
    expect(await ask('https://uni.example/')).toEqual({
      ok: false,
      url: 'https://uni.example/',
      reason: 'unreachable',
    })
  })
})

describe('the addresses that names lead to', () => {
  test.each([
    '8.8.8.8',
    '1.1.1.1',
    '172.15.255.255',
    '172.32.0.0',
    '100.63.255.255',
    '100.128.0.0',
    '223.255.255.255',
    '192.167.255.255',
    '2606:4700:4700::1111',
    '2a00:1450:4001:80b::200e',
    '2001:4860:4860::8888',
    '3ffe::1',
  ])('%s is public', (address) => {
    expect(isPublicAddress(address)).toBe(true)
  })

  test.each([
    // Loopback, unspecified, private, carriers', link-local and metadata, documentation, benchmarking, multicast, reserved
    '127.0.0.1',
    '0.0.0.0',
    '10.255.255.255',
    '172.16.0.1',
    '172.31.255.255',
    '192.168.0.1',
    '100.64.0.1',
    '100.100.100.200',
    '100.127.255.255',
    '169.254.169.254',
    '168.63.129.16',
    '192.0.0.192',
    '192.0.2.1',
    '198.19.255.255',
    '198.51.100.7',
    '203.0.113.9',
    '224.0.0.1',
    '255.255.255.255',
    '::',
    '::1',
    'fe80::1',
    'fc00::1',
    'fd00:ec2::254',
    'ff02::1',
    '2001:db8::1',
    '3fff:fff::1',
    '100::1',
    // IPv4 within IPv6: mapped, compatible, translated, NAT64, 6to4, Teredo
    '::ffff:127.0.0.1',
    '::ffff:7f00:1',
    '::127.0.0.1',
    '::ffff:0:127.0.0.1',
    '64:ff9b::a00:1',
    '64:ff9b:1::a00:1',
    '2002:7f00:1::',
    '2001:0:7f00:1::',
    // No address that a DNS answer holds
    '',
    '1.2.3',
    '256.1.1.1',
    '0x7f.0.0.1',
    'example.org',
    '2606:4700::1%eth0',
    '[2606:4700::1]',
    '2606:4700:::1',
  ])('%s is not', (address) => {
    expect(isPublicAddress(address)).toBe(false)
  })
})

describe('the names that are asked', () => {
  type Record = { type: number; data: string; TTL?: number }
  const a = (data: string, TTL = 60): Record => ({ type: 1, data, TTL })
  const aaaa = (data: string, TTL = 60): Record => ({ type: 28, data, TTL })
  const cname = (data: string, TTL = 60): Record => ({ type: 5, data, TTL })

  /** A resolver of records by name; a name that it does not have does not exist. */
  function resolver(names: { [name: string]: Record[] }, at = now) {
    const asked: string[] = []
    const judge = createNameJudge({
      now: at,
      fetch: async (url) => {
        const { searchParams } = new URL(url)
        const name = searchParams.get('name') ?? ''
        asked.push(`${name} ${searchParams.get('type')}`)
        const records = names[name]
        const Answer = records?.filter(({ type }) => type === 5 || String(type) === searchParams.get('type'))
        return json(Answer ? { Status: 0, Answer } : { Status: 3 })
      },
    })
    const ask = (name: string) => judge(name, AbortSignal.timeout(5000))
    return { judge, ask, asked }
  }

  test.each<[string, Record[], string]>([
    ['a public address', [a('93.184.215.14')], 'public'],
    ['public addresses of both kinds', [a('93.184.215.14'), aaaa('2606:2800::1')], 'public'],
    ['an alias of a public name', [cname('cdn.example.net.'), a('93.184.215.14')], 'public'],
    ['a private address', [a('10.0.0.1')], 'private'],
    ['the metadata service', [a('169.254.169.254')], 'private'],
    ['a private address among public ones', [a('93.184.215.14'), a('192.168.1.1')], 'private'],
    ['a public IPv4 and a private IPv6 address', [a('93.184.215.14'), aaaa('::1')], 'private'],
    ['a mapped address', [aaaa('::ffff:10.0.0.1')], 'private'],
    ['an alias of a private name', [cname('vault.internal.'), a('93.184.215.14')], 'private'],
    ['an alias of localhost', [cname('localhost.'), a('127.0.0.1')], 'private'],
    ['an alias that ends nowhere', [cname('gone.example.net.')], 'unknown'],
    ['no address', [], 'unknown'],
  ])('a name with %s', async (_name, records, verdict) => {
    expect(await resolver({ 'uni.example': records }).ask('uni.example')).toBe(verdict)
  })

  test('a name that does not exist is unknown', async () => {
    expect(await resolver({}).ask('nowhere.example')).toBe('unknown')
  })

  test.each<[string, () => Promise<Response>]>([
    ['cannot be reached', () => Promise.reject(new Error('no route'))],
    ['answers with an error', async () => json({ Status: 0, Answer: [a('1.1.1.1')] }, {}, 503)],
    ['answers SERVFAIL', async () => json({ Status: 2 })],
    ['answers in part', async () => json({ Status: 0, TC: true, Answer: [a('1.1.1.1')] })],
    ['answers with a page', async () => new Response('<h1>Sign in</h1>')],
    ['answers with null', async () => json(null)],
    [
      'answers with a record without TTL',
      async () => json({ Status: 0, Answer: [{ type: 1, data: '1.1.1.1' }] }),
    ],
    [
      'answers without end',
      async () => json({ Status: 0, Answer: [a('1.1.1.1')], Comment: 'x'.repeat(70_000) }),
    ],
    ['leads elsewhere', async () => redirectTo('https://other.example/')],
    ['answers too many', async () => json({ Status: 0, Answer: Array(101).fill(a('1.1.1.1')) })],
  ])('nothing is known from a resolver that %s', async (_name, fetch) => {
    const judge = createNameJudge({ now, fetch })
    expect(await judge('uni.example', AbortSignal.timeout(5000))).toBe('unknown')
  })

  test('an answer is kept for its shortest TTL and never long; a failure is not kept', async () => {
    let at = now()
    const names: { [name: string]: Record[] } = {
      'uni.example': [a('93.184.215.14', 60), aaaa('2606:2800::1', 30)],
      'slow.example': [a('93.184.215.14', 86_400)],
    }
    const { ask, asked } = resolver(names, () => at)
    const wait = (seconds: number) => {
      at = new Date(now().getTime() + seconds * 1000)
    }
    await ask('uni.example')
    await ask('slow.example')
    expect(await ask('nowhere.example')).toBe('unknown')
    wait(29)
    asked.length = 0
    names['nowhere.example'] = [a('93.184.215.14')]
    expect(await ask('UNI.example.')).toBe('public')
    expect(await ask('nowhere.example')).toBe('public')
    expect(asked).toEqual(['nowhere.example 1', 'nowhere.example 28'])
    wait(31)
    // What was public has moved to the metadata service.
    names['uni.example'] = [a('169.254.169.254')]
    expect(await ask('uni.example')).toBe('private')
    wait(299)
    asked.length = 0
    await ask('slow.example')
    expect(asked).toEqual([])
    wait(301)
    await ask('slow.example')
    expect(asked.length).toBe(2)
  })

  test('a thousand names are remembered, the oldest forgotten', async () => {
    const names = Object.fromEntries(
      Array.from({ length: 1001 }, (_, n) => [`n${n}.example`, [a('1.1.1.1')]]),
    )
    const { ask, asked } = resolver(names)
    for (const name of Object.keys(names)) await ask(name)
    asked.length = 0
    await ask('n1000.example')
    expect(asked).toEqual([])
    await ask('n0.example')
    expect(asked.length).toBe(2)
  })

  test('the network port asks nothing of a name that is private or unknown, by a redirect neither', async () => {
    const { judge } = resolver({
      'uni.example': [a('93.184.215.14')],
      'rebind.example': [a('127.0.0.1')],
    })
    const { ask, asked } = port(() => redirectTo('https://rebind.example/'), 5000, judge)
    expect(await ask('https://rebind.example/')).toMatchObject({ ok: false, reason: 'refused' })
    expect(await ask('https://nowhere.example/')).toMatchObject({ ok: false, reason: 'unresolved' })
    expect(asked).toEqual([])
    expect(await ask('https://uni.example/')).toMatchObject({ ok: false, reason: 'refused' })
    expect(asked).toEqual(['https://uni.example/'])
  })

  test('a webhook is not sent to one, and its keys are not fetched from one', async () => {
    const sent: string[] = []
    const { judge } = resolver({ 'rebind.example': [aaaa('fd00::1')], 'hook.example': [a('93.184.215.14')] })
    const send = createSendGuarded({
      fetch: async (url) => {
        sent.push(url)
        return new Response('ok')
      },
      judgeName: judge,
      userAgent: 'Laurel',
      refuseHosts: [],
    })
    const to = (url: string) => send({ url, method: 'POST', body: '{}' })
    expect(await to('https://rebind.example/')).toEqual({ ok: false, reason: 'refused' })
    expect(await to('https://nowhere.example/')).toEqual({ ok: false, reason: 'unresolved' })
    expect(await to('https://hook.example/')).toMatchObject({ ok: true, status: 200 })
    expect(sent).toEqual(['https://hook.example/'])
  })

  test('a resolver that never answers ends with the deadline', async () => {
    const judge = createNameJudge({
      now,
      fetch: (_url, { signal }) =>
        new Promise((_resolve, reject) => {
          signal?.addEventListener('abort', () => reject(new Error('aborted')))
        }),
    })
    expect(await port(() => json({}), 30, judge).ask('https://uni.example/')).toMatchObject({
      ok: false,
      reason: 'unresolved',
    })
  })

  test('without a resolver, which is the operator’s choice, every name counts as public', async () => {
    const judge = createNameJudge({ now, resolver: 'off', fetch: () => Promise.reject(new Error('asked')) })
    expect(await judge('uni.example', AbortSignal.timeout(5000))).toBe('public')
  })

  test.each<[string, boolean]>([
    ['off', true],
    ['https://dns.google/resolve', true],
    ['http://dns.example/', false],
    ['on', false],
    ['', false],
  ])('DNS_OVER_HTTPS may be %s: %s', (text, isGood) => {
    expect(isResolver(text)).toBe(isGood)
  })
})

describe('our own origin', () => {
  const own = async (url: URL): Promise<FetchedDocument | null> =>
    url.pathname === '/status/1'
      ? {
          ok: true,
          url: url.href,
          status: 200,
          contentType: 'application/vc',
          body: new Uint8Array(),
          fetchedAt: '',
          via: 'own',
        }
      : null

  test('is answered in process, by http on localhost too, and nothing of it reaches the network', async () => {
    const { fetchDocument, asked } = port(() => json({}))
    const ports = createFetchDocument({ origin: 'http://localhost:8787', own, network: fetchDocument, now })
    const ask = (url: string) => ports({ url, purpose: 'status-list', accept: '*/*' })
    expect(await ask('http://localhost:8787/status/1')).toMatchObject({ status: 200, via: 'own' })
    expect(await ask('http://localhost:8787/other')).toMatchObject({ status: 404, via: 'own' })
    // did:web:localhost%3A8787 is https by definition.
    expect(await ask('https://localhost:8787/status/1')).toMatchObject({ status: 200, via: 'own' })
    expect(await ask('http://localhost:8788/status/1')).toMatchObject({ ok: false, reason: 'refused' })
    expect(asked).toEqual([])
  })
})

test('a verification asks nobody any more once its time is over, however many hosts it names', async () => {
  let time = 0
  const asked: string[] = []
  /** A host that takes just less than the port lets it. */
  const slow: FetchDocument = async ({ url }) => {
    asked.push(url)
    time += 7_900
    return { ok: false, url, reason: 'unreachable' }
  }
  const { fetchDocument } = verifierOf({
    env: {},
    clock: { now: () => new Date(time) },
    fetchDocument: slow,
    readOwnStatus: async () => null,
  })
  const reasons: string[] = []
  for (let host = 0; host < 64; host++) {
    const answer = await fetchDocument({
      url: `https://h${host}.example/`,
      purpose: 'status-list',
      accept: '*/*',
    })
    if (!answer.ok) reasons.push(answer.reason)
  }
  expect([asked.length, reasons.at(-1), time < 30_000]).toEqual([3, 'timeout', true])
})

describe('how long an answer is good for', () => {
  const answer = (headers: Record<string, string>, body: unknown = {}): FetchedDocument => ({
    ok: true,
    url: 'https://uni.example/',
    status: 200,
    contentType: 'application/json',
    body: new TextEncoder().encode(JSON.stringify(body)),
    fetchedAt: now().toISOString(),
    via: 'network',
    headers,
  })
  const list = (ttl: number) => ({ credentialSubject: { ttl } })

  test.each<[string, FetchedDocument, number]>([
    ['nothing said', answer({}), 0],
    ['max-age', answer({ 'cache-control': 'public, max-age=60' }), 60],
    ['s-maxage goes before max-age', answer({ 'cache-control': 'max-age=60, s-maxage=10' }), 10],
    ['less what it is old already', answer({ 'cache-control': 'max-age=60', age: '50' }), 10],
    ['older than it may be', answer({ 'cache-control': 'max-age=60', age: '500' }), 0],
    ['no-store', answer({ 'cache-control': 'no-store, max-age=60' }), 0],
    ['private', answer({ 'cache-control': 'private, max-age=60' }), 0],
    ['expires', answer({ expires: 'Mon, 01 Jun 2026 00:05:00 GMT' }), 300],
    ['expired', answer({ expires: '0' }), 0],
    ['never longer than a day', answer({ 'cache-control': 'max-age=31536000' }), 86_400],
    ['a status list’s ttl, where headers say nothing', answer({}, list(300_000)), 300],
    ['a status list’s ttl shortens', answer({ 'cache-control': 'max-age=3600' }, list(60_000)), 60],
    ['a status list’s ttl does not lengthen', answer({ 'cache-control': 'max-age=30' }, list(60_000)), 30],
    ['an error', { ...answer({ 'cache-control': 'max-age=60' }), status: 404 }, 0],
  ])('%s', (_name, document, seconds) => {
    expect(freshForSeconds(document)).toBe(seconds)
  })

  test('within it the store answers, with the time at which the origin did; after it the origin does', async () => {
    let at = now()
    let asked = 0
    const inner: FetchDocument = async () => {
      asked++
      return { ...answer({ 'cache-control': 'max-age=60' }, { asked }), fetchedAt: at.toISOString() }
    }
    const store = fetchedDocuments(() => caches.open('test-http'))
    const ask = createCachedFetch(inner, { store, now: () => at })
    const request = {
      url: 'https://uni.example/did.json',
      purpose: 'did',
      accept: 'application/json',
    } as const
    const first = await ask(request)
    at = new Date('2026-06-01T00:00:59Z')
    const second = await ask(request)
    expect([first.ok && first.via, second.ok && second.via, asked]).toEqual(['network', 'cache', 1])
    expect(second).toMatchObject({ fetchedAt: '2026-06-01T00:00:00.000Z', status: 200 })
    expect(second.ok && new TextDecoder().decode(second.body)).toBe('{"asked":1}')
    at = new Date('2026-06-01T00:01:01Z')
    expect((await ask(request)).ok && asked).toBe(2)
    expect(await ask({ ...request, accept: 'application/vc+jwt' })).toMatchObject({ via: 'network' })
  })
})
