import { describe, expect, test } from 'vitest'
import type { FetchDocument } from '../../../worker/credential/fetch-document.ts'
import type { JsonObject } from '../../../worker/credential/json.ts'
import { type VerifyContext, verifyCredential } from '../../../worker/credential/verify/index.ts'

const offline: FetchDocument = async ({ url }) => ({ ok: false, url, reason: 'offline' })
const context: VerifyContext = { now: new Date('2026-06-01T00:00:00Z'), fetchDocument: offline }

const credential = (changes: JsonObject = {}): JsonObject => ({
  '@context': [
    'https://www.w3.org/ns/credentials/v2',
    'https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.3.json',
  ],
  id: 'urn:uuid:4b1a1d6e-6b1c-4f2e-9d2a-000000000001',
  type: ['VerifiableCredential', 'OpenBadgeCredential'],
  issuer: { id: 'https://uni.example/issuer', type: ['Profile'], name: 'A university' },
  validFrom: '2026-01-01T00:00:00Z',
  credentialSubject: {
    id: 'did:example:learner',
    type: ['AchievementSubject'],
    achievement: {
      id: 'https://uni.example/achievements/1',
      type: ['Achievement'],
      name: 'Rowing',
      description: 'Rows.',
      criteria: { narrative: 'Row.' },
    },
  },
  ...changes,
})

const codes = async (document: JsonObject) =>
  (await verifyCredential(document, context)).checks.flatMap(({ problems }) =>
    problems
      .filter(({ severity }) => severity === 'error')
      .map(({ code, pointer }) => `${code} ${pointer ?? ''}`.trim()),
  )

describe('a report', () => {
  test('an unsigned credential is not proven, whatever else is right with it', async () => {
    const report = await verifyCredential(credential(), context)
    expect([report.verdict, report.state, report.assurance]).toEqual(['indeterminate', 'unsigned', 'none'])
    expect(report).toMatchObject({
      reportVersion: '1.0',
      format: 'openbadges-3.0',
      issuer: { claimedName: 'A university' },
    })
    expect(report.checks.map(({ id, outcome }) => `${id} ${outcome}`)).toContain('structure success')
  })

  test.each([null, undefined, 42, '', 'hello', '{', '[]', '{}', 'a.b.c', '[[[[', new Uint8Array(3)])(
    'nothing that can be given throws or is valid: %j',
    async (input) => {
      const report = await verifyCredential(input, context)
      expect(report.verdict).not.toBe('valid')
      expect(report.sentence.text).not.toBe('')
    },
  )

  test('a port that throws is a document that could not be reached', async () => {
    const status = {
      type: 'BitstringStatusListEntry',
      statusPurpose: 'revocation',
      statusListIndex: '7',
      statusListCredential: 'https://uni.example/status/1',
    }
    const throwing: VerifyContext = {
      ...context,
      fetchDocument: () => {
        throw new Error('a bug')
      },
    }
    const report = await verifyCredential(credential({ credentialStatus: status }), throwing)
    const [check] = report.checks.filter(({ id }) => id === 'status')
    expect([check?.outcome, check?.problems[0]?.code]).toEqual(['indeterminate', 'status-list-unreachable'])
  })
})

describe('structure', () => {
  test.each<[string, JsonObject, string]>([
    [
      'no base context',
      { '@context': ['https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.3.json'] },
      'context-invalid /@context',
    ],
    [
      'base context not first',
      {
        '@context': [
          'https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.3.json',
          'https://www.w3.org/ns/credentials/v2',
        ],
      },
      'context-invalid /@context',
    ],
    ['no issuer', { issuer: null }, 'property-missing /issuer'],
    ['an issuer without id', { issuer: { type: ['Profile'] } }, 'property-missing /issuer/id'],
    ['an issuer that is no URL', { issuer: 'a university' }, 'property-invalid /issuer'],
    ['two ids', { id: ['urn:a:1', 'urn:a:2'] }, 'property-invalid /id'],
    ['no subject', { credentialSubject: {} }, 'property-empty /credentialSubject'],
    ['a date without zone', { validFrom: '2026-01-01T00:00:00' }, 'date-invalid /validFrom'],
    ['a date that is none', { validUntil: 'tomorrow' }, 'date-invalid /validUntil'],
    ['an end before the beginning', { validUntil: '2025-01-01T00:00:00Z' }, 'dates-out-of-order /validUntil'],
    [
      'a status without type',
      { credentialStatus: { id: 'urn:a:1' } },
      'property-missing /credentialStatus/type',
    ],
    [
      'a schema without id',
      { credentialSchema: [{ type: 'JsonSchema' }] },
      'property-missing /credentialSchema/0/id',
    ],
    [
      'evidence without type',
      { evidence: [{ id: 'https://uni.example/e' }] },
      'property-missing /evidence/0/type',
    ],
    [
      'a name with more than its language',
      { name: { '@value': 'a', '@language': 'en', x: 1 } },
      'property-invalid /name',
    ],
    [
      'a related resource without digest',
      { relatedResource: [{ id: 'https://uni.example/r' }] },
      'property-missing /relatedResource/0/digestSRI',
    ],
    [
      'no achievement',
      { credentialSubject: { id: 'urn:a:1', type: ['AchievementSubject'] } },
      'property-missing /credentialSubject/achievement',
    ],
  ])('%s', async (_name, changes, code) => {
    expect(await codes(credential(changes))).toContain(code)
  })

  test('the problem has the type that W3C gave it', async () => {
    const report = await verifyCredential(credential({ validUntil: '2025-01-01T00:00:00Z' }), context)
    const types = report.checks.flatMap(({ problems }) => problems.map(({ type }) => type))
    expect(types).toContain('https://www.w3.org/TR/vc-data-model#RANGE_ERROR')
  })
})

describe('validity', () => {
  test.each([
    ['2026-05-31T23:59:30Z', 'success', 'within the tolerated difference of clocks'],
    ['2026-05-31T23:58:00Z', 'failure', 'past it'],
  ])('an end at %s is %s: %s', async (validUntil, outcome) => {
    const report = await verifyCredential(credential({ validUntil }), context)
    expect(report.checks.find(({ id }) => id === 'validity')?.outcome).toBe(outcome)
  })

  test('expired is its own answer, apart from tampered and revoked', async () => {
    const report = await verifyCredential(credential({ validUntil: '2026-02-01T00:00:00Z' }), context)
    expect([report.verdict, report.state]).toEqual(['invalid', 'expired'])
    expect(report.sentence.text).toContain('2026-02-01T00:00:00Z')
  })

  test('not yet valid likewise', async () => {
    const report = await verifyCredential(credential({ validFrom: '2027-02-01T00:00:00Z' }), context)
    expect(report.state).toBe('not-yet-valid')
  })
})
