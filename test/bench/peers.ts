/** The same work by the libraries that others build on, each with its contexts and keys in memory. */
import { DataIntegrityProof } from '@digitalbazaar/data-integrity'
import * as Ed25519Multikey from '@digitalbazaar/ed25519-multikey'
import { cryptosuite } from '@digitalbazaar/eddsa-rdfc-2022-cryptosuite'
import * as vc from '@digitalbazaar/vc'
import { verifyCredential as verifyWithVerifierCore } from '@digitalcredentials/verifier-core'
import { bundledContext } from '../../worker/credential/contexts/index.ts'
import type { JsonObject } from '../../worker/credential/json.ts'

export interface Peers {
  digitalBazaar: typeof digitalBazaar
  verifierCore: Pick<Peer, 'verify'>
}

export interface Peer {
  issue(credential: JsonObject): Promise<unknown>
  verify(credential: JsonObject): Promise<void>
}

/** `did` is the did:key of the multibase key; `secretKeyMultibase` signs. */
export async function digitalBazaar(
  did: string,
  publicKeyMultibase: string,
  secretKeyMultibase: string,
): Promise<Peer> {
  const verificationMethod = `${did}#${publicKeyMultibase}`
  const key = {
    '@context': 'https://w3id.org/security/multikey/v1',
    type: 'Multikey',
    id: verificationMethod,
    controller: did,
    publicKeyMultibase,
  }
  const controller = {
    '@context': ['https://www.w3.org/ns/did/v1', 'https://w3id.org/security/multikey/v1'],
    id: did,
    assertionMethod: [verificationMethod],
    verificationMethod: [key],
  }
  const documents = new Map<string, object>([
    [verificationMethod, key],
    [did, controller],
  ])
  const documentLoader = async (url: string) => {
    const document = documents.get(url) ?? bundledContext(url)
    if (document === undefined) throw new Error(`unexpected ${url}`)
    return { contextUrl: null, documentUrl: url, document, tag: 'static' }
  }
  const keyPair = await Ed25519Multikey.from({ ...key, secretKeyMultibase })
  const signing = { signer: keyPair.signer(), date: '2026-01-01T00:00:00Z', cryptosuite }
  return {
    issue: (credential) =>
      vc.issue({
        credential: structuredClone(credential),
        suite: new DataIntegrityProof(signing),
        documentLoader,
      }),
    verify: async (credential) => {
      const suite = new DataIntegrityProof({ cryptosuite })
      const { verified, error } = await vc.verifyCredential({ credential, suite, documentLoader })
      if (!verified) throw error
    },
  }
}

/** For verifier-core's JSON Schema, which it fetches once: one that takes everything, so that its row has no network in it. */
const answerSchema: typeof fetch = async () => Response.json({})

/** It loads contexts and keys by itself, from memory for those used here. What it prints is kept off the screen. */
export const verifierCore: Pick<Peer, 'verify'> = {
  verify: async (credential: JsonObject): Promise<void> => {
    const { log: saidLog, error: saidError } = console
    const { fetch: ownFetch } = globalThis
    console.log = console.error = () => undefined
    globalThis.fetch = answerSchema
    try {
      const request = { credential, knownDIDRegistries: [] } as unknown as Parameters<
        typeof verifyWithVerifierCore
      >[0]
      const { log, errors } = await verifyWithVerifierCore(request)
      const signature = log?.find(({ id }) => id === 'valid_signature')
      if (signature?.valid !== true) throw new Error(`verifier-core: ${JSON.stringify(errors ?? log)}`)
    } finally {
      Object.assign(console, { log: saidLog, error: saidError })
      globalThis.fetch = ownFetch
    }
  },
}
