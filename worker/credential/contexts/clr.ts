/**
 * The CLR 2.0 contexts (1EdTech Comprehensive Learner Record Standard 2.0), written from their published term
 * mappings because no package carries them. Pure data. 2.0.1 added `partial` and `identifier`; signatures depend on
 * every IRI here, and 1EdTech's own canonical form of a ClrCredential is the test of it.
 */
import type { JsonObject } from '../json.ts'

const CLR = 'https://purl.imsglobal.org/spec/vc/clr/vocab.html#'
const aliases = { id: '@id', type: '@type' }

function clrContext(version: { openBadgesVocabulary: string; credential: JsonObject; subject: JsonObject }) {
  return {
    '@context': {
      ...aliases,
      ClrCredential: { '@id': `${CLR}ClrCredential`, '@context': { ...aliases, ...version.credential } },
      ClrSubject: {
        '@id': `${CLR}ClrSubject`,
        '@context': {
          ...aliases,
          cred: 'https://www.w3.org/2018/credentials#',
          obi: version.openBadgesVocabulary,
          achievement: { '@id': `${CLR}achievement`, '@type': 'obi:Achievement', '@container': '@set' },
          association: { '@id': `${CLR}association`, '@type': `${CLR}Association`, '@container': '@set' },
          verifiableCredential: {
            '@id': `${CLR}verifiableCredential`,
            '@type': 'cred:verifiableCredential',
            '@container': '@set',
          },
          ...version.subject,
        },
      },
      Association: {
        '@id': `${CLR}Association`,
        '@context': {
          associationType: { '@id': `${CLR}AssociationType` },
          sourceId: { '@id': `${CLR}sourceId`, '@type': 'xsd:anyURI' },
          targetId: { '@id': `${CLR}targetId`, '@type': 'xsd:anyURI' },
        },
      },
    },
  }
}

export const clrContexts: ReadonlyMap<string, JsonObject> = new Map<string, JsonObject>([
  [
    'https://purl.imsglobal.org/spec/clr/v2p0/context.json',
    clrContext({
      openBadgesVocabulary: 'https://purl.imsglobal.org/spec/ob/v3p0/vocab.html#',
      credential: {},
      subject: {},
    }),
  ],
  [
    'https://purl.imsglobal.org/spec/clr/v2p0/context-2.0.1.json',
    clrContext({
      openBadgesVocabulary: 'https://purl.imsglobal.org/spec/vc/ob/vocab.html#',
      credential: { partial: { '@id': `${CLR}partial`, '@type': 'xsd:boolean' } },
      subject: {
        identifier: { '@id': `${CLR}identifier-1`, '@type': 'obi:Identifier', '@container': '@set' },
      },
    }),
  ],
])
