/**
 * The key that a token's header names. I/O only through the resolver. `kid` is looked up; a key that the token brings
 * along (`jwk`) counts only if the issuer's own document states it. `jku`, `x5u` and `x5c` are never followed.
 */
import { isWebUrl } from '../did/controller.ts'
import { parseDidUrl, withSoleMethod } from '../did/did-url.ts'
import {
  cannotTell,
  type KeyResolver,
  type ResolutionFailure,
  type ResolvedMethod,
  refuse,
} from '../did/resolution.ts'
import type { JsonObject } from '../json.ts'
import { isSameKey, jwkThumbprint, KeyError, type PublicJwk, parsePublicJwk } from '../key/jwk.ts'

export async function resolveJwtKey(
  { kid, jwk }: JsonObject,
  issuerId: string | null,
  resolver: KeyResolver,
): Promise<ResolvedMethod | ResolutionFailure> {
  const embedded = jwk === undefined ? undefined : parseEmbedded(jwk)
  if (embedded !== undefined && 'ok' in embedded) return embedded
  if (kid === undefined) {
    return embedded === undefined ? refuse('jwt-key-missing') : resolveEmbedded(embedded, issuerId, resolver)
  }
  if (typeof kid !== 'string') return refuse('verification-method-malformed', { id: String(kid) })
  const resolved = await resolveKid(kid, issuerId, resolver)
  if (resolved.ok && embedded !== undefined && !isSameKey(embedded, resolved.method.publicKeyJwk)) {
    return refuse('jwt-embedded-key-mismatch', {}, resolved.sources)
  }
  return resolved
}

function parseEmbedded(jwk: unknown): PublicJwk | ResolutionFailure {
  try {
    return parsePublicJwk(jwk)
  } catch (error) {
    const code = error instanceof KeyError ? error.code : 'key-malformed'
    return code === 'key-type-unsupported' ? cannotTell(code) : refuse(code)
  }
}

/** By a URL or DID URL, which means the same whoever the issuer is. */
export function namesKeyInFull({ kid }: JsonObject): boolean {
  return typeof kid === 'string' && fullKeyId(kid) !== undefined
}

function fullKeyId(kid: string): string | undefined {
  if (isWebUrl(kid)) return kid
  const named = withSoleMethod(kid)
  return parseDidUrl(named)?.fragment ? named : undefined
}

async function resolveKid(kid: string, issuerId: string | null, resolver: KeyResolver) {
  const id = fullKeyId(kid)
  return id === undefined ? resolveRelative(kid, issuerId, resolver) : resolver.resolveVerificationMethod(id)
}

/** A plain name (`key-1`, `#key-1`) means something only within the issuer's own document or JWKS. */
async function resolveRelative(
  kid: string,
  issuerId: string | null,
  resolver: KeyResolver,
): Promise<ResolvedMethod | ResolutionFailure> {
  if (issuerId === null) return refuse('verification-method-malformed', { id: kid })
  const stated = await resolver.resolveIssuerKeys(issuerId)
  if (!stated.ok) return stated
  const names = [kid, `${issuerId}#${kid.replace(/^#/, '')}`]
  const found = stated.keys.filter(({ method }) => names.includes(method.id))
  if (found.length !== 1 || found[0] === undefined) {
    return refuse('verification-method-not-found', { id: kid }, stated.sources)
  }
  return statedBy(issuerId, found[0], stated.sources)
}

async function resolveEmbedded(
  embedded: PublicJwk,
  issuerId: string | null,
  resolver: KeyResolver,
): Promise<ResolvedMethod | ResolutionFailure> {
  if (issuerId === null) return refuse('issuer-missing')
  const [thumbprint, stated] = await Promise.all([
    jwkThumbprint(embedded),
    resolver.resolveIssuerKeys(issuerId),
  ])
  if (!stated.ok) {
    return stated.outcome === 'failure'
      ? refuse('jwt-embedded-key-stranger', {}, stated.sources)
      : cannotTell('issuer-keys-not-checked', { issuer: issuerId }, stated.sources)
  }
  const found = stated.keys.find(({ method }) => method.thumbprint === thumbprint)
  if (found === undefined) return refuse('jwt-embedded-key-stranger', {}, stated.sources)
  return statedBy(issuerId, found, stated.sources)
}

function statedBy(
  issuerId: string,
  { method, relationships }: Pick<ResolvedMethod, 'method' | 'relationships'>,
  sources: ResolvedMethod['sources'],
): ResolvedMethod {
  return {
    ok: true,
    method: { ...method, controller: issuerId },
    relationships,
    provenBy: 'controller-document',
    location: issuerId,
    sources,
  }
}
