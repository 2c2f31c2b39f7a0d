/** A small world for proof tests: an issuer with keys of every kind, its documents, and a port that answers them. */
import {
  buildDidDocument,
  createKeyResolver,
  didKeyOf,
  didKeyVerificationMethod,
} from '../../worker/credential/did/index.ts'
import type { FetchDocument } from '../../worker/credential/fetch-document.ts'
import type { JsonObject } from '../../worker/credential/json.ts'
import { createSigner, generateKeyPair, type KeyPair } from '../../worker/credential/key/index.ts'
import type { ProofContext, SignatureAlgorithm, Signer } from '../../worker/credential/proof/index.ts'

export const NOW = new Date('2026-11-23T12:00:00Z')
export const ORIGIN = 'https://issuer.example'
export const ISSUER_DID = 'did:web:issuer.example:issuers:a'

export interface IssuerWorld {
  pairs: Record<SignatureAlgorithm, KeyPair>
  /** By algorithm: did:web verification method, `kid` a URL that answers one JWK. */
  signers: Record<SignatureAlgorithm, Signer>
  /** URL → JSON; change it to change the world. */
  documents: Map<string, unknown>
  /** URLs asked for, in order. */
  asked: string[]
  /** A fresh context: resolvers remember for one verification. */
  context(overrides?: Partial<ProofContext>): ProofContext
}

const ALGORITHMS: SignatureAlgorithm[] = ['EdDSA', 'ES256', 'ES384', 'RS256']

export async function createIssuerWorld(): Promise<IssuerWorld> {
  const entries = await Promise.all(
    ALGORITHMS.map(async (algorithm) => [algorithm, await generateKeyPair(algorithm)] as const),
  )
  const pairs = Object.fromEntries(entries) as IssuerWorld['pairs']
  const signers = Object.fromEntries(
    await Promise.all(
      entries.map(async ([algorithm, { privateKeyJwk }]) => [
        algorithm,
        await createSigner({
          privateKeyJwk,
          verificationMethod: `${ISSUER_DID}#${algorithm}`,
          kid: `${ORIGIN}/issuers/a/keys/${algorithm}`,
        }),
      ]),
    ),
  ) as IssuerWorld['signers']
  const keys = entries.map(([algorithm, { publicKeyJwk }]) => ({
    id: `${ISSUER_DID}#${algorithm}`,
    publicKeyJwk,
  }))
  const documents = new Map<string, unknown>([
    [`${ORIGIN}/issuers/a/did.json`, buildDidDocument({ did: ISSUER_DID, origin: ORIGIN, keys })],
    ...entries.map(
      ([algorithm, { publicKeyJwk }]) =>
        [
          `${ORIGIN}/issuers/a/keys/${algorithm}`,
          { ...publicKeyJwk, kid: `${ORIGIN}/issuers/a/keys/${algorithm}` },
        ] as const,
    ),
  ])
  const asked: string[] = []
  const fetchDocument = answerFrom(documents, asked)
  return {
    pairs,
    signers,
    documents,
    asked,
    context: (overrides = {}) => ({ now: NOW, ...createKeyResolver(fetchDocument), ...overrides }),
  }
}

/** `undefined` in the table is a host that does not answer; a missing entry is a 404. */
export function answerFrom(documents: Map<string, unknown>, asked: string[] = []): FetchDocument {
  return async ({ url }) => {
    asked.push(url)
    if (documents.has(url) && documents.get(url) === undefined)
      return { ok: false, url, reason: 'unreachable' }
    const found = documents.get(url)
    return {
      ok: true,
      url,
      status: found === undefined ? 404 : 200,
      contentType: 'application/json',
      body: new TextEncoder().encode(JSON.stringify(found ?? {})),
      fetchedAt: NOW.toISOString(),
      via: 'network',
    }
  }
}

export async function didKeySigner({
  publicKeyJwk,
  privateKeyJwk,
}: KeyPair): Promise<{ did: string; signer: Signer }> {
  const verificationMethod = didKeyVerificationMethod(publicKeyJwk)
  return { did: didKeyOf(publicKeyJwk), signer: await createSigner({ privateKeyJwk, verificationMethod }) }
}

export function openBadge(members: JsonObject = {}): JsonObject {
  return {
    '@context': [
      'https://www.w3.org/ns/credentials/v2',
      'https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.3.json',
    ],
    id: `${ORIGIN}/credentials/3c6d7d9e-5a3e-4d0b-9a53-0c6d8f6b4e10`,
    type: ['VerifiableCredential', 'OpenBadgeCredential'],
    name: 'Data Literacy',
    issuer: { id: ISSUER_DID, type: ['Profile'], name: 'Example University', url: ORIGIN },
    validFrom: '2026-09-01T09:00:00Z',
    validUntil: '2028-09-01T09:00:00Z',
    credentialSubject: {
      id: 'urn:uuid:6f0f43d1-23ee-4a1f-a34a-2a1c5c3b9c11',
      type: ['AchievementSubject'],
      achievement: {
        id: `${ORIGIN}/achievements/data-literacy`,
        type: ['Achievement'],
        name: 'Data Literacy',
        description: 'Reads, questions and presents data.',
        criteria: { narrative: 'Passed the project and the oral exam.' },
      },
    },
    ...members,
  }
}
