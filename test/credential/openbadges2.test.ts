import vectors from 'virtual:vectors'
import { CompactSign, exportSPKI, generateKeyPair } from 'jose'
import { beforeAll, describe, expect, test } from 'vitest'
import { displayCredential } from '../../worker/credential/display/index.ts'
import type { FetchDocument, FetchFailureReason } from '../../worker/credential/fetch-document.ts'
import type { JsonObject } from '../../worker/credential/json.ts'
import { verifyOpenBadges2 } from '../../worker/credential/openbadges2/index.ts'
import { verifyCredential } from '../../worker/credential/verify/index.ts'

type Answer =
  | JsonObject
  | string
  | { status: number; body?: JsonObject | string }
  | { fails: FetchFailureReason }
  | { answeredBy: string; found: JsonObject }

/** A web of documents; everything else is 404. */
function web(documents: Record<string, Answer>): { fetchDocument: FetchDocument; asked: string[] } {
  const asked: string[] = []
  return {
    asked,
    fetchDocument: async ({ url }) => {
      asked.push(url)
      const answer = documents[url] ?? { status: 404 }
      if (typeof answer === 'object' && 'fails' in answer)
        return { ok: false, url, reason: answer.fails as FetchFailureReason }
      const { status, body, answeredBy } = answerOf(answer)
      return {
        ok: true,
        url: answeredBy ?? url,
        status,
        contentType: 'application/json',
        body: new TextEncoder().encode(typeof body === 'string' ? body : JSON.stringify(body)),
        fetchedAt: '2026-01-01T00:00:00Z',
        via: 'network',
      }
    },
  }
}

function answerOf(answer: Answer): { status: number; body: JsonObject | string; answeredBy?: string } {
  if (typeof answer === 'string') return { status: 200, body: answer }
  const { status, body, answeredBy, found } = answer as JsonObject
  if (typeof answeredBy === 'string') return { status: 200, body: found as JsonObject, answeredBy }
  if (typeof status !== 'number') return { status: 200, body: answer as JsonObject }
  return { status, body: (body ?? '') as JsonObject | string }
}

const ISSUER = 'https://school.example/issuer'
const BADGE = 'https://school.example/badges/soil'
const ASSERTION = 'https://school.example/assertions/1'
const context = 'https://w3id.org/openbadges/v2'

const issuer: JsonObject = {
  '@context': context,
  id: ISSUER,
  type: 'Issuer',
  name: 'School',
  url: 'https://school.example',
  email: 'a@school.example',
}
const badgeClass: JsonObject = {
  '@context': context,
  id: BADGE,
  type: 'BadgeClass',
  name: 'Soil science',
  description: 'Reads a soil profile.',
  image: 'https://school.example/soil.png',
  criteria: { narrative: 'Field exam.' },
  issuer: ISSUER,
}
const assertion: JsonObject = {
  '@context': context,
  id: ASSERTION,
  type: 'Assertion',
  recipient: {
    type: 'email',
    hashed: true,
    salt: 'deadsea',
    identity: 'sha256$ecf5409f3f4b91ab60cc5ef4c02aef7032354375e70cf4d8e43f6a1d29891942',
  },
  badge: BADGE,
  issuedOn: '2025-01-01T00:00:00Z',
  verification: { type: 'hosted' },
}
const site = { [ISSUER]: issuer, [BADGE]: badgeClass, [ASSERTION]: assertion }

async function verify(
  received: JsonObject | string,
  documents: Record<string, Answer> = site,
  url: string | null = null,
) {
  const found = await verifyOpenBadges2(received, { fetchDocument: web(documents).fetchDocument, url })
  const outcomes = Object.fromEntries(found.checks.map(({ id, outcome }) => [id, outcome]))
  const codes = found.checks.flatMap(({ problems }) =>
    problems.filter(({ severity }) => severity === 'error').map(({ code }) => code),
  )
  return { ...found, outcomes, codes }
}

const GOOD = { structure: 'success', proof: 'success', issuer: 'success', status: 'success' }

describe('hosted badges', () => {
  test('the host confirms the assertion, its badge class and its issuer', async () => {
    const found = await verify(assertion)
    expect(found).toMatchObject({
      assurance: 'host',
      securing: 'hosted',
      provenDomain: 'school.example',
      outcomes: GOOD,
      codes: [],
    })
    expect(displayCredential(found.document, 'openbadges-2.0')).toMatchObject({
      title: 'Soil science',
      issuer: { name: 'School', id: ISSUER },
      recipient: { identifiers: [{ type: 'emailAddress', hashed: true, salt: 'deadsea' }] },
      validFrom: '2025-01-01T00:00:00Z',
    })
  })

  test('HostedBadge, ids written with http, and inline badge class and issuer are all in use', async () => {
    const inline = {
      ...assertion,
      verification: { type: 'HostedBadge' },
      badge: { ...badgeClass, id: BADGE.replace('https', 'http'), issuer: { ...issuer, name: 'Forged' } },
    }
    const found = await verify(inline, { ...site, [ASSERTION]: inline })
    expect(found).toMatchObject({ assurance: 'host', outcomes: GOOD })
    expect(displayCredential(found.document, 'openbadges-2.0')?.issuer.name).toBe('School')
  })

  test.each([
    ['recipient', { recipient: { ...(assertion.recipient as JsonObject), identity: 'sha256$00' } }],
    ['badge', { badge: 'https://school.example/badges/other' }],
  ])('a copy with another %s than the host publishes fails', async (_, change) => {
    expect(await verify({ ...assertion, ...change })).toMatchObject({
      assurance: 'none',
      outcomes: { proof: 'failure' },
      codes: ['hosted-differs'],
    })
  })

  test('dates that were stretched in the copy do not count', async () => {
    const hosted = { ...assertion, expires: '2025-06-01T00:00:00Z' }
    const found = await verify(
      { ...assertion, expires: '2099-01-01T00:00:00Z' },
      { ...site, [ASSERTION]: hosted },
    )
    expect(found.document.expires).toBe('2025-06-01T00:00:00Z')
    expect(found.checks.flatMap(({ problems }) => problems)).toMatchObject([
      { code: 'hosted-dates-differ', severity: 'warning' },
    ])
  })

  test('a stranger who hosts a badge of the issuer on a host of his own is found out', async () => {
    const id = 'https://evil.example/1'
    const forged = { ...assertion, id }
    expect(await verify(forged, { ...site, [id]: forged })).toMatchObject({
      assurance: 'none',
      outcomes: { proof: 'success', issuer: 'failure' },
      codes: ['hosted-outside-scope'],
    })
  })

  test('an issuer written into the badge cannot widen its own scope', async () => {
    const id = 'https://evil.example/1'
    const inline = {
      ...issuer,
      id: 'https://school.example',
      url: 'https://school.example',
      type: 'Profile',
      origin: 'https://school.example',
      verification: { allowedOrigins: ['evil.example'] },
    }
    const forged = { ...assertion, id, badge: { ...badgeClass, id: 'urn:uuid:1', issuer: inline } }
    expect(await verify(forged, { ...site, [id]: forged })).toMatchObject({
      assurance: 'none',
      outcomes: { issuer: 'failure' },
    })
  })

  test.each([
    ['allowedOrigins by host', { allowedOrigins: ['badges.example'] }, 'success'],
    ['allowedOrigins by origin', { allowedOrigins: ['https://badges.example'] }, 'success'],
    [
      'startsWith as well',
      { allowedOrigins: 'badges.example', startsWith: ['https://badges.example/a/'] },
      'success',
    ],
    [
      'another startsWith',
      { allowedOrigins: 'badges.example', startsWith: ['https://badges.example/b/'] },
      'failure',
    ],
    ['startsWith alone does not move the host', { startsWith: 'https://badges.example/a/' }, 'failure'],
    ['a host that only ends alike', { allowedOrigins: ['notbadges.example'] }, 'failure'],
  ])('scope of the issuer: %s', async (_, verification, outcome) => {
    const id = 'https://badges.example/a/1'
    const elsewhere = { ...assertion, id }
    const documents = { ...site, [id]: elsewhere, [ISSUER]: { ...issuer, verification } }
    expect((await verify(elsewhere, documents)).outcomes.issuer).toBe(outcome)
  })

  test.each([
    ['410 with the stub of Credly', { status: 410, body: { revoked: true } }, 'revoked'],
    ['410 with nothing', { status: 410 }, 'revoked'],
    [
      'revoked: true with a reason',
      { ...assertion, revoked: true, revocationReason: 'Given by mistake' },
      'revoked-reason',
    ],
    ['a stub with revoked: true', { revoked: true }, 'revoked'],
  ])('revoked by %s', async (_, answer, code) => {
    const found = await verify(assertion, { ...site, [ASSERTION]: answer as Answer })
    expect(found).toMatchObject({
      outcomes: { proof: 'success', issuer: 'success', status: 'failure' },
      codes: [code],
    })
  })

  test('a link to a revoked badge of which only a stub is left is revoked, not malformed', async () => {
    const stub = { status: 410, body: { revoked: true } }
    const found = await verify({ revoked: true }, { ...site, [ASSERTION]: stub }, ASSERTION)
    expect(found).toMatchObject({ outcomes: { structure: 'skipped', status: 'failure' } })
  })

  test("the issuer's revocation list counts for hosted badges too; unreachable it changes nothing", async () => {
    const list = 'https://school.example/revoked'
    const documents = { ...site, [ISSUER]: { ...issuer, revocationList: list } }
    const revoked = await verify(assertion, {
      ...documents,
      [list]: { revokedAssertions: [{ id: ASSERTION }] },
    })
    expect(revoked.codes).toEqual(['revoked'])
    const unreachable = await verify(assertion, documents)
    expect(unreachable.checks.filter(({ id }) => id === 'status')).toMatchObject([
      { outcome: 'success', critical: true },
      { outcome: 'indeterminate', critical: false },
    ])
  })

  test.each([
    [
      'the host is down',
      { [ASSERTION]: { fails: 'unreachable' as const } },
      { proof: 'indeterminate' },
      ['hosted-unreachable'],
    ],
    [
      'the host has an error',
      { [ASSERTION]: { status: 500 } },
      { proof: 'indeterminate' },
      ['hosted-unreachable'],
    ],
    ['the host does not know it', { [ASSERTION]: { status: 404 } }, { proof: 'failure' }, ['hosted-unknown']],
    [
      'the host answers a page',
      { [ASSERTION]: '<html>' },
      { proof: 'indeterminate' },
      ['hosted-unreachable'],
    ],
    [
      'the host answers JSON with a key twice',
      { [ASSERTION]: '{"id":"a","id":"b"}' },
      { proof: 'indeterminate' },
      ['hosted-unreachable'],
    ],
    [
      'the id holds another assertion',
      { [ASSERTION]: { ...assertion, id: `${ASSERTION}2` } },
      { proof: 'failure' },
      ['hosted-id-mismatch'],
    ],
    [
      'the badge class is gone',
      { [BADGE]: { status: 404 } },
      { proof: 'success', issuer: 'indeterminate' },
      ['badge-class-unreachable'],
    ],
    [
      'the badge class is another',
      { [BADGE]: { ...badgeClass, id: 'https://school.example/x' } },
      { issuer: 'failure' },
      ['badge-class-mismatch'],
    ],
    [
      'the profile is gone',
      { [ISSUER]: { fails: 'timeout' as const } },
      { issuer: 'indeterminate' },
      ['issuer-profile-unreachable'],
    ],
    [
      'the profile is that of another',
      { [ISSUER]: { ...issuer, id: 'https://school.example/x' } },
      { issuer: 'failure' },
      ['issuer-profile-mismatch'],
    ],
  ])('never confirmed when %s', async (_, change, outcomes, codes) => {
    expect(await verify(assertion, { ...site, ...change } as Record<string, Answer>)).toMatchObject({
      assurance: 'none',
      outcomes,
      codes,
    })
  })

  test.each([
    ['the assertion', ASSERTION, assertion, 'proof', 'hosted-unreachable'],
    ['the profile', ISSUER, issuer, 'issuer', 'issuer-profile-unreachable'],
    ['the badge class', BADGE, badgeClass, 'issuer', 'badge-class-unreachable'],
  ])('an open redirect on the issuer’s host speaks for nobody: %s', async (_, url, found, id, code) => {
    const documents = { ...site, [url]: { answeredBy: 'https://evil.example/1', found } }
    expect(await verify(assertion, documents)).toMatchObject({
      assurance: 'none',
      outcomes: { [id]: 'indeterminate' },
      codes: expect.arrayContaining([code]),
    })
  })

  test('a redirect within the house is followed', async () => {
    const documents = {
      ...site,
      [ASSERTION]: { answeredBy: 'https://api.school.example/1', found: assertion },
    }
    expect(await verify(assertion, documents)).toMatchObject({ assurance: 'host', outcomes: GOOD })
  })

  test('an id that is no web address cannot be confirmed', async () => {
    expect(await verify({ ...assertion, id: 'urn:uuid:1' })).toMatchObject({
      assurance: 'none',
      codes: ['hosted-without-address'],
    })
  })

  test('any JSON at all: a finding, never an exception, never assurance', async () => {
    for (const value of [
      {},
      { badge: [] },
      { badge: 7, recipient: [], verification: [] },
      { verify: { type: 'hosted', url: 3 } },
      { id: [], badge: { issuer: { origin: [] } } },
    ]) {
      expect((await verify(value as JsonObject)).assurance).toBe('none')
    }
  })
})

describe('signed badges', () => {
  const KEY = 'https://school.example/keys/1'
  let pair: CryptoKeyPair
  let pem: string
  let key: JsonObject
  const signed: JsonObject = {
    ...assertion,
    id: 'urn:uuid:6a1f3b36-3e8e-4e1c-9a3e-0d3c2f6b7a10',
    verification: { type: 'signed', creator: KEY },
  }
  const withKey = (profile: JsonObject = {}, cryptographicKey: Answer = key) => ({
    ...site,
    [ISSUER]: { ...issuer, publicKey: KEY, ...profile },
    [KEY]: cryptographicKey,
  })

  beforeAll(async () => {
    pair = (await generateKeyPair('RS256', { extractable: true })) as CryptoKeyPair
    pem = await exportSPKI(pair.publicKey)
    key = { '@context': context, id: KEY, type: 'CryptographicKey', owner: ISSUER, publicKeyPem: pem }
  })

  const sign = (claims: JsonObject, header: Record<string, unknown> = {}) =>
    new CompactSign(new TextEncoder().encode(JSON.stringify(claims)))
      .setProtectedHeader({ alg: 'RS256', ...header })
      .sign(pair.privateKey)

  test("the issuer's key signed it, and each names the other", async () => {
    const found = await verify(await sign(signed), withKey())
    expect(found).toMatchObject({
      assurance: 'signature',
      securing: 'jws',
      provenDomain: 'school.example',
      codes: [],
    })
    expect(found.outcomes).toEqual({ ...GOOD, status: 'skipped' })
  })

  test('ES256 too, and a key that the profile holds itself', async () => {
    const ec = (await generateKeyPair('ES256', { extractable: true })) as CryptoKeyPair
    const jws = await new CompactSign(new TextEncoder().encode(JSON.stringify(signed)))
      .setProtectedHeader({ alg: 'ES256' })
      .sign(ec.privateKey)
    const publicKey = [{ id: KEY, owner: ISSUER, publicKeyPem: await exportSPKI(ec.publicKey) }]
    expect(await verify(jws, { ...site, [ISSUER]: { ...issuer, publicKey } })).toMatchObject({
      assurance: 'signature',
      codes: [],
    })
  })

  test('without creator the key of the profile is meant', async () => {
    const jws = await sign({ ...signed, verification: { type: 'SignedBadge' } })
    expect(await verify(jws, withKey())).toMatchObject({ assurance: 'signature' })
  })

  test('a key as PKCS #1, as older issuers publish it', async () => {
    const spki = Uint8Array.from(atob(pem.replace(/-----.*?-----|\s/g, '')), (char) => char.charCodeAt(0))
    // SubjectPublicKeyInfo of a 2048-bit key: 24 bytes of header, then the RSAPublicKey.
    const pkcs1 = btoa(String.fromCharCode(...spki.subarray(24)))
    const publicKeyPem = `-----BEGIN RSA PUBLIC KEY-----\n${pkcs1}\n-----END RSA PUBLIC KEY-----`
    expect(await verify(await sign(signed), withKey({}, { ...key, publicKeyPem }))).toMatchObject({
      assurance: 'signature',
      codes: [],
    })
  })

  test('a changed assertion fails', async () => {
    const [header, , signature] = (await sign(signed)).split('.')
    const [, claims] = (await sign({ ...signed, badge: 'https://school.example/badges/phd' })).split('.')
    const documents = {
      ...withKey(),
      'https://school.example/badges/phd': { ...badgeClass, id: 'https://school.example/badges/phd' },
    }
    expect(await verify(`${header}.${claims}.${signature}`, documents)).toMatchObject({
      assurance: 'none',
      outcomes: { proof: 'failure' },
      codes: ['signature-mismatch'],
    })
  })

  test.each([
    [
      'the profile does not list it',
      () => withKey({ publicKey: 'https://school.example/keys/2' }),
      'failure',
    ],
    [
      'it names another owner',
      () => withKey({}, { ...key, owner: 'https://evil.example/issuer' }),
      'failure',
    ],
    [
      'it is a PEM of a neighbour on the host, and the profile lists others',
      () => withKey({ publicKey: 'https://school.example/keys/2' }, pem),
      'failure',
    ],
    [
      "it is a PEM on a stranger's host",
      () => ({ ...withKey({ publicKey: [] }), [KEY]: { status: 404 } }),
      'indeterminate',
    ],
  ])('a key that is not the issuer’s: %s', async (_, documents, outcome) => {
    const found = await verify(await sign(signed), documents() as Record<string, Answer>)
    expect(found.assurance).toBe('none')
    expect([found.outcomes.issuer, found.outcomes.proof]).toContain(outcome)
  })

  test('algorithms that prove nothing, and critical headers, are refused', async () => {
    const [, claims, signature] = (await sign(signed)).split('.')
    for (const [header, code] of [
      [{ alg: 'none' }, 'jwt-unsigned'],
      [{ alg: 'HS256' }, 'jwt-symmetric'],
      [{ alg: 'RS256', crit: ['exp'] }, 'jwt-critical-header'],
      [{ alg: 'RS256', b64: false }, 'jwt-critical-header'],
      [{ alg: 'ES256' }, 'signature-mismatch'],
    ] as const) {
      const encoded = btoa(JSON.stringify(header)).replaceAll('=', '')
      expect(await verify(`${encoded}.${claims}.${signature}`, withKey())).toMatchObject({
        assurance: 'none',
        outcomes: { proof: 'failure' },
        codes: [code],
      })
    }
  })

  test.each([
    [
      'by id',
      {
        revokedAssertions: [
          { id: 'urn:uuid:6a1f3b36-3e8e-4e1c-9a3e-0d3c2f6b7a10', revocationReason: 'Left' },
        ],
      },
      'failure',
      ['revoked-reason'],
    ],
    [
      'as a bare id',
      { revokedAssertions: ['urn:uuid:6a1f3b36-3e8e-4e1c-9a3e-0d3c2f6b7a10'] },
      'failure',
      ['revoked'],
    ],
    ['not listed', { revokedAssertions: ['urn:uuid:other'] }, 'success', []],
    [
      'by a list of another issuer',
      { issuer: 'https://evil.example', revokedAssertions: [] },
      'indeterminate',
      ['status-list-issuer-mismatch'],
    ],
    ['unreachable', { status: 503 }, 'indeterminate', ['revocation-list-unreachable']],
  ])('revocation list: %s', async (_, list, outcome, codes) => {
    const documents = {
      ...withKey({ revocationList: 'https://school.example/revoked' }),
      'https://school.example/revoked': list as Answer,
    }
    const found = await verify(await sign(signed), documents)
    expect([found.outcomes.status, found.codes]).toEqual([outcome, codes])
  })

  test.each([
    ['profile', { [ISSUER]: { fails: 'unreachable' as const } }],
    ['key', { [KEY]: { fails: 'unreachable' as const } }],
  ])('without the %s nothing is proven and nothing is denied', async (_, change) => {
    expect(
      await verify(await sign(signed), { ...withKey(), ...change } as Record<string, Answer>),
    ).toMatchObject({ assurance: 'none', outcomes: { proof: 'indeterminate' } })
  })

  test('the JSON of a signed badge without its signature is unsigned', async () => {
    expect(await verify(signed, withKey())).toMatchObject({
      assurance: 'none',
      securing: null,
      codes: ['proof-missing'],
    })
  })
})

describe('older versions', () => {
  const badge10 = {
    name: 'Soil',
    description: 'd',
    image: 'https://school.example/i.png',
    criteria: 'https://school.example/c',
    issuer: ISSUER,
    alignment: [{ name: 'A', url: 'https://a.example/', description: 'x' }],
  }
  const issuer10 = { name: 'School', url: 'https://school.example' }

  test('1.0: ids come from where things are, dates are seconds, criteria a link', async () => {
    const v1 = {
      uid: 'a1',
      recipient: assertion.recipient,
      badge: BADGE,
      verify: { type: 'hosted', url: ASSERTION },
      issuedOn: 1420070400,
      expires: '2030-01-01',
    } as JsonObject
    const found = await verify(v1, { [ASSERTION]: v1, [BADGE]: badge10, [ISSUER]: issuer10 })
    expect(found).toMatchObject({ assurance: 'host', outcomes: GOOD, codes: [] })
    expect(displayCredential(found.document, 'openbadges-1.0')).toMatchObject({
      id: ASSERTION,
      title: 'Soil',
      validFrom: '2015-01-01T00:00:00Z',
      validUntil: '2030-01-01T23:59:59Z',
      achievement: {
        criteria: { id: 'https://school.example/c' },
        alignments: [{ targetName: 'A', targetUrl: 'https://a.example/' }],
      },
    })
  })

  test('0.5: all inline, the issuer is an origin, and hosts nowhere else', async () => {
    const v05 = {
      recipient: 'sha256$00',
      salt: 's',
      issued_on: '2011-06-01',
      badge: {
        version: '0.5.0',
        name: 'HTML',
        image: '/i.png',
        description: 'd',
        criteria: '/c',
        issuer: {
          origin: 'https://school.example',
          name: 'P2PU',
          org: 'School',
          contact: 'a@school.example',
        },
      },
    } as JsonObject
    expect(await verify(v05, { [ASSERTION]: v05 }, ASSERTION)).toMatchObject({
      assurance: 'host',
      codes: [],
      provenDomain: 'school.example',
    })
    const evil = 'https://evil.example/1'
    expect(await verify(v05, { [evil]: v05 }, evil)).toMatchObject({
      assurance: 'none',
      codes: ['hosted-outside-scope'],
    })
  })

  test("1.0 signed: a PEM file on the issuer's host, and a map of revoked uids", async () => {
    const pair = (await generateKeyPair('RS256', { extractable: true })) as CryptoKeyPair
    const claims = {
      uid: 'a1',
      recipient: assertion.recipient,
      badge: BADGE,
      verify: { type: 'signed', url: 'https://school.example/key.pem' },
      issuedOn: 1420070400,
    }
    const jws = await new CompactSign(new TextEncoder().encode(JSON.stringify(claims)))
      .setProtectedHeader({ alg: 'RS256' })
      .sign(pair.privateKey)
    const documents = {
      [BADGE]: badge10,
      [ISSUER]: { ...issuer10, revocationList: 'https://school.example/revoked' },
      'https://school.example/key.pem': await exportSPKI(pair.publicKey),
      'https://school.example/revoked': {},
    }
    expect(await verify(jws, documents)).toMatchObject({ assurance: 'signature', codes: [] })
    expect(
      await verify(jws, { ...documents, 'https://school.example/revoked': { a1: 'By mistake' } }),
    ).toMatchObject({ codes: ['revoked-reason'] })
  })
})

describe('through the whole verifier', () => {
  const report = (input: unknown, documents: Record<string, Answer> = site, now = '2026-01-01T00:00:00Z') =>
    verifyCredential(input, { now: new Date(now), fetchDocument: web(documents).fetchDocument })

  test('a hosted badge is valid because its host confirms it', async () => {
    expect(await report(assertion)).toMatchObject({
      verdict: 'valid',
      assurance: 'host',
      securing: 'hosted',
      format: 'openbadges-2.0',
      sentence: { code: 'sentence-valid-host', params: { domain: 'school.example' } },
      issuer: { id: ISSUER, claimedName: 'School', provenDomain: 'school.example' },
      credential: { title: 'Soil science' },
    })
  })

  test('Open Badges 2.1 (Badge Connect): what a host hands over, unsigned and signed, by the envelope of its API', async () => {
    const key = 'https://school.example/keys/1'
    const pair = await generateKeyPair('ES256', { extractable: true })
    const documents = {
      ...site,
      [ISSUER]: { ...issuer, publicKey: key },
      [key]: { id: key, owner: ISSUER, publicKeyPem: await exportSPKI(pair.publicKey) },
    }
    const claims = { ...assertion, id: 'urn:uuid:1', verification: { type: 'SignedBadge', creator: key } }
    const jws = await new CompactSign(new TextEncoder().encode(JSON.stringify(claims)))
      .setProtectedHeader({ alg: 'ES256' })
      .sign(pair.privateKey)
    const status = { error: null, statusCode: 200, statusText: 'OK' }
    const told = async (input: JsonObject) => {
      const { nested, ...only } = await report(input, documents)
      return (nested.length > 0 ? nested : [only]).map(({ verdict, assurance, format }) =>
        [verdict, assurance, format].join(' '),
      )
    }
    const hosted = 'valid host openbadges-2.0'
    const signed = 'valid signature openbadges-2.0'
    expect(await told({ status, assertions: [assertion], signedAssertions: [jws] })).toEqual([hosted, signed])
    expect(await told({ status, assertions: [assertion] })).toEqual([hosted])
    expect(await told({ status, signedAssertions: [jws] })).toEqual([signed])
    // As Badgr answers.
    expect(await told({ status, results: [assertion] })).toEqual([hosted])
    expect(await told({ assertion, signedAssertion: null })).toEqual([hosted])
    // Beside a signed one the unsigned is to be ignored.
    expect(await told({ assertion, signedAssertion: jws })).toEqual([signed])
    const forged = {
      ...assertion,
      recipient: { ...(assertion.recipient as JsonObject), identity: 'sha256$0' },
    }
    expect(await told({ status, assertions: [forged] })).toEqual(['invalid none openbadges-2.0'])
  })

  test('a link to it is enough; one that expired and still answers 200 is expired', async () => {
    const expired = { ...assertion, expires: '2025-12-01T00:00:00Z' }
    const documents = { ...site, [ASSERTION]: expired }
    expect(await report(ASSERTION, documents)).toMatchObject({
      verdict: 'invalid',
      state: 'expired',
      container: 'url',
    })
  })

  test.each([
    ['revoked by 410', assertion, { [ASSERTION]: { status: 410 } }, 'invalid', 'revoked'],
    [
      'a link to what was revoked',
      ASSERTION,
      { [ASSERTION]: { status: 410, body: { revoked: true } } },
      'invalid',
      'revoked',
    ],
    [
      'hosted by a stranger',
      { ...assertion, id: 'https://evil.example/1' },
      { 'https://evil.example/1': { ...assertion, id: 'https://evil.example/1' } },
      'invalid',
      'issuer-mismatch',
    ],
    [
      'changed',
      { ...assertion, recipient: { type: 'email', hashed: false, identity: 'me@evil.example' } },
      {},
      'invalid',
      'tampered',
    ],
    [
      'its host down',
      assertion,
      { [ASSERTION]: { fails: 'timeout' as const } },
      'indeterminate',
      'not-checked',
    ],
    [
      'its issuer down',
      assertion,
      { [ISSUER]: { fails: 'timeout' as const } },
      'indeterminate',
      'unknown-issuer',
    ],
  ])('%s', async (_, input, change, verdict, state) => {
    expect(await report(input, { ...site, ...change } as Record<string, Answer>)).toMatchObject({
      verdict,
      state,
    })
  })

  test('a share page that publishes no credential is only a link', async () => {
    expect(await report('https://www.coursera.org/verify/ABCD1234EFGH')).toMatchObject({
      verdict: 'indeterminate',
      assurance: 'link',
      sentence: { code: 'sentence-link' },
    })
  })
})

describe.skipIf(!vectors)('fixtures of 1EdTech and Credly', () => {
  const read = (name: string) => vectors?.[`vendors/credentials/${name}`] as string
  const json = (name: string) => JSON.parse(read(name)) as JsonObject

  test('the signed fixture that its issuer revoked is found in the list, http ids and all', async () => {
    const profile = json('ob20-1edtech-organization-with-revocation-list.json')
    const documents = {
      'https://example.org/badge-from-organization-with-revocation-list.json': {
        ...badgeClass,
        id: 'https://example.org/badge-from-organization-with-revocation-list.json',
        issuer: profile.id as string,
      },
      'https://example.org/organization-with-revocation-list.json': profile,
      'https://example.org/revocation-list.json': json('ob20-1edtech-revocation-list.json'),
      'https://example.org/key3.json': {
        id: 'http://example.org/key3.json',
        owner: profile.id as string,
        publicKeyPem: await exportSPKI(
          ((await generateKeyPair('RS256', { extractable: true })) as CryptoKeyPair).publicKey,
        ),
      },
    }
    const found = await verify(read('ob20-1edtech-simple-revoked.jwt'), documents)
    expect(found.outcomes).toMatchObject({ issuer: 'success', status: 'failure', proof: 'failure' })
    expect(found.codes).toEqual(['signature-mismatch', 'revoked-reason'])
  })

  test('the hosted fixture is confirmed by its host', async () => {
    const fixture = json('ob20-1edtech-basic-assertion.json')
    const profile = 'https://example.org/issuer'
    const documents = {
      [fixture.id as string]: fixture,
      [fixture.badge as string]: { ...badgeClass, id: fixture.badge as string, issuer: profile },
      [profile]: { ...issuer, id: profile },
    }
    expect(await verify(fixture, documents)).toMatchObject({ assurance: 'host', outcomes: GOOD })
  })

  test("Credly's assertion, read at api.credly.com, is confirmed at its own id; gone it is revoked", async () => {
    const fixture = json('credly-ob2-assertion.json')
    const profile = 'https://www.credly.com/api/v1/obi/v2/issuers/74381078'
    const documents = {
      [fixture.id as string]: fixture,
      [fixture.badge as string]: { ...badgeClass, id: fixture.badge as string, issuer: profile },
      [profile]: { ...issuer, id: profile },
    }
    const readAt = 'https://api.credly.com/v1/obi/v2/badge_assertions/0a1b2c3d-4e5f-4a6b-8c7d-9e0f1a2b3c4d'
    expect(await verify(fixture, documents, readAt)).toMatchObject({
      assurance: 'host',
      provenDomain: 'www.credly.com',
      outcomes: GOOD,
    })
    const gone = { [fixture.id as string]: { status: 410, body: read('credly-ob2-revoked-410.json') } }
    expect(await verify(fixture, { ...documents, ...gone })).toMatchObject({
      outcomes: { status: 'failure' },
      codes: ['revoked'],
    })
  })
})
