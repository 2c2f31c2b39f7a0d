/** Every suite and token form, and the forgeries among them, through the whole verifier: what a person is told. */
import { beforeAll, describe, expect, test } from 'vitest'
import type { JsonObject } from '../../../worker/credential/json.ts'
import { generateKeyPair } from '../../../worker/credential/key/index.ts'
import {
  type CryptosuiteName,
  type SignatureAlgorithm,
  type Signer,
  secureAsJwt,
  secureAsVcJose,
  secureWithProof,
} from '../../../worker/credential/proof/index.ts'
import { deriveCredential } from '../../../worker/credential/proof/selective-disclosure/derive-credential.ts'
import { verifyCredential } from '../../../worker/credential/verify/index.ts'
import {
  answerFrom,
  createIssuerWorld,
  didKeySigner,
  type IssuerWorld,
  NOW,
  openBadge,
} from '../../support/issuer-world.ts'

const created = new Date('2026-11-01T10:00:00Z')
let world: IssuerWorld
let stranger: { did: string; signer: Signer }
beforeAll(async () => {
  world = await createIssuerWorld()
  stranger = await didKeySigner(await generateKeyPair('EdDSA'))
})

const verify = (input: JsonObject | string) =>
  verifyCredential(input, { now: NOW, fetchDocument: answerFrom(world.documents) })

const SUITES: [CryptosuiteName, SignatureAlgorithm][] = [
  ['eddsa-rdfc-2022', 'EdDSA'],
  ['eddsa-jcs-2022', 'EdDSA'],
  ['ecdsa-rdfc-2019', 'ES256'],
  ['ecdsa-rdfc-2019', 'ES384'],
  ['ecdsa-jcs-2019', 'ES256'],
  ['ecdsa-jcs-2019', 'ES384'],
  ['Ed25519Signature2020', 'EdDSA'],
]

test.each(SUITES)('%s by %s is valid', async (cryptosuite, algorithm) => {
  const badge = await secureWithProof(openBadge(), world.signers[algorithm], { created, cryptosuite })
  expect(await verify(badge)).toMatchObject({
    verdict: 'valid',
    assurance: 'signature',
    issuer: { provenDomain: 'issuer.example' },
  })
})

test('ecdsa-sd-2023: the derived credential is valid, the base one is refused', async () => {
  const mandatoryPointers = ['/issuer', '/validFrom', '/credentialSubject']
  const base = await secureWithProof(openBadge(), world.signers.ES256, {
    created,
    cryptosuite: 'ecdsa-sd-2023',
    mandatoryPointers,
  })
  expect((await verify(base)).verdict).toBe('invalid')
  expect((await verify(await deriveCredential(base, ['/id', '/validUntil']))).verdict).toBe('valid')
})

test.each(['ES256', 'RS256', 'EdDSA', 'ES384'] as const)(
  'tokens by %s are valid, bare and enveloped',
  async (algorithm) => {
    const signer = world.signers[algorithm]
    const token = await secureAsVcJose(openBadge(), signer)
    const envelope = {
      '@context': ['https://www.w3.org/ns/credentials/v2'],
      type: 'EnvelopedVerifiableCredential',
      id: `data:application/vc+jwt,${token}`,
    }
    const verdicts = await Promise.all(
      [await secureAsJwt(openBadge(), signer), token, envelope].map(
        async (input) => (await verify(input)).verdict,
      ),
    )
    expect(verdicts).toEqual(['valid', 'valid', 'valid'])
  },
)

describe('a stranger’s signature on the issuer’s badge is never valid', () => {
  const both = ['VerifiableCredential', 'OpenBadgeCredential', 'VerifiablePresentation']
  const jcs = { created, proofPurpose: 'authentication', cryptosuite: 'eddsa-jcs-2022' } as const

  test.each<[string, () => Promise<JsonObject | string>]>([
    ['as a proof', () => secureWithProof(openBadge(), stranger.signer, { created })],
    ['as a token', () => secureAsJwt(openBadge(), stranger.signer)],
    [
      'as a presentation token of its holder',
      () => secureAsVcJose(openBadge({ holder: stranger.did }), stranger.signer, 'vp+jwt'),
    ],
    ['as a presentation token of nobody', () => secureAsVcJose(openBadge(), stranger.signer, 'vp+jwt')],
    [
      'as a presentation at the same time',
      () => secureWithProof(openBadge({ type: both, holder: stranger.did }), stranger.signer, jcs),
    ],
    [
      'as a presentation of nobody at the same time',
      () => secureWithProof(openBadge({ type: both }), stranger.signer, jcs),
    ],
    [
      'as a presentation token at the same time',
      () => secureAsVcJose(openBadge({ type: both }), stranger.signer, 'vp+jwt'),
    ],
    ['not at all', async () => openBadge({ type: both })],
  ])('%s', async (_, forge) => expect((await verify(await forge())).verdict).not.toBe('valid'))
})
