/**
 * From an assertion to its badge class and on to its issuer. The issuer's Profile is always read at its own id, since
 * only that shows who speaks; the badge class is too where its id is a web address.
 */
import { isJsonObject, type JsonObject } from '../json.ts'
import { problem } from '../verify/problem.ts'
import type { Problem, Source } from '../verify/report.ts'
import { type LoadContext, loadNode, nodeId, sameId, webUrlOf } from './load-node.ts'

export interface BadgeChain {
  badgeClass: JsonObject | null
  issuer: JsonObject | null
  issuerId: string | null
  /** The Profile came from its own id, so that it binds. Never true for the nameless issuers of 0.5. */
  issuerFetched: boolean
  /** Problems of severity `error` here mean: failure when the code says mismatch, else not reachable. */
  problems: Problem[]
  sources: Source[]
}

export async function loadBadgeChain(assertion: JsonObject, context: LoadContext): Promise<BadgeChain> {
  const chain: BadgeChain = {
    badgeClass: null,
    issuer: null,
    issuerId: null,
    issuerFetched: false,
    problems: [],
    sources: [],
  }
  chain.badgeClass = await loadBadgeClass(assertion, chain, context)
  if (!chain.badgeClass) return chain
  const inline = chain.badgeClass.issuer
  chain.issuerId = nodeId(inline)
  chain.issuer = isJsonObject(inline) ? inline : null
  if (webUrlOf(chain.issuerId ?? undefined) === null) {
    chain.problems.push(problem('issuer-id-not-web', { params: { id: chain.issuerId ?? '' } }))
    return chain
  }
  // 0.5 names no Profile, only the issuer's origin; what stands inline then binds nothing but that host.
  if (isJsonObject(inline) && typeof inline.origin === 'string') return chain
  const issuer = await loadNode(chain.issuerId as string, context)
  if (!issuer.ok || issuer.status === 410) {
    const reason = issuer.ok ? 'status-410' : issuer.reason
    chain.problems.push(
      problem('issuer-profile-unreachable', { params: { url: chain.issuerId as string, reason } }),
    )
    return chain
  }
  chain.sources.push(issuer.source)
  const named = issuer.node.id ?? chain.issuerId
  if (!sameId(named, chain.issuerId as string)) {
    chain.problems.push(mismatch('issuer-profile-mismatch', chain.issuerId as string, nodeId(named)))
    return chain
  }
  chain.issuer = { ...issuer.node, id: chain.issuerId as string }
  chain.issuerFetched = true
  return chain
}

async function loadBadgeClass(
  assertion: JsonObject,
  chain: BadgeChain,
  context: LoadContext,
): Promise<JsonObject | null> {
  const inline = isJsonObject(assertion.badge) ? assertion.badge : null
  const id = nodeId(assertion.badge)
  if (webUrlOf(id ?? undefined) === null) {
    if (!inline)
      chain.problems.push(problem('property-missing', { pointer: '/badge', params: { property: 'badge' } }))
    return inline
  }
  const loaded = await loadNode(id as string, context)
  if (!loaded.ok || loaded.status === 410) {
    const params = { url: id as string, reason: loaded.ok ? 'status-410' : loaded.reason }
    // What the host or the signature vouches for stands inline; the class's own page being gone takes nothing away.
    chain.problems.push(
      problem('badge-class-unreachable', { severity: inline ? 'warning' : 'error', params }),
    )
    return inline
  }
  chain.sources.push(loaded.source)
  if (!sameId(loaded.node.id ?? id, id as string)) {
    chain.problems.push(mismatch('badge-class-mismatch', id as string, nodeId(loaded.node.id)))
  } else if (
    inline &&
    nodeId(inline.issuer) !== null &&
    !sameId(nodeId(inline.issuer) as string, nodeId(loaded.node.issuer) as string)
  ) {
    chain.problems.push(
      mismatch('badge-class-mismatch', nodeId(inline.issuer) as string, nodeId(loaded.node.issuer)),
    )
  }
  return { ...loaded.node, id: id as string }
}

function mismatch(
  code: 'badge-class-mismatch' | 'issuer-profile-mismatch',
  expected: string,
  found: string | null,
): Problem {
  return problem(code, { params: { expected, found: found ?? '' } })
}
