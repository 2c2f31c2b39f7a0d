/**
 * SD-JWT and SD-JWT VC (RFC 9901; draft-ietf-oauth-sd-jwt-vc): the issuer's signature over digests, the disclosures
 * against them, and the holder's key binding where there is one. I/O only through the context's ports.
 */
import { isJsonObject, type JsonObject } from '../json.ts'
import { fitsAlgorithm } from '../key/algorithms.ts'
import { verifySignature } from '../key/verify-signature.ts'
import { checkSignature } from '../proof/check-signature.ts'
import { algorithmOfHeader, checkCriticalHeaders, parseCompactJws } from '../proof/compact-jws.ts'
import type { IssuerBindingFinding, KeyFacts, ProofContext } from '../proof/finding.ts'
import { noBinding } from '../proof/issuer-binding.ts'
import { asReasons, outcomeOf, type Reason } from '../proof/reason.ts'
import { defaultPolicy } from '../verify/policy.ts'
import { problem } from '../verify/problem.ts'
import type { Outcome, Problem, Source } from '../verify/report.ts'
import { disclose } from './disclose.ts'
import { type IssuerKeyContext, resolveSdJwtKey } from './issuer-key.ts'
import { keyBindingProblems } from './key-binding.ts'

export interface SdJwtFinding {
  outcome: Extract<Outcome, 'success' | 'failure' | 'indeterminate'>
  problems: Problem[]
  issuer: IssuerBindingFinding
  /** JOSE `alg`. */
  cryptosuite: string | null
  verificationMethod: string | null
  key: KeyFacts | null
  sources: Source[]
  /** What the issuer signed, with what the holder disclosed of it in place; null where it could not be put together. */
  claims: JsonObject | null
  /** Digests of claims (or decoys) that were not disclosed. */
  undisclosed: number
  keyBinding: 'none' | 'good' | 'bad'
}

export type SdJwtContext = ProofContext & IssuerKeyContext

/** Issuers wrote `vc+sd-jwt` until 2024-11; VC-JOSE-COSE still does. */
const TYPES = ['dc+sd-jwt', 'vc+sd-jwt']

export async function verifySdJwt(token: string, context: SdJwtContext): Promise<SdJwtFinding> {
  const [issuerJwt = '', ...rest] = token.split('~')
  const keyBindingJwt = rest.pop() ?? ''
  const parsed = parseCompactJws(issuerJwt)
  if (!('payload' in parsed)) return { ...NOTHING, problems: [parsed] }
  const { header, payload, signature, signed } = parsed
  const issuerId = issuerOf(payload)
  const reasons: Reason[] = [...checkCriticalHeaders(header), ...asReasons(typeProblems(header))]
  const algorithm = algorithmOfHeader(header)
  if (typeof algorithm !== 'string') reasons.push(algorithm)
  const disclosed = await disclose(payload, rest)
  if (!disclosed.ok) {
    const outcome = disclosed.code === 'sd-jwt-hash-unknown' ? 'indeterminate' : 'failure'
    reasons.push({ outcome, problem: problem(disclosed.code) })
  } else if (!namesOnly(issuerId, disclosed.claims)) {
    const params = { claim: 'iss', member: 'issuer' }
    reasons.push(...asReasons([problem('jwt-claim-mismatch', { params })]))
  }
  const { reasons: signing, ...checked } = await checkSignature(
    {
      verifiable:
        typeof algorithm === 'string'
          ? {
              accepts: (key) => fitsAlgorithm(key, algorithm),
              verify: (key) => verifySignature(algorithm, key, signature, signed),
            }
          : undefined,
      resolved: await resolveSdJwtKey(header, issuerId, context),
      issuerId,
      created: null,
    },
    context,
  )
  const binding = disclosed.ok
    ? await keyBindingProblems({
        keyBindingJwt,
        presentation: token.slice(0, token.length - keyBindingJwt.length),
        claims: payload,
        hash: disclosed.hash,
        now: context.now,
        clockSkewSeconds: context.policy?.clockSkewSeconds ?? defaultPolicy.clockSkewSeconds,
        ...(context.challenge === undefined ? {} : { challenge: context.challenge }),
        ...(context.domain === undefined ? {} : { domain: context.domain }),
      })
    : []
  reasons.push(...signing, ...asReasons(binding))
  return {
    outcome: outcomeOf(reasons),
    problems: reasons.map((reason) => reason.problem),
    issuer: checked.issuer,
    cryptosuite: typeof algorithm === 'string' ? algorithm : null,
    verificationMethod: typeof header.kid === 'string' ? header.kid : null,
    key: checked.key,
    sources: checked.sources,
    claims: disclosed.ok ? disclosed.claims : null,
    undisclosed: disclosed.ok ? disclosed.undisclosed : 0,
    keyBinding: keyBindingJwt === '' ? 'none' : binding.length === 0 ? 'good' : 'bad',
  }
}

const NOTHING: SdJwtFinding = {
  outcome: 'failure',
  problems: [],
  issuer: noBinding(null).issuer,
  cryptosuite: null,
  verificationMethod: null,
  key: null,
  sources: [],
  claims: null,
  undisclosed: 0,
  keyBinding: 'none',
}

/** `iss`, or the `issuer` of a W3C credential secured this way. Only as signed: it cannot be a disclosure. */
function issuerOf({ iss, issuer }: JsonObject): string | null {
  const id = iss ?? (isJsonObject(issuer) ? issuer.id : issuer)
  return typeof id === 'string' ? id : null
}

/** `iss` is whose key is asked for, and `issuer` who is shown: a second name would be anybody's to write. */
function namesOnly(issuerId: string | null, { issuer }: JsonObject): boolean {
  return issuer === undefined || (isJsonObject(issuer) ? issuer.id : issuer) === issuerId
}

function typeProblems({ typ }: JsonObject): Problem[] {
  const type = typeof typ === 'string' ? typ.toLowerCase().replace(/^application\//, '') : ''
  return TYPES.includes(type) ? [] : [problem('jwt-type-mismatch', { params: { typ: String(typ ?? '') } })]
}
