/** What an issuer says of itself: the gate for requests, and the descriptive members of an Open Badges 3.0 Profile. */
import * as z from 'zod/mini'
import { lazily } from '../lazily.ts'
import { HttpUrl, ImageInput, Text } from './field.ts'

export const IssuerProfile = lazily(() =>
  z
    .strictObject({
      name: Text(200).check(z.describe('The name that people know.')),
      url: z.optional(HttpUrl()).check(z.describe("The issuer's own website.")),
      description: z.optional(Text(4000)),
      email: z
        .optional(z.email().check(z.maxLength(254)))
        .check(z.describe('A public address of the organisation.')),
      phone: z.optional(
        z.string().check(z.regex(/^\+[1-9]\d{6,14}$/, 'An E.164 number, like +34911234567.')),
      ),
      image: z.optional(ImageInput()).check(z.describe('Logo: an https or data URL.')),
    })
    .register(z.globalRegistry, { id: 'IssuerProfile' }),
)

export type IssuerProfile = z.output<ReturnType<typeof IssuerProfile>>

export const NewIssuer = lazily(() =>
  z
    .strictObject({
      ...IssuerProfile().shape,
      identity: z
        .optional(z.enum(['did:web', 'did:key']))
        .check(
          z.describe(
            'How the issuer is known, for good. did:web (the default): a document of this deployment lists its keys, which rotate. did:key: the DID is the one key, which needs no domain and cannot be rotated, retired or revoked; it signs both forms.',
          ),
        ),
      keyAlgorithm: z
        .optional(z.enum(['EdDSA', 'ES256', 'ES384']))
        .check(
          z.describe(
            'Of a did:key identity: Ed25519 (EdDSA, the default), P-256 (ES256) or P-384 (ES384). A did:web issuer gets its keys by itself, and more at its /keys.',
          ),
        ),
    })
    .check(
      z.refine(({ identity, keyAlgorithm }) => keyAlgorithm === undefined || identity === 'did:key', {
        path: ['keyAlgorithm'],
        message: 'Only a did:key identity is made of one key: say "identity": "did:key", or leave this out.',
      }),
    )
    .register(z.globalRegistry, { id: 'NewIssuer' }),
)

export type NewIssuer = z.output<ReturnType<typeof NewIssuer>>
