/** What we sign, @digitalbazaar/vc and jose verify; what they sign, we verify; what is changed, both refuse. */
import { createHash } from 'node:crypto'
import { base64url, compactVerify, FlattenedSign, flattenedVerify, importJWK, SignJWT } from 'jose'
import { beforeAll, describe, expect, test } from 'vitest'
import { createKeyResolver } from '../../../worker/credential/did/index.ts'
import type { JsonObject } from '../../../worker/credential/json.ts'
import { generateKeyPair, type KeyPair, multikeyToPrivateJwk } from '../../../worker/credential/key/index.ts'
import { CRYPTOSUITES } from '../../../worker/credential/proof/cryptosuites.ts'
import { type CanonicalForms, canonicalForms } from '../../../worker/credential/proof/hash-data.ts'
import {
  type CryptosuiteName,
  type Signer,
  secureAsJwt,
  secureWithProof,
  verifyDataIntegrity,
  verifyJwt,
} from '../../../worker/credential/proof/index.ts'
import { deriveCredential } from '../../../worker/credential/proof/selective-disclosure/derive-credential.ts'
import {
  createIssuerWorld,
  didKeySigner,
  type IssuerWorld,
  NOW,
  openBadge,
} from '../../support/issuer-world.ts'
import { digitalBazaar, documentLoader } from '../../support/peers.ts'

const context = {
  now: NOW,
  ...createKeyResolver(async ({ url }) => ({ ok: false, url, reason: 'offline' })),
}
const created = new Date('2026-11-23T11:00:00Z')
const now = NOW.toISOString()

let peers: Awaited<ReturnType<typeof digitalBazaar>>
let keys: Record<'EdDSA' | 'ES256' | 'ES384', { pair: KeyPair; did: string; signer: Signer }>
beforeAll(async () => {
  peers = await digitalBazaar()
  const made = (['EdDSA', 'ES256', 'ES384'] as const).map(async (algorithm) => {
    const pair = await generateKeyPair(algorithm)
    return [algorithm, { pair, ...(await didKeySigner(pair)) }] as const
  })
  keys = Object.fromEntries(await Promise.all(made)) as typeof keys
})

const badgeBy = (did: string) =>
  openBadge({ issuer: { id: did, type: ['Profile'], name: 'Example University' } })

async function peerVerifies(credential: JsonObject, suite: object): Promise<boolean> {
  const { verified } = await peers.vc.verifyCredential({
    credential,
    suite,
    documentLoader,
    now,
    checkStatus: async () => ({ verified: true }),
  })
  return verified
}

async function weVerify(credential: JsonObject) {
  const [finding] = await verifyDataIntegrity(credential, context)
  return [finding?.outcome, finding?.issuerBinding, ...(finding?.problems.map(({ code }) => code) ?? [])]
}

const CONTEXTS_2018 = {
  Ed25519Signature2018: ['https://www.w3.org/2018/credentials/v1'],
  JsonWebSignature2020: [
    'https://www.w3.org/2018/credentials/v1',
    'https://w3id.org/security/suites/jws-2020/v1',
  ],
}

type Case = [CryptosuiteName & keyof typeof peers.suites, 'EdDSA' | 'ES256' | 'ES384']
const cases: Case[] = [
  ['eddsa-rdfc-2022', 'EdDSA'],
  ['eddsa-jcs-2022', 'EdDSA'],
  ['ecdsa-rdfc-2019', 'ES256'],
  ['ecdsa-rdfc-2019', 'ES384'],
  ['ecdsa-jcs-2019', 'ES256'],
  ['ecdsa-jcs-2019', 'ES384'],
]

describe.each(cases)('%s with %s', (name, algorithm) => {
  const suiteFor = (mode: 'Sign' | 'Verify') => {
    const suite = peers.suites[name]
    return suite.cryptosuite ?? suite[`create${mode}Cryptosuite`]?.()
  }

  test('what we sign, @digitalbazaar/vc verifies; a changed one it refuses', async () => {
    const { did, signer } = keys[algorithm]
    const signed = await secureWithProof(badgeBy(did), signer, { created, cryptosuite: name })
    const suite = new peers.DataIntegrityProof({ cryptosuite: suiteFor('Verify') })
    expect(await peerVerifies(signed, suite)).toBe(true)
    expect(await peerVerifies({ ...signed, name: 'Another' }, suite)).toBe(false)
    expect(await weVerify({ ...signed, name: 'Another' })).toEqual([
      'failure',
      'same-did',
      'signature-mismatch',
    ])
  })

  test('what @digitalbazaar signs, we verify', async () => {
    const { pair, did, signer } = keys[algorithm]
    const key = await peerKey(pair, signer.verificationMethod, did)
    const suite = new peers.DataIntegrityProof({
      signer: key,
      date: created.toISOString(),
      cryptosuite: suiteFor('Sign'),
    })
    const signed = await peers.vc.issue({ credential: badgeBy(did), suite, documentLoader, now })
    expect(await weVerify(signed)).toEqual(['success', 'same-did'])
  })
})

/** Their signer over our key: raw signatures by Web Crypto, under the algorithm's name that they check. */
async function peerKey(pair: KeyPair, id: string, _controller: string): Promise<object> {
  const { signer } = await didKeySigner(pair)
  const algorithm = { EdDSA: 'Ed25519', ES256: 'P-256', ES384: 'P-384', RS256: 'RS256' }[signer.algorithm]
  return { id, algorithm, sign: ({ data }: { data: Uint8Array }) => signer.sign(data) }
}

describe('ecdsa-sd-2023', () => {
  const mandatoryPointers = ['/issuer', '/validFrom', '/credentialSubject/id']
  const selectivePointers = ['/credentialSubject/achievement/name']

  test('what we sign and derive, @digitalbazaar verifies', async () => {
    const { did, signer } = keys.ES256
    const base = await secureWithProof(badgeBy(did), signer, {
      created,
      cryptosuite: 'ecdsa-sd-2023',
      mandatoryPointers,
    })
    const derived = await deriveCredential(base, selectivePointers)
    const { createVerifyCryptosuite } = peers.suites['ecdsa-sd-2023']
    const suite = new peers.DataIntegrityProof({ cryptosuite: createVerifyCryptosuite?.() })
    expect(await peerVerifies(derived, suite)).toBe(true)
  })

  test('what we sign, @digitalbazaar derives; what they sign, we derive; we verify both', async () => {
    const { pair, did, signer } = keys.ES256
    const { createSignCryptosuite, createDiscloseCryptosuite } = peers.suites['ecdsa-sd-2023']
    const ours = await secureWithProof(badgeBy(did), signer, {
      created,
      cryptosuite: 'ecdsa-sd-2023',
      mandatoryPointers,
    })
    const disclose = new peers.DataIntegrityProof({
      cryptosuite: createDiscloseCryptosuite?.({ selectivePointers }),
    })
    const theirDerived = await peers.vc.derive({
      verifiableCredential: ours,
      suite: disclose,
      documentLoader,
    })
    expect(await weVerify(theirDerived)).toEqual(['success', 'same-did'])

    const suite = new peers.DataIntegrityProof({
      signer: await peerKey(pair, signer.verificationMethod, did),
      date: created.toISOString(),
      cryptosuite: createSignCryptosuite?.({ mandatoryPointers }),
    })
    const theirs = await peers.vc.issue({ credential: badgeBy(did), suite, documentLoader, now })
    expect(await weVerify(await deriveCredential(theirs, selectivePointers))).toEqual(['success', 'same-did'])
  })
})

describe('Ed25519Signature2020', () => {
  test('what we sign, @digitalbazaar verifies', async () => {
    const { did, signer } = keys.EdDSA
    const signed = await secureWithProof(badgeBy(did), signer, {
      created,
      cryptosuite: 'Ed25519Signature2020',
    })
    expect(await peerVerifies(signed, new peers.Ed25519Signature2020())).toBe(true)
  })

  test('what @digitalbazaar signs, we verify', async () => {
    const { pair, did, signer } = keys.EdDSA
    const suite = new peers.Ed25519Signature2020({
      signer: await peerKey(pair, signer.verificationMethod, did),
      date: created.toISOString(),
    })
    Object.assign(suite, { verificationMethod: signer.verificationMethod })
    const signed = await peers.vc.issue({ credential: badgeBy(did), suite, documentLoader, now })
    expect(await weVerify(signed)).toEqual(['success', 'same-did'])
  })
})

describe.each([
  ['Ed25519Signature2018', 'EdDSA'],
  ['JsonWebSignature2020', 'EdDSA'],
  ['JsonWebSignature2020', 'ES256'],
  ['JsonWebSignature2020', 'ES384'],
] as const)('%s with %s: detached JWS', (name, algorithm) => {
  const unsigned = () => {
    return {
      '@context': CONTEXTS_2018[name],
      type: ['VerifiableCredential'],
      issuer: keys[algorithm].did,
      issuanceDate: '2026-09-01T09:00:00Z',
      credentialSubject: { id: 'did:example:a' },
    }
  }

  const sha256OfForms = ({ proofOptions, document }: CanonicalForms) => {
    const hash = (text: string) => createHash('sha256').update(text).digest()
    return Buffer.concat([hash(proofOptions.text), hash(document.text)])
  }

  test('what we sign, jose verifies over the hashes of the canonical forms, and so do we', async () => {
    const { pair, signer } = keys[algorithm]
    const document = unsigned()
    const signed = await secureWithProof(document, signer, { created, cryptosuite: name })
    const [{ jws = '', ...options } = {}] = signed.proof as Record<string, string>[]
    const { proof: _proof, ...secured } = signed
    // SHA-256 whatever the key, as @transmute/json-web-signature and jsonld-signatures have it.
    const forms = await canonicalForms(secured, options, CRYPTOSUITES[name], 'ES256')
    const payload = sha256OfForms(forms)
    const [header = '', , signature = ''] = jws.split('.')
    const key = await importJWK({ ...pair.publicKeyJwk }, algorithm)
    const flattened = { protected: header, payload, signature }
    expect((await flattenedVerify(flattened, key)).protectedHeader).toMatchObject({ b64: false })
    expect(await weVerify(signed)).toEqual(['success', 'same-did'])
    expect((await weVerify({ ...signed, id: 'urn:uuid:0' }))[2]).toBe('signature-mismatch')
  })

  test('what jose signs, we verify', async () => {
    const { pair, signer } = keys[algorithm]
    const document = unsigned()
    const options = {
      type: name,
      created: '2026-11-23T11:00:00Z',
      verificationMethod: signer.verificationMethod,
      proofPurpose: 'assertionMethod',
    }
    const payload = sha256OfForms(await canonicalForms(document, options, CRYPTOSUITES[name], 'ES256'))
    const flattened = await new FlattenedSign(payload)
      .setProtectedHeader({ alg: algorithm, b64: false, crit: ['b64'] })
      .sign(await importJWK({ ...pair.privateKeyJwk }, algorithm))
    const jws = `${flattened.protected}..${flattened.signature}`
    expect(await weVerify({ ...document, proof: { ...options, jws } })).toEqual(['success', 'same-did'])
    const plain = base64url.encode(JSON.stringify({ alg: algorithm }))
    const encoded = { ...options, jws: `${plain}..${flattened.signature}` }
    expect(await weVerify({ ...document, proof: encoded })).toContain('proof-malformed')
  })
})

test('Multikey private keys are read as @digitalbazaar writes them', async () => {
  const ed25519 = await (await peers.Ed25519Multikey.generate()).export({ publicKey: true, secretKey: true })
  const ecdsa = await (await peers.EcdsaMultikey.generate({ curve: 'P-384' })).export({
    publicKey: true,
    secretKey: true,
  })
  for (const { secretKeyMultibase = '', publicKeyMultibase = '' } of [ed25519, ecdsa]) {
    expect(multikeyToPrivateJwk(secretKeyMultibase, publicKeyMultibase).d).toMatch(/^[\w-]{43,64}$/)
  }
})

describe('tokens and jose', () => {
  let world: IssuerWorld
  beforeAll(async () => {
    world = await createIssuerWorld()
  })

  test.each(['EdDSA', 'ES256', 'ES384', 'RS256'] as const)(
    'what we sign by %s, jose verifies',
    async (algorithm) => {
      const token = await secureAsJwt(openBadge(), world.signers[algorithm])
      const key = await importJWK({ ...world.pairs[algorithm].publicKeyJwk }, algorithm)
      const { protectedHeader } = await compactVerify(token, key, { algorithms: [algorithm] })
      expect(protectedHeader).toEqual({ alg: algorithm, kid: world.signers[algorithm].kid, typ: 'JWT' })
    },
  )

  test.each(['EdDSA', 'ES256', 'ES384', 'RS256', 'RS384', 'RS512', 'PS256', 'PS384', 'PS512'] as const)(
    'what jose signs by %s, we verify',
    async (algorithm) => {
      const owner = /^[RP]S/.test(algorithm) ? 'RS256' : (algorithm as 'EdDSA')
      const key = await importJWK({ ...world.pairs[owner].privateKeyJwk }, algorithm)
      const badge = openBadge()
      const token = await new SignJWT(badge)
        .setProtectedHeader({ alg: algorithm, kid: world.signers[owner].kid, typ: 'JWT' })
        .setIssuer((badge.issuer as { id: string }).id)
        .setSubject((badge.credentialSubject as { id: string }).id)
        .setJti(badge.id as string)
        .setNotBefore(new Date(badge.validFrom as string))
        .setExpirationTime(new Date(badge.validUntil as string))
        .sign(key)
      expect(await verifyJwt(token, world.context())).toMatchObject({
        outcome: 'success',
        problems: [],
        issuerBinding: 'same-did',
      })
    },
  )
})
