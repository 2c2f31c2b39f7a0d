/** A stacked credential and its transcript, by an implementation that is not ours. */
import { expect, test } from 'vitest'
import type { JsonObject } from '../../worker/credential/json.ts'
import { generateKeyPair } from '../../worker/credential/key/index.ts'
import { buildClr, buildOpenBadge } from '../../worker/credential/openbadges/index.ts'
import { secureWithProof } from '../../worker/credential/proof/index.ts'
import { didKeySigner, NOW } from '../support/issuer-world.ts'
import { digitalBazaar, documentLoader } from '../support/peers.ts'

test('@digitalbazaar/vc verifies the stack, the transcript around it, and refuses it with a component exchanged', async () => {
  const peers = await digitalBazaar()
  const { did, signer } = await didKeySigner(await generateKeyPair('EdDSA'))
  const issuer = { did, profile: { name: 'Example Academy' } }
  const signed = async (name: string, more: { relatedResources?: [] } | object = {}): Promise<JsonObject> =>
    secureWithProof(
      buildOpenBadge({
        id: `https://academy.example/credentials/${name}`,
        issuer,
        achievement: {
          id: `https://academy.example/achievements/${name}`,
          version: 1,
          description: { name, description: name, criteria: { narrative: name } },
        },
        subject: { id: 'urn:uuid:7a2f0c3e-2f0f-4c57-9a55-0f9a52a1c9d4', identities: [] },
        award: { evidence: [{ id: 'https://academy.example/credentials/knots', name: 'Knots' }] },
        status: [],
        validFrom: '2026-01-01T00:00:00Z',
        ...more,
      }),
      signer,
      { created: NOW },
    )
  const [knots, radio] = [await signed('knots'), await signed('radio')]
  const digestSRI = `sha384-${'A'.repeat(64)}`
  const stack = await signed('skipper', {
    relatedResources: [
      { id: 'https://academy.example/credentials/knots.json', mediaType: 'application/vc', digestSRI },
    ],
  })
  const clr = await secureWithProof(
    buildClr({
      id: 'https://academy.example/credentials/skipper/transcript',
      name: 'Skipper',
      issuer,
      stack,
      components: [knots, radio],
      isPartial: true,
      validFrom: '2026-02-01T00:00:00Z',
    }),
    signer,
    { created: NOW },
  )
  const { cryptosuite } = peers.suites['eddsa-rdfc-2022']
  const verifies = async (credential: JsonObject) => {
    const suite = new peers.DataIntegrityProof({ cryptosuite: cryptosuite as object })
    return (await peers.vc.verifyCredential({ credential, suite, documentLoader, now: NOW.toISOString() }))
      .verified
  }
  expect(await verifies(stack)).toBe(true)
  expect(await verifies(clr)).toBe(true)
  const subject = clr.credentialSubject as JsonObject
  const exchanged = { ...clr, credentialSubject: { ...subject, verifiableCredential: [stack, knots, knots] } }
  expect(await verifies(exchanged)).toBe(false)
  expect(await verifies({ ...clr, partial: false })).toBe(false)
})
