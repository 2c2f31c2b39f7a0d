/**
 * 1EdTechRevocationList (1EdTech Verifiable Credentials Revocation List 1.0, deprecated since Open Badges 3.0 revision
 * 1.3 and still in use): an unsigned list of revoked credentials by id. Its host's word over https is all there is.
 */
import { asArray, isJsonObject, type JsonObject, type JsonValue } from '../json.ts'
import { isUrl } from '../verify/structure/fields.ts'
import { oncePer } from './once-per.ts'
import { parseDocument } from './parse-document.ts'
import { Finding, type StatusContext, type StatusFinding } from './status-finding.ts'

/** Entries that are looked at. */
const MAX_REVOKED = 100_000

export async function readRevocationList1EdTech(
  entry: JsonObject,
  context: StatusContext,
): Promise<StatusFinding> {
  const url = entry.id
  const finding = new Finding({
    type: '1EdTechRevocationList',
    statusPurpose: 'revocation',
    statusListCredential: url ?? null,
  })
  const { id } = context.credential
  if (!isUrl(url)) return finding.open('status-entry-malformed', { property: 'id', expected: 'a URL' })
  if (typeof id !== 'string') {
    return finding.open('status-entry-malformed', { property: 'id of the credential', expected: 'there' })
  }
  const list = await fetchList(url, finding, context)
  if (list === null) return finding
  const listIssuer = isJsonObject(list.issuer) ? list.issuer.id : list.issuer
  if (listIssuer !== context.issuerId) {
    return finding.open('status-list-issuer-mismatch', { url, listIssuer: String(listIssuer ?? 'nobody') })
  }
  finding.note('status-list-unsigned', { url })
  return tellRevoked(revokedEntry(list, id, finding, url), finding)
}

const readOnce = oncePer(parseDocument)

async function fetchList(url: string, finding: Finding, context: StatusContext): Promise<JsonObject | null> {
  const answer = await context.fetchDocument({ url, purpose: 'status-list', accept: 'application/json' })
  if (!answer.ok || answer.status !== 200) {
    finding.open('status-list-unreachable', {
      url,
      reason: answer.ok ? `HTTP ${answer.status}` : answer.reason,
    })
    return null
  }
  finding.sources.push({ url: answer.url, via: answer.via, at: answer.fetchedAt })
  const list = readOnce(answer.body)
  // A list of another kind names no revoked credential, and would clear every one.
  const isOther = (one: JsonObject) => 'credentialSubject' in one || 'revokedAssertions' in one
  if (isJsonObject(list) && !isOther(list)) return list
  finding.open('status-list-malformed', { url, detail: 'no JSON object' })
  return null
}

/** The entry of this credential; undefined where it is not listed. */
function revokedEntry(list: JsonObject, id: string, finding: Finding, url: string): JsonValue | undefined {
  const revoked = list.revokedCredential ?? list.revokedCredentials
  if (!Array.isArray(revoked)) {
    // An absent list is an empty one; anything else in its place is a mistake that may hide a revocation.
    if (revoked !== undefined)
      finding.open('status-list-malformed', { url, detail: 'revokedCredential is no list' })
    return undefined
  }
  if (revoked.length > MAX_REVOKED) finding.open('status-list-too-large', { url, max: MAX_REVOKED })
  return byId(revoked).get(normalized(id))
}

/** The last entry of each. */
const byId = oncePer(
  (revoked: JsonValue[]) =>
    new Map(
      revoked
        .slice(0, MAX_REVOKED)
        .map((item) => [normalized(isJsonObject(item) ? item.id : item), item] as const),
    ),
)

/** Revoked when listed, unless the entry says `revoked: false`. */
function tellRevoked(found: JsonValue | undefined, finding: Finding): StatusFinding {
  if (found === undefined) return finding
  if (!isJsonObject(found) || found.revoked !== false) {
    const reason = asArray(isJsonObject(found) ? found.revocationReason : undefined)[0]
    finding.fail('revoked')
    return typeof reason === 'string' ? finding.note('revoked-reason', { reason }) : finding
  }
  return finding
}

/** Open Badges 3.0, credential equality: ids are compared after percent-decoding and trimming. */
function normalized(id: JsonValue | undefined): string | null {
  if (typeof id !== 'string') return null
  try {
    return decodeURIComponent(id.trim())
  } catch {
    return id.trim()
  }
}
