/** What we issue, judged by others' libraries: Digital Bazaar's verifier and status list, the DCC's verifier-core, and jose. */
import { DataIntegrityProof } from '@digitalbazaar/data-integrity'
import { cryptosuite as eddsaRdfc2022 } from '@digitalbazaar/eddsa-rdfc-2022-cryptosuite'
import { verifyCredential } from '@digitalbazaar/vc'
import { checkStatus } from '@digitalbazaar/vc-bitstring-status-list'
import fc from 'fast-check'
import { importJWK, jwtVerify } from 'jose'
import { beforeAll, describe, expect, test } from 'vitest'
import { bundledContext } from '../../../worker/credential/contexts/index.ts'
import { buildDidDocument, didWebOf } from '../../../worker/credential/did/index.ts'
import type { JsonObject } from '../../../worker/credential/json.ts'
import { createSigner, generateKeyPair, jwkThumbprint } from '../../../worker/credential/key/index.ts'
import { secureWithProof } from '../../../worker/credential/proof/secure-with-proof.ts'
import type { Signer } from '../../../worker/credential/proof/signer.ts'
import { setBit } from '../../../worker/credential/status/bitstring.ts'
import { buildStatusList } from '../../../worker/credential/status/build-list.ts'
import { verifyCredential as verifyOwn } from '../../../worker/credential/verify/index.ts'
import { secureOpenBadge } from '../../../worker/issuing/secure-open-badge.ts'
import type { SigningIssuer } from '../../../worker/issuing/signing-issuer.ts'
import { createVault } from '../../../worker/issuing/vault.ts'
import { verifierCore } from '../../bench/peers.ts'
import { FULL_ACHIEVEMENT } from '../../support/achievement-data.ts'
import { didKeyIssuer, openBadge } from '../../support/issuer.ts'

const ORIGIN = 'https://laurel.example'
const ISSUER = 'a0000000-0000-4000-8000-000000000001'
const DID = didWebOf(`${ORIGIN}/issuers/${ISSUER}`)
const LIST = 'c0000000-0000-4000-8000-000000000001'
const NOW = new Date('2026-06-01T00:00:00Z')
const INDEX = 94_567

let issuer: SigningIssuer
let didDocument: JsonObject
const documents = new Map<string, JsonObject>()

beforeAll(async () => {
  const [proofSigner, jwtSigner] = (await Promise.all(
    (['EdDSA', 'ES256'] as const).map(async (algorithm) => {
      const { publicKeyJwk, privateKeyJwk } = await generateKeyPair(algorithm)
      const id = await jwkThumbprint(publicKeyJwk)
      return createSigner({
        privateKeyJwk,
        verificationMethod: `${DID}#${id}`,
        kid: `${ORIGIN}/issuers/${ISSUER}/keys/${id}`,
      })
    }),
  )) as [Signer, Signer]
  issuer = {
    id: ISSUER,
    did: DID,
    profile: { name: 'Example Academy', url: 'https://academy.example' },
    jwtAlgorithm: 'ES256',
    revision: 1,
    createdAt: NOW.toISOString(),
    updatedAt: NOW.toISOString(),
    proofSigner,
    jwtSigner,
    otherSigners: [],
  }
  didDocument = buildDidDocument({
    did: DID,
    origin: ORIGIN,
    keys: [proofSigner, jwtSigner].map(({ verificationMethod, publicKeyJwk }) => ({
      id: verificationMethod,
      publicKeyJwk: publicKeyJwk as never,
    })),
  })
  documents.set(DID, didDocument)
  for (const method of didDocument.verificationMethod as JsonObject[])
    documents.set(String(method.id), { '@context': 'https://w3id.org/security/multikey/v1', ...method })
  for (const set of [false, true]) documents.set(`${ORIGIN}/status/${LIST}-${set}`, await signedList(set))
})

async function signedList(set: boolean): Promise<JsonObject> {
  const bits = new Uint8Array(131_072 / 8)
  setBit(bits, INDEX, set)
  const list = await buildStatusList({
    id: `${ORIGIN}/status/${LIST}-${set}`,
    issuerId: DID,
    purpose: 'revocation',
    bits,
    validFrom: NOW,
    validUntil: new Date('2099-01-01T00:00:00Z'),
    ttlMs: 60_000,
  })
  return secureWithProof(list, issuer.proofSigner, { created: NOW })
}

async function issue({ revoked }: { revoked: boolean }) {
  const vault = createVault('a2VrLWZvci10ZXN0cy0wMTIzNDU2Nzg5YWJjZGVmMDE')
  const secured = await secureOpenBadge(
    { origin: ORIGIN, vault },
    issuer,
    {
      id: 'b0000000-0000-4000-8000-000000000001',
      issuerId: ISSUER,
      version: 1,
      body: FULL_ACHIEVEMENT,
      createdAt: '',
      updatedAt: '',
      archivedAt: null,
    },
    {
      achievementId: 'b0000000-0000-4000-8000-000000000001',
      recipient: { email: 'ada@example.org', name: 'Ada' },
      results: [{ resultDescription: 'points', value: '87' }],
      evidence: [{ name: 'Work' }],
    },
    [{ listId: `${LIST}-${revoked}`, purpose: 'revocation', index: INDEX }],
    NOW,
  )
  return { credential: JSON.parse(secured.embeddedProofText) as JsonObject, jwt: secured.jwtText }
}

async function documentLoader(url: string) {
  const document = documents.get(url) ?? bundledContext(url)
  if (document === undefined) throw new Error(`not known: ${url}`)
  return { contextUrl: null, document, documentUrl: url }
}

const verify = (credential: JsonObject) =>
  verifyCredential({
    credential,
    suite: new DataIntegrityProof({ cryptosuite: eddsaRdfc2022 }),
    documentLoader,
    checkStatus,
  })

test("Digital Bazaar's verifier finds our credential good, its status list and all", async () => {
  const { credential } = await issue({ revoked: false })
  const result = await verify(credential)
  expect(result.error?.errors?.map(String) ?? result.error).toBeUndefined()
  expect(result.verified).toBe(true)
  expect(result.statusResult?.results.map(({ status }) => status)).toEqual([false])
})

test('it reads a revocation from our list', async () => {
  const { credential } = await issue({ revoked: true })
  const { statusResult } = await verify(credential)
  expect(statusResult?.results.map(({ status }) => status)).toEqual([true])
})

test('it sees each change of a signed value', async () => {
  const { credential } = await issue({ revoked: false })
  for (const change of [
    { name: 'Other' },
    { validFrom: '2020-01-01T00:00:00Z' },
    { credentialStatus: { ...(credential.credentialStatus as JsonObject), statusListIndex: '1' } },
  ])
    expect((await verify({ ...credential, ...change })).verified, JSON.stringify(change)).toBe(false)
})

describe.each(['eddsa-rdfc-2022', 'Ed25519Signature2020'] as const)(
  "the DCC's verifier-core and %s",
  (cryptosuite) => {
    const context = { now: NOW, fetchDocument: async () => Promise.reject(new Error('not asked')) }
    const subject = openBadge('').credentialSubject as JsonObject
    const achievement = { ...(subject.achievement as JsonObject), name: 'Sailing' }
    let good: JsonObject
    let proof: JsonObject

    beforeAll(async () => {
      const { id, signer } = await didKeyIssuer()
      good = await secureWithProof(openBadge(id), signer, {
        cryptosuite,
        created: new Date('2026-01-01T00:00:00Z'),
      })
      ;[proof = {}] = good.proof as JsonObject[]
    })

    test('find our proof good, as we do', async () => {
      await verifierCore.verify(good)
      expect((await verifyOwn(good, context)).verdict).toBe('valid')
    })

    test.each<[string, () => JsonObject]>([
      ['another name', () => ({ name: 'Other' })],
      ['another date', () => ({ validFrom: '2020-01-01T00:00:00Z' })],
      ['another id', () => ({ id: 'urn:uuid:other' })],
      ['another recipient', () => ({ credentialSubject: { ...subject, id: 'urn:uuid:other' } })],
      ['another achievement', () => ({ credentialSubject: { ...subject, achievement } })],
      ['a term that no context defines', () => ({ salary: '1' })],
      ['a type that no context defines', () => ({ type: [...(good.type as string[]), 'Salary'] })],
      ['a proof of another moment', () => ({ proof: [{ ...proof, created: '2026-01-01T00:00:01Z' }] })],
      ['a proof without a value', () => ({ proof: [{ ...proof, proofValue: 'z' }] })],
    ])('refuse %s, as we do', async (_name, change) => {
      const changed = { ...good, ...change() }
      await expect(verifierCore.verify(changed)).rejects.toThrow()
      expect((await verifyOwn(changed, context)).verdict).toBe('invalid')
    })

    test("refuse another's name over our key, as we do", async () => {
      const { id } = await didKeyIssuer()
      const changed = { ...good, issuer: { ...(good.issuer as JsonObject), id } }
      await expect(verifierCore.verify(changed)).rejects.toThrow()
      expect((await verifyOwn(changed, context)).verdict).toBe('invalid')
    })
  },
)

test('jose verifies the JWT form with the one key that its kid leads to', async () => {
  const { jwt, credential } = await issue({ revoked: false })
  const key = await importJWK(issuer.jwtSigner.publicKeyJwk, 'ES256')
  const { payload, protectedHeader } = await jwtVerify(jwt, key, {
    algorithms: ['ES256'],
    issuer: DID,
    subject: String((credential.credentialSubject as JsonObject).id),
    currentDate: NOW,
  })
  expect(protectedHeader.kid).toBe(issuer.jwtSigner.kid)
  expect(payload.jti).toBe(credential.id)
})

const verdictOf = async (credential: string) =>
  (
    await verifyOwn(credential, {
      now: NOW,
      fetchDocument: async ({ url }) => {
        const document = url === `${ORIGIN}/issuers/${ISSUER}/did.json` ? didDocument : documents.get(url)
        const key = url === issuer.jwtSigner.kid ? issuer.jwtSigner.publicKeyJwk : document
        if (key === undefined) return { ok: false, url, reason: 'unreachable' }
        const body = new TextEncoder().encode(JSON.stringify(key))
        return {
          ok: true,
          url,
          status: 200,
          contentType: 'application/json',
          body,
          fetchedAt: NOW.toISOString(),
          via: 'network',
        }
      },
    })
  ).verdict

test('no change of any one character, in either form, leaves it valid', async () => {
  const { credential, jwt } = await issue({ revoked: false })
  for (const text of [JSON.stringify(credential), jwt]) {
    expect(await verdictOf(text)).toBe('valid')
    await fc.assert(
      fc.asyncProperty(
        fc.nat({ max: text.length - 1 }),
        fc.constantFrom(...'aZ09-_ "{}[],:.\\\u00e9'),
        async (at, character) => {
          fc.pre(text[at] !== character)
          expect(await verdictOf(text.slice(0, at) + character + text.slice(at + 1))).not.toBe('valid')
        },
      ),
      { numRuns: 150, seed: 7 },
    )
  }
})
