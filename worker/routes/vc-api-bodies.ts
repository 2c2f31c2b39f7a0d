/** What the VC API takes (VCALM). Gates, not copies: what is signed and verified is the object received. */
import * as z from 'zod/mini'
import { isJsonObject, type JsonObject } from '../credential/json.ts'
import { lazily } from '../lazily.ts'

const Document = lazily(() => z.custom<JsonObject>(isJsonObject, 'A JSON object.'))
const Secured = lazily(() => z.union([z.string(), Document()]))
const Text = lazily(() => z.string().check(z.maxLength(1024)))
const Purpose = lazily(() => z.enum(['revocation', 'suspension']))

const StatusWanted = lazily(() =>
  z.object({
    type: z.optional(z.enum(['BitstringStatusListEntry', 'BitstringStatusList'])),
    statusPurpose: z.optional(Purpose()),
  }),
)

export const IssueBody = lazily(() =>
  z.object({
    credential: Document(),
    options: z.optional(
      z.object({
        cryptosuite: z.optional(z.string().check(z.maxLength(64))),
        verificationMethod: z.optional(Text()),
        created: z.optional(z.iso.datetime({ offset: true })),
        mandatoryPointers: z.optional(z.array(Text()).check(z.maxLength(200))),
        credentialId: z
          .optional(z.string().check(z.maxLength(2048)))
          .check(z.describe('Names the credential for /credentials/status, where it has no id of its own.')),
        credentialStatus: z
          .optional(z.union([StatusWanted(), z.array(StatusWanted()).check(z.maxLength(2))]))
          .check(
            z.describe(
              'A BitstringStatusListEntry for each purpose (revocation where none is said) is added, in a status list of this issuer.',
            ),
          ),
      }),
    ),
  }),
)

/** What a proof must say; `checks` and other members are of no consequence: everything is checked. */
const Expected = lazily(() =>
  z.object({
    challenge: z.optional(Text()),
    domain: z.optional(Text()),
    expectedProofPurpose: z.optional(Text()),
  }),
)

export const VerifyCredentialBody = lazily(() =>
  z.object({
    verifiableCredential: Secured(),
    options: z.optional(
      z.extend(Expected(), {
        returnCredential: z
          .optional(z.boolean())
          .check(z.describe('Answer what was verified, as `credential`.')),
      }),
    ),
  }),
)

const PresentationOptions = lazily(() =>
  z.optional(
    z.extend(Expected(), {
      returnPresentation: z
        .optional(z.boolean())
        .check(z.describe('Answer what was verified, as `presentation`.')),
    }),
  ),
)

export const VerifyPresentationBody = lazily(() =>
  z.union([
    z.object({ verifiablePresentation: Secured(), options: PresentationOptions() }),
    z.object({
      presentation: Document().check(z.describe('One without proofs, as VCALM calls it.')),
      options: PresentationOptions(),
    }),
  ]),
)

export const DeriveBody = lazily(() =>
  z.object({
    verifiableCredential: Document(),
    options: z.optional(z.object({ selectivePointers: z.optional(z.array(Text()).check(z.maxLength(500))) })),
  }),
)

const Status = lazily(() =>
  z.union([z.boolean(), z.literal('0'), z.literal('1'), z.literal(0), z.literal(1)]),
)

const StatusChange = lazily(() =>
  z.object({
    statusPurpose: z.optional(Purpose()),
    status: z.optional(Status()),
    statusListCredential: z.optional(z.string().check(z.maxLength(2048))),
    statusListIndex: z.optional(z.string().check(z.regex(/^\d{1,9}$/, 'An index in digits.'))),
  }),
)

export const StatusBody = lazily(() =>
  z.object({
    credentialId: z
      .string()
      .check(z.maxLength(2048), z.describe('The id that it has, or was given by options.credentialId.')),
    credentialStatus: z.union([
      StatusChange(),
      z.array(StatusChange()).check(z.minLength(1), z.maxLength(4)),
    ]),
    status: z.optional(Status()).check(z.describe('The new status; true where absent.')),
  }),
)
