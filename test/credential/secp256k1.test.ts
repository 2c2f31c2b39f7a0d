/** ES256K by a library: a token that OpenSSL signed, in Node and workerd alike. */
import { describe, expect, test } from 'vitest'
import { didKeyDocument } from '../../worker/credential/did/did-key.ts'
import {
  encodeMultibase,
  jwkToMultikey,
  multikeyToJwk,
  parsePublicJwk,
} from '../../worker/credential/key/index.ts'
import { verifyCredential } from '../../worker/credential/verify/index.ts'
import { didWebIssuer, Network, NOW } from '../support/issuer.ts'

const DID = 'did:key:zQ3shitpEdGjncfJaUVHBzZrSenjCGqeUYRKVUDert1NKy2sv'
const JWK = {
  kty: 'EC',
  x: 'PzNcSJVMl10dGK3N2LAjkBo2Ovu3mfmFV3m6zA5zNS0',
  y: 'QD2d4rLiIpB-iF9WzFrxelR7yZpD9KyZCneUTikuWsk',
  crv: 'secp256k1',
}
const TOKEN = [
  'eyJhbGciOiJFUzI1NksiLCJ0eXAiOiJ2Yytqd3QiLCJraWQiOiJkaWQ6a2V5OnpRM3NoaXRwRWRHam5jZkphVVZIQnpaclNlbmpDR3FlVVlSS1ZVRGVydDFOS3kyc3YjelEzc2hpdHBFZEdqbmNmSmFVVkhCelpyU2VuakNHcWVVWVJLVlVEZXJ0MU5LeTJzdiJ9',
  'eyJAY29udGV4dCI6WyJodHRwczovL3d3dy53My5vcmcvbnMvY3JlZGVudGlhbHMvdjIiXSwidHlwZSI6WyJWZXJpZmlhYmxlQ3JlZGVudGlhbCJdLCJpc3N1ZXIiOiJkaWQ6a2V5OnpRM3NoaXRwRWRHam5jZkphVVZIQnpaclNlbmpDR3FlVVlSS1ZVRGVydDFOS3kyc3YiLCJ2YWxpZEZyb20iOiIyMDI2LTAxLTAxVDAwOjAwOjAwWiIsImNyZWRlbnRpYWxTdWJqZWN0Ijp7ImlkIjoiZGlkOmV4YW1wbGU6bGVhcm5lciJ9fQ',
  'L2Wcz-57ZXpiPDRa8eC98hUUDXIwC4HI9W3bMdPhaJNuoglZ7Ljp8yK8u-Oa54gh23cofLB1kAZayM-kllq71Q',
].join('.')

const network = new Network()
const verify = (token: string) => verifyCredential(token, { now: NOW, fetchDocument: network.fetchDocument })
const [head = '', body = '', signature = ''] = TOKEN.split('.')

describe('a credential by ES256K', () => {
  test('of a did:key is valid', async () => {
    const report = await verify(TOKEN)
    expect(report).toMatchObject({ verdict: 'valid', assurance: 'signature', issuer: { id: DID } })
  })

  test('with any one character changed is not', async () => {
    for (let at = 0; at < TOKEN.length; at += 23) {
      const changed = TOKEN.slice(0, at) + (TOKEN[at] === 'A' ? 'B' : 'A') + TOKEN.slice(at + 1)
      expect([at, (await verify(changed)).verdict]).not.toEqual([at, 'valid'])
    }
  })

  test.each([
    ['as ES256', { alg: 'ES256' }],
    ['as EdDSA', { alg: 'EdDSA' }],
    ['with no algorithm', { alg: 'none' }],
  ])('is not good %s', async (_, alg) => {
    const other = btoa(JSON.stringify({ ...JSON.parse(atob(head)), ...alg })).replaceAll('=', '')
    expect((await verify(`${other}.${body}.${signature}`)).verdict).not.toBe('valid')
  })

  test('of a stranger’s key in the name of an issuer with another is not', async () => {
    const uni = await didWebIssuer(network, 'uni.example')
    const claims = JSON.parse(atob(body.replaceAll('-', '+').replaceAll('_', '/')))
    const forged = btoa(JSON.stringify({ ...claims, issuer: uni.id })).replaceAll('=', '')
    expect((await verify(`${head}.${forged}.${signature}`)).verdict).toBe('invalid')
  })
})

test('a key is the same as JWK and as Multikey, compressed', () => {
  expect(multikeyToJwk(DID.slice('did:key:'.length))).toEqual(JWK)
  expect(`did:key:${jwkToMultikey(parsePublicJwk(JWK))}`).toBe(DID)
})

test.each([
  // y² = 5³ + 7 has no root in its field.
  ['an x without a point', encodeMultibase(new Uint8Array([0xe7, 0x01, 2, ...new Uint8Array(31), 5]))],
  ['half of it', DID.slice(8, 30)],
])('%s is no key', (_, multikey) => {
  expect(() => didKeyDocument(multikey)).toThrow()
})
