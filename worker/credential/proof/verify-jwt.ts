/**
 * Checks a credential or presentation secured as a token: header, key, signature, claims; each answered, whatever the
 * others gave. I/O only through the context's ports. Never throws for what the token says.
 */
import type { VerificationRelationship } from '../did/resolution.ts'
import type { JsonObject } from '../json.ts'
import { isJsonObject } from '../json.ts'
import { fitsAlgorithm, type VerificationAlgorithm } from '../key/algorithms.ts'
import { verifySignature } from '../key/verify-signature.ts'
import { problem } from '../verify/problem.ts'
import { checkSignature, type Verifiable } from './check-signature.ts'
import {
  algorithmOfHeader,
  checkCriticalHeaders,
  type OpenedJws,
  openCompactJws,
  payloadMalformed,
  type ReadParts,
} from './compact-jws.ts'
import type { JwtFinding, ProofContext } from './finding.ts'
import { noBinding } from './issuer-binding.ts'
import { readClaims } from './jwt-claims.ts'
import { namesKeyInFull, resolveJwtKey } from './jwt-key.ts'
import { dateOf } from './jwt-times.ts'
import { asReasons, outcomeOf, type Reason } from './reason.ts'

/**
 * `credential` in the answer is what to judge dates and status by. A presentation is checked for `authentication` where
 * the context names no purpose. `read`: this very token's header and payload, where they were parsed before.
 */
export async function verifyJwt(token: string, ctx: ProofContext, read?: ReadParts): Promise<JwtFinding> {
  const opened = openCompactJws(token, read)
  if (!('header' in opened)) return withReasons(EMPTY, asReasons([opened]))
  const { header } = opened
  const algorithm = algorithmOfHeader(header)
  const begun = typeof algorithm === 'string' ? await beginSignature(opened, algorithm, ctx) : undefined
  const payload = opened.readPayload()
  if (payload === undefined) return withReasons(EMPTY, asReasons([payloadMalformed()]))
  const claims = readClaims(header, payload, ctx)
  const purpose = ctx.purpose ?? (claims?.kind === 'presentation' ? 'authentication' : 'assertionMethod')
  const issuerId = claims === undefined ? null : controllerOf(claims.credential, purpose)
  const stated = {
    ...EMPTY,
    header,
    payload,
    form: claims?.form ?? null,
    kind: claims?.kind ?? null,
    credential: claims?.credential ?? null,
    cryptosuite: typeof algorithm === 'string' ? algorithm : null,
    verificationMethod: typeof header.kid === 'string' ? header.kid : null,
    created: dateOf(payload.iat) ?? null,
  }
  const said: Reason[] = [
    ...checkCriticalHeaders(header),
    ...asReasons(
      claims?.problems ?? [problem('jwt-malformed', { params: { detail: 'it holds no credential' } })],
    ),
  ]
  if (typeof algorithm !== 'string')
    return withReasons({ ...stated, ...noBinding(issuerId) }, [algorithm, ...said])
  const question = {
    verifiable: begun?.verifiable ?? verifiableOf(opened, algorithm),
    resolved: begun?.resolved ?? (await resolveJwtKey(header, issuerId, ctx)),
    issuerId,
    created: dateOf(payload.iat ?? payload.nbf) ?? null,
  }
  const { reasons, ...checked } = await checkSignature(question, { ...ctx, purpose })
  return withReasons({ ...stated, ...checked }, [...said, ...reasons])
}

/**
 * Where the header names its key in full, nothing of the payload is needed to check the signature: it is begun, so that
 * a runtime with a thread for it works while the payload is read here. Judged later, with all the rest.
 */
async function beginSignature(opened: OpenedJws, algorithm: VerificationAlgorithm, ctx: ProofContext) {
  const { header } = opened
  if (!namesKeyInFull(header)) return undefined
  const resolved = await resolveJwtKey(header, null, ctx)
  const verifiable = verifiableOf(opened, algorithm)
  if (!resolved.ok || !verifiable.accepts(resolved.method.publicKeyJwk)) return { resolved, verifiable }
  const answer = verifiable.verify(resolved.method.publicKeyJwk)
  return { resolved, verifiable: { ...verifiable, verify: () => answer } }
}

function verifiableOf(
  { signature, signed }: Pick<OpenedJws, 'signature' | 'signed'>,
  algorithm: VerificationAlgorithm,
): Verifiable {
  return {
    accepts: (publicKey) => fitsAlgorithm(publicKey, algorithm),
    verify: (publicKey) => verifySignature(algorithm, publicKey, signature, signed),
  }
}

function controllerOf({ issuer, holder }: JsonObject, purpose: VerificationRelationship): string | null {
  const controller = purpose === 'authentication' ? holder : issuer
  const id = isJsonObject(controller) ? controller.id : controller
  return typeof id === 'string' ? id : null
}

function withReasons(finding: JwtFinding, reasons: Reason[]): JwtFinding {
  return { ...finding, outcome: outcomeOf(reasons), problems: reasons.map((reason) => reason.problem) }
}

const EMPTY: JwtFinding = {
  subject: 'proof/0',
  outcome: 'failure',
  problems: [],
  form: null,
  kind: null,
  header: null,
  payload: null,
  credential: null,
  cryptosuite: null,
  verificationMethod: null,
  controller: null,
  created: null,
  key: null,
  issuerBinding: 'none',
  issuer: noBinding(null).issuer,
  sources: [],
}
