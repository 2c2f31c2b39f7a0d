/** What a stranger may put where identity, keys, schemas and lists are looked up: never `valid`, and no level more. */
import { beforeEach, describe, expect, test } from 'vitest'
import type { FetchDocument } from '../../../worker/credential/fetch-document.ts'
import type { JsonObject } from '../../../worker/credential/json.ts'
import { createSigner, generateKeyPair, type KeyPair } from '../../../worker/credential/key/index.ts'
import { secureAsJwt } from '../../../worker/credential/proof/index.ts'
import { verifyCredential } from '../../../worker/credential/verify/index.ts'
import { didWebIssuer, Network, NOW, openBadge, type TestIssuer } from '../../support/issuer.ts'

const UNI = 'https://uni.example'

let network: Network
let uni: TestIssuer
beforeEach(async () => {
  network = new Network()
  uni = await didWebIssuer(network, 'uni.example')
})

const verify = (input: JsonObject | string, fetchDocument: FetchDocument = network.fetchDocument) =>
  verifyCredential(input, { now: NOW, fetchDocument })

/** A badge of `issuer` as a token, by the key that `kid` names. */
async function tokenBy({ privateKeyJwk }: KeyPair, kid: string, issuer = uni.id) {
  const signer = await createSigner({ privateKeyJwk, verificationMethod: '', kid })
  return secureAsJwt(openBadge(issuer), signer)
}

describe('a key at a URL of the issuer’s host', () => {
  const KID = `${UNI}/keys/1`
  const profile = (members: JsonObject = {}) => ({
    id: `${UNI}/`,
    type: ['Profile'],
    name: 'A university',
    ...members,
  })
  let pair: KeyPair
  beforeEach(async () => {
    pair = await generateKeyPair('ES256')
    network.answer(KID, { ...pair.publicKeyJwk, kid: KID })
  })

  test('speaks for an issuer whose document states no key', async () => {
    network.answer(`${UNI}/`, profile())
    expect(await verify(await tokenBy(pair, KID, `${UNI}/`))).toMatchObject({ verdict: 'valid' })
  })

  test('does not where the issuer’s document states its keys: a guest of the host could write one, too', async () => {
    const report = await verify(await tokenBy(pair, KID))
    expect(report).toMatchObject({ verdict: 'invalid', state: 'issuer-mismatch', assurance: 'none' })
    const { publicKeyJwk } = await generateKeyPair('ES256')
    network.answer(
      `${UNI}/`,
      profile({
        publicKey: { id: `${UNI}/#1`, controller: `${UNI}/`, publicKeyJwk } as unknown as JsonObject,
      }),
    )
    expect(await verify(await tokenBy(pair, KID, `${UNI}/`))).toMatchObject({ state: 'issuer-mismatch' })
  })

  test('leaves it open where the issuer’s document cannot be reached: it may have been taken back', async () => {
    const report = await verify(await tokenBy(pair, KID, `${UNI}/`))
    expect(report).toMatchObject({ verdict: 'indeterminate', state: 'unknown-issuer' })
    network.answer(`${UNI}/`, '', { status: 503 })
    expect(await verify(await tokenBy(pair, KID, `${UNI}/`))).toMatchObject({ state: 'unknown-issuer' })
    network.answer(`${UNI}/`, '<!doctype html>', { contentType: 'text/html' })
    expect(await verify(await tokenBy(pair, KID, `${UNI}/`))).toMatchObject({ verdict: 'valid' })
  })

  test.each([
    ['expired before the badge was made', { expires: '2025-06-01T00:00:00Z' }, 'invalid'],
    ['revoked', { revoked: '2026-05-01T00:00:00Z' }, 'invalid'],
    ['ended after the badge was made', { expires: '2026-03-01T00:00:00Z' }, 'valid'],
  ])('is judged by what the issuer’s document says of it: %s', async (_, end, verdict) => {
    const { publicKeyJwk } = pair
    const method = { id: `${UNI}/#1`, controller: `${UNI}/`, publicKeyJwk, ...end }
    network.answer(`${UNI}/`, profile({ publicKey: method as unknown as JsonObject }))
    expect(await verify(await tokenBy(pair, KID, `${UNI}/`))).toMatchObject({ verdict })
  })
})
