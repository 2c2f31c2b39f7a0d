/**
 * Builds an OpenBadgeCredential (Open Badges 3.0, VC Data Model 2.0), unsigned. Pure: ids, dates, salts and status indices
 * come in. Sets are arrays even of one, save where the 1EdTech schema wants one object (`credentialStatus`); only terms that
 * every published copy of the 3.0.3 context has. No `credentialSchema`: its 1EdTech type is defined only by a third context,
 * which many verifiers do not know and would have to fetch.
 */
import type { JsonObject, JsonValue } from '../json.ts'
import { type AchievementRequest, buildAchievement, localIri } from './achievement.ts'
import type {
  AwardDescription,
  EvidenceGiven,
  Identity,
  ProfileDescription,
  ResultGiven,
} from './description.ts'
import { buildIdentityObject } from './identity-object.ts'
import { present } from './present.ts'
import { buildProfile } from './profile.ts'
import { buildStatusListEntry, type StatusAllocation } from './status-list-entry.ts'

export const OPEN_BADGES_CONTEXTS = [
  'https://www.w3.org/ns/credentials/v2',
  'https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.3.json',
]

export interface OpenBadgeRequest {
  /** URL of the credential. */
  id: string
  issuer: { did: string; profile: ProfileDescription }
  achievement: AchievementRequest
  /** `id`: a DID, or a urn:uuid where the learner has none, so that the JWT form has a `sub`. */
  subject: {
    id: string
    identities: Identity[]
    /** More of them, as they stand in another credential of the same learner. */
    identityObjects?: JsonObject[]
  }
  award: AwardDescription
  /** One for revocation; a second for suspension only where it was asked for. */
  status: StatusAllocation[]
  /** XML Schema date-times with offset. */
  validFrom: string
  validUntil?: string | undefined
  awardedDate?: string | undefined
  /** What it is made of, by digest (VC Data Model 2.0, section 5.3). */
  relatedResources?: RelatedResource[] | undefined
}

export interface RelatedResource {
  id: string
  mediaType: string
  /** Subresource Integrity: `sha384-` and base64. */
  digestSRI: string
}

export function buildOpenBadge(request: OpenBadgeRequest): JsonObject {
  const { id, issuer, achievement, subject, award, status, validFrom, validUntil, awardedDate } = request
  const { relatedResources } = request
  const entries = status.map(buildStatusListEntry)
  return present({
    '@context': [...OPEN_BADGES_CONTEXTS],
    id,
    type: ['VerifiableCredential', 'OpenBadgeCredential'],
    name: achievement.description.name,
    issuer: buildProfile(issuer.did, issuer.profile),
    validFrom,
    validUntil,
    awardedDate,
    credentialSubject: present({
      id: subject.id,
      type: ['AchievementSubject'],
      identifier: [...subject.identities.map(buildIdentityObject), ...(subject.identityObjects ?? [])],
      achievement: buildAchievement({
        ...achievement,
        description: {
          ...achievement.description,
          inLanguage: award.inLanguage ?? achievement.description.inLanguage,
        },
      }),
      narrative: award.narrative,
      role: award.role,
      term: award.term,
      licenseNumber: award.licenseNumber,
      creditsEarned: award.creditsEarned,
      activityStartDate: award.activityStartDate,
      activityEndDate: award.activityEndDate,
      result: award.results?.map((result) => buildResult(achievement.id, result)),
    }),
    evidence: award.evidence?.map(buildEvidence),
    relatedResource: relatedResources?.map((resource) => ({ ...resource })),
    credentialStatus: entries.length === 1 ? (entries[0] as JsonObject) : (entries as JsonValue),
  })
}

function buildResult(
  achievementId: string,
  { resultDescription, value, status, achievedLevel }: ResultGiven,
): JsonObject {
  return present({
    type: ['Result'],
    resultDescription: localIri(achievementId, resultDescription),
    value,
    status,
    achievedLevel: achievedLevel && localIri(achievementId, achievedLevel),
  })
}

function buildEvidence({ id, name, description, narrative, genre, audience }: EvidenceGiven): JsonObject {
  return present({ id, type: ['Evidence'], name, description, narrative, genre, audience })
}
