/** What is asked for when a credential is issued: the gate for requests, and the check against the achievement. */
import * as z from 'zod/mini'
import { lazily } from '../lazily.ts'
import type { FieldError } from '../problem.ts'
import type { AchievementBody, ResultDescription } from './achievement-body.ts'
import { LocalName } from './achievement-body.ts'
import { DateTime, Did, LanguageTag, Text, Uri } from './field.ts'
import { Notify } from './notify-body.ts'

const IDENTITY_TYPES = [
  'sourcedId',
  'systemId',
  'productId',
  'userName',
  'accountId',
  'nationalIdentityNumber',
  'lisSourcedId',
  'oneRosterSourcedId',
  'sisSourcedId',
  'ltiUserId',
  'identifier',
] as const

const RESULT_STATUSES = [
  'Completed',
  'Enrolled',
  'Failed',
  'InProgress',
  'OnHold',
  'Provisional',
  'Withdrew',
] as const

export const Email = lazily(() => z.email('An e-mail address.').check(z.maxLength(254)))

const Recipient = lazily(() =>
  z
    .strictObject({
      did: z
        .optional(Did())
        .check(z.describe("The learner's own DID: the subject's id. Without it, the id is a urn:uuid.")),
      email: z
        .optional(Email())
        .check(z.describe('Stands in the credential only as a salted hash; not kept.')),
      name: z
        .optional(Text(200))
        .check(
          z.describe(
            'Stands in the credential in clear, for everybody who sees it. Leave it out to keep it private.',
          ),
        ),
      identifiers: z.optional(
        z
          .array(
            z.strictObject({
              type: z.string().check(
                z.maxLength(100),
                z.refine(
                  (text) =>
                    (IDENTITY_TYPES as readonly string[]).includes(text) ||
                    /^ext:[A-Za-z0-9._-]+$/.test(text),
                  `One of ${IDENTITY_TYPES.join(', ')}, or ext: and a name.`,
                ),
              ),
              value: Text(300),
              hashed: z.optional(z.boolean()).check(z.describe('True where absent.')),
            }),
          )
          .check(z.minLength(1), z.maxLength(10)),
      ),
    })
    .check(
      z.refine(
        ({ did, email, identifiers }) =>
          did !== undefined || email !== undefined || identifiers !== undefined,
        'Give did, email or identifiers: by what is the learner known?',
      ),
    )
    .register(z.globalRegistry, { id: 'Recipient' }),
)

export type Recipient = z.output<ReturnType<typeof Recipient>>

const ResultGiven = lazily(() =>
  z
    .strictObject({
      resultDescription: LocalName().check(
        z.describe("The id of one of the achievement's resultDescriptions."),
      ),
      value: z.optional(Text(200)),
      status: z.optional(z.enum(RESULT_STATUSES)),
      achievedLevel: z.optional(LocalName()),
    })
    .check(
      z.refine(
        ({ value, status, achievedLevel }) =>
          value !== undefined || status !== undefined || achievedLevel !== undefined,
        'Give value, status or achievedLevel.',
      ),
    ),
)

const EvidenceGiven = lazily(() =>
  z
    .strictObject({
      id: z.optional(Uri()).check(z.describe('A page that shows the evidence.')),
      name: z.optional(Text(300)),
      description: z.optional(Text(4000)),
      narrative: z.optional(Text(20_000)).check(z.describe('Markdown.')),
      genre: z.optional(Text(100)),
      audience: z.optional(Text(300)),
    })
    .check(
      z.refine(
        (evidence) => Object.values(evidence).some((value) => value !== undefined),
        'It may not be empty.',
      ),
    ),
)

const Replaces = lazily(() =>
  z
    .strictObject({
      id: z
        .uuid('The id of a credential.')
        .check(z.describe('A credential of this issuer that was not replaced before.')),
      keep: z
        .optional(z.boolean())
        .check(
          z.describe(
            'The earlier one stays good until its own end, as a renewal has it. Else it is revoked, which needs the scope credentials:revoke too.',
          ),
        ),
      reason: z
        .optional(Text(1000))
        .check(z.describe("Shown on the earlier one's page: no personal data in it.")),
    })
    .check(
      z.describe(
        'Takes the place of an earlier credential: a correction, a renewal, another address. Everything is said anew here; the page and the holder of the earlier one are led to this one where the recipient is the same.',
      ),
    ),
)

export const IssueRequest = lazily(() =>
  z
    .strictObject({
      achievementId: z
        .uuid('The id of an achievement.')
        .check(z.describe('The id of an achievement of this issuer.')),
      recipient: Recipient(),
      validFrom: z.optional(DateTime()).check(z.describe('Now, where absent.')),
      validUntil: z
        .optional(DateTime())
        .check(z.describe("By the achievement's validForDays, or never, where absent.")),
      awardedDate: z.optional(DateTime()),
      results: z.optional(z.array(ResultGiven()).check(z.minLength(1), z.maxLength(50))),
      evidence: z.optional(z.array(EvidenceGiven()).check(z.minLength(1), z.maxLength(20))),
      narrative: z.optional(Text(20_000)).check(z.describe('How it was earned, in words; Markdown.')),
      inLanguage: z
        .optional(LanguageTag())
        .check(
          z.describe(
            'The language in which it was taught and earned, as a BCP 47 tag; the one of the achievement, where absent.',
          ),
        ),
      role: z.optional(Text(200)),
      term: z.optional(Text(200)),
      licenseNumber: z.optional(Text(200)),
      creditsEarned: z.optional(z.number().check(z.minimum(0), z.maximum(1e6))),
      activityStartDate: z.optional(DateTime()),
      activityEndDate: z.optional(DateTime()),
      notify: z.optional(Notify()),
      replaces: z.optional(Replaces()),
    })
    .check(
      z.refine(({ notify, recipient }) => notify === undefined || recipient.email !== undefined, {
        path: ['recipient', 'email'],
        error: 'notify needs an address: give recipient.email.',
      }),
      z.refine(({ validFrom, validUntil }) => inOrder(validFrom, validUntil), {
        path: ['validUntil'],
        error: 'It ends before it begins: validUntil must be later than validFrom.',
      }),
      z.refine(({ activityStartDate, activityEndDate }) => inOrder(activityStartDate, activityEndDate), {
        path: ['activityEndDate'],
        error: 'It ends before it begins: activityEndDate must not be before activityStartDate.',
      }),
    )
    .register(z.globalRegistry, { id: 'IssueRequest' }),
)

export type IssueRequest = z.output<ReturnType<typeof IssueRequest>>

function inOrder(from: string | undefined, until: string | undefined): boolean {
  return from === undefined || until === undefined || Date.parse(from) <= Date.parse(until)
}

/** What the schema alone cannot know: the results against the achievement's own descriptions of them. */
export function checkAgainstAchievement(
  request: Pick<IssueRequest, 'results'>,
  body: AchievementBody,
): FieldError[] {
  return (request.results ?? []).flatMap((result, index): FieldError[] => {
    const base = `/results/${index}`
    const description = body.resultDescriptions?.find(({ id }) => id === result.resultDescription)
    if (description === undefined)
      return [
        {
          pointer: `${base}/resultDescription`,
          detail: 'The achievement has no result description of this id.',
        },
      ]
    return checkResult(result, description).map(([member, detail]) => ({
      pointer: `${base}/${member}`,
      detail,
    }))
  })
}

type Result = NonNullable<IssueRequest['results']>[number]

function checkResult(
  { value, status, achievedLevel }: Result,
  description: z.output<ReturnType<typeof ResultDescription>>,
): [member: string, detail: string][] {
  const { resultType, allowedValues, valueMin, valueMax, rubricCriterionLevels } = description
  const faults: [string, string][] = []
  if (resultType === 'Status' && status === undefined)
    faults.push(['status', 'A result of the type Status needs one.'])
  if (value !== undefined && allowedValues !== undefined && !allowedValues.includes(value))
    faults.push(['value', `One of: ${allowedValues.join(', ')}.`])
  if (value !== undefined && (isLess(value, valueMin) || isLess(valueMax, value)))
    faults.push(['value', `From ${valueMin ?? '…'} to ${valueMax ?? '…'}.`])
  if (achievedLevel !== undefined && !rubricCriterionLevels?.some(({ id }) => id === achievedLevel))
    faults.push(['achievedLevel', 'The result description has no level of this id.'])
  return faults
}

/** Only numbers have an order here. */
function isLess(a: string | undefined, b: string | undefined): boolean {
  return a !== undefined && b !== undefined && Number(a) < Number(b)
}
