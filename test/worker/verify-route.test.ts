import { createExecutionContext } from 'cloudflare:test'
import { env, exports } from 'cloudflare:workers'
import { bytesToHex } from '@noble/hashes/utils.js'
import { afterEach, beforeAll, describe, expect, test, vi } from 'vitest'
import { createApp } from '../../worker/app.ts'
import { isJsonObject, type JsonObject, type JsonValue } from '../../worker/credential/json.ts'
import { generateKeyPair } from '../../worker/credential/key/index.ts'
import { secureWithProof } from '../../worker/credential/proof/secure-with-proof.ts'
import { sha2 } from '../../worker/credential/sha2.ts'
import type { VerificationReport } from '../../worker/credential/verify/index.ts'
import { didKeySigner, NOW, openBadge } from '../support/issuer-world.ts'

const ORIGIN = 'https://laurel.example'

const credential = {
  '@context': ['https://www.w3.org/ns/credentials/v2'],
  id: 'urn:uuid:1',
  type: ['VerifiableCredential'],
  issuer: 'https://uni.example/issuer',
  credentialSubject: { id: 'urn:uuid:2' },
}

let client = 0
const send = (body: BodyInit, headers: Record<string, string> = {}) =>
  exports.default.fetch(`${ORIGIN}/v1/verify`, {
    method: 'POST',
    body,
    headers: { 'cf-connecting-ip': `2001:db8:0:${(++client).toString(16)}::1`, ...headers },
  })

const reportOf = async (response: Response) => {
  expect(response.status).toBe(200)
  return (await response.json()) as VerificationReport
}

const JSON_TYPE = { 'content-type': 'application/json' }

describe('POST /v1/verify', () => {
  test.each<[string, BodyInit, Record<string, string>]>([
    ['a credential as JSON', JSON.stringify(credential), JSON_TYPE],
    ['a request object', JSON.stringify({ credential, policy: 'dcc' }), JSON_TYPE],
    ['application/vc', JSON.stringify(credential), { 'content-type': 'application/vc' }],
    ['text', JSON.stringify(credential), { 'content-type': 'text/plain; charset=utf-8' }],
    ['no kind at all', JSON.stringify(credential), { 'content-type': 'application/octet-stream' }],
  ])('reads %s, and a negative verdict is an answer', async (_name, body, headers) => {
    const response = await send(body, headers)
    expect(response.headers.get('cache-control')).toBe('no-store')
    const report = await reportOf(response)
    expect([report.format, report.verdict, report.state]).toEqual(['vc-2.0', 'indeterminate', 'unsigned'])
    expect(report.received).toEqual(credential)
  })

  test('reads a file of a form', async () => {
    const form = new FormData()
    form.set('file', new File([JSON.stringify(credential)], 'badge.png', { type: 'image/png' }))
    const report = await reportOf(await send(form))
    expect([report.format, report.state]).toEqual(['vc-2.0', 'unsigned'])
  })

  test('JSON with the same key twice is malformed, not the last one wins', async () => {
    const report = await reportOf(await send('{"@context":[],"id":"urn:a:1","id":"urn:a:2"}', JSON_TYPE))
    expect([report.verdict, report.state]).toEqual(['invalid', 'malformed'])
    expect(report.checks[0]?.problems[0]?.code).toBe('json-duplicate-key')
  })

  test.each<[string, BodyInit, Record<string, string>, number, string]>([
    ['an empty body', '', JSON_TYPE, 422, 'invalid-request'],
    [
      'an unknown field beside url',
      JSON.stringify({ url: 'https://a.example/', x: 1 }),
      JSON_TYPE,
      422,
      'invalid-request',
    ],
    ['an unknown policy', JSON.stringify({ credential, policy: 'lax' }), JSON_TYPE, 422, 'invalid-request'],
    ['a kind that is not read', 'x', { 'content-type': 'video/mp4' }, 415, 'unsupported-media-type'],
    ['a form without file', new FormData(), {}, 422, 'invalid-request'],
    ['a broken form', 'x', { 'content-type': 'multipart/form-data' }, 422, 'invalid-request'],
    [
      'more than ten megabytes',
      new Uint8Array(11 * 1024 * 1024),
      { 'content-type': 'image/png' },
      413,
      'body-too-large',
    ],
  ])('refuses %s', async (_name, body, headers, status, code) => {
    const response = await send(body, headers)
    expect([response.status, response.headers.get('content-type')]).toEqual([
      status,
      'application/problem+json',
    ])
    expect(await response.json()).toMatchObject({ code })
  })

  test.each(['https://169.254.169.254/latest/meta-data', 'https://localhost/x', 'http://uni.example/'])(
    'does not fetch %s',
    async (url) => {
      const fetched = vi.spyOn(globalThis, 'fetch')
      const report = await reportOf(await send(JSON.stringify({ url }), JSON_TYPE))
      expect(report.verdict).not.toBe('valid')
      expect(fetched).not.toHaveBeenCalled()
    },
  )

  test('is not led round in circles through our own API', async () => {
    const url = 'https://laurel.example/v1/documents?purpose=did&url=https%3A%2F%2Funi.example%2F'
    const fetched = vi.spyOn(globalThis, 'fetch')
    const report = await reportOf(await send(JSON.stringify({ url }), JSON_TYPE))
    expect(report.verdict).not.toBe('valid')
    expect(fetched).not.toHaveBeenCalled()
  })

  test('a client that asks too often is told to wait', async () => {
    const headers = { ...JSON_TYPE, 'cf-connecting-ip': '2001:db8::ffff' }
    let refused: Response | undefined
    // 120 a minute are allowed: of 250, more than that fall into one minute even where the minute turns.
    for (let request = 0; request < 250 && !refused; request++) {
      const response = await send('{}', headers)
      if (response.status === 429) refused = response
      else await response.body?.cancel()
    }
    expect(refused?.headers.get('retry-after')).toBe('60')
  })
})

describe('a context that is not built in', () => {
  const url = 'https://terms.example/v1'
  const terms = { boat: 'https://terms.example/boat' }
  const published = JSON.stringify({ '@context': terms })
  let signed: JsonObject
  let hash: string

  /** Signed with the terms written out; sent with the address that publishes them, which means the same. */
  const withContext = (address: string) => ({
    ...signed,
    '@context': (signed['@context'] as JsonValue[]).map((item) => (isJsonObject(item) ? address : item)),
  })

  beforeAll(async () => {
    const { did, signer } = await didKeySigner(await generateKeyPair('EdDSA'))
    const base = openBadge()
    signed = await secureWithProof(
      {
        ...base,
        '@context': [...(base['@context'] as string[]), terms],
        issuer: { id: did, type: ['Profile'], name: 'Rowing Club' },
        boat: 'Eight',
      },
      signer,
      { created: NOW },
    )
    hash = bytesToHex(sha2('SHA-256', new TextEncoder().encode(published)))
  })
  afterEach(() => vi.restoreAllMocks())

  const answering = () =>
    vi.spyOn(globalThis, 'fetch').mockImplementation(
      async () =>
        new Response(published, {
          headers: { 'content-type': 'application/ld+json', 'cache-control': 'max-age=3600' },
        }),
    )
  const verify = async (address: string, options: object) => {
    const report = await reportOf(
      await send(JSON.stringify({ credential: withContext(address), options }), JSON_TYPE),
    )
    const [problem] = report.checks.find(({ id }) => id === 'proof')?.problems ?? []
    return [report.verdict, problem?.code, problem?.params?.url]
  }

  test('is fetched only where the request names it: without, the answer is open and tells which', async () => {
    const fetched = answering()
    expect(await verify(url, {})).toEqual(['indeterminate', 'unknown-context', url])
    const another = { contexts: { 'https://terms.example/v2': hash } }
    expect(await verify(url, another)).toEqual(['indeterminate', 'unknown-context', url])
    expect(fetched).not.toHaveBeenCalled()
  })

  test('with another hash than its bytes have counts for nothing, and is told as that', async () => {
    answering()
    const options = { contexts: { [url]: 'ab'.repeat(32) } }
    expect(await verify(url, options)).toEqual(['indeterminate', 'context-differs', url])
  })

  test('with its hash is read, and the proof checked by it; fetched once while it is fresh', async () => {
    const fetched = answering()
    const options = { contexts: { [url]: hash } }
    expect(await verify(url, options)).toEqual(['valid', undefined, undefined])
    const times = fetched.mock.calls.length
    expect(await verify(url, { contexts: { [url]: hash.toUpperCase() } })).toEqual([
      'valid',
      undefined,
      undefined,
    ])
    expect(fetched.mock.calls.length).toBe(times)
  })

  test.each(['https://10.0.0.1/terms', 'http://terms.example/v1'])(
    'is not fetched from %s, pinned or not',
    async (address) => {
      const fetched = answering()
      expect(await verify(address, { contexts: { [address]: hash } })).toEqual([
        'indeterminate',
        'unknown-context',
        address,
      ])
      expect(fetched).not.toHaveBeenCalled()
    },
  )

  test.each<[string, unknown]>([
    ['no hash', { [url]: true }],
    ['a hash of another length', { [url]: 'ab' }],
    ['a list', [url]],
  ])('named with %s is refused', async (_name, contexts) => {
    const response = await send(JSON.stringify({ credential, options: { contexts } }), JSON_TYPE)
    expect(response.status).toBe(422)
  })
})

describe('GET /v1/documents', () => {
  afterEach(() => vi.restoreAllMocks())

  const ask = (url: string, purpose: string) =>
    exports.default.fetch(`${ORIGIN}/v1/documents?${new URLSearchParams({ url, purpose })}`, {
      headers: { 'cf-connecting-ip': `2001:db8:0:${(++client).toString(16)}::1` },
    })
  const answering = (body: string, contentType: string, status = 200) =>
    vi
      .spyOn(globalThis, 'fetch')
      .mockImplementation(
        async () =>
          new Response(body, { status, headers: { 'content-type': contentType, 'set-cookie': 'a=b' } }),
      )

  test('passes on a DID document, wrapped', async () => {
    answering('{"id":"did:web:uni.example"}', 'application/did+json')
    const response = await ask('https://uni.example/.well-known/did.json', 'did')
    expect(response.headers.get('x-content-type-options')).toBe('nosniff')
    expect(await response.json()).toMatchObject({
      ok: true,
      status: 200,
      contentType: 'application/did+json',
      text: '{"id":"did:web:uni.example"}',
      via: 'edge',
    })
  })

  test.each<[string, string, string, string]>([
    ['a page', '<!doctype html><script>alert(1)</script>', 'text/html', 'did'],
    ['markup that says it is JSON', '<html></html>', 'application/json', 'did'],
    ['script', 'alert(1)', 'application/json', 'context'],
    ['JSON of another kind', '{"salaries":[1]}', 'application/json', 'did'],
    ['JSON with a key twice', '{"id":"did:web:a","id":"did:web:b"}', 'application/json', 'did'],
    ['an image', '\u0089PNG', 'image/png', 'status-list'],
  ])('does not pass on %s', async (_name, body, contentType, purpose) => {
    answering(body, contentType)
    expect(await (await ask('https://uni.example/x', purpose)).json()).toEqual({
      ok: false,
      url: 'https://uni.example/x',
      reason: 'wrong-type',
    })
  })

  test('an error keeps its status and loses its page', async () => {
    answering('<h1>gone</h1>', 'text/html', 410)
    expect(await (await ask('https://uni.example/x', 'openbadges2')).json()).toMatchObject({
      ok: true,
      status: 410,
      text: '',
    })
  })

  test.each([
    ['https://10.0.0.1/', 'did'],
    ['http://uni.example/', 'did'],
  ])('does not fetch %s', async (url, purpose) => {
    const fetched = answering('{}', 'application/json')
    expect(await (await ask(url, purpose)).json()).toMatchObject({ ok: false, reason: 'refused' })
    expect(fetched).not.toHaveBeenCalled()
  })

  test('looks the host up first, by the public resolver where no other is named', async () => {
    const asked: string[] = []
    vi.spyOn(globalThis, 'fetch').mockImplementation(async (input) => {
      asked.push(String(input))
      return Response.json({ Status: 0, Answer: [{ type: 1, TTL: 60, data: '169.254.169.254' }] })
    })
    const response = await createApp().fetch(
      new Request(`${ORIGIN}/v1/documents?purpose=did&url=https%3A%2F%2Frebind.example%2Fdid.json`),
      { ...env, DNS_OVER_HTTPS: undefined },
      createExecutionContext(),
    )
    expect(await response.json()).toMatchObject({ ok: false, reason: 'refused' })
    expect(asked.map((url) => url.split('?')[0])).toEqual(
      Array(2).fill('https://cloudflare-dns.com/dns-query'),
    )
  })

  test.each(['page', 'image', 'credential', 'related-resource', ''])('has no purpose %j', async (purpose) => {
    expect((await ask('https://uni.example/', purpose)).status).toBe(422)
  })
})
