/**
 * Forgeries by rewriting: genuine credentials whose JSON was changed, and whose signed statements stand as they were. Each
 * pair of terms changes names, each term takes another's; what reads as valid may show no word that the genuine one does
 * not show in the same place.
 */
import { beforeAll, describe, expect, test } from 'vitest'
import { canonicalForm, canonicalize } from '../../worker/credential/canonicalize/index.ts'
import { displayCredential } from '../../worker/credential/display/index.ts'
import { isJsonObject, type JsonObject, type JsonValue } from '../../worker/credential/json.ts'
import { findMisreadTerm } from '../../worker/credential/proof/misread-terms.ts'
import { READ_MEMBERS } from '../../worker/credential/proof/read-members.ts'
import { type VerifyContext, verifyCredential } from '../../worker/credential/verify/index.ts'
import {
  bitstringEntry,
  bitstringList,
  didWebIssuer,
  Network,
  NOW,
  type TestIssuer,
} from '../support/issuer.ts'

const network = new Network()
const context: VerifyContext = { now: NOW, fetchDocument: network.fetchDocument }
const VC2 = 'https://www.w3.org/ns/credentials/v2'
const OB = 'https://purl.imsglobal.org/spec/vc/ob/vocab.html#'
const TERMS = 'https://uni.example/terms#'
const DOUBLE = 'http://www.w3.org/2001/XMLSchema#double'
const ID = 'urn:uuid:4b1a1d6e-6b1c-4f2e-9d2a-000000000009'

/** A university's own words for a degree, none of them protected. */
const WORDS: Record<string, JsonObject> = Object.fromEntries(
  [
    ...[
      'achievement',
      'achievementType',
      'criteria',
      'narrative',
      'humanCode',
      'fieldOfStudy',
      'specialization',
    ],
    ...[
      'alignment',
      'targetName',
      'targetDescription',
      'role',
      'term',
      'licenseNumber',
      'creditsEarned',
      'version',
    ],
    ...[
      'result',
      'value',
      'status',
      'resultDescription',
      'requiredValue',
      'valueMax',
      'identifier',
      'identityHash',
    ],
    ...['identityType', 'familyName', 'givenName', 'jobTitle', 'motto', 'course', 'tag'],
  ].map((name) => [name, { '@id': `${OB}${name}` }]),
)

const TYPE = { AttendanceCredential: `${TERMS}AttendanceCredential` }

const degree = (changes: JsonObject = {}): JsonObject => ({
  '@context': [VC2, WORDS, TYPE],
  id: ID,
  type: ['VerifiableCredential', 'AttendanceCredential'],
  issuer: { id: uni.id, name: 'A university' },
  validFrom: '2026-01-01T00:00:00Z',
  credentialSubject: {
    role: 'Guest',
    jobTitle: 'Professor',
    motto: 'Doctor of Law',
    familyName: 'Smith',
    givenName: 'Kim',
    term: 'Spring',
    creditsEarned: 3.5,
    identifier: { identityHash: 'K. Smith', identityType: 'name' },
    result: { value: 'failed', requiredValue: 'passed', status: 'Completed' },
    achievement: {
      name: 'Attended a lecture',
      description: 'A lecture on how one becomes a Doctor of Law.',
      humanCode: 'LAW-0',
      achievementType: 'Course',
      criteria: { narrative: 'Be there.' },
      alignment: { targetName: 'Law', targetDescription: 'Begins' },
    },
    course: { name: 'Doctor of Law', description: 'Five years.', criteria: { narrative: 'Pass them.' } },
  },
  ...changes,
})

let uni: TestIssuer
let genuine: JsonObject
let statements: string

beforeAll(async () => {
  uni = await didWebIssuer(network, 'uni.example')
  genuine = await uni.sign(degree())
  statements = await statementsOf(genuine)
})

const statementsOf = async ({ proof, ...document }: JsonObject) => canonicalize(document)
const under = (signed: JsonObject, ...more: JsonValue[]): JsonObject => ({
  ...signed,
  '@context': [...(signed['@context'] as JsonValue[]), ...more],
})
const withSubject = (signed: JsonObject, changes: JsonObject): JsonObject => ({
  ...signed,
  credentialSubject: { ...(signed.credentialSubject as JsonObject), ...changes },
})

/** Every member of that name, at any depth, by its new one. */
function renamed(value: JsonValue, names: Record<string, string>): JsonValue {
  if (Array.isArray(value)) return value.map((item) => renamed(item, names))
  if (!isJsonObject(value)) return value
  const members = Object.entries(value).map(([name, member]): [string, JsonValue] =>
    name === '@context' ? [name, member] : [names[name] ?? name, renamed(member, names)],
  )
  return Object.fromEntries(members)
}

/** Place and word, for all that a page would show. */
function shown(value: unknown, place = ''): string[] {
  if (value === null || value === '' || value === undefined) return []
  if (typeof value !== 'object') return [`${place} ${String(value)}`]
  return Object.entries(value).flatMap(([name, member]) => shown(member, `${place}/${name}`))
}

/** The words that are shown as valid, and that the genuine one does not show in the same place. */
async function forged(document: JsonObject, original = genuine): Promise<string[]> {
  const report = await verifyCredential(document, context)
  if (report.verdict !== 'valid') return []
  const own = new Set(shown((await verifyCredential(original, context)).credential))
  // Without its name a credential is called by its type, which is signed, too.
  own.add('/title Attendance Credential')
  // Without the name among his identifiers the recipient is called by given and family name, which are signed, too.
  own.add('/recipient/name Kim Smith')
  return shown(report.credential).filter((word) => !own.has(word))
}

describe('a genuine credential, rewritten', () => {
  test('is valid as it was issued', async () => {
    expect(await verifyCredential(genuine, context)).toMatchObject({ verdict: 'valid' })
  })

  const names = Object.keys(WORDS)
  test.each(names)('%s and every other term change their names', async (one) => {
    for (const other of names) {
      if (other <= one) continue
      const context = { [one]: WORDS[other] ?? {}, [other]: WORDS[one] ?? {} }
      const document = under(renamed(genuine, { [one]: other, [other]: one }) as JsonObject, context)
      expect(await statementsOf(document)).toBe(statements)
      expect(await forged(document), other).toEqual([])
    }
  })

  test('a term takes the name of another that is read and was not used', async () => {
    const used = new Set([...names, 'name', 'description'])
    const free = [...READ_MEMBERS].filter((name) => !used.has(name))
    const before: JsonObject[] = []
    for (const [index, name] of free.entries()) {
      const own = names[index % names.length] as string
      const document = under(renamed(genuine, { [own]: name }) as JsonObject, { [name]: WORDS[own] ?? {} })
      const isPreserved = await statementsOf(document).then(
        (text) => text === statements,
        () => false,
      )
      if (isPreserved) before.push(document)
      expect(await forged(document), `${own} as ${name}`).toEqual([])
    }
    expect(before.length).toBeGreaterThan(10)
  })

  const subject = () => genuine.credentialSubject as JsonObject
  const achievement = () => subject().achievement as JsonObject

  /** How, and what is made of it: the statements stay, and a word more or another would be shown. */
  const REWRITTEN: [string, () => JsonObject][] = [
    [
      'its type by another name',
      () => ({
        ...under(genuine, { DoctorOfLawCredential: TYPE.AttendanceCredential }),
        type: ['VerifiableCredential', 'DoctorOfLawCredential'],
      }),
    ],
    [
      'name and description changed about by a scoped context, which protection does not stop',
      () =>
        under(
          withSubject(genuine, {
            achievement: {
              ...achievement(),
              name: achievement().description,
              description: achievement().name,
            } as JsonObject,
          }),
          {
            achievement: {
              '@id': `${OB}achievement`,
              '@context': { name: 'https://schema.org/description', description: 'https://schema.org/name' },
            },
          },
        ),
    ],
    ['a name for what has none, as a blank node', () => withSubject(genuine, { '@id': '_:Dr._Mallory' })],
    [
      'a name for its achievement, as a blank node',
      () => withSubject(genuine, { achievement: { id: '_:Doctor', ...achievement() } }),
    ],
    [
      'words behind a number, which are dropped',
      () =>
        under(withSubject(genuine, { role: '3.5 summa cum laude', creditsEarned: 'Guest' }), {
          role: { '@id': `${OB}creditsEarned`, '@type': DOUBLE },
          creditsEarned: `${OB}role`,
        }),
    ],
    [
      'words behind a number, within a value object',
      () => withSubject(genuine, { creditsEarned: { '@value': '3.5 summa cum laude', '@type': DOUBLE } }),
    ],
    [
      'a member that is one of the node around it',
      () => {
        const { role = null, motto = null, jobTitle = null, achievement: fact = null, ...rest } = subject()
        return {
          ...under(genuine, {
            achievement: '@nest',
            version: `${OB}motto`,
            humanCode2: `${OB}jobTitle`,
            fact: { '@id': `${OB}achievement` },
          }),
          credentialSubject: { ...rest, fact, role, achievement: { version: motto, humanCode2: jobTitle } },
        }
      },
    ],
  ]

  test.each(REWRITTEN)('%s', async (how, make) => {
    const document = make()
    expect(await statementsOf(document)).toBe(statements)
    const state = how.includes('type') ? 'not-checked' : 'tampered'
    expect((await verifyCredential(document, context)).state).toBe(state)
  })

  test('texts of one term as the members of an index', async () => {
    const signed = await uni.sign(
      degree({ credentialSubject: { motto: ['Doctor of Law', 'Given by the dean'] } }),
    )
    const document = {
      ...under(signed, { achievement: { '@id': `${OB}motto`, '@container': '@index' } }),
      credentialSubject: { achievement: { name: 'Doctor of Law', description: 'Given by the dean' } },
    }
    expect(await statementsOf(document)).toBe(await statementsOf(signed))
    expect((await verifyCredential(document, context)).state).toBe('tampered')
  })

  test('a term, type or word whose IRI ends in a slash takes no other name', async () => {
    const own: JsonObject = {
      motto: `${TERMS}motto/`,
      rank: { '@id': `${TERMS}role`, '@type': '@id' },
      AttendanceCredential: `${TERMS}AttendanceCredential/`,
    }
    const subject = { motto: 'Doctor of Law', rank: `${TERMS}guest/` }
    const signed = await uni.sign(degree({ '@context': [VC2, own], credentialSubject: subject }))
    expect((await verifyCredential(signed, context)).verdict).toBe('valid')
    const forgeries: [JsonObject, JsonObject, string][] = [
      [
        { role: `${TERMS}motto/` },
        { credentialSubject: { role: 'Doctor of Law', rank: subject.rank } },
        'tampered',
      ],
      // By an issuer who calls a given name a motto it would be genuine.
      [
        { givenName: `${TERMS}motto/` },
        { credentialSubject: { givenName: 'Doctor of Law', rank: subject.rank } },
        'not-checked',
      ],
      [
        { role: { '@id': `${TERMS}role`, '@type': '@vocab' }, Dean: `${TERMS}guest/` },
        { credentialSubject: { motto: 'Doctor of Law', role: 'Dean' } },
        'tampered',
      ],
      [
        { DoctorOfLawCredential: `${TERMS}AttendanceCredential/` },
        { type: ['VerifiableCredential', 'DoctorOfLawCredential'] },
        'not-checked',
      ],
    ]
    for (const [words, changes, state] of forgeries) {
      const document = { ...under(signed, words), ...changes }
      expect(await statementsOf(document)).toBe(await statementsOf(signed))
      expect((await verifyCredential(document, context)).state).toBe(state)
    }
  })

  const OWN_TYPES: [string, string, string][] = [
    ['EmployeeCredential', 'EmployeeCredential/v1', 'valid'],
    ['EmployeeCredential', 'EmployeeV1-0.jsonld', 'valid'],
    ['EmployeeCredential', 'employee-credential', 'valid'],
    ['EmployeeCredential', 'credentials#Employee', 'valid'],
    ['EmployeeCredential', '4711', 'not-checked'],
    ['WelderLevel3', 'WelderLevel2', 'not-checked'],
    ['Employee', 'Employees', 'not-checked'],
    ['RevocationListCredential', 'RevocationList', 'tampered'],
    ['OpenBadgeCredential', 'GuestCredential', 'tampered'],
  ]

  test.each(OWN_TYPES)("an issuer's own type %s by the IRI %s: %s", async (type, iri, state) => {
    const own = { [type]: `https://uni.example/types/${iri}` }
    const signed = await uni.sign(
      degree({ '@context': [VC2, WORDS, own], type: ['VerifiableCredential', type] }),
    )
    expect((await verifyCredential(signed, context)).state).toBe(state)
  })

  test('a presentation may call itself what it will: it is not shown by that', async () => {
    const own = { BoothPresentation: 'https://uni.example/types/4711' }
    const type = ['VerifiablePresentation', 'BoothPresentation']
    const signed = await uni.sign({ '@context': [VC2, own], id: ID, type, holder: uni.id })
    const { proof: _proof, ...document } = signed
    const { quads } = await canonicalForm(document)
    expect(findMisreadTerm(document, quads)).toBeUndefined()
  })

  test('JSON literals and numbers as texts are read as they were signed', async () => {
    const own = {
      value: { '@id': `${OB}value`, '@type': '@json' },
      result: `${OB}result`,
      role: { '@id': `${OB}role`, '@type': 'http://www.w3.org/2001/XMLSchema#string' },
    }
    for (const value of ['A', ['A', { name: 'B' }], [['A']], { name: ['A'] }, 3.5] as JsonValue[]) {
      const changes = { '@context': [VC2, own], credentialSubject: { role: 3.5, result: { value } } }
      const signed = await uni.sign(degree({ ...changes, type: ['VerifiableCredential'] }))
      expect((await verifyCredential(signed, context)).verdict, JSON.stringify(value)).toBe('valid')
    }
  })

  test('a blank node gets a name in a badge of bundled contexts alone, too', async () => {
    const badge = (more: JsonObject) => ({
      ...signed,
      evidence: [{ ...more, type: ['Evidence'], name: 'A boat' }],
    })
    const signed = await uni.sign({
      ...degree(),
      '@context': [VC2, 'https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.3.json'],
      type: ['VerifiableCredential'],
      credentialSubject: { id: 'urn:uuid:4b1a1d6e-6b1c-4f2e-9d2a-000000000002' },
      evidence: [{ type: ['Evidence'], name: 'A boat' }],
    })
    expect((await verifyCredential(badge({}), context)).verdict).toBe('valid')
    expect((await verifyCredential(badge({ '@id': '_:Oxford' }), context)).state).toBe('tampered')
  })
})

describe('what a revoked credential, rewritten, is checked by', () => {
  const LIST = 'https://badges.example/revoked'
  const NAMED = {
    '1EdTechRevocationList': `${TERMS}1EdTechRevocationList`,
    OwnRevocationList: `${TERMS}OwnRevocationList`,
  }
  const revocable = (credentialStatus: JsonObject) =>
    uni.sign(degree({ '@context': [VC2, WORDS, TYPE, NAMED], credentialStatus }))

  beforeAll(() => {
    network.answer(LIST, { id: LIST, issuer: uni.id, revokedCredential: [{ id: ID }] })
  })

  test('is no other host, which a prefix named "https" would lead to', async () => {
    const signed = await revocable({ id: LIST, type: '1EdTechRevocationList' })
    expect((await verifyCredential(signed, context)).state).toBe('revoked')
    network.answer('https:ges.example/revoked', { id: LIST, issuer: uni.id, revokedCredential: [] })
    const document = {
      ...under(signed, { https: { '@id': 'https://bad', '@prefix': true } }),
      credentialStatus: { id: 'https:ges.example/revoked', type: '1EdTechRevocationList' },
    }
    expect(await statementsOf(document)).toBe(await statementsOf(signed))
    expect((await verifyCredential(document, context)).state).toBe('tampered')
  })

  test('is no kind of list that its issuer did not name', async () => {
    const url = 'https://uni.example/none-revoked'
    network.answer(url, { id: url, issuer: uni.id, revokedCredential: [] })
    const signed = await revocable({ id: url, type: 'OwnRevocationList' })
    expect((await verifyCredential(signed, context)).state).toBe('not-checked')
    const document = {
      ...signed,
      '@context': [VC2, WORDS, TYPE, { '1EdTechRevocationList': NAMED.OwnRevocationList }],
      credentialStatus: { id: url, type: '1EdTechRevocationList' },
    }
    expect((await verifyCredential(document, context)).state).toBe('tampered')
  })

  test('is its own entry, whatever stands beside it', async () => {
    network.answer(
      'https://uni.example/status/1',
      await bitstringList(uni, 'https://uni.example/status/1', { set: [7] }),
    )
    const entry = bitstringEntry('https://uni.example/status/1', 7)
    const signed = await uni.sign(degree({ credentialStatus: entry }))
    const moved = [
      { ...signed, credentialStatus: [], '@included': [{ id: ID, credentialStatus: entry }] },
      { ...signed, credentialStatus: null, '@included': [{ id: ID, credentialStatus: entry }] },
      {
        ...withSubject(signed, { '@included': [{ id: ID, credentialStatus: entry }] }),
        credentialStatus: null,
      },
      {
        ...signed,
        credentialStatus: {
          ...entry,
          statusListIndex: null,
          '@included': [{ id: entry.id, statusListIndex: '7' }],
        },
      },
      { ...signed, credentialStatus: { ...entry, statusListIndex: ['8', '7'] } },
    ] as JsonObject[]
    for (const document of moved)
      expect((await verifyCredential(document, context)).verdict).not.toBe('valid')
  })

  /** Members that JSON-LD drops, or that are the keys of an index, stand for nothing. */
  const DECOYS: [string, (name: string) => JsonObject][] = [
    ['null in a list', (name) => ({ [name]: [null] })],
    ['the key of an index', (name) => ({ slogan: { [name]: 'Doctor of Law' } })],
  ]

  test.each(DECOYS)('is what its entry says, whatever else bears its name: %s', async (_, decoy) => {
    const url = 'https://uni.example/status/sized'
    network.answer(url, await bitstringList(uni, url, { set: [15], entries: 262_144 }))
    const entry = { ...bitstringEntry(url, 7), statusSize: 2 }
    const signed = await uni.sign(degree({ credentialStatus: entry }))
    expect((await verifyCredential(signed, context)).state).toBe('revoked')
    const { statusSize, ...rest } = entry
    const { motto, ...subject } = signed.credentialSubject as JsonObject
    const isIndex = 'slogan' in decoy('')
    const document = {
      ...under(signed, {
        slogan: { '@id': `${OB}motto`, '@container': '@index' },
        statusSize: `${OB}statusSize`,
        size: {
          '@id': 'https://www.w3.org/ns/credentials/status#statusSize',
          '@type': 'https://www.w3.org/2001/XMLSchema#integer',
        },
      }),
      credentialSubject: {
        ...subject,
        ...(isIndex ? decoy('statusSize') : { ...decoy('statusSize'), motto: motto ?? null }),
      },
      credentialStatus: { ...rest, size: statusSize },
    }
    expect(await statementsOf(document)).toBe(await statementsOf(signed))
    expect((await verifyCredential(document, context)).state).toBe('tampered')
  })

  test.each([
    ['credentialSchema', { id: 'https://uni.example/schema.json', type: 'JsonSchema' }],
    ['relatedResource', { id: 'https://uni.example/picture', digestMultibase: 'uEiB' }],
  ])('is its %s, under no other name', async (name, value) => {
    const signed = await uni.sign(degree({ [name]: value }))
    const iri = `https://www.w3.org/2018/credentials#${name}`
    const { [name]: member, ...rest } = signed
    const document = {
      ...under(rest, { other: { '@id': iri, '@type': '@id' } }),
      other: member as JsonObject,
    }
    expect(await statementsOf(document)).toBe(await statementsOf(signed))
    expect((await verifyCredential(document, context)).state).toBe('tampered')
  })
})

describe('what a holder vouches for', () => {
  test('is what the holder signed, not what another context makes of it', async () => {
    const { '@context': contexts, ...inner } = degree()
    const { secureWithProof } = await import('../../worker/credential/proof/index.ts')
    const presentation = await secureWithProof(
      {
        '@context': [VC2, WORDS, TYPE],
        type: ['VerifiablePresentation'],
        holder: uni.id,
        verifiableCredential: [{ '@context': contexts as JsonValue, ...inner }],
      },
      uni.signer,
      { created: NOW, proofPurpose: 'authentication' },
    )
    expect((await verifyCredential(presentation, context)).verdict).toBe('valid')
    const [one, other] = ['role', 'jobTitle'] as const
    const nested = under(
      renamed({ '@context': contexts as JsonValue, ...inner }, { [one]: other, [other]: one }) as JsonObject,
      {
        [one]: WORDS[other] as JsonObject,
        [other]: WORDS[one] as JsonObject,
      },
    )
    for (const inside of [nested, { ...nested, proof: [] }, { ...nested, proof: null }]) {
      const document = { ...presentation, verifiableCredential: [inside] }
      expect(await statementsOf(document)).toBe(await statementsOf(presentation))
      expect((await verifyCredential(document, context)).verdict).not.toBe('valid')
    }
  })
})

test('two thousand parts that are alike and have no id are not tried against each other; one that is changed is found', async () => {
  const alignment = Array.from({ length: 2000 }, (_, i) => ({
    type: ['Alignment'],
    targetName: `Competency ${i % 7}`,
    targetUrl: `https://uni.example/competency/${i}`,
  }))
  const badgeWith = (alignments: JsonObject[]): JsonObject => ({
    '@context': [VC2, 'https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.3.json'],
    id: ID,
    type: ['VerifiableCredential', 'OpenBadgeCredential'],
    issuer: 'https://uni.example/',
    credentialSubject: {
      type: ['AchievementSubject'],
      achievement: {
        id: 'https://uni.example/achievements/1',
        type: ['Achievement'],
        name: 'Welding',
        description: 'Welds.',
        criteria: { narrative: 'Passed.' },
        alignment: alignments,
      },
    },
  })
  const { quads } = await canonicalForm(badgeWith(alignment))
  expect(findMisreadTerm(badgeWith(alignment), quads)).toBeUndefined()
  const begun = alignment.slice(0, 30)
  const few = await canonicalForm(badgeWith(begun))
  expect(findMisreadTerm(badgeWith(begun.toReversed()), few.quads)).toBeUndefined()
  expect(findMisreadTerm(badgeWith([...begun, ...begun]), few.quads)).toBeUndefined()
  for (const at of [0, 13, 29]) {
    const changed = begun.map((one, i) => (i === at ? { ...one, targetName: 'Another' } : one))
    expect(findMisreadTerm(badgeWith(changed), few.quads)?.term).toBe('alignment')
  }
})

test('every member that the display form reads is held against the statements', () => {
  const read = new Set<string>()
  const anything = (depth: number): JsonObject =>
    new Proxy<JsonObject>(
      {},
      {
        get: (_, name) => {
          if (typeof name === 'symbol') return undefined
          read.add(name)
          return depth > 5 ? undefined : anything(depth + 1)
        },
      },
    )
  displayCredential(anything(0), 'openbadges-3.0')
  const apart = /^(@|id$|type$|endorsement(Jwt)?$)/
  expect([...read].filter((name) => !apart.test(name) && !READ_MEMBERS.has(name))).toEqual([])
  expect(read.size).toBeGreaterThan(50)
})
