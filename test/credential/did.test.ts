import { beforeAll, describe, expect, test } from 'vitest'
import {
  buildDidDocument,
  createKeyResolver,
  didJwkOf,
  didKeyOf,
  didKeyVerificationMethod,
  didWebDocumentUrl,
  didWebOf,
  parseDidUrl,
} from '../../worker/credential/did/index.ts'
import type { FetchDocument } from '../../worker/credential/fetch-document.ts'
import type { JsonObject } from '../../worker/credential/json.ts'
import {
  encodeBase64url,
  generateKeyPair,
  jwkToMultikey,
  type KeyPair,
} from '../../worker/credential/key/index.ts'
import { answerFrom, NOW } from '../support/issuer-world.ts'

const noNetwork: FetchDocument = async ({ url }) => {
  throw new Error(`asked for ${url}`)
}
const codeOf = (answer: { ok: boolean; outcome?: string; problem?: { code: string } }) =>
  answer.ok ? 'ok' : `${answer.outcome} ${answer.problem?.code}`

let pairs: Record<'EdDSA' | 'ES256' | 'ES384' | 'RS256', KeyPair>
beforeAll(async () => {
  const made = (['EdDSA', 'ES256', 'ES384', 'RS256'] as const).map(async (name) => [
    name,
    await generateKeyPair(name),
  ])
  pairs = Object.fromEntries(await Promise.all(made))
})

describe('did:web', () => {
  test.each([
    ['did:web:issuer.example', 'https://issuer.example/.well-known/did.json'],
    ['did:web:issuer.example:issuers:a', 'https://issuer.example/issuers/a/did.json'],
    ['did:web:issuer.example%3A8443:a', 'https://issuer.example:8443/a/did.json'],
    ['did:web:issuer.example%3a8443', 'https://issuer.example:8443/.well-known/did.json'],
    [
      'did:web:www.credly.com:api:v1:obi:v3:issuers:x',
      'https://www.credly.com/api/v1/obi/v3/issuers/x/did.json',
    ],
  ])('%s is read at %s', (did, url) => {
    const { identifier = '' } = parseDidUrl(did) ?? {}
    expect(didWebDocumentUrl(identifier)).toBe(url)
    expect(didWebOf(url.replace(/\/(\.well-known\/)?did\.json$/, '')).toLowerCase()).toBe(did.toLowerCase())
  })

  test.each([
    ['a host within the host', 'evil.example%2Fissuer.example'],
    ['credentials in the host', 'user%40issuer.example'],
    ['a query', 'issuer.example:go%3Fto=https'],
    ['a fragment', 'issuer.example:a%23b'],
    ['a step up', 'issuer.example:..:b'],
    ['a step up, encoded', 'issuer.example:%2e%2e:b'],
    ['an empty step', 'issuer.example::b'],
    ['a port that is none', 'issuer.example%3A99999'],
    ['a backslash', 'issuer.example%5Cevil.example'],
    ['nothing', ''],
  ])('an identifier with %s is refused', (_, identifier) =>
    expect(didWebDocumentUrl(identifier)).toBeUndefined(),
  )

  test('a document is asked for once a verification, and says where it came from', async () => {
    const did = 'did:web:issuer.example'
    const keys = [
      { id: `${did}#1`, publicKeyJwk: pairs.EdDSA.publicKeyJwk },
      { id: `${did}#2`, publicKeyJwk: pairs.RS256.publicKeyJwk },
    ]
    const asked: string[] = []
    const documents = new Map([
      [
        'https://issuer.example/.well-known/did.json',
        buildDidDocument({ did, origin: 'https://issuer.example', keys }),
      ],
    ])
    const resolver = createKeyResolver(answerFrom(documents, asked))
    const [one, two] = await Promise.all([
      resolver.resolveVerificationMethod(`${did}#1`),
      resolver.resolveVerificationMethod(`${did}#2`),
    ])
    expect(one).toMatchObject({
      ok: true,
      relationships: ['assertionMethod', 'authentication'],
      provenBy: 'controller-document',
      sources: [{ at: NOW.toISOString() }],
    })
    expect(two).toMatchObject({
      ok: true,
      method: { type: 'JsonWebKey', publicKeyJwk: pairs.RS256.publicKeyJwk },
    })
    expect(asked).toHaveLength(1)
  })

  test.each<[string, unknown, string]>([
    ['cannot be reached', undefined, 'indeterminate key-document-unreachable'],
    ['is no object', [], 'indeterminate key-document-unreadable'],
    ['is about another', { id: 'did:web:other.example' }, 'failure controller-document-mismatch'],
    ['holds no such key', { id: 'did:web:issuer.example' }, 'failure verification-method-not-found'],
    [
      'holds keys of nonsense',
      { id: 'did:web:issuer.example', verificationMethod: [7, null, { id: 7 }, 'x'] },
      'failure verification-method-not-found',
    ],
    [
      'holds a key of a curve that signs nothing',
      {
        id: 'did:web:issuer.example',
        verificationMethod: [
          { id: 'did:web:issuer.example#1', publicKeyJwk: { kty: 'OKP', crv: 'X25519', x: 'a' } },
        ],
      },
      'indeterminate key-type-unsupported',
    ],
    [
      'holds a private JWK',
      {
        id: 'did:web:issuer.example',
        verificationMethod: [{ id: '#1', publicKeyJwk: { kty: 'OKP', crv: 'Ed25519', x: 'a', d: 'b' } }],
      },
      'failure key-has-private-members',
    ],
  ])('a document that %s', async (_, document, expected) => {
    const resolver = createKeyResolver(
      answerFrom(new Map([['https://issuer.example/.well-known/did.json', document]])),
    )
    expect(codeOf(await resolver.resolveVerificationMethod('did:web:issuer.example#1'))).toBe(expected)
  })

  test('a missing document leaves the answer open', async () => {
    const resolver = createKeyResolver(answerFrom(new Map()))
    expect(codeOf(await resolver.resolveVerificationMethod('did:web:issuer.example#1'))).toBe(
      'indeterminate key-document-unavailable',
    )
  })
})

describe('DIDs that are their own document', () => {
  test.each(['EdDSA', 'ES256', 'ES384'] as const)('did:key of %s', async (name) => {
    const { publicKeyJwk } = pairs[name]
    const resolver = createKeyResolver(noNetwork)
    const answer = await resolver.resolveVerificationMethod(didKeyVerificationMethod(publicKeyJwk))
    expect(answer).toMatchObject({
      ok: true,
      method: { publicKeyJwk, controller: didKeyOf(publicKeyJwk) },
      sources: [],
    })
    expect(answer.ok && answer.relationships).toContain('assertionMethod')
  })

  test.each(['EdDSA', 'ES256', 'ES384', 'RS256'] as const)('did:jwk of %s', async (name) => {
    const { publicKeyJwk } = pairs[name]
    const answer = await createKeyResolver(noNetwork).resolveVerificationMethod(`${didJwkOf(publicKeyJwk)}#0`)
    expect(answer).toMatchObject({ ok: true, method: { publicKeyJwk } })
  })

  test('what is kept of one is of one piece, nobody can change it, and it is the same for the next verification', async () => {
    const id = didKeyVerificationMethod(pairs.ES256.publicKeyJwk)
    const first = await createKeyResolver(noNetwork).resolveVerificationMethod(id)
    if (!first.ok) throw new Error(first.problem.code)
    const stranger = pairs.ES384.publicKeyJwk
    for (const change of [
      () => Object.assign(first, { method: null }),
      () => Object.assign(first.method, { publicKeyJwk: stranger, controller: 'did:example:evil' }),
      () => Object.assign(first.method.publicKeyJwk, stranger),
      () => first.relationships.pop(),
      () => first.sources.push({ url: 'https://evil.example', via: 'network', at: '' }),
    ]) {
      expect(change).toThrow(TypeError)
    }
    expect(await createKeyResolver(noNetwork).resolveVerificationMethod(id)).toMatchObject({
      ok: true,
      method: { id, controller: didKeyOf(pairs.ES256.publicKeyJwk), publicKeyJwk: pairs.ES256.publicKeyJwk },
      relationships: ['assertionMethod', 'authentication'],
      sources: [],
    })
  })

  test('a DID that is known by its own key is not known by another name in its fragment', async () => {
    const id = didKeyVerificationMethod(pairs.EdDSA.publicKeyJwk)
    const resolver = createKeyResolver(noNetwork)
    expect(codeOf(await resolver.resolveVerificationMethod(id))).toBe('ok')
    expect(codeOf(await resolver.resolveVerificationMethod(`${id}x`))).toBe(
      'failure verification-method-not-found',
    )
    expect(codeOf(await resolver.resolveVerificationMethod(id.slice(0, id.indexOf('#'))))).toBe(
      'failure verification-method-malformed',
    )
  })

  test('what a did:web says is asked anew by every verification: its next word may be another', async () => {
    const did = 'did:web:issuer.example'
    const [before, after] = (['EdDSA', 'ES256'] as const).map((name) => pairs[name].publicKeyJwk)
    const keyIn = async (publicKeyJwk: typeof before) => {
      const method = { id: `${did}#1`, type: 'JsonWebKey', controller: did, publicKeyJwk }
      const document = { id: did, verificationMethod: [method], assertionMethod: [method.id] }
      const world = answerFrom(new Map([['https://issuer.example/.well-known/did.json', document]]))
      const answer = await createKeyResolver(world).resolveVerificationMethod(`${did}#1`)
      return answer.ok ? answer.method.publicKeyJwk : answer
    }
    expect([await keyIn(before), await keyIn(after)]).toEqual([before, after])
  })

  test('more of them than are kept are answered all the same', async () => {
    const known = didKeyVerificationMethod(pairs.EdDSA.publicKeyJwk)
    const resolver = createKeyResolver(noNetwork)
    // Ed25519 keys are not looked at before they are used: any 32 bytes are one.
    for (let n = 0; n < 410; n++) {
      const x = encodeBase64url(
        new Uint8Array(32)
          .fill(7)
          .with(0, n & 0xff)
          .with(1, n >> 8),
      )
      const id = didKeyVerificationMethod({ kty: 'OKP', crv: 'Ed25519', x })
      expect(await resolver.resolveVerificationMethod(id)).toMatchObject({ method: { publicKeyJwk: { x } } })
    }
    expect(await createKeyResolver(noNetwork).resolveVerificationMethod(known)).toMatchObject({
      method: { publicKeyJwk: pairs.EdDSA.publicKeyJwk },
    })
  })

  test.each([
    ['did:key:z6Mk#z6Mk', 'failure key-malformed'],
    ['did:key:z6LSbysY2xFMRpGMhb7tFTLMpeuPRaqaWM1yECx2AtzE3KCc#x', 'indeterminate key-type-unsupported'],
    [
      'did:key:z6MkrJVnaZkeFzdQyMZu1cgjg7k1pZZ6pvBQ7XJPt4swbTQ2#other',
      'failure verification-method-not-found',
    ],
    ['did:key:z6MkrJVnaZkeFzdQyMZu1cgjg7k1pZZ6pvBQ7XJPt4swbTQ2', 'failure verification-method-malformed'],
    ['did:jwk:AAAA#0', 'failure did-malformed'],
    ['did:jwk:e30#0', 'failure key-malformed'],
    ['did:ion:abc#1', 'indeterminate did-method-unsupported'],
    ['did:example', 'failure verification-method-malformed'],
    ['did:web:a.example?x=1#1', 'failure verification-method-malformed'],
    ['javascript:alert(1)', 'failure verification-method-malformed'],
    ['', 'failure verification-method-malformed'],
  ])('%j: %s', async (id, expected) => {
    expect(codeOf(await createKeyResolver(noNetwork).resolveVerificationMethod(id))).toBe(expected)
  })
})

describe('https keys', () => {
  const at = (documents: [string, unknown][]) => createKeyResolver(answerFrom(new Map(documents)))
  const profile = 'https://issuer.example/a'

  test('a URL that answers one JWK gives a bare key, whose owner is another question', async () => {
    const url = `${profile}/keys/1`
    const answer = await at([[url, pairs.ES256.publicKeyJwk]]).resolveVerificationMethod(url)
    expect(answer).toMatchObject({ ok: true, provenBy: 'key-document', relationships: [], location: url })
  })

  test('a JWKS gives the key of that name, and none where the name is not there or there twice', async () => {
    const url = 'https://issuer.example/jwks.json'
    const key = (kid: string): JsonObject => ({ ...pairs.ES256.publicKeyJwk, kid })
    const resolver = at([[url, { keys: [key('a'), key('b'), key('b')] }]])
    expect(codeOf(await resolver.resolveVerificationMethod(`${url}#a`))).toBe('ok')
    expect(codeOf(await resolver.resolveVerificationMethod(`${url}#b`))).toBe(
      'failure verification-method-not-found',
    )
    expect(codeOf(await resolver.resolveVerificationMethod(`${url}#c`))).toBe(
      'failure verification-method-not-found',
    )
  })

  test('a URL that answers the method itself counts as far as its controller lists it', async () => {
    const id = `${profile}/keys/1`
    const method = {
      id,
      type: 'Multikey',
      controller: profile,
      publicKeyMultibase: jwkToMultikey(pairs.EdDSA.publicKeyJwk),
    }
    const listed = at([
      [id, method],
      [profile, { id: profile, assertionMethod: [id] }],
    ])
    expect(await listed.resolveVerificationMethod(id)).toMatchObject({
      ok: true,
      provenBy: 'controller-document',
      relationships: ['assertionMethod'],
    })
    const unlisted = at([
      [id, method],
      [profile, { id: profile, assertionMethod: [] }],
    ])
    expect(await unlisted.resolveVerificationMethod(id)).toMatchObject({
      ok: true,
      provenBy: 'controller-document',
      relationships: [],
    })
    const silent = at([
      [id, method],
      [profile, { id: profile, type: ['Profile'] }],
    ])
    expect(await silent.resolveVerificationMethod(id)).toMatchObject({ ok: true, provenBy: 'key-document' })
  })

  test('a profile that says it is another is refused', async () => {
    const resolver = at([[profile, { id: 'https://other.example/a', verificationMethod: [] }]])
    expect(codeOf(await resolver.resolveVerificationMethod(`${profile}#1`))).toBe(
      'failure controller-document-mismatch',
    )
    expect(codeOf(await resolver.resolveIssuerKeys(profile))).toBe('failure controller-document-mismatch')
  })

  test('an issuer’s keys are those of its document, and of a JWKS on its own origin', async () => {
    const jwk = { ...pairs.ES256.publicKeyJwk, kid: 'k1' }
    const own = at([
      [profile, { id: profile, jwks_uri: 'https://issuer.example/jwks.json' }],
      ['https://issuer.example/jwks.json', { keys: [jwk] }],
    ])
    expect(await own.resolveIssuerKeys(profile)).toMatchObject({ ok: true, keys: [{ method: { id: 'k1' } }] })
    const foreign = at([
      [profile, { id: profile, jwks_uri: 'https://evil.example/jwks.json' }],
      ['https://evil.example/jwks.json', { keys: [jwk] }],
    ])
    expect(await foreign.resolveIssuerKeys(profile)).toMatchObject({ ok: true, keys: [] })
  })

  test('what an open redirect of the issuer’s host leads to elsewhere is no word of the issuer', async () => {
    const issuer = 'https://issuer.example/go?to=evil'
    const document = { id: issuer, jwks: { keys: [{ ...pairs.ES256.publicKeyJwk, kid: 'k1' }] } }
    const answers = answerFrom(new Map([[issuer, document]]))
    const led = (to: string) =>
      createKeyResolver(async (request) => ({ ...(await answers(request)), url: to }) as never)
    expect(codeOf(await led(issuer).resolveIssuerKeys(issuer))).toBe('ok')
    expect(codeOf(await led('https://evil.example/a').resolveIssuerKeys(issuer))).toBe(
      'indeterminate key-document-unreachable',
    )
  })

  test('an RSA key in PEM is read (Open Badges 2.0 profiles)', async () => {
    const { n, e } = pairs.RS256.publicKeyJwk as { n: string; e: string }
    const key = await crypto.subtle.importKey(
      'jwk',
      { kty: 'RSA', n, e },
      { name: 'RSASSA-PKCS1-v1_5', hash: 'SHA-256' },
      true,
      ['verify'],
    )
    const spki = new Uint8Array((await crypto.subtle.exportKey('spki', key)) as ArrayBuffer)
    const body = btoa(String.fromCharCode(...spki)).replace(/.{64}/g, '$&\n')
    const publicKeyPem = `-----BEGIN PUBLIC KEY-----\n${body}\n-----END PUBLIC KEY-----\n`
    const resolver = at([
      [profile, { id: profile, publicKey: { id: `${profile}#1`, owner: profile, publicKeyPem } }],
    ])
    expect(await resolver.resolveIssuerKeys(profile)).toMatchObject({
      ok: true,
      keys: [{ method: { publicKeyJwk: pairs.RS256.publicKeyJwk } }],
    })
  })
})

test('a DID document of ours lists every key, active or retired, by strings that other verifiers read', () => {
  const did = 'did:web:issuer.example:issuers:a'
  const keys = Object.entries(pairs).map(([name, { publicKeyJwk }]) => ({
    id: `${did}#${name}`,
    publicKeyJwk,
  }))
  const document = buildDidDocument({ did, origin: 'https://issuer.example', keys })
  expect(document).toMatchObject({
    id: did,
    alsoKnownAs: ['https://issuer.example/issuers/a'],
    assertionMethod: keys.map(({ id }) => id),
    authentication: keys.map(({ id }) => id),
  })
  expect((document.verificationMethod as JsonObject[]).map(({ type }) => type)).toEqual([
    'Multikey',
    'JsonWebKey',
    'JsonWebKey',
    'JsonWebKey',
  ])
  expect(JSON.stringify(document)).not.toContain('"d"')
})
