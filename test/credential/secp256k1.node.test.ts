/** ES256K as OpenSSL judges it: every signature, good or not, gets the same answer from both. */
import { generateKeyPairSync, sign, verify } from 'node:crypto'
import { expect, test } from 'vitest'
import {
  decodeBase64url,
  encodeBase64url,
  jwkToMultikey,
  multikeyToJwk,
  parsePublicJwk,
} from '../../worker/credential/key/index.ts'
import { verifySignature } from '../../worker/credential/key/verify-signature.ts'

const ORDER = 0xfffffffffffffffffffffffffffffffebaaedce6af48a03bbfd25e8cd0364141n
const toBytes = (value: bigint) => Buffer.from(value.toString(16).padStart(64, '0').slice(-64), 'hex')
const toNumber = (bytes: Uint8Array) => BigInt(`0x${Buffer.from(bytes).toString('hex')}`)

test('as OpenSSL does', async () => {
  for (let round = 0; round < 12; round++) {
    const { publicKey, privateKey } = generateKeyPairSync('ec', { namedCurve: 'secp256k1' })
    const jwk = parsePublicJwk(publicKey.export({ format: 'jwk' }))
    expect(multikeyToJwk(jwkToMultikey(jwk))).toEqual(jwk)
    const data = Buffer.from(`badge ${round}`)
    const genuine = sign('sha256', data, { key: privateKey, dsaEncoding: 'ieee-p1363' })
    const [r, s] = [genuine.subarray(0, 32), genuine.subarray(32)]
    const flipped = (bit: number) =>
      Buffer.from(genuine.map((byte, i) => (i === bit >> 3 ? byte ^ (1 << (bit & 7)) : byte)))
    const signatures: [string, Buffer][] = [
      ['genuine', genuine],
      ['the other s', Buffer.concat([r, toBytes(ORDER - toNumber(s))])],
      ['s with the order added', Buffer.concat([r, toBytes(toNumber(s) + ORDER)])],
      ['zeros', Buffer.alloc(64)],
      ['r of zero', Buffer.concat([Buffer.alloc(32), s])],
      ['s of zero', Buffer.concat([r, Buffer.alloc(32)])],
      ['ones', Buffer.alloc(64, 255)],
      ['swapped', Buffer.concat([s, r])],
      ...Array.from({ length: 16 }, (_, i): [string, Buffer] => [`bit ${i * 32}`, flipped(i * 32 + (i % 8))]),
    ]
    for (const [name, signature] of signatures) {
      const theirs = verify('sha256', data, { key: publicKey, dsaEncoding: 'ieee-p1363' }, signature)
      expect([name, await verifySignature('ES256K', jwk, signature, data)]).toEqual([name, theirs])
    }
    for (const broken of [genuine.subarray(1), Buffer.concat([genuine, Buffer.alloc(1)]), Buffer.alloc(0)])
      expect(await verifySignature('ES256K', jwk, broken, data)).toBe(false)
    const other = parsePublicJwk(
      generateKeyPairSync('ec', { namedCurve: 'secp256k1' }).publicKey.export({ format: 'jwk' }),
    )
    expect(await verifySignature('ES256K', other, genuine, data)).toBe(false)
    if (jwk.kty !== 'EC') throw new Error('another kind of key')
    const y = decodeBase64url(jwk.y) ?? new Uint8Array()
    y[31] = (y[31] ?? 0) ^ 1
    expect(await verifySignature('ES256K', { ...jwk, y: encodeBase64url(y) }, genuine, data)).toBe(false)
  }
})
