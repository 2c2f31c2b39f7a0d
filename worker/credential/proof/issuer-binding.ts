/**
 * Whether the key that signed is the issuer's. Three ways, in this order: the issuer's own document lists that very
 * method; the issuer's document or JWKS states the same key (by thumbprint); the issuer's document states no key at all,
 * and the key's URL lies within the issuer's own place on its host. I/O only through the resolver. A name, a logo or a
 * fragment shows nothing.
 */
import { isWebUrl } from '../did/controller.ts'
import { parseDidUrl } from '../did/did-url.ts'
import { didWebBaseUrl } from '../did/did-web.ts'
import type {
  IssuerKeys,
  ResolutionFailure,
  ResolvedMethod,
  VerificationRelationship,
} from '../did/resolution.ts'
import { problem } from '../verify/problem.ts'
import type { Source } from '../verify/report.ts'
import type { IssuerBinding, IssuerBindingFinding, ProofContext } from './finding.ts'

export interface Binding {
  issuerBinding: IssuerBinding
  issuer: IssuerBindingFinding
  sources: Source[]
  /** When the key ends by the issuer's own document, where another document (the key's own) was read. */
  expires?: string | null
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
  const { sources } = stated
  const same = stated.ok
    ? stated.keys.filter(
        ({ method, relationships }) =>
          method.thumbprint === resolved.method.thumbprint &&
          method.revoked === null &&
          relationships.includes(purpose),
      )
    : []
  const endsAfter =
    (time: number) =>
    ({ method: { expires } }: (typeof same)[number]) =>
      expires === null || Date.parse(expires) > time
  if (same.some(endsAfter(ctx.now.getTime()))) return bound('same-did', issuerId, sources)
  const [ended] = same
  if (resolved.provenBy === 'key-document' && liesWithin(issuerId, resolved)) {
    // Its own URL may go on answering after the issuer ended the key: the issuer's date counts.
    if (ended) return { ...bound('same-did', issuerId, sources), expires: ended.method.expires }
    // Whoever may put a file on the host is not thereby the issuer, where it says itself which keys are its own.
    if (statesNoKey(stated, issuerId)) return bound('same-domain', issuerId, sources)
  }
  const isOpen = !stated.ok && stated.outcome === 'indeterminate'
  return isOpen
    ? unbound(issuerId, 'indeterminate', 'issuer-keys-not-checked', sources)
    : unbound(issuerId, 'failure', 'key-not-issuers', sources)
}

/** Looked at, and there is none: a document without keys, or at an https issuer's address another document or a page. */
function statesNoKey(stated: IssuerKeys | ResolutionFailure, issuerId: string): boolean {
  if (stated.ok) return !stated.statesKeys
  if (!isWebUrl(issuerId)) return false
  const { code, params = {} } = stated.problem
  if (code === 'key-document-unreachable') {
    return params.reason === 'wrong-type' || params.reason === 'redirected to another host'
  }
  if (code === 'key-document-unavailable') return params.status === 404 || params.status === 410
  return code === 'controller-document-mismatch' || code === 'key-document-unreadable'
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
