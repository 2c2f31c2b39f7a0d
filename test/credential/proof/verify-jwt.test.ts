import { CompactSign, exportJWK, generateKeyPair as generateJoseKeyPair } from 'jose'
import { beforeAll, describe, expect, test } from 'vitest'
import { buildDidDocument, didJwkOf, didKeyOf } from '../../../worker/credential/did/index.ts'
import { openEnvelope } from '../../../worker/credential/intake/index.ts'
import type { JsonObject } from '../../../worker/credential/json.ts'
import {
  canonicalPublicJwk,
  createSigner,
  encodeBase64url,
  generateKeyPair,
} from '../../../worker/credential/key/index.ts'
import {
  type JwtFinding,
  type ProofContext,
  type Signer,
  secureAsJwt,
  secureAsVcJose,
  verifyJwt,
} from '../../../worker/credential/proof/index.ts'
import { signCompact } from '../../../worker/credential/proof/secure-as-jwt.ts'
import { verifyCredential } from '../../../worker/credential/verify/index.ts'
import { Network } from '../../support/issuer.ts'
import {
  createIssuerWorld,
  didKeySigner,
  ISSUER_DID,
  type IssuerWorld,
  NOW,
  ORIGIN,
  openBadge,
} from '../../support/issuer-world.ts'

let world: IssuerWorld
let signer: Signer
beforeAll(async () => {
  world = await createIssuerWorld()
  signer = world.signers.ES256
})

const codes = ({ problems }: JwtFinding) => problems.map(({ code }) => code)
const text = (value: object) => encodeBase64url(new TextEncoder().encode(JSON.stringify(value)))
const verify = (token: string, overrides?: Partial<ProofContext>) =>
  verifyJwt(token, world.context(overrides))

/** The claims of a good Open Badges token, changed. */
function claims(changes: JsonObject = {}): JsonObject {
  const badge = openBadge()
  return {
    ...badge,
    iss: ISSUER_DID,
    sub: (badge.credentialSubject as JsonObject).id as string,
    jti: badge.id as string,
    nbf: Date.parse('2026-09-01T09:00:00Z') / 1000,
    exp: Date.parse('2028-09-01T09:00:00Z') / 1000,
    ...changes,
  }
}

function without(object: JsonObject, ...names: string[]): JsonObject {
  return Object.fromEntries(Object.entries(object).filter(([name]) => !names.includes(name)))
}

const header = (changes: JsonObject = {}): JsonObject => ({
  alg: 'ES256',
  kid: signer.kid,
  typ: 'JWT',
  ...changes,
})

describe('a token by Open Badges 3.0, section 8.2', () => {
  test('has a header of alg, kid and typ alone, and the credential at top level beside its claims', async () => {
    const [head = '', body = ''] = (await secureAsJwt(openBadge(), signer)).split('.')
    expect(atob(head)).toBe(JSON.stringify({ alg: 'ES256', kid: signer.kid, typ: 'JWT' }))
    expect(JSON.parse(atob(body.replaceAll('-', '+').replaceAll('_', '/')))).toEqual(claims())
  })

  test.each(['ES256', 'RS256', 'EdDSA', 'ES384'] as const)(
    'is good when signed by %s, and the key is the issuer’s',
    async (name) => {
      const finding = await verify(await secureAsJwt(openBadge(), world.signers[name]))
      expect(finding).toMatchObject({
        outcome: 'success',
        problems: [],
        form: 'openbadges',
        kind: 'credential',
        cryptosuite: name,
        issuerBinding: 'same-did',
        issuer: { outcome: 'success', provenDomain: 'issuer.example' },
      })
      expect(finding.credential).toEqual(openBadge())
    },
  )

  test('is good when signed by PS256', async () => {
    const { d, ...rest } = world.pairs.RS256.privateKeyJwk
    const algorithm = { name: 'RSA-PSS', hash: 'SHA-256' }
    const key = await crypto.subtle.importKey('jwk', { ...rest, d } as JsonWebKey, algorithm, false, ['sign'])
    const pss: Signer = {
      ...world.signers.RS256,
      sign: async (bytes) =>
        new Uint8Array(
          await crypto.subtle.sign({ name: 'RSA-PSS', saltLength: 32 }, key, new Uint8Array(bytes)),
        ),
    }
    const token = await signCompact(header({ alg: 'PS256', kid: pss.kid }), claims(), pss)
    expect(await verify(token)).toMatchObject({ outcome: 'success', cryptosuite: 'PS256' })
  })

  test('is good when jose signed it by ES512 with the P-521 key of a did:key, and not when it was changed', async () => {
    const pair = (await generateJoseKeyPair('ES512', { extractable: true })) as CryptoKeyPair
    const did = didKeyOf(canonicalPublicJwk((await exportJWK(pair.publicKey)) as JsonObject))
    expect(did).toMatch(/^did:key:z2J9/)
    const badge = openBadge({ issuer: { id: did, type: ['Profile'], name: 'A school' } })
    const token = await new CompactSign(
      new TextEncoder().encode(JSON.stringify(claims({ ...badge, iss: did }))),
    )
      .setProtectedHeader({ alg: 'ES512', kid: `${did}#${did.slice(8)}`, typ: 'JWT' })
      .sign(pair.privateKey)
    expect(await verify(token)).toMatchObject({ outcome: 'success', cryptosuite: 'ES512' })
    const [head, body = '', signature] = token.split('.')
    const changed = [head, body.replace(/.$/, (last) => (last === 'A' ? 'B' : 'A')), signature].join('.')
    expect((await verify(changed)).outcome).toBe('failure')
  })

  test.each<[string, JsonObject, string]>([
    ['another iss', { iss: 'did:web:other.example' }, 'jwt-claim-mismatch'],
    ['another sub', { sub: 'urn:uuid:0' }, 'jwt-claim-mismatch'],
    ['another jti', { jti: 'urn:uuid:0' }, 'jwt-claim-mismatch'],
    ['another nbf', { nbf: 1 }, 'jwt-claim-mismatch'],
    ['an nbf that is no number', { nbf: '2026' }, 'jwt-claim-mismatch'],
    ['an exp that is no number', { exp: 'never' }, 'jwt-claim-malformed'],
    ['an enormous exp', { exp: 1e300 }, 'jwt-claim-malformed'],
  ])('with %s is refused', async (_, changes, code) => {
    const finding = await verify(await signCompact(header(), claims(changes), signer))
    expect([finding.outcome, codes(finding)]).toEqual(['failure', [code]])
  })

  test.each(['iss', 'jti', 'nbf'])('without %s is refused', async (claim) => {
    const finding = await verify(await signCompact(header(), without(claims(), claim), signer))
    expect([finding.outcome, codes(finding)]).toEqual(['failure', ['jwt-claim-missing']])
  })

  test('without sub is good, with a warning', async () => {
    const finding = await verify(await signCompact(header(), without(claims(), 'sub'), signer))
    expect([finding.outcome, codes(finding)]).toEqual(['success', ['jwt-subject-missing']])
  })

  test('whose exp comes before validUntil ends at exp', async () => {
    const exp = Date.parse('2027-01-01T00:00:00Z') / 1000
    const finding = await verify(await signCompact(header(), claims({ exp }), signer))
    expect(finding).toMatchObject({ outcome: 'success', credential: { validUntil: '2027-01-01T00:00:00Z' } })
  })

  test('whose exp comes after validUntil ends at validUntil', async () => {
    const finding = await verify(await signCompact(header(), claims({ exp: 4e9 }), signer))
    expect(finding).toMatchObject({ outcome: 'success', credential: { validUntil: '2028-09-01T09:00:00Z' } })
    expect(codes(finding)).toEqual(['jwt-claim-mismatch'])
  })

  test('of another typ is refused', async () => {
    const finding = await verify(await signCompact(header({ typ: 'at+jwt' }), claims(), signer))
    expect([finding.outcome, codes(finding)]).toEqual(['failure', ['jwt-type-mismatch']])
  })
})

describe('an attack on a token', () => {
  test('alg none', async () => {
    const finding = await verify(`${text(header({ alg: 'none' }))}.${text(claims())}.`)
    expect([finding.outcome, codes(finding)]).toEqual(['failure', ['jwt-unsigned']])
  })

  test('HMAC keyed with the public key', async () => {
    const secret = new TextEncoder().encode(JSON.stringify(world.pairs.ES256.publicKeyJwk))
    const key = await crypto.subtle.importKey('raw', secret, { name: 'HMAC', hash: 'SHA-256' }, false, [
      'sign',
    ])
    const hmac: Signer = {
      ...signer,
      sign: async (bytes) => new Uint8Array(await crypto.subtle.sign('HMAC', key, new Uint8Array(bytes))),
    }
    const finding = await verify(await signCompact(header({ alg: 'HS256' }), claims(), hmac))
    expect([finding.outcome, codes(finding)]).toEqual(['failure', ['jwt-symmetric']])
  })

  test.each<[string, JsonObject]>([
    ['crit', { crit: ['exp'] }],
    ['an empty crit', { crit: [] }],
    ['b64 false', { b64: false }],
    ['b64 false and critical', { b64: false, crit: ['b64'] }],
  ])('%s', async (_, changes) => {
    const finding = await verify(await signCompact(header(changes), claims(), signer))
    expect(finding.outcome).toBe('failure')
    expect(codes(finding)).toContain('jwt-critical-header')
  })

  test('an embedded key that is not the issuer’s', async () => {
    const { publicKeyJwk, privateKeyJwk } = await generateKeyPair('ES256')
    const stranger = await createSigner({ privateKeyJwk, verificationMethod: '' })
    const finding = await verify(
      await signCompact({ alg: 'ES256', typ: 'JWT', jwk: publicKeyJwk }, claims(), stranger),
    )
    expect([finding.outcome, codes(finding)]).toEqual(['failure', ['jwt-embedded-key-stranger']])
  })

  test('an embedded key of a stranger while the issuer cannot be reached is never good', async () => {
    const { publicKeyJwk, privateKeyJwk } = await generateKeyPair('ES256')
    const stranger = await createSigner({ privateKeyJwk, verificationMethod: '' })
    const token = await signCompact({ alg: 'ES256', jwk: publicKeyJwk }, claims(), stranger)
    const resolveIssuerKeys = (await unreachableWorld()).context().resolveIssuerKeys
    const finding = await verify(token, { resolveIssuerKeys })
    expect([finding.outcome, codes(finding)]).toEqual(['indeterminate', ['issuer-keys-not-checked']])
  })

  test('an embedded key beside the kid of the issuer', async () => {
    const { publicKeyJwk, privateKeyJwk } = await generateKeyPair('ES256')
    const stranger = await createSigner({ privateKeyJwk, verificationMethod: '' })
    const finding = await verify(await signCompact(header({ jwk: publicKeyJwk }), claims(), stranger))
    expect([finding.outcome, codes(finding)]).toEqual(['failure', ['jwt-embedded-key-mismatch']])
  })

  test('an embedded key with its private half', async () => {
    const jwk = world.pairs.ES256.privateKeyJwk
    const finding = await verify(await signCompact(header({ jwk }), claims(), signer))
    expect([finding.outcome, codes(finding)]).toEqual(['failure', ['key-has-private-members']])
  })

  test('a kid on a stranger’s host: the signature is good, and the key is not the issuer’s', async () => {
    const { publicKeyJwk, privateKeyJwk } = await generateKeyPair('ES256')
    const kid = 'https://evil.example/key'
    world.documents.set(kid, publicKeyJwk)
    const stranger = await createSigner({ privateKeyJwk, verificationMethod: '', kid })
    const finding = await verify(await secureAsJwt(openBadge(), stranger))
    expect(finding).toMatchObject({ outcome: 'success', issuerBinding: 'none' })
    expect(finding.issuer).toMatchObject({ outcome: 'failure', problems: [{ code: 'key-not-issuers' }] })
  })

  test.each([
    ['another tenant of the host', `${ORIGIN}/issuers/ab/keys/1`],
    ['a path that only begins like the issuer’s', `${ORIGIN}/issuers/a-evil`],
    ['an open redirect below the issuer’s path', `${ORIGIN}/issuers/a/go?to=https://evil.example/key`],
  ])('a kid at %s', async (_, kid) => {
    const { publicKeyJwk, privateKeyJwk } = await generateKeyPair('ES256')
    world.documents.set(kid, publicKeyJwk)
    const stranger = await createSigner({ privateKeyJwk, verificationMethod: '', kid })
    const finding = await verify(await secureAsJwt(openBadge(), stranger))
    expect([finding.issuerBinding, finding.issuer.outcome]).toEqual(['none', 'failure'])
  })

  test('no kid and no jwk', async () => {
    const finding = await verify(await signCompact({ alg: 'ES256', typ: 'JWT' }, claims(), signer))
    expect([finding.outcome, codes(finding)]).toEqual(['failure', ['jwt-key-missing']])
  })

  test('an algorithm of another kind than the key', async () => {
    const finding = await verify(await signCompact(header({ alg: 'RS256' }), claims(), signer))
    expect([finding.outcome, codes(finding)]).toEqual(['failure', ['verification-method-wrong-kind']])
  })

  test('an algorithm that is not known leaves the answer open', async () => {
    const finding = await verify(await signCompact(header({ alg: 'ML-DSA-44' }), claims(), signer))
    expect([finding.outcome, codes(finding)]).toEqual(['indeterminate', ['algorithm-unknown']])
  })

  describe('that passes a stranger off as the holder of the issuer’s credential', () => {
    const both = ['VerifiableCredential', 'OpenBadgeCredential', 'VerifiablePresentation']
    test.each<[string, (did: string, stranger: Signer) => Promise<string>]>([
      ['a badge called vp+jwt', (holder, by) => secureAsVcJose(openBadge({ holder }), by, 'vp+jwt')],
      [
        'a badge in a vp claim',
        (iss, by) => signCompact({ alg: 'EdDSA', kid: by.kid }, { iss, vp: openBadge() }, by),
      ],
      [
        'a badge that is a presentation too',
        (holder, by) => secureAsVcJose(openBadge({ holder, type: both }), by, 'vp+jwt'),
      ],
      ['the same, as vc+jwt', (holder, by) => secureAsVcJose(openBadge({ holder, type: both }), by)],
    ])('%s', async (_, forge) => {
      const stranger = await didKeySigner(await generateKeyPair('EdDSA'))
      const token = await forge(stranger.did, stranger.signer)
      for (const context of [
        {},
        { purpose: 'assertionMethod' as const },
        { purpose: 'authentication' as const },
      ]) {
        const finding = await verify(token, context)
        expect(finding.outcome).toBe('failure')
        expect(codes(finding)).toContain('jwt-type-mismatch')
      }
      const asCredential = await verify(token, { purpose: 'assertionMethod' })
      expect(asCredential.issuer.outcome).toBe('failure')
    })
  })

  test.each(['', '.', '..', 'a.b', 'a.b.c.d', '{}', `${text({ alg: 'ES256' })}.${text([])}.AA`, 'é.é.é'])(
    'no token at all: %j',
    async (token) => expect(codes(await verify(token))).toEqual(['jwt-malformed']),
  )

  test('a payload with the same key twice', async () => {
    const body = encodeBase64url(new TextEncoder().encode('{"iss":"a","iss":"b","@context":[]}'))
    expect(codes(await verify(`${text(header())}.${body}.AAAA`))).toEqual(['jwt-malformed'])
  })

  test('any one character changed', async () => {
    const token = await secureAsJwt(openBadge(), signer)
    for (let at = 0; at < token.length; at += at > token.length - 90 ? 1 : 23) {
      const other = token[at] === 'A' ? 'B' : 'A'
      const changed = token.slice(0, at) + other + token.slice(at + 1)
      const { outcome, issuer } = await verify(changed)
      expect([outcome, issuer.outcome], `character ${at}`).not.toEqual(['success', 'success'])
    }
  })

  test('a spare bit in the last character of the signature', async () => {
    const token = await secureAsJwt(openBadge(), signer)
    const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_'
    const last = alphabet.indexOf(token.at(-1) ?? '')
    const finding = await verify(token.slice(0, -1) + alphabet[last ^ 1])
    expect(codes(finding)).toEqual(['jwt-malformed'])
  })
})

async function unreachableWorld(): Promise<IssuerWorld> {
  const other = await createIssuerWorld()
  other.documents.set(`${ORIGIN}/issuers/a/did.json`, undefined)
  return other
}

describe('a signature that is begun before the payload is read', () => {
  const tokenOf = (changes: JsonObject = {}, payload = claims()) =>
    signCompact(header(changes), payload, signer)
  const swapped = (token: string, payload: string) => {
    const [head, , signature] = token.split('.')
    return `${head}.${payload}.${signature}`
  }

  test('is judged with what the payload says, not before it', async () => {
    const good = await tokenOf()
    expect((await verify(good)).outcome).toBe('success')
    const finding = await verify(await tokenOf({ crit: ['b64'] }, claims({ iss: 'did:web:evil.example' })))
    expect([finding.outcome, codes(finding)]).toEqual([
      'failure',
      ['jwt-critical-header', 'jwt-claim-mismatch'],
    ])
    expect(codes(await verify(swapped(good, text(claims({ name: 'Flying' })))))).toEqual([
      'signature-mismatch',
    ])
  })

  test('says nothing for a payload that cannot be read, and no promise of it is left alone', async () => {
    const good = await tokenOf()
    for (const payload of [
      '',
      'AA',
      text([]),
      `${good.split('.')[1]}=`,
      encodeBase64url(new Uint8Array([0xff])),
    ]) {
      const finding = await verify(swapped(good, payload))
      expect([finding.outcome, codes(finding), finding.credential]).toEqual([
        'failure',
        ['jwt-malformed'],
        null,
      ])
    }
  })

  test('is by the one key that the header names, also where its payload names another issuer', async () => {
    const { publicKeyJwk, privateKeyJwk } = await generateKeyPair('ES256')
    const kid = `${didKeyOf(publicKeyJwk)}#${didKeyOf(publicKeyJwk).slice('did:key:'.length)}`
    const stranger = await createSigner({ privateKeyJwk, verificationMethod: kid })
    const finding = await verify(await signCompact({ alg: 'ES256', kid }, claims(), stranger))
    expect([finding.outcome, finding.issuerBinding, finding.issuer.outcome]).toEqual([
      'success',
      'none',
      'failure',
    ])
  })

  test('is not begun for a header without a good algorithm: its key is not asked for', async () => {
    const asked: string[] = []
    const { resolveVerificationMethod } = world.context()
    const overrides = {
      resolveVerificationMethod: (id: string) => {
        asked.push(id)
        return resolveVerificationMethod(id)
      },
    }
    for (const alg of ['none', 'HS256', 'ML-DSA-44', 7] as const) {
      expect((await verify(`${text(header({ alg }))}.${text(claims())}.AAAA`, overrides)).outcome).not.toBe(
        'success',
      )
    }
    expect(asked).toEqual([])
    expect((await verify(await tokenOf(), overrides)).outcome).toBe('success')
    expect(asked).toHaveLength(1)
  })
})

describe('whose key it is', () => {
  test('the issuer’s own path vouches for a key that its DID document does not list', async () => {
    const other = await createIssuerWorld()
    const emptied = buildDidDocument({ did: ISSUER_DID, origin: ORIGIN, keys: [] })
    other.documents.set(`${ORIGIN}/issuers/a/did.json`, emptied)
    const finding = await verifyJwt(await secureAsJwt(openBadge(), other.signers.ES256), other.context())
    expect(finding).toMatchObject({ outcome: 'success', issuerBinding: 'same-domain' })
  })

  test('not for one that the document calls revoked, though its own URL still answers', async () => {
    const other = await createIssuerWorld()
    const url = `${ORIGIN}/issuers/a/did.json`
    const document = other.documents.get(url) as { verificationMethod: JsonObject[] }
    const verificationMethod = document.verificationMethod.map((method) => ({
      ...method,
      revoked: '2026-11-20T00:00:00Z',
    }))
    other.documents.set(url, { ...document, verificationMethod })
    const { issuer } = await verifyJwt(await secureAsJwt(openBadge(), other.signers.ES256), other.context())
    expect(issuer).toMatchObject({ outcome: 'failure', problems: [{ code: 'key-not-issuers' }] })
  })

  test('an https issuer’s profile vouches by its publicKey', async () => {
    const other = await createIssuerWorld()
    const id = `${ORIGIN}/profile`
    const { publicKeyJwk } = other.pairs.ES256
    other.documents.set(id, {
      id,
      type: ['Profile'],
      publicKey: { id: `${id}#1`, type: 'JsonWebKey', controller: id, publicKeyJwk },
    })
    const token = await secureAsJwt(openBadge({ issuer: { id, type: ['Profile'] } }), other.signers.ES256)
    expect(await verifyJwt(token, other.context())).toMatchObject({
      outcome: 'success',
      issuerBinding: 'same-did',
    })
  })

  test('an unreachable kid leaves the answer open', async () => {
    const other = await unreachableWorld()
    other.documents.set(other.signers.ES256.kid, undefined)
    const finding = await verifyJwt(await secureAsJwt(openBadge(), other.signers.ES256), other.context())
    expect([finding.outcome, codes(finding)]).toEqual(['indeterminate', ['key-document-unreachable']])
  })

  test('a did:jwk issuer vouches for the key in its header', async () => {
    const { publicKeyJwk, privateKeyJwk } = world.pairs.ES256
    const did = didJwkOf(publicKeyJwk)
    const own = await createSigner({ privateKeyJwk, verificationMethod: `${did}#0` })
    const issuer = { id: did, type: ['Profile'] }
    const token = await signCompact(
      { alg: 'ES256', jwk: publicKeyJwk },
      { ...claims({ iss: did }), issuer },
      own,
    )
    expect(await verify(token)).toMatchObject({ outcome: 'success', issuerBinding: 'same-did' })
  })

  test('a plain kid names a key of the issuer’s document', async () => {
    const token = await signCompact(header({ kid: 'ES256' }), claims(), signer)
    expect(await verify(token)).toMatchObject({ outcome: 'success', issuerBinding: 'same-did' })
  })
})

describe('a VC 1.1 token', () => {
  const vc = () => {
    const { validFrom, validUntil: _, ...badge } = openBadge()
    return without(
      { ...badge, '@context': ['https://www.w3.org/2018/credentials/v1'], issuanceDate: validFrom as string },
      'id',
    )
  }
  const wrapped = (changes: JsonObject = {}) => ({
    ...without(claims(), ...Object.keys(openBadge())),
    vc: vc(),
    ...changes,
  })

  test('has its claims merged into the credential', async () => {
    const finding = await verify(await signCompact(header(), wrapped(), signer))
    expect(finding).toMatchObject({
      outcome: 'success',
      form: 'vc-1.1',
      credential: {
        id: openBadge().id,
        issuanceDate: '2026-09-01T09:00:00Z',
        expirationDate: '2028-09-01T09:00:00Z',
      },
    })
  })

  test('fills what vc leaves out, and reads its issuer from iss', async () => {
    const bare = without(vc(), 'issuer', 'issuanceDate')
    const finding = await verify(await signCompact(header(), wrapped({ vc: bare }), signer))
    expect(finding).toMatchObject({
      outcome: 'success',
      issuerBinding: 'same-did',
      credential: { issuer: ISSUER_DID },
    })
  })

  test.each<[string, JsonObject]>([
    ['iss', { iss: 'did:web:other.example' }],
    ['sub', { sub: 'urn:uuid:0' }],
    ['nbf', { nbf: 5 }],
  ])('whose %s contradicts vc is refused', async (_, changes) => {
    const finding = await verify(await signCompact(header(), wrapped(changes), signer))
    expect([finding.outcome, codes(finding)]).toEqual(['failure', ['jwt-claim-mismatch']])
  })
})

describe('a VC-JOSE-COSE token', () => {
  test.each(['ES256', 'EdDSA', 'ES384', 'RS256'] as const)('is good by %s', async (name) => {
    const finding = await verify(await secureAsVcJose(openBadge(), world.signers[name]))
    expect(finding).toMatchObject({
      outcome: 'success',
      form: 'vc-jose',
      kind: 'credential',
      issuerBinding: 'same-did',
    })
    expect(finding.credential).toEqual(openBadge())
  })

  test('must not hold a vc claim', async () => {
    const finding = await verify(
      await signCompact(header({ typ: 'vc+jwt' }), { ...openBadge(), vc: {} }, signer),
    )
    expect([finding.outcome, codes(finding)]).toEqual(['failure', ['jwt-claim-forbidden']])
  })

  test('whose iss is another than the issuer is refused', async () => {
    const finding = await verify(
      await signCompact(header({ typ: 'vc+jwt' }), { ...openBadge(), iss: 'did:web:o.example' }, signer),
    )
    expect([finding.outcome, codes(finding)]).toEqual(['failure', ['jwt-claim-mismatch']])
  })

  test('that has ended is refused', async () => {
    const finding = await verify(
      await signCompact(
        header({ typ: 'vc+jwt' }),
        { ...openBadge(), exp: NOW.getTime() / 1000 - 3600 },
        signer,
      ),
    )
    expect([finding.outcome, codes(finding)]).toEqual(['failure', ['jwt-expired']])
  })

  test('opens out of its envelope', async () => {
    const token = await secureAsVcJose(openBadge(), signer)
    const envelope = { type: 'EnvelopedVerifiableCredential', id: `data:application/vc+jwt,${token}` }
    expect(openEnvelope(envelope)).toBe(token)
  })

  test.each([
    'https://a.example',
    'data:text/plain,a.b.c',
    'data:application/vc+jwt;base64,AAAA',
    'data:application/vc+jwt,',
    'data:,',
    7,
  ])('is not found in the envelope %j', async (id) => {
    const envelope = {
      '@context': ['https://www.w3.org/ns/credentials/v2'],
      type: 'EnvelopedVerifiableCredential',
      id,
    }
    const { fetchDocument } = new Network()
    const { verdict, state } = await verifyCredential(envelope, { now: NOW, fetchDocument })
    expect([verdict, state]).toEqual(['invalid', 'malformed'])
  })
})

describe('a presentation as a token', () => {
  const presentation: JsonObject = {
    '@context': ['https://www.w3.org/ns/credentials/v2'],
    type: ['VerifiablePresentation'],
    holder: ISSUER_DID,
  }
  const asked = { challenge: 'c-1', domain: 'https://verifier.example' }

  test('answers challenge and domain by nonce and aud', async () => {
    const token = await secureAsVcJose({ ...presentation, nonce: 'c-1', aud: asked.domain }, signer, 'vp+jwt')
    expect(await verify(token, asked)).toMatchObject({
      outcome: 'success',
      kind: 'presentation',
      issuerBinding: 'same-did',
    })
  })

  test('that answers another challenge for another place is refused', async () => {
    const token = await secureAsVcJose(
      { ...presentation, nonce: 'c-2', aud: 'https://o.example' },
      signer,
      'vp+jwt',
    )
    expect(codes(await verify(token, asked))).toEqual(['proof-challenge-mismatch', 'proof-domain-mismatch'])
  })

  test('may stand in a vp claim', async () => {
    const token = await signCompact(
      header(),
      { iss: ISSUER_DID, vp: presentation, nonce: 'c-1', aud: [asked.domain] },
      signer,
    )
    expect(await verify(token, asked)).toMatchObject({
      outcome: 'success',
      form: 'vc-1.1',
      kind: 'presentation',
    })
  })
})
