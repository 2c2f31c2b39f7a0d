/** The forms of /v1/pathways. */
import * as z from 'zod'
import { Text } from '../issuing/field.ts'
import { IssueRequest } from '../issuing/issue-request.ts'
import { PathwayBody } from '../issuing/pathways/pathway-body.ts'
import { pageQuery } from './page-of.ts'

export const STATES = ['held', 'approved', 'issued', 'flagged', 'suspended', 'revoked', 'declined'] as const

const recipient = z
  .string()
  .min(1)
  .max(400)
  .describe('An e-mail address, a DID, or type:value of an identifier, as it was given when issuing.')

export const ListPathways = z.strictObject({
  ...pageQuery,
  archived: z.enum(['true', 'false']).optional().describe('Only archived ones, or only the others.'),
})

const learner = z.string().min(1).max(100).describe('The opaque id of a learner, from progress or an award.')

export const ListProgress = z.strictObject({
  ...pageQuery,
  recipient: recipient.optional(),
  learner: learner.optional(),
})

export const ListAwards = z.strictObject({
  ...pageQuery,
  state: z.enum(STATES).optional(),
  recipient: recipient.optional(),
  learner: learner.optional(),
})

export const PathwayTrial = z
  .strictObject({
    recipient,
    pathway: PathwayBody.optional().describe('A draft that is not kept; else the one of the path.'),
  })
  .meta({ id: 'PathwayTrial' })

export const PathwayDraftTrial = z
  .strictObject({ recipient, pathway: PathwayBody })
  .meta({ id: 'PathwayDraftTrial' })

export const AwardByHand = z
  .strictObject({
    recipient: IssueRequest.shape.recipient,
    waiver: Text(1000)
      .optional()
      .describe('Why it is awarded though not everything is met. Stands in the credential.'),
  })
  .meta({ id: 'PathwayAwardByHand' })

export const Decline = z.strictObject({ reason: Text(1000).optional() }).meta({ id: 'PathwayAwardDecline' })
