/**
 * The part that embedded proofs and tokens share: the key as resolved, its right to sign, whose it is, and the signature
 * itself. I/O only through the resolver. Every question is answered, also where an earlier one was answered badly.
 */
import type { ResolutionFailure, ResolvedMethod } from '../did/resolution.ts'
import type { PublicJwk } from '../key/jwk.ts'
import { problem } from '../verify/problem.ts'
import type { ProofContext, ProofFinding } from './finding.ts'
import { bindToIssuer, noBinding } from './issuer-binding.ts'
import { checkAuthority } from './key-authority.ts'
import { asReasons, type Reason } from './reason.ts'

/** Something that a key can be held against. */
export interface Verifiable {
  /** Whether this proof takes keys of that kind. */
  accepts(publicKey: PublicJwk): boolean
  verify(publicKey: PublicJwk): Promise<boolean>
}

export type CheckedSignature = Pick<
  ProofFinding,
  'controller' | 'key' | 'issuerBinding' | 'issuer' | 'sources'
> & { reasons: Reason[] }

export interface SignatureQuestion {
  /** Absent where the proof is too broken to be held against a key. */
  verifiable: Verifiable | undefined
  /** Absent where the proof names no key. */
  resolved: ResolvedMethod | ResolutionFailure | undefined
  issuerId: string | null
  created: string | null
}

export async function checkSignature(
  { verifiable, resolved, issuerId, created }: SignatureQuestion,
  ctx: ProofContext,
): Promise<CheckedSignature> {
  if (resolved === undefined) return notChecked(issuerId)
  if (!resolved.ok) {
    const { outcome, problem: found, sources } = resolved
    return { ...notChecked(issuerId), reasons: [{ outcome, problem: found }], sources }
  }
  const { method } = resolved
  const purpose = ctx.purpose ?? 'assertionMethod'
  // Begun first: it takes longest, and where the runtime has a thread for it the rest goes on beside it.
  const verifying = verifiable === undefined ? [] : against(method, verifiable)
  const binding = await bindToIssuer(issuerId, resolved, purpose, ctx)
  const { expires = method.expires } = binding
  const judged = { ...resolved, method: { ...method, expires } }
  const authority = checkAuthority(judged, purpose, created, ctx.now)
  return {
    reasons: [...asReasons(authority), ...(await verifying)],
    controller: method.controller === '' ? null : method.controller,
    key: { publicKeyJwk: method.publicKeyJwk, thumbprint: method.thumbprint, type: method.type },
    issuerBinding: binding.issuerBinding,
    issuer: binding.issuer,
    sources: [...resolved.sources, ...binding.sources],
  }
}

/** As it stands where no key could be looked at. */
export function notChecked(issuerId: string | null): CheckedSignature {
  return { reasons: [], controller: null, key: null, ...noBinding(issuerId) }
}

async function against(
  { id, publicKeyJwk }: ResolvedMethod['method'],
  verifiable: Verifiable,
): Promise<Reason[]> {
  if (!verifiable.accepts(publicKeyJwk)) {
    return asReasons([problem('verification-method-wrong-kind', { params: { id } })])
  }
  return (await verifiable.verify(publicKeyJwk)) ? [] : asReasons([problem('signature-mismatch')])
}
