/** What an issuer says of an achievement: the gate for requests. Words and enumerations are those of Open Badges 3.0. */
import * as z from 'zod'
import { HttpUrl, ImageInput, LanguageTag, Text, Uri } from './field.ts'

const ACHIEVEMENT_TYPES = [
  'Achievement',
  'ApprenticeshipCertificate',
  'Assessment',
  'Assignment',
  'AssociateDegree',
  'Award',
  'Badge',
  'BachelorDegree',
  'Certificate',
  'CertificateOfCompletion',
  'Certification',
  'CommunityService',
  'Competency',
  'Course',
  'CoCurricular',
  'Degree',
  'Diploma',
  'DoctoralDegree',
  'Fieldwork',
  'GeneralEducationDevelopment',
  'JourneymanCertificate',
  'LearningProgram',
  'License',
  'Membership',
  'ProfessionalDoctorate',
  'QualityAssuranceCredential',
  'MasterCertificate',
  'MasterDegree',
  'MicroCredential',
  'ResearchDoctorate',
  'SecondarySchoolDiploma',
] as const

const TARGET_TYPES = [
  'ceasn:Competency',
  'ceterms:Credential',
  'CFItem',
  'CFRubric',
  'CFRubricCriterion',
  'CFRubricCriterionLevel',
  'CTDL',
] as const

const RESULT_TYPES = [
  'GradePointAverage',
  'LetterGrade',
  'Percent',
  'PerformanceLevel',
  'PredictedScore',
  'RawScore',
  'Result',
  'RubricCriterion',
  'RubricCriterionLevel',
  'RubricScore',
  'ScaledScore',
  'Status',
] as const

/** The specification's enumerations are open: `ext:` and a name of one's own. */
function extensible<const Values extends readonly string[]>(values: Values) {
  return z
    .string()
    .max(100)
    .refine(
      (text) => values.includes(text) || /^ext:[A-Za-z0-9._-]+$/.test(text),
      `One of ${values.join(', ')}, or ext: and a name.`,
    )
    .meta({ anyOf: [{ enum: values }, { pattern: '^ext:[A-Za-z0-9._-]+$' }] })
}

/** Becomes the end of an IRI below the achievement's own. */
export const LocalName = z
  .string()
  .regex(/^[A-Za-z0-9][A-Za-z0-9_-]{0,63}$/, 'Letters, digits, _ and -, at most 64.')

export const Alignment = z
  .strictObject({
    targetName: Text(300),
    targetUrl: Uri.describe('Where the skill or standard is defined: ESCO, O*NET, a CASE framework …'),
    targetCode: Text(200).optional(),
    targetFramework: Text(300).optional(),
    targetType: extensible(TARGET_TYPES).optional(),
    targetDescription: Text(4000).optional(),
  })
  .meta({ id: 'Alignment' })

const RubricCriterionLevel = z.strictObject({
  id: LocalName,
  name: Text(200),
  level: Text(200).optional(),
  points: Text(50).optional(),
  description: Text(2000).optional(),
})

export const ResultDescription = z
  .strictObject({
    id: LocalName.describe('A name of your own, to which results refer: final-grade.'),
    name: Text(200),
    resultType: extensible(RESULT_TYPES),
    allowedValues: z.array(Text(200)).min(1).max(100).optional().describe('From low to high.'),
    valueMin: Text(50).optional(),
    valueMax: Text(50).optional(),
    requiredValue: Text(200).optional(),
    rubricCriterionLevels: z.array(RubricCriterionLevel).min(1).max(50).optional(),
    requiredLevel: LocalName.optional().describe('The id of one of the rubricCriterionLevels.'),
  })
  .refine(
    ({ requiredLevel, rubricCriterionLevels = [] }) =>
      requiredLevel === undefined || rubricCriterionLevels.some(({ id }) => id === requiredLevel),
    { path: ['requiredLevel'], error: 'None of the rubricCriterionLevels has this id.' },
  )
  .meta({ id: 'ResultDescription' })

export const AchievementBody = z
  .strictObject({
    name: Text(300),
    description: Text(4000),
    criteria: z
      .strictObject({
        id: HttpUrl.optional().describe('A page that tells what is needed to earn it.'),
        narrative: Text(20_000).optional().describe('The same in words; Markdown.'),
      })
      .refine(
        ({ id, narrative }) => id !== undefined || narrative !== undefined,
        'Give id, narrative, or both.',
      ),
    achievementType: extensible(ACHIEVEMENT_TYPES).optional(),
    image: ImageInput.optional(),
    alignments: z.array(Alignment).min(1).max(100).optional(),
    tags: z.array(Text(100)).min(1).max(50).optional(),
    resultDescriptions: z
      .array(ResultDescription)
      .min(1)
      .max(50)
      .refine((list) => new Set(list.map(({ id }) => id)).size === list.length, 'Two have the same id.')
      .optional(),
    creditsAvailable: z.number().min(0).max(1e6).optional(),
    fieldOfStudy: Text(200).optional(),
    specialization: Text(200).optional(),
    humanCode: Text(100).optional().describe('A code that people use: CS-101.'),
    inLanguage: LanguageTag.optional(),
    validForDays: z
      .int()
      .min(1)
      .max(36_525)
      .optional()
      .describe('Credentials expire so many days after validFrom, unless the request says otherwise.'),
    suspendable: z
      .boolean()
      .optional()
      .describe(
        'Credentials carry a second status entry with the purpose suspension. Open Badges 3.0 itself knows only one entry, so leave it out unless you need it.',
      ),
  })
  .meta({ id: 'AchievementBody' })

export type AchievementBody = z.output<typeof AchievementBody>
