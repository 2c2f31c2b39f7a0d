/** A credential into a wallet by OpenID4VCI 1.0 and by a VC API exchange, through the application on real D1. */
import { env } from 'cloudflare:workers'
import { beforeAll, describe, expect, test } from 'vitest'
import { createDeps } from '../../worker/compose.ts'
import { OFFER_SECONDS, TOKEN_SECONDS } from '../../worker/issuing/wallet-offer.ts'
import { runSchedule } from '../../worker/run-schedule.ts'
import { SIMPLE_ACHIEVEMENT } from '../support/achievement-data.ts'
import { call, ORIGIN } from '../support/api.ts'
import { makeAchievement, makeIssuer, type TestIssuer } from '../support/api-issuer.ts'
import { makeWallet } from '../support/wallet.ts'

const PRE_AUTHORIZED = 'urn:ietf:params:oauth:grant-type:pre-authorized_code'
const deps = createDeps(env)

let issuer: TestIssuer
let achievementId = ''
beforeAll(async () => {
  issuer = await makeIssuer()
  achievementId = await makeAchievement(issuer.token)
})

async function issue() {
  const body = { achievementId, recipient: { email: 'ada@example.org' } }
  return (await call('POST', '/v1/credentials', { token: issuer.token, body })).body
}
const offer = (id: string, body: object = {}, token = issuer.token) =>
  call('POST', `/v1/credentials/${id}/wallet-offer`, { token, body })
const pageOf = async (id: string) =>
  (await call('GET', `/v1/credentials/${id}/page`, { token: issuer.token })).body
const rows = async () =>
  (await env.DB.prepare('SELECT * FROM wallet_offers').all<Record<string, unknown>>()).results

async function codeOf(id: string, body: object = {}) {
  const { body: made } = await offer(id, body)
  return (await call('GET', made.credentialOfferUri)).body.grants[PRE_AUTHORIZED]['pre-authorized_code']
}
const askToken = (parameters: Record<string, string> | string, headers: Record<string, string> = {}) =>
  call('POST', '/oid4vci/token', {
    headers: { 'Content-Type': 'application/x-www-form-urlencoded', ...headers },
    body: new URLSearchParams(parameters).toString(),
  })
const exchange = (code: string, more: Record<string, string> = {}) =>
  askToken({ grant_type: PRE_AUTHORIZED, 'pre-authorized_code': code, ...more })
const askCredential = (
  token: string | undefined,
  body: unknown = { credential_configuration_id: 'ldp_vc' },
) => call('POST', '/oid4vci/credential', { ...(token === undefined ? {} : { token }), body })
async function tokenFor(id: string): Promise<string> {
  return (await exchange(await codeOf(id))).body.access_token
}
/** As if so much time had gone by. */
const age = (seconds: number) =>
  env.DB.prepare(`UPDATE wallet_offers SET expires_at = strftime('%FT%R:%fZ', expires_at, ?1)`)
    .bind(`-${seconds} seconds`)
    .run()

describe('a wallet that we did not write', () => {
  test.each(['ldp_vc', 'jwt_vc_json'] as const)(
    'takes the very bytes that were issued, as %s, and they are valid',
    async (format) => {
      const issued = await issue()
      const { body: made } = await offer(issued.id, { format })
      const wallet = makeWallet()
      const { credentialOffer, issuerMetadata, accessToken } = await wallet.open(made.walletUrl)
      expect(credentialOffer.credential_configuration_ids).toEqual([format])
      expect(issuerMetadata.originalDraftVersion).toBe('V1')
      const shown = issuerMetadata.credentialIssuer.credential_configurations_supported[format]
      expect(shown).toMatchObject({ credential_metadata: { display: [{ name: SIMPLE_ACHIEVEMENT.name }] } })
      expect(shown).not.toHaveProperty('cryptographic_binding_methods_supported')
      expect(shown).not.toHaveProperty('proof_types_supported')

      const { credentialResponse } = await wallet.client.retrieveCredentials({
        issuerMetadata,
        accessToken,
        credentialConfigurationId: format,
      })
      const { embeddedProofText = '', jwtText = '' } = (await deps.credentials.findPublic(issued.id)) ?? {}
      expect(await wallet.seen.at(-1)?.response.text()).toContain(
        `{"credential":${format === 'ldp_vc' ? embeddedProofText : `"${jwtText}"`}}`,
      )
      const [taken] = credentialResponse.credentials as { credential: unknown }[]
      const report = await call('POST', '/v1/verify', { body: taken })
      expect(report.body).toMatchObject({ verdict: 'valid' })

      expect(Date.parse((await pageOf(issued.id)).walletAt)).not.toBeNaN()
      const notificationId = String(credentialResponse.notification_id)
      await wallet.client.sendNotification({
        issuerMetadata,
        accessToken,
        notification: { notificationId, event: 'credential_deleted' },
      })
      expect((await pageOf(issued.id)).walletAt).toBeNull()
    },
  )

  test('finds the same offer by value as by reference', async () => {
    const { body: made } = await offer((await issue()).id)
    const byValue = encodeURIComponent(JSON.stringify(made.credentialOffer))
    const { client } = makeWallet()
    expect(
      await client.resolveCredentialOffer(`openid-credential-offer://?credential_offer=${byValue}`),
    ).toEqual(await client.resolveCredentialOffer(made.walletUrl))
  })

  test('is asked for the transaction code that the learner was told, and taken at its word once', async () => {
    const { id } = await issue()
    const { body: made } = await offer(id, { txCode: true })
    expect(made.txCode).toMatch(/^\d{6}$/)
    expect(made.learnerCredentialWalletUrl).toBeNull()
    const wallet = makeWallet()
    const offered = await wallet.client.resolveCredentialOffer(made.walletUrl)
    expect(offered.grants?.[PRE_AUTHORIZED]).toMatchObject({ tx_code: { input_mode: 'numeric', length: 6 } })
    const { accessToken } = await wallet.open(made.walletUrl, made.txCode)
    expect((await askCredential(accessToken)).status).toBe(200)
  })
})

describe('the code', () => {
  test('is good once, also for two wallets at the same moment', async () => {
    const code = await codeOf((await issue()).id)
    const answers = await Promise.all([exchange(code), exchange(code)])
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 400])
    expect((await exchange(code)).body.error).toBe('invalid_grant')
  })

  test('is good for fifteen minutes, and void as soon as a newer offer is made', async () => {
    const { id } = await issue()
    const [first, second] = [await codeOf(id), await codeOf(id)]
    expect((await exchange(first)).body.error).toBe('invalid_grant')
    await age(OFFER_SECONDS)
    expect((await exchange(second)).body.error).toBe('invalid_grant')
    expect((await exchange('never made')).body.error).toBe('invalid_grant')
  })

  test('is worth nothing with a wrong transaction code, and void after five', async () => {
    const { id } = await issue()
    const { body: made } = await offer(id, { txCode: true })
    const code = made.credentialOfferUri.split('/').at(-1)
    const wrong = made.txCode === '000000' ? '000001' : '000000'
    expect((await exchange(code)).body.error).toBe('invalid_request')
    const answers = await Promise.all(Array.from({ length: 8 }, () => exchange(code, { tx_code: wrong })))
    expect(answers.every(({ body }) => body.error === 'invalid_grant')).toBe(true)
    expect((await exchange(code, { tx_code: made.txCode })).body.error).toBe('invalid_grant')
    const plain = await codeOf(id)
    expect((await exchange(plain, { tx_code: '123456' })).body.error).toBe('invalid_request')
    expect((await exchange(plain)).status).toBe(200)
  })

  test('stands in the database as a hash only, as the token does', async () => {
    const { id } = await issue()
    const { body: made } = await offer(id, { txCode: true })
    const code = made.credentialOfferUri.split('/').at(-1)
    const before = JSON.stringify(await rows())
    expect(code).toHaveLength(43)
    const { access_token: token } = (await exchange(code, { tx_code: made.txCode })).body
    const kept = before + JSON.stringify(await rows())
    for (const secret of [code, token, made.txCode]) expect(kept).not.toContain(secret)
  })

  test('is exchanged as OAuth has it: a form, each parameter once, an answer that nobody stores', async () => {
    const code = await codeOf((await issue()).id)
    const errorOf = async (answer: ReturnType<typeof askToken>) => (await answer).body.error
    expect(await errorOf(askToken({ grant_type: 'client_credentials' }))).toBe('unsupported_grant_type')
    expect(await errorOf(askToken({ 'pre-authorized_code': code }))).toBe('invalid_request')
    expect(await errorOf(askToken({ grant_type: PRE_AUTHORIZED }))).toBe('invalid_request')
    const twice = `grant_type=${encodeURIComponent(PRE_AUTHORIZED)}&pre-authorized_code=${code}`
    expect(await errorOf(askToken(`${twice}&pre-authorized_code=${code}`))).toBe('invalid_request')
    expect(await errorOf(askToken(twice, { 'Content-Type': 'application/json' }))).toBe('invalid_request')
    const refused = await askToken('')
    expect([refused.status, refused.headers.get('cache-control')]).toEqual([400, 'no-store'])

    const answer = await askToken(twice, { Origin: 'https://wallet.example' })
    expect(answer.body).toMatchObject({ token_type: 'Bearer', expires_in: TOKEN_SECONDS })
    expect(answer.body).not.toHaveProperty('authorization_details')
    expect(answer.headers.get('cache-control')).toBe('no-store')
    expect(answer.headers.get('access-control-allow-origin')).toBe('*')
  })

  test('grants authorization_details by identifiers, and keeps where they are not in order', async () => {
    const { id } = await issue()
    const code = await codeOf(id)
    const asking = (value: unknown) => exchange(code, { authorization_details: JSON.stringify(value) })
    const details = { type: 'openid_credential', credential_configuration_id: 'ldp_vc' }
    for (const wrong of [[], {}, [{ type: 'payment' }], [{ ...details, credential_configuration_id: 'x' }]])
      expect((await asking(wrong)).body.error).toBe('invalid_authorization_details')
    const { body } = await asking([details])
    expect(body.authorization_details).toEqual([{ ...details, credential_identifiers: ['ldp_vc'] }])
    expect((await askCredential(body.access_token, { credential_identifier: 'ldp_vc' })).status).toBe(200)
  })
})

describe('the access token', () => {
  test('opens its credential in both forms, and for ten minutes', async () => {
    const issued = await issue()
    const token = await tokenFor(issued.id)
    const jwt = await askCredential(token, {
      credential_configuration_id: 'jwt_vc_json',
      proofs: { jwt: ['x.y.z'] },
    })
    expect(jwt.body.credentials).toEqual([{ credential: issued.jwt }])
    expect((await askCredential(token)).body.credentials).toEqual([{ credential: issued.credential }])
    await age(TOKEN_SECONDS)
    expect((await askCredential(token)).body.error).toBe('invalid_token')
  })

  test('is needed, and an API key is none', async () => {
    const missing = await askCredential(undefined)
    expect([missing.status, missing.headers.get('www-authenticate')]).toEqual([401, 'Bearer realm="Laurel"'])
    for (const token of ['wrong', issuer.token, await codeOf((await issue()).id)]) {
      const { status, headers, body } = await askCredential(token)
      expect([status, body.error]).toEqual([401, 'invalid_token'])
      expect(headers.get('www-authenticate')).toContain('error="invalid_token"')
    }
    expect((await call('GET', '/v1/credentials', { token: await tokenFor((await issue()).id) })).status).toBe(
      401,
    )
  })

  test('does not make a wrong request right', async () => {
    const token = await tokenFor((await issue()).id)
    const errorOf = async (body: unknown) => {
      const answer = await askCredential(token, body)
      expect([answer.status, answer.headers.get('cache-control')]).toEqual([400, 'no-store'])
      return answer.body.error
    }
    expect(await errorOf({ credential_configuration_id: 'mso_mdoc' })).toBe(
      'unknown_credential_configuration',
    )
    expect(await errorOf({ credential_identifier: 'other' })).toBe('unknown_credential_identifier')
    for (const body of [{}, [], 'not json', { credential_configuration_id: 7 }])
      expect(await errorOf(body)).toBe('invalid_credential_request')
    const both = { credential_configuration_id: 'ldp_vc', credential_identifier: 'ldp_vc' }
    expect(await errorOf(both)).toBe('invalid_credential_request')
    const encrypted = { credential_configuration_id: 'ldp_vc', credential_response_encryption: {} }
    expect(await errorOf(encrypted)).toBe('invalid_encryption_parameters')
  })

  test('tells of its own credential only', async () => {
    const [mine, other] = [await issue(), await issue()]
    const token = await tokenFor(mine.id)
    const notify = (body: object, bearer = token) =>
      call('POST', '/oid4vci/notification', { token: bearer, body })
    const accepted = { notification_id: mine.id, event: 'credential_accepted' }
    expect((await notify({ ...accepted, notification_id: other.id })).body.error).toBe(
      'invalid_notification_id',
    )
    expect((await notify({ ...accepted, event: 'eaten' })).body.error).toBe('invalid_notification_request')
    expect((await notify(accepted, 'wrong')).body.error).toBe('invalid_token')
    expect([(await notify(accepted)).status, (await notify(accepted)).status]).toEqual([204, 204])
    expect((await pageOf(mine.id)).walletAt).not.toBeNull()
    expect((await pageOf(other.id)).walletAt).toBeNull()
  })
})

describe('what is taken back is handed to nobody', () => {
  const withdraw = (id: string) =>
    call('PUT', `/v1/credentials/${id}/page`, { token: issuer.token, body: { visibility: 'withdrawn' } })
  const revoke = (id: string) =>
    call('POST', `/v1/credentials/${id}/revoke`, { token: issuer.token, body: {} })
  const erase = (id: string) => call('DELETE', `/v1/credentials/${id}/personal-data`, { token: issuer.token })

  test.each([
    ['revoked', revoke, 409],
    ['withdrawn by its holder', withdraw, 409],
    ['erased', erase, 410],
  ] as const)('%s: no offer, no token, no credential', async (_state, takeBack, status) => {
    const { id } = await issue()
    const token = await tokenFor(id)
    const code = await codeOf(id)
    const { body: exchanged } = await offer(id)
    await takeBack(id)
    expect((await askCredential(token)).body.error).toBe('credential_request_denied')
    expect((await exchange(code)).body.error).toBe('invalid_grant')
    expect((await call('GET', exchanged.credentialOfferUri)).status).toBe(404)
    expect((await call('POST', exchanged.credentialOfferUri, { body: {} })).status).toBe(404)
    expect((await offer(id)).status).toBe(status)
  })

  test('and of another issuer’s credential nothing is offered', async () => {
    const other = await makeIssuer('Other Academy')
    expect((await offer((await issue()).id, {}, other.token)).status).toBe(404)
    expect((await offer('11111111-1111-4111-8111-111111111111')).status).toBe(404)
  })

  test('and what is too old leaves the database', async () => {
    await codeOf((await issue()).id)
    await runSchedule(deps, new Date(Date.now() + OFFER_SECONDS * 2000))
    expect(await rows()).toEqual([])
  })
})

describe('a wallet of the VC API', () => {
  test('takes the presentation that the exchange gives, once', async () => {
    const issued = await issue()
    const { body: made } = await offer(issued.id)
    const { protocols } = JSON.parse(
      new URL(made.learnerCredentialWalletUrl).searchParams.get('request') ?? '',
    )
    const taken = await call('POST', protocols.vcapi, { body: {} })
    expect(taken.body.verifiablePresentation.verifiableCredential).toEqual([issued.credential])
    expect((await pageOf(issued.id)).walletAt).not.toBeNull()
    expect((await call('POST', protocols.vcapi, { body: {} })).status).toBe(404)
    expect((await call('GET', made.credentialOfferUri)).status).toBe(404)
  })

  test('finds both protocols behind the interaction URL, and people a page there', async () => {
    const { body: made } = await offer((await issue()).id)
    const { body } = await call('GET', made.interactionUrl, { headers: { Accept: 'application/json' } })
    expect(body).toEqual({ protocols: { vcapi: made.credentialOfferUri, OID4VCI: made.walletUrl } })
    const page = await call('GET', made.interactionUrl, { headers: { Accept: 'text/html' } })
    expect(page.body).toContain(made.walletUrl)
    expect(page.body).toContain(SIMPLE_ACHIEVEMENT.name)
    const gone = await call('GET', '/wallet-offers/none?iuv=1', { headers: { Accept: 'text/html' } })
    expect([gone.status, gone.headers.get('content-type')]).toEqual([410, 'text/html; charset=UTF-8'])
  })

  test('cannot go round a transaction code', async () => {
    const { body: made } = await offer((await issue()).id, { txCode: true })
    expect((await call('POST', made.credentialOfferUri, { body: {} })).status).toBe(404)
    const { body } = await call('GET', made.interactionUrl)
    expect(Object.keys(body.protocols)).toEqual(['OID4VCI'])
  })
})

describe('the metadata', () => {
  test('shows the achievement by a picture that is there, also where the issuer gave none', async () => {
    const { body } = await call('GET', `/.well-known/openid-credential-issuer/achievements/${achievementId}`)
    const { logo } = body.credential_configurations_supported.ldp_vc.credential_metadata.display[0]
    const answer = await call('GET', logo.uri)
    expect([answer.status, answer.headers.get('content-type')]).toEqual([200, 'image/png'])
    expect((await call('GET', logo.uri.replace(achievementId, crypto.randomUUID()))).status).toBe(404)
  })

  test('stands between host and path, and at the end for wallets of the drafts', async () => {
    for (const [name, key] of [
      ['openid-credential-issuer', 'credential_issuer'],
      ['oauth-authorization-server', 'issuer'],
    ] as const) {
      const final = await call('GET', `/.well-known/${name}/achievements/${achievementId}`)
      const draft = await call('GET', `/achievements/${achievementId}/.well-known/${name}`)
      expect(final.headers.get('content-type')).toBe('application/json')
      expect(final.body[key]).toBe(`${ORIGIN}/achievements/${achievementId}`)
      expect(draft.body).toEqual(final.body)
      expect((await call('GET', `/.well-known/${name}/achievements/none`)).status).toBe(404)
    }
  })
})

describe('the holder', () => {
  async function holderPath(id: string) {
    const link = await call('POST', `/v1/credentials/${id}/holder-link`, { token: issuer.token, body: {} })
    const { pathname, search } = new URL(link.body.holderUrl)
    return pathname + search
  }
  const submit = (path: string, body: string) =>
    call('POST', path, { headers: { 'Content-Type': 'application/x-www-form-urlencoded' }, body })

  test('makes the offer by their own link, and reads there that a wallet took it', async () => {
    const { id } = await issue()
    const path = await holderPath(id)
    await submit(path, 'claim=yes')
    expect((await call('GET', path)).body).toContain('Add to my wallet')
    const made = await submit(path, 'wallet=ldp_vc')
    const link = /openid-credential-offer:[^"]+/.exec(made.body)?.[0] ?? ''
    const wallet = makeWallet()
    const { accessToken } = await wallet.open(link)
    expect((await askCredential(accessToken)).status).toBe(200)
    expect((await call('GET', path)).body).toContain('A wallet took it on')
  })

  test('is offered nothing with a wrong key, before claiming, or of what is withdrawn', async () => {
    const { id } = await issue()
    const path = await holderPath(id)
    const wrong = await submit(`/credentials/${id}/holder?key=wrong`, 'wallet=ldp_vc')
    expect([wrong.status, (await submit(path, 'wallet=ldp_vc')).status]).toEqual([404, 422])
    await submit(path, 'claim=yes')
    await submit(path, 'visibility=withdrawn')
    expect((await call('GET', path)).body).not.toContain('Add to my wallet')
    expect((await submit(path, 'wallet=ldp_vc')).status).toBe(422)
    expect((await rows()).filter(({ credential_id: of }) => of === id)).toEqual([])
  })
})
