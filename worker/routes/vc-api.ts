/**
 * W3C CCG VC API (VCALM): /vc-api. Its answers, not ours: 201 for what was made, 200 only for what verified, 400 with
 * problem details for what did not, and for what is malformed. Every proof must be good there. Issuing and status act for
 * one issuer and need its key with the scope `vc-api`; the variable VC_API=off takes all of it away.
 */
import type { Context } from 'hono'
import type * as z from 'zod/mini'
import type { AppEnv } from '../app-env.ts'
import { parse, readBody } from '../body.ts'
import { isJsonObject, type JsonObject, type JsonValue } from '../credential/json.ts'
import { parseJson } from '../credential/parse-json.ts'
import { type VerificationReport, type VerifyOptions, verifyCredential } from '../credential/verify/index.ts'
import { envelopeProblems } from '../credential/verify/structure/index.ts'
import { Hono } from '../hono.ts'
import { verifierOf } from '../http/verifier.ts'
import { reinstateCredential, revokeCredential, suspendCredential } from '../issuing/change-status.ts'
import { deriveForVcApi, secureForVcApi, vcApiIdentities } from '../issuing/secure-for-vc-api.ts'
import { changeVcApiStatus } from '../issuing/vc-api-status.ts'
import { Refusal, refusalResponse } from '../problem.ts'
import { requireScope } from './auth.ts'
import { limitVerification } from './rate-limit.ts'
import {
  DeriveBody,
  IssueBody,
  StatusBody,
  VerifyCredentialBody,
  VerifyPresentationBody,
} from './vc-api-bodies.ts'

const MAX_BODY_BYTES = 4 * 1024 * 1024
const NO_STORE = { 'Cache-Control': 'no-store' }

export const vcApiRoutes = new Hono<AppEnv>()

vcApiRoutes.use(async (c, next) => {
  if (c.env.VC_API === 'off') throw new Refusal('not-found', 'Nothing is known at this address.')
  await next()
})
/** What we refuse by 422, that specification refuses by 400. */
vcApiRoutes.onError((error, c) => {
  if (!(error instanceof Refusal) || error.code !== 'invalid-request') throw error
  const { errors } = error
  const refusal = new Refusal('invalid-input', error.message, errors === undefined ? {} : { errors })
  return refusalResponse(c, refusal, c.var.deps.origin)
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
  const { credentialStatus = [], ...chosen } = options
  const statusPurposes = [credentialStatus].flat().map(({ statusPurpose = 'revocation' }) => statusPurpose)
  const { deps, caller } = c.var
  const verifiableCredential = await secureForVcApi(
    deps,
    c.req.param('issuerId'),
    credential,
    { ...chosen, statusPurposes },
    caller,
  )
  return c.json({ verifiableCredential }, 201, NO_STORE)
})

vcApiRoutes.post('/issuers/:issuerId/credentials/status', async (c) => {
  const { credentialId, credentialStatus, status } = await readGate(c, StatusBody)
  const { deps, caller } = c.var
  const issuerId = c.req.param('issuerId')
  const own = credentialId.startsWith(`${deps.origin}/credentials/`)
    ? credentialId.split('/').at(-1)
    : undefined
  for (const change of [credentialStatus].flat()) {
    const { statusPurpose: purpose = 'revocation', statusListCredential: listUrl, statusListIndex } = change
    const on = Number(change.status ?? status ?? true) === 1
    const index = statusListIndex === undefined ? undefined : Number(statusListIndex)
    if (own) await applyStatus(purpose, on)(deps, issuerId, own, { caller })
    else await changeVcApiStatus(deps, issuerId, credentialId, { purpose, on, listUrl, index }, caller)
  }
  return c.body(null, 200, NO_STORE)
})

/** A holder's copy with less in it: needs no key of ours. */
const derive = async (c: Context<AppEnv>) => {
  const { verifiableCredential, options = {} } = await readGate(c, DeriveBody)
  return c.json(await deriveForVcApi(verifiableCredential, options.selectivePointers ?? []), 201, NO_STORE)
}

const verifyCredentials = async (c: Context<AppEnv>) => {
  const { verifiableCredential, options = {} } = await readGate(c, VerifyCredentialBody)
  const report = await verifyGiven(c, verifiableCredential, options, '/verifiableCredential')
  const returned = options.returnCredential === true ? { credential: verifiableCredential } : {}
  const judged = report.format === 'presentation' ? rejected(report) : report
  return answer(c, judged, report.verdict === 'valid', returned)
}

const verifyPresentations = async (c: Context<AppEnv>) => {
  const { options = {}, ...body } = await readGate(c, VerifyPresentationBody)
  const isSecured = 'verifiablePresentation' in body
  const presentation = isSecured ? body.verifiablePresentation : body.presentation
  const pointer = isSecured ? '/verifiablePresentation' : '/presentation'
  const report = await verifyGiven(c, presentation, options, pointer)
  const returned = options.returnPresentation === true ? { presentation } : {}
  const judged = report.format === 'presentation' ? report : rejected(report)
  return answer(c, judged, report.verdict === 'valid' || isGoodUnsigned(report), returned)
}

async function verifyGiven(
  c: Context<AppEnv>,
  given: JsonObject | string,
  {
    challenge,
    domain,
    expectedProofPurpose,
  }: z.output<ReturnType<typeof VerifyCredentialBody>>['options'] & object,
  pointer: string,
): Promise<VerificationReport> {
  const [fault] = isJsonObject(given) ? envelopeProblems(given) : []
  if (fault) {
    const errors = [{ pointer: `${pointer}${fault.pointer ?? ''}`, detail: fault.text }]
    throw new Refusal('invalid-request', `The envelope is malformed: ${fault.text}`, { errors })
  }
  const options: VerifyOptions = {
    ...(challenge === undefined ? {} : { challenge }),
    ...(domain === undefined ? {} : { domain }),
    ...(expectedProofPurpose === undefined ? {} : { expectedProofPurpose }),
  }
  return verifyCredential(given, { ...verifierOf(c.var.deps), policy: { proofs: 'all' }, options })
}

for (const base of ['', '/issuers/:issuerId']) {
  vcApiRoutes.post(`${base}/credentials/verify`, verifyCredentials)
  vcApiRoutes.post(`${base}/credentials/derive`, derive)
  vcApiRoutes.post(`${base}/presentations/verify`, verifyPresentations)
}

/** Strict JSON, so that what is signed and verified is what every reader sees; then the schema as a gate. */
async function readGate<Schema extends z.ZodMiniType>(
  c: Context<AppEnv>,
  schema: () => Schema,
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

/** A presentation where a credential belongs, or the other way round. */
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

function answer(
  c: Context<AppEnv>,
  report: VerificationReport,
  verified: boolean,
  returned: Record<string, JsonValue>,
) {
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
    ...returned,
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
