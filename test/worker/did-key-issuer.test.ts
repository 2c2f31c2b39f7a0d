/** Issuers whose identity is a key: did:key, for those without a domain. */
import { env } from 'cloudflare:workers'
import { beforeAll, expect, test } from 'vitest'
import { createDeps } from '../../worker/compose.ts'
import { didKeyOf } from '../../worker/credential/did/index.ts'
import { publishStatusList } from '../../worker/issuing/status-list.ts'
import { call, OPERATOR_TOKEN } from '../support/api.ts'
import { makeAchievement, makeIssuer, type TestIssuer } from '../support/api-issuer.ts'

let issuer: TestIssuer
let achievementId = ''
let method = ''

beforeAll(async () => {
  issuer = await makeIssuer('Wandering Scholars', 'did:key')
  achievementId = await makeAchievement(issuer.token)
  method = `${issuer.did}#${issuer.did.slice('did:key:'.length)}`
})

const issue = async () => {
  const body = { achievementId, recipient: { email: 'ada@example.org' } }
  const issued = await call('POST', '/v1/credentials', { token: issuer.token, body })
  expect(issued.status).toBe(201)
  return issued.body
}
const verify = async (credential: unknown) =>
  (await call('POST', '/v1/verify', { body: { credential } })).body

/** Published no more than once a second. */
const published = async (listId: string) => {
  for (let round = 0; round < 40; round++) {
    if ((await publishStatusList(createDeps(env), listId)) === 'published') return
    await new Promise((resolve) => setTimeout(resolve, 100))
  }
  throw new Error('the status list stays unpublished')
}

test('the DID is that of its one key, and the public documents say the same', async () => {
  const { items } = (await call('GET', `/v1/issuers/${issuer.id}/keys`, { token: issuer.token })).body
  expect(items).toHaveLength(1)
  expect(items[0]).toMatchObject({ algorithm: 'EdDSA', verificationMethod: method, kid: method })
  expect(issuer.did).toBe(didKeyOf(items[0].publicJwk))
  const did = (await call('GET', `/issuers/${issuer.id}/did.json`)).body
  expect([did.id, did.assertionMethod, did.alsoKnownAs]).toEqual([issuer.did, [method], undefined])
  expect((await call('GET', `/issuers/${issuer.id}/jwks.json`)).body.keys[0].kid).toBe(method)
  expect((await call('GET', `/issuers/${issuer.id}`)).body.id).toBe(issuer.did)
  expect((await call('GET', `/v1/issuers/${issuer.id}`, { token: issuer.token })).body.jwtAlgorithm).toBe(
    'EdDSA',
  )
})

test('both forms and their status list are valid as the issuer’s, and a revocation counts', async () => {
  const { id, credential, jwt } = await issue()
  expect([credential.issuer.id, credential.proof[0].verificationMethod]).toEqual([issuer.did, method])
  for (const form of [credential, jwt]) {
    const report = await verify(form)
    expect([report.verdict, report.issuer.id]).toEqual(['valid', issuer.did])
    expect(report.checks).toContainEqual(expect.objectContaining({ id: 'status', outcome: 'success' }))
  }
  const listUrl = credential.credentialStatus.statusListCredential
  for (const accept of ['application/vc', 'application/vc+jwt']) {
    const list = await call('GET', new URL(listUrl).pathname, { headers: { accept } })
    expect(list.status).toBe(200)
    const report = await verify(list.body)
    expect([report.verdict, report.issuer?.id]).toEqual(['valid', issuer.did])
  }
  const revoked = await call('POST', `/v1/credentials/${id}/revoke`, { token: issuer.token, body: {} })
  expect(revoked.status).toBe(200)
  await published(listUrl.split('/').at(-1))
  for (const form of [credential, jwt]) {
    const { verdict, state } = await verify(form)
    expect([verdict, state]).toEqual(['invalid', 'revoked'])
  }
})

test.each([undefined, 'eddsa-rdfc-2022', 'eddsa-jcs-2022', 'Ed25519Signature2020', 'vc+jwt'])(
  'issues through the VC API by %s, and it is valid',
  async (cryptosuite) => {
    const credential = {
      '@context': ['https://www.w3.org/ns/credentials/v2', 'https://www.w3.org/ns/credentials/examples/v2'],
      type: ['VerifiableCredential'],
      issuer: issuer.did,
      credentialSubject: { id: 'did:example:subject', alumniOf: 'A university' },
    }
    const body = { credential, options: { cryptosuite } }
    const issued = await call('POST', `/vc-api/issuers/${issuer.id}/credentials/issue`, {
      token: issuer.token,
      body,
    })
    expect(issued.status).toBe(201)
    expect((await verify(issued.body.verifiableCredential)).verdict).toBe('valid')
  },
)

test('through the VC API it offers what its key can sign, once, and signs as nobody else', async () => {
  const base = `/vc-api/issuers/${issuer.id}`
  const { body } = await call('GET', base, { token: issuer.token })
  expect([body.id, body.keys.map(({ id }: { id: string }) => id)]).toEqual([issuer.did, [issuer.did]])
  expect(new Set(body.cryptosuites).size).toBe(body.cryptosuites.length)
  expect(body.cryptosuites).not.toContain('ecdsa-rdfc-2019')
  const credential = {
    '@context': ['https://www.w3.org/ns/credentials/v2'],
    type: ['VerifiableCredential'],
    issuer: `https://laurel.example/issuers/${issuer.id}`,
    credentialSubject: { id: 'did:example:subject' },
  }
  const refused = await call('POST', `${base}/credentials/issue`, {
    token: issuer.token,
    body: { credential },
  })
  expect([refused.status, refused.body.errors[0].pointer]).toEqual([400, '/credential/issuer'])
})

test('its key cannot be rotated, retired or revoked, and no other joins it', async () => {
  const path = `/v1/issuers/${issuer.id}`
  const { items } = (await call('GET', `${path}/keys`, { token: issuer.token })).body
  const attempts = await Promise.all([
    ...['EdDSA', 'ES256'].map((algorithm) =>
      call('POST', `${path}/keys`, { token: issuer.token, body: { algorithm } }),
    ),
    ...['retire', 'revoke'].map((verb) =>
      call('POST', `${path}/keys/${items[0].id}/${verb}`, { token: issuer.token }),
    ),
    call('PUT', path, { token: issuer.token, body: { profile: { name: 'W' }, jwtAlgorithm: 'ES256' } }),
  ])
  for (const { status, body } of attempts) {
    expect([status, body.code]).toEqual([409, 'conflict'])
    expect(body.detail).toContain('did:key')
  }
  expect((await verify((await issue()).credential)).verdict).toBe('valid')
  const renamed = await call('PUT', path, { token: issuer.token, body: { profile: { name: 'Renamed' } } })
  expect([renamed.status, renamed.body.did]).toEqual([200, issuer.did])
})

test('its credential has a page like any other', async () => {
  const { id } = await issue()
  const page = await call('GET', `/credentials/${id}`, { headers: { accept: 'text/html' } })
  expect(page.status).toBe(200)
})

test.each([
  ['ES256', 'did:key:zDn', ['ecdsa-rdfc-2019', 'ecdsa-jcs-2019', 'vc+jwt']],
  ['ES384', 'did:key:z82L', ['ecdsa-rdfc-2019', 'ecdsa-jcs-2019', 'vc+jwt']],
])(
  '%s: a did:key of a NIST curve signs badges, their list, and what the VC API brings',
  async (keyAlgorithm, prefix, suites) => {
    const body = { name: 'By curve', identity: 'did:key', keyAlgorithm }
    const made = await call('POST', '/v1/issuers', { token: OPERATOR_TOKEN, body })
    expect([made.status, made.body.jwtAlgorithm]).toEqual([201, keyAlgorithm])
    const { id, did } = made.body
    expect(did.startsWith(prefix)).toBe(true)
    const scopes = ['achievements:write', 'credentials:issue', 'vc-api']
    const key = await call('POST', `/v1/issuers/${id}/api-keys`, {
      token: OPERATOR_TOKEN,
      body: { label: 'test', scopes },
    })
    const { token } = key.body
    const badge = await call('POST', '/v1/credentials', {
      token,
      body: { achievementId: await makeAchievement(token), recipient: { email: 'ada@example.org' } },
    })
    expect(badge.status).toBe(201)
    for (const form of [badge.body.credential, badge.body.jwt]) {
      const report = await verify(form)
      expect([report.verdict, report.issuer.id]).toEqual(['valid', did])
    }
    const { body: identities } = await call('GET', `/vc-api/issuers/${id}`, { token })
    expect([identities.id, identities.keys.length]).toEqual([did, 1])
    const credential = {
      '@context': ['https://www.w3.org/ns/credentials/v2'],
      type: ['VerifiableCredential'],
      issuer: did,
      credentialSubject: { id: 'did:example:subject' },
    }
    for (const cryptosuite of suites) {
      const issued = await call('POST', `/vc-api/issuers/${id}/credentials/issue`, {
        token,
        body: { credential, options: { cryptosuite } },
      })
      expect((await verify(issued.body.verifiableCredential)).verdict).toBe('valid')
    }
  },
)

test('an algorithm is for a did:key alone', async () => {
  const body = { name: 'X', keyAlgorithm: 'ES256' }
  const refused = await call('POST', '/v1/issuers', { token: OPERATOR_TOKEN, body })
  expect([refused.status, refused.body.errors[0].pointer]).toEqual([422, '/keyAlgorithm'])
})

test('an identity of another kind is refused', async () => {
  const body = { name: 'X', identity: 'did:ion' }
  const refused = await call('POST', '/v1/issuers', { token: OPERATOR_TOKEN, body })
  expect([refused.status, refused.body.errors[0].pointer]).toEqual([422, '/identity'])
})
