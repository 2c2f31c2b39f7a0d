/** The place of /v1/pathways in OpenAPI. */
import * as z from 'zod/mini'
import { PathwayBody } from '../issuing/pathways/pathway-body.ts'
import { operations } from '../openapi.ts'
import { pageResponse } from './list-page.ts'
import {
  AwardByHand,
  Decline,
  ListAwards,
  ListProgress,
  PathwayDraftTrial,
  PathwayTrial,
  STATES,
} from './pathways-api.ts'
import { ifMatchHeader, ListVersioned, versionFields } from './versioned.ts'

const tag = 'Pathways'
const achievement = (digit: number) => ({
  type: 'achievement',
  achievementId: `00000000-0000-4000-8000-00000000000${digit}`,
})
const example = {
  name: 'Certificate in Harbour Operations',
  achievementId: '00000000-0000-4000-8000-000000000000',
  requirements: {
    type: 'all',
    of: [achievement(1), { type: 'atLeast', count: 2, of: [achievement(2), achievement(3), achievement(4)] }],
  },
}

export const pathwayOperations = /* @__PURE__ */ operations(() => {
  const PathwayView = z.extend(PathwayBody(), versionFields()).register(z.globalRegistry, { id: 'Pathway' })

  const AwardView = z
    .object({
      id: z.string(),
      pathwayId: z.string(),
      pathwayVersion: z.int(),
      learner: z.string().check(z.describe('An opaque id, the same for the same learner of this issuer.')),
      state: z.enum(STATES),
      reason: z.nullable(z.string()),
      credentialId: z.nullable(z.string()),
      credentialUrl: z.nullable(z.string()),
      credentialState: z.nullable(z.enum(['active', 'suspended', 'revoked'])),
      createdAt: z.string(),
      updatedAt: z.string(),
    })
    .register(z.globalRegistry, { id: 'PathwayAward' })

  const AwardWithComponents = z
    .extend(AwardView, {
      components: z.array(
        z.object({
          leaf: z.string(),
          credentialId: z.nullable(z.string()),
          badgeId: z.nullable(z.string()),
          credits: z.nullable(z.number()),
          state: z.nullable(z.enum(['active', 'suspended', 'revoked'])),
        }),
      ),
    })
    .register(z.globalRegistry, { id: 'PathwayAwardWithComponents' })

  const ProgressView = z
    .object({
      learner: z.string(),
      isMet: z.boolean(),
      missing: z.array(
        z.object({
          leaf: z
            .string()
            .check(z.describe('An achievement’s id; of a foreign one `{issuer id} {achievement id}`.')),
          shortfall: z.enum(['not-held', 'too-long-ago', 'level-not-reached', 'no-credits']),
        }),
      ),
      progress: z
        .record(z.string(), z.unknown())
        .check(z.describe('The tree of the requirements, each part with what is met.')),
      award: z.nullable(AwardView),
    })
    .register(z.globalRegistry, { id: 'PathwayProgress' })

  const Trial = z
    .extend(ProgressView, { wouldIssue: z.boolean(), wouldHold: z.boolean() })
    .register(z.globalRegistry, {
      id: 'PathwayTrialOutcome',
    })

  return [
    {
      method: 'post',
      path: '/v1/pathways',
      tag,
      summary: 'Make a pathway: what it takes, and what completing it earns.',
      description:
        'Whoever meets the requirements is issued the achievement by itself, once, also those who meet them already. The credential lists what it was completed with as evidence, and a digest of each.',
      access: 'achievements:write',
      idempotent: true,
      request: { schema: PathwayBody(), example },
      responses: { 201: { description: 'Its first version.', schema: PathwayView } },
      refusals: ['conflict'],
    },
    {
      method: 'get',
      path: '/v1/pathways',
      tag,
      summary: 'List pathways, newest first.',
      access: 'achievements:read',
      query: ListVersioned(),
      responses: pageResponse(PathwayView),
    },
    {
      method: 'get',
      path: '/v1/pathways/{id}',
      tag,
      summary: 'Read the newest version of a pathway.',
      access: 'achievements:read',
      responses: { 200: { description: 'The newest version.', schema: PathwayView } },
    },
    {
      method: 'put',
      path: '/v1/pathways/{id}',
      tag,
      summary: 'Change a pathway: makes a new version. Whoever completed an older one has completed it.',
      access: 'achievements:write',
      requestHeaders: ifMatchHeader,
      request: { schema: PathwayBody(), example },
      responses: { 200: { description: 'The new version.', schema: PathwayView } },
      refusals: ['conflict', 'precondition-failed'],
    },
    {
      method: 'post',
      path: '/v1/pathways/{id}/archive',
      tag,
      summary: 'Archive a pathway: it awards nothing more. What was awarded stays.',
      access: 'achievements:write',
      responses: { 200: { description: 'The archived pathway.', schema: PathwayView } },
    },
    {
      method: 'post',
      path: '/v1/pathways/{id}/restore',
      tag,
      summary: 'Take a pathway out of the archive.',
      access: 'achievements:write',
      responses: { 200: { description: 'The pathway.', schema: PathwayView } },
    },
    {
      method: 'get',
      path: '/v1/pathways/{id}/progress',
      tag,
      summary: 'How far learners are, and what is missing; or one learner.',
      access: 'credentials:read',
      query: ListProgress(),
      responses: pageResponse(ProgressView),
    },
    {
      method: 'post',
      path: '/v1/pathways/{id}/try',
      tag,
      summary: 'What evaluating a learner would do now, by this pathway or by a draft of it. Issues nothing.',
      access: 'credentials:read',
      request: { schema: PathwayTrial(), example: { recipient: 'ada@example.org' } },
      responses: { 200: { description: 'What it would do.', schema: Trial } },
    },
    {
      method: 'post',
      path: '/v1/pathways/try',
      tag,
      summary: 'What a pathway that is not kept yet would do for a learner. Keeps and issues nothing.',
      access: 'credentials:read',
      request: { schema: PathwayDraftTrial(), example: { recipient: 'ada@example.org', pathway: example } },
      responses: { 200: { description: 'What it would do.', schema: Trial } },
    },
    {
      method: 'get',
      path: '/v1/pathways/{id}/awards',
      tag,
      summary: 'List awards, newest first.',
      description:
        '`held` waits for a decision. `flagged`: a component was revoked or suspended since, what is left is not enough, and the stacked credential still stands.',
      access: 'credentials:read',
      query: ListAwards(),
      responses: pageResponse(AwardView),
    },
    {
      method: 'post',
      path: '/v1/pathways/{id}/awards',
      tag,
      summary: 'Award by hand, at once. Awarded before, it is the same award.',
      description:
        'For a learner who does not meet everything, say why in `waiver`. After a revocation by a person this is the way to award again.',
      access: 'credentials:issue',
      idempotent: true,
      request: { schema: AwardByHand(), example: { recipient: { email: 'ada@example.org' } } },
      responses: { 201: { description: 'The award.', schema: AwardView } },
      refusals: ['conflict'],
    },
    {
      method: 'get',
      path: '/v1/pathways/{id}/awards/{awardId}',
      tag,
      summary: 'Read an award, and what it was completed with.',
      access: 'credentials:read',
      responses: { 200: { description: 'The award.', schema: AwardWithComponents } },
    },
    {
      method: 'post',
      path: '/v1/pathways/{id}/awards/{awardId}/approve',
      tag,
      summary: 'Approve of a held award, which is then issued; or keep a flagged one.',
      access: 'credentials:issue',
      responses: { 200: { description: 'The award.', schema: AwardView } },
      refusals: ['conflict'],
    },
    {
      method: 'post',
      path: '/v1/pathways/{id}/awards/{awardId}/decline',
      tag,
      summary: 'Decline a held award.',
      access: 'credentials:issue',
      request: { schema: Decline() },
      responses: { 200: { description: 'The award.', schema: AwardView } },
      refusals: ['conflict'],
    },
  ]
})
