/** What the VC API takes (VCALM). Gates, not copies: what is signed and verified is the object received. */
import * as z from 'zod'
import { isJsonObject, type JsonObject } from '../credential/json.ts'

const Document = z.custom<JsonObject>(isJsonObject, 'A JSON object.')
const Secured = z.union([z.string(), Document])
const Text = z.string().max(1024)
const Purpose = z.enum(['revocation', 'suspension'])

const StatusWanted = z.object({
  type: z.enum(['BitstringStatusListEntry', 'BitstringStatusList']).optional(),
  statusPurpose: Purpose.optional(),
})

export const IssueBody = z.object({
  credential: Document,
  options: z
    .object({
      cryptosuite: z.string().max(64).optional(),
      verificationMethod: Text.optional(),
      created: z.iso.datetime({ offset: true }).optional(),
      mandatoryPointers: z.array(Text).max(200).optional(),
      credentialId: z
        .string()
        .max(2048)
        .optional()
        .describe('Names the credential for /credentials/status, where it has no id of its own.'),
      credentialStatus: z
        .union([StatusWanted, z.array(StatusWanted).max(2)])
        .optional()
        .describe(
          'A BitstringStatusListEntry for each purpose (revocation where none is said) is added, in a status list of this issuer.',
        ),
    })
    .optional(),
})

/** What a proof must say; `checks` and other members are of no consequence: everything is checked. */
const Expected = z.object({
  challenge: Text.optional(),
  domain: Text.optional(),
  expectedProofPurpose: Text.optional(),
})

export const VerifyCredentialBody = z.object({
  verifiableCredential: Secured,
  options: Expected.extend({
    returnCredential: z.boolean().optional().describe('Answer what was verified, as `credential`.'),
  }).optional(),
})

const PresentationOptions = Expected.extend({
  returnPresentation: z.boolean().optional().describe('Answer what was verified, as `presentation`.'),
}).optional()

export const VerifyPresentationBody = z.union([
  z.object({ verifiablePresentation: Secured, options: PresentationOptions }),
  z.object({
    presentation: Document.describe('One without proofs, as VCALM calls it.'),
    options: PresentationOptions,
  }),
])

export const DeriveBody = z.object({
  verifiableCredential: Document,
  options: z.object({ selectivePointers: z.array(Text).max(500).optional() }).optional(),
})

const Status = z.union([z.boolean(), z.literal('0'), z.literal('1'), z.literal(0), z.literal(1)])

const StatusChange = z.object({
  statusPurpose: Purpose.optional(),
  status: Status.optional(),
  statusListCredential: z.string().max(2048).optional(),
  statusListIndex: z
    .string()
    .regex(/^\d{1,9}$/, 'An index in digits.')
    .optional(),
})

export const StatusBody = z.object({
  credentialId: z.string().max(2048).describe('The id that it has, or was given by options.credentialId.'),
  credentialStatus: z.union([StatusChange, z.array(StatusChange).min(1).max(4)]),
  status: Status.optional().describe('The new status; true where absent.'),
})
