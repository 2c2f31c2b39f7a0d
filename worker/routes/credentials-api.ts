/** The forms of /v1/credentials and their place in OpenAPI. */
import * as z from 'zod/mini'
import { DateTime, Text } from '../issuing/field.ts'
import { MAX_BATCH } from '../issuing/issue-batch.ts'
import { IssueRequest } from '../issuing/issue-request.ts'
import { MAX_REVOCATIONS } from '../issuing/revoke-batch.ts'
import { lazily } from '../lazily.ts'
import { type Operation, operations } from '../openapi.ts'
import { pageQuery, pageResponse } from './list-page.ts'

export const StatusChange = lazily(() =>
  z
    .strictObject({
      reason: z
        .optional(Text(1000))
        .check(z.describe("Shown on the credential's page: no personal data in it.")),
    })
    .register(z.globalRegistry, { id: 'StatusChange' }),
)

export const RevokeBatch = lazily(() =>
  z
    .strictObject({
      ids: z.array(z.string().check(z.minLength(1), z.maxLength(100))).check(
        z.minLength(1),
        z.maxLength(MAX_REVOCATIONS, `At most ${MAX_REVOCATIONS} at once.`),
        z.refine((ids) => new Set(ids).size === ids.length, 'Each credential once.'),
        z.describe('One that is refused does not hold up the others.'),
      ),
      reason: StatusChange().shape.reason,
    })
    .register(z.globalRegistry, { id: 'RevokeBatch' }),
)

export const IssueBatch = lazily(() =>
  z
    .strictObject({
      items: z
        .array(z.unknown().check(z.meta({ $ref: '#/components/schemas/IssueRequest' })))
        .check(
          z.minLength(1),
          z.maxLength(MAX_BATCH, `At most ${MAX_BATCH} at once.`),
          z.describe('Each an IssueRequest. One that is refused does not hold up the others.'),
        ),
    })
    .register(z.globalRegistry, { id: 'IssueBatch' }),
)

export const ListCredentials = lazily(() =>
  z.strictObject({
    ...pageQuery(),
    achievementId: z.optional(z.string().check(z.maxLength(100))),
    recipient: z
      .optional(z.string().check(z.minLength(1), z.maxLength(400)))
      .check(
        z.describe('An e-mail address, a DID, or type:value of an identifier, as it was given when issuing.'),
      ),
    state: z.optional(z.enum(['active', 'suspended', 'revoked'])),
  }),
)

const CredentialSummary = /* @__PURE__ */ lazily(() =>
  z
    .object({
      id: z.string(),
      url: z.string().check(z.describe('The id inside the credential, and its page.')),
      issuerId: z.string(),
      achievementId: z.string(),
      achievementVersion: z.int(),
      state: z.enum(['active', 'suspended', 'revoked']),
      stateReason: z.nullable(z.string()),
      stateChangedAt: z.nullable(z.string()),
      validFrom: DateTime(),
      validUntil: z.nullable(DateTime()),
      issuedAt: z.string(),
      replacedBy: z.nullable(z.string()).check(z.describe('The id of the credential that took its place.')),
      erasedAt: z.nullable(z.string()),
    })
    .register(z.globalRegistry, { id: 'CredentialSummary' }),
)

const Credential = /* @__PURE__ */ lazily(() =>
  z
    .extend(CredentialSummary(), {
      credential: z
        .nullable(z.record(z.string(), z.unknown()))
        .check(z.describe('The OpenBadgeCredential with its embedded proof.')),
      jwt: z.nullable(z.string()).check(z.describe('The same credential as VC-JWT.')),
    })
    .register(z.globalRegistry, { id: 'Credential' }),
)

const BatchOutcome = /* @__PURE__ */ lazily(() =>
  z
    .object({
      issued: z.int(),
      refused: z.int(),
      items: z.array(
        z.object({
          index: z.int(),
          outcome: z.enum(['issued', 'refused']),
          credential: z.optional(CredentialSummary()),
          problem: z.optional(z.record(z.string(), z.unknown())),
        }),
      ),
    })
    .register(z.globalRegistry, { id: 'BatchOutcome' }),
)

const RevocationOutcome = /* @__PURE__ */ lazily(() =>
  z
    .object({
      revoked: z.int().check(z.describe('Those that are revoked now, by this request or before.')),
      refused: z.int(),
      items: z.array(
        z.object({
          index: z.int(),
          id: z.string(),
          outcome: z.enum(['revoked', 'refused']),
          credential: z.optional(CredentialSummary()),
          problem: z.optional(z.record(z.string(), z.unknown())),
        }),
      ),
    })
    .register(z.globalRegistry, { id: 'RevocationOutcome' }),
)

const tag = 'Credentials'

const example = {
  achievementId: '7a2f0c3e-2f0f-4c57-9a55-0f9a52a1c9d4',
  recipient: { email: 'ada@example.org', name: 'Ada Example' },
  results: [{ resultDescription: 'points', value: '87' }],
}

function statusChange(verb: string, summary: string): Operation {
  return {
    method: 'post',
    path: `/v1/credentials/{id}/${verb}`,
    tag,
    summary,
    description:
      'Durable when answered; the published status list follows within seconds. Doing it again changes nothing.',
    access: 'credentials:revoke',
    request: { schema: StatusChange(), example: { reason: 'Issued by mistake.' } },
    responses: { 200: { description: 'The credential as it now stands.', schema: CredentialSummary() } },
    ...(verb === 'revoke' ? {} : { refusals: ['conflict' as const] }),
  }
}

export const credentialOperations = /* @__PURE__ */ operations(() => [
  {
    method: 'post',
    path: '/v1/credentials',
    tag,
    summary: 'Issue a credential, signed with an embedded proof and as VC-JWT.',
    access: 'credentials:issue',
    idempotent: true,
    request: { schema: IssueRequest(), example },
    responses: { 201: { description: 'The credential in both forms.', schema: Credential() } },
    refusals: ['conflict'],
  },
  {
    method: 'post',
    path: '/v1/credentials/batch',
    tag,
    summary: `Issue up to ${MAX_BATCH} credentials at once.`,
    description: 'Each item is issued or refused on its own; all that are issued are written together.',
    access: 'credentials:issue',
    idempotent: true,
    request: { schema: IssueBatch(), example: { items: [example] } },
    responses: { 200: { description: 'One outcome for each item, in order.', schema: BatchOutcome() } },
    refusals: ['conflict'],
  },
  {
    method: 'get',
    path: '/v1/credentials',
    tag,
    summary: 'List credentials, newest first.',
    access: 'credentials:read',
    query: ListCredentials(),
    responses: pageResponse(CredentialSummary(), 'A page, without the signed forms.'),
  },
  {
    method: 'get',
    path: '/v1/credentials/{id}',
    tag,
    summary: 'Read a credential in both signed forms.',
    access: 'credentials:read',
    responses: { 200: { description: 'The credential.', schema: Credential() } },
  },
  {
    method: 'post',
    path: '/v1/credentials/revoke',
    tag,
    summary: `Revoke up to ${MAX_REVOCATIONS} credentials at once, for good.`,
    description:
      'Each is revoked or refused on its own, and what is told as revoked is durable. Safe to send again after a failure: a credential that is revoked stays as it is.',
    access: 'credentials:revoke',
    request: {
      schema: RevokeBatch(),
      example: { ids: ['3f2504e0-4f89-41d3-9a0c-0305e82c3301'], reason: 'Issued by mistake.' },
    },
    responses: { 200: { description: 'One outcome for each id, in order.', schema: RevocationOutcome() } },
  },
  statusChange('revoke', 'Revoke a credential, for good.'),
  statusChange('suspend', 'Suspend a credential, for a time. Its achievement must have been `suspendable`.'),
  statusChange('reinstate', 'Make a suspended credential good again.'),
  {
    method: 'delete',
    path: '/v1/credentials/{id}/personal-data',
    tag,
    summary: 'Erase what tells of the learner.',
    description:
      'The signed forms and the index by recipient are deleted for good. Copies that the learner holds verify as before: keys and status stay.',
    access: 'credentials:erase',
    responses: { 200: { description: 'What is left.', schema: CredentialSummary() } },
  },
])
