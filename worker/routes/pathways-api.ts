/** The forms of /v1/pathways. */
import * as z from 'zod/mini'
import { Text } from '../issuing/field.ts'
import { IssueRequest } from '../issuing/issue-request.ts'
import { PathwayBody } from '../issuing/pathways/pathway-body.ts'
import { lazily } from '../lazily.ts'
import { pageQuery } from './list-page.ts'

export const STATES = ['held', 'approved', 'issued', 'flagged', 'suspended', 'revoked', 'declined'] as const

const recipient = lazily(() =>
  z
    .string()
    .check(
      z.minLength(1),
      z.maxLength(400),
      z.describe('An e-mail address, a DID, or type:value of an identifier, as it was given when issuing.'),
    ),
)

const learner = lazily(() =>
  z
    .string()
    .check(
      z.minLength(1),
      z.maxLength(100),
      z.describe('The opaque id of a learner, from progress or an award.'),
    ),
)

export const ListProgress = lazily(() =>
  z.strictObject({
    ...pageQuery(),
    recipient: z.optional(recipient()),
    learner: z.optional(learner()),
  }),
)

export const ListAwards = lazily(() =>
  z.strictObject({
    ...pageQuery(),
    state: z.optional(z.enum(STATES)),
    recipient: z.optional(recipient()),
    learner: z.optional(learner()),
  }),
)

export const PathwayTrial = lazily(() =>
  z
    .strictObject({
      recipient: recipient(),
      pathway: z
        .optional(PathwayBody())
        .check(z.describe('A draft that is not kept; else the one of the path.')),
    })
    .register(z.globalRegistry, { id: 'PathwayTrial' }),
)

export const PathwayDraftTrial = lazily(() =>
  z
    .strictObject({ recipient: recipient(), pathway: PathwayBody() })
    .register(z.globalRegistry, { id: 'PathwayDraftTrial' }),
)

export const AwardByHand = lazily(() =>
  z
    .strictObject({
      recipient: IssueRequest().shape.recipient,
      waiver: z
        .optional(Text(1000))
        .check(z.describe('Why it is awarded though not everything is met. Stands in the credential.')),
    })
    .register(z.globalRegistry, { id: 'PathwayAwardByHand' }),
)

export const Decline = lazily(() =>
  z
    .strictObject({ reason: z.optional(Text(1000)) })
    .register(z.globalRegistry, { id: 'PathwayAwardDecline' }),
)
