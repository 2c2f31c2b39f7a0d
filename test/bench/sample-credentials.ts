/** The credentials that the benchmark works on: about 3 kB, about 30 kB, and a CLR of a hundred badges. */
import type { JsonObject } from '../../worker/credential/json.ts'

const V2 = 'https://www.w3.org/ns/credentials/v2'
const OB3 = 'https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.3.json'
const CLR2 = 'https://purl.imsglobal.org/spec/clr/v2p0/context-2.0.1.json'

const SENTENCE =
  'Plans a weld, sets up the equipment, judges the seam by eye and by gauge, and says why it holds. '

function uuid(number: number): string {
  return `urn:uuid:00000000-0000-4000-8000-${String(number).padStart(12, '0')}`
}

interface Size {
  alignments: number
  results: number
  evidence: number
  sentences: number
}

function badge(issuer: string, number: number, size: Size): JsonObject {
  const description = SENTENCE.repeat(size.sentences)
  const resultDescription = (index: number) => uuid(1_000_000 + number * 100 + index)
  const many = <T>(count: number, make: (index: number) => T) =>
    Array.from({ length: count }, (_, i) => make(i))
  return {
    '@context': [V2, OB3],
    id: uuid(number),
    type: ['VerifiableCredential', 'OpenBadgeCredential'],
    name: 'Welding, level 2',
    issuer: {
      id: issuer,
      type: ['Profile'],
      name: 'Example Institute of Technology',
      url: 'https://institute.example',
      email: 'badges@institute.example',
    },
    validFrom: '2026-01-01T00:00:00Z',
    validUntil: '2036-01-01T00:00:00Z',
    credentialSubject: {
      id: uuid(2_000_000 + number),
      type: ['AchievementSubject'],
      identifier: [
        {
          type: 'IdentityObject',
          hashed: true,
          identityHash: 'sha256$b5809d8a92f8858436d7e6b87c12ebc0ae1eac4baecc2c0b913aee2c922ef399',
          identityType: 'emailAddress',
          salt: 'Kosher',
        },
      ],
      achievement: {
        id: `https://institute.example/achievements/${number}`,
        type: ['Achievement'],
        achievementType: 'Badge',
        name: 'Welding, level 2',
        description,
        criteria: { narrative: description },
        tag: ['welding', 'workshop', 'level 2'],
        image: { id: 'https://institute.example/badge.png', type: 'Image', caption: 'A wreath' },
        alignment: many(size.alignments, (index) => ({
          type: ['Alignment'],
          targetCode: `ESCO-${index}`,
          targetName: 'weld metal in hard places',
          targetFramework: 'ESCO 1.2',
          targetType: 'ceasn:Competency',
          targetUrl: `https://data.europa.eu/esco/skill/${index}`,
        })),
        ...(size.results > 0 && {
          resultDescription: many(size.results, (index) => ({
            id: resultDescription(index),
            type: ['ResultDescription'],
            name: `Examination ${index}`,
            resultType: 'Percent',
            valueMin: '0',
            valueMax: '100',
          })),
        }),
      },
      ...(size.results > 0 && {
        result: many(size.results, (index) => ({
          type: ['Result'],
          resultDescription: resultDescription(index),
          value: String(60 + (index % 40)),
        })),
      }),
    },
    ...(size.evidence > 0 && {
      evidence: many(size.evidence, (index) => ({
        id: `https://institute.example/evidence/${number}/${index}`,
        type: ['Evidence'],
        name: `Work piece ${index}`,
        narrative: SENTENCE,
      })),
    }),
  }
}

export function smallBadge(issuer: string, number = 1): JsonObject {
  return badge(issuer, number, { alignments: 3, results: 0, evidence: 0, sentences: 3 })
}

export function largeBadge(issuer: string): JsonObject {
  return badge(issuer, 2, { alignments: 50, results: 28, evidence: 34, sentences: 22 })
}

/** `badges` are secured credentials, embedded as they are. */
export function clr(issuer: string, badges: JsonObject[]): JsonObject {
  const { issuer: profile } = smallBadge(issuer)
  return {
    '@context': [V2, CLR2, OB3],
    id: uuid(3),
    type: ['VerifiableCredential', 'ClrCredential'],
    name: 'Transcript',
    issuer: profile ?? issuer,
    validFrom: '2026-01-01T00:00:00Z',
    credentialSubject: { id: uuid(2_000_003), type: ['ClrSubject'], verifiableCredential: badges },
  }
}
