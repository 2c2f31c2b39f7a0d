/** Has the issuer listed this badge as revoked? RevocationList of Open Badges 2.0, or the plain map of 1.0. */
import { asArray, isJsonObject, type JsonObject, type JsonValue } from '../json.ts'
import { check } from '../verify/check.ts'
import { problem } from '../verify/problem.ts'
import type { Check } from '../verify/report.ts'
import { type LoadContext, loadNode, nodeId, sameId } from './load-node.ts'

/** undefined: the issuer keeps no list. An unreachable list leaves the status open. */
export async function checkRevocationList(
  assertion: JsonObject,
  issuer: JsonObject,
  context: LoadContext,
): Promise<Check | undefined> {
  const url = nodeId(issuer.revocationList)
  if (url === null) return undefined
  const facts = { type: 'RevocationList', revocationList: url }
  const loaded = await loadNode(url, context)
  if (!loaded.ok || loaded.status === 410) {
    const reason = loaded.ok ? 'status-410' : loaded.reason
    const problems = [problem('revocation-list-unreachable', { params: { url, reason } })]
    return check('status', 'indeterminate', { facts, problems })
  }
  const sources = [loaded.source]
  const owner = nodeId(loaded.node.issuer)
  if (owner !== null && !sameId(owner, issuer.id)) {
    return check('status', 'indeterminate', {
      facts,
      sources,
      problems: [problem('status-list-issuer-mismatch', { params: { url, listIssuer: owner } })],
    })
  }
  const entry = findEntry(loaded.node, assertion)
  if (!entry) return check('status', 'success', { facts, sources })
  return check('status', 'failure', { facts, sources, problems: [revoked(entry.reason)] })
}

export function revoked(reason: JsonValue | undefined) {
  return typeof reason === 'string' && reason !== ''
    ? problem('revoked-reason', { params: { reason: reason.slice(0, 500) } })
    : problem('revoked')
}

/** An entry is an id, an object with `id` or `uid`, or (1.0) a member by `uid` with the reason as value. */
function findEntry(list: JsonObject, { id, uid }: JsonObject): { reason: JsonValue | undefined } | undefined {
  for (const entry of asArray(list.revokedAssertions)) {
    if (typeof entry === 'string' && sameId(entry, id)) return { reason: undefined }
    if (!isJsonObject(entry)) continue
    const byUid = typeof uid === 'string' && entry.uid === uid
    if (byUid || sameId(entry.id, id)) return { reason: entry.revocationReason }
  }
  const listed = typeof uid === 'string' && !('revokedAssertions' in list) && Object.hasOwn(list, uid)
  return listed ? { reason: list[uid] } : undefined
}
