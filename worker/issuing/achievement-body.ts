/** What an issuer says of an achievement: the gate for requests. Words and enumerations are those of Open Badges 3.0. */
import * as z from 'zod/mini'
import { lazily } from '../lazily.ts'
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
  return z.string().check(
    z.maxLength(100),
    z.refine(
      (text) => values.includes(text) || /^ext:[A-Za-z0-9._-]+$/.test(text),
      `One of ${values.join(', ')}, or ext: and a name.`,
    ),
    z.meta({ anyOf: [{ enum: values }, { pattern: '^ext:[A-Za-z0-9._-]+$' }] }),
  )
}

/** Becomes the end of an IRI below the achievement's own. */
export const LocalName = lazily(() =>
  z.string().check(z.regex(/^[A-Za-z0-9][A-Za-z0-9_-]{0,63}$/, 'Letters, digits, _ and -, at most 64.')),
)

const Alignment = lazily(() =>
  z
    .strictObject({
      targetName: Text(300),
      targetUrl: Uri().check(
        z.describe('Where the skill or standard is defined: ESCO, O*NET, a CASE framework …'),
      ),
      targetCode: z.optional(Text(200)),
      targetFramework: z.optional(Text(300)),
      targetType: z.optional(extensible(TARGET_TYPES)),
      targetDescription: z.optional(Text(4000)),
    })
    .register(z.globalRegistry, { id: 'Alignment' }),
)

const RubricCriterionLevel = lazily(() =>
  z.strictObject({
    id: LocalName(),
    name: Text(200),
    level: z.optional(Text(200)),
    points: z.optional(Text(50)),
    description: z.optional(Text(2000)),
  }),
)

export const ResultDescription = lazily(() =>
  z
    .strictObject({
      id: LocalName().check(z.describe('A name of your own, to which results refer: final-grade.')),
      name: Text(200),
      resultType: extensible(RESULT_TYPES),
      allowedValues: z
        .optional(z.array(Text(200)).check(z.minLength(1), z.maxLength(100)))
        .check(z.describe('From low to high.')),
      valueMin: z.optional(Text(50)),
      valueMax: z.optional(Text(50)),
      requiredValue: z.optional(Text(200)),
      rubricCriterionLevels: z.optional(
        z.array(RubricCriterionLevel()).check(z.minLength(1), z.maxLength(50)),
      ),
      requiredLevel: z.optional(LocalName()).check(z.describe('The id of one of the rubricCriterionLevels.')),
    })
    .check(
      z.refine(
        ({ requiredLevel, rubricCriterionLevels = [] }) =>
          requiredLevel === undefined || rubricCriterionLevels.some(({ id }) => id === requiredLevel),
        { path: ['requiredLevel'], error: 'None of the rubricCriterionLevels has this id.' },
      ),
    )
    .register(z.globalRegistry, { id: 'ResultDescription' }),
)

export const AchievementBody = lazily(() =>
  z
    .strictObject({
      name: Text(300),
      description: Text(4000),
      criteria: z
        .strictObject({
          id: z.optional(HttpUrl()).check(z.describe('A page that tells what is needed to earn it.')),
          narrative: z.optional(Text(20_000)).check(z.describe('The same in words; Markdown.')),
        })
        .check(
          z.refine(
            ({ id, narrative }) => id !== undefined || narrative !== undefined,
            'Give id, narrative, or both.',
          ),
        ),
      achievementType: z.optional(extensible(ACHIEVEMENT_TYPES)),
      image: z.optional(ImageInput()),
      alignments: z.optional(z.array(Alignment()).check(z.minLength(1), z.maxLength(100))),
      tags: z.optional(z.array(Text(100)).check(z.minLength(1), z.maxLength(50))),
      resultDescriptions: z.optional(
        z.array(ResultDescription()).check(
          z.minLength(1),
          z.maxLength(50),
          z.refine((list) => new Set(list.map(({ id }) => id)).size === list.length, 'Two have the same id.'),
        ),
      ),
      creditsAvailable: z.optional(z.number().check(z.minimum(0), z.maximum(1e6))),
      fieldOfStudy: z.optional(Text(200)),
      specialization: z.optional(Text(200)),
      humanCode: z.optional(Text(100)).check(z.describe('A code that people use: CS-101.')),
      inLanguage: z.optional(LanguageTag()),
      validForDays: z
        .optional(z.int().check(z.minimum(1), z.maximum(36_525)))
        .check(
          z.describe('Credentials expire so many days after validFrom, unless the request says otherwise.'),
        ),
      suspendable: z
        .optional(z.boolean())
        .check(
          z.describe(
            'Credentials carry a second status entry with the purpose suspension. Open Badges 3.0 itself knows only one entry, so leave it out unless you need it.',
          ),
        ),
    })
    .register(z.globalRegistry, { id: 'AchievementBody' }),
)

export type AchievementBody = z.output<ReturnType<typeof AchievementBody>>
