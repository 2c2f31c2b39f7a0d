/**
 * The key that signed a badge, and whether it is the issuer's: CryptographicKey of Open Badges 2.0 names its `owner`,
 * and the owner's Profile must name the key back. In 1.x a PEM file on the issuer's host.
 */
import { asArray, isJsonObject, type JsonObject } from '../json.ts'
import { parseJson } from '../parse-json.ts'
import { problem } from '../verify/problem.ts'
import type { Problem, Source } from '../verify/report.ts'
import { decode, fetchText, type LoadContext, nodeId, sameId, webUrlOf } from './load-node.ts'

export type SigningKey =
  | { ok: true; publicKeyPem: string; id: string; sources: Source[]; binding: Problem[] }
  /** `malformed`: it was read and is no key. Otherwise it could not be read. */
  | { ok: false; malformed: boolean; problems: Problem[]; sources: Source[] }

export async function loadSigningKey(
  assertion: JsonObject,
  issuer: JsonObject,
  context: LoadContext,
): Promise<SigningKey> {
  const verification = isJsonObject(assertion.verification) ? assertion.verification : {}
  const issuerKeys = asArray(issuer.publicKey)
  const id = nodeId(verification.creator) ?? nodeId(issuerKeys[0])
  if (id === null) {
    return { ok: false, malformed: true, problems: [problem('signing-key-missing')], sources: [] }
  }
  const inProfile = issuerKeys.find((key) => isJsonObject(key) && sameId(key.id, id))
  if (isJsonObject(inProfile) && typeof inProfile.publicKeyPem === 'string') {
    return {
      ok: true,
      publicKeyPem: inProfile.publicKeyPem,
      id,
      sources: [],
      binding: ownerProblems(inProfile, issuer),
    }
  }
  const answer = await fetchText(id, context.fetchDocument)
  if (!answer.ok || answer.status !== 200) {
    const reason = answer.ok ? `status-${answer.status}` : answer.reason
    const problems = [problem('signing-key-unreachable', { params: { url: id, reason } })]
    return { ok: false, malformed: false, problems, sources: [] }
  }
  const sources = [{ url: answer.url, via: answer.via, at: answer.fetchedAt }]
  const text = decode(answer.body)
  const listed = issuerKeys.some((key) => sameId(nodeId(key) ?? undefined, id))
  if (text.trimStart().startsWith('-----BEGIN')) {
    // The host's word counts for a Profile that lists no keys (1.x): a neighbour on the host could write one, too.
    const isHosts = issuerKeys.length === 0 && sameHost(id, issuer.id as string)
    const binding = listed || isHosts ? [] : [notIssuers(id, issuer)]
    return { ok: true, publicKeyPem: text.trim(), id, sources, binding }
  }
  const parsed = parseJson(text)
  const key = parsed.ok && isJsonObject(parsed.value) ? parsed.value : {}
  if (typeof key.publicKeyPem !== 'string') {
    return {
      ok: false,
      malformed: true,
      problems: [problem('signing-key-malformed', { params: { url: id } })],
      sources,
    }
  }
  const binding = listed ? ownerProblems(key, issuer) : [notIssuers(id, issuer)]
  return { ok: true, publicKeyPem: key.publicKeyPem, id, sources, binding }
}

/** A key that names another owner is not this issuer's, even where the Profile lists it. */
function ownerProblems(key: JsonObject, issuer: JsonObject): Problem[] {
  const owner = nodeId(key.owner)
  return owner === null || sameId(owner, issuer.id) ? [] : [notIssuers(nodeId(key) ?? '', issuer)]
}

function notIssuers(key: string, issuer: JsonObject): Problem {
  return problem('signing-key-not-issuers', { params: { key, issuer: nodeId(issuer) ?? '' } })
}

function sameHost(one: string, other: string): boolean {
  const [a, b] = [webUrlOf(one), webUrlOf(other)]
  return a !== null && b !== null && new URL(a).host === new URL(b).host
}
