/** A rule as the API takes it: which completions give which achievement. Pure. */
import * as z from 'zod'
import { LanguageTag } from '../issuing/field.ts'
import { Notify } from '../issuing/notify-body.ts'

const text = (max: number) => z.string().trim().min(1).max(max)

export const RuleBody = z
  .strictObject({
    name: text(200),
    connectionId: z.uuid().nullable().default(null).describe('Null: completions of every connection.'),
    course: z
      .discriminatedUnion('match', [
        z.strictObject({ match: z.literal('exact'), id: text(500) }),
        z.strictObject({
          match: z.literal('pattern'),
          pattern: text(500).describe('`*` stands for any text: `course-v1:edX+*`.'),
        }),
      ])
      .describe('The vendor’s id of the course.'),
    conditions: z
      .strictObject({
        minimumScore: z
          .number()
          .min(0)
          .max(100)
          .optional()
          .describe('Percent. Without a score it is not met.'),
        grades: z.array(text(100)).min(1).max(50).optional().describe('One of these, letter case aside.'),
        completedFrom: z.iso.datetime({ offset: true }).optional(),
        completedUntil: z.iso.datetime({ offset: true }).optional(),
        groups: z
          .array(text(500))
          .min(1)
          .max(100)
          .optional()
          .describe('Programme, cohort or organisation unit.'),
      })
      .default({}),
    achievementId: z.uuid(),
    template: z
      .strictObject({
        validForDays: z.int().min(1).max(36_525).optional(),
        includeName: z
          .boolean()
          .default(false)
          .describe('The learner’s name stands in the credential in clear.'),
        inLanguage: LanguageTag.optional().describe(
          'The language in which the course is taught; the one of the achievement, where absent.',
        ),
        notify: Notify.optional(),
        evidence: z
          .strictObject({
            name: text(200).optional(),
            narrative: text(2000).optional(),
          })
          .optional()
          .describe('`{course.title}`, `{course.id}`, `{completedAt}` and `{score}` are filled in.'),
        resultDescription: text(200)
          .optional()
          .describe('Id of the achievement’s result description that the score (percent) is a result of.'),
      })
      .default({ includeName: false }),
    holdForApproval: z.boolean().default(false),
    onRegression: z
      .enum(['flag', 'suspend', 'revoke'])
      .default('flag')
      .describe('What happens when the vendor says that the learner, who had passed, passes no more.'),
    onRevocation: z
      .enum(['flag', 'suspend', 'revoke'])
      .default('revoke')
      .describe('What happens when the vendor takes its certificate back.'),
    enabled: z.boolean().default(true),
  })
  .meta({ id: 'CompletionRule' })

export type RuleBody = z.output<typeof RuleBody>
