import vectors from 'virtual:vectors'
import { beforeAll, describe, expect, test } from 'vitest'
import type { JsonObject, JsonValue } from '../../../worker/credential/json.ts'
import { createSigner, generateKeyPair } from '../../../worker/credential/key/index.ts'
import { secureAsJwt, secureAsVcJose, secureWithProof } from '../../../worker/credential/proof/index.ts'
import { signCompact } from '../../../worker/credential/proof/secure-as-jwt.ts'
import type { TrustRegistry } from '../../../worker/credential/trust/registry.ts'
import { type VerifyContext, verifyCredential } from '../../../worker/credential/verify/index.ts'
import { recipientMatches } from '../../../worker/credential/verify/recipient.ts'
import type { VerificationReport } from '../../../worker/credential/verify/report.ts'
import {
  bitstringEntry,
  bitstringList,
  didKeyIssuer,
  didWebIssuer,
  Network,
  NOW,
  openBadge,
  type TestIssuer,
} from '../../support/issuer.ts'

const network = new Network()
const context: VerifyContext = { now: NOW, fetchDocument: network.fetchDocument }
let uni: TestIssuer
let stranger: TestIssuer

beforeAll(async () => {
  uni = await didWebIssuer(network, 'uni.example')
  stranger = await didWebIssuer(network, 'stranger.example')
})

const sign = (changes: JsonObject = {}) => uni.sign(openBadge(uni.id, changes))
const verify = (input: unknown, more: Partial<VerifyContext> = {}) =>
  verifyCredential(input, { ...context, ...more })
const checkOf = async (id: string, input: unknown, more: Partial<VerifyContext> = {}) => {
  const report = await verify(input, more)
  const found = report.checks.filter((check) => check.id === id)
  return {
    report,
    told: found.map(({ outcome, problems }) => [outcome, ...problems.map(({ code }) => code)].join(' ')),
  }
}
const sha256Hex = async (text: string) => {
  const digest = await crypto.subtle.digest('SHA-256', new TextEncoder().encode(text))
  return [...new Uint8Array(digest)].map((byte) => byte.toString(16).padStart(2, '0')).join('')
}

describe('tokens', () => {
  test.each([
    ['Open Badges JWT', secureAsJwt, 'vc-jwt'],
    ['VC-JOSE-COSE', secureAsVcJose, 'vc-jose'],
  ] as const)(
    'a credential as %s is valid, and what was received is the token',
    async (_name, secure, securing) => {
      const token = await secure(openBadge(uni.id), uni.signer)
      const report = await verify(token)
      expect([report.verdict, report.securing, report.container, report.issuer.provenDomain]).toEqual([
        'valid',
        securing,
        'jwt',
        'uni.example',
      ])
      expect([report.received, report.credential?.title]).toEqual([token, 'Rowing'])
    },
  )

  test('a token that holds a credential and a presentation is neither: its holder would sign for the issuer', async () => {
    const vp = { '@context': ['https://www.w3.org/ns/credentials/v2'], type: ['VerifiablePresentation'] }
    const header = { alg: 'EdDSA', kid: stranger.signer.verificationMethod }
    const both = { vp, vc: openBadge(uni.id), iss: uni.id }
    const report = await verify(await signCompact(header, both, stranger.signer))
    expect([report.verdict, report.assurance]).toEqual(['invalid', 'none'])
  })

  test('one changed letter of the payload is tampered', async () => {
    const [header, payload = '', signature] = (await secureAsJwt(openBadge(uni.id), uni.signer)).split('.')
    const changed = payload.slice(0, 40) + (payload[40] === 'A' ? 'B' : 'A') + payload.slice(41)
    expect((await verify(`${header}.${changed}.${signature}`)).verdict).toBe('invalid')
  })

  test('an expired token is expired, not tampered', async () => {
    const token = await secureAsJwt(openBadge(uni.id, { validUntil: '2026-02-01T00:00:00Z' }), uni.signer)
    expect((await verify(token)).state).toBe('expired')
  })

  test('a status list as a token is read', async () => {
    const url = 'https://uni.example/status/jwt'
    const { proof: _, ...list } = await bitstringList(uni, url, { set: [3] })
    network.answer(url, await secureAsVcJose(list, uni.signer), { contentType: 'application/vc+jwt' })
    expect((await verify(await sign({ credentialStatus: bitstringEntry(url, 3) }))).state).toBe('revoked')
    expect((await verify(await sign({ credentialStatus: bitstringEntry(url, 4) }))).state).toBe('valid')
  })
})

describe('recipient', () => {
  const named = async (identity: string, salt = 'Kosher') =>
    sign({
      credentialSubject: {
        ...(openBadge(uni.id).credentialSubject as JsonObject),
        identifier: [
          {
            type: 'IdentityObject',
            hashed: true,
            identityType: 'emailAddress',
            salt,
            identityHash: `sha256$${await sha256Hex(identity + salt)}`,
          },
        ],
      },
    })

  test.each([
    ['a@example.com', 'success'],
    ['A@Example.com ', 'success'],
    ['mailto:a@example.com', 'success'],
    ['b@example.com', 'failure recipient-mismatch'],
  ])('%s: %s', async (recipient, told) => {
    expect((await checkOf('recipient', await named('a@example.com'), { recipient })).told).toEqual([told])
  })

  test('another recipient makes it invalid, with its own answer', async () => {
    expect((await verify(await named('a@example.com'), { recipient: 'b@example.com' })).state).toBe(
      'recipient-mismatch',
    )
  })

  test('a random id alone names nobody: that cannot be compared', async () => {
    expect((await checkOf('recipient', await sign(), { recipient: 'a@example.com' })).told).toEqual([
      'indeterminate recipient-unnamed',
    ])
  })

  test('without a question there is no answer', async () => {
    expect((await checkOf('recipient', await named('a@example.com'))).told).toEqual(['skipped'])
  })

  test.skipIf(vectors === undefined)('the specification’s hashes match', async () => {
    const table = JSON.parse(vectors?.['vectors/1edtech-spec/identity-hash-vectors.json'] ?? '[]') as {
      identity: string
      salt: string
      identityHash: string
    }[]
    expect(table.length).toBeGreaterThan(0)
    for (const { identity, salt, identityHash } of table) {
      const identifiers = [{ type: 'emailAddress', hashed: true, value: identityHash, salt }]
      expect(await recipientMatches({ id: null, identifiers, name: null }, identity)).toBe('emailAddress')
    }
  })
})

describe('presentations and what is nested', () => {
  const present = (...verifiableCredential: JsonObject[]): JsonObject => ({
    '@context': ['https://www.w3.org/ns/credentials/v2'],
    type: ['VerifiablePresentation'],
    verifiableCredential,
  })

  test('an unsigned presentation is as good as the credentials in it', async () => {
    const report = await verify(present(await sign(), await stranger.sign(openBadge(stranger.id))))
    expect([report.verdict, report.assurance, report.nested.length]).toEqual(['valid', 'signature', 2])
  })

  test('one bad credential makes it bad, by its own reason', async () => {
    const report = await verify(present(await sign(), await sign({ validUntil: '2026-02-01T00:00:00Z' })))
    expect([report.verdict, report.state]).toEqual(['invalid', 'expired'])
  })

  test('an enveloped credential is opened and verified', async () => {
    const token = await secureAsVcJose(openBadge(uni.id), uni.signer)
    const enveloped = {
      '@context': 'https://www.w3.org/ns/credentials/v2',
      id: `data:application/vc+jwt,${token}`,
      type: 'EnvelopedVerifiableCredential',
    }
    expect((await verify(present(enveloped))).verdict).toBe('valid')
    expect((await verify(enveloped)).verdict).toBe('valid')
  })

  test('an unsigned presentation does not answer a challenge', async () => {
    const { told } = await checkOf('proof', present(await sign()), { options: { challenge: 'c' } })
    expect(told).toEqual(['failure presentation-unsigned'])
  })

  describe('what its holder asserts of themselves', () => {
    const presentAs = (holder: TestIssuer, changes: JsonObject): Promise<JsonObject> =>
      secureWithProof({ ...present(), holder: holder.id, ...changes }, holder.signer, {
        created: NOW,
        cryptosuite: 'eddsa-jcs-2022',
        proofPurpose: 'authentication',
      })
    const verdictsIn = ({ verdict, nested }: VerificationReport): unknown[] => [
      verdict,
      ...nested.map(verdictsIn),
    ]

    test('an unsigned credential is proven by the presentation of its issuer, and of nobody else', async () => {
      const verifiableCredential = [openBadge(uni.id)]
      expect(verdictsIn(await verify(await presentAs(uni, { verifiableCredential })))).toEqual([
        'valid',
        ['valid'],
      ])
      expect(verdictsIn(await verify(await presentAs(stranger, { verifiableCredential })))).toEqual([
        'indeterminate',
        ['indeterminate'],
      ])
    })

    test('a presentation inside, which nobody signed as its holder, proves neither itself nor what is in it', async () => {
      const inside = { ...present(openBadge(uni.id)), issuer: stranger.id, holder: uni.id }
      const report = await verify(await presentAs(stranger, { verifiableCredential: [inside] }))
      expect(verdictsIn(report)).toEqual(['invalid', ['invalid', ['indeterminate']]])
    })

    test('a wrapper of several is no credential: the first does not speak for the others', async () => {
      const wrapper = { credential: [await sign(), openBadge(uni.id)] }
      const report = await verify(present(wrapper))
      expect(verdictsIn(report)).toEqual(['indeterminate', ['indeterminate']])
    })

    test('the issuer of a wrapper is not the issuer of the credential in it', async () => {
      const wrapper = { issuer: stranger.id, credential: openBadge(uni.id) }
      const report = await verify(await presentAs(stranger, { verifiableCredential: [wrapper] }))
      expect(verdictsIn(report)).toEqual(['indeterminate', ['indeterminate']])
    })

    test('a presentation that nobody signed vouches for no endorsement, however good its credentials are', async () => {
      const endorsement = openBadge(uni.id)
      const { id } = endorsement.credentialSubject as JsonObject
      const unsigned = { ...present(await sign()), id: id as string, holder: uni.id, endorsement }
      const { told } = await checkOf('endorsement', unsigned)
      expect(told).toEqual(['indeterminate endorsement-unchecked'])
    })
  })

  test.each([
    ['of no holder', () => undefined],
    ['of their own', () => stranger.id],
  ])('a status list made a presentation %s is not its issuer’s word', async (_name, holder) => {
    const url = 'https://uni.example/status/in-a-presentation'
    const { proof: _proof, ...list } = await bitstringList(uni, url)
    const held = holder()
    const forged = await secureWithProof(
      {
        ...list,
        type: ['VerifiablePresentation', 'BitstringStatusListCredential'],
        ...(held === undefined ? {} : { holder: held }),
      },
      stranger.signer,
      { created: NOW, cryptosuite: 'eddsa-jcs-2022', proofPurpose: 'authentication' },
    )
    network.answer(url, forged)
    const { report, told } = await checkOf('status', await sign({ credentialStatus: bitstringEntry(url, 9) }))
    expect([report.verdict, ...told]).toEqual(['indeterminate', 'indeterminate status-list-unproven'])
  })

  test('presentations within presentations end at a bound, and are not valid beyond it', async () => {
    let inner = present(await sign())
    for (let level = 0; level < 6; level++) inner = present(inner)
    expect((await verify(inner)).verdict).toBe('indeterminate')
  })

  test('a thousand credentials are not all looked at, and the rest is not called valid', async () => {
    const one = await sign()
    const report = await verify(present(...Array.from({ length: 300 }, () => one)), {
      policy: { maxNestedCredentials: 10 },
    })
    expect([report.verdict, report.nested.length]).toEqual(['indeterminate', 10])
  })
})

describe('endorsements', () => {
  const endorse = (issuer: TestIssuer, about: string, changes: JsonObject = {}) =>
    issuer.sign({
      '@context': openBadge('')['@context'] as string[],
      id: 'urn:uuid:4b1a1d6e-6b1c-4f2e-9d2a-0000000000e1',
      type: ['VerifiableCredential', 'EndorsementCredential'],
      issuer: { id: issuer.id, type: ['Profile'], name: 'Another' },
      name: 'Endorsement',
      validFrom: '2026-01-01T00:00:00Z',
      credentialSubject: { id: about, type: ['EndorsementSubject'], endorsementComment: 'Good.' },
      ...changes,
    })
  const badge = openBadge('').id as string

  test.each<[string, () => Promise<JsonObject>, string]>([
    ['a good one', () => endorse(stranger, badge), 'success'],
    ['one about something else', () => endorse(stranger, 'urn:uuid:other'), 'failure endorsement-of-another'],
    [
      'an expired one',
      () => endorse(stranger, badge, { validUntil: '2026-02-01T00:00:00Z' }),
      'failure endorsement-invalid',
    ],
    [
      'one of an unknown issuer',
      async () => ({ ...(await endorse(stranger, badge)), proof: [] }),
      'indeterminate endorsement-unchecked',
    ],
  ])('%s, and the badge stays valid', async (_name, make, told) => {
    const found = await checkOf('endorsement', await sign({ endorsement: [await make()] }))
    expect([found.told, found.report.verdict]).toEqual([[told], 'valid'])
    const shown = found.report.credential?.endorsements ?? []
    expect(shown).toEqual(
      told === 'success' ? [{ issuerName: 'Another', comment: 'Good.', pointer: '/endorsement/0' }] : [],
    )
  })

  test('a badge that the issuer earned somewhere is no endorsement of the issuer', async () => {
    const earned = openBadge(stranger.id, { id: 'urn:uuid:4b1a1d6e-6b1c-4f2e-9d2a-0000000000e3' })
    const subject = { ...(earned.credentialSubject as JsonObject), id: uni.id }
    const issuer = {
      ...(openBadge(uni.id).issuer as JsonObject),
      endorsement: [await stranger.sign({ ...earned, credentialSubject: subject })],
    }
    const found = await checkOf('endorsement', await sign({ issuer }))
    expect([found.told, found.report.verdict]).toEqual([['failure endorsement-invalid'], 'valid'])
  })

  test('what an envelope or a wrapper says beside the endorsement in it is not shown as the endorser’s', async () => {
    const good = await endorse(stranger, badge)
    const { proof, ...unsigned } = good
    const token = await secureAsVcJose(unsigned, stranger.signer)
    const beside = {
      issuer: { name: 'The best of all' },
      credentialSubject: { endorsementComment: 'Superb!' },
    }
    const context = ['https://www.w3.org/ns/credentials/v2']
    const type = ['EnvelopedVerifiableCredential']
    const envelope = { '@context': context, id: `data:application/vc+jwt,${token}`, type, ...beside }
    const wrapper = { credential: good, issuer: beside.issuer }
    const document = { ...openBadge(uni.id), endorsement: [envelope, wrapper] }
    const { credential } = await verify(await secureAsVcJose(document, uni.signer))
    expect(credential?.endorsements).toEqual([
      { issuerName: 'Another', comment: 'Good.', pointer: '/endorsement/0' },
    ])
  })

  test('one as a token is verified, signed along with the badge, and shown when it is good', async () => {
    const comment = (endorsementComment: string) => ({
      '@context': openBadge('')['@context'] as string[],
      id: 'urn:uuid:4b1a1d6e-6b1c-4f2e-9d2a-0000000000e2',
      type: ['VerifiableCredential', 'EndorsementCredential'],
      issuer: { id: stranger.id, type: ['Profile'], name: 'Another' },
      name: 'Endorsement',
      validFrom: '2026-01-01T00:00:00Z',
      credentialSubject: { id: badge, type: ['EndorsementSubject'], endorsementComment },
    })
    const good = await secureAsJwt(comment('Good.'), stranger.signer)
    const forged = await secureAsJwt(comment('Forged.'), {
      ...stranger.signer,
      sign: async () => new Uint8Array(64),
    })
    const endorsed = await sign({ endorsementJwt: [forged, good, 'garbage'] })
    const { told, report } = await checkOf('endorsement', endorsed)
    expect(told.map((one) => one.split(' ')[0])).toEqual(['failure', 'success', 'failure'])
    expect(report.verdict).toBe('valid')
    expect(report.credential?.endorsements).toEqual([
      { issuerName: 'Another', comment: 'Good.', pointer: '/endorsementJwt/1' },
    ])
    expect((await verify({ ...endorsed, endorsementJwt: [good] })).state).toBe('tampered')
  })
})

describe('related resources', () => {
  const url = 'https://uni.example/picture'
  const body = new TextEncoder().encode('picture')
  const sri = async (bytes: Uint8Array) =>
    `sha384-${btoa(String.fromCharCode(...new Uint8Array(await crypto.subtle.digest('SHA-384', new Uint8Array(bytes)))))}`

  test.each<[string, () => Promise<JsonObject>, string]>([
    ['the same', async () => ({ digestSRI: await sri(body) }), 'success'],
    [
      'another',
      async () => ({ digestSRI: await sri(new Uint8Array(7)) }),
      'failure related-resource-mismatch',
    ],
    [
      'an unknown digest',
      async () => ({ digestSRI: 'sha1-abc' }),
      'indeterminate related-resource-digest-unknown',
    ],
  ])('%s', async (_name, digest, told) => {
    network.answer(url, body)
    const signed = await sign({ relatedResource: [{ id: url, ...(await digest()) }] })
    expect((await checkOf('related-resource', signed)).told).toEqual([told])
  })

  test('one that cannot be reached is said, and decides nothing', async () => {
    network.remove(url)
    const found = await checkOf(
      'related-resource',
      await sign({ relatedResource: [{ id: url, digestSRI: await sri(body) }] }),
    )
    expect([found.told, found.report.verdict]).toEqual([
      ['indeterminate related-resource-unreachable'],
      'valid',
    ])
  })
})

describe('refresh', () => {
  const url = 'https://uni.example/refresh'
  const refreshService = { id: url, type: '1EdTechCredentialRefresh' }
  const context3 = [
    ...(openBadge('')['@context'] as string[]),
    { '1EdTechCredentialRefresh': 'https://example.org/r' },
  ]
  const withRefresh = () => sign({ '@context': context3, refreshService })

  test('is announced, and not fetched unasked', async () => {
    const asked = network.asked.length
    const found = await checkOf('refresh', await withRefresh())
    expect([found.told, found.report.verdict]).toEqual([['success refresh-announced'], 'valid'])
    expect(network.asked.slice(asked)).not.toContain(url)
  })

  test('that a person has to go for is announced, and never fetched', async () => {
    const term = { ManualRefreshService2018: 'https://www.w3.org/2018/credentials#ManualRefreshService2018' }
    const badge = await sign({
      '@context': [...(openBadge('')['@context'] as string[]), term],
      refreshService: { id: url, type: 'ManualRefreshService2018' },
    })
    const asked = network.asked.length
    const found = await checkOf('refresh', badge, { options: { followRefresh: true } })
    expect(found.told).toEqual(['success refresh-announced'])
    expect(network.asked.slice(asked)).not.toContain(url)
  })

  test.each<[string, JsonObject, string]>([
    ['a newer version', { validFrom: '2026-05-01T00:00:00Z' }, 'success refresh-fetched'],
    ['the same version', {}, 'indeterminate refresh-failed'],
    [
      'another credential',
      { id: 'urn:uuid:other', validFrom: '2026-05-01T00:00:00Z' },
      'indeterminate refresh-failed',
    ],
  ])('when asked, %s', async (_name, changes, told) => {
    network.answer(url, await sign(changes))
    expect(
      (await checkOf('refresh', await withRefresh(), { options: { followRefresh: true } })).told,
    ).toEqual([told])
  })
})

describe('schema', () => {
  const url = 'https://uni.example/schema.json'
  const credentialSchema = [{ id: url, type: '1EdTechJsonSchemaValidator2019' }]
  const term = '1EdTechJsonSchemaValidator2019'
  const terms = [...(openBadge('')['@context'] as string[]), { [term]: `https://example.org/terms#${term}` }]
  const apply = async (schema: JsonObject | null) => {
    if (schema) network.answer(url, schema)
    else network.remove(url)
    return checkOf('schema', await sign({ '@context': terms, credentialSchema }))
  }

  test.each<[string, JsonObject | null, string, string]>([
    [
      'fits',
      { $schema: 'https://json-schema.org/draft/2019-09/schema', required: ['issuer'] },
      'success',
      'valid',
    ],
    ['does not fit', { required: ['salary'] }, 'failure schema-mismatch', 'invalid'],
    [
      'wants a list where one value stands',
      { properties: { issuer: { type: 'array' } } },
      'success',
      'valid',
    ],
    ['cannot be had', null, 'indeterminate schema-unreachable', 'valid'],
    [
      'leads outside itself',
      { $ref: 'https://elsewhere.example/schema' },
      'indeterminate schema-malformed',
      'valid',
    ],
    [
      'has a regular expression that never ends',
      { properties: { name: { pattern: '^(a+)+$' } } },
      'success',
      'valid',
    ],
  ])('one that %s', async (_name, schema, told, verdict) => {
    const found = await apply(schema)
    expect([found.told, found.report.verdict]).toEqual([[told], verdict])
  })

  test('one that doubles at every step is not applied', async () => {
    const $defs: JsonObject = { s40: true }
    for (let step = 0; step < 40; step++)
      $defs[`s${step}`] = { allOf: [{ $ref: `#/$defs/s${step + 1}` }, { $ref: `#/$defs/s${step + 1}` }] }
    expect((await apply({ $defs, $ref: '#/$defs/s0' })).told).toEqual(['indeterminate schema-malformed'])
  })

  test('what does not fit is told by place, rule and name, which need no translation', async () => {
    const { report } = await apply({ required: ['salary'] })
    const [found] = report.checks.filter(({ id }) => id === 'schema')
    expect(found?.problems[0]?.params?.detail).toBe('/: required "salary"')
  })

  describe('within a signed credential', () => {
    const signedUrl = 'https://uni.example/schemas/rowing'
    const schemaCredential = (jsonSchema: JsonObject, changes: JsonObject = {}) => ({
      '@context': ['https://www.w3.org/ns/credentials/v2'],
      id: signedUrl,
      type: ['VerifiableCredential', 'JsonSchemaCredential'],
      issuer: uni.id,
      validFrom: '2026-01-01T00:00:00Z',
      credentialSubject: { id: 'https://uni.example/schemas/rowing.json', type: 'JsonSchema', jsonSchema },
      ...changes,
    })
    const fits = { $schema: 'https://json-schema.org/draft/2020-12/schema', required: ['issuer'] }

    test.each<[string, () => Promise<JsonValue> | JsonValue, string, string]>([
      ['fits', () => uni.sign(schemaCredential(fits)), 'success', 'valid'],
      [
        'does not fit',
        () => uni.sign(schemaCredential({ required: ['salary'] })),
        'failure schema-mismatch',
        'invalid',
      ],
      ['comes as a token', () => secureAsVcJose(schemaCredential(fits), uni.signer), 'success', 'valid'],
      [
        'is not signed',
        () => schemaCredential({ required: ['salary'] }),
        'indeterminate schema-unproven',
        'valid',
      ],
      [
        'was changed after signing',
        async () => ({ ...(await uni.sign(schemaCredential(fits))), description: 'x' }),
        'indeterminate schema-unproven',
        'valid',
      ],
      [
        'is another one',
        () => uni.sign(schemaCredential(fits, { id: 'https://uni.example/schemas/sailing' })),
        'indeterminate schema-unproven',
        'valid',
      ],
      [
        'has ended',
        () => uni.sign(schemaCredential(fits, { validUntil: '2026-02-01T00:00:00Z' })),
        'indeterminate schema-unproven',
        'valid',
      ],
      [
        'was revoked since',
        async () => {
          network.answer(`${signedUrl}/status`, await bitstringList(uni, `${signedUrl}/status`, { set: [3] }))
          const credentialStatus = bitstringEntry(`${signedUrl}/status`, 3)
          return uni.sign(schemaCredential({ required: ['salary'] }, { credentialStatus }))
        },
        'indeterminate schema-unproven',
        'valid',
      ],
      [
        'has a status that cannot be looked up',
        async () => {
          const credentialStatus = bitstringEntry('https://gone.example/status', 3)
          return uni.sign(schemaCredential(fits, { credentialStatus }))
        },
        'indeterminate schema-unproven',
        'valid',
      ],
      [
        'is signed by a stranger in the issuer’s name',
        async () => (await didWebIssuer(network, 'stranger.example')).sign(schemaCredential(fits)),
        'indeterminate schema-unproven',
        'valid',
      ],
      [
        'carries none',
        () => uni.sign(schemaCredential(fits, { credentialSubject: { id: 'urn:uuid:1' } })),
        'indeterminate schema-malformed',
        'valid',
      ],
    ])('one that %s', async (_name, make, told, verdict) => {
      network.answer(signedUrl, await make())
      const badge = await sign({ credentialSchema: { id: signedUrl, type: 'JsonSchemaCredential' } })
      const found = await checkOf('schema', badge)
      expect([found.told, found.report.verdict]).toEqual([[told], verdict])
    })
  })

  test('one of another digest than was signed with the credential is not applied', async () => {
    network.answer(url, { required: ['issuer'] })
    const digest = await crypto.subtle.digest('SHA-256', new TextEncoder().encode('{"required":["issuer"]}'))
    const digestSRI = `sha256-${btoa(String.fromCharCode(...new Uint8Array(digest)))}`
    const withDigest = async (written: string) =>
      checkOf('schema', await sign({ credentialSchema: { id: url, type: 'JsonSchema', digestSRI: written } }))
    expect((await withDigest(digestSRI)).told).toEqual(['success'])
    network.answer(url, { required: ['issuer', 'name'] })
    expect((await withDigest(digestSRI)).told).toEqual(['failure related-resource-mismatch'])
  })

  test.skipIf(vectors === undefined)('1EdTech’s own schema is applied', async () => {
    const schema = JSON.parse(
      vectors?.['vectors/1edtech-json-schema/ob_v3p0_achievementcredential_schema.json'] ?? '{}',
    ) as JsonObject
    expect((await apply(schema)).told).toEqual(['success'])
    network.answer(url, schema)
    const broken = await sign({ '@context': terms, credentialSchema, awardedDate: 'yesterday' })
    expect((await checkOf('schema', broken)).told[0]).toContain('failure')
  })
})

describe('who vouches for the issuer', () => {
  const registry = (
    name: string,
    answer: 'registered' | 'not-registered' | 'unreachable',
  ): TrustRegistry => ({
    name,
    lookUp: async () =>
      answer === 'unreachable' ? { answer, reason: 'timeout', sources: [] } : { answer, sources: [] },
  })

  test.each<[string, TrustRegistry[], string, string[] | null]>([
    ['listed', [registry('A', 'registered'), registry('B', 'not-registered')], 'success', ['A']],
    ['not listed', [registry('A', 'not-registered')], 'failure issuer-not-registered', []],
    [
      'unreachable is not the same as not listed',
      [registry('A', 'unreachable')],
      'indeterminate registry-unreachable',
      null,
    ],
    [
      'one unreachable, one without it',
      [registry('A', 'unreachable'), registry('B', 'not-registered')],
      'indeterminate registry-unreachable',
      [],
    ],
    ['none asked', [], 'skipped', null],
  ])('%s, and the verdict stays', async (_name, registries, told, names) => {
    const { report, told: found } = await checkOf('registry', await sign(), { registries })
    expect([found, report.issuer.registries, report.verdict]).toEqual([[told], names, 'valid'])
  })

  test('a domain that confirms a did:key is proven by that', async () => {
    const issuer = await didKeyIssuer()
    const claim = {
      id: issuer.id,
      type: ['Profile'],
      name: 'A university',
      url: 'https://linked.example/about',
    }
    const badge = await issuer.sign(openBadge(issuer.id, { issuer: claim }))
    const options = { checkDomainLinkage: true }
    expect((await checkOf('domain-linkage', badge, { options })).told).toEqual([
      'indeterminate domain-linkage-unreachable',
    ])
    const link = (origin: string) =>
      secureAsVcJose(
        {
          '@context': [
            'https://www.w3.org/ns/credentials/v2',
            'https://identity.foundation/.well-known/did-configuration/v1',
          ],
          type: ['VerifiableCredential', 'DomainLinkageCredential'],
          issuer: issuer.id,
          validFrom: '2026-01-01T00:00:00Z',
          credentialSubject: { id: issuer.id, origin },
        },
        issuer.signer,
      )
    const url = 'https://linked.example/.well-known/did-configuration.json'
    network.answer(url, { linked_dids: [await link('https://other.example')] })
    expect((await checkOf('domain-linkage', badge, { options })).told).toEqual(['failure domain-not-linked'])
    network.answer(url, { linked_dids: ['garbage', await link('https://linked.example')] })
    const { report } = await checkOf('domain-linkage', badge, { options })
    expect([report.issuer.provenDomain, report.sentence.code]).toEqual([
      'linked.example',
      'sentence-valid-domain',
    ])
  })
})

test('a domain that the DID’s document names, and that confirms it, is proven: by LinkedDomains of any form', async () => {
  const network = new Network()
  const issuer = await didWebIssuer(network, 'ids.example')
  const did = 'https://ids.example/.well-known/did.json'
  const document = await readJson(network, did)
  const badge = await issuer.sign(openBadge(issuer.id))
  const link = (origin: string) =>
    secureAsVcJose(
      {
        '@context': [
          'https://www.w3.org/ns/credentials/v2',
          'https://identity.foundation/.well-known/did-configuration/v1',
        ],
        type: ['VerifiableCredential', 'DomainLinkageCredential'],
        issuer: issuer.id,
        validFrom: '2026-01-01T00:00:00Z',
        credentialSubject: { id: issuer.id, origin },
      },
      issuer.signer,
    )
  const linked = await link('https://linked.example')
  network.answer('https://linked.example/.well-known/did-configuration.json', { linked_dids: [linked] })
  const more = { fetchDocument: network.fetchDocument, options: { checkDomainLinkage: true } }
  const told = async (service: JsonValue) => {
    network.answer(did, { ...document, service })
    const { report } = await checkOf('domain-linkage', badge, more)
    const found = report.checks.find(({ id }) => id === 'domain-linkage')
    return [found?.outcome, found?.facts.linked]
  }
  const service = (serviceEndpoint: JsonValue, type: JsonValue = 'LinkedDomains') => ({
    id: '#domains',
    type,
    serviceEndpoint,
  })
  expect(await told(service('https://linked.example/'))).toEqual(['success', ['linked.example']])
  expect(await told([service({ origins: ['https://linked.example'] }, ['LinkedDomains'])])).toEqual([
    'success',
    ['linked.example'],
  ])
  expect(await told([service('https://other.example')])).toEqual(['indeterminate', []])
  expect(await told([service('https://linked.example', 'Other')])).toEqual(['skipped', undefined])
  expect(await told([service('http://linked.example')])).toEqual(['skipped', undefined])
})

async function readJson(network: Network, url: string): Promise<JsonObject> {
  const answer = await network.fetchDocument({ url, purpose: 'did', accept: '*/*' })
  return answer.ok ? JSON.parse(new TextDecoder().decode(answer.body)) : {}
}

describe('a status list named by a DID URL, as Microsoft Entra does', () => {
  const network = new Network()
  const list = 'https://files.example/base/status/1'
  let badge: (statusListCredential: string) => Promise<JsonObject>
  let told: (didUrl: string) => Promise<string[]>

  beforeAll(async () => {
    const issuer = await didWebIssuer(network, 'entra.example')
    const did = 'https://entra.example/.well-known/did.json'
    network.answer(did, {
      ...(await readJson(network, did)),
      service: [
        { id: '#files', type: 'Files', serviceEndpoint: 'https://files.example/base/' },
        { id: `${issuer.id}#whole`, type: 'Files', serviceEndpoint: [list] },
        {
          id: '#IdentityHub',
          type: 'IdentityHub',
          serviceEndpoint: { instances: ['https://hub.example/v1'] },
        },
      ],
    })
    network.answer(list, await bitstringList(issuer, list, { set: [7] }))
    badge = (statusListCredential) =>
      issuer.sign(
        openBadge(issuer.id, { credentialStatus: { ...bitstringEntry(list, 7), statusListCredential } }),
      )
    told = async (didUrl) =>
      (await checkOf('status', await badge(didUrl), { fetchDocument: network.fetchDocument })).told
  })

  test.each<[string, string, string]>([
    ['by a relative reference', '?service=files&relativeRef=status%2F1', 'failure revoked'],
    ['by an absolute path', '?service=files&relativeRef=%2Fbase%2Fstatus%2F1', 'failure revoked'],
    ['by the service alone', '?service=whole', 'failure revoked'],
    [
      'within an Identity Hub',
      '?service=IdentityHub&queries=W3sibWV0aG9kIjoiQ29sbGVjdGlvbnNRdWVyeSJ9XQ',
      'indeterminate status-list-in-store',
    ],
    ['of a service that is not there', '?service=none', 'indeterminate status-list-not-located'],
    ['of no service', '', 'indeterminate status-list-not-located'],
    [
      'to a private address',
      '?service=files&relativeRef=https%3A%2F%2F169.254.169.254%2F',
      'indeterminate status-list-unreachable',
    ],
  ])('%s', async (_name, query, expected) => {
    expect(await told(`did:web:entra.example${query}`)).toEqual([expected])
  })

  test('within Entra’s token (VC 1.1, a vc claim, ES256): the signature is proven, the status is not', async () => {
    const did = 'did:web:entra-token.example'
    const kid = `${did}#vcSigningKey-1`
    const pair = await generateKeyPair('ES256')
    const signer = await createSigner({ privateKeyJwk: pair.privateKeyJwk, verificationMethod: kid })
    network.answer('https://entra-token.example/.well-known/did.json', {
      id: did,
      verificationMethod: [
        {
          id: '#vcSigningKey-1',
          type: 'JsonWebKey2020',
          controller: did,
          publicKeyJwk: { ...pair.publicKeyJwk },
        },
      ],
      assertionMethod: ['#vcSigningKey-1'],
      authentication: ['#vcSigningKey-1'],
    })
    const seconds = NOW.getTime() / 1000
    const token = await signCompact(
      { alg: 'ES256', kid, typ: 'JWT' },
      {
        vc: {
          '@context': ['https://www.w3.org/2018/credentials/v1'],
          type: ['VerifiableCredential', 'CourseCompletion'],
          credentialSubject: { displayName: 'Ada', course: 'Rowing' },
          credentialStatus: {
            id: 'urn:uuid:b6f80000-0000-4000-8000-000000000000?bit-index=3',
            type: 'RevocationList2021Status',
            statusListIndex: 3,
            statusListCredential: `${did}?service=IdentityHub&queries=W3sib2JqZWN0SWQiOiIxIn1d`,
          },
        },
        jti: 'urn:pic:0123456789abcdef',
        iss: did,
        sub: 'did:ion:EiC',
        iat: seconds,
        exp: seconds + 3600,
      },
      signer,
    )
    const { report, told } = await checkOf('status', token, { fetchDocument: network.fetchDocument })
    expect([report.assurance, report.issuer.provenDomain]).toEqual(['signature', 'entra-token.example'])
    expect(told).toEqual(['indeterminate status-list-in-store'])
    expect(report.state).toBe('not-checked')
  })

  test('of a DID that cannot be reached', async () => {
    expect(await told('did:web:gone.example?service=files')).toEqual([
      'indeterminate key-document-unreachable status-list-not-located',
    ])
  })
})

describe('around the credential', () => {
  test('an achievement that changed since is said, and decides nothing', async () => {
    network.answer('https://uni.example/achievements/1', {
      id: 'https://uni.example/achievements/1',
      name: 'Rowing',
      description: 'Another.',
    })
    const { told, report } = await checkOf('achievement', await sign(), {
      options: { compareAchievement: true },
    })
    expect([told, report.verdict]).toEqual([['success achievement-differs'], 'valid'])
  })

  test.each<[string, Uint8Array | string, string]>([
    ['a picture', new Uint8Array([0x89, 0x50, 0x4e, 0x47]), 'success'],
    ['a page', '<html></html>', 'failure image-kind'],
  ])('an image that is %s', async (_name, body, told) => {
    const url = 'https://uni.example/image.png'
    network.answer(url, body)
    const signed = await sign({ image: { id: url, type: 'Image' } })
    expect((await checkOf('image', signed, { options: { checkImages: true } })).told).toEqual([told])
  })
})

describe('contexts that are not bundled', () => {
  const url = 'https://terms.example/v1'
  const terms = { '@context': { boat: 'https://terms.example/boat' } }
  const published = JSON.stringify(terms)

  /** Signed with the terms written out, which mean the same as the address that publishes them. */
  const withAddress = async () => {
    const base = openBadge('')['@context'] as string[]
    const signed = await uni.sign(
      openBadge(uni.id, { '@context': [...base, terms['@context']], boat: 'Eight' }),
    )
    const contexts = (signed['@context'] as JsonValue[]).map((item) =>
      typeof item === 'string' ? item : url,
    )
    return { ...signed, '@context': contexts }
  }

  test('leave the answer open, with the name of what is missing', async () => {
    network.answer(url, published)
    const { report, told } = await checkOf('proof', await withAddress())
    expect([report.state, told]).toEqual(['not-checked', ['indeterminate unknown-context']])
    expect(report.checks.find(({ id }) => id === 'proof')?.problems[0]?.params).toEqual({ url })
    expect(network.asked).not.toContain(url)
  })

  test.each<[string, () => Promise<VerifyContext['policy']>, string]>([
    ['any', async () => ({ unknownContexts: 'any' }), 'valid'],
    [
      'pinned, with the right hash',
      async () => ({ unknownContexts: 'pinned', contextHashes: { [url]: await sha256Hex(published) } }),
      'valid',
    ],
    [
      'pinned, with another hash',
      async () => ({ unknownContexts: 'pinned', contextHashes: { [url]: 'ab' } }),
      'indeterminate context-differs',
    ],
    ['pinned, without a hash', async () => ({ unknownContexts: 'pinned' }), 'indeterminate unknown-context'],
    [
      'any, and yet another hash',
      async () => ({ unknownContexts: 'any', contextHashes: { [url]: 'ab' } }),
      'indeterminate context-differs',
    ],
  ])('are fetched where the policy allows it: %s', async (_name, policy, told) => {
    network.answer(url, published)
    const { verdict, checks } = await verify(await withAddress(), { policy: (await policy()) ?? {} })
    const codes = checks.find(({ id }) => id === 'proof')?.problems.map(({ code }) => code) ?? []
    expect([verdict, ...codes].join(' ')).toBe(told)
  })
})
