/** A rule as the API takes it: which completions give which achievement. Pure. */
import * as z from 'zod/mini'
import { LanguageTag } from '../issuing/field.ts'
import { Notify } from '../issuing/notify-body.ts'
import { lazily } from '../lazily.ts'

const text = (max: number) => z.string().check(z.trim(), z.minLength(1), z.maxLength(max))

export const RuleBody = lazily(() =>
  z
    .strictObject({
      name: text(200),
      connectionId: z
        ._default(z.nullable(z.uuid()), null)
        .check(z.describe('Null: completions of every connection.')),
      course: z
        .discriminatedUnion('match', [
          z.strictObject({ match: z.literal('exact'), id: text(500) }),
          z.strictObject({
            match: z.literal('pattern'),
            pattern: text(500).check(z.describe('`*` stands for any text: `course-v1:edX+*`.')),
          }),
        ])
        .check(z.describe('The vendor’s id of the course.')),
      conditions: z._default(
        z.strictObject({
          minimumScore: z
            .optional(z.number().check(z.minimum(0), z.maximum(100)))
            .check(z.describe('Percent. Without a score it is not met.')),
          grades: z
            .optional(z.array(text(100)).check(z.minLength(1), z.maxLength(50)))
            .check(z.describe('One of these, letter case aside.')),
          completedFrom: z.optional(z.iso.datetime({ offset: true })),
          completedUntil: z.optional(z.iso.datetime({ offset: true })),
          groups: z
            .optional(z.array(text(500)).check(z.minLength(1), z.maxLength(100)))
            .check(z.describe('Programme, cohort or organisation unit.')),
        }),
        {},
      ),
      achievementId: z.uuid(),
      template: z._default(
        z.strictObject({
          validForDays: z.optional(z.int().check(z.minimum(1), z.maximum(36_525))),
          includeName: z
            ._default(z.boolean(), false)
            .check(z.describe('The learner’s name stands in the credential in clear.')),
          inLanguage: z
            .optional(LanguageTag())
            .check(
              z.describe(
                'The language in which the course is taught; the one of the achievement, where absent.',
              ),
            ),
          notify: z.optional(Notify()),
          evidence: z
            .optional(
              z.strictObject({
                name: z.optional(text(200)),
                narrative: z.optional(text(2000)),
              }),
            )
            .check(
              z.describe('`{course.title}`, `{course.id}`, `{completedAt}` and `{score}` are filled in.'),
            ),
          resultDescription: z
            .optional(text(200))
            .check(
              z.describe(
                'Id of the achievement’s result description that the score (percent) is a result of.',
              ),
            ),
        }),
        { includeName: false },
      ),
      holdForApproval: z._default(z.boolean(), false),
      onRegression: z
        ._default(z.enum(['flag', 'suspend', 'revoke']), 'flag')
        .check(
          z.describe('What happens when the vendor says that the learner, who had passed, passes no more.'),
        ),
      onRevocation: z
        ._default(z.enum(['flag', 'suspend', 'revoke']), 'revoke')
        .check(z.describe('What happens when the vendor takes its certificate back.')),
      enabled: z._default(z.boolean(), true),
    })
    .register(z.globalRegistry, { id: 'CompletionRule' }),
)

export type RuleBody = z.output<ReturnType<typeof RuleBody>>
