import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { ALGORITHMS } from '../../worker/credential/key/algorithms.ts'
import { checkAtOnce } from '../../worker/credential/key/check-at-once.ts'
import {
  createSigner,
  decodeBase64url,
  decodeMultibase,
  encodeBase64url,
  encodeMultibase,
  generateKeyPair,
  jwkThumbprint,
  jwkToMultikey,
  multikeyToJwk,
  parsePublicJwk,
  verifySignature,
} from '../../worker/credential/key/index.ts'

const isWorkerd =
  (globalThis as { navigator?: { userAgent: string } }).navigator?.userAgent === 'Cloudflare-Workers'

const codeOf = (run: () => unknown) => {
  try {
    run()
    return 'accepted'
  } catch (error) {
    return (error as { code?: string }).code
  }
}

describe.each(['EdDSA', 'ES256', 'ES384', 'RS256'] as const)('a key of %s', (algorithm) => {
  test('signs what its public half verifies, and nothing else', async () => {
    const { publicKeyJwk, privateKeyJwk } = await generateKeyPair(algorithm)
    const signer = await createSigner({ privateKeyJwk, verificationMethod: 'did:example:a#1' })
    expect(signer).toMatchObject({ algorithm, kid: 'did:example:a#1', publicKeyJwk })
    const bytes = new TextEncoder().encode('data')
    const signature = await signer.sign(bytes)
    expect(await verifySignature(algorithm, publicKeyJwk, signature, bytes)).toBe(true)
    expect(await verifySignature(algorithm, publicKeyJwk, signature, new TextEncoder().encode('date'))).toBe(
      false,
    )
    for (const broken of [signature.slice(1), new Uint8Array(), new Uint8Array(64), new Uint8Array(1000)]) {
      expect(await verifySignature(algorithm, publicKeyJwk, broken, bytes)).toBe(false)
    }
    const another = await generateKeyPair(algorithm)
    expect(await verifySignature(algorithm, another.publicKeyJwk, signature, bytes)).toBe(false)
    const wrongKind = algorithm === 'EdDSA' ? 'ES256' : 'EdDSA'
    expect(await verifySignature(wrongKind, publicKeyJwk, signature, bytes)).toBe(false)
  })

  test('shows only its public members, in canonical form', async () => {
    const { publicKeyJwk, privateKeyJwk } = await generateKeyPair(algorithm)
    expect(parsePublicJwk({ ...publicKeyJwk, alg: 'x', use: 'sig', kid: 'k', ext: true })).toEqual(
      publicKeyJwk,
    )
    expect(codeOf(() => parsePublicJwk(privateKeyJwk))).toBe('key-has-private-members')
    expect(publicKeyJwk).not.toHaveProperty('d')
  })
})

describe.each(['EdDSA', 'ES256', 'ES384', 'ES512'] as const)(
  'a signature of %s checked at once',
  (algorithm) => {
    const { key, use } = ALGORITHMS[algorithm]
    const order = {
      EdDSA: 2n ** 252n + 27742317777372353535851937790883648493n,
      ES256: 0xffffffff00000000ffffffffffffffffbce6faada7179e84f3b9cac2fc632551n,
    }

    /** Ed25519's S is little-endian; another S of the same value modulo the order must not serve (RFC 8032, 5.1.7). */
    const withOrderAdded = (signature: Uint8Array) => {
      const [half, n] = [signature.length / 2, algorithm === 'ES256' ? order.ES256 : order.EdDSA]
      const digits = [...signature.slice(half)].map((byte) => byte.toString(16).padStart(2, '0'))
      const value = BigInt(`0x${(algorithm === 'EdDSA' ? digits.toReversed() : digits).join('')}`) + n
      const bytes =
        value
          .toString(16)
          .padStart(half * 2, '0')
          .slice(-half * 2)
          .match(/../g) ?? []
      const ordered = algorithm === 'EdDSA' ? bytes.toReversed() : bytes
      return new Uint8Array([
        ...signature.slice(0, half),
        ...ordered.map((byte) => Number.parseInt(byte, 16)),
      ])
    }

    test('is judged as Web Crypto judges it, whatever became of it', async () => {
      const pair = (await crypto.subtle.generateKey(key, true, ['sign', 'verify'])) as CryptoKeyPair
      const check = checkAtOnce(algorithm, pair.publicKey)
      if (isWorkerd) return expect(check).toBeUndefined()
      const data = crypto.getRandomValues(new Uint8Array(200))
      const genuine = new Uint8Array(await crypto.subtle.sign(use, pair.privateKey, data))
      const { length } = genuine
      const flipped = (bit: number) =>
        genuine.map((byte, i) => (i === bit >> 3 ? byte ^ (1 << (bit & 7)) : byte))
      const signatures = [
        ...Array.from({ length: length * 2 }, (_, i) => flipped(i * 4 + (i % 4))),
        withOrderAdded(genuine),
        new Uint8Array(length),
        new Uint8Array(length).fill(255),
        genuine.map((byte, i) => (i < length / 2 ? byte : 0)),
        genuine.map((byte, i) => (i < length / 2 ? 0 : byte)),
        genuine.toReversed(),
        genuine.slice(1),
        new Uint8Array([...genuine, 0]),
        new Uint8Array([0, ...genuine]),
        // The same in DER, which OpenSSL reads too.
        new Uint8Array([
          0x30,
          length + 4,
          2,
          length / 2,
          ...genuine.slice(0, length / 2),
          2,
          length / 2,
          ...genuine.slice(length / 2),
        ]),
        new Uint8Array(),
      ]
      expect(check?.(genuine, data)).toBe(true)
      expect(check?.(genuine, data.slice(1))).toBe(false)
      for (const signature of signatures) {
        const judged = await crypto.subtle.verify(use, pair.publicKey, signature, data)
        expect([signature, check?.(signature, data)]).toEqual([signature, judged])
        expect(judged).toBe(false)
      }
    })
  },
)

test('the thumbprint is that of RFC 7638, section 3.1, and of RFC 8037, appendix A.3', async () => {
  const n =
    '0vx7agoebGcQSuuPiLJXZptN9nndrQmbXEps2aiAFbWhM78LhWx4cbbfAAtVT86zwu1RK7aPFFxuhDR1L6tSoc_BJECPebWKRXjBZCiFV4n3oknjhMstn64tZ_2W-5JsGY4Hc5n9yBXArwl93lqt7_RN5w6Cf0h4QyQ5v-65YGjQR0_FDW2QvzqY368QQMicAtaSqzs8KJZgnYb9c7d0zgdAZHzu6qMQvRL5hajrn1n91CbOpbISD08qNLyrdkt-bFTWhAI4vMQFh6WeZu0fM4lFd2NcRwr3XPksINHaQ-G_xBniIqbw0Ls1jF44-csFCur-kEgU8awapJzKnqDKgw'
  expect(await jwkThumbprint({ kty: 'RSA', n, e: 'AQAB' })).toBe(
    'NzbLsXh8uDCcd-6MNwXF4W_7noWXFZAfHkxZsRGC9Xs',
  )
  const x = '11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo'
  expect(await jwkThumbprint({ kty: 'OKP', crv: 'Ed25519', x })).toBe(
    'kPrK_qmxVWaYVA9wwBF6Iuo3vVzz7TxHCTwXBygrS4k',
  )
})

describe('Multikey', () => {
  test.each(['EdDSA', 'ES256', 'ES384'] as const)('of %s goes there and back', async (algorithm) => {
    const { publicKeyJwk } = await generateKeyPair(algorithm)
    const multikey = jwkToMultikey(publicKeyJwk)
    expect(multikeyToJwk(multikey)).toEqual(publicKeyJwk)
    const bytes = decodeMultibase(multikey) ?? new Uint8Array()
    expect(multikeyToJwk(encodeMultibase(bytes, 'u'))).toEqual(publicKeyJwk)
  })

  test('begins as the specification’s keys of that kind do', async () => {
    const begins = async (algorithm: 'EdDSA' | 'ES256' | 'ES384') =>
      jwkToMultikey((await generateKeyPair(algorithm)).publicKeyJwk).slice(0, 4)
    expect(await begins('EdDSA')).toBe('z6Mk')
    expect(await begins('ES256')).toMatch(/^zDna/)
    expect(await begins('ES384')).toMatch(/^z82L/)
  })

  test.each([
    ['', 'key-malformed'],
    ['z', 'key-malformed'],
    ['f6d6d', 'key-malformed'],
    ['z6MkrJVnaZkeFzdQyMZu1cgjg7k1pZZ6pvBQ7XJPt4swbTQ', 'key-type-unsupported'],
    ['z0OIl', 'key-malformed'],
    [`z${'2'.repeat(5000)}`, 'key-malformed'],
    ['z6LSbysY2xFMRpGMhb7tFTLMpeuPRaqaWM1yECx2AtzE3KCc', 'key-type-unsupported'],
  ])('%j is refused', (text, code) => expect(codeOf(() => multikeyToJwk(text))).toBe(code))

  test('whose x lies on no point of the curve is refused', () => {
    const refused = Array.from({ length: 20 }, (_, i) => {
      const point = new Uint8Array([0x80, 0x24, 2, ...new Array<number>(31).fill(0), i])
      return codeOf(() => multikeyToJwk(encodeMultibase(point)))
    })
    expect(new Set(refused)).toEqual(new Set(['accepted', 'key-malformed']))
    const beyond = new Uint8Array([0x80, 0x24, 2, ...new Array<number>(32).fill(255)])
    expect(codeOf(() => multikeyToJwk(encodeMultibase(beyond)))).toBe('key-malformed')
  })
})

describe('JWK', () => {
  const x = '11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo'
  test.each<[unknown, string]>([
    [null, 'key-malformed'],
    [[], 'key-malformed'],
    [{}, 'key-malformed'],
    [{ kty: 'OKP', crv: 'Ed25519' }, 'key-malformed'],
    [{ kty: 'OKP', crv: 'Ed25519', x: `${x}A` }, 'key-malformed'],
    [{ kty: 'OKP', crv: 'Ed25519', x: `${x.slice(0, -1)}p` }, 'key-malformed'],
    [{ kty: 'OKP', crv: 'X25519', x }, 'key-type-unsupported'],
    [{ kty: 'EC', crv: 'secp256k1', x }, 'key-malformed'],
    [{ kty: 'EC', crv: 'BP-256', x, y: x }, 'key-type-unsupported'],
    [{ kty: 'EC', crv: 'P-521', x, y: x }, 'key-malformed'],
    [{ kty: 'RSA', n: x, e: 'AQAB' }, 'key-size-unsupported'],
    [{ kty: 'oct', k: 'AAAA' }, 'key-has-private-members'],
  ])('%j is refused', (jwk, code) => expect(codeOf(() => parsePublicJwk(jwk))).toBe(code))

  test('of a point that is not on the curve verifies nothing', async () => {
    const zero = encodeBase64url(new Uint8Array(32))
    const jwk = parsePublicJwk({ kty: 'EC', crv: 'P-256', x: zero, y: zero })
    expect(await verifySignature('ES256', jwk, new Uint8Array(64), new Uint8Array(1))).toBe(false)
  })
})

describe('encodings', () => {
  test('every byte string has one text, and comes back', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 100 }), (bytes) => {
        expect(decodeMultibase(encodeMultibase(bytes, 'z'))).toEqual(bytes)
        expect(decodeMultibase(encodeMultibase(bytes, 'u'))).toEqual(bytes)
        expect(decodeBase64url(encodeBase64url(bytes))).toEqual(bytes)
      }),
      { seed: 20261123 },
    )
  })

  test.each(
    'Q,QQ==,QUI=,QQ=,QR,QUJ,QUJD=,QUJDRA==,=,==,====,+/+/,QU.D,é'
      .split(',')
      .concat(
        ...[' ', '\n', '\t', '\f', '\r', '\0'].map((space) => [
          `QUJD${space}`,
          `${space}QQ`,
          `QQ${space}`,
          `QUJD${space.repeat(4)}`,
          `QU${space}JDRQ`,
          space,
        ]),
      ),
  )('%j is no base64url', (text) => expect(decodeBase64url(text)).toBeUndefined())

  test('what decodes encodes to the same text again', () => {
    const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_=+/ \n\t'
    fc.assert(
      fc.property(fc.string({ unit: fc.constantFrom(...alphabet), maxLength: 12 }), (text) => {
        const base64 = decodeBase64url(text)
        if (base64 !== undefined) expect(encodeBase64url(base64)).toBe(text)
        const base58 = decodeMultibase(`z${text}`)
        if (base58 !== undefined) expect(encodeMultibase(base58)).toBe(`z${text}`)
      }),
      { seed: 20261123, numRuns: 3000 },
    )
  })
})
