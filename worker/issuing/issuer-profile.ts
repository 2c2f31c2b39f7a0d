/** What an issuer says of itself: the gate for requests, and the descriptive members of an Open Badges 3.0 Profile. */
import * as z from 'zod'
import { HttpUrl, ImageInput, Text } from './field.ts'

export const IssuerProfile = z
  .strictObject({
    name: Text(200).describe('The name that people know.'),
    url: HttpUrl.optional().describe("The issuer's own website."),
    description: Text(4000).optional(),
    email: z.email().max(254).optional().describe('A public address of the organisation.'),
    phone: z
      .string()
      .regex(/^\+[1-9]\d{6,14}$/, 'An E.164 number, like +34911234567.')
      .optional(),
    image: ImageInput.optional().describe('Logo: an https or data URL.'),
  })
  .meta({ id: 'IssuerProfile' })

export type IssuerProfile = z.output<typeof IssuerProfile>

export const NewIssuer = z
  .strictObject({
    ...IssuerProfile.shape,
    identity: z
      .enum(['did:web', 'did:key'])
      .optional()
      .describe(
        'How the issuer is known, for good. did:web (the default): a document of this deployment lists its keys, which rotate. did:key: the DID is the one key, which needs no domain and cannot be rotated, retired or revoked; it signs both forms.',
      ),
    keyAlgorithm: z
      .enum(['EdDSA', 'ES256', 'ES384'])
      .optional()
      .describe(
        'Of a did:key identity: Ed25519 (EdDSA, the default), P-256 (ES256) or P-384 (ES384). A did:web issuer gets its keys by itself, and more at its /keys.',
      ),
  })
  .refine(({ identity, keyAlgorithm }) => keyAlgorithm === undefined || identity === 'did:key', {
    path: ['keyAlgorithm'],
    message: 'Only a did:key identity is made of one key: say "identity": "did:key", or leave this out.',
  })
  .meta({ id: 'NewIssuer' })

export type NewIssuer = z.output<typeof NewIssuer>
