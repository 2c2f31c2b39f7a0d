/** What is asked for when a credential is issued: the gate for requests, and the check against the achievement. */
import * as z from 'zod'
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

export const Email = z.email('An e-mail address.').max(254)

const Recipient = z
  .strictObject({
    did: Did.optional().describe(
      "The learner's own DID: the subject's id. Without it, the id is a urn:uuid.",
    ),
    email: Email.optional().describe('Stands in the credential only as a salted hash; not kept.'),
    name: Text(200)
      .optional()
      .describe(
        'Stands in the credential in clear, for everybody who sees it. Leave it out to keep it private.',
      ),
    identifiers: z
      .array(
        z.strictObject({
          type: z
            .string()
            .max(100)
            .refine(
              (text) =>
                (IDENTITY_TYPES as readonly string[]).includes(text) || /^ext:[A-Za-z0-9._-]+$/.test(text),
              `One of ${IDENTITY_TYPES.join(', ')}, or ext: and a name.`,
            ),
          value: Text(300),
          hashed: z.boolean().optional().describe('True where absent.'),
        }),
      )
      .min(1)
      .max(10)
      .optional(),
  })
  .refine(
    ({ did, email, identifiers }) => did !== undefined || email !== undefined || identifiers !== undefined,
    'Give did, email or identifiers: by what is the learner known?',
  )
  .meta({ id: 'Recipient' })

export type Recipient = z.output<typeof Recipient>

const ResultGiven = z
  .strictObject({
    resultDescription: LocalName.describe("The id of one of the achievement's resultDescriptions."),
    value: Text(200).optional(),
    status: z.enum(RESULT_STATUSES).optional(),
    achievedLevel: LocalName.optional(),
  })
  .refine(
    ({ value, status, achievedLevel }) =>
      value !== undefined || status !== undefined || achievedLevel !== undefined,
    'Give value, status or achievedLevel.',
  )

const EvidenceGiven = z
  .strictObject({
    id: Uri.optional().describe('A page that shows the evidence.'),
    name: Text(300).optional(),
    description: Text(4000).optional(),
    narrative: Text(20_000).optional().describe('Markdown.'),
    genre: Text(100).optional(),
    audience: Text(300).optional(),
  })
  .refine((evidence) => Object.values(evidence).some((value) => value !== undefined), 'It may not be empty.')

export const IssueRequest = z
  .strictObject({
    achievementId: z.uuid('The id of an achievement.').describe('The id of an achievement of this issuer.'),
    recipient: Recipient,
    validFrom: DateTime.optional().describe('Now, where absent.'),
    validUntil: DateTime.optional().describe("By the achievement's validForDays, or never, where absent."),
    awardedDate: DateTime.optional(),
    results: z.array(ResultGiven).min(1).max(50).optional(),
    evidence: z.array(EvidenceGiven).min(1).max(20).optional(),
    narrative: Text(20_000).optional().describe('How it was earned, in words; Markdown.'),
    inLanguage: LanguageTag.optional().describe(
      'The language in which it was taught and earned, as a BCP 47 tag; the one of the achievement, where absent.',
    ),
    role: Text(200).optional(),
    term: Text(200).optional(),
    licenseNumber: Text(200).optional(),
    creditsEarned: z.number().min(0).max(1e6).optional(),
    activityStartDate: DateTime.optional(),
    activityEndDate: DateTime.optional(),
    notify: Notify.optional(),
  })
  .refine(({ notify, recipient }) => notify === undefined || recipient.email !== undefined, {
    path: ['recipient', 'email'],
    error: 'notify needs an address: give recipient.email.',
  })
  .refine(({ validFrom, validUntil }) => inOrder(validFrom, validUntil), {
    path: ['validUntil'],
    error: 'It ends before it begins: validUntil must be later than validFrom.',
  })
  .refine(({ activityStartDate, activityEndDate }) => inOrder(activityStartDate, activityEndDate), {
    path: ['activityEndDate'],
    error: 'It ends before it begins: activityEndDate must not be before activityStartDate.',
  })
  .meta({ id: 'IssueRequest' })

export type IssueRequest = z.output<typeof IssueRequest>

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
  description: z.output<typeof ResultDescription>,
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
