/**
 * Whether the key that signed is the issuer's. Three ways, in this order: the issuer's own document lists that very
 * method; the issuer's document or JWKS states the same key (by thumbprint); the key's URL lies within the issuer's own
 * place on its host. I/O only through the resolver. A name, a logo or a fragment shows nothing.
 */
import { isWebUrl } from '../did/controller.ts'
import { parseDidUrl } from '../did/did-url.ts'
import { didWebBaseUrl } from '../did/did-web.ts'
import type { ResolvedMethod, VerificationRelationship } from '../did/resolution.ts'
import { problem } from '../verify/problem.ts'
import type { Source } from '../verify/report.ts'
import type { IssuerBinding, IssuerBindingFinding, ProofContext } from './finding.ts'

export interface Binding {
  issuerBinding: IssuerBinding
  issuer: IssuerBindingFinding
  sources: Source[]
}

export async function bindToIssuer(
  issuerId: string | null,
  resolved: ResolvedMethod,
  purpose: VerificationRelationship,
  ctx: ProofContext,
): Promise<Binding> {
  if (issuerId === null) return unbound(null, 'failure', 'issuer-missing')
  if (resolved.provenBy === 'controller-document' && resolved.method.controller === issuerId) {
    return bound('same-did', issuerId)
  }
  if (!isWebUrl(issuerId) && !issuerId.startsWith('did:')) {
    return unbound(issuerId, 'indeterminate', 'issuer-not-resolvable')
  }
  const stated = await ctx.resolveIssuerKeys(issuerId)
  const same = stated.ok
    ? stated.keys.filter(({ method }) => method.thumbprint === resolved.method.thumbprint)
    : []
  const isStated = same.some(
    ({ method, relationships }) =>
      relationships.includes(purpose) &&
      method.revoked === null &&
      (method.expires === null || Date.parse(method.expires) > ctx.now.getTime()),
  )
  if (isStated) return bound('same-did', issuerId, stated.sources)
  // A key's own URL may go on answering after its issuer took the key back.
  const isRevoked = same.some(
    ({ method: { revoked } }) => revoked !== null && !(Date.parse(revoked) > ctx.now.getTime()),
  )
  if (resolved.provenBy === 'key-document' && !isRevoked && liesWithin(issuerId, resolved)) {
    return bound('same-domain', issuerId, stated.sources)
  }
  if (stated.ok) return unbound(issuerId, 'failure', 'key-not-issuers', stated.sources)
  if (stated.outcome === 'failure') return unbound(issuerId, 'failure', 'key-not-issuers', stated.sources)
  return unbound(issuerId, 'indeterminate', 'issuer-keys-not-checked', stated.sources)
}

/** Where no key could be resolved, nothing can be said of whose it is. */
export function noBinding(issuerId: string | null): Binding {
  return issuerId === null
    ? unbound(null, 'failure', 'issuer-missing')
    : unbound(issuerId, 'indeterminate', 'issuer-keys-not-checked')
}

function bound(issuerBinding: IssuerBinding, id: string, sources: Source[] = []): Binding {
  return {
    issuerBinding,
    issuer: { outcome: 'success', problems: [], id, provenDomain: hostOf(id) },
    sources,
  }
}

function unbound(
  id: string | null,
  outcome: 'failure' | 'indeterminate',
  code: 'issuer-missing' | 'key-not-issuers' | 'issuer-keys-not-checked' | 'issuer-not-resolvable',
  sources: Source[] = [],
): Binding {
  const finding = problem(code, { params: { issuer: id ?? '' } })
  return { issuerBinding: 'none', issuer: { outcome, problems: [finding], id, provenDomain: null }, sources }
}

/** The URL of an https or did:web issuer. */
function placeOf(issuerId: string): URL | undefined {
  if (isWebUrl(issuerId)) return new URL(issuerId)
  const did = parseDidUrl(issuerId)
  return did?.method === 'web' ? didWebBaseUrl(did.identifier) : undefined
}

function hostOf(issuerId: string): string | null {
  return placeOf(issuerId)?.host ?? null
}

/**
 * Both the URL that was named and the one that answered must lie below the issuer's own path and carry no query: an open
 * redirect, or another tenant's folder on the same host, is not the issuer's.
 */
function liesWithin(issuerId: string, { method, location }: ResolvedMethod): boolean {
  const place = placeOf(issuerId)
  if (place === undefined || place.protocol !== 'https:') return false
  const folder = place.pathname.endsWith('/') ? place.pathname : `${place.pathname}/`
  return [method.id, location].every((text) => {
    if (!isWebUrl(text)) return false
    const url = new URL(text)
    return url.origin === place.origin && url.search === '' && `${url.pathname}/`.startsWith(folder)
  })
}
