/**
 * Forgeries by hiding, and the genuine credentials that look like them: what is signed and stands under another name, in
 * another wrapping or beside another of its id must not read as another meaning; what an issuer wrote so is no forgery.
 */
import { beforeAll, describe, expect, test } from 'vitest'
import { canonicalize } from '../../worker/credential/canonicalize/index.ts'
import type { JsonObject, JsonValue } from '../../worker/credential/json.ts'
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
const VC2 = 'https://www.w3.org/ns/credentials/v2'
const OB = 'https://purl.imsglobal.org/spec/vc/ob/vocab.html#'
const CLR = 'https://purl.imsglobal.org/spec/vc/clr/vocab.html#'
const SCHEMA = 'https://schema.org/'
const TERMS = 'https://uni.example/terms#'
const DESCRIPTION = 'urn:uuid:4b1a1d6e-6b1c-4f2e-9d2a-000000000012'

let uni: TestIssuer

beforeAll(async () => {
  uni = await didWebIssuer(network, 'uni.example')
})

const statementsOf = async ({ proof, ...document }: JsonObject) => canonicalize(document)
const stateOf = async (document: JsonObject) => (await verifyCredential(document, context)).state
const under = (signed: JsonObject, ...more: JsonValue[]): JsonObject => ({
  ...signed,
  '@context': [...(signed['@context'] as JsonValue[]), ...more],
})

/** The member at that path (`a/0/b`), by what it becomes; undefined takes it away. */
function changedAt(document: JsonObject, path: string, change: (value: JsonObject) => JsonValue): JsonObject {
  const copy = structuredClone(document)
  const steps = path.split('/')
  const last = steps.pop() as string
  let at = copy as Record<string, JsonObject>
  for (const step of steps) at = at[step] as Record<string, JsonObject>
  at[last] = change(at[last] as JsonObject) as JsonObject
  return copy
}

const renamed = (object: JsonObject, from: string, to: string): JsonObject =>
  Object.fromEntries(Object.entries(object).map(([name, value]) => [name === from ? to : name, value]))

/** A failed exam: without its value it reads as completed, without what was required as any. */
const exam = (): JsonObject => {
  const badge = openBadge(uni.id)
  const subject = badge.credentialSubject as JsonObject
  const achievement = subject.achievement as JsonObject
  return {
    ...badge,
    credentialSubject: {
      ...subject,
      result: [{ type: ['Result'], resultDescription: DESCRIPTION, value: '59', status: 'Completed' }],
      achievement: {
        ...achievement,
        achievementType: 'Course',
        resultDescription: [
          {
            id: DESCRIPTION,
            type: ['ResultDescription'],
            name: 'Exam',
            resultType: 'Percent',
            requiredValue: '60',
          },
        ],
      },
    },
  }
}

describe('what is signed of a badge and hidden from its reader is not passed over', () => {
  const RESULT = 'credentialSubject/result/0'
  const ACHIEVEMENT = 'credentialSubject/achievement'
  const HIDDEN: [string, JsonObject, (signed: JsonObject) => JsonObject][] = [
    [
      'a value under another name',
      { mark: `${SCHEMA}value` },
      (signed) => changedAt(signed, RESULT, (result) => renamed(result, 'value', 'mark')),
    ],
    [
      'a value in a set of one',
      {},
      (signed) => changedAt(signed, `${RESULT}/value`, (value) => ({ '@set': [value] })),
    ],
    [
      'a value in a list of lists',
      {},
      (signed) => changedAt(signed, `${RESULT}/value`, (value) => [[value]]),
    ],
    [
      'all results, by the whole IRI',
      {},
      (signed) =>
        changedAt(signed, 'credentialSubject', (subject) => renamed(subject, 'result', `${OB}result`)),
    ],
    [
      'what was required',
      { required: `${OB}requiredValue` },
      (signed) =>
        changedAt(signed, `${ACHIEVEMENT}/resultDescription/0`, (one) =>
          renamed(one, 'requiredValue', 'required'),
        ),
    ],
    [
      'which description is the result’s',
      { node: '@id' },
      (signed) =>
        changedAt(signed, `${ACHIEVEMENT}/resultDescription/0`, (one) => renamed(one, 'id', 'node')),
    ],
    [
      'a part of which only the id is left',
      {},
      (signed) => ({
        ...changedAt(signed, `${ACHIEVEMENT}/resultDescription`, () => [{ id: DESCRIPTION }]),
        '@included': (((signed.credentialSubject as JsonObject).achievement as JsonObject)
          .resultDescription ?? []) as JsonValue,
      }),
    ],
    [
      'the rest of an achievement, behind one of the same id',
      {},
      (signed) =>
        changedAt(signed, ACHIEVEMENT, ({ resultDescription, ...one }) => [
          one,
          {
            id: one.id as string,
            type: one.type as JsonValue,
            resultDescription: resultDescription as JsonValue,
          },
        ]),
    ],
  ]

  test.each(HIDDEN)('%s', async (_, terms, hide) => {
    const signed = await uni.sign(exam())
    expect(await stateOf(signed)).toBe('valid')
    const document = under(hide(signed), terms)
    expect(await statementsOf(document)).toBe(await statementsOf(signed))
    expect((await verifyCredential(document, context)).verdict).not.toBe('valid')
  })

  test('a credential of a comprehensive record', async () => {
    const other = await didWebIssuer(network, 'school.example')
    network.answer(
      'https://school.example/status',
      await bitstringList(other, 'https://school.example/status', { set: [7] }),
    )
    const inner = await other.sign(
      openBadge(other.id, { credentialStatus: bitstringEntry('https://school.example/status', 7) }),
    )
    const good = await uni.sign(openBadge(uni.id, { id: 'urn:uuid:4b1a1d6e-6b1c-4f2e-9d2a-000000000021' }))
    const signed = await uni.sign({
      '@context': [
        VC2,
        'https://purl.imsglobal.org/spec/clr/v2p0/context-2.0.1.json',
        'https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.3.json',
      ],
      id: 'urn:uuid:4b1a1d6e-6b1c-4f2e-9d2a-000000000020',
      type: ['VerifiableCredential', 'ClrCredential'],
      issuer: { id: uni.id, type: ['Profile'], name: 'A university' },
      name: 'Transcript',
      validFrom: '2026-01-01T00:00:00Z',
      credentialSubject: {
        id: 'urn:uuid:4b1a1d6e-6b1c-4f2e-9d2a-000000000002',
        type: ['ClrSubject'],
        verifiableCredential: [good, inner],
      },
    })
    expect(await stateOf(signed)).toBe('revoked')
    const hidden = changedAt(
      under(signed, { more: `${CLR}verifiableCredential` }),
      'credentialSubject',
      (subject) => ({
        ...subject,
        verifiableCredential: [good],
        more: inner,
      }),
    )
    expect(await statementsOf(hidden)).toBe(await statementsOf(signed))
    expect((await verifyCredential(hidden, context)).verdict).not.toBe('valid')
  })

  test('which of two status entries of one id is of which list', async () => {
    const [first, second] = ['https://uni.example/status/a', 'https://uni.example/status/b'] as const
    network.answer(first, await bitstringList(uni, first, { set: [7] }))
    network.answer(second, await bitstringList(uni, second))
    const id = 'https://uni.example/entry'
    const entries = [
      { ...bitstringEntry(first, 7), id },
      { ...bitstringEntry(second, 8), id },
    ]
    const signed = await uni.sign({ ...openBadge(uni.id), credentialStatus: entries })
    const document = {
      ...signed,
      credentialStatus: entries.map((entry, i) => ({ ...entry, statusListIndex: ['8', '7'][i] as string })),
    }
    expect(await statementsOf(document)).toBe(await statementsOf(signed))
    expect((await verifyCredential(document, context)).verdict).not.toBe('valid')
    // One difference alone is no riddle: the same place for two purposes.
    const both = 'https://uni.example/status/both'
    const subject = { statusPurpose: ['revocation', 'suspension'] }
    const list = await bitstringList(uni, both)
    const twofold: JsonObject = {
      ...list,
      credentialSubject: { ...(list.credentialSubject as JsonObject), ...subject },
    }
    const { proof: _proof, ...unsigned } = twofold
    network.answer(both, await uni.sign(unsigned))
    const purposes = ['revocation', 'suspension'].map((purpose) => bitstringEntry(both, 7, purpose))
    expect(await stateOf(await uni.sign({ ...openBadge(uni.id), credentialStatus: purposes }))).toBe('valid')
  })

  test('the kind by which a status entry of two kinds is read, whatever their order', async () => {
    const url = 'https://uni.example/status/kinds'
    network.answer(url, await bitstringList(uni, url, { set: [7] }))
    const empty = { id: 'https://uni.example/none', issuer: uni.id, revokedCredential: [] }
    network.answer(empty.id, empty)
    const entry = { ...bitstringEntry(url, 7), id: empty.id }
    const terms = { '1EdTechRevocationList': `${TERMS}1EdTechRevocationList` }
    const states = await Promise.all(
      [
        ['BitstringStatusListEntry', '1EdTechRevocationList'],
        ['1EdTechRevocationList', 'BitstringStatusListEntry'],
      ].map(async (type) => {
        const badge = openBadge(uni.id, { credentialStatus: { ...entry, type } })
        return stateOf(await uni.sign(under(badge, terms)))
      }),
    )
    expect(states).toEqual(['revoked', 'revoked'])
  })

  test('a language is no achievement’s, by a keyword that states nothing', async () => {
    const signed = await uni.sign(exam())
    const document = changedAt(signed, ACHIEVEMENT, (one) => ({ ...one, '@language': 'la' }))
    expect(await statementsOf(document)).toBe(await statementsOf(signed))
    expect((await verifyCredential(document, context)).credential?.achievement?.inLanguage).toBeNull()
  })

  test('an issuer’s own term of the same last name takes the place of no published one', async () => {
    const own = { achievement: `${OB}achievement`, courseName: `${TERMS}name` }
    const signed = await uni.sign({
      '@context': [VC2, own],
      id: 'urn:uuid:4b1a1d6e-6b1c-4f2e-9d2a-000000000030',
      type: ['VerifiableCredential'],
      issuer: uni.id,
      credentialSubject: { achievement: { name: 'Attended', courseName: 'Doctor of Law' } },
    })
    expect(await stateOf(signed)).toBe('valid')
    const document: JsonObject = {
      ...under(signed, {
        achievement: {
          '@id': `${OB}achievement`,
          '@context': { name: `${TERMS}name`, courseName: `${SCHEMA}name` },
        },
      }),
      credentialSubject: { achievement: { name: 'Doctor of Law', courseName: 'Attended' } },
    }
    expect(await statementsOf(document)).toBe(await statementsOf(signed))
    expect(await stateOf(document)).toBe('tampered')
  })
})

describe('a genuine credential of an issuer’s own contexts is no forgery', () => {
  const ex = { ex: 'https://uni.example/people/' }
  const role = { role: `${SCHEMA}role` }
  const result = (container: string) => ({
    result: { '@id': `${SCHEMA}result`, '@container': container },
    value: `${SCHEMA}value`,
  })
  const GENUINE: [string, JsonObject, JsonObject, 'valid' | 'not-checked'][] = [
    ['a term by an IRI that tells nothing', { role: `${TERMS}P123` }, { role: 'Dean' }, 'not-checked'],
    [
      'a term by another word',
      { email: 'http://xmlns.com/foaf/0.1/mbox' },
      { email: 'a@uni.example' },
      'not-checked',
    ],
    ['an alias of a published term', { lastName: `${SCHEMA}familyName` }, { lastName: 'Kim' }, 'valid'],
    ['a compact id', ex, { id: 'ex:kim', name: 'Kim' }, 'not-checked'],
    [
      'a compact address',
      { ...ex, url: { '@id': `${SCHEMA}url`, '@type': '@id' } },
      { url: 'ex:kim' },
      'not-checked',
    ],
    ['a text as an object', { text: '@value', ...role }, { role: { text: 'Dean' } }, 'valid'],
    [
      'a text as an object of "value"',
      { value: '@value', ...role },
      { role: { value: 'Dean' } },
      'not-checked',
    ],
    [
      'a text and its language as an object',
      { text: '@value', lang: '@language', ...role },
      { role: { text: 'Dean', lang: 'en' } },
      'valid',
    ],
    [
      'texts by their language',
      { role: { '@id': `${SCHEMA}role`, '@container': '@language' } },
      { role: { en: 'Dean', de: ['Dekan', 'Dekanin'] } },
      'valid',
    ],
    ['parts by an index', result('@index'), { result: { first: { value: 'A' } } }, 'valid'],
    ['parts by their id', result('@id'), { result: { 'https://uni.example/1': { value: 'A' } } }, 'valid'],
    ['parts in a list', result('@list'), { result: [{ value: 'A' }, { value: 'B' }] }, 'valid'],
    [
      'lists in a list',
      { value: { '@id': `${SCHEMA}value`, '@container': '@list' } },
      { value: [[1, 2], [3]] },
      'not-checked',
    ],
    [
      'members under a heading',
      { details: '@nest', value: `${SCHEMA}value` },
      { details: { value: 'A' } },
      'valid',
    ],
    ['texts of a direction', { '@language': 'ar', '@direction': 'rtl', ...role }, { role: 'x' }, 'valid'],
    ['words of a vocabulary', { '@vocab': TERMS }, { degree: 'Law', status: 'Completed' }, 'valid'],
  ]

  test.each(GENUINE)('%s', async (_, own, credentialSubject, state) => {
    const credential = {
      '@context': [VC2, own],
      type: ['VerifiableCredential'],
      issuer: uni.id,
      credentialSubject,
    }
    const id = 'urn:uuid:4b1a1d6e-6b1c-4f2e-9d2a-000000000040'
    expect(await stateOf(await uni.sign({ ...credential, id }))).toBe(state)
    expect(await stateOf(await uni.sign(credential))).toBe(state)
  })

  test('a language as a member of its own, which nobody signs, is refused', async () => {
    const own = { ...role, lang: '@language' }
    const credential = { '@context': [VC2, own], type: ['VerifiableCredential'], issuer: uni.id }
    await expect(
      uni.sign({ ...credential, credentialSubject: { lang: 'en', role: 'Dean' } }),
    ).rejects.toThrow('@language')
  })

  test('an issuer who is its achievement’s creator is described once', async () => {
    const badge = openBadge(uni.id)
    const subject = badge.credentialSubject as JsonObject
    const image = { id: 'https://uni.example/logo.png', type: 'Image' }
    const issuer = { id: uni.id, type: ['Profile'], name: 'A university', image }
    for (const creator of [
      { id: uni.id, type: ['Profile'] },
      { id: uni.id, type: ['Profile'], image },
    ]) {
      const achievement = { ...(subject.achievement as JsonObject), creator }
      const credential = { ...badge, issuer, credentialSubject: { ...subject, achievement } }
      expect(await stateOf(await uni.sign(credential))).toBe('valid')
    }
  })
})
