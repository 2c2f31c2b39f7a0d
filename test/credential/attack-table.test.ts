/**
 * What other verifiers were found to accept: each attack against a genuine credential, and what we answer. No cell of
 * this table is ever 'valid'.
 */
import { beforeAll, describe, expect, test } from 'vitest'
import { asArray, type JsonObject } from '../../worker/credential/json.ts'
import { createSigner, generateKeyPair } from '../../worker/credential/key/index.ts'
import { secureWithProof } from '../../worker/credential/proof/index.ts'
import { type VerifyContext, verifyCredential } from '../../worker/credential/verify/index.ts'
import {
  bitstringEntry,
  bitstringList,
  didWebIssuer,
  Network,
  NOW,
  openBadge,
  type TestIssuer,
} from '../support/issuer.ts'

const network = new Network()
const context: VerifyContext = { now: NOW, fetchDocument: network.fetchDocument }
const LIST = 'https://uni.example/status/1'
const OUTSIDE = 'https://stranger.example/status/1'

let uni: TestIssuer
let stranger: TestIssuer

beforeAll(async () => {
  uni = await didWebIssuer(network, 'uni.example')
  stranger = await didWebIssuer(network, 'stranger.example')
  network.answer(LIST, await bitstringList(uni, LIST, { set: [7] }))
  network.answer(OUTSIDE, await bitstringList(stranger, OUTSIDE))
})

const answer = async (credential: JsonObject) => {
  const { verdict, state } = await verifyCredential(credential, context)
  return `${verdict}: ${state}`
}
const sign = (changes: JsonObject = {}) => uni.sign(openBadge(uni.id, changes))

/** Status types of their own are terms that the context must define, or safe mode would refuse to sign them. */
const withStatus = (credentialStatus: JsonObject | JsonObject[]) =>
  sign({
    '@context': [
      ...(openBadge(uni.id)['@context'] as string[]),
      'https://w3id.org/vc/status-list/2021/v1',
      {
        '1EdTechRevocationList': 'https://example.org/terms#1EdTechRevocationList',
        MagicStatus2030: 'https://example.org/terms#MagicStatus2030',
      },
    ],
    credentialStatus,
  })

describe('the genuine credential', () => {
  test('is valid, by the signature of a proven domain', async () => {
    const report = await verifyCredential(await withStatus(bitstringEntry(LIST, 8)), context)
    expect([report.verdict, report.assurance, report.issuer.provenDomain]).toEqual([
      'valid',
      'signature',
      'uni.example',
    ])
    expect(report.sentence.code).toBe('sentence-valid-domain')
    expect(report.checks.every(({ outcome }) => outcome === 'success' || outcome === 'skipped')).toBe(true)
  })
})

/** A type with the terms of a Bitstring entry, which come with the type's own name only. */
const typed = (id: string): JsonObject => {
  const status = 'https://www.w3.org/ns/credentials/status#'
  return {
    '@id': id,
    '@context': {
      statusPurpose: `${status}statusPurpose`,
      statusListIndex: `${status}statusListIndex`,
      statusListCredential: { '@id': `${status}statusListCredential`, '@type': '@id' },
    },
  }
}

/** Another's badge with a name in it, under a context that leaves the signed statements as they are. */
const renamed = (signed: JsonObject, context: JsonObject, term: string): JsonObject => ({
  ...signed,
  '@context': [...(signed['@context'] as string[]), context],
  credentialSubject: { ...(signed.credentialSubject as JsonObject), [term]: 'Mallory' },
})

/** attack, how it is made, our answer */
const TABLE: [string, () => Promise<JsonObject>, string][] = [
  ['tampered', async () => ({ ...(await sign()), name: 'Flying' }), 'invalid: tampered'],
  [
    'tampered in the depth',
    async () => {
      const signed = structuredClone(await sign())
      ;((signed.credentialSubject as JsonObject).achievement as JsonObject).name = 'Flying'
      return signed
    },
    'invalid: tampered',
  ],
  ['expired', () => sign({ validUntil: '2026-05-01T00:00:00Z' }), 'invalid: expired'],
  ['not yet valid', () => sign({ validFrom: '2026-07-01T00:00:00Z' }), 'invalid: not-yet-valid'],
  [
    'signed by another key for the victim’s DID',
    async () => stranger.sign(openBadge(uni.id)),
    'invalid: issuer-mismatch',
  ],
  [
    'signed by another key that calls itself the victim’s',
    async () => {
      const signer = { ...stranger.signer, verificationMethod: uni.signer.verificationMethod }
      return secureWithProof(openBadge(uni.id), signer, { created: NOW })
    },
    'invalid: tampered',
  ],
  [
    'signed by a key that the victim’s document does not list',
    async () => {
      const signer = { ...stranger.signer, verificationMethod: `${uni.id}#key-2` }
      return secureWithProof(openBadge(uni.id), signer, { created: NOW })
    },
    'invalid: tampered',
  ],
  [
    'signed by a key that a guest put on the victim’s host, at a URL of its own',
    async () => {
      const { privateKeyJwk, publicKeyJwk } = await generateKeyPair('EdDSA')
      const verificationMethod = 'https://uni.example/~guest/key.json'
      network.answer(verificationMethod, { ...publicKeyJwk })
      const signer = await createSigner({ privateKeyJwk, verificationMethod })
      return secureWithProof(openBadge(uni.id), signer, { created: NOW })
    },
    'invalid: issuer-mismatch',
  ],
  ['an unknown term added', async () => ({ ...(await sign()), salary: '1000000' }), 'invalid: tampered'],
  ...['@none', '@index', '@language', '@vocab', '@default', { '@id': '@json' }].map(
    (hiding): [string, () => Promise<JsonObject>, string] => [
      `a recipient's name under a term that a context makes ${JSON.stringify(hiding)}`,
      async () => renamed(await sign(), { givenName: hiding }, 'givenName'),
      'invalid: tampered',
    ],
  ),
  [
    "a recipient's name under a term that a vocabulary makes @none",
    async () => renamed(await sign(), { '@vocab': '@' }, 'none'),
    'invalid: tampered',
  ],
  [
    'a presentation that names an issuer, who did not sign it',
    async () => ({
      '@context': ['https://www.w3.org/ns/credentials/v2'],
      type: ['VerifiablePresentation'],
      issuer: uni.id,
      verifiableCredential: [await stranger.sign(openBadge(stranger.id))],
    }),
    'invalid: malformed',
  ],
  ['no proof', async () => openBadge(uni.id), 'indeterminate: unsigned'],
  ['an empty list of proofs', async () => openBadge(uni.id, { proof: [] }), 'indeterminate: unsigned'],
  [
    'an unknown cryptosuite',
    async () => {
      const signed = await sign()
      return {
        ...signed,
        proof: asArray(signed.proof).map((proof) => ({
          ...(proof as JsonObject),
          cryptosuite: 'magic-2030',
        })),
      }
    },
    'indeterminate: unsupported',
  ],
  [
    '1EdTechRevocationList unreachable',
    () => withStatus({ id: 'https://uni.example/gone', type: '1EdTechRevocationList' }),
    'indeterminate: not-checked',
  ],
  [
    '1EdTechRevocationList that lists it',
    async () => {
      const url = 'https://uni.example/revoked'
      network.answer(url, {
        id: url,
        issuer: uni.id,
        revokedCredential: [{ id: openBadge('').id as string }],
      })
      return withStatus({ id: url, type: '1EdTechRevocationList' })
    },
    'invalid: revoked',
  ],
  [
    'StatusList2021 unreachable',
    () => withStatus({ ...bitstringEntry('https://uni.example/gone', 1), type: 'StatusList2021Entry' }),
    'indeterminate: not-checked',
  ],
  [
    'an array of 1EdTech and Bitstring, revoked in the second',
    async () => {
      const url = 'https://uni.example/revoked-none'
      network.answer(url, { id: url, issuer: uni.id, revokedCredential: [] })
      return withStatus([{ id: url, type: '1EdTechRevocationList' }, bitstringEntry(LIST, 7)])
    },
    'invalid: revoked',
  ],
  [
    'an unknown status type',
    () => withStatus({ id: 'https://uni.example/s', type: 'MagicStatus2030' }),
    'indeterminate: not-checked',
  ],
  [
    'Bitstring unreachable',
    () => withStatus(bitstringEntry('https://uni.example/gone', 7)),
    'indeterminate: not-checked',
  ],
  ['Bitstring revoked', () => withStatus(bitstringEntry(LIST, 7)), 'invalid: revoked'],
  [
    'a revoked one, its status entry called by another type through an inline context',
    async () => {
      // A server sees no fragment.
      network.answer(`${LIST}#7`, await bitstringList(uni, LIST, { set: [7] }))
      const signed = await withStatus(bitstringEntry(LIST, 7))
      const alias = 'https://www.w3.org/ns/credentials/status#BitstringStatusListEntry'
      return {
        ...signed,
        '@context': [
          ...(openBadge(uni.id)['@context'] as string[]),
          { '1EdTechRevocationList': typed(alias) },
        ],
        credentialStatus: { ...bitstringEntry(LIST, 7), type: '1EdTechRevocationList' },
      }
    },
    'invalid: tampered',
  ],
  [
    'a revoked one, the size of its status hidden behind another name',
    async () => {
      const url = 'https://uni.example/status/sized'
      network.answer(url, await bitstringList(uni, url, { set: [15], entries: 262_144 }))
      const signed = await withStatus({ ...bitstringEntry(url, 7), statusSize: 2 })
      const { statusSize, ...entry } = signed.credentialStatus as JsonObject
      return {
        ...signed,
        '@context': [
          ...(signed['@context'] as JsonObject[]),
          {
            size: {
              '@id': 'https://www.w3.org/ns/credentials/status#statusSize',
              '@type': 'https://www.w3.org/2001/XMLSchema#integer',
            },
          },
        ],
        credentialStatus: { ...entry, size: statusSize as number },
      }
    },
    'invalid: tampered',
  ],
  [
    'Bitstring list signed by a stranger',
    () => withStatus(bitstringEntry(OUTSIDE, 7)),
    'indeterminate: not-checked',
  ],
  [
    'Bitstring list tampered with',
    async () => {
      const url = 'https://uni.example/status/tampered'
      const list = await bitstringList(uni, url, { set: [7] })
      const clean = await bitstringList(uni, url)
      network.answer(url, { ...list, credentialSubject: clean.credentialSubject as JsonObject })
      return withStatus(bitstringEntry(url, 7))
    },
    'indeterminate: not-checked',
  ],
  [
    'DID document unreachable',
    async () => {
      const lost = await didWebIssuer(network, 'lost.example')
      network.remove('https://lost.example/.well-known/did.json')
      return lost.sign(openBadge(lost.id))
    },
    'indeterminate: unknown-issuer',
  ],
]

describe('the attack table', () => {
  test.each(TABLE)('%s', async (_name, make, expected) => {
    expect(await answer(await make())).toBe(expected)
  })

  test('every cell rejects, or says that it could not be checked', () => {
    expect(TABLE.filter(([, , expected]) => !/^(invalid|indeterminate): /.test(expected))).toEqual([])
  })
})
