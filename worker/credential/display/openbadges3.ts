/**
 * OpenBadgeCredential (Open Badges 3.0), and by the same members any VC Data Model credential, for display. Pure.
 */
import type { DisplayCredential, DisplayEvidence, DisplayRecipient, DisplayResult } from '../display.ts'
import { detectFormat, typesOf } from '../intake/format.ts'
import { decodeToken } from '../intake/read-token.ts'
import { openEnvelope } from '../intake/read-value.ts'
import { asArray, isJsonObject, type JsonObject, type JsonValue } from '../json.ts'
import { displayAchievement } from './achievement.ts'
import { displayProfile } from './profile.ts'
import { idOf, imageOf, linkOf, numberOf, objectsOf, scalarText, textOf, textsOf } from './read.ts'

export function displayOpenBadge3(credential: JsonObject): DisplayCredential {
  const subject = objectsOf(credential.credentialSubject)[0] ?? {}
  // `hasCredential` is what the first learner credentials of universities called it, before Open Badges 3.0.
  const achievementObject = objectsOf(subject.achievement ?? subject.hasCredential)[0]
  const achievement = achievementObject ? displayAchievement(achievementObject) : null
  return {
    id: textOf(credential.id),
    types: typesOf(credential),
    title: achievement?.name || textOf(credential.name) || titleOfTypes(typesOf(credential)),
    description:
      achievement?.description ?? textOf(credential.description) ?? textOf(subject.endorsementComment),
    image: imageOf(subject.image) ?? imageOf(credential.image) ?? achievement?.image ?? null,
    issuer: displayProfile(credential.issuer),
    recipient: displayRecipient(subject),
    achievement,
    results: displayResults(subject, achievementObject),
    evidence: objectsOf(credential.evidence).map(displayEvidence),
    narrative: textOf(subject.narrative),
    role: textOf(subject.role),
    term: textOf(subject.term),
    licenseNumber: textOf(subject.licenseNumber),
    creditsEarned: numberOf(subject.creditsEarned),
    activityStartDate: textOf(subject.activityStartDate),
    activityEndDate: textOf(subject.activityEndDate),
    awardedDate: textOf(credential.awardedDate),
    validFrom: textOf(credential.validFrom ?? credential.issuanceDate),
    validUntil: textOf(credential.validUntil ?? credential.expirationDate),
    endorsements: displayEndorsements(credential),
  }
}

/** A credential without any name is called by its own type: 'UniversityDegreeCredential' → 'University Degree Credential'. */
function titleOfTypes(types: string[]): string {
  const own = types.findLast((type) => type !== 'VerifiableCredential' && !type.includes(':')) ?? ''
  return own.replace(/([a-z0-9])([A-Z])/g, '$1 $2')
}

/** The identifiers of a subject (IdentityObject); early drafts wrote `identifier` as one object. */
function displayRecipient(subject: JsonObject): DisplayRecipient {
  const identifiers = objectsOf(subject.identifier).flatMap((identity) => {
    const value = textOf(identity.identityHash)
    if (value === null) return []
    return [
      {
        type: textOf(identity.identityType) ?? '',
        hashed: identity.hashed === true,
        value,
        salt: textOf(identity.salt),
      },
    ]
  })
  const named = identifiers.find(({ type, hashed }) => type === 'name' && !hashed)
  return { id: textOf(subject.id), identifiers, name: named?.value ?? personName(subject) }
}

function personName(subject: JsonObject): string | null {
  const parts = [textOf(subject.givenName), textOf(subject.familyName)].filter((part) => part !== null)
  return textOf(subject.name) ?? (parts.length > 0 ? parts.join(' ') : null)
}

/** Each result beside its description in the asserted achievement; a result without value says nothing and is left out. */
function displayResults(subject: JsonObject, achievement: JsonObject | undefined): DisplayResult[] {
  const descriptions = objectsOf(achievement?.resultDescription)
  return objectsOf(subject.result).flatMap((result) => {
    const description =
      descriptions.find(({ id }) => id !== undefined && id === result.resultDescription) ?? {}
    const levels = objectsOf(description.rubricCriterionLevel)
    const levelName = (id: string | null) => textOf(levels.find((level) => level.id === id)?.name) ?? id
    const value = scalarText(result.value) ?? levelName(textOf(result.achievedLevel)) ?? textOf(result.status)
    if (value === null) return []
    return [
      {
        name: textOf(description.name) ?? '',
        value,
        resultType: textOf(description.resultType),
        valueMin: scalarText(description.valueMin),
        valueMax: scalarText(description.valueMax),
        requiredValue: scalarText(description.requiredValue) ?? levelName(textOf(description.requiredLevel)),
        allowedValues: textsOf(description.allowedValue),
      },
    ]
  })
}

/** Links are listed, never followed. */
export function displayEvidence(evidence: JsonObject): DisplayEvidence {
  return {
    id: linkOf(evidence),
    name: textOf(evidence.name),
    description: textOf(evidence.description),
    narrative: textOf(evidence.narrative),
    genre: textOf(evidence.genre),
    audience: textOf(evidence.audience),
  }
}

/** Those as tokens are read like the others; what verification makes of each, the report says (report-of.ts). */
function displayEndorsements(credential: JsonObject): DisplayCredential['endorsements'] {
  const embedded = asArray(credential.endorsement).map((endorsement, index) => ({
    endorsement: openedEndorsement(endorsement),
    pointer: `/endorsement/${index}`,
  }))
  const tokens = asArray(credential.endorsementJwt).map((token, index) => ({
    endorsement: typeof token === 'string' ? credentialOfToken(token) : undefined,
    pointer: `/endorsementJwt/${index}`,
  }))
  return [...embedded, ...tokens].flatMap(({ endorsement, pointer }) => {
    // What an envelope or a wrapper says beside the credential in it, nobody signed.
    if (!isJsonObject(endorsement) || detectFormat(endorsement) === null) return []
    const subject = objectsOf(endorsement.credentialSubject)[0]
    return [
      {
        issuerName: displayProfile(endorsement.issuer).name ?? idOf(endorsement.issuer),
        comment: isJsonObject(subject) ? textOf(subject.endorsementComment) : null,
        pointer,
      },
    ]
  })
}

function openedEndorsement(received: JsonValue): JsonValue | undefined {
  const opened = openEnvelope(received)
  return typeof opened === 'string' ? credentialOfToken(opened) : opened
}

function credentialOfToken(token: string): JsonValue | undefined {
  const decoded = decodeToken(token)
  return decoded.ok ? (decoded.claims.vc ?? decoded.claims) : undefined
}
