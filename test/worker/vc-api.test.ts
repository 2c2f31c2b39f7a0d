/** The VC API as other implementations and the W3C's suites drive it. */
import { env } from 'cloudflare:workers'
import { beforeAll, describe, expect, test } from 'vitest'
import { didKeyOf } from '../../worker/credential/did/index.ts'
import type { JsonObject } from '../../worker/credential/json.ts'
import type { PublicJwk } from '../../worker/credential/key/index.ts'
import { createDeps } from '../../worker/deps.ts'
import { call } from '../support/api.ts'
import { makeAchievement, makeIssuer, type TestIssuer } from '../support/api-issuer.ts'

let issuer: TestIssuer
let other: TestIssuer
let didKey = ''

beforeAll(async () => {
  issuer = await makeIssuer()
  other = await makeIssuer('Another')
  const { proofSigner } = await createDeps(env).signingIssuers.get(issuer.id)
  didKey = didKeyOf(proofSigner.publicKeyJwk as PublicJwk)
})

const credential = (changes: JsonObject = {}): JsonObject => ({
  '@context': ['https://www.w3.org/ns/credentials/v2', 'https://www.w3.org/ns/credentials/examples/v2'],
  type: ['VerifiableCredential'],
  issuer: didKey,
  credentialSubject: { id: 'did:example:subject', alumniOf: 'A university' },
  ...changes,
})

const base = () => `/vc-api/issuers/${issuer.id}`
const issue = (given: JsonObject, options: JsonObject = {}, token = issuer.token) =>
  call('POST', `${base()}/credentials/issue`, { token, body: { credential: given, options } })
const verify = (verifiableCredential: unknown) =>
  call('POST', `${base()}/credentials/verify`, {
    token: issuer.token,
    body: { verifiableCredential, options: {} },
  })
const verifyVp = (verifiablePresentation: unknown, options: JsonObject = {}) =>
  call('POST', `${base()}/presentations/verify`, {
    token: issuer.token,
    body: { verifiablePresentation, options },
  })

test('a key that was replaced signs no more, in the same moment', async () => {
  const { id, did, token } = await makeIssuer('Rotating')
  const issueNow = async () =>
    (
      await call('POST', `/vc-api/issuers/${id}/credentials/issue`, {
        token,
        body: { credential: credential({ issuer: did }) },
      })
    ).body.proof[0].verificationMethod
  const before = await issueNow()
  const path = `/v1/issuers/${id}/keys`
  await call('POST', `${path}/${before.split('#')[1]}/revoke`, { token })
  expect(await issueNow()).not.toBe(before)
})

test('an issuer’s identities and suites are told', async () => {
  const { body } = await call('GET', base(), { token: issuer.token })
  expect([body.id, body.keys[0].id]).toEqual([issuer.did, didKey])
  expect(body.cryptosuites).toContain('eddsa-rdfc-2022')
})

describe('issue and verify', () => {
  test.each([undefined, 'eddsa-rdfc-2022', 'eddsa-jcs-2022'])('by did:key and %s', async (cryptosuite) => {
    const issued = await issue(credential(), cryptosuite ? { cryptosuite } : {})
    expect(issued.status).toBe(201)
    const verifiableCredential = issued.body
    expect(verifiableCredential.proof[0]).toMatchObject({
      type: 'DataIntegrityProof',
      proofPurpose: 'assertionMethod',
    })
    const verified = await verify(verifiableCredential)
    expect([verified.status, verified.body.verified, verified.body.errors]).toEqual([200, true, []])
  })

  test.each(['ecdsa-rdfc-2019', 'ecdsa-jcs-2019', 'vc+jwt'])(
    'by the issuer’s own DID and %s',
    async (cryptosuite) => {
      const issued = await issue(credential({ issuer: issuer.did }), { cryptosuite })
      expect(issued.status).toBe(201)
      expect((await verify(issued.body)).status).toBe(200)
    },
  )

  test('a changed credential is answered 400, with what is wrong', async () => {
    const { body } = await issue(credential())
    const changed = { ...body, credentialSubject: { id: 'did:example:another' } }
    const verified = await verify(changed)
    expect([verified.status, verified.body.verified]).toEqual([400, false])
    expect(verified.body.problemDetails.map(({ title }: { title: string }) => title)).toContain(
      'signature-mismatch',
    )
  })

  test.each<[string, unknown]>([
    [
      'an unsigned credential',
      { '@context': ['https://www.w3.org/ns/credentials/v2'], type: ['VerifiableCredential'] },
    ],
    ['no credential at all', { type: ['NonconformingDocument'] }],
    ['garbage', 'garbage'],
  ])('%s does not verify', async (_name, given) => {
    expect((await verify(given)).status).toBe(400)
  })

  test.each<[string, JsonObject, string]>([
    ['another’s issuer', { issuer: 'did:web:stranger.example' }, '/credential/issuer'],
    ['no issuer', { issuer: null }, '/credential/issuer'],
    ['an undefined term', { salary: 1 }, '/credential'],
    ['an empty subject', { credentialSubject: {} }, '/credential/credentialSubject'],
    [
      'a context in the wrong order',
      {
        '@context': ['https://www.w3.org/ns/credentials/examples/v2', 'https://www.w3.org/ns/credentials/v2'],
      },
      '/credential/@context',
    ],
    ['a type that means nothing', { type: ['VerifiableCredential', 'Unmapped!'] }, '/credential'],
    [
      'an end before its beginning',
      { validFrom: '2026-01-02T00:00:00Z', validUntil: '2026-01-01T00:00:00Z' },
      '/credential/validUntil',
    ],
  ])('%s is refused, and where', async (_name, changes, pointer) => {
    const refused = await issue({
      ...credential({
        '@context': ['https://www.w3.org/ns/credentials/v2'],
        credentialSubject: { id: 'did:example:subject' },
      }),
      ...changes,
    })
    expect(refused.status).toBe(422)
    expect(refused.body.errors[0].pointer).toBe(pointer)
  })

  test('an unknown cryptosuite is refused', async () => {
    expect((await issue(credential(), { cryptosuite: 'magic-2030' })).status).toBe(422)
  })

  test('needs the key of that issuer, with the scope', async () => {
    expect((await issue(credential(), {}, other.token)).status).toBe(404)
    expect((await issue(credential(), {}, 'wrong')).status).toBe(401)
  })
})

describe('selective disclosure', () => {
  test('a base credential is derived with what its pointers choose, and verifies', async () => {
    const issued = await issue(credential({ issuer: issuer.did, name: 'A name' }), {
      cryptosuite: 'ecdsa-sd-2023',
      mandatoryPointers: ['/issuer'],
    })
    expect(issued.status).toBe(201)
    const derive = (selectivePointers: string[]) =>
      call('POST', `${base()}/credentials/derive`, {
        token: issuer.token,
        body: { verifiableCredential: issued.body, options: { selectivePointers } },
      })
    const derived = await derive(['/credentialSubject/alumniOf'])
    expect([derived.status, derived.body.name, derived.body.credentialSubject.alumniOf]).toEqual([
      201,
      undefined,
      'A university',
    ])
    expect((await verify(derived.body)).status).toBe(200)
    expect((await verify({ ...derived.body, issuer: other.did })).status).toBe(400)
    expect((await derive(['/nothing/there'])).status).toBe(422)
  })
})

describe('presentations', () => {
  const presentation = (changes: JsonObject = {}): JsonObject => ({
    '@context': ['https://www.w3.org/ns/credentials/v2'],
    type: ['VerifiablePresentation'],
    ...changes,
  })

  test('without a challenge an unsigned one is accepted, with what is in it', async () => {
    const { body } = await issue(credential())
    expect((await verifyVp(presentation())).status).toBe(200)
    expect((await verifyVp(presentation({ verifiableCredential: [body] }))).status).toBe(200)
    expect((await verifyVp(presentation({ verifiableCredential: [credential()] }))).status).toBe(400)
  })

  test.each<[string, JsonObject, JsonObject]>([
    ['a challenge', {}, { challenge: 'c' }],
    ['a wrong context', { '@context': ['https://www.w3.org/ns/credentials/examples/v2'] }, {}],
    ['a wrong type', { type: ['Presentation'] }, {}],
    ['a wrong holder', { holder: 'nobody' }, {}],
  ])('%s is refused', async (_name, changes, options) => {
    expect((await verifyVp(presentation(changes), options)).status).toBe(400)
  })
})

describe('status', () => {
  test('revokes a credential that this issuer issued', async () => {
    const achievementId = await makeAchievement(issuer.token)
    const issued = await call('POST', '/v1/credentials', {
      token: issuer.token,
      body: { achievementId, recipient: { email: 'ada@example.org' } },
    })
    expect(issued.status).toBe(201)
    const credentialId = `https://laurel.example/credentials/${issued.body.id}`
    const change = (status: boolean) =>
      call('POST', `${base()}/credentials/status`, {
        token: issuer.token,
        body: {
          credentialId,
          credentialStatus: { type: 'BitstringStatusListEntry', statusPurpose: 'revocation' },
          status,
        },
      })
    expect((await change(true)).status).toBe(200)
    expect((await change(false)).status).toBe(409)
    const report = await call('POST', '/v1/verify', { body: { url: credentialId } })
    expect(report.body.issuer.id).toBe(issuer.did)
  })
})

describe('P-384', () => {
  let p384 = ''
  let method = ''

  beforeAll(async () => {
    const path = `/v1/issuers/${issuer.id}/keys`
    const made = await call('POST', path, { token: issuer.token, body: { algorithm: 'ES384' } })
    expect([made.status, made.body.publicJwk.crv]).toEqual([201, 'P-384'])
    p384 = didKeyOf(made.body.publicJwk)
    method = made.body.verificationMethod
  })

  const isP384 = ({ proof: [{ proofValue }] }: { proof: [{ proofValue: string }] }) => proofValue.length > 120

  test('its key stands in every public document, and in the identities', async () => {
    const [did, jwks] = await Promise.all(
      ['did.json', 'jwks.json'].map((name) => call('GET', `/issuers/${issuer.id}/${name}`)),
    )
    expect(did?.body.assertionMethod).toContain(method)
    const jwk = jwks?.body.keys.find(({ alg }: { alg: string }) => alg === 'ES384')
    expect((await call('GET', new URL(jwk.kid).pathname)).body).toEqual(jwk)
    expect(JSON.stringify(jwk)).not.toContain('"d"')
    const exported = await call('GET', `/v1/issuers/${issuer.id}/export`, { token: issuer.token })
    expect(exported.body).toContain(method)
    const { body } = await call('GET', base(), { token: issuer.token })
    expect(body.keys).toContainEqual({
      id: p384,
      algorithm: 'ES384',
      verificationMethod: method,
      cryptosuites: ['ecdsa-rdfc-2019', 'ecdsa-jcs-2019', 'JsonWebSignature2020'],
    })
  })

  test.each([undefined, 'ecdsa-rdfc-2019', 'ecdsa-jcs-2019'])('signs by key, %s', async (cryptosuite) => {
    const issued = await issue(credential({ issuer: p384 }), cryptosuite ? { cryptosuite } : {})
    expect(issued.status).toBe(201)
    expect([issued.body.proof[0].cryptosuite, isP384(issued.body)]).toEqual([
      cryptosuite ?? 'ecdsa-rdfc-2019',
      true,
    ])
    expect((await verify(issued.body)).status).toBe(200)
    const changed = { ...issued.body, credentialSubject: { id: 'did:example:another' } }
    expect((await verify(changed)).status).toBe(400)
  })

  test.each(['ecdsa-rdfc-2019', 'ecdsa-jcs-2019', 'vc+jwt'])(
    'signs as the issuer’s own DID where the option names its method, %s',
    async (cryptosuite) => {
      const options = { cryptosuite, verificationMethod: method }
      const issued = await issue(credential({ issuer: issuer.did }), options)
      expect(issued.status).toBe(201)
      if (cryptosuite === 'vc+jwt') {
        const header = JSON.parse(atob(issued.body.id.split(',')[1].split('.')[0]))
        expect(header.alg).toBe('ES384')
      } else expect([issued.body.proof[0].verificationMethod, isP384(issued.body)]).toEqual([method, true])
      expect((await verify(issued.body)).status).toBe(200)
    },
  )

  test('where no option names it, P-256 signs as the issuer’s own DID', async () => {
    const { body } = await issue(credential({ issuer: issuer.did }), { cryptosuite: 'ecdsa-rdfc-2019' })
    expect(isP384(body)).toBe(false)
  })

  test.each<[string, JsonObject, string]>([
    ['a suite that P-384 has not', { cryptosuite: 'ecdsa-sd-2023' }, '/options/cryptosuite'],
    [
      'a method of a stranger',
      { verificationMethod: 'did:web:stranger.example#1' },
      '/options/verificationMethod',
    ],
  ])('%s is refused, and where', async (_name, options, pointer) => {
    const refused = await issue(credential({ issuer: issuer.did }), {
      verificationMethod: method,
      ...options,
    })
    expect([refused.status, refused.body.errors[0].pointer]).toEqual([422, pointer])
  })

  test('the JWT form is signed by it where the issuer chooses so, and an RSA key beside it does no harm', async () => {
    const path = `/v1/issuers/${issuer.id}`
    await call('POST', `${path}/keys`, { token: issuer.token, body: { algorithm: 'RS256' } })
    const body = { profile: { name: 'Example Academy' }, jwtAlgorithm: 'ES384' }
    expect((await call('PUT', path, { token: issuer.token, body })).status).toBe(200)
    const achievementId = await makeAchievement(issuer.token)
    const { jwt } = (
      await call('POST', '/v1/credentials', {
        token: issuer.token,
        body: { achievementId, recipient: { email: 'ada@example.org' } },
      })
    ).body
    const report = await call('POST', '/v1/verify', { body: { credential: jwt } })
    expect(report.body.verdict).toBe('valid')
    expect((await issue(credential({ issuer: 'did:web:stranger.example' }))).status).toBe(422)
    const byP256 = await issue(credential({ issuer: issuer.did }), { cryptosuite: 'ecdsa-sd-2023' })
    expect(byP256.status).toBe(201)
  })
})

test('for everybody there is verification, and it can be switched off', async () => {
  const body = { verifiableCredential: { type: ['NonconformingDocument'] } }
  expect((await call('POST', '/vc-api/credentials/verify', { body })).status).toBe(400)
  Object.assign(env, { VC_API: 'off' })
  expect((await call('POST', '/vc-api/credentials/verify', { body })).status).toBe(404)
  Object.assign(env, { VC_API: undefined })
})
