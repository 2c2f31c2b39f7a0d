/** Issuers, credentials and a network for verification tests: everything signed by our own core, nothing fetched. */
import { didKeyOf, didKeyVerificationMethod } from '../../worker/credential/did/index.ts'
import type { FetchDocument, FetchedDocument } from '../../worker/credential/fetch-document.ts'
import type { JsonObject, JsonValue } from '../../worker/credential/json.ts'
import { createSigner, generateKeyPair } from '../../worker/credential/key/index.ts'
import { type Signer, secureWithProof } from '../../worker/credential/proof/index.ts'
import { encodeBitstring, setBit } from '../../worker/credential/status/bitstring.ts'

export const NOW = new Date('2026-06-01T00:00:00Z')

/** Answers from a table, counted; what is not in it cannot be reached. */
export class Network {
  readonly asked: string[] = []
  readonly #answers = new Map<string, { status: number; body: string | Uint8Array; contentType: string }>()

  answer(
    url: string,
    body: JsonValue | Uint8Array,
    { status = 200, contentType = 'application/json' } = {},
  ): this {
    const text = typeof body === 'string' || body instanceof Uint8Array ? body : JSON.stringify(body)
    this.#answers.set(url, { status, body: text, contentType })
    return this
  }

  remove(url: string): this {
    this.#answers.delete(url)
    return this
  }

  readonly fetchDocument: FetchDocument = async ({ url }) => {
    this.asked.push(url)
    const found = this.#answers.get(url)
    if (!found) return { ok: false, url, reason: 'unreachable' }
    const body = typeof found.body === 'string' ? new TextEncoder().encode(found.body) : found.body
    const { status, contentType } = found
    const answer: FetchedDocument = {
      ok: true,
      url,
      status,
      contentType,
      body,
      fetchedAt: NOW.toISOString(),
      via: 'network',
    }
    return answer
  }
}

export interface TestIssuer {
  id: string
  signer: Signer
  /** Signs, without changing what is given. */
  sign(credential: JsonObject): Promise<JsonObject>
}

/** An issuer by did:web on `host`, its DID document on the network. */
export async function didWebIssuer(network: Network, host: string): Promise<TestIssuer> {
  const pair = await generateKeyPair('EdDSA')
  const id = `did:web:${host}`
  const verificationMethod = `${id}#key-1`
  const signer = await createSigner({ privateKeyJwk: pair.privateKeyJwk, verificationMethod })
  network.answer(`https://${host}/.well-known/did.json`, {
    '@context': ['https://www.w3.org/ns/did/v1', 'https://w3id.org/security/jwk/v1'],
    id,
    verificationMethod: [
      { id: verificationMethod, type: 'JsonWebKey', controller: id, publicKeyJwk: { ...pair.publicKeyJwk } },
    ],
    assertionMethod: [verificationMethod],
    authentication: [verificationMethod],
  })
  return issuerOf(id, signer)
}

export async function didKeyIssuer(): Promise<TestIssuer> {
  const pair = await generateKeyPair('EdDSA')
  const id = didKeyOf(pair.publicKeyJwk)
  const verificationMethod = didKeyVerificationMethod(pair.publicKeyJwk)
  return issuerOf(id, await createSigner({ privateKeyJwk: pair.privateKeyJwk, verificationMethod }))
}

function issuerOf(id: string, signer: Signer): TestIssuer {
  return {
    id,
    signer,
    sign: (credential) => secureWithProof(credential, signer, { created: new Date('2026-01-01T00:00:00Z') }),
  }
}

export function openBadge(issuerId: string, changes: JsonObject = {}): JsonObject {
  return {
    '@context': [
      'https://www.w3.org/ns/credentials/v2',
      'https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.3.json',
    ],
    id: 'urn:uuid:4b1a1d6e-6b1c-4f2e-9d2a-000000000001',
    type: ['VerifiableCredential', 'OpenBadgeCredential'],
    issuer: { id: issuerId, type: ['Profile'], name: 'A university' },
    name: 'Rowing',
    validFrom: '2026-01-01T00:00:00Z',
    credentialSubject: {
      id: 'urn:uuid:4b1a1d6e-6b1c-4f2e-9d2a-000000000002',
      type: ['AchievementSubject'],
      achievement: {
        id: 'https://uni.example/achievements/1',
        type: ['Achievement'],
        name: 'Rowing',
        description: 'Rows a boat.',
        criteria: { narrative: 'Row a boat.' },
      },
    },
    ...changes,
  }
}

export interface ListChanges {
  purpose?: string
  set?: number[]
  entries?: number
  changes?: JsonObject
}

export async function bitstringList(
  issuer: TestIssuer,
  url: string,
  { purpose = 'revocation', set = [], entries = 131_072, changes = {} }: ListChanges = {},
): Promise<JsonObject> {
  const bytes = new Uint8Array(entries / 8)
  for (const index of set) setBit(bytes, index, true)
  return issuer.sign({
    '@context': ['https://www.w3.org/ns/credentials/v2'],
    id: url,
    type: ['VerifiableCredential', 'BitstringStatusListCredential'],
    issuer: issuer.id,
    validFrom: '2026-01-01T00:00:00Z',
    credentialSubject: {
      id: `${url}#list`,
      type: 'BitstringStatusList',
      statusPurpose: purpose,
      encodedList: await encodeBitstring(bytes),
    },
    ...changes,
  })
}

export function bitstringEntry(url: string, index: number, purpose = 'revocation'): JsonObject {
  return {
    id: `${url}#${index}`,
    type: 'BitstringStatusListEntry',
    statusPurpose: purpose,
    statusListIndex: String(index),
    statusListCredential: url,
  }
}
