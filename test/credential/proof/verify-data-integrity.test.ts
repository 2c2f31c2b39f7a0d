import fc from 'fast-check'
import { beforeAll, describe, expect, test } from 'vitest'
import { canonicalForm } from '../../../worker/credential/canonicalize/index.ts'
import { buildDidDocument } from '../../../worker/credential/did/index.ts'
import type { JsonObject, JsonValue } from '../../../worker/credential/json.ts'
import { generateKeyPair } from '../../../worker/credential/key/index.ts'
import {
  judgeProofs,
  type ProofContext,
  type ProofFinding,
  type Signer,
  secureWithProof,
  verifyDataIntegrity,
} from '../../../worker/credential/proof/index.ts'
import { findMisreadTerm } from '../../../worker/credential/proof/misread-terms.ts'
import {
  createIssuerWorld,
  didKeySigner,
  ISSUER_DID,
  type IssuerWorld,
  NOW,
  ORIGIN,
  openBadge,
} from '../../support/issuer-world.ts'

let world: IssuerWorld
let signer: Signer
let signed: JsonObject
const created = new Date('2026-11-01T10:00:00Z')
beforeAll(async () => {
  world = await createIssuerWorld()
  signer = world.signers.EdDSA
  signed = await secureWithProof(openBadge(), signer, { created })
})

const DID_DOCUMENT = `${ORIGIN}/issuers/a/did.json`
const codes = (finding?: ProofFinding) => [
  finding?.outcome,
  ...(finding?.problems.map(({ code }) => code) ?? []),
]
const proofOf = (document: JsonObject) => (document.proof as JsonObject[])[0] as JsonObject
const withProof = (document: JsonObject, changes: JsonObject) => ({
  ...document,
  proof: [{ ...proofOf(document), ...changes }],
})

async function verify(document: JsonObject, overrides?: Partial<ProofContext>) {
  const [finding] = await verifyDataIntegrity(document, world.context(overrides))
  return finding
}

/** Runs with another document at a URL of the world, then restores it. */
async function meanwhile<T>(url: string, document: unknown, run: () => Promise<T>): Promise<T> {
  const before = world.documents.get(url)
  world.documents.set(url, document)
  try {
    return await run()
  } finally {
    world.documents.set(url, before)
  }
}

function didDocument(change: (document: JsonObject) => JsonObject): JsonObject {
  const keys = Object.entries(world.pairs).map(([name, { publicKeyJwk }]) => ({
    id: `${ISSUER_DID}#${name}`,
    publicKeyJwk,
  }))
  return change(buildDidDocument({ did: ISSUER_DID, origin: ORIGIN, keys }))
}

test('a proof by the issuer’s own key is good, and says what it rests on', async () => {
  expect(await verify(signed)).toMatchObject({
    subject: 'proof/0',
    outcome: 'success',
    problems: [],
    type: 'DataIntegrityProof',
    cryptosuite: 'eddsa-rdfc-2022',
    proofPurpose: 'assertionMethod',
    verificationMethod: `${ISSUER_DID}#EdDSA`,
    controller: ISSUER_DID,
    created: '2026-11-01T10:00:00Z',
    key: { type: 'Multikey', publicKeyJwk: world.pairs.EdDSA.publicKeyJwk },
    issuerBinding: 'same-did',
    issuer: { outcome: 'success', id: ISSUER_DID, provenDomain: 'issuer.example' },
    sources: [{ url: DID_DOCUMENT, via: 'network' }],
  })
})

test('the document as received is left as it was', async () => {
  const before = JSON.stringify(signed)
  await verify(signed)
  expect(JSON.stringify(signed)).toBe(before)
})

describe('any change to a signed credential is refused', () => {
  /** Every text, number and name in the document, changed by one character. */
  test('in any one character', async () => {
    const text = JSON.stringify(signed)
    const places = [...text].flatMap((character, at) => (/[A-Za-z0-9]/.test(character) ? [at] : []))
    await fc.assert(
      fc.asyncProperty(fc.constantFrom(...places), fc.constantFrom('x', 'Q', '7'), async (at, other) => {
        fc.pre(text[at] !== other)
        const document = JSON.parse(text.slice(0, at) + other + text.slice(at + 1)) as JsonObject
        const findings = await verifyDataIntegrity(document, world.context())
        const { outcome } = judgeProofs(findings)
        expect(outcome, `${text.slice(at - 20, at)}[${other}]`).not.toBe('success')
      }),
      { numRuns: 250, seed: 20261123 },
    )
  })

  test.each<[string, (document: JsonObject) => JsonObject, string]>([
    ['a changed value', (d) => ({ ...d, name: 'Data Wizardry' }), 'signature-mismatch'],
    ['a member taken away', ({ validUntil: _, ...d }) => d, 'signature-mismatch'],
    ['a term that no context defines', (d) => ({ ...d, honours: 'summa cum laude' }), 'undefined-term'],
    [
      'a type that no context defines',
      (d) => ({ ...d, type: [...(d.type as string[]), 'Diploma'] }),
      'undefined-term',
    ],
    ['a term that no context defines, in the proof', (d) => withProof(d, { note: 'x' }), 'undefined-term'],
    ['a later created', (d) => withProof(d, { created: '2026-11-01T10:00:01Z' }), 'signature-mismatch'],
    [
      'a date of the proof moved into the future',
      (d) => withProof(d, { created: '2027-01-01T00:00:00Z' }),
      'proof-created-in-future',
    ],
    ['no date of the proof', (d) => withProof(d, { created: 'yesterday' }), 'proof-date-malformed'],
    [
      'an end of the proof that has passed',
      (d) => withProof(d, { expires: '2026-11-02T00:00:00Z' }),
      'proof-expired',
    ],
    ['another purpose', (d) => withProof(d, { proofPurpose: 'authentication' }), 'proof-purpose-mismatch'],
    ['no purpose', (d) => withProof(d, { proofPurpose: null }), 'proof-malformed'],
    [
      'another multibase',
      (d) => withProof(d, { proofValue: `u${String(proofOf(d).proofValue).slice(1)}` }),
      'proof-malformed',
    ],
    [
      'a signature cut short',
      (d) => withProof(d, { proofValue: String(proofOf(d).proofValue).slice(0, -3) }),
      'signature-mismatch',
    ],
    [
      'an enormous signature',
      (d) => withProof(d, { proofValue: `z${'2'.repeat(100_000)}` }),
      'proof-malformed',
    ],
    ['an empty signature', (d) => withProof(d, { proofValue: 'z' }), 'signature-mismatch'],
    ['no signature', (d) => withProof(d, { proofValue: null }), 'proof-malformed'],
    [
      'another suite',
      (d) => withProof(d, { cryptosuite: 'ecdsa-rdfc-2019' }),
      'verification-method-wrong-kind',
    ],
    ['a proof that is no object', (d) => ({ ...d, proof: ['eddsa'] }), 'proof-malformed'],
    [
      'a key without fragment',
      (d) => withProof(d, { verificationMethod: ISSUER_DID }),
      'verification-method-malformed',
    ],
    [
      'a key that is not in the document',
      (d) => withProof(d, { verificationMethod: `${ISSUER_DID}#other` }),
      'verification-method-not-found',
    ],
    [
      'a key in the fragment alone',
      (d) =>
        withProof(d, {
          verificationMethod: `${ISSUER_DID}#z6MkrJVnaZkeFzdQyMZu1cgjg7k1pZZ6pvBQ7XJPt4swbTQ2`,
        }),
      'verification-method-not-found',
    ],
  ])('%s', async (_, change, code) => {
    const finding = await verify(change(signed))
    expect(finding?.outcome).toBe('failure')
    expect(codes(finding)).toContain(code)
  })
})

describe('tricks with contexts', () => {
  test('one credential that stands twice in a presentation hides nothing; a renamed member of one does', async () => {
    const twin: JsonObject = {
      '@context': ['https://www.w3.org/ns/credentials/v2'],
      type: ['VerifiableCredential'],
      issuer: 'did:example:issuer',
      validUntil: '2026-01-01T00:00:00Z',
      credentialSubject: { id: 'did:example:subject' },
    }
    const presentation = (second: JsonObject): JsonObject => ({
      '@context': ['https://www.w3.org/ns/credentials/v2'],
      type: ['VerifiablePresentation'],
      verifiableCredential: [twin, second],
    })
    const hidden = async (document: JsonObject) =>
      findMisreadTerm(document, (await canonicalForm(document)).quads)?.term
    expect(await hidden(presentation(twin))).toBeUndefined()
    const { validUntil, ...rest } = twin
    const renamed = {
      ...rest,
      '@context': [
        'https://www.w3.org/ns/credentials/v2',
        {
          until: {
            '@id': 'https://www.w3.org/2018/credentials#validUntil',
            '@type': 'http://www.w3.org/2001/XMLSchema#dateTime',
          },
        },
      ],
      until: validUntil as string,
    }
    expect(await hidden(presentation(renamed))).toBe('validUntil')
    expect(await hidden(presentation({ ...renamed, credentialSubject: [twin] }))).toBe('validUntil')
  })

  const inline = (d: JsonObject, context: JsonValue) => ({
    ...d,
    '@context': [...(d['@context'] as JsonValue[]), context],
  })

  test.each<[string, (document: JsonObject) => JsonObject]>([
    [
      'the end of validity under another name',
      ({ validUntil, ...d }) =>
        inline(
          { ...d, note: validUntil as string },
          {
            note: {
              '@id': 'https://www.w3.org/2018/credentials#validUntil',
              '@type': 'http://www.w3.org/2001/XMLSchema#dateTime',
            },
          },
        ),
    ],
    [
      'the status under another name',
      ({ credentialStatus, ...d }) =>
        inline(
          { ...d, note: credentialStatus as JsonObject },
          { note: { '@id': 'https://www.w3.org/2018/credentials#credentialStatus', '@type': '@id' } },
        ),
    ],
  ])('%s leaves the signed statements as they are, and is refused', async (_, change) => {
    const credentialStatus = {
      id: `${ORIGIN}/status/1#7`,
      type: 'BitstringStatusListEntry',
      statusPurpose: 'revocation',
      statusListIndex: '7',
      statusListCredential: `${ORIGIN}/status/1`,
    }
    const document = await secureWithProof(openBadge({ credentialStatus }), signer, { created })
    expect(codes(await verify(document))).toEqual(['success'])
    expect(codes(await verify(change(document)))).toEqual(['failure', 'hidden-term'])
  })

  test.each<[string, (document: JsonObject) => JsonObject]>([
    [
      'moved out by @included',
      ({ validUntil, ...d }) => ({
        ...d,
        '@included': [{ id: d.id as string, validUntil: validUntil as string }],
      }),
    ],
    [
      'moved out by @included, under a type of its own',
      ({ validUntil, ...d }) => ({
        ...d,
        '@included': [{ id: d.id as string, type: 'VerifiableCredential', validUntil: validUntil as string }],
      }),
    ],
    [
      'moved out by another name for @included',
      ({ validUntil, ...d }) =>
        inline(
          {
            ...d,
            also: [{ id: d.id as string, '@type': 'VerifiableCredential', validUntil: validUntil as string }],
          },
          { also: '@included' },
        ),
    ],
  ])('the end of validity %s is never good', async (_, change) => {
    const finding = await verify(change(signed))
    expect(finding?.outcome).toBe('failure')
  })

  test('an end of the proof moved out of sight is never good', async () => {
    const ending = await secureWithProof(openBadge(), signer, {
      created,
      id: 'urn:uuid:9',
      expires: new Date('2026-11-02T00:00:00Z'),
    })
    const { expires, ...proof } = proofOf(ending)
    const hidden = {
      ...ending,
      proof: [{ ...proof, '@included': [{ id: 'urn:uuid:9', expires: expires as string }] }],
    }
    expect(codes(await verify(ending))).toEqual(['failure', 'proof-expired'])
    expect((await verify(hidden))?.outcome).toBe('failure')
  })

  test('a context that is not known leaves the answer open, and is named', async () => {
    const finding = await verify(inline(signed, 'https://context.example/v1'))
    expect(finding).toMatchObject({
      outcome: 'indeterminate',
      problems: [{ code: 'unknown-context', params: { url: 'https://context.example/v1' } }],
    })
  })

  test('a redefined protected term is refused', async () => {
    expect((await verify(inline(signed, { VerifiableCredential: 'https://a.example/x' })))?.outcome).toBe(
      'failure',
    )
  })

  test('a vocabulary that swallows every term does not hide one', async () => {
    const finding = await verify(inline({ ...signed, honours: 'x' }, { '@vocab': 'https://a.example/' }))
    expect(codes(finding)).toEqual(['failure', 'signature-mismatch'])
  })

  test('a JCS proof lets contexts be added behind its own, and none before', async () => {
    const jcs = await secureWithProof(openBadge(), signer, { created, cryptosuite: 'eddsa-jcs-2022' })
    const contexts = jcs['@context'] as JsonValue[]
    expect(codes(await verify({ ...jcs, '@context': [...contexts, 'https://a.example'] }))).toEqual([
      'success',
    ])
    expect(codes(await verify({ ...jcs, '@context': ['https://a.example', ...contexts] }))).toEqual([
      'failure',
      'proof-context-mismatch',
    ])
  })
})

describe('whose key it is', () => {
  test('a stranger’s good proof in the issuer’s name is good, and not the issuer’s', async () => {
    const stranger = await didKeySigner(await generateKeyPair('EdDSA'))
    const forged = await secureWithProof(openBadge(), stranger.signer, { created })
    const finding = await verify(forged)
    expect(finding).toMatchObject({ outcome: 'success', issuerBinding: 'none' })
    expect(finding?.issuer).toMatchObject({
      outcome: 'failure',
      provenDomain: null,
      problems: [{ code: 'key-not-issuers' }],
    })
    expect(judgeProofs([finding as ProofFinding]).outcome).toBe('failure')
  })

  test('an issuer that cannot be reached leaves the answer open, however broken the rest', async () => {
    await meanwhile(DID_DOCUMENT, undefined, async () => {
      expect(codes(await verify(signed))).toEqual(['indeterminate', 'key-document-unreachable'])
      expect(codes(await verify({ ...signed, honours: 'x' }))).toEqual([
        'failure',
        'undefined-term',
        'key-document-unreachable',
      ])
    })
  })

  test.each<[string, (document: JsonObject) => JsonObject, string, string]>([
    [
      'is about another DID',
      (d) => ({ ...d, id: 'did:web:other.example' }),
      'failure',
      'controller-document-mismatch',
    ],
    [
      'lists the key for nothing',
      (d) => ({ ...d, assertionMethod: [] }),
      'failure',
      'verification-method-not-authorized',
    ],
    [
      'has no word on what its keys are for',
      ({ assertionMethod: _, ...d }) => d,
      'failure',
      'verification-method-not-authorized',
    ],
    [
      'holds a broken key',
      (d) => ({
        ...d,
        verificationMethod: [
          { id: `${ISSUER_DID}#EdDSA`, type: 'Multikey', controller: ISSUER_DID, publicKeyMultibase: 'z6Mk' },
        ],
      }),
      'failure',
      'key-malformed',
    ],
    [
      'shows the private key',
      (d) => withMethod(d, { secretKeyMultibase: 'z3u2' }),
      'failure',
      'key-has-private-members',
    ],
    [
      'says that the key was revoked',
      (d) => withMethod(d, { revoked: '2026-11-20T00:00:00Z' }),
      'failure',
      'verification-method-revoked',
    ],
    [
      'says that the key was revoked, and not when',
      (d) => withMethod(d, { revoked: true }),
      'failure',
      'verification-method-revoked',
    ],
    [
      'says that the key ended before',
      (d) => withMethod(d, { expires: '2026-10-01T00:00:00Z' }),
      'failure',
      'verification-method-expired',
    ],
    [
      'says that the key ended since',
      (d) => withMethod(d, { expires: '2026-11-10T00:00:00Z' }),
      'success',
      'verification-method-retired',
    ],
    [
      'gives the key to another',
      (d) => withMethod(d, { controller: 'did:web:evil.example' }),
      'indeterminate',
      'key-document-unavailable',
    ],
  ])('a DID document that %s', async (_, change, outcome, code) => {
    const finding = await meanwhile(DID_DOCUMENT, didDocument(change), () => verify(signed))
    expect(codes(finding)).toEqual([outcome, code])
  })

  test('a stranger’s document cannot name the issuer as controller of its key', async () => {
    const { publicKeyJwk, privateKeyJwk } = await generateKeyPair('EdDSA')
    const evil = 'did:web:evil.example'
    const document = buildDidDocument({
      did: evil,
      origin: 'https://evil.example',
      keys: [{ id: `${evil}#1`, publicKeyJwk }],
    })
    const [method] = document.verificationMethod as JsonObject[]
    world.documents.set('https://evil.example/.well-known/did.json', {
      ...document,
      verificationMethod: [{ ...method, controller: ISSUER_DID }],
    })
    const { createSigner } = await import('../../../worker/credential/key/index.ts')
    const forger = await createSigner({ privateKeyJwk, verificationMethod: `${evil}#1` })
    const finding = await verify(await secureWithProof(openBadge(), forger, { created }))
    expect(codes(finding)).toEqual(['failure', 'verification-method-not-authorized'])
  })

  test('a DID method that is not known leaves the answer open', async () => {
    const finding = await verify(withProof(signed, { verificationMethod: 'did:ion:abc#1' }))
    expect(codes(finding)).toEqual(['indeterminate', 'did-method-unsupported'])
  })

  test('an https issuer’s profile states its key', async () => {
    const id = `${ORIGIN}/profiles/b`
    const { publicKeyJwk, privateKeyJwk } = world.pairs.EdDSA
    const { createSigner, jwkToMultikey } = await import('../../../worker/credential/key/index.ts')
    const method = {
      id: `${id}#key-1`,
      type: 'Multikey',
      controller: id,
      publicKeyMultibase: jwkToMultikey(publicKeyJwk),
    }
    world.documents.set(id, {
      id,
      type: ['Profile'],
      verificationMethod: [method],
      assertionMethod: [`${id}#key-1`],
    })
    const own = await createSigner({ privateKeyJwk, verificationMethod: `${id}#key-1` })
    const document = await secureWithProof(openBadge({ issuer: { id, type: ['Profile'], name: 'B' } }), own, {
      created,
    })
    expect(await verify(document)).toMatchObject({
      outcome: 'success',
      issuerBinding: 'same-did',
      issuer: { provenDomain: 'issuer.example' },
    })
  })
})

function withMethod(document: JsonObject, changes: JsonObject): JsonObject {
  const methods = document.verificationMethod as JsonObject[]
  return {
    ...document,
    verificationMethod: methods.map((method) =>
      method.id === `${ISSUER_DID}#EdDSA` ? { ...method, ...changes } : method,
    ),
  }
}

describe('several proofs', () => {
  test('each has its own answer; by default one good one of the issuer decides, by the other rule all must be good', async () => {
    const both = await secureWithProof(signed, world.signers.ES256, { created })
    const [first, second] = both.proof as JsonObject[]
    const broken = { ...both, proof: [{ ...first, created: '2026-11-01T10:00:09Z' }, second as JsonObject] }
    const findings = await verifyDataIntegrity(broken, world.context())
    expect(findings.map(({ subject, outcome }) => [subject, outcome])).toEqual([
      ['proof/0', 'failure'],
      ['proof/1', 'success'],
    ])
    expect(judgeProofs(findings)).toMatchObject({ outcome: 'success', deciding: { subject: 'proof/1' } })
    expect(judgeProofs(findings, { proofs: 'all' }).outcome).toBe('failure')
  })

  test('a chain holds whole: a proof upon a proof, by every suite', async () => {
    const first = await secureWithProof(openBadge(), signer, { created, id: 'urn:uuid:1' })
    const chained = await secureWithProof(first, world.signers.ES384, {
      created,
      previousProof: ['urn:uuid:1'],
    })
    expect((await verifyDataIntegrity(chained, world.context())).map(({ outcome }) => outcome)).toEqual([
      'success',
      'success',
    ])
    const [lower, upper] = chained.proof as JsonObject[]
    const reordered = { ...chained, proof: [upper as JsonObject, lower as JsonObject] }
    expect((await verifyDataIntegrity(reordered, world.context())).map(({ outcome }) => outcome)).toEqual([
      'success',
      'success',
    ])
    const swapped = {
      ...chained,
      proof: [{ ...lower, created: '2026-11-01T09:00:00Z' }, upper as JsonObject],
    }
    expect((await verifyDataIntegrity(swapped, world.context())).map(codes)).toEqual([
      ['failure', 'signature-mismatch'],
      ['failure', 'signature-mismatch', 'previous-proof-failed'],
    ])
  })

  test('a proof cannot build on itself or on two of one name', async () => {
    const self = withProof(signed, { id: 'urn:uuid:1', previousProof: 'urn:uuid:1' })
    expect(codes(await verify(self))).toContain('previous-proof-missing')
    const twice = {
      ...signed,
      proof: [
        { ...proofOf(signed), previousProof: 'urn:uuid:1' },
        ...[1, 2].map(() => ({ ...proofOf(signed), id: 'urn:uuid:1' })),
      ],
    }
    expect(codes(await verify(twice))).toContain('previous-proof-missing')
  })

  test('a thousand proofs are not looked at', async () => {
    const many = { ...signed, proof: new Array(1000).fill(proofOf(signed)) }
    expect((await verifyDataIntegrity(many, world.context())).map(codes)).toEqual([
      ['failure', 'too-many-proofs'],
    ])
  })

  test('a proof of a kind that is not known leaves the answer open', async () => {
    expect(codes(await verify(withProof(signed, { cryptosuite: 'bbs-2023' })))).toEqual([
      'indeterminate',
      'cryptosuite-unknown',
    ])
    expect(codes(await verify(withProof(signed, { type: 'MerkleProof2019' })))).toEqual([
      'indeterminate',
      'proof-type-unknown',
    ])
    expect(codes(await verify(withProof(signed, { cryptosuite: 'constructor' })))).toEqual([
      'indeterminate',
      'cryptosuite-unknown',
    ])
  })

  test('no proof gives no finding, and judges as open', async () => {
    expect(await verifyDataIntegrity(openBadge(), world.context())).toEqual([])
    expect(judgeProofs([])).toEqual({ outcome: 'indeterminate', deciding: null })
  })
})

describe('a presentation', () => {
  const asked = { purpose: 'authentication' as const, challenge: 'c-1', domain: 'https://verifier.example' }
  const presentation = {
    '@context': ['https://www.w3.org/ns/credentials/v2'],
    type: ['VerifiablePresentation'],
    holder: ISSUER_DID,
  }

  test('answers the challenge, for the place that set it', async () => {
    const { challenge, domain, purpose } = asked
    const document = await secureWithProof(presentation, signer, {
      created,
      proofPurpose: purpose,
      challenge,
      domain,
    })
    expect(codes(await verify(document, asked))).toEqual(['success'])
    expect(codes(await verify(document, { ...asked, challenge: 'c-2' }))).toEqual([
      'failure',
      'proof-challenge-mismatch',
    ])
    expect(codes(await verify(document, { ...asked, domain: 'https://other.example' }))).toEqual([
      'failure',
      'proof-domain-mismatch',
    ])
    expect(codes(await verify(document, { purpose: 'assertionMethod' }))).toEqual([
      'failure',
      'proof-purpose-mismatch',
    ])
  })
})

test('a presentation that names an issuer of its own is still its holder’s to sign', async () => {
  const stranger = await didKeySigner(await generateKeyPair('EdDSA'))
  const presentation = {
    '@context': ['https://www.w3.org/ns/credentials/v2'],
    type: ['VerifiablePresentation'],
    holder: ISSUER_DID,
    issuer: stranger.did,
  }
  const jcs = { created, proofPurpose: 'authentication', cryptosuite: 'eddsa-jcs-2022' } as const
  const finding = await verify(await secureWithProof(presentation, stranger.signer, jcs), {
    purpose: 'authentication',
  })
  expect(finding).toMatchObject({
    outcome: 'success',
    issuerBinding: 'none',
    issuer: { id: ISSUER_DID, outcome: 'failure' },
  })
})

test('what the proof and its document say cannot make verification throw', async () => {
  const hostile = fc.object({
    maxDepth: 3,
    key: fc.oneof(fc.string(), fc.constantFrom('proof', '@context', 'issuer', 'type', '@id', '__proto__')),
  })
  await fc.assert(
    fc.asyncProperty(hostile, hostile, async (members, proof) => {
      const document = {
        ...JSON.parse(JSON.stringify(members)),
        proof: { ...proofOf(signed), ...JSON.parse(JSON.stringify(proof)) },
      }
      const findings = await verifyDataIntegrity(document, world.context())
      expect(judgeProofs(findings).outcome).not.toBe('success')
    }),
    { numRuns: 150, seed: 20261123 },
  )
  expect(NOW.getTime()).toBeGreaterThan(created.getTime())
})
