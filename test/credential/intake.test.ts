import vectors from 'virtual:vectors'
import { base64url } from 'jose'
import { describe, expect, test } from 'vitest'
import { readInput } from '../../worker/credential/intake/index.ts'

const badge = {
  '@context': [
    'https://www.w3.org/ns/credentials/v2',
    'https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.3.json',
  ],
  id: 'https://issuer.example/credentials/1',
  type: ['VerifiableCredential', 'OpenBadgeCredential'],
  issuer: { id: 'https://issuer.example', type: ['Profile'], name: 'Example University' },
  validFrom: '2026-01-01T00:00:00Z',
  credentialSubject: {
    type: ['AchievementSubject'],
    id: 'did:example:learner',
    achievement: {
      id: 'urn:uuid:6a1f3b36-3e8e-4e1c-9a3e-0d3c2f6b7a10',
      type: ['Achievement'],
      name: 'Soil science',
      description: 'Reads a soil profile.',
      criteria: { narrative: 'Passed the field exam.' },
    },
  },
}

const token = (claims: string) =>
  [base64url.encode('{"alg":"ES256"}'), base64url.encode(claims), base64url.encode('not a signature')].join(
    '.',
  )

describe('ways in', () => {
  test('an object is kept as the very object received', async () => {
    const [item] = await readInput(badge)
    expect(item?.received).toBe(badge)
    expect(item).toMatchObject({
      container: 'json',
      envelope: 'json',
      format: 'openbadges-3.0',
      problems: [],
    })
  })

  test('JSON text and its UTF-8 bytes read the same', async () => {
    const text = `\ufeff\n${JSON.stringify(badge)}\n`
    const fromText = await readInput(text)
    expect(fromText[0]?.received).toEqual(badge)
    expect(await readInput(new TextEncoder().encode(text))).toEqual(fromText)
  })

  test('a compact token is kept as given; its claims are only for show', async () => {
    const jwt = token(JSON.stringify({ ...badge, iss: badge.issuer.id }))
    const [item] = await readInput(`  ${jwt}\n`)
    expect(item).toMatchObject({ container: 'jwt', envelope: 'jwt', received: jwt, format: 'openbadges-3.0' })
    expect(item?.document).toMatchObject({ id: badge.id })
  })

  test('a token quoted as a JSON string is the token', async () => {
    const jwt = token(JSON.stringify(badge))
    expect((await readInput(JSON.stringify(jwt)))[0]?.received).toBe(jwt)
  })

  test('a VC 1.1 token shows its vc claim with the registered claims in their places', async () => {
    const vc = { type: ['VerifiableCredential'], credentialSubject: { name: 'x' } }
    const [item] = await readInput(
      token(JSON.stringify({ iss: 'did:web:a.example', sub: 'did:x', jti: 'urn:1', nbf: 0, exp: 60, vc })),
    )
    expect(item?.document).toEqual({
      ...vc,
      id: 'urn:1',
      issuer: 'did:web:a.example',
      issuanceDate: '1970-01-01T00:00:00.000Z',
      expirationDate: '1970-01-01T00:01:00.000Z',
      credentialSubject: { id: 'did:x', name: 'x' },
    })
  })
})

const UNREADABLE: [string, string | Uint8Array, string][] = [
  ['nothing', '  \n', 'input-empty'],
  ['prose', 'my badge please', 'input-not-recognised'],
  ['bytes of no known kind', new Uint8Array([0xff, 0xfe, 0x00, 0x80]), 'input-not-recognised'],
  ['a list of numbers', '[1,2]', 'input-not-recognised'],
  ['JSON cut short', '{"@context":', 'json-syntax'],
  ['a duplicate key', '{"id":"a","id":"b"}', 'json-duplicate-key'],
  ['a duplicate key inside a token', token('{"iss":"a","iss":"b"}'), 'json-duplicate-key'],
  ['a token whose claims are no JSON', token('hello'), 'json-syntax'],
  ['a token whose claims are no object', token('[]'), 'not-a-token'],
  [
    'a token whose claims are not UTF-8',
    `e30.${base64url.encode(new Uint8Array([0x7b, 0xff, 0x7d]))}.AA`,
    'not-a-token',
  ],
  ['more bytes than the limit', new Uint8Array(10 * 1024 * 1024 + 1), 'input-too-large'],
]

test.each(UNREADABLE)('what cannot be read says why: %s', async (_, input, code) => {
  const items = await readInput(input)
  expect(items).toMatchObject([{ received: null, document: null, problems: [{ code, severity: 'error' }] }])
})

describe.skipIf(!vectors)("other people's documents are recognised", () => {
  const FORMATS: [string, string][] = [
    ['vendors/credentials/credly-ob3.partly-reconstructed.json', 'openbadges-3.0'],
    ['vendors/credentials/openedx-obv3-course.unsigned.json', 'openbadges-3.0'],
    ['vendors/credentials/clr20-complex.json', 'clr-2.0'],
    ['vendors/credentials/credly-ob2-assertion.json', 'openbadges-2.0'],
    ['vendors/credentials/ob20-1edtech-basic-assertion.json', 'openbadges-2.0'],
    ['vendors/credentials/ob20-1edtech-simple.jwt', 'openbadges-2.0'],
    ['vectors/1edtech-spec/ob30-signed-eddsa-rdfc-2022.json', 'openbadges-3.0'],
  ]
  test.each(FORMATS)('%s', async (path, format) => {
    expect((await readInput(vectors?.[path] as string))[0]).toMatchObject({ format, problems: [] })
  })
})
