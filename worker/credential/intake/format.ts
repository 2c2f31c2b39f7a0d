/** Which kind of document a received object says it is, by its own `@context` and `type`. Pure; a claim, not a check. */
import { asArray, isJsonObject, type JsonObject, type JsonValue } from '../json.ts'

export type CredentialFormat =
  | 'openbadges-3.0'
  | 'endorsement-3.0'
  | 'clr-2.0'
  | 'openbadges-2.0'
  | 'openbadges-1.1'
  | 'openbadges-1.0'
  | 'vc-2.0'
  | 'vc-1.1'
  | 'sd-jwt-vc'
  | 'presentation'

const VC_1_CONTEXT = 'https://www.w3.org/2018/credentials/v1'

/** null: nothing that this verifier knows. */
export function detectFormat(document: JsonObject): CredentialFormat | null {
  const types = typesOf(document)
  if (types.includes('VerifiablePresentation')) return 'presentation'
  if (types.includes('ClrCredential')) return 'clr-2.0'
  if (types.includes('EndorsementCredential')) return 'endorsement-3.0'
  if (types.includes('OpenBadgeCredential') || types.includes('AchievementCredential'))
    return 'openbadges-3.0'
  if (types.includes('VerifiableCredential') || 'credentialSubject' in document) {
    return asArray(document['@context'] as JsonValue).includes(VC_1_CONTEXT) ? 'vc-1.1' : 'vc-2.0'
  }
  return openBadgesBeforeThree(document, types)
}

/** `type` in any of its spellings, as a list of strings. */
export function typesOf(document: JsonObject): string[] {
  return asArray(document.type ?? document['@type']).filter((type) => typeof type === 'string')
}

/**
 * 2.x has its own context; 1.1 is JSON-LD under the w3id `v1` context (or none) with `id` and `verify`;
 * 1.0 has no context and names the award by `uid`.
 */
function openBadgesBeforeThree(document: JsonObject, types: string[]): CredentialFormat | null {
  const contexts = asArray(document['@context'])
  const ofVersion = (pattern: RegExp) =>
    contexts.some((context) => typeof context === 'string' && pattern.test(context))
  const isAssertion = types.includes('Assertion') || ('badge' in document && 'recipient' in document)
  if (ofVersion(/(openbadges\/v2|openbadges\.org\/v2|\/ob\/v2p[01])/))
    return isAssertion ? 'openbadges-2.0' : null
  if (!isAssertion) return null
  if (isJsonObject(document.verification)) return 'openbadges-2.0'
  if (ofVersion(/openbadges\/v1/) || typeof document.id === 'string') return 'openbadges-1.1'
  return 'openbadges-1.0'
}
