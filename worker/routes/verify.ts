/**
 * POST /v1/verify: whatever the credential comes as, one report. A negative verdict is an answer (200); a refusal (4xx)
 * means that nothing was verified.
 */
import type { Context } from 'hono'
import * as z from 'zod/mini'
import type { AppEnv } from '../app-env.ts'
import { mediaType, parse, readBody } from '../body.ts'
import { MAX_INPUT_BYTES } from '../credential/intake/index.ts'
import { isJsonObject, type JsonValue } from '../credential/json.ts'
import { parseJson } from '../credential/parse-json.ts'
import {
  namedPolicies,
  type PolicyName,
  type VerifyOptions,
  verifyCredential,
} from '../credential/verify/index.ts'
import { Hono } from '../hono.ts'
import { clockOf, verifierOf } from '../http/verifier.ts'
import { lazily } from '../lazily.ts'
import { operations } from '../openapi.ts'
import { Refusal } from '../problem.ts'
import { limitVerification } from './rate-limit.ts'
import { VerificationReport } from './verification-report.ts'

const Choices = lazily(() => ({
  recipient: z
    .optional(z.string().check(z.maxLength(512)))
    .check(z.describe('An e-mail address, DID or other identifier that the recipient should have.')),
  policy: z
    .optional(z.enum(Object.keys(namedPolicies) as [PolicyName, ...PolicyName[]]))
    .check(z.describe('A named set of choices; `standard` where none is given.')),
  options: z.optional(
    z.strictObject({
      compareAchievement: z.optional(z.boolean()),
      followRefresh: z.optional(z.boolean()),
      checkImages: z.optional(z.boolean()),
      checkDomainLinkage: z.optional(z.boolean()),
      challenge: z.optional(z.string().check(z.maxLength(512))),
      domain: z.optional(z.string().check(z.maxLength(512))),
      contexts: z
        .optional(
          z.record(
            z.string().check(z.maxLength(2048)),
            z.string().check(z.regex(/^[\da-f]{64}$/i, 'A SHA-256 in hexadecimal.')),
          ),
        )
        .check(
          z.describe(
            'Further JSON-LD contexts that may be fetched: each one’s URL, and the SHA-256 (hexadecimal) that its bytes must have. Any other that is not built in leaves the answer open, and is named.',
          ),
        ),
    }),
  ),
}))

const FormChoices = lazily(() => {
  const { recipient, policy } = Choices()
  return z.strictObject({ recipient, policy })
})

const VerifyRequest = lazily(() =>
  z
    .union([
      z.strictObject({
        url: z
          .string()
          .check(z.maxLength(2048), z.describe('https address of a credential or of a page that shows one.')),
        ...Choices(),
      }),
      z.strictObject({
        credential: z
          .unknown()
          .check(
            z.describe('A credential or presentation as an object or a compact token, or a list of them.'),
          ),
        ...Choices(),
      }),
    ])
    .register(z.globalRegistry, { id: 'VerifyRequest' }),
)

interface Asked {
  input: unknown
  recipient?: string | undefined
  policy?: PolicyName | undefined
  options?: z.output<ReturnType<typeof Choices>['options']>
}

const RAW_TYPES = [
  'application/vc',
  'application/vp',
  'application/vc+ld+json',
  'application/ld+json',
  'application/vc+jwt',
  'application/vp+jwt',
  'application/jwt',
  'application/jose',
  'application/vc+sd-jwt',
  'application/dc+sd-jwt',
  'text/plain',
  'image/png',
  'image/svg+xml',
  'application/pdf',
  'application/octet-stream',
]

export const verifyRoutes = new Hono<AppEnv>()

verifyRoutes.post('/', limitVerification, async (c) => {
  const { input, recipient, policy = 'standard', options } = await readAsked(c)
  const { contexts: contextHashes = {}, ...others } = options ?? {}
  const report = await verifyCredential(input, {
    ...verifierOf(c.var.deps),
    clock: clockOf(c.var.deps),
    policy: { ...namedPolicies[policy], unknownContexts: 'pinned', contextHashes },
    ...(recipient === undefined ? {} : { recipient }),
    options: withoutUndefined(others),
  })
  return c.json(report, 200, { 'Cache-Control': 'no-store' })
})

async function readAsked(c: Context<AppEnv>): Promise<Asked> {
  const type = mediaType(c)
  if (type === 'multipart/form-data') return readForm(c)
  const bytes = await readBody(c, MAX_INPUT_BYTES)
  if (bytes.byteLength === 0) throw unreadable('The body is empty: send a credential.')
  if (type === 'application/json') return readJsonBody(bytes)
  if (RAW_TYPES.includes(type)) return { input: bytes }
  throw new Refusal(
    'unsupported-media-type',
    `Send one of: application/json, multipart/form-data, ${RAW_TYPES.join(', ')}.`,
    {
      headers: { Accept: ['application/json', 'multipart/form-data', ...RAW_TYPES].join(', ') },
    },
  )
}

/** A request object, or a credential itself: told apart by its members. JSON that is broken gets a report that says so. */
function readJsonBody(bytes: Uint8Array): Asked {
  const value = strictJson(bytes)
  if (!isJsonObject(value)) return { input: bytes }
  const isRequest = ('url' in value || 'credential' in value) && !('@context' in value) && !('type' in value)
  if (!isRequest) return { input: bytes }
  const { recipient, policy, options, ...what } = parse(VerifyRequest, value)
  return { input: 'url' in what ? what.url : what.credential, recipient, policy, options }
}

function strictJson(bytes: Uint8Array): JsonValue | undefined {
  try {
    const parsed = parseJson(new TextDecoder('utf-8', { fatal: true, ignoreBOM: false }).decode(bytes))
    return parsed.ok ? parsed.value : undefined
  } catch {
    return undefined
  }
}

/** One `file`, as a browser's form sends it; `recipient` and `policy` as fields. */
async function readForm(c: Context<AppEnv>): Promise<Asked> {
  const bytes = await readBody(c, MAX_INPUT_BYTES)
  const headers = { 'content-type': c.req.header('content-type') ?? '' }
  const form = await new Response(bytes, { headers }).formData().catch(() => {
    throw unreadable('The multipart body cannot be read.')
  })
  const file: unknown = form.get('file')
  if (!(file instanceof File)) throw unreadable('The form needs a field `file` with a file.', '/file')
  const fields = Object.fromEntries(
    ['recipient', 'policy'].flatMap((name) => (form.has(name) ? [[name, form.get(name)]] : [])),
  )
  const { recipient, policy } = parse(FormChoices, fields)
  return { input: new Uint8Array(await file.arrayBuffer()), recipient, policy }
}

function unreadable(detail: string, pointer = ''): Refusal {
  return new Refusal('invalid-request', detail, { errors: [{ pointer, detail }] })
}

function withoutUndefined(
  options: { [Name in keyof VerifyOptions]: VerifyOptions[Name] | undefined },
): VerifyOptions {
  return Object.fromEntries(Object.entries(options).filter(([, value]) => value !== undefined))
}

export const verifyOperations = /* @__PURE__ */ operations(() => [
  {
    method: 'post',
    path: '/v1/verify',
    tag: 'Verification',
    summary: 'Verify a credential from anywhere, in any form.',
    description:
      'Send a request object as JSON, or the credential itself by its content type: JSON, a compact token, a badge image (PNG or SVG) or a PDF that carries one, or a form with a `file`. What it is, is found by its content.\n\nThe answer is 200 whatever the verdict: `valid`, `invalid` or `indeterminate` (it could not be checked). Several credentials at once give one report with theirs in `nested`.',
    access: 'public',
    request: {
      schema: VerifyRequest(),
      mediaTypes: ['application/json', 'multipart/form-data', ...RAW_TYPES],
      example: { url: 'https://example.org/credentials/1', recipient: 'ada@example.org' },
    },
    responses: { 200: { description: 'The report, whatever its verdict.', schema: VerificationReport() } },
    refusals: ['rate-limited'],
  },
])
