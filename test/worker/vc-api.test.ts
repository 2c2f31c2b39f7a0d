/** The VC API as other implementations and the W3C's suites drive it. */
import { env } from 'cloudflare:workers'
import { beforeAll, describe, expect, test } from 'vitest'
import { createDeps } from '../../worker/compose.ts'
import { didKeyOf, didKeyVerificationMethod } from '../../worker/credential/did/index.ts'
import type { JsonObject } from '../../worker/credential/json.ts'
import { createSigner, generateKeyPair, type PublicJwk } from '../../worker/credential/key/index.ts'
import { secureWithProof } from '../../worker/credential/proof/secure-with-proof.ts'
import { publishStatusList } from '../../worker/issuing/status-list.ts'
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
    ).body.verifiableCredential.proof[0].verificationMethod
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
    const { verifiableCredential } = issued.body
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
      expect((await verify(issued.body.verifiableCredential)).status).toBe(200)
    },
  )

  test('a changed credential is answered 400, with what is wrong', async () => {
    const { verifiableCredential: body } = (await issue(credential())).body
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
    expect(refused.status).toBe(400)
    expect(refused.body.errors[0].pointer).toBe(pointer)
  })

  test('an unknown cryptosuite is refused', async () => {
    expect((await issue(credential(), { cryptosuite: 'magic-2030' })).status).toBe(400)
  })

  test('what is enveloped must be JSON-LD without loss, too', async () => {
    const given = credential({
      '@context': ['https://www.w3.org/ns/credentials/v2'],
      credentialSubject: { salary: 1 },
    })
    expect((await issue(given, { cryptosuite: 'vc+jwt' })).status).toBe(400)
  })

  test.each<[string, JsonObject]>([
    ['without its context', { '@context': [] }],
    ['with another context', { '@context': 'https://www.w3.org/ns/credentials/examples/v2' }],
    ['without a data: URL', { id: 'eyJhbGciOiJFUzI1NiJ9.e30.AA' }],
    ['without its type', { type: null }],
    ['with another type', { type: 'VerifiableCredential' }],
  ])('an envelope %s is refused', async (_name, changes) => {
    const options = { cryptosuite: 'vc+jwt' }
    const { verifiableCredential } = (await issue(credential({ issuer: issuer.did }), options)).body
    expect((await verify(verifiableCredential)).status).toBe(200)
    expect((await verify({ ...verifiableCredential, ...changes })).status).toBe(400)
  })

  test('another purpose than the proof’s, a challenge that it does not answer: not verified', async () => {
    const { verifiableCredential } = (await issue(credential())).body
    const send = (options: JsonObject) =>
      call('POST', '/vc-api/credentials/verify', { body: { verifiableCredential, options } })
    const good = await send({ expectedProofPurpose: 'assertionMethod', returnCredential: true })
    expect([good.status, good.body.credential]).toEqual([200, verifiableCredential])
    const problem = async (options: JsonObject) =>
      (await send(options)).body.problemDetails.map(({ title }: { title: string }) => title)
    expect(await problem({ expectedProofPurpose: 'authentication' })).toContain('proof-purpose-mismatch')
    expect(await problem({ challenge: 'c' })).toContain('proof-challenge-mismatch')
    expect(await problem({ domain: 'd.example' })).toContain('proof-domain-mismatch')
  })

  test('every proof of a set must be good', async () => {
    const first = (await issue(credential())).body.verifiableCredential
    const second = (await issue(first)).body.verifiableCredential
    expect([second.proof.length, (await verify(second)).status]).toEqual([2, 200])
    const [good, other] = second.proof
    const mixed = {
      ...second,
      proof: [good, { ...other, proofValue: `${other.proofValue.slice(0, -4)}AAAA` }],
    }
    expect((await verify(mixed)).status).toBe(400)
    expect((await verify({ ...second, proof: [good, { ...other, previousProof: 'urn:none' }] })).status).toBe(
      400,
    )
  })

  test('VC Data Model 1.1 gets the context of its proof, by JCS too', async () => {
    const given = credential({
      '@context': ['https://www.w3.org/2018/credentials/v1', { name: 'https://schema.org/name' }],
      issuanceDate: '2026-01-01T00:00:00Z',
      credentialSubject: { id: 'did:example:subject', name: 'Ada' },
    })
    for (const cryptosuite of ['eddsa-rdfc-2022', 'eddsa-jcs-2022']) {
      const { verifiableCredential } = (await issue(given, { cryptosuite })).body
      expect(verifiableCredential['@context']).toContain('https://w3id.org/security/data-integrity/v2')
      expect((await verify(verifiableCredential)).status).toBe(200)
    }
  })

  test.each([
    ['Ed25519Signature2020', ['EdDSA']],
    ['Ed25519Signature2018', ['EdDSA']],
    ['JsonWebSignature2020', ['EdDSA', 'ES256']],
  ])('%s is offered for %s, issued and verified; changed, it is refused', async (cryptosuite, algorithms) => {
    const { keys } = (await call('GET', base(), { token: issuer.token })).body as {
      keys: { id: string; algorithm: string; verificationMethod: string; cryptosuites: string[] }[]
    }
    const offering = keys.filter(({ cryptosuites }) => cryptosuites.includes(cryptosuite))
    expect(offering.map(({ algorithm }) => algorithm)).toEqual(algorithms)
    for (const { id, verificationMethod } of offering) {
      for (const by of [id, issuer.did]) {
        const given = credential({
          '@context': ['https://www.w3.org/2018/credentials/v1', { name: 'https://schema.org/name' }],
          issuer: by,
          issuanceDate: '2026-01-01T00:00:00Z',
          credentialSubject: { id: 'did:example:subject', name: 'Ada' },
        })
        const issued = await issue(given, { cryptosuite, verificationMethod })
        expect(issued.status, JSON.stringify(issued.body)).toBe(201)
        const { verifiableCredential } = issued.body
        const [proof] = verifiableCredential.proof
        const method = by === id ? `${id}#${id.slice('did:key:'.length)}` : verificationMethod
        expect([proof.type, proof.verificationMethod]).toEqual([cryptosuite, method])
        const verified = await verify(verifiableCredential)
        expect([verified.status, verified.body.verified, verified.body.errors]).toEqual([200, true, []])
        for (const change of [
          { credentialSubject: { id: 'did:example:subject', name: 'Eve' } },
          { proof: [{ ...proof, created: '2026-01-01T00:00:00Z' }] },
        ]) {
          const refused = await verify({ ...verifiableCredential, ...change })
          expect([refused.status, refused.body.verified]).toEqual([400, false])
          expect(refused.body.problemDetails.map(({ title }: { title: string }) => title)).toContain(
            'signature-mismatch',
          )
        }
      }
    }
  })

  test('the digest of the base context is known: a wrong one is refused when issuing, and never verifies', async () => {
    const related = (digest: JsonObject) =>
      credential({ relatedResource: [{ id: 'https://www.w3.org/ns/credentials/v2', ...digest }] })
    const right = 'sha384-l/HrjlBCNWyAX91hr6LFV2Y3heB5Tcr6IeE4/Tje8YyzYBM8IhqjHWiWpr8+ZbYU'
    const wrong = 'sha384-NSOcNpmdIVUxIJGvGUoe22FjTWrXiaXlsZ8q6912LdnR3KraQO2n75Ica4wK4Qeg'
    for (const digest of [
      { digestSRI: right },
      { digestMultibase: 'uWZVc7WaX1h4D8rJVb-vlMIqxaEKEb1tYbX8fet7JJzQ' },
      { digestMultibase: 'uEiBZlVztZpfWHgPyslVv6-UwirFoQoRvW1htfx963sknNA' },
    ]) {
      const { verifiableCredential } = (await issue(related(digest))).body
      expect((await verify(verifiableCredential)).status).toBe(200)
    }
    const refused = await issue(related({ digestSRI: wrong }))
    expect([refused.status, refused.body.errors[0].pointer]).toEqual([400, '/credential/relatedResource'])
    const { proofSigner } = await createDeps(env).signingIssuers.get(issuer.id)
    const signed = await secureWithProof(
      { ...related({ digestSRI: wrong }), issuer: issuer.did },
      proofSigner,
      { created: new Date() },
    )
    expect((await verify(signed)).status).toBe(400)
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
        body: { verifiableCredential: issued.body.verifiableCredential, options: { selectivePointers } },
      })
    const derived = await derive(['/credentialSubject/alumniOf'])
    expect([derived.status, derived.body.name, derived.body.credentialSubject.alumniOf]).toEqual([
      201,
      undefined,
      'A university',
    ])
    expect((await verify(derived.body)).status).toBe(200)
    expect((await verify({ ...derived.body, issuer: other.did })).status).toBe(400)
    expect((await derive(['/nothing/there'])).status).toBe(400)
  })
})

describe('presentations', () => {
  const presentation = (changes: JsonObject = {}): JsonObject => ({
    '@context': ['https://www.w3.org/ns/credentials/v2'],
    type: ['VerifiablePresentation'],
    ...changes,
  })
  const asked = { challenge: 'a-challenge', domain: 'verifier.example' }

  async function holderOf() {
    const { publicKeyJwk, privateKeyJwk } = await generateKeyPair('EdDSA')
    const verificationMethod = didKeyVerificationMethod(publicKeyJwk)
    const signer = await createSigner({ privateKeyJwk, verificationMethod, kid: verificationMethod })
    const id = didKeyOf(publicKeyJwk)
    const sign = (document: JsonObject) =>
      secureWithProof(document, signer, { created: new Date(), proofPurpose: 'authentication', ...asked })
    return { id, sign }
  }

  test('without a challenge an unsigned one is accepted, with what is in it', async () => {
    const { verifiableCredential: body } = (await issue(credential())).body
    expect((await verifyVp(presentation())).status).toBe(200)
    expect((await verifyVp(presentation({ verifiableCredential: [body] }))).status).toBe(200)
    expect((await verifyVp(presentation({ verifiableCredential: [credential()] }))).status).toBe(400)
  })

  test('a holder answers challenge and domain, and nothing else; what was verified is returned on request', async () => {
    const holder = await holderOf()
    const { verifiableCredential } = (await issue(credential())).body
    const signed = await holder.sign(
      presentation({ holder: holder.id, verifiableCredential: [verifiableCredential] }),
    )
    const good = await verifyVp(signed, { ...asked, returnPresentation: true })
    expect([good.status, good.body.presentation]).toEqual([200, signed])
    for (const options of [
      { ...asked, challenge: 'another' },
      { ...asked, domain: 'another.example' },
      { ...asked, expectedProofPurpose: 'assertionMethod' },
    ])
      expect((await verifyVp(signed, options)).status).toBe(400)
  })

  test('an unsigned credential in it is its holder’s own word: as the issuer of it, and as nobody else', async () => {
    const holder = await holderOf()
    const claim = (by: string) => credential({ issuer: by })
    const present = async (document: JsonObject) =>
      (await verifyVp(await holder.sign(document), asked)).status
    expect(await present(presentation({ holder: holder.id, verifiableCredential: [claim(holder.id)] }))).toBe(
      200,
    )
    for (const refused of [
      presentation({ verifiableCredential: [claim(holder.id)] }),
      presentation({ holder: holder.id, verifiableCredential: [claim(didKey)] }),
      presentation({ holder: didKey, verifiableCredential: [claim(didKey)] }),
    ])
      expect(await present(refused)).toBe(400)
    const unsigned = presentation({ holder: holder.id, verifiableCredential: [claim(holder.id)] })
    expect((await verifyVp(unsigned)).status).toBe(400)
  })

  test('one without proofs may be sent as `presentation`; a credential is none', async () => {
    const { verifiableCredential } = (await issue(credential())).body
    const send = (body: JsonObject) =>
      call('POST', `${base()}/presentations/verify`, { token: issuer.token, body })
    const unsigned = presentation({ verifiableCredential: [verifiableCredential] })
    expect((await send({ presentation: unsigned })).status).toBe(200)
    expect((await send({ verifiablePresentation: verifiableCredential })).status).toBe(400)
    expect((await send({})).status).toBe(400)
  })

  test('envelopes within it are looked at as such', async () => {
    const { verifiableCredential } = (
      await issue(credential({ issuer: issuer.did }), { cryptosuite: 'vc+jwt' })
    ).body
    const status = async (changes: JsonObject) =>
      (await verifyVp(presentation({ verifiableCredential: [{ ...verifiableCredential, ...changes }] })))
        .status
    expect(await status({})).toBe(200)
    expect(await status({ '@context': [] })).toBe(400)
    expect(await status({ type: 'VerifiableCredential' })).toBe(400)
    const { id } = verifiableCredential
    expect((await verifyVp(presentation({ id }))).status).toBe(400)
    expect(await status({ id: id.replace('application/vc+jwt', 'application/jwt') })).toBe(200)
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

describe('status of what was issued here', () => {
  const status = (credentialId: string, change: JsonObject, token = issuer.token, id = issuer.id) =>
    call('POST', `/vc-api/issuers/${id}/credentials/status`, { token, body: { credentialId, ...change } })
  const purpose = (statusPurpose: string) => ({
    credentialStatus: { type: 'BitstringStatusListEntry', statusPurpose },
  })
  const own = (changes: JsonObject = {}) => credential({ issuer: issuer.did, ...changes })
  const issueWith = async (options: JsonObject, changes: JsonObject = {}) =>
    (await issue(own({ id: `urn:uuid:${crypto.randomUUID()}`, ...changes }), options)).body
      .verifiableCredential
  const published = async (entry: { statusListCredential: string }) => {
    const id = entry.statusListCredential.split('/').at(-1) as string
    for (let round = 0; round < 40; round++) {
      if ((await publishStatusList(createDeps(env), id)) === 'published') return
      await new Promise((resolve) => setTimeout(resolve, 100))
    }
  }

  test('an entry is added where it is asked for, in a list of this issuer, and nowhere else', async () => {
    expect((await issueWith({})).credentialStatus).toBeUndefined()
    const { credentialStatus: one } = await issueWith({ credentialStatus: {} })
    expect(one).toMatchObject({ type: 'BitstringStatusListEntry', statusPurpose: 'revocation' })
    expect(one.statusListIndex).toMatch(/^\d+$/)
    const list = await call('GET', new URL(one.statusListCredential).pathname)
    expect([list.status, list.body.issuer]).toEqual([200, issuer.did])
    const asked = [{ statusPurpose: 'revocation' }, { statusPurpose: 'suspension' }]
    const { credentialStatus: two } = await issueWith({ credentialStatus: asked })
    expect(two.map((entry: JsonObject) => entry.statusPurpose)).toEqual(['revocation', 'suspension'])
    const present = { type: 'https://status.example/#Other' }
    const added = await issueWith({ credentialStatus: {} }, { credentialStatus: present })
    expect(added.credentialStatus[0]).toEqual(present)
  })

  test.each(['eddsa-rdfc-2022', 'vc+jwt'])('revoked for good, by %s', async (cryptosuite) => {
    const options = { cryptosuite, ...purpose('revocation') }
    const id = `urn:uuid:${crypto.randomUUID()}`
    const issued = await issueWith(options, { id })
    expect((await verify(issued)).status).toBe(200)
    expect((await status(id, { ...purpose('revocation'), status: true })).status).toBe(200)
    const claims = issued.proof
      ? issued
      : JSON.parse(atob(issued.id.split('.')[1].replaceAll('-', '+').replaceAll('_', '/')))
    await published(claims.credentialStatus)
    expect((await verify(issued)).status).toBe(400)
    expect((await status(id, { ...purpose('revocation'), status: false })).status).toBe(409)
    expect((await status(id, purpose('suspension'))).status).toBe(404)
  })

  test('suspended and reinstated, by the name that it was given', async () => {
    const credentialId = 'course/42/ada'
    const issued = (await issue(own(), { ...purpose('suspension'), credentialId })).body.verifiableCredential
    const { statusListCredential, statusListIndex } = issued.credentialStatus
    for (const [on, expected] of [
      [true, 400],
      [false, 200],
    ] as const) {
      const change = { ...purpose('suspension').credentialStatus, statusListCredential, statusListIndex }
      expect((await status(credentialId, { credentialStatus: change, status: on })).status).toBe(200)
      await published(issued.credentialStatus)
      expect((await verify(issued)).status).toBe(expected)
    }
    const another = { statusPurpose: 'suspension', statusListIndex: String(Number(statusListIndex) + 1) }
    expect((await status(credentialId, { credentialStatus: another })).status).toBe(404)
  })

  test('an id once, and never another issuer’s', async () => {
    const id = `urn:uuid:${crypto.randomUUID()}`
    await issueWith(purpose('revocation'), { id })
    expect((await issue(own({ id }), purpose('revocation'))).status).toBe(409)
    expect((await status(id, purpose('revocation'), other.token, other.id)).status).toBe(404)
    const nameless = await issue(own(), purpose('revocation'))
    expect([nameless.status, nameless.body.errors[0].pointer]).toEqual([400, '/credential/id'])
    expect((await issue(own({ id }), purpose('message'))).status).toBe(400)
    const ours = `https://laurel.example/credentials/${crypto.randomUUID()}`
    const irrevocable = await issue(own({ id: ours }), purpose('revocation'))
    expect([irrevocable.status, irrevocable.body.errors?.[0].pointer]).toEqual([400, '/credential/id'])
    const byKey = await issue(credential({ id: 'urn:by:key' }), purpose('revocation'))
    expect([byKey.status, byKey.body.errors[0].pointer]).toEqual([400, '/credential/issuer'])
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
    const { verifiableCredential } = issued.body
    expect([verifiableCredential.proof[0].cryptosuite, isP384(verifiableCredential)]).toEqual([
      cryptosuite ?? 'ecdsa-rdfc-2019',
      true,
    ])
    expect((await verify(issued.body.verifiableCredential)).status).toBe(200)
    const changed = { ...verifiableCredential, credentialSubject: { id: 'did:example:another' } }
    expect((await verify(changed)).status).toBe(400)
  })

  test.each(['ecdsa-rdfc-2019', 'ecdsa-jcs-2019', 'vc+jwt'])(
    'signs as the issuer’s own DID where the option names its method, %s',
    async (cryptosuite) => {
      const options = { cryptosuite, verificationMethod: method }
      const issued = await issue(credential({ issuer: issuer.did }), options)
      expect(issued.status).toBe(201)
      if (cryptosuite === 'vc+jwt') {
        const header = JSON.parse(atob(issued.body.verifiableCredential.id.split(',')[1].split('.')[0]))
        expect(header.alg).toBe('ES384')
      } else {
        const { verifiableCredential } = issued.body
        const { verificationMethod } = verifiableCredential.proof[0]
        expect([verificationMethod, isP384(verifiableCredential)]).toEqual([method, true])
      }
      expect((await verify(issued.body.verifiableCredential)).status).toBe(200)
    },
  )

  test('where no option names it, P-256 signs as the issuer’s own DID', async () => {
    const { body } = await issue(credential({ issuer: issuer.did }), { cryptosuite: 'ecdsa-rdfc-2019' })
    expect(isP384(body.verifiableCredential)).toBe(false)
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
    expect([refused.status, refused.body.errors[0].pointer]).toEqual([400, pointer])
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
    expect((await issue(credential({ issuer: 'did:web:stranger.example' }))).status).toBe(400)
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
