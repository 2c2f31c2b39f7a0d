/** The worked examples of vc-di-eddsa, vc-di-ecdsa and the Open Badges 3.0 implementation guide, byte for byte. */

import vectors from 'virtual:vectors'
import { describe, expect, test } from 'vitest'
import { createKeyResolver } from '../../../worker/credential/did/index.ts'
import type { JsonObject } from '../../../worker/credential/json.ts'
import { createSigner, decodeMultibase, multikeyToPrivateJwk } from '../../../worker/credential/key/index.ts'
import { CRYPTOSUITES, type CryptosuiteName } from '../../../worker/credential/proof/cryptosuites.ts'
import { canonicalForms, hashForms } from '../../../worker/credential/proof/hash-data.ts'
import {
  type ProofFinding,
  secureWithProof,
  verifyDataIntegrity,
} from '../../../worker/credential/proof/index.ts'
import { loadCitizenshipContext } from '../../support/citizenship-context.ts'

if (vectors === undefined) console.warn('SKIPPED: the W3C proof vectors are not here (set LAUREL_VECTORS)')
const text = (path: string) => vectors?.[`vectors/${path}`] ?? ''
// A skipped suite's body still runs, to find its tests.
const json = (path: string): JsonObject => (vectors === undefined ? {} : JSON.parse(text(path)))
const hex = (bytes: Uint8Array) => Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('')

const context = {
  loadContext: loadCitizenshipContext,
  now: new Date('2026-11-23T12:00:00Z'),
  ...createKeyResolver(async ({ url }) => ({ ok: false, url, reason: 'offline' })),
}
const outcomes = (findings: ProofFinding[]) =>
  findings.map(({ outcome, problems }) => [outcome, ...problems.map((p) => p.code)])

interface Example {
  name: string
  folder: string
  suite: CryptosuiteName
  suffix: string
  algorithm: 'EdDSA' | 'ES256' | 'ES384'
  keys: string
}

const eddsa = 'w3c-vc-di-eddsa'
const ecdsa = 'w3c-vc-di-ecdsa'
const examples: Example[] = [
  ['eddsa-rdfc-2022', `${eddsa}/eddsa-rdfc-2022`, 'DataInt', 'EdDSA', `${eddsa}/keyPair`],
  ['eddsa-rdfc-2022', `${eddsa}/eddsa-rdfc-2022/employ`, 'DataInt', 'EdDSA', `${eddsa}/keyPair`],
  ['eddsa-jcs-2022', `${eddsa}/eddsa-jcs-2022`, 'JCS', 'EdDSA', `${eddsa}/keyPair`],
  ['Ed25519Signature2020', `${eddsa}/Ed25519Signature2020`, 'EdSig', 'EdDSA', `${eddsa}/keyPair`],
  ['ecdsa-rdfc-2019', `${ecdsa}/ecdsa-rdfc-2019-p256`, 'ECDSAP256', 'ES256', `${ecdsa}/p256KeyPair`],
  ['ecdsa-rdfc-2019', `${ecdsa}/ecdsa-rdfc-2019-p256/employ`, 'ECDSAP256', 'ES256', `${ecdsa}/p256KeyPair`],
  ['ecdsa-rdfc-2019', `${ecdsa}/ecdsa-rdfc-2019-p384`, 'ECDSAP384', 'ES384', `${ecdsa}/p384KeyPair`],
  ['ecdsa-rdfc-2019', `${ecdsa}/ecdsa-rdfc-2019-p384/employ`, 'ECDSAP384', 'ES384', `${ecdsa}/p384KeyPair`],
  ['ecdsa-jcs-2019', `${ecdsa}/ecdsa-jcs-2019-p256`, 'JCSECDSAP256', 'ES256', `${ecdsa}/p256KeyPair`],
  ['ecdsa-jcs-2019', `${ecdsa}/ecdsa-jcs-2019-p384`, 'JCSECDSAP384', 'ES384', `${ecdsa}/p384KeyPair`],
].map(
  ([suite, folder, suffix, algorithm, keys]) =>
    ({ name: folder, suite, folder, suffix, algorithm, keys }) as Example,
)

describe.skipIf(vectors === undefined).each(examples)(
  '$name',
  ({ folder, suite, suffix, algorithm, keys }) => {
    const signed = json(`${folder}/signed${suffix}.json`)

    test('canonical forms, hashes and their concatenation are the specification’s', async () => {
      const { proof, ...document } = signed
      const { proofValue: _, ...options } = proof as JsonObject
      const forms = await canonicalForms(document, options, CRYPTOSUITES[suite], algorithm, context)
      const bytes = hex(hashForms(forms, algorithm))
      expect(forms.document.text).toBe(text(`${folder}/canonDoc${suffix}.txt`))
      expect(forms.proofOptions.text).toBe(text(`${folder}/proofCanon${suffix}.txt`))
      expect(bytes).toBe(text(`${folder}/combinedHash${suffix}.txt`).trim())
      expect(bytes).toBe(
        text(`${folder}/proofHash${suffix}.txt`).trim() + text(`${folder}/docHash${suffix}.txt`).trim(),
      )
    })

    test('the signature is the specification’s, and verifies', async () => {
      const { proofValue } = signed.proof as { proofValue: string }
      expect(hex(decodeMultibase(proofValue) as Uint8Array)).toBe(
        text(`${folder}/sigHex${suffix}.txt`).trim(),
      )
      expect(outcomes(await verifyDataIntegrity(signed, context))).toEqual([['success']])
    })

    test('signing again gives the same proof, or for ECDSA another one that verifies', async () => {
      const { proof, ...document } = signed
      const { created, verificationMethod, proofValue } = proof as Record<string, string>
      const pair = json(`${keys}.json`) as Record<string, string>
      const secret = pair.privateKeyMultibase ?? pair.secretKeyMultibase ?? ''
      const privateKeyJwk = multikeyToPrivateJwk(secret, pair.publicKeyMultibase ?? '')
      const signer = await createSigner({ privateKeyJwk, verificationMethod: verificationMethod ?? '' })
      const again = await secureWithProof(document, signer, {
        created: new Date(created ?? ''),
        cryptosuite: suite,
        loadContext: loadCitizenshipContext,
      })
      expect(outcomes(await verifyDataIntegrity(again, context))).toEqual([['success']])
      if (algorithm === 'EdDSA') expect(again.proof).toMatchObject([{ proofValue }])
    })
  },
)

describe.skipIf(vectors === undefined)('proof sets and chains of vc-di-eddsa', () => {
  const folder = `${eddsa}/proof-set-chain`
  test.each([
    ['signedProofSet1', 1],
    ['signedProofSet2', 2],
    ['signedProofChain1', 3],
    ['signedProofChain2', 4],
  ])('%s: each of its proofs is good', async (name, count) => {
    const findings = await verifyDataIntegrity(json(`${folder}/${name}.json`), context)
    expect(outcomes(findings)).toEqual(new Array(count).fill(['success']))
  })

  test('a proof that builds on a broken one is broken too', async () => {
    const document = json(`${folder}/signedProofChain2.json`)
    const [first, ...rest] = document.proof as JsonObject[]
    const broken = { ...document, proof: [{ ...first, created: '2023-02-24T23:36:39Z' }, ...rest] }
    expect((await verifyDataIntegrity(broken, context)).map(({ outcome }) => outcome)).toEqual([
      'failure',
      'success',
      'failure',
      'failure',
    ])
  })

  test('a proof whose predecessor was taken away is broken', async () => {
    const document = json(`${folder}/signedProofChain2.json`)
    const [, ...rest] = document.proof as JsonObject[]
    expect(outcomes(await verifyDataIntegrity({ ...document, proof: rest }, context))[1]).toContain(
      'previous-proof-missing',
    )
  })
})

test.skipIf(vectors === undefined)('the Open Badges 3.0 worked example is reproduced', async () => {
  const example = json('1edtech-spec/ob30-test-vector.json') as Record<string, string>
  const signed = json('1edtech-spec/ob30-signed-eddsa-rdfc-2022.json')
  const { proof, ...document } = signed
  const [entry] = [proof].flat() as Record<string, string>[]
  const { created = '', verificationMethod = '' } = entry ?? {}
  const privateKeyJwk = multikeyToPrivateJwk(
    example.secretKeyMultibase ?? '',
    example.publicKeyMultibase ?? '',
  )
  const signer = await createSigner({ privateKeyJwk, verificationMethod })
  const again = await secureWithProof(document, signer, { created: new Date(created) })
  expect(again.proof).toMatchObject([{ proofValue: example.proofValue }])
  expect(entry?.proofValue).toBe(example.proofValue)
})

test.skipIf(vectors === undefined)(
  'a CLR 2.0 published by 1EdTech, whose Ed25519Signature2020 names a did:key without fragment, has a good proof, by a key that a urn:uuid issuer cannot have',
  async () => {
    const clr = JSON.parse(vectors?.['vendors/credentials/clr20-complex.json'] ?? '{}') as JsonObject
    const [finding] = await verifyDataIntegrity(clr, context)
    expect(finding).toMatchObject({
      outcome: 'success',
      cryptosuite: 'Ed25519Signature2020',
      issuerBinding: 'none',
      issuer: { outcome: 'indeterminate', problems: [{ code: 'issuer-not-resolvable' }] },
    })
  },
)
