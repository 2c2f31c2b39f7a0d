/** A connection as the API takes it, and the secrets it comes with. Pure. */
import * as z from 'zod/mini'
import { lazily } from '../lazily.ts'
import { Refusal } from '../problem.ts'
import { isAddressRange } from './authenticity/ip-allow-list.ts'
import type { AuthenticityScheme } from './authenticity/prove-genuine.ts'
import { CustomMapping } from './custom-mapping.ts'
import { findVendor, VENDORS } from './registry.ts'

const header = lazily(() => z.string().check(z.regex(/^[A-Za-z0-9-]{1,100}$/, 'A header name.')))
const tolerance = lazily(() =>
  z
    .optional(z.int().check(z.minimum(30), z.maximum(86_400)))
    .check(z.describe('Seconds a signed time may lie from ours; 300 where absent.')),
)

const Scheme = lazily(() =>
  z
    .discriminatedUnion('way', [
      z.strictObject({ way: z.literal('standard-webhooks'), toleranceSeconds: tolerance() }),
      z.strictObject({
        way: z.literal('hmac-sha256'),
        header: header(),
        encoding: z.enum(['hex', 'base64', 'either']),
        prefix: z.optional(z.string().check(z.maxLength(50))),
        layout: z.optional(z.enum(['plain', 'fields'])),
        signed: z
          .optional(
            z.string().check(
              z.maxLength(200),
              z.refine((form) => form.split('{body}').length === 2, '{body} stands in it once.'),
            ),
          )
          .check(z.describe('What is signed: `{body}`, `{timestamp}.{body}` …')),
        timestamp: z.optional(
          z.strictObject({
            header: z.optional(header()),
            unit: z.enum(['seconds', 'milliseconds', 'either']),
          }),
        ),
        toleranceSeconds: tolerance(),
        secretEncoding: z.optional(z.enum(['utf8', 'base64', 'hex'])),
      }),
      z.strictObject({
        way: z.literal('canonical-request-hmac'),
        apiKeyHeader: z.optional(header()),
        dateHeader: header(),
        contentHashHeader: header(),
        toleranceSeconds: tolerance(),
      }),
      z.strictObject({
        way: z.literal('static-header'),
        header: header(),
        prefix: z.optional(z.string().check(z.maxLength(50))),
      }),
      z.strictObject({ way: z.literal('basic') }),
      z.strictObject({ way: z.literal('bearer') }),
      z.strictObject({ way: z.literal('secret-url') }),
      z.strictObject({ way: z.literal('oauth-client-credentials') }),
      z.strictObject({
        way: z.literal('signed-jwt-body'),
        jwksUrl: z.url({ protocol: /^https$/ }),
        issuer: z.optional(z.string().check(z.maxLength(500))),
        audience: z.optional(z.string().check(z.maxLength(500))),
        maxAgeSeconds: z.optional(z.int().check(z.positive())),
      }),
    ])
    .register(z.globalRegistry, { id: 'AuthenticityScheme' }),
)

const secret = lazily(() => z.string().check(z.minLength(1), z.maxLength(2000)))

export const ConnectionBody = lazily(() =>
  z
    .strictObject({
      kind: z.enum(VENDORS.map(({ kind }) => kind) as [string, ...string[]]),
      name: z.string().check(z.trim(), z.minLength(1), z.maxLength(200)),
      authenticity: z.optional(Scheme()).check(z.describe('The vendor’s usual scheme where absent.')),
      secret: z
        .optional(secret())
        .check(
          z.describe(
            'The secret that the vendor gave you. Where absent and the vendor takes one from us, it is made and shown once.',
          ),
        ),
      apiKey: z
        .optional(secret())
        .check(z.describe('Cornerstone: the value of x-api-key, beside the signing secret.')),
      outboundSecret: z
        .optional(secret())
        .check(z.describe('What we show to the vendor when we fetch: client secret, organisation token.')),
      allowedAddresses: z._default(
        z
          .array(z.string().check(z.maxLength(50), z.refine(isAddressRange, 'An IP address or CIDR range.')))
          .check(z.maxLength(100)),
        [],
      ),
      settings: z
        ._default(
          z.record(z.string().check(z.regex(/^[a-zA-Z]{1,40}$/)), z.string().check(z.maxLength(20_000))),
          {},
        )
        .check(
          z.describe(
            'What a pull needs that is no secret. For `prior-learning`: `{"learnerPage": "on"}` opens the page where learners bring badges themselves.',
          ),
        ),
      mapping: z._default(z.nullable(CustomMapping()), null),
    })
    .register(z.globalRegistry, { id: 'ConnectionRequest' }),
)

export type ConnectionBody = z.output<ReturnType<typeof ConnectionBody>>

export const ConnectionPatch = lazily(() =>
  z
    .strictObject({
      name: z.optional(z.string().check(z.trim(), z.minLength(1), z.maxLength(200))),
      state: z.optional(z.enum(['enabled', 'disabled'])),
      authenticity: z.optional(Scheme()),
      allowedAddresses: z.optional(
        z
          .array(z.string().check(z.maxLength(50), z.refine(isAddressRange, 'An IP address or CIDR range.')))
          .check(z.maxLength(100)),
      ),
      settings: z.optional(
        z.record(z.string().check(z.regex(/^[a-zA-Z]{1,40}$/)), z.string().check(z.maxLength(20_000))),
      ),
      mapping: z.optional(z.nullable(CustomMapping())),
    })
    .register(z.globalRegistry, { id: 'ConnectionChange' }),
)

export type ConnectionPatch = z.output<ReturnType<typeof ConnectionPatch>>

/** zod writes an absent member as undefined; the stored scheme has none. */
export function schemeOf(body: Pick<ConnectionBody, 'kind' | 'authenticity'>): AuthenticityScheme {
  const vendor = findVendor(body.kind)
  if (vendor === undefined) throw new Refusal('invalid-request', '/kind: No such vendor.')
  return (body.authenticity as AuthenticityScheme | undefined) ?? vendor.authenticity
}

/** A switch that is written otherwise would stay off without a word. */
export function assertSettingsFit({ learnerPage = 'off' }: Record<string, string>): void {
  if (learnerPage === 'on' || learnerPage === 'off') return
  const detail = 'Say "on" or "off".'
  const pointer = '/settings/learnerPage'
  throw new Refusal('invalid-request', `${pointer}: ${detail}`, { errors: [{ pointer, detail }] })
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
