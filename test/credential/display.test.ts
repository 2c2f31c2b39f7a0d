import vectors from 'virtual:vectors'
import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { displayCredential } from '../../worker/credential/display/index.ts'
import { readInput } from '../../worker/credential/intake/index.ts'

const openBadge = (members: Record<string, unknown>, subject: Record<string, unknown> = {}) =>
  displayCredential(
    {
      type: ['VerifiableCredential', 'OpenBadgeCredential'],
      credentialSubject: { achievement: { id: 'urn:a', name: 'Soil science' }, ...subject },
      ...members,
    } as never,
    'openbadges-3.0',
  )

describe('Open Badges 3.0 for people', () => {
  test('the title is the achievement, not a top-level name that holds the earner (as Credly writes it)', () => {
    expect(openBadge({ name: 'Ada Lovelace' })?.title).toBe('Soil science')
  })

  test('a result stands beside its description, with its level by name', () => {
    const shown = openBadge(
      {},
      {
        achievement: {
          id: 'urn:a',
          name: 'Soil science',
          resultDescription: [
            {
              id: 'urn:r',
              name: 'Grade',
              resultType: 'LetterGrade',
              allowedValue: ['A', 'B'],
              requiredValue: 'B',
            },
            { id: 'urn:l', name: 'Level', rubricCriterionLevel: [{ id: 'urn:l:2', name: 'Mastery' }] },
          ],
        },
        result: [
          { resultDescription: 'urn:r', value: 'A' },
          { resultDescription: 'urn:l', achievedLevel: 'urn:l:2' },
          { value: 0 },
          { type: ['Result'] },
        ],
      },
    )
    expect(shown?.results).toMatchObject([
      { name: 'Grade', value: 'A', requiredValue: 'B', allowedValues: ['A', 'B'], resultType: 'LetterGrade' },
      { name: 'Level', value: 'Mastery' },
      { name: '', value: '0' },
    ])
  })

  test('an issuer may be a bare id', () => {
    expect(openBadge({ issuer: 'did:web:a.example' })?.issuer).toMatchObject({
      id: 'did:web:a.example',
      name: null,
    })
  })

  test.each([
    ['javascript:alert(1)', 'data:text/html;base64,AAAA'],
    ['JaVaScRiPt:alert(1)', 'data:text/html,x'],
    [' https://a.example', 'http://a.example/x.png'],
    ['https://a.example/\nx', 'file:///etc/passwd'],
  ])('links and pictures that a page must not carry are left out (%j, %s)', (link, image) => {
    const shown = openBadge(
      { evidence: [{ id: link, name: 'E' }], issuer: { id: 'urn:i', url: link, image } },
      { achievement: { name: 'A', criteria: { id: link }, image, alignment: [{ targetUrl: link }] } },
    )
    expect(shown).toMatchObject({
      image: null,
      issuer: { url: null, image: null },
      evidence: [{ id: null, name: 'E' }],
      achievement: { criteria: { id: null }, image: null, alignments: [{ targetUrl: null }] },
    })
  })

  test('hashed identifiers stay as they are; a name is shown only where it stands in clear', () => {
    const shown = openBadge(
      {},
      {
        id: 'did:example:1',
        identifier: [
          { identityType: 'emailAddress', hashed: true, identityHash: 'sha256$00', salt: 's' },
          { identityType: 'name', hashed: false, identityHash: 'Ada' },
          { identityType: 'name', hashed: true },
        ],
      },
    )
    expect(shown?.recipient).toEqual({
      id: 'did:example:1',
      name: 'Ada',
      identifiers: [
        { type: 'emailAddress', hashed: true, value: 'sha256$00', salt: 's' },
        { type: 'name', hashed: false, value: 'Ada', salt: null },
      ],
    })
  })

  test('any JSON whatever is shown or not shown, without an exception', () => {
    const key = fc.constantFrom(
      'credentialSubject',
      'achievement',
      'issuer',
      'image',
      'result',
      'identifier',
      'evidence',
      'endorsement',
      'resultDescription',
      'id',
      'name',
      'criteria',
      'alignment',
      'tag',
      'type',
      'recipient',
      'badge',
      'verification',
    )
    const { tree } = fc.letrec((tie) => ({
      tree: fc.oneof(
        { maxDepth: 5 },
        fc.constantFrom(null, 1, true, 'x', '', 'https://a.example/'),
        fc.array(tie('tree'), { maxLength: 3 }),
        fc.dictionary(key, tie('tree'), { maxKeys: 6 }),
      ),
    }))
    const formats = fc.constantFrom(
      'openbadges-3.0',
      'openbadges-2.0',
      'openbadges-1.1',
      'openbadges-1.0',
      'clr-2.0',
      'vc-1.1',
      'sd-jwt-vc',
      'presentation',
      'endorsement-3.0',
      null,
    )
    fc.assert(
      fc.property(fc.dictionary(key, tree), formats, (document, format) => {
        const shown = displayCredential(document as never, format as never)
        if (shown) expect(typeof shown.title).toBe('string')
      }),
      { numRuns: 500 },
    )
  })
})

describe('other credentials for people', () => {
  const shown = (credential: unknown, format: string) =>
    displayCredential(credential as never, format as never)

  test('a VC 1.1 has its dates under their older names; one without a name is called by its type', () => {
    const credential = {
      type: ['VerifiableCredential', 'UniversityDegreeCredential'],
      issuer: 'did:web:school.example',
      issuanceDate: '2020-01-01T00:00:00Z',
      expirationDate: '2030-01-01T00:00:00Z',
      credentialSubject: { id: 'did:example:1', givenName: 'Ada', familyName: 'Lovelace' },
    }
    expect(shown(credential, 'vc-1.1')).toMatchObject({
      title: 'University Degree Credential',
      validFrom: '2020-01-01T00:00:00Z',
      validUntil: '2030-01-01T00:00:00Z',
      recipient: { name: 'Ada Lovelace' },
      achievement: null,
    })
  })

  test('names in several languages (VCDM 2.0) show one of them', () => {
    const name = [
      { '@value': 'Bodenkunde', '@language': 'de' },
      { '@value': 'Soil science', '@language': 'en' },
    ]
    expect(shown({ name, credentialSubject: {} }, 'vc-2.0')?.title).toBe('Bodenkunde')
  })

  test("a university's learner credential from before Open Badges 3.0 shows what was learned", () => {
    const credential = {
      credentialSubject: { name: 'Ada', hasCredential: { name: 'MicroMasters', description: 'd' } },
    }
    expect(shown(credential, 'vc-1.1')).toMatchObject({
      title: 'MicroMasters',
      recipient: { name: 'Ada' },
      description: 'd',
    })
  })

  test('an endorsement shows its comment', () => {
    const credential = {
      name: 'Endorsed',
      credentialSubject: { id: 'urn:b', endorsementComment: 'Well made.' },
    }
    expect(shown(credential, 'endorsement-3.0')).toMatchObject({
      title: 'Endorsed',
      description: 'Well made.',
    })
  })

  test('an SD-JWT VC shows what its registered claims say', () => {
    const claims = {
      iss: 'https://a.example',
      vct: 'https://a.example/types/diploma?v=1',
      iat: 0,
      exp: 60,
      email: 'a@b.example',
    }
    expect(shown(claims, 'sd-jwt-vc')).toMatchObject({
      title: 'diploma',
      types: ['https://a.example/types/diploma?v=1'],
      issuer: { id: 'https://a.example' },
      validFrom: '1970-01-01T00:00:00Z',
      validUntil: '1970-01-01T00:01:00Z',
      recipient: { identifiers: [{ type: 'emailAddress', hashed: false, value: 'a@b.example' }] },
    })
  })
})

describe.skipIf(!vectors)("other people's credentials, shown", () => {
  const TITLES: [string, Record<string, unknown>][] = [
    [
      'vectors/1edtech-spec/ob30-signed-eddsa-rdfc-2022.json',
      { title: 'Teamwork', issuer: { name: 'Example Corp' } },
    ],
    [
      'vendors/credentials/clr20-complex.json',
      { title: 'Ellis Monday', issuer: { name: 'Western High School, RSD' } },
    ],
    ['vendors/credentials/openedx-obv3-course.unsigned.json', {}],
    ['vendors/credentials/credly-ob3.partly-reconstructed.json', {}],
    ['vendors/credentials/ob3-achievementAlignmentCe.json', { issuer: { name: 'Example University' } }],
  ]
  test.each(TITLES)('%s', async (path, shown) => {
    const [item] = await readInput(vectors?.[path] as string)
    expect(displayCredential(item?.document ?? {}, item?.format ?? null)).toMatchObject(shown)
  })
})
