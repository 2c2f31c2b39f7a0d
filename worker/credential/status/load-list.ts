/**
 * A status list credential, fetched and verified. Errors become the finding's problems and `null`.
 * Section 3.2 of Bitstring Status List 1.0, steps 1 to 6.
 */
import { asArray, isJsonObject, type JsonObject, type JsonValue } from '../json.ts'
import { oncePer } from './once-per.ts'
import { parseDocument } from './parse-document.ts'
import type { Finding, StatusContext, VerifiedList } from './status-finding.ts'

const ACCEPT =
  'application/vc, application/vc+jwt;q=0.9, application/vc+ld+json;q=0.9, application/json;q=0.8, */*;q=0.1'

const readOnce = oncePer(parseDocument)

export interface LoadedList {
  list: VerifiedList
  /** Its credentialSubject. */
  subject: JsonObject
}

/** `types` name what the credential and its subject may call themselves. */
export async function loadList(
  url: string,
  types: { credential: string; subject: string | string[] },
  finding: Finding,
  context: StatusContext,
): Promise<LoadedList | null> {
  const address = url.startsWith('did:') ? await addressOf(url, finding, context) : url
  if (address === null) return null
  const answer = await context.fetchDocument({ url: address, purpose: 'status-list', accept: ACCEPT })
  if (!answer.ok) return nothing(finding.open('status-list-unreachable', { url, reason: answer.reason }))
  finding.sources.push({ url: answer.url, via: answer.via, at: answer.fetchedAt })
  if (answer.status !== 200) {
    return nothing(finding.open('status-list-unreachable', { url, reason: `HTTP ${answer.status}` }))
  }
  const received = readOnce(answer.body)
  if (received === null)
    return nothing(finding.open('status-list-malformed', { url, detail: 'no JSON or JWT' }))
  const list = await context.verifyList(received)
  if (list === null) return nothing(finding.open('status-list-malformed', { url, detail: 'no credential' }))
  if (!believe(list, url, finding, context)) return null
  return readSubject(list, types, url, finding)
}

/** Where a DID URL leads to (Microsoft Entra names its lists so). A list in an Identity Hub has no address to fetch. Few
 * lists are named so: what resolves them is loaded then. */
async function addressOf(
  didUrl: string,
  finding: Finding,
  { fetchDocument }: StatusContext,
): Promise<string | null> {
  const { addressOfService } = await import('../did/service.ts')
  const found = await addressOfService(didUrl, fetchDocument)
  finding.sources.push(...found.sources)
  if (found.ok) return found.url
  if ('problem' in found) finding.problems.push(found.problem)
  const isStore = 'reason' in found && found.reason === 'store'
  finding.open(isStore ? 'status-list-in-store' : 'status-list-not-located', { url: didUrl })
  return null
}

function believe(list: VerifiedList, url: string, finding: Finding, context: StatusContext): boolean {
  // Whoever only hosts an issuer's lists could put one in another's place.
  const [named, asked] = [placeOf(list.credential.id), placeOf(url)]
  if (named !== null && asked !== null && named !== asked)
    finding.open('status-list-malformed', { url, detail: 'it is the list of another address' })
  if (list.proof !== 'good') finding.open('status-list-unproven', { url })
  if (!list.current) finding.open('status-list-outdated', { url })
  if (list.issuerId !== context.issuerId) {
    const params = { url, listIssuer: list.issuerId ?? 'nobody' }
    if (context.policy.foreignStatusListIssuer === 'warn') finding.note('status-list-issuer-mismatch', params)
    else finding.open('status-list-issuer-mismatch', params)
  }
  return finding.outcome === 'success'
}

/** Of a web address, whatever its scheme; null for other ids (DIDs, urn:uuid). */
function placeOf(id: JsonValue | undefined): string | null {
  const url = typeof id === 'string' && /^https?:/i.test(id) ? URL.parse(id) : null
  return url && url.host + url.pathname + url.search
}

function readSubject(
  list: VerifiedList,
  types: { credential: string; subject: string | string[] },
  url: string,
  finding: Finding,
): LoadedList | null {
  const subject = list.credential.credentialSubject
  if (!asArray(list.credential.type).includes(types.credential)) {
    return nothing(
      finding.open('status-list-malformed', { url, detail: 'its type is not that of a status list' }),
    )
  }
  if (
    !isJsonObject(subject) ||
    !asArray(types.subject).some((type) => asArray(subject.type).includes(type))
  ) {
    return nothing(finding.open('status-list-malformed', { url, detail: 'its subject is not a status list' }))
  }
  return { list, subject }
}

function nothing(_finding: Finding): null {
  return null
}
