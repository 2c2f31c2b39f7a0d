import vectors from 'virtual:vectors'
import { describe, expect, it } from 'vitest'
import {
  CanonicalizationError,
  canonicalize,
  canonicalizeByReference,
} from '../../worker/credential/canonicalize/index.ts'
import type { JsonObject } from '../../worker/credential/json.ts'

const V2 = 'https://www.w3.org/ns/credentials/v2'
const OB3 = 'https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.3.json'
const CLR2 = 'https://purl.imsglobal.org/spec/clr/v2p0/context-2.0.1.json'

const badge: JsonObject = {
  '@context': [V2, OB3],
  id: 'urn:uuid:0d3b2f8c-95ba-4f39-9d0f-2f1f7c1b3f55',
  type: ['VerifiableCredential', 'OpenBadgeCredential'],
  issuer: { id: 'did:web:issuer.example', type: ['Profile'], name: 'Issuer' },
  validFrom: '2026-01-01T00:00:00Z',
  credentialSubject: {
    type: ['AchievementSubject'],
    achievement: {
      id: 'https://issuer.example/achievements/1',
      type: ['Achievement'],
      name: 'Welding',
      description: 'Can weld.',
      criteria: { narrative: 'Weld.' },
    },
  },
}

async function refusal(document: JsonObject): Promise<{ code: string; detail: string }> {
  try {
    await canonicalize(document)
  } catch (error) {
    if (error instanceof CanonicalizationError) return { code: error.code, detail: error.detail }
    throw error
  }
  throw new Error('was not refused')
}

describe.skipIf(vectors === undefined)("the specifications' worked examples", () => {
  const file = (path: string): string => {
    const text = vectors?.[`vectors/${path}`]
    if (text === undefined) throw new Error(`no vector ${path}`)
    return text
  }
  const json = (path: string): JsonObject => JSON.parse(file(path))
  const withoutProof = ({ proof: _, ...document }: JsonObject): JsonObject => document

  const DOCUMENTS: [document: string, canonical: string][] = [
    ['w3c-vc-di-eddsa/unsigned.json', 'w3c-vc-di-eddsa/eddsa-rdfc-2022/canonDocDataInt.txt'],
    ['w3c-vc-di-eddsa/unsigned.json', 'w3c-vc-di-eddsa/Ed25519Signature2020/canonDocEdSig.txt'],
    ['w3c-vc-di-ecdsa/unsigned.json', 'w3c-vc-di-ecdsa/ecdsa-rdfc-2019-p256/canonDocECDSAP256.txt'],
    ['w3c-vc-di-ecdsa/unsigned.json', 'w3c-vc-di-ecdsa/ecdsa-rdfc-2019-p384/canonDocECDSAP384.txt'],
    ['1edtech-spec/ob30-signed-eddsa-rdfc-2022.json', '1edtech-spec/test-vectors/obv3p0/document-canon.txt'],
  ]
  it.each(DOCUMENTS)('%s has the canonical form %s', async (document, canonical) => {
    expect((await canonicalize(withoutProof(json(document)))).trim()).toBe(file(canonical).trim())
  })

  const PROOF_CONFIGURATIONS: [configuration: string, canonical: string][] = [
    [
      'w3c-vc-di-eddsa/eddsa-rdfc-2022/proofConfigDataInt.json',
      'w3c-vc-di-eddsa/eddsa-rdfc-2022/proofCanonDataInt.txt',
    ],
    [
      'w3c-vc-di-eddsa/Ed25519Signature2020/proofConfigEdSig.json',
      'w3c-vc-di-eddsa/Ed25519Signature2020/proofCanonEdSig.txt',
    ],
    [
      'w3c-vc-di-ecdsa/ecdsa-rdfc-2019-p256/proofConfigECDSAP256.json',
      'w3c-vc-di-ecdsa/ecdsa-rdfc-2019-p256/proofCanonECDSAP256.txt',
    ],
  ]
  it.each(PROOF_CONFIGURATIONS)('%s has the canonical form %s', async (configuration, canonical) => {
    expect((await canonicalize(json(configuration))).trim()).toBe(file(canonical).trim())
  })

  it("1EdTech's ClrCredential has the canonical form that 1EdTech publishes", async () => {
    const schema = (name: string) => ({
      id: `https://purl.imsglobal.org/spec/${name}`,
      type: '1EdTechJsonSchemaValidator2019',
    })
    const achievement = (uuid: string, name: string) => ({
      id: `urn:uuid:${uuid}`,
      type: ['Achievement'],
      creator: { id: 'https://example.edu/issuers/565049', type: ['Profile'] },
      name,
      criteria: { id: `https://example.edu/achievements/${uuid}/criteria` },
      description: name,
      image: { id: 'https://example.edu/achievements/sample.png', type: 'Image' },
    })
    const parent = achievement('a7467ef6-56cb-11ec-bf63-0242ac130002', 'Achievement 1')
    const child = achievement('dd887f0a-56cb-11ec-bf63-0242ac130002', 'Achievement 2')
    const clr: JsonObject = {
      '@context': [V2, CLR2, OB3, 'https://purl.imsglobal.org/spec/ob/v3p0/extensions.json'],
      id: 'http://example.edu/credentials/3732',
      type: ['VerifiableCredential', 'ClrCredential'],
      name: 'Sample Transcript',
      issuer: { id: 'https://example.edu/issuers/565049', type: ['Profile'], name: 'Example University' },
      validFrom: '2010-01-01T00:00:00Z',
      credentialSchema: [schema('clr/v2p0/schema/json/clr_v2p0_clrcredential_schema.json')],
      credentialSubject: {
        id: 'did:example:ebfeb1f712ebc6f1c276e12ec21',
        type: ['ClrSubject'],
        achievement: [parent, child],
        association: [
          { type: 'Association', associationType: 'isParentOf', sourceId: parent.id, targetId: child.id },
        ],
        verifiableCredential: [
          {
            '@context': [V2, OB3, 'https://purl.imsglobal.org/spec/ob/v3p0/extensions.json'],
            id: 'urn:uuid:91537dba-56cb-11ec-bf63-0242ac130002',
            type: ['VerifiableCredential', 'OpenBadgeCredential'],
            name: 'Example University Degree',
            issuer: {
              id: 'https://example.edu/issuers/565049',
              type: ['Profile'],
              name: 'Example University',
            },
            validFrom: '2010-01-01T00:00:00Z',
            credentialSchema: [schema('ob/v3p0/schema/json/ob_v3p0_achievementcredential_schema.json')],
            credentialSubject: {
              id: 'did:example:ebfeb1f712ebc6f1c276e12ec21',
              type: ['AchievementSubject'],
              achievement: parent,
            },
            proof: [
              {
                type: 'DataIntegrityProof',
                created: '2010-01-01T19:23:24Z',
                verificationMethod:
                  'https://example.edu/issuers/565049#z6MkjZRZv3aez3r18pB1RBFJR1kwUVJ5jHt92JmQwXbd5hwi',
                cryptosuite: 'eddsa-rdfc-2022',
                proofPurpose: 'assertionMethod',
                proofValue:
                  'z45QnLySMt2mWuW787G6cf3SLkP97ZkMZxLeXH5yaaTQPCtTup4GCV95tU8HEnQJSyGCokSj3AvUhmJtvveTmN4Vu',
              },
            ],
          },
        ],
      },
    }
    expect(await canonicalize(clr)).toBe(file('1edtech-spec/test-vectors/clrv2p0/document-canon.txt'))
  })
})

describe('canonicalizing', () => {
  it('does not depend on the order of members or on whitespace', async () => {
    const reversed = (value: unknown): unknown =>
      value !== null && typeof value === 'object' && !Array.isArray(value)
        ? Object.fromEntries(
            Object.entries(value)
              .reverse()
              .map(([key, member]) => [key, reversed(member)]),
          )
        : value
    expect(await canonicalize(reversed(badge) as JsonObject)).toBe(await canonicalize(badge))
  })

  it('does not change the document', async () => {
    const before = structuredClone(badge)
    await canonicalize(badge)
    expect(badge).toEqual(before)
  })

  it('names a property that no context defines', async () => {
    const issuer = { ...(badge.issuer as JsonObject), favouriteColour: 'red' }
    expect(await refusal({ ...badge, hue: 'red' })).toEqual({ code: 'undefined-term', detail: 'hue' })
    expect(await refusal({ ...badge, issuer })).toEqual({ code: 'undefined-term', detail: 'favouriteColour' })
  })

  it('names a type that no context defines', async () => {
    expect(await refusal({ ...badge, type: ['VerifiableCredential', 'Unheard'] })).toEqual({
      code: 'undefined-term',
      detail: 'Unheard',
    })
  })

  it('names a context that it does not have', async () => {
    const url = 'https://elsewhere.example/context.json'
    expect(await refusal({ ...badge, '@context': [V2, OB3, url] })).toEqual({
      code: 'unknown-context',
      detail: url,
    })
  })

  it('signs endorsements that come as tokens, and the id of a token, since 3.0.3 has terms for them', async () => {
    const document = { ...badge, endorsementJwt: ['a.b.c'], jti: badge.id as string }
    const nQuads = await canonicalize(document)
    expect(nQuads).toContain('<https://purl.imsglobal.org/spec/vc/ob/vocab.html#endorsementJwt> "a.b.c"')
    expect(nQuads).toContain(`<https://www.iana.org/assignments/jwt#jti> <${badge.id}>`)
    expect(nQuads).toBe(await canonicalizeByReference(document))
    const { endorsementJwt: _, jti: __, ...without } = document
    expect(await canonicalize(without)).toBe(await canonicalize(badge))
  })

  it('takes another context from the caller, and forgets it afterwards', async () => {
    const url = 'https://elsewhere.example/context.json'
    const document = { ...badge, '@context': [V2, OB3, url], hue: 'red' }
    const meaning = (iri: string) => ({ loadContext: async () => ({ '@context': { hue: iri } }) })
    expect(await canonicalize(document, meaning('https://a.example/hue'))).toContain(
      '<https://a.example/hue>',
    )
    expect(await canonicalize(document, meaning('https://b.example/hue'))).toContain(
      '<https://b.example/hue>',
    )
    expect(await refusal(document)).toEqual({ code: 'unknown-context', detail: url })
  })

  it('never asks the caller for a bundled context', async () => {
    const loadContext = async () => {
      throw new Error('asked')
    }
    await expect(canonicalize(badge, { loadContext })).resolves.toContain('Welding')
  })

  it('refuses an identifier that is no absolute IRI', async () => {
    expect(await refusal({ ...badge, id: 'credentials/1' })).toMatchObject({ code: 'invalid-json-ld' })
  })

  it('refuses to redefine a protected term', async () => {
    const document = {
      ...badge,
      '@context': [V2, OB3, { VerifiableCredential: 'https://evil.example/' }],
    }
    expect(await refusal(document)).toMatchObject({ code: 'invalid-json-ld' })
  })

  it('refuses a document nested without end', async () => {
    let nested: JsonObject = {}
    for (let depth = 0; depth < 20_000; depth++) nested = { evidence: nested }
    expect(await refusal({ ...badge, evidence: nested })).toMatchObject({ code: 'work-limit' })
  })

  it('refuses a graph of indistinguishable blank nodes', async () => {
    const clique = 12
    const node = (index: number): JsonObject => ({
      id: `_:n${index}`,
      related: Array.from({ length: clique }, (_, other) => ({ id: `_:n${other}` })).filter(
        (_, other) => other !== index,
      ),
    })
    const document = {
      '@context': ['https://www.w3.org/ns/credentials/v2', { related: 'https://example.com/related' }],
      '@graph': Array.from({ length: clique }, (_, index) => node(index)),
    }
    expect(await refusal(document)).toMatchObject({ code: 'work-limit' })
  })
})
