/**
 * What is said of an issuer, an achievement and an award before it becomes a credential. Types only.
 * Words are those of Open Badges 3.0; sets are plural here, singular in the credential as its context has them.
 */

export interface ImageDescription {
  /** https or data URL. */
  url: string
  caption?: string | undefined
}

export interface ProfileDescription {
  name: string
  url?: string | undefined
  description?: string | undefined
  email?: string | undefined
  phone?: string | undefined
  image?: ImageDescription | undefined
}

export interface AlignmentDescription {
  targetName: string
  targetUrl: string
  targetCode?: string | undefined
  targetFramework?: string | undefined
  targetType?: string | undefined
  targetDescription?: string | undefined
}

export interface RubricCriterionLevelDescription {
  /** Local name: the end of the IRI below the achievement's own. */
  id: string
  name: string
  level?: string | undefined
  points?: string | undefined
  description?: string | undefined
}

export interface ResultDescriptionDescription {
  /** Local name, as above. */
  id: string
  name: string
  resultType: string
  allowedValues?: string[] | undefined
  valueMin?: string | undefined
  valueMax?: string | undefined
  requiredValue?: string | undefined
  requiredLevel?: string | undefined
  rubricCriterionLevels?: RubricCriterionLevelDescription[] | undefined
}

export interface AchievementDescription {
  name: string
  description: string
  /** `narrative` is Markdown. */
  criteria: { id?: string | undefined; narrative?: string | undefined }
  achievementType?: string | undefined
  image?: ImageDescription | undefined
  alignments?: AlignmentDescription[] | undefined
  tags?: string[] | undefined
  resultDescriptions?: ResultDescriptionDescription[] | undefined
  creditsAvailable?: number | undefined
  fieldOfStudy?: string | undefined
  specialization?: string | undefined
  humanCode?: string | undefined
  inLanguage?: string | undefined
}

export interface ResultGiven {
  /** Local name of one of the achievement's result descriptions. */
  resultDescription: string
  value?: string | undefined
  status?: string | undefined
  /** Local name of one of its rubric criterion levels. */
  achievedLevel?: string | undefined
}

export interface EvidenceGiven {
  id?: string | undefined
  name?: string | undefined
  description?: string | undefined
  narrative?: string | undefined
  genre?: string | undefined
  audience?: string | undefined
}

/** What is particular to one award. */
export interface AwardDescription {
  results?: ResultGiven[] | undefined
  evidence?: EvidenceGiven[] | undefined
  narrative?: string | undefined
  /** Goes before the achievement's own: the standard has it on the achievement only. */
  inLanguage?: string | undefined
  role?: string | undefined
  term?: string | undefined
  licenseNumber?: string | undefined
  creditsEarned?: number | undefined
  activityStartDate?: string | undefined
  activityEndDate?: string | undefined
}

/** One thing by which a learner is known. */
export interface Identity {
  /** `emailAddress`, `name`, `studentId` as `ext:studentId` … */
  identityType: string
  value: string
  /** Present: only the hash of value and salt stands in the credential. Absent: the value in clear. */
  salt?: string | undefined
}
