/**
 * BitstringStatusListEntry (W3C Bitstring Status List 1.0), every purpose. A bit of the purposes `refresh` and
 * `message` is not a revocation; a set bit of a purpose that nobody has defined leaves the status open.
 */
import { asArray, type JsonObject } from '../json.ts'
import type { ExpectedWord } from '../messages/words.ts'
import { isUrl } from '../verify/structure/fields.ts'
import { BitstringError, decodeBitstring, getEntry, MINIMUM_ENTRIES } from './bitstring.ts'
import { type LoadedList, loadList } from './load-list.ts'
import { oncePer } from './once-per.ts'
import { Finding, type StatusContext, type StatusFinding } from './status-finding.ts'

/** 4 MiB unzipped are 33 million entries of one bit. */
export const MAX_LIST_BYTES = 4 * 1024 * 1024

export interface BitReference {
  purpose: string
  index: number
  size: number
  url: string
}

export async function readBitstringEntry(entry: JsonObject, context: StatusContext): Promise<StatusFinding> {
  const finding = new Finding({
    type: 'BitstringStatusListEntry',
    statusPurpose: entry.statusPurpose ?? null,
    statusListIndex: entry.statusListIndex ?? null,
    statusListCredential: entry.statusListCredential ?? null,
  })
  const reference = readReference(entry, finding)
  if (reference === null) return finding
  const own = reference.size === 1 ? ((await context.readOwnStatus?.(reference)) ?? null) : null
  if (own !== null && own.issuerId === context.issuerId) {
    finding.sources.push({ url: reference.url, via: 'own', at: own.at })
    finding.facts.listLength = own.entries
    finding.facts.value = Number(own.isSet)
    return tell(reference, Number(own.isSet), entry, finding)
  }
  const types = { credential: 'BitstringStatusListCredential', subject: 'BitstringStatusList' }
  const loaded = await loadList(reference.url, types, finding, context)
  if (loaded === null) return finding
  const value = await readValue(reference, loaded, finding, context)
  if (value === null) return finding
  finding.facts.value = value
  return tell(reference, value, entry, finding)
}

/** The entry's own members; index as a string of digits, or as a number as Open Badges' examples write it. */
export function readReference(entry: JsonObject, finding: Finding): BitReference | null {
  const { statusPurpose, statusListIndex, statusListCredential, statusSize } = entry
  if (typeof statusPurpose !== 'string' || statusPurpose === '') return malformed('statusPurpose', 'a name')
  if (!isUrl(statusListCredential)) return malformed('statusListCredential', 'a URL')
  const isDigits = typeof statusListIndex === 'string' && /^\d{1,15}$/.test(statusListIndex)
  const isCount =
    typeof statusListIndex === 'number' && Number.isSafeInteger(statusListIndex) && statusListIndex >= 0
  if (!isDigits && !isCount) return malformed('statusListIndex', 'a number of the list’s entry, as a text')
  const size = statusSize === undefined ? 1 : statusSize
  if (typeof size !== 'number' || !Number.isInteger(size) || size < 1 || size > 32) {
    return malformed('statusSize', 'a whole number from 1 to 32')
  }
  return { purpose: statusPurpose, index: Number(statusListIndex), size, url: statusListCredential }

  function malformed(property: string, expected: ExpectedWord): null {
    finding.open('status-entry-malformed', { property, expected })
    return null
  }
}

async function readValue(
  reference: BitReference,
  { subject }: LoadedList,
  finding: Finding,
  context: StatusContext,
): Promise<number | null> {
  const { purpose, url } = reference
  const purposes = asArray(subject.statusPurpose)
  if (!purposes.includes(purpose)) {
    finding.open('status-list-purpose-mismatch', { url, purpose, listPurpose: purposes.join(', ') || 'none' })
    return null
  }
  const bytes = await decodeList(subject, url, finding)
  if (bytes === null) return null
  return entryAt(bytes, reference, finding, context)
}

const unpackOnce = oncePer(({ encodedList }: JsonObject) =>
  decodeBitstring(String(encodedList), { maxBytes: MAX_LIST_BYTES }),
)

export async function decodeList(
  subject: JsonObject,
  url: string,
  finding: Finding,
): Promise<Uint8Array | null> {
  const { encodedList } = subject
  if (typeof encodedList !== 'string') {
    finding.open('status-list-malformed', { url, detail: 'it has no encodedList' })
    return null
  }
  try {
    return await unpackOnce(subject)
  } catch (error) {
    if (error instanceof BitstringError && error.code === 'too-large') {
      finding.open('status-list-too-large', { url, max: MAX_LIST_BYTES })
    } else {
      finding.open('status-list-malformed', { url, detail: 'its encodedList cannot be unpacked' })
    }
    return null
  }
}

/** The entry's number; a short list is refused, or read with a warning where the policy says so. */
export function entryAt(
  bytes: Uint8Array,
  { index, size, url }: BitReference,
  finding: Finding,
  { policy }: StatusContext,
): number | null {
  const length = Math.floor((bytes.length * 8) / size)
  finding.facts.listLength = length
  if (length < MINIMUM_ENTRIES) {
    const params = { url, length, minimum: MINIMUM_ENTRIES }
    if (length < policy.minimumStatusListLength) {
      finding.open('status-list-too-short', params)
      return null
    }
    finding.note('status-list-too-short', params)
  }
  if (index >= length) {
    finding.open('status-index-out-of-range', { url, index })
    return null
  }
  return getEntry(bytes, index, size)
}

/** What the number means for the credential. */
export function tell(
  reference: BitReference,
  value: number,
  entry: JsonObject,
  finding: Finding,
): StatusFinding {
  const { purpose } = reference
  if (purpose === 'message') {
    const message = messageOf(entry, value)
    if (message !== null) finding.facts.message = message
    return message === null ? finding : finding.note('status-message', { message })
  }
  if (value === 0) return finding
  if (purpose === 'revocation') return finding.fail('revoked')
  if (purpose === 'suspension') return finding.fail('suspended')
  if (purpose === 'refresh') return finding.note('refresh-available')
  return finding.open('status-purpose-unknown', { purpose })
}

/** Section 2.1: statusMessage is a list of { status: '0x1', message }. */
function messageOf(entry: JsonObject, value: number): string | null {
  for (const item of asArray(entry.statusMessage)) {
    if (typeof item !== 'object' || item === null || Array.isArray(item)) continue
    const { status, message } = item
    if (typeof status !== 'string' || !/^0x[0-9a-f]{1,8}$/i.test(status)) continue
    if (Number.parseInt(status.slice(2), 16) === value && typeof message === 'string') return message
  }
  return null
}
