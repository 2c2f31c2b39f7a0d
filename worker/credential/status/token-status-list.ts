/**
 * Token Status List (IETF draft-ietf-oauth-status-list) of SD-JWT credentials: a signed token with a compressed list of
 * small numbers. Its key must be the credential issuer's; certificates are not judged.
 */
import { isJsonObject, type JsonObject } from '../json.ts'
import { fitsAlgorithm } from '../key/algorithms.ts'
import { decodeBase64url } from '../key/multibase.ts'
import { verifySignature } from '../key/verify-signature.ts'
import { checkSignature } from '../proof/check-signature.ts'
import {
  algorithmOfHeader,
  type CompactJws,
  checkCriticalHeaders,
  parseCompactJws,
} from '../proof/compact-jws.ts'
import { outcomeOf } from '../proof/reason.ts'
import { resolveSdJwtKey } from '../sd-jwt/issuer-key.ts'
import { isUrl } from '../verify/structure/fields.ts'
import { BitstringError, unzip } from './bitstring.ts'
import { MAX_LIST_BYTES } from './bitstring-entry.ts'
import { oncePer } from './once-per.ts'
import { Finding, type StatusContext, type StatusFinding } from './status-finding.ts'

/** `entry` is the reference in the credential: `idx` and `uri`. */
export async function readTokenStatus(entry: JsonObject, context: StatusContext): Promise<StatusFinding> {
  const { idx, uri } = entry
  const finding = new Finding({
    type: 'TokenStatusList',
    statusListIndex: idx ?? null,
    statusListCredential: uri ?? null,
  })
  if (!isUrl(uri)) return finding.open('status-entry-malformed', { property: 'uri', expected: 'a URL' })
  if (typeof idx !== 'number' || !Number.isSafeInteger(idx) || idx < 0) {
    return finding.open('status-entry-malformed', { property: 'idx', expected: 'a whole number' })
  }
  const token = await fetchToken(uri, finding, context)
  if (token === null || !(await believe(token, uri, finding, context))) return finding
  const value = await valueAt(token.payload.status_list, idx, uri, finding)
  if (value === null) return finding
  finding.facts.value = value
  if (value === 0) return finding
  if (value === 1) return finding.fail('revoked')
  return value === 2
    ? finding.fail('suspended')
    : finding.open('status-purpose-unknown', { purpose: `0x${value.toString(16)}` })
}

const parseOnce = oncePer((body: Uint8Array) => parseCompactJws(new TextDecoder().decode(body).trim()))

async function fetchToken(url: string, finding: Finding, context: StatusContext): Promise<CompactJws | null> {
  const answer = await context.fetchDocument({
    url,
    purpose: 'status-list',
    accept: 'application/statuslist+jwt',
  })
  if (!answer.ok || answer.status !== 200) {
    finding.open('status-list-unreachable', {
      url,
      reason: answer.ok ? `HTTP ${answer.status}` : answer.reason,
    })
    return null
  }
  finding.sources.push({ url: answer.url, via: answer.via, at: answer.fetchedAt })
  const parsed = parseOnce(answer.body)
  if ('payload' in parsed) return parsed
  finding.open('status-list-malformed', { url, detail: 'no token' })
  return null
}

/** Type, subject, dates, signature, and that the key is the credential issuer's. */
async function believe(
  token: CompactJws,
  url: string,
  finding: Finding,
  context: StatusContext,
): Promise<boolean> {
  const { header, payload, signature, signed } = token
  const { now, policy, keys, fetchDocument, issuerId } = context
  const seconds = now.getTime() / 1000
  const skew = policy.clockSkewSeconds
  if (header.typ !== 'statuslist+jwt' || payload.sub !== url) {
    finding.open('status-list-malformed', { url, detail: 'it is not the status list token of this address' })
  }
  const isCurrent =
    typeof payload.iat === 'number' &&
    payload.iat <= seconds + skew &&
    (payload.exp === undefined || (typeof payload.exp === 'number' && payload.exp > seconds - skew))
  if (!isCurrent) finding.open('status-list-outdated', { url })
  const algorithm = algorithmOfHeader(header)
  if (typeof algorithm !== 'string') {
    finding.open('status-list-unproven', { url })
    return false
  }
  const { reasons, issuer } = await checkSignature(
    {
      verifiable: {
        accepts: (key) => fitsAlgorithm(key, algorithm),
        verify: (key) => verifySignature(algorithm, key, signature, signed),
      },
      resolved: await resolveSdJwtKey(header, issuerId, { ...keys, fetchDocument }),
      issuerId,
      created: null,
    },
    { ...keys, now, policy },
  )
  const isProven =
    outcomeOf([...checkCriticalHeaders(header), ...reasons]) === 'success' && issuer.outcome === 'success'
  if (!isProven) finding.open('status-list-unproven', { url })
  return finding.outcome === 'success'
}

/** Section 4: numbers of 1, 2, 4 or 8 bits, the first in the least significant bits of its byte; zlib. */
async function valueAt(list: unknown, index: number, url: string, finding: Finding): Promise<number | null> {
  const bits = isJsonObject(list) ? list.bits : undefined
  const zipped = isJsonObject(list) && typeof list.lst === 'string' ? decodeBase64url(list.lst) : undefined
  if (typeof bits !== 'number' || ![1, 2, 4, 8].includes(bits) || zipped === undefined) {
    finding.open('status-list-malformed', { url, detail: 'its status_list is malformed' })
    return null
  }
  const bytes = await unzip(zipped, 'deflate', MAX_LIST_BYTES).catch((error: unknown) => error)
  if (!(bytes instanceof Uint8Array)) {
    const isTooLarge = bytes instanceof BitstringError && bytes.code === 'too-large'
    if (isTooLarge) finding.open('status-list-too-large', { url, max: MAX_LIST_BYTES })
    else finding.open('status-list-malformed', { url, detail: 'its lst cannot be unpacked' })
    return null
  }
  const perByte = 8 / bits
  const byte = bytes[Math.floor(index / perByte)]
  if (byte === undefined) {
    finding.open('status-index-out-of-range', { url, index })
    return null
  }
  return (byte >> ((index % perByte) * bits)) & (2 ** bits - 1)
}
