/** Assertion of Open Badges 1.x and 2.x for display, with what of badge class and issuer stands inside it. Pure. */
import type { DisplayCredential, DisplayEvidence, DisplayRecipient } from '../display.ts'
import { typesOf } from '../intake/format.ts'
import { asArray, isJsonObject, type JsonObject } from '../json.ts'
import { upgradeAssertion } from '../openbadges1/upgrade.ts'
import { displayAchievement } from './achievement.ts'
import { displayEvidence } from './openbadges3.ts'
import { displayProfile, UNKNOWN_PROFILE } from './profile.ts'
import { idOf, imageOf, linkOf, objectsOf, textOf } from './read.ts'

export function displayOpenBadge2(received: JsonObject): DisplayCredential {
  const assertion = upgradeAssertion(received, null)
  const badge = objectsOf(assertion.badge)[0]
  const achievement = badge
    ? { ...displayAchievement(badge), inLanguage: textOf(badge['@language'] ?? badge.inLanguage) }
    : { ...displayAchievement({}), id: idOf(assertion.badge) }
  return {
    id: textOf(assertion.id),
    types: typesOf(assertion),
    title: achievement.name,
    description: achievement.description,
    image: imageOf(assertion.image) ?? achievement.image,
    issuer: badge?.issuer === undefined ? UNKNOWN_PROFILE : displayProfile(badge.issuer),
    recipient: displayRecipient(assertion.recipient),
    achievement,
    results: [],
    evidence: asArray(assertion.evidence).flatMap(displayEvidenceOrLink),
    narrative: textOf(assertion.narrative),
    role: null,
    term: null,
    licenseNumber: null,
    creditsEarned: null,
    activityStartDate: null,
    activityEndDate: null,
    awardedDate: textOf(assertion.issuedOn),
    validFrom: textOf(assertion.issuedOn),
    validUntil: textOf(assertion.expires),
    endorsements: [],
  }
}

/** `email` is what 3.0 calls `emailAddress`: one word for both, so that a recipient is compared in one way. */
function displayRecipient(recipient: unknown): DisplayRecipient {
  if (!isJsonObject(recipient)) return { id: null, identifiers: [], name: null }
  const value = textOf(recipient.identity)
  const type = textOf(recipient.type) ?? ''
  const plain = value !== null && recipient.hashed !== true
  return {
    id: plain && (type === 'id' || type === 'url') ? value : null,
    identifiers:
      value === null
        ? []
        : [
            {
              type: type === 'email' ? 'emailAddress' : type,
              hashed: recipient.hashed === true,
              value,
              salt: textOf(recipient.salt),
            },
          ],
    name: null,
  }
}

function displayEvidenceOrLink(evidence: unknown): DisplayEvidence[] {
  if (isJsonObject(evidence)) return [displayEvidence(evidence)]
  const id = typeof evidence === 'string' ? linkOf(evidence) : null
  return id === null ? [] : [displayEvidence({ id })]
}
