/** What a stranger may put where identity, keys, schemas and lists are looked up: never `valid`, and no level more. */
import { beforeEach, describe, expect, test } from 'vitest'
import { didJwkOf } from '../../../worker/credential/did/index.ts'
import type { FetchDocument } from '../../../worker/credential/fetch-document.ts'
import type { JsonObject } from '../../../worker/credential/json.ts'
import { createSigner, generateKeyPair, type KeyPair } from '../../../worker/credential/key/index.ts'
import { secureAsJwt, secureAsVcJose } from '../../../worker/credential/proof/index.ts'
import { verifyCredential } from '../../../worker/credential/verify/index.ts'
import {
  bitstringEntry,
  bitstringList,
  didKeyIssuer,
  didWebIssuer,
  Network,
  NOW,
  openBadge,
  type TestIssuer,
} from '../../support/issuer.ts'

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

/** The port of a network in which these addresses lead on to others. */
const leading =
  (onwards: Record<string, string>): FetchDocument =>
  (request) =>
    network.fetchDocument({ ...request, url: onwards[request.url] ?? request.url })

describe('a redirect to another host', () => {
  test('at the path of a did:web is no word of its host: a link shortener would speak for all', async () => {
    const guest = await didWebIssuer(network, 'links.example:x')
    const badge = await guest.sign(openBadge(guest.id))
    const document = await network.fetchDocument({
      url: 'https://links.example:x/.well-known/did.json',
      purpose: 'did',
      accept: '*/*',
    })
    if (document.ok) network.answer('https://guest.example/did.json', document.body)
    const fetchDocument = leading({ 'https://links.example/x/did.json': 'https://guest.example/did.json' })
    const report = await verify(badge, fetchDocument)
    expect(report).toMatchObject({ verdict: 'indeterminate', assurance: 'none' })
    expect(report.issuer.provenDomain).toBeNull()
  })

  test('of a whole domain is its owner’s choice: the document still has to name the DID', async () => {
    const document = await network.fetchDocument({
      url: `${UNI}/.well-known/did.json`,
      purpose: 'did',
      accept: '*/*',
    })
    if (document.ok) network.answer('https://www.uni.example/did.json', document.body)
    const fetchDocument = leading({ [`${UNI}/.well-known/did.json`]: 'https://www.uni.example/did.json' })
    expect(await verify(await uni.sign(openBadge(uni.id)), fetchDocument)).toMatchObject({ verdict: 'valid' })
  })

  test('is no word of a domain on the DIDs that are its own', async () => {
    const mallory = await didKeyIssuer()
    const link = await secureAsVcJose(
      {
        '@context': [
          'https://www.w3.org/ns/credentials/v2',
          'https://identity.foundation/.well-known/did-configuration/v1',
        ],
        type: ['VerifiableCredential', 'DomainLinkageCredential'],
        issuer: mallory.id,
        validFrom: '2026-01-01T00:00:00Z',
        credentialSubject: { id: mallory.id, origin: UNI },
      },
      mallory.signer,
    )
    const place = '/.well-known/did-configuration.json'
    network.answer(`https://guest.example${place}`, { linked_dids: [link] })
    const claim = { id: mallory.id, type: ['Profile'], name: 'A university', url: UNI }
    const report = await verifyCredential(await mallory.sign(openBadge(mallory.id, { issuer: claim })), {
      now: NOW,
      fetchDocument: leading({ [`${UNI}${place}`]: `https://guest.example${place}` }),
      options: { checkDomainLinkage: true },
    })
    expect(report.issuer.provenDomain).toBeNull()
    expect(report.checks.find(({ id }) => id === 'domain-linkage')).toMatchObject({
      outcome: 'indeterminate',
      problems: [{ params: { reason: 'redirected to another host' } }],
    })
  })
})

describe('a key that is not for signatures', () => {
  test.each<[string, JsonObject, string]>([
    ['for encryption', { use: 'enc' }, 'indeterminate'],
    ['for wrapping keys', { key_ops: ['wrapKey'] }, 'indeterminate'],
    ['for agreeing on keys, by a list that is none', { key_ops: 'deriveKey' }, 'indeterminate'],
    ['for signatures', { use: 'sig', key_ops: ['verify'] }, 'valid'],
  ])('%s', async (_, members, verdict) => {
    const { publicKeyJwk, privateKeyJwk } = await generateKeyPair('ES256')
    const did = didJwkOf({ ...publicKeyJwk, ...members } as typeof publicKeyJwk)
    const signer = await createSigner({ privateKeyJwk, verificationMethod: `${did}#0` })
    expect(await verify(await secureAsVcJose(openBadge(did), signer))).toMatchObject({ verdict })
  })
})

describe('a status list', () => {
  const LIST = `${UNI}/status/1`

  test('of another place than the entry names is not the entry’s list, though its issuer signed it', async () => {
    network.answer(LIST, await bitstringList(uni, `${UNI}/status/2`))
    const badge = await uni.sign(openBadge(uni.id, { credentialStatus: bitstringEntry(LIST, 7) }))
    expect(await verify(badge)).toMatchObject({ verdict: 'indeterminate' })
    network.answer(LIST, await bitstringList(uni, LIST))
    expect(await verify(badge)).toMatchObject({ verdict: 'valid' })
  })

  test('of Open Badges 2.0 in the place of one of 3.0 clears nobody', async () => {
    const context = { '1EdTechRevocationList': 'https://example.org/terms#1EdTechRevocationList' }
    const badge = await uni.sign(
      openBadge(uni.id, {
        '@context': [...(openBadge('')['@context'] as string[]), context],
        credentialStatus: { id: LIST, type: '1EdTechRevocationList' },
      }),
    )
    const list = { id: LIST, issuer: uni.id }
    network.answer(LIST, { ...list, type: 'RevocationList', revokedAssertions: [badge.id as string] })
    expect(await verify(badge)).toMatchObject({ verdict: 'indeterminate' })
    network.answer(LIST, { ...list, revokedCredential: [] })
    expect(await verify(badge)).toMatchObject({ verdict: 'valid' })
  })
})
