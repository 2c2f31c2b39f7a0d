/**
 * W3C CCG VC API (VCALM): /vc-api. Its answers, not ours: 201 for what was made, 200 only for what verified, 400 with
 * problem details for what did not. Issuing and status act for one issuer and need its key with the scope `vc-api`;
 * the variable VC_API=off takes all of it away.
 */
import { type Context, Hono } from 'hono'
import * as z from 'zod'
import type { AppEnv } from '../app-env.ts'
import { parse, readBody } from '../body.ts'
import { isJsonObject, type JsonObject, type JsonValue } from '../credential/json.ts'
import { parseJson } from '../credential/parse-json.ts'
import { type VerificationReport, verifyCredential } from '../credential/verify/index.ts'
import { verifierOf } from '../http/verifier.ts'
import { reinstateCredential, revokeCredential, suspendCredential } from '../issuing/change-status.ts'
import { deriveForVcApi, secureForVcApi, vcApiIdentities } from '../issuing/secure-for-vc-api.ts'
import { Refusal } from '../problem.ts'
import { requireScope } from './auth.ts'
import { limitVerification } from './rate-limit.ts'

const MAX_BODY_BYTES = 4 * 1024 * 1024
const NO_STORE = { 'Cache-Control': 'no-store' }

/** As it was received: a gate, not a copy. */
const Document = z.custom<JsonObject>(isJsonObject, 'A JSON object.')
const Secured = z.union([z.string(), Document])

export const IssueBody = z.object({
  credential: Document,
  options: z
    .object({
      cryptosuite: z.string().max(64).optional(),
      verificationMethod: z.string().max(1024).optional(),
      created: z.iso.datetime({ offset: true }).optional(),
      mandatoryPointers: z.array(z.string().max(1024)).max(200).optional(),
    })
    .optional(),
})

export const VerifyCredentialBody = z.object({ verifiableCredential: Secured, options: Document.optional() })

export const VerifyPresentationBody = z.object({
  verifiablePresentation: Secured,
  options: z
    .object({ challenge: z.string().max(1024).optional(), domain: z.string().max(1024).optional() })
    .optional(),
})

export const DeriveBody = z.object({
  verifiableCredential: Document,
  options: z.object({ selectivePointers: z.array(z.string().max(1024)).max(500).optional() }).optional(),
})

const StatusChange = z.object({
  statusPurpose: z.enum(['revocation', 'suspension']).optional(),
  status: z.union([z.boolean(), z.literal('0'), z.literal('1'), z.literal(0), z.literal(1)]).optional(),
})

export const StatusBody = z.object({
  credentialId: z.string().max(2048),
  credentialStatus: z.union([StatusChange, z.array(StatusChange).min(1).max(4)]),
  status: StatusChange.shape.status,
})

export const vcApiRoutes = new Hono<AppEnv>()

vcApiRoutes.use(async (c, next) => {
  if (c.env.VC_API === 'off') throw new Refusal('not-found', 'Nothing is known at this address.')
  await next()
})
vcApiRoutes.use('/issuers/:issuerId/*', requireScope('vc-api'))
vcApiRoutes.use('/issuers/:issuerId', requireScope('vc-api'))
vcApiRoutes.use('/credentials/*', limitVerification)
vcApiRoutes.use('/presentations/*', limitVerification)

vcApiRoutes.get('/issuers/:issuerId', async (c) =>
  c.json(await vcApiIdentities(c.var.deps, c.req.param('issuerId')), 200, NO_STORE),
)

vcApiRoutes.post('/issuers/:issuerId/credentials/issue', async (c) => {
  const { credential, options = {} } = await readGate(c, IssueBody)
  const secured = await secureForVcApi(c.var.deps, c.req.param('issuerId'), credential, options)
  return c.json(secured, 201, NO_STORE)
})

vcApiRoutes.post('/issuers/:issuerId/credentials/status', async (c) => {
  const { credentialId, credentialStatus, status } = await readGate(c, StatusBody)
  const { deps, caller } = c.var
  const id = credentialId.startsWith(`${deps.origin}/credentials/`)
    ? credentialId.split('/').at(-1)
    : undefined
  if (!id) throw new Refusal('not-found', 'No such credential.')
  for (const change of [credentialStatus].flat()) {
    const purpose = change.statusPurpose ?? 'revocation'
    const on = Number(change.status ?? status ?? true) === 1
    await applyStatus(purpose, on)(deps, c.req.param('issuerId'), id, { caller })
  }
  return c.body(null, 200, NO_STORE)
})

/** A holder's copy with less in it: needs no key of ours. */
const derive = async (c: Context<AppEnv>) => {
  const { verifiableCredential, options = {} } = await readGate(c, DeriveBody)
  return c.json(await deriveForVcApi(verifiableCredential, options.selectivePointers ?? []), 201, NO_STORE)
}

const verifyCredentials = async (c: Context<AppEnv>) => {
  const { verifiableCredential } = await readGate(c, VerifyCredentialBody)
  const report = await verifyCredential(verifiableCredential, verifierOf(c.var.deps))
  return answer(c, report.format === 'presentation' ? rejected(report) : report, report.verdict === 'valid')
}

const verifyPresentations = async (c: Context<AppEnv>) => {
  const { verifiablePresentation, options = {} } = await readGate(c, VerifyPresentationBody)
  const { challenge, domain } = options
  const report = await verifyCredential(verifiablePresentation, {
    ...verifierOf(c.var.deps),
    options: {
      ...(challenge === undefined ? {} : { challenge }),
      ...(domain === undefined ? {} : { domain }),
    },
  })
  return answer(c, report, report.verdict === 'valid' || isGoodUnsigned(report))
}

for (const base of ['', '/issuers/:issuerId']) {
  vcApiRoutes.post(`${base}/credentials/verify`, verifyCredentials)
  vcApiRoutes.post(`${base}/credentials/derive`, derive)
  vcApiRoutes.post(`${base}/presentations/verify`, verifyPresentations)
}

/** Strict JSON, so that what is signed and verified is what every reader sees; then the schema as a gate. */
async function readGate<Schema extends z.ZodType>(
  c: Context<AppEnv>,
  schema: Schema,
): Promise<z.output<Schema>> {
  const bytes = await readBody(c, MAX_BODY_BYTES)
  return parse(schema, strictJson(bytes))
}

function strictJson(bytes: Uint8Array): JsonValue {
  let text: string
  try {
    text = new TextDecoder('utf-8', { fatal: true, ignoreBOM: false }).decode(bytes)
  } catch {
    throw new Refusal('malformed-json', 'The body is not text in UTF-8.')
  }
  const parsed = parseJson(text)
  if (!parsed.ok)
    throw new Refusal('malformed-json', `The body is not JSON that can be relied on: ${parsed.code}.`)
  return parsed.value
}

function applyStatus(purpose: 'revocation' | 'suspension', on: boolean) {
  if (purpose === 'suspension') return on ? suspendCredential : reinstateCredential
  if (on) return revokeCredential
  throw new Refusal('conflict', 'A revocation is for good: it cannot be taken back.')
}

/** A presentation where a credential belongs. */
function rejected(report: VerificationReport): VerificationReport {
  return { ...report, verdict: 'invalid' }
}

/** Where no challenge is asked a presentation needs no signature, nor any credential in it. */
function isGoodUnsigned({ format, checks }: VerificationReport): boolean {
  const decisive = checks.filter(({ critical }) => critical)
  return (
    format === 'presentation' &&
    decisive.every(({ outcome }) => outcome === 'success' || outcome === 'skipped')
  )
}

function answer(c: Context<AppEnv>, report: VerificationReport, verified: boolean) {
  const isVerified = verified && report.verdict !== 'invalid'
  const found = problemsOf(report)
  const problemDetails = found
    .filter(({ severity }) => severity === 'error')
    .map(({ type, code, text }) => ({ type: absolute(type, c), title: code, detail: text }))
  const warnings = found.filter(({ severity }) => severity === 'warning').map(({ text }) => text)
  const body = {
    verified: isVerified,
    checks: report.checks.map(({ id }) => id),
    warnings,
    errors: isVerified ? [] : problemDetails.map(({ detail }) => detail),
    problemDetails: isVerified ? [] : problemDetails,
    report,
  }
  return c.json(body, isVerified ? 200 : 400, NO_STORE)
}

function problemsOf(report: VerificationReport): VerificationReport['checks'][number]['problems'] {
  return [...report.checks.flatMap(({ problems }) => problems), ...report.nested.flatMap(problemsOf)]
}

function absolute(type: string, c: Context<AppEnv>): string {
  return type.startsWith('/') ? `${c.var.deps.origin}${type}` : type
}
