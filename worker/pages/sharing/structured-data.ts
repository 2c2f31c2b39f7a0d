/** schema.org `EducationalOccupationalCredential`, for search engines. Pure. The holder is not part of it. */
import type { DisplayAlignment, DisplayCredential } from '../../credential/display.ts'
import type { JsonObject } from '../../credential/json.ts'
import type { SharedCredential } from './shared-credential.ts'

export function structuredData(shared: SharedCredential, credential: DisplayCredential): JsonObject {
  const achievement = credential.achievement
  const alignments = achievement?.alignments ?? []
  const levels = alignments.filter(isLevel)
  const skills = alignments.filter((alignment) => !isLevel(alignment))
  return {
    '@context': 'https://schema.org',
    '@type': 'EducationalOccupationalCredential',
    '@id': shared.url,
    url: shared.url,
    identifier: credential.id ?? shared.url,
    name: shared.title,
    ...(shared.description !== null && { description: shared.description }),
    credentialCategory: {
      '@type': 'DefinedTerm',
      name: achievement?.achievementType ?? 'Badge',
      inDefinedTermSet: 'https://purl.imsglobal.org/spec/ob/v3p0',
    },
    recognizedBy: {
      '@type': 'Organization',
      name: shared.issuerName,
      ...(shared.issuerUrl !== null && { url: shared.issuerUrl }),
    },
    ...(shared.awardedAt !== null && { dateCreated: shared.awardedAt }),
    ...(shared.expiresAt !== null && { expires: shared.expiresAt }),
    ...(skills.length > 0 && { competencyRequired: skills.map(definedTerm) }),
    ...(levels.length > 0 && { educationalLevel: levels.map(definedTerm) }),
    image: `${shared.url}/og.png`,
    encoding: [
      { '@type': 'MediaObject', encodingFormat: 'application/vc', contentUrl: `${shared.url}.json` },
      { '@type': 'MediaObject', encodingFormat: 'application/vc+jwt', contentUrl: `${shared.url}.jwt` },
    ],
  }
}

/** JSON for a `<script type="application/ld+json">`: no `<` in it can end the element. */
export function scriptSafeJson(data: JsonObject): string {
  return JSON.stringify(data)
    .replaceAll('<', '\\u003c')
    .replaceAll('\u2028', '\\u2028')
    .replaceAll('\u2029', '\\u2029')
}

function isLevel({ targetType, targetFramework, targetUrl }: DisplayAlignment): boolean {
  return /level|\bEQF\b|snb\/eqf/i.test(`${targetType ?? ''} ${targetFramework ?? ''} ${targetUrl ?? ''}`)
}

function definedTerm({ targetName, targetUrl, targetCode, targetFramework }: DisplayAlignment): JsonObject {
  return {
    '@type': 'DefinedTerm',
    name: targetName,
    ...(targetUrl !== null && { url: targetUrl }),
    ...(targetCode !== null && { termCode: targetCode }),
    ...(targetFramework !== null && { inDefinedTermSet: targetFramework }),
  }
}
