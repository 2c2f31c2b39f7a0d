/**
 * A credential for people, in one form whatever its version (Open Badges 1.1 to 3.0, CLR, plain VC). Types only.
 * Every string is hostile text from the credential: show it with textContent, never as markup.
 */

export interface DisplayProfile {
  id: string | null
  name: string | null
  url: string | null
  email: string | null
  description: string | null
  /** https or data URI. */
  image: string | null
}

export interface DisplayAlignment {
  targetName: string
  targetUrl: string | null
  targetCode: string | null
  targetFramework: string | null
  targetType: string | null
  targetDescription: string | null
}

export interface DisplayResult {
  /** Name of the result description, e.g. 'Final grade'. */
  name: string
  /** value, status or achieved level, as text. */
  value: string
  resultType: string | null
  valueMin: string | null
  valueMax: string | null
  requiredValue: string | null
  allowedValues: string[]
}

export interface DisplayEvidence {
  id: string | null
  name: string | null
  description: string | null
  narrative: string | null
  genre: string | null
  audience: string | null
}

export interface DisplayAchievement {
  id: string | null
  name: string
  description: string | null
  achievementType: string | null
  image: { url: string; caption: string | null } | null
  /** narrative is Markdown. */
  criteria: { id: string | null; narrative: string | null }
  tags: string[]
  alignments: DisplayAlignment[]
  creator: DisplayProfile | null
  humanCode: string | null
  fieldOfStudy: string | null
  specialization: string | null
  creditsAvailable: number | null
  inLanguage: string | null
  version: string | null
}

export interface DisplayRecipient {
  /** Subject id: DID, URL or urn:uuid. */
  id: string | null
  /** Identifiers, hashed or plain: enough for the recipient check on the device. */
  identifiers: { type: string; hashed: boolean; value: string; salt: string | null }[]
  /** A name only where the credential states it in clear. */
  name: string | null
}

export interface DisplayCredential {
  id: string | null
  types: string[]
  /** The achievement's name, else the credential's. */
  title: string
  description: string | null
  image: { url: string; caption: string | null } | null
  issuer: DisplayProfile
  recipient: DisplayRecipient
  achievement: DisplayAchievement | null
  results: DisplayResult[]
  evidence: DisplayEvidence[]
  narrative: string | null
  role: string | null
  term: string | null
  licenseNumber: string | null
  creditsEarned: number | null
  activityStartDate: string | null
  activityEndDate: string | null
  /** ISO 8601 as received; null where absent. */
  awardedDate: string | null
  validFrom: string | null
  validUntil: string | null
  /** In a report, those alone that were verified and found good. `pointer`: the place in the credential (RFC 6901). */
  endorsements: { issuerName: string | null; comment: string | null; pointer: string }[]
}
