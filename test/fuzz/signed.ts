/** Issuers of the fuzz runs: an Ed25519 key as a did:key, and a badge that it issues. */
import { didKeyOf } from '../../worker/credential/did/index.ts'
import type { JsonObject } from '../../worker/credential/json.ts'
import { createSigner, generateKeyPair } from '../../worker/credential/key/index.ts'
import type { Signer } from '../../worker/credential/proof/index.ts'

export interface FuzzIssuer {
  did: string
  signer: Signer
}

export async function fuzzIssuer(): Promise<FuzzIssuer> {
  const { privateKeyJwk, publicKeyJwk } = await generateKeyPair('EdDSA')
  const did = didKeyOf(publicKeyJwk)
  const verificationMethod = `${did}#${did.slice('did:key:'.length)}`
  return { did, signer: await createSigner({ privateKeyJwk, verificationMethod }) }
}

export function fuzzBadge(did: string, more: JsonObject = {}): JsonObject {
  return {
    '@context': [
      'https://www.w3.org/ns/credentials/v2',
      'https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.3.json',
    ],
    id: 'urn:uuid:6a1f3b36-3e8e-4e1c-9a3e-0d3c2f6b7a10',
    type: ['VerifiableCredential', 'OpenBadgeCredential'],
    issuer: { id: did, type: ['Profile'], name: 'Bodenschule ® 土' },
    validFrom: '2025-01-01T00:00:00Z',
    credentialSubject: {
      id: 'did:example:learner',
      type: ['AchievementSubject'],
      achievement: {
        id: 'urn:uuid:1',
        type: ['Achievement'],
        name: 'Soil',
        description: 'd',
        criteria: { narrative: 'n' },
      },
    },
    ...more,
  }
}
