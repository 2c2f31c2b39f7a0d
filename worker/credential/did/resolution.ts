/** What resolving a key gives, and what it may fail with. Types, and the makers of failures. */
import type { PublicJwk } from '../key/jwk.ts'
import { problem } from '../verify/problem.ts'
import type { Outcome, Problem, Source } from '../verify/report.ts'

export type VerificationRelationship = 'assertionMethod' | 'authentication'

export interface VerificationMethod {
  /** Absolute URL or DID URL. */
  id: string
  /** As written: `Multikey`, `JsonWebKey`, `Ed25519VerificationKey2020` … */
  type: string
  /** The id of the DID document or profile that owns it. */
  controller: string
  publicKeyJwk: PublicJwk
  /** RFC 7638, SHA-256. */
  thumbprint: string
  /** ISO 8601, as written. */
  expires: string | null
  revoked: string | null
}

export interface ResolvedMethod {
  ok: true
  method: VerificationMethod
  /** Under which its controller's document lists it. */
  relationships: VerificationRelationship[]
  /**
   * `controller-document`: its controller's document was read, and lists it. `key-document`: its own URL answered the
   * bare key, and nothing but that URL's place says whose it is.
   */
  provenBy: 'controller-document' | 'key-document'
  /** The URL that answered, after redirects; the DID where nothing was fetched. */
  location: string
  sources: Source[]
}

/** failure: looked at, and wrong. indeterminate: could not be looked at. */
export interface ResolutionFailure {
  ok: false
  outcome: Extract<Outcome, 'failure' | 'indeterminate'>
  problem: Problem
  sources: Source[]
}

export interface IssuerKeys {
  ok: true
  /** Every key that the issuer's own documents state, with what it may be used for. */
  keys: { method: VerificationMethod; relationships: VerificationRelationship[] }[]
  /** Whether they state any key, also of a kind that is not read here: then no other key is the issuer's. */
  statesKeys: boolean
  sources: Source[]
}

/** Looks up a key by its absolute id: a DID URL, or an https URL. */
export type ResolveVerificationMethod = (id: string) => Promise<ResolvedMethod | ResolutionFailure>

/** The keys stated by an issuer: its DID document, or its https profile with keys or JWKS. */
export type ResolveIssuerKeys = (issuerId: string) => Promise<IssuerKeys | ResolutionFailure>

/** What proofs need of the world: made once a verification, so that one document is fetched once. */
export interface KeyResolver {
  resolveVerificationMethod: ResolveVerificationMethod
  resolveIssuerKeys: ResolveIssuerKeys
}

type ProblemArguments = Parameters<typeof problem>

export function refuse(
  code: ProblemArguments[0],
  params: Record<string, string | number> = {},
  sources: Source[] = [],
): ResolutionFailure {
  return { ok: false, outcome: 'failure', problem: problem(code, { params }), sources }
}

export function cannotTell(
  code: ProblemArguments[0],
  params: Record<string, string | number> = {},
  sources: Source[] = [],
): ResolutionFailure {
  return { ok: false, outcome: 'indeterminate', problem: problem(code, { params }), sources }
}
