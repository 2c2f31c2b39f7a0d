/** A connection as the API takes it, and the secrets it comes with. Pure. */
import * as z from 'zod'
import { Refusal } from '../problem.ts'
import { isAddressRange } from './authenticity/ip-allow-list.ts'
import type { AuthenticityScheme } from './authenticity/prove-genuine.ts'
import { CustomMapping } from './custom-mapping.ts'
import { findVendor, VENDORS } from './registry.ts'

const header = z.string().regex(/^[A-Za-z0-9-]{1,100}$/, 'A header name.')
const tolerance = z
  .int()
  .min(30)
  .max(86_400)
  .optional()
  .describe('Seconds a signed time may lie from ours; 300 where absent.')

const Scheme = z
  .discriminatedUnion('way', [
    z.strictObject({ way: z.literal('standard-webhooks'), toleranceSeconds: tolerance }),
    z.strictObject({
      way: z.literal('hmac-sha256'),
      header,
      encoding: z.enum(['hex', 'base64', 'either']),
      prefix: z.string().max(50).optional(),
      layout: z.enum(['plain', 'fields']).optional(),
      signed: z
        .string()
        .max(200)
        .refine((form) => form.split('{body}').length === 2, '{body} stands in it once.')
        .optional()
        .describe('What is signed: `{body}`, `{timestamp}.{body}` …'),
      timestamp: z
        .strictObject({ header: header.optional(), unit: z.enum(['seconds', 'milliseconds', 'either']) })
        .optional(),
      toleranceSeconds: tolerance,
      secretEncoding: z.enum(['utf8', 'base64', 'hex']).optional(),
    }),
    z.strictObject({
      way: z.literal('canonical-request-hmac'),
      apiKeyHeader: header.optional(),
      dateHeader: header,
      contentHashHeader: header,
      toleranceSeconds: tolerance,
    }),
    z.strictObject({ way: z.literal('static-header'), header, prefix: z.string().max(50).optional() }),
    z.strictObject({ way: z.literal('basic') }),
    z.strictObject({ way: z.literal('bearer') }),
    z.strictObject({ way: z.literal('secret-url') }),
    z.strictObject({ way: z.literal('oauth-client-credentials') }),
    z.strictObject({
      way: z.literal('signed-jwt-body'),
      jwksUrl: z.url({ protocol: /^https$/ }),
      issuer: z.string().max(500).optional(),
      audience: z.string().max(500).optional(),
      maxAgeSeconds: z.int().positive().optional(),
    }),
  ])
  .meta({ id: 'AuthenticityScheme' })

const secret = z.string().min(1).max(2000)

export const ConnectionBody = z
  .strictObject({
    kind: z.enum(VENDORS.map(({ kind }) => kind) as [string, ...string[]]),
    name: z.string().trim().min(1).max(200),
    authenticity: Scheme.optional().describe('The vendor’s usual scheme where absent.'),
    secret: secret
      .optional()
      .describe(
        'The secret that the vendor gave you. Where absent and the vendor takes one from us, it is made and shown once.',
      ),
    apiKey: secret.optional().describe('Cornerstone: the value of x-api-key, beside the signing secret.'),
    outboundSecret: secret
      .optional()
      .describe('What we show to the vendor when we fetch: client secret, organisation token.'),
    allowedAddresses: z
      .array(z.string().max(50).refine(isAddressRange, 'An IP address or CIDR range.'))
      .max(100)
      .default([]),
    settings: z.record(z.string().regex(/^[a-zA-Z]{1,40}$/), z.string().max(20_000)).default({}),
    mapping: CustomMapping.nullable().default(null),
  })
  .meta({ id: 'ConnectionRequest' })

export type ConnectionBody = z.output<typeof ConnectionBody>

export const ConnectionPatch = z
  .strictObject({
    name: z.string().trim().min(1).max(200).optional(),
    state: z.enum(['enabled', 'disabled']).optional(),
    authenticity: Scheme.optional(),
    allowedAddresses: z
      .array(z.string().max(50).refine(isAddressRange, 'An IP address or CIDR range.'))
      .max(100)
      .optional(),
    settings: z.record(z.string().regex(/^[a-zA-Z]{1,40}$/), z.string().max(20_000)).optional(),
    mapping: CustomMapping.nullable().optional(),
  })
  .meta({ id: 'ConnectionChange' })

export type ConnectionPatch = z.output<typeof ConnectionPatch>

/** zod writes an absent member as undefined; the stored scheme has none. */
export function schemeOf(body: Pick<ConnectionBody, 'kind' | 'authenticity'>): AuthenticityScheme {
  const vendor = findVendor(body.kind)
  if (vendor === undefined) throw new Refusal('invalid-request', '/kind: No such vendor.')
  return (body.authenticity as AuthenticityScheme | undefined) ?? vendor.authenticity
}

/** Where a secret in this form would never prove anything, it is refused now and not at the first delivery. */
export function assertSecretFits(scheme: AuthenticityScheme, value: string): void {
  const fault = (detail: string) =>
    new Refusal('invalid-request', `/secret: ${detail}`, { errors: [{ pointer: '/secret', detail }] })
  if (scheme.way === 'standard-webhooks' && !/^(whsec_|whpk_)?[A-Za-z0-9+/_-]{16,}={0,2}$/.test(value)) {
    throw fault('A Standard Webhooks secret begins with whsec_ (or whpk_) and goes on in base64.')
  }
  if (scheme.way === 'basic' && !value.includes(':')) throw fault('For Basic, give `username:password`.')
}
