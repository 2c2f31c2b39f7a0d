/**
 * Hosted verification: the assertion is read at its own id, and what stands there counts, not what was handed in.
 * A copy that names another recipient, badge or id than the host does is not the badge that the host confirms.
 */
import { isJsonObject, type JsonObject, type JsonValue } from '../json.ts'
import { upgradeAssertion } from '../openbadges1/upgrade.ts'
import { check } from '../verify/check.ts'
import { problem } from '../verify/problem.ts'
import type { Check, Problem } from '../verify/report.ts'
import { type LoadContext, loadNode, nodeId, sameId, webUrlOf } from './load-node.ts'
import { revoked } from './revocation.ts'

export interface HostedAnswer {
  /** The host's assertion in the words of 2.0; the copy handed in where the host gave none. */
  assertion: JsonObject
  proof: Check
  /** Set when the host itself says that the badge is revoked. */
  status: Check | null
}

export async function askHost(copy: JsonObject, context: LoadContext): Promise<HostedAnswer> {
  const id = nodeId(copy)
  if (id === null || webUrlOf(id) === null) {
    const problems = [problem('hosted-without-address', { params: { id: id ?? '' } })]
    return { assertion: copy, proof: check('proof', 'indeterminate', { problems }), status: null }
  }
  const facts = { type: 'hosted', assertion: id }
  const loaded = await loadNode(id, context)
  if (!loaded.ok) {
    const denied = loaded.status === 404
    const code = denied ? 'hosted-unknown' : 'hosted-unreachable'
    const problems = [problem(code, { params: { url: id, reason: loaded.reason } })]
    const outcome = denied ? 'failure' : 'indeterminate'
    return {
      assertion: copy,
      proof: check('proof', outcome, { facts, problems, sources: loaded.sources }),
      status: null,
    }
  }
  const { node, status, source } = loaded
  const sources = [source]
  if (status === 410 || node.revoked === true) {
    const confirmed = 'badge' in node ? upgradeAssertion(node, id) : copy
    return {
      assertion: confirmed,
      proof: check('proof', 'success', { facts, sources }),
      status: check('status', 'failure', { sources, facts, problems: [revoked(node.revocationReason)] }),
    }
  }
  const assertion = upgradeAssertion(node, id)
  const problems = differences(copy, assertion, id)
  const failed = problems.some(({ severity }) => severity === 'error')
  return {
    assertion,
    proof: check('proof', failed ? 'failure' : 'success', { facts, sources, problems }),
    status: null,
  }
}

function differences(copy: JsonObject, hosted: JsonObject, id: string): Problem[] {
  if (!sameId(hosted.id, id)) {
    return [problem('hosted-id-mismatch', { params: { expected: id, found: nodeId(hosted) ?? '' } })]
  }
  const named: [string, boolean][] = [
    ['recipient', sameRecipient(copy.recipient, hosted.recipient)],
    ['badge', sameBadge(copy.badge, hosted.badge)],
  ]
  const differing = named.filter(([, same]) => !same).map(([property]) => property)
  if (differing.length > 0)
    return [problem('hosted-differs', { params: { properties: differing.join(', ') } })]
  const dates = ['issuedOn', 'expires'].filter((property) => !sameInstant(copy[property], hosted[property]))
  if (dates.length === 0) return []
  return [problem('hosted-dates-differ', { severity: 'warning', params: { properties: dates.join(', ') } })]
}

function sameRecipient(copy: JsonValue | undefined, hosted: JsonValue | undefined): boolean {
  if (!isJsonObject(copy) || !isJsonObject(hosted)) return false
  return (['identity', 'salt', 'type'] as const).every((member) => {
    const [one, other] = [copy[member] ?? null, hosted[member] ?? null]
    return typeof one === 'string' && typeof other === 'string'
      ? one.toLowerCase() === other.toLowerCase()
      : one === other
  })
}

/** By id; classes without one (0.5) by name. */
function sameBadge(copy: JsonValue | undefined, hosted: JsonValue | undefined): boolean {
  const [one, other] = [nodeId(copy), nodeId(hosted)]
  if (one !== null || other !== null) return sameId(one ?? undefined, other ?? undefined)
  return isJsonObject(copy) && isJsonObject(hosted) && copy.name === hosted.name
}

function sameInstant(copy: JsonValue | undefined, hosted: JsonValue | undefined): boolean {
  if ((copy ?? null) === (hosted ?? null)) return true
  return typeof copy === 'string' && typeof hosted === 'string' && Date.parse(copy) === Date.parse(hosted)
}
