/** The VC API in the API's own description. */
import * as z from 'zod/mini'
import { lazily } from '../lazily.ts'
import { operations } from '../openapi.ts'
import {
  DeriveBody,
  IssueBody,
  StatusBody,
  VerifyCredentialBody,
  VerifyPresentationBody,
} from './vc-api-bodies.ts'

const tag = 'VC API'
const description =
  'W3C CCG VC API (VCALM). Answers follow that specification: 200 only for what verified, 400 with problemDetails for what did not.'

const Verified = /* @__PURE__ */ lazily(() =>
  z.object({
    verified: z.boolean(),
    checks: z.array(z.string()),
    warnings: z.array(z.string()),
    errors: z.array(z.string()),
    problemDetails: z.array(z.object({ type: z.string(), title: z.string(), detail: z.string() })),
    credential: z.optional(z.unknown()).check(z.describe('With options.returnCredential.')),
    presentation: z.optional(z.unknown()).check(z.describe('With options.returnPresentation.')),
    report: z.unknown().check(z.describe('The verification report, as of POST /v1/verify.')),
  }),
)

const verified = /* @__PURE__ */ lazily(() => ({
  200: { description: 'Verified.', schema: Verified() },
  400: { description: 'Not verified.', schema: Verified() },
}))

export const vcApiOperations = /* @__PURE__ */ operations(() => [
  {
    method: 'get',
    path: '/vc-api/issuers/{issuerId}',
    tag,
    summary: 'Whom this issuer can sign as, and with which cryptosuites.',
    description: 'Its own DID, and the did:key of each of its keys, for clients that resolve no other.',
    access: 'vc-api',
    responses: {
      200: {
        description: 'Its identities.',
        schema: z.object({
          id: z.string(),
          cryptosuites: z.array(z.string()),
          keys: z.array(
            z.object({
              id: z.string().check(z.describe('The did:key of the key.')),
              algorithm: z.string(),
              verificationMethod: z.string().check(z.describe('Its DID URL in the identity of the issuer.')),
              cryptosuites: z.array(z.string()),
            }),
          ),
        }),
      },
    },
  },
  {
    method: 'post',
    path: '/vc-api/issuers/{issuerId}/credentials/issue',
    tag,
    summary: 'Sign a credential as this issuer.',
    description: `${description}\n\nThe credential's issuer must be this issuer: its DID, its profile URL, or the did:key of one of its keys. options.cryptosuite chooses the suite, and vc+jwt an enveloped credential; options.verificationMethod chooses the key where several fit, which is else the one that signs the JWT form. options.credentialStatus asks for status entries, in status lists of this issuer that /credentials/status changes.`,
    access: 'vc-api',
    request: { schema: IssueBody() },
    responses: {
      201: {
        description: 'The secured credential.',
        schema: z.object({ verifiableCredential: z.unknown() }),
      },
    },
    refusals: ['conflict'],
  },
  {
    method: 'post',
    path: '/vc-api/issuers/{issuerId}/credentials/status',
    tag,
    summary: 'Revoke, suspend or reinstate a credential that this issuer issued here.',
    description: `${description}\n\nOf a credential that was issued by /v1/credentials, or here with options.credentialStatus. A revocation is for good.`,
    access: 'vc-api',
    request: { schema: StatusBody() },
    responses: { 200: { description: 'Changed.' } },
    refusals: ['conflict'],
  },
  {
    method: 'post',
    path: '/vc-api/credentials/verify',
    tag,
    summary: 'Verify a credential.',
    description: `${description}\n\nAlso below /vc-api/issuers/{issuerId}, with an API key and without the limit by address.`,
    access: 'public',
    request: { schema: VerifyCredentialBody() },
    responses: verified(),
    refusals: ['rate-limited'],
  },
  {
    method: 'post',
    path: '/vc-api/credentials/derive',
    tag,
    summary: 'Leave out of an ecdsa-sd-2023 credential what the holder does not want to show.',
    description: `${description}\n\nAlso below /vc-api/issuers/{issuerId}, with an API key and without the limit by address.`,
    access: 'public',
    request: { schema: DeriveBody() },
    responses: { 201: { description: 'The derived credential itself.', schema: z.unknown() } },
    refusals: ['rate-limited'],
  },
  {
    method: 'post',
    path: '/vc-api/presentations/verify',
    tag,
    summary: 'Verify a presentation, with its challenge and domain.',
    description: `${description}\n\nAlso below /vc-api/issuers/{issuerId}, with an API key and without the limit by address.`,
    access: 'public',
    request: { schema: VerifyPresentationBody() },
    responses: verified(),
    refusals: ['rate-limited'],
  },
])
