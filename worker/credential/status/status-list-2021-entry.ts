/**
 * StatusList2021Entry (W3C CCG, the forerunner of Bitstring Status List; Microsoft Entra, Open edX) and
 * RevocationList2020Status. The same compressed bit string in another wrapping.
 */
import { asArray, type JsonObject } from '../json.ts'
import { type BitReference, decodeList, entryAt, readReference, tell } from './bitstring-entry.ts'
import { loadList } from './load-list.ts'
import { Finding, type StatusContext, type StatusFinding } from './status-finding.ts'

/** By the entry's type: what it is for where it does not say, and what its list's subject may call itself. */
const KINDS = {
  StatusList2021Entry: { purpose: 'revocation', subjects: ['StatusList2021'] },
  // Names of the same before its specification had a purpose (2022); Microsoft Entra still writes the first.
  RevocationList2021Status: { purpose: 'revocation', subjects: ['RevocationList2021', 'StatusList2021'] },
  SuspensionList2021Status: { purpose: 'suspension', subjects: ['SuspensionList2021', 'StatusList2021'] },
}

export async function readStatusList2021Entry(
  entry: JsonObject,
  context: StatusContext,
  type: keyof typeof KINDS = 'StatusList2021Entry',
): Promise<StatusFinding> {
  const kind = KINDS[type]
  const finding = new Finding({
    type,
    statusPurpose: entry.statusPurpose ?? null,
    statusListIndex: entry.statusListIndex ?? null,
    statusListCredential: entry.statusListCredential ?? null,
  })
  const reference = readReference({ statusPurpose: kind.purpose, ...entry }, finding)
  if (reference === null) return finding
  const types = { credential: 'StatusList2021Credential', subject: kind.subjects }
  const loaded = await loadList(reference.url, types, finding, context)
  if (loaded === null) return finding
  const { purpose, url } = reference
  const purposes = asArray(loaded.subject.statusPurpose)
  if (purposes.length > 0 && !purposes.includes(purpose)) {
    return finding.open('status-list-purpose-mismatch', { url, purpose, listPurpose: purposes.join(', ') })
  }
  const bytes = await decodeList(loaded.subject, url, finding)
  return bytes === null ? finding : readBytes(bytes, reference, entry, finding, context)
}

function readBytes(
  bytes: Uint8Array,
  reference: BitReference,
  entry: JsonObject,
  finding: Finding,
  context: StatusContext,
): StatusFinding {
  if (hasByteForBit(bytes)) return finding.open('status-list-unreadable', { url: reference.url })
  const value = entryAt(bytes, reference, finding, context)
  if (value === null) return finding
  finding.facts.value = value
  return tell(reference, value, entry, finding)
}

/**
 * Open edX writes one byte for each entry, 10,000 in all, where the specification wants one bit: a bit reader would read
 * somebody else's status, mostly 'not revoked'.
 */
function hasByteForBit(bytes: Uint8Array): boolean {
  return bytes.length === 10_000 && bytes.every((byte) => byte <= 1)
}

/**
 * Its specification leaves the order of bits within a byte open, and implementations differed: where the two readings
 * disagree, the status cannot be read.
 */
export async function readRevocationList2020(
  entry: JsonObject,
  context: StatusContext,
): Promise<StatusFinding> {
  const { revocationListIndex, revocationListCredential } = entry
  const finding = new Finding({
    type: 'RevocationList2020Status',
    statusPurpose: 'revocation',
    statusListIndex: revocationListIndex ?? null,
    statusListCredential: revocationListCredential ?? null,
  })
  const asEntry: JsonObject = { statusPurpose: 'revocation' }
  if (revocationListIndex !== undefined) asEntry.statusListIndex = revocationListIndex
  if (revocationListCredential !== undefined) asEntry.statusListCredential = revocationListCredential
  const reference = readReference(asEntry, finding)
  if (reference === null) return finding
  const types = { credential: 'RevocationList2020Credential', subject: 'RevocationList2020' }
  const loaded = await loadList(reference.url, types, finding, context)
  const bytes = loaded && (await decodeList(loaded.subject, reference.url, finding))
  if (!bytes) return finding
  const value = entryAt(bytes, reference, finding, context)
  const { index, url } = reference
  const mirrored = entryAt(
    bytes,
    { ...reference, index: index - (index % 8) + (7 - (index % 8)) },
    finding,
    context,
  )
  if (value === null || mirrored === null) return finding
  if (value !== mirrored) return finding.open('status-list-unreadable', { url })
  finding.facts.value = value
  return tell(reference, value, entry, finding)
}
