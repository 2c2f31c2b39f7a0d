import { SDJwtInstance } from '@sd-jwt/core'
import * as fc from 'fast-check'
import { base64url, CompactSign, exportJWK, generateKeyPair, type JWK } from 'jose'
import { beforeAll, describe, expect, test } from 'vitest'
import type { FetchDocument } from '../../worker/credential/fetch-document.ts'
import type { JsonObject } from '../../worker/credential/json.ts'
import { disclose } from '../../worker/credential/sd-jwt/index.ts'
import { verifyCredential } from '../../worker/credential/verify/index.ts'

const ISSUER = 'https://school.example/tenant/1'
const METADATA = 'https://school.example/.well-known/jwt-vc-issuer/tenant/1'
const now = new Date('2026-01-01T00:00:00Z')

const hasher = async (data: string | ArrayBuffer, alg: string) => {
  const bytes = typeof data === 'string' ? new TextEncoder().encode(data) : new Uint8Array(data)
  return new Uint8Array(await crypto.subtle.digest(alg.toUpperCase(), bytes))
}
const utf8 = (text: string) => new TextEncoder().encode(text)

let issuerKey: CryptoKeyPair
let holderKey: CryptoKeyPair
let issuerJwk: JWK
let holderJwk: JWK

beforeAll(async () => {
  issuerKey = (await generateKeyPair('ES256', { extractable: true })) as CryptoKeyPair
  holderKey = (await generateKeyPair('ES256', { extractable: true })) as CryptoKeyPair
  issuerJwk = { ...(await exportJWK(issuerKey.publicKey)), kid: 'k1' }
  holderJwk = await exportJWK(holderKey.publicKey)
})

const signWith = (key: CryptoKey) => async (data: string) =>
  base64url.encode(
    new Uint8Array(await crypto.subtle.sign({ name: 'ECDSA', hash: 'SHA-256' }, key, utf8(data))),
  )

/** Another implementation, as issuer and as holder. */
function instance() {
  return new SDJwtInstance({
    signer: signWith(issuerKey.privateKey),
    signAlg: 'ES256',
    hasher,
    hashAlg: 'sha-256',
    saltGenerator: async (length) => base64url.encode(crypto.getRandomValues(new Uint8Array(length))),
    kbSigner: signWith(holderKey.privateKey),
    kbSignAlg: 'ES256',
  })
}

const claims = () => ({
  iss: ISSUER,
  iat: 1735689600,
  vct: 'https://school.example/vct/soil-science',
  cnf: { jwk: holderJwk },
  given_name: 'Ada',
  family_name: 'Lovelace',
  grade: 'A',
  skills: ['augering', 'texture by feel'],
  address: { city: 'London', country: 'GB' },
})
const frame = {
  _sd: ['given_name', 'family_name', 'grade'],
  skills: { _sd: [0, 1] },
  address: { _sd: ['city'] },
}

async function issue(
  payload: Record<string, unknown> = claims(),
  header: object = { kid: 'k1', typ: 'dc+sd-jwt' },
) {
  return instance().issue(payload, frame as never, { header })
}

function web(
  documents: Record<string, unknown> = { [METADATA]: { issuer: ISSUER, jwks: { keys: [issuerJwk] } } },
): FetchDocument {
  return async ({ url }) => ({
    ok: true,
    url,
    status: url in documents ? 200 : 404,
    contentType: 'application/json',
    body: utf8(JSON.stringify(documents[url] ?? {})),
    fetchedAt: '2026-01-01T00:00:00Z',
    via: 'network',
  })
}

async function report(token: string, options: Record<string, string> = {}, fetchDocument = web()) {
  const found = await verifyCredential(token, { now, fetchDocument, options })
  const errors = found.checks.flatMap(({ problems }) =>
    problems.filter(({ severity }) => severity === 'error').map(({ code }) => code),
  )
  return { ...found, errors }
}

describe('SD-JWT VC from another implementation', () => {
  test('verifies with all claims disclosed, by the keys in the issuer metadata', async () => {
    const found = await report(await issue())
    expect(found.errors).toEqual([])
    expect(found).toMatchObject({
      verdict: 'valid',
      assurance: 'signature',
      securing: 'sd-jwt',
      format: 'sd-jwt-vc',
      issuer: { id: ISSUER, provenDomain: 'school.example' },
      credential: {
        title: 'soil-science',
        recipient: { name: 'Ada Lovelace' },
        validFrom: '2025-01-01T00:00:00Z',
      },
    })
  })

  test('verifies with some disclosed, and shows only those', async () => {
    const token = await instance().present(await issue(), { family_name: true } as never)
    const found = await report(token)
    expect(found).toMatchObject({ verdict: 'valid', credential: { recipient: { name: 'Lovelace' } } })
    expect(found.checks.find(({ id }) => id === 'proof')?.facts.undisclosed).toBe(5)
  })

  test("the holder's key binding holds for the nonce and audience that were asked, and for no other", async () => {
    const payload = { iat: now.getTime() / 1000, aud: 'https://employer.example', nonce: 'n-1' }
    const token = await instance().present(await issue(), { grade: true } as never, { kb: { payload } })
    expect((await report(token, { challenge: 'n-1', domain: 'https://employer.example' })).errors).toEqual([])
    expect((await report(token, { challenge: 'n-2' })).errors).toEqual(['proof-challenge-mismatch'])
    expect((await report(token, { domain: 'https://evil.example' })).errors).toEqual([
      'proof-domain-mismatch',
    ])
    expect((await report(await issue(), { challenge: 'n-1' })).errors).toEqual(['key-binding-missing'])
  })

  test('a disclosure taken out after the holder signed breaks the key binding', async () => {
    const payload = { iat: now.getTime() / 1000, aud: 'a', nonce: 'n' }
    const token = await instance().present(await issue(), { grade: true, given_name: true } as never, {
      kb: { payload },
    })
    const parts = token.split('~')
    expect((await report([parts[0], ...parts.slice(2)].join('~'))).errors).toEqual(['key-binding-failed'])
  })

  test('a stolen credential with the key binding of another holder fails', async () => {
    const thief = (await generateKeyPair('ES256')) as CryptoKeyPair
    const token = await issue()
    const sd_hash = base64url.encode(await hasher(token, 'sha-256'))
    const kb = await new CompactSign(utf8(JSON.stringify({ iat: 1, aud: 'a', nonce: 'n', sd_hash })))
      .setProtectedHeader({ alg: 'ES256', typ: 'kb+jwt' })
      .sign(thief.privateKey)
    expect((await report(token + kb, { challenge: 'n', domain: 'a' })).errors).toEqual(['key-binding-failed'])
  })

  test('expired, and status that cannot be read, are told', async () => {
    expect(await report(await issue({ ...claims(), exp: 1750000000 }))).toMatchObject({
      verdict: 'invalid',
      state: 'expired',
    })
    const unknown = await report(await issue({ ...claims(), status: { some_list: { uri: 'x' } } }))
    expect(unknown).toMatchObject({ verdict: 'indeterminate' })
    expect(unknown.errors).toEqual(['status-type-unknown'])
  })
})

describe('who signed', () => {
  test.each([
    [
      'by the keys of another issuer',
      () => ({ [METADATA]: { issuer: 'https://evil.example', jwks: { keys: [issuerJwk] } } }),
      'invalid',
    ],
    [
      'by a key that is not there',
      () => ({ [METADATA]: { issuer: ISSUER, jwks: { keys: [{ ...issuerJwk, kid: 'k2' }] } } }),
      'invalid',
    ],
    [
      'by another key of that name',
      () => ({ [METADATA]: { issuer: ISSUER, jwks: { keys: [{ ...holderJwk, kid: 'k1' }] } } }),
      'invalid',
    ],
    ['with nothing published', () => ({}), 'indeterminate'],
    [
      'by a JWKS elsewhere',
      () => ({
        [METADATA]: { issuer: ISSUER, jwks_uri: 'https://school.example/jwks' },
        'https://school.example/jwks': { keys: [issuerJwk] },
      }),
      'valid',
    ],
  ])('%s', async (_, documents, verdict) => {
    expect((await report(await issue(), {}, web(documents()))).verdict).toBe(verdict)
  })

  test.each([
    ['an SD-JWT VC', { vct: 'https://school.example/vct/soil-science' }],
    ['a W3C credential', { '@context': ['https://www.w3.org/ns/credentials/v2'], vct: undefined }],
  ])('%s that names another issuer beside the one who signed is nobody’s', async (_, members) => {
    const forged = (issuer: unknown) => ({
      ...claims(),
      type: ['VerifiableCredential'],
      credentialSubject: { id: 'did:example:ada' },
      ...members,
      issuer,
    })
    const victim = 'did:web:university.example'
    for (const issuer of [
      victim,
      { id: victim, name: 'A university' },
      [{ id: victim }],
      { '@id': victim },
    ]) {
      const found = await report(await issue(forged(issuer)))
      expect(found).toMatchObject({ verdict: 'invalid', assurance: 'none', state: 'tampered' })
      expect(found.errors).toContain('jwt-claim-mismatch')
    }
    expect(await report(await issue(forged({ id: ISSUER })))).toMatchObject({ verdict: 'valid' })
  })

  test('what a W3C credential would be held to counts in an SD-JWT VC as well: its status entries, and the nearer end', async () => {
    const entry = { id: 'https://school.example/s#1', type: 'MagicStatus2030' }
    expect(await report(await issue({ ...claims(), credentialStatus: entry }))).toMatchObject({
      verdict: 'indeterminate',
      errors: ['status-type-unknown'],
    })
    const [past, future] = ['2025-02-01T00:00:00Z', '2035-01-01T00:00:00Z']
    const seconds = (date: string) => Date.parse(date) / 1000
    for (const dates of [
      { exp: seconds(future), validUntil: past },
      { exp: seconds(past), validUntil: future },
    ])
      expect(await report(await issue({ ...claims(), ...dates }))).toMatchObject({ state: 'expired' })
    const from = { nbf: seconds(past), validFrom: future }
    expect(await report(await issue({ ...claims(), ...from }))).toMatchObject({ state: 'not-yet-valid' })
  })

  test('an issuer named by did:jwk', async () => {
    const { kid: _, ...jwk } = issuerJwk
    const did = `did:jwk:${base64url.encode(JSON.stringify(jwk))}`
    const found = await report(await issue({ ...claims(), iss: did }, { kid: `${did}#0`, typ: 'vc+sd-jwt' }))
    expect(found).toMatchObject({ verdict: 'valid', issuer: { id: did, provenDomain: null } })
  })

  test('a certificate alone is not judged', async () => {
    const found = await report(await issue(claims(), { x5c: ['AAAA'], typ: 'dc+sd-jwt' }), {}, web({}))
    expect(found).toMatchObject({ verdict: 'indeterminate' })
    expect(found.errors).toContain('sd-jwt-certificate')
  })

  test.each([
    ['no type', { kid: 'k1' }, 'jwt-type-mismatch'],
    ['the type of another token', { kid: 'k1', typ: 'at+jwt' }, 'jwt-type-mismatch'],
    ['a critical extension', { kid: 'k1', typ: 'dc+sd-jwt', crit: ['x'], x: 1 }, 'jwt-critical-header'],
  ])('%s is refused', async (_, header, code) => {
    const found = await report(await issue(claims(), header))
    expect(found.verdict).toBe('invalid')
    expect(found.errors).toContain(code)
  })
})

describe('disclosures (RFC 9901, 7.1)', () => {
  const encode = (parts: unknown[]) => base64url.encode(JSON.stringify(parts))
  const digest = async (text: string, alg = 'sha-256') => base64url.encode(await hasher(text, alg))

  test("the specification's own digest example", async () => {
    const disclosure = 'WyJfMjZiYzRMVC1hYzZxMktJNmNCVzVlcyIsICJmYW1pbHlfbmFtZSIsICJNw7ZiaXVzIl0'
    const payload = { _sd: ['X9yH0Ajrdm1Oij4tWso9UzzKJvPoDxwmuEcO3XAdRC0'] }
    expect(await disclose(payload, [disclosure])).toMatchObject({
      ok: true,
      claims: { family_name: 'Möbius' },
    })
  })

  test('nested disclosures unfold, other hashes are known, decoys are counted', async () => {
    const inner = encode(['s', 'city', 'Oslo'])
    const outer = encode(['s', 'address', { _sd: [await digest(inner, 'sha-384')], country: 'NO' }])
    const element = encode(['s', 'auger'])
    const payload = {
      _sd_alg: 'sha-384',
      _sd: [await digest(outer, 'sha-384'), 'decoy'],
      skills: [{ '...': await digest(element, 'sha-384') }, { '...': 'decoy2' }],
    }
    expect(await disclose(payload, [inner, outer, element])).toMatchObject({
      ok: true,
      claims: { address: { city: 'Oslo', country: 'NO' }, skills: ['auger'] },
      undisclosed: 2,
    })
  })

  const grade = encode(['s', 'grade', 'A'])
  const hidden = encode(['s', 'exp', 9999999999])
  const element = encode(['s', 'A'])
  const proto = encode(['s', '__proto__', {}])
  test.each<[string, () => Promise<[JsonObject, string[]]>, string]>([
    ['a disclosure that nobody signed', async () => [{ _sd: [] }, [grade]], 'sd-jwt-disclosure-stray'],
    [
      'the same disclosure twice',
      async () => [{ _sd: [await digest(grade)] }, [grade, grade]],
      'sd-jwt-disclosure-twice',
    ],
    [
      'a digest promised twice',
      async () => [{ _sd: [await digest(grade)], a: { _sd: [await digest(grade)] } }, [grade]],
      'sd-jwt-disclosure-twice',
    ],
    [
      'a claim over a signed one',
      async () => [{ grade: 'F', _sd: [await digest(grade)] }, [grade]],
      'sd-jwt-claim-collision',
    ],
    [
      'an element where a member belongs',
      async () => [{ _sd: [await digest(element)] }, [element]],
      'sd-jwt-disclosure-malformed',
    ],
    [
      'a member where an element belongs',
      async () => [{ a: [{ '...': await digest(grade) }] }, [grade]],
      'sd-jwt-disclosure-malformed',
    ],
    [
      'an end of validity that could be withheld',
      async () => [{ _sd: [await digest(hidden)] }, [hidden]],
      'sd-jwt-disclosure-malformed',
    ],
    ['__proto__', async () => [{ _sd: [await digest(proto)] }, [proto]], 'sd-jwt-disclosure-malformed'],
    ['an unknown hash', async () => [{ _sd_alg: 'md5' }, []], 'sd-jwt-hash-unknown'],
    [
      'a hash named like an object member',
      async () => [{ _sd_alg: 'constructor' }, []],
      'sd-jwt-hash-unknown',
    ],
    ['what is no base64url', async () => [{}, ['%%']], 'sd-jwt-disclosure-malformed'],
    ['what is no JSON array', async () => [{}, [base64url.encode('{}')]], 'sd-jwt-disclosure-malformed'],
  ])('refuses %s', async (_, make, code) => {
    const [payload, disclosures] = await make()
    expect(await disclose(payload, disclosures)).toEqual({ ok: false, code })
  })

  test('a chain of disclosures without end is cut', async () => {
    let text = encode(['s', 'a', 1])
    const chain = [text]
    for (let depth = 0; depth < 100; depth++) {
      text = encode(['s', 'a', { _sd: [await digest(text)] }])
      chain.push(text)
    }
    expect(await disclose({ _sd: [await digest(text)] }, chain)).toEqual({
      ok: false,
      code: 'sd-jwt-too-deep',
    })
  })

  test('any payload and any disclosures: an answer, never an exception', async () => {
    const anything = fc.dictionary(
      fc.constantFrom('_sd', '...', '_sd_alg', 'a'),
      fc.jsonValue({ maxDepth: 3 }),
    )
    await fc.assert(
      fc.asyncProperty(anything, fc.array(fc.jsonValue({ maxDepth: 2 })), async (payload, parts) => {
        const found = await disclose(
          payload as JsonObject,
          parts.map((part) => encode([part])),
        )
        expect(typeof found.ok).toBe('boolean')
      }),
    )
  })

  test('changing any letter of a token never leaves it valid', async () => {
    const token = await issue()
    const positions = fc.integer({ min: 0, max: token.length - 2 })
    await fc.assert(
      fc.asyncProperty(positions, fc.constantFrom('A', 'b', '7', '_', '~', '.'), async (at, letter) => {
        fc.pre(token[at] !== letter)
        expect((await report(token.slice(0, at) + letter + token.slice(at + 1))).verdict).not.toBe('valid')
      }),
      { numRuns: 60 },
    )
  })
})

describe('Token Status List', () => {
  const LIST = 'https://school.example/statuslists/1'

  async function listToken(
    change: { payload?: JsonObject; header?: Record<string, unknown>; bits?: number; bytes?: number[] } = {},
    key = issuerKey,
  ) {
    const { bits = 1, bytes = [0b1011_1001, 0b1010_0011] } = change
    const packed = await new Response(
      new Blob([Uint8Array.from(bytes)]).stream().pipeThrough(new CompressionStream('deflate')),
    ).arrayBuffer()
    const lst = base64url.encode(new Uint8Array(packed))
    const payload = { sub: LIST, iat: 1, status_list: { bits, lst }, ...change.payload }
    return new CompactSign(utf8(JSON.stringify(payload)))
      .setProtectedHeader({ alg: 'ES256', kid: 'k1', typ: 'statuslist+jwt', ...change.header })
      .sign(key.privateKey)
  }

  async function status(idx: number, list: string | null) {
    const token = await issue({ ...claims(), status: { status_list: { uri: LIST, idx } } })
    const metadata = web()
    return report(token, {}, async (request) => {
      const answer = await metadata(request)
      if (request.url !== LIST || list === null || !answer.ok) return answer
      return { ...answer, status: 200, body: utf8(list) }
    })
  }

  // The specification's example: 0xB9 0xA3 is 1,0,0,1,1,1,0,1,1,1,0,0,0,1,0,1, least significant bit first.
  test.each([1, 0, 0, 1, 1, 1, 0, 1, 1, 1, 0, 0, 0, 1, 0, 1].map((value, idx) => [idx, value]))(
    'entry %i of the example is %i',
    async (idx, value) => {
      const found = await status(idx, await listToken())
      expect([found.verdict, found.state]).toEqual(value === 1 ? ['invalid', 'revoked'] : ['valid', 'valid'])
    },
  )

  test('two bits an entry tell suspension and what only the issuer understands', async () => {
    const list = await listToken({ bits: 2, bytes: [0b1110_0100] })
    expect(await status(1, list)).toMatchObject({ state: 'revoked' })
    expect(await status(2, list)).toMatchObject({ state: 'suspended' })
    expect(await status(3, list)).toMatchObject({
      verdict: 'indeterminate',
      errors: ['status-purpose-unknown'],
    })
  })

  test.each<[string, () => Promise<string | null>, string]>([
    ['is not there', async () => null, 'status-list-unreachable'],
    ['is no token', async () => '{}', 'status-list-malformed'],
    [
      'is the list of another address',
      () => listToken({ payload: { sub: `${LIST}2` } }),
      'status-list-malformed',
    ],
    ['has another type', () => listToken({ header: { typ: 'JWT' } }), 'status-list-malformed'],
    ['has ended', () => listToken({ payload: { exp: 60 } }), 'status-list-outdated'],
    ['is signed by a stranger', () => listToken({}, holderKey), 'status-list-unproven'],
    ['has an impossible size of entries', () => listToken({ bits: 3 }), 'status-list-malformed'],
    ['is too short', () => listToken({ bytes: [] }), 'status-index-out-of-range'],
    [
      'cannot be unpacked',
      () => listToken({ payload: { status_list: { bits: 1, lst: 'AAAA' } } }),
      'status-list-malformed',
    ],
    ['is a bomb', () => listToken({ bytes: new Array(17 * 1024 * 1024).fill(0) }), 'status-list-too-large'],
  ])('a list that %s leaves the status open', async (_, make, code) => {
    const found = await status(1, await make())
    expect(found).toMatchObject({ verdict: 'indeterminate' })
    expect(found.errors).toContain(code)
  })
})
