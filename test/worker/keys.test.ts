/** Keys and secrets: sealed at rest, rotated without harm, and in no answer, log or export. */
import { env } from 'cloudflare:workers'
import { afterEach, beforeAll, expect, test, vi } from 'vitest'
import { createDeps } from '../../worker/compose.ts'
import { publishStatusList } from '../../worker/issuing/status-list.ts'
import { createVault } from '../../worker/issuing/vault.ts'
import { call, OPERATOR_TOKEN, ORIGIN } from '../support/api.ts'
import { makeAchievement, makeIssuer, type TestIssuer } from '../support/api-issuer.ts'

let issuer: TestIssuer
let achievementId = ''

beforeAll(async () => {
  issuer = await makeIssuer()
  achievementId = await makeAchievement(issuer.token)
})

afterEach(() => {
  vi.restoreAllMocks()
})

const issue = async () => {
  const body = { achievementId, recipient: { email: 'ada@example.org' } }
  return (await call('POST', '/v1/credentials', { token: issuer.token, body })).body
}
const verdictOf = async (credential: unknown) =>
  (await call('POST', '/v1/verify', { body: { credential } })).body.verdict
const keys = async () =>
  (await call('GET', `/v1/issuers/${issuer.id}/keys`, { token: issuer.token })).body.items
const headerOf = (jwt: string) =>
  JSON.parse(atob((jwt.split('.')[0] ?? '').replaceAll('-', '+').replaceAll('_', '/')))

test('an issuer begins with an Ed25519 and a P-256 key, which its public documents agree on', async () => {
  const own = await keys()
  expect(
    own.map(({ algorithm, state }: { algorithm: string; state: string }) => `${algorithm} ${state}`).sort(),
  ).toEqual(['ES256 active', 'EdDSA active'])
  const did = (await call('GET', `/issuers/${issuer.id}/did.json`)).body
  const jwks = (await call('GET', `/issuers/${issuer.id}/jwks.json`)).body
  const ids = own.map(({ verificationMethod }: { verificationMethod: string }) => verificationMethod).sort()
  expect(did.id).toBe(`did:web:laurel.example:issuers:${issuer.id}`)
  expect([...did.assertionMethod].sort()).toEqual(ids)
  expect(jwks.keys.map(({ kid }: { kid: string }) => kid).sort()).toEqual(
    own.map(({ kid }: { kid: string }) => kid).sort(),
  )
  const profile = (await call('GET', `/issuers/${issuer.id}`)).body
  expect(profile).toMatchObject({ id: did.id, type: ['Profile'], name: 'Example Academy' })
})

test('after rotation both the old and the new signatures are good; after revocation of a key, what it signed is not', async () => {
  const before = await issue()
  const rotated = await call('POST', `/v1/issuers/${issuer.id}/keys`, {
    token: issuer.token,
    body: { algorithm: 'EdDSA' },
  })
  expect(rotated.status).toBe(201)
  const after = await issue()
  expect(after.credential.proof[0].verificationMethod).toBe(rotated.body.verificationMethod)
  expect(before.credential.proof[0].verificationMethod).not.toBe(rotated.body.verificationMethod)
  expect([await verdictOf(before.credential), await verdictOf(after.credential)]).toEqual(['valid', 'valid'])

  const old = (await keys()).find(
    ({ algorithm, state }: { algorithm: string; state: string }) =>
      algorithm === 'EdDSA' && state === 'retired',
  )
  await call('POST', `/v1/issuers/${issuer.id}/keys/${old.id}/revoke`, { token: issuer.token })
  await published()
  expect(await verdictOf(before.credential)).not.toBe('valid')
  expect(await verdictOf(after.credential)).toBe('valid')
  expect((await call('GET', `/issuers/${issuer.id}/keys/${old.id}`)).status).toBe(404)
})

test('an issuer can always sign: a key in use is not retired, and one that is revoked is replaced', async () => {
  const other = await makeIssuer('Careful')
  const path = `/v1/issuers/${other.id}/keys`
  const list = async () => (await call('GET', path, { token: other.token })).body.items
  const [key] = await list()
  const retired = await call('POST', `${path}/${key.id}/retire`, { token: other.token })
  expect([retired.status, retired.body.code]).toEqual([409, 'conflict'])
  expect((await call('POST', `${path}/${key.id}/revoke`, { token: other.token })).body.state).toBe('revoked')
  const active = (await list()).filter(({ state }: { state: string }) => state === 'active')
  expect(active.map(({ algorithm }: { algorithm: string }) => algorithm).sort()).toEqual(['ES256', 'EdDSA'])
  expect(active.map(({ id }: { id: string }) => id)).not.toContain(key.id)
})

test('signs the JWT form by RS256 where the issuer chooses it', async () => {
  const path = `/v1/issuers/${issuer.id}`
  const profile = { name: 'Example Academy' }
  const early = await call('PUT', path, { token: issuer.token, body: { profile, jwtAlgorithm: 'RS256' } })
  expect([early.status, early.body.code]).toEqual([409, 'conflict'])
  await call('POST', `${path}/keys`, { token: issuer.token, body: { algorithm: 'RS256' } })
  await call('PUT', path, { token: issuer.token, body: { profile, jwtAlgorithm: 'RS256' } })
  const { jwt } = await issue()
  expect(headerOf(jwt).alg).toBe('RS256')
  await call('PUT', path, { token: issuer.token, body: { profile, jwtAlgorithm: 'ES256' } })
})

test('an envelope opens only where it belongs, and the key-encryption key may rotate', async () => {
  const [a, b] = [1, 2].map((fill) =>
    btoa(String.fromCharCode(...new Uint8Array(32).fill(fill)))
      .replaceAll('=', '')
      .replaceAll('+', '-')
      .replaceAll('/', '_'),
  ) as [string, string]
  const envelope = await createVault(a).seal('secret', 'issuer-key:1:k')
  expect(envelope).not.toContain('secret')
  expect(await createVault(a).open(envelope, 'issuer-key:1:k')).toBe('secret')
  expect(await createVault(`${b},${a}`).open(envelope, 'issuer-key:1:k')).toBe('secret')
  await expect(createVault(a).open(envelope, 'issuer-key:2:k')).rejects.toThrow('does not belong here')
  await expect(createVault(b).open(envelope, 'issuer-key:1:k')).rejects.toThrow('cannot be opened')
  const changed = envelope.replace(/(.)(.{4})$/, (_, one, rest) => (one === 'A' ? 'B' : 'A') + rest)
  await expect(createVault(a).open(changed, 'issuer-key:1:k')).rejects.toThrow()
  await expect(createVault('short').seal('x', 'y')).rejects.toThrow('32 random bytes')
  const index = await createVault(a).blindIndex('x', 'c')
  expect(await createVault(`${b},${a}`).blindIndex('x', 'c')).toBe(index)
})

test('no secret stands in clear in the database, nor in any export', async () => {
  await issue()
  const stored = JSON.stringify((await env.DB.prepare(`SELECT * FROM issuer_keys`).all()).results)
  expect(stored).not.toMatch(/"d\\?":/)
  const exported = await call('GET', `/v1/issuers/${issuer.id}/export`, { token: issuer.token })
  const text = typeof exported.body === 'string' ? exported.body : ''
  const lines = text
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line))
  expect(lines.at(-1)).toEqual({ kind: 'end', value: { lines: lines.length - 1 } })
  expect(new Set(lines.map(({ kind }) => kind))).toEqual(
    new Set(['issuer', 'key', 'api-key', 'achievement', 'credential', 'audit', 'end']),
  )
  expect(text).not.toMatch(/"d":|sealed|v1\./)
  expect(text).not.toContain(issuer.token)
})

test('no secret reaches a log or an answer, also when something breaks', async () => {
  const printed: unknown[] = []
  for (const level of ['log', 'info', 'warn', 'error', 'debug'] as const)
    vi.spyOn(console, level).mockImplementation((...given) => printed.push(...given))
  const deps = createDeps(env)
  vi.spyOn(deps, 'commit').mockRejectedValueOnce(new Error('D1 is down'))
  const body = { achievementId, recipient: { email: 'secret-address@example.org' } }
  const broken = await call('POST', '/v1/credentials', { token: issuer.token, body })
  expect([broken.status, broken.body.code]).toEqual([500, 'internal-error'])
  expect(broken.body.detail).toContain(broken.headers.get('x-request-id'))
  await call('POST', '/v1/issuers', { token: `${OPERATOR_TOKEN}x`, body: {} })
  const text = JSON.stringify([printed, broken.body])
  expect(printed.length).toBeGreaterThan(0)
  for (const secret of [issuer.token, OPERATOR_TOKEN, 'secret-address', env.KEY_ENCRYPTION_KEY, '"d"'])
    expect(text).not.toContain(secret)
  expect(JSON.stringify(broken.body)).not.toContain('D1 is down')
})

test("erases a learner's data and keeps what verification needs", async () => {
  const { id, credential } = await issue()
  const erased = await call('DELETE', `/v1/credentials/${id}/personal-data`, { token: issuer.token })
  expect(erased.body).toMatchObject({ id, state: 'active' })
  expect(erased.body.erasedAt).not.toBeNull()
  for (const suffix of ['', '.json', '.jwt'])
    expect(
      (await call('GET', `/credentials/${id}${suffix}`, { headers: { Accept: 'application/json, */*' } }))
        .status,
    ).toBe(410)
  expect((await call('GET', `/v1/credentials/${id}`, { token: issuer.token })).body.credential).toBeNull()
  expect(await verdictOf(credential)).toBe('valid')
  await call('POST', `/v1/credentials/${id}/revoke`, { token: issuer.token, body: {} })
  expect((await call('GET', `/v1/credentials/${id}`, { token: issuer.token })).body.state).toBe('revoked')
})

test('says so when its database is not up to date, with nothing written', async () => {
  vi.spyOn(console, 'error').mockImplementation(() => undefined)
  await env.DB.prepare(`ALTER TABLE credentials RENAME TO credentials_away`).run()
  try {
    const answer = await call('GET', `/credentials/${crypto.randomUUID()}.json`)
    expect([answer.status, answer.body.code]).toEqual([503, 'temporarily-unavailable'])
    expect(answer.body.detail).toContain('migrations')
  } finally {
    await env.DB.prepare(`ALTER TABLE credentials_away RENAME TO credentials`).run()
  }
})

test('profile and achievement are served as they are now, and an older version on demand', async () => {
  const change = { name: 'Second', description: 'Changed.', criteria: { narrative: 'New.' } }
  await call('PUT', `/v1/achievements/${achievementId}`, { token: issuer.token, body: change })
  const now = await call('GET', `/achievements/${achievementId}`)
  const first = await call('GET', `/achievements/${achievementId}?version=1`)
  expect([now.body.name, now.body.version, first.body.version]).toEqual(['Second', '2', '1'])
  expect(now.body.id).toBe(`${ORIGIN}/achievements/${achievementId}`)
})

/** Waits until no list of any issuer is behind its truth. */
async function published(): Promise<void> {
  const deps = createDeps(env)
  for (let round = 0; round < 40; round++) {
    const due = await deps.statusLists.findUnpublished(new Date(0), 100)
    if (due.length === 0) return
    for (const id of due) await publishStatusList(deps, id)
    await new Promise((resolve) => setTimeout(resolve, 250))
  }
  throw new Error('status lists stay unpublished')
}
