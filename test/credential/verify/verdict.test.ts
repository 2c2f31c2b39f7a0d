import { describe, expect, test } from 'vitest'
import { check } from '../../../worker/credential/verify/check.ts'
import { problem } from '../../../worker/credential/verify/problem.ts'
import type { Assurance, Check, VerificationState } from '../../../worker/credential/verify/report.ts'
import { sentenceFor } from '../../../worker/credential/verify/sentence.ts'
import { stateOf, verdictOf } from '../../../worker/credential/verify/verdict.ts'

const good: Check[] = [
  check('parse', 'success'),
  check('structure', 'success'),
  check('proof', 'success'),
  check('issuer', 'success'),
  check('validity', 'success'),
  check('status', 'skipped'),
]

const failing = (id: Check['id'], code: Parameters<typeof problem>[0] = 'property-invalid') =>
  check(id, 'failure', { problems: [problem(code)] })
const open = (id: Check['id'], code: Parameters<typeof problem>[0] = 'document-unreachable') =>
  check(id, 'indeterminate', { problems: [problem(code)] })

/** name, checks added to a good credential's, what vouches for it, verdict, state */
const TABLE: [string, Check[], Assurance, string, VerificationState][] = [
  ['all checks good and signed', [], 'signature', 'valid', 'valid'],
  ['all checks good and confirmed by its host', [], 'host', 'valid', 'valid'],
  ['all checks good but nothing vouches for it', [], 'none', 'indeterminate', 'unsigned'],
  ['only a link', [], 'link', 'indeterminate', 'unsigned'],
  ['not read', [failing('parse')], 'none', 'invalid', 'malformed'],
  ['a changed credential', [failing('proof', 'signature-mismatch')], 'none', 'invalid', 'tampered'],
  ['changed and expired', [failing('validity', 'expired'), failing('proof')], 'none', 'invalid', 'tampered'],
  ['signed by another', [failing('issuer')], 'none', 'invalid', 'issuer-mismatch'],
  ['a part missing', [failing('structure')], 'signature', 'invalid', 'malformed'],
  ['revoked', [failing('status', 'revoked')], 'signature', 'invalid', 'revoked'],
  ['suspended', [failing('status', 'suspended')], 'signature', 'invalid', 'suspended'],
  [
    'suspended and revoked',
    [failing('status', 'suspended'), failing('status', 'revoked')],
    'signature',
    'invalid',
    'revoked',
  ],
  ['expired', [failing('validity', 'expired')], 'signature', 'invalid', 'expired'],
  [
    'revoked and expired',
    [failing('validity', 'expired'), failing('status', 'revoked')],
    'signature',
    'invalid',
    'revoked',
  ],
  ['not yet valid', [failing('validity', 'not-yet-valid')], 'signature', 'invalid', 'not-yet-valid'],
  [
    'another recipient',
    [failing('recipient', 'recipient-mismatch')],
    'signature',
    'invalid',
    'recipient-mismatch',
  ],
  [
    'a schema that it does not fit',
    [failing('schema', 'schema-mismatch')],
    'signature',
    'invalid',
    'malformed',
  ],
  ['unknown issuer', [open('issuer')], 'none', 'indeterminate', 'unknown-issuer'],
  ['unreachable status list', [open('status')], 'signature', 'indeterminate', 'not-checked'],
  [
    'unknown status type',
    [open('status', 'status-type-unknown')],
    'signature',
    'indeterminate',
    'not-checked',
  ],
  [
    'unknown cryptosuite',
    [open('proof', 'cryptosuite-unknown'), open('issuer')],
    'none',
    'indeterminate',
    'unsupported',
  ],
  ['no proof', [open('proof', 'proof-missing'), open('issuer')], 'none', 'indeterminate', 'unsigned'],
  [
    'expired and unknown issuer',
    [open('issuer'), failing('validity', 'expired')],
    'none',
    'invalid',
    'expired',
  ],
]

describe('the one answer', () => {
  test.each(TABLE)('%s', (_name, added, assurance, verdict, state) => {
    const checks = [...good, ...added]
    expect([verdictOf(checks, assurance), stateOf(checks, assurance)]).toEqual([verdict, state])
  })

  test('a check that is not critical never changes it', () => {
    const checks = [
      ...good,
      check('image', 'failure', { critical: false }),
      check('registry', 'indeterminate', { critical: false }),
    ]
    expect(verdictOf(checks, 'signature')).toBe('valid')
  })

  test('no checks at all are not a valid credential', () => {
    expect(verdictOf([], 'signature')).toBe('indeterminate')
  })

  test('a revoked credential inside makes the whole revoked', () => {
    const checks = [...good, check('nested', 'failure', { problems: [problem('nested-invalid')] })]
    expect(stateOf(checks, 'signature', ['valid', 'revoked'])).toBe('revoked')
  })

  test('a credential inside that could not be checked leaves the whole open, by its own reason', () => {
    const checks = [...good, check('nested', 'indeterminate', { problems: [problem('nested-unchecked')] })]
    expect(stateOf(checks, 'signature', ['valid', 'unknown-issuer'])).toBe('unknown-issuer')
  })
})

describe('the sentence', () => {
  const facts = { domain: 'uni.example', validFrom: null, validUntil: '2026-01-01T00:00:00Z' }

  test('names the proven domain, and has only the values that it uses', () => {
    const sentence = sentenceFor('valid', 'signature', facts)
    expect(sentence).toMatchObject({ code: 'sentence-valid-domain', params: { domain: 'uni.example' } })
    expect(sentence.text).toContain('uni.example')
  })

  test('claims no domain where none is proven', () => {
    expect(sentenceFor('valid', 'signature', { ...facts, domain: null }).code).toBe(
      'sentence-valid-signature',
    )
  })

  test.each(TABLE.map(([, , , , state]) => state))(
    'there is one for %s without open placeholders',
    (state) => {
      const full = {
        domain: 'uni.example',
        validFrom: '2027-01-01T00:00:00Z',
        validUntil: '2026-01-01T00:00:00Z',
      }
      expect(sentenceFor(state, 'signature', full).text).not.toMatch(/[{}]/)
    },
  )
})
