/** Reads one `credentialStatus` entry by its type. An unknown type leaves the status open, never green. */
import { asArray, type JsonObject } from '../json.ts'
import { readBitstringEntry } from './bitstring-entry.ts'
import { Finding, type StatusContext, type StatusFinding } from './status-finding.ts'

type EntryReader = (entry: JsonObject, context: StatusContext) => Promise<StatusFinding>

const READERS: ReadonlyMap<string, EntryReader> = new Map([
  ['BitstringStatusListEntry', readBitstringEntry],
  // Rarer ones are loaded when first needed.
  [
    'StatusList2021Entry',
    async (entry, context) =>
      (await import('./status-list-2021-entry.ts')).readStatusList2021Entry(entry, context),
  ],
  ['RevocationList2021Status', formerly2021('RevocationList2021Status')],
  ['SuspensionList2021Status', formerly2021('SuspensionList2021Status')],
  [
    'RevocationList2020Status',
    async (entry, context) =>
      (await import('./status-list-2021-entry.ts')).readRevocationList2020(entry, context),
  ],
  [
    '1EdTechRevocationList',
    async (entry, context) =>
      (await import('./revocation-list-1edtech.ts')).readRevocationList1EdTech(entry, context),
  ],
  [
    'TokenStatusList',
    async (entry, context) => (await import('./token-status-list.ts')).readTokenStatus(entry, context),
  ],
])

function formerly2021(type: 'RevocationList2021Status' | 'SuspensionList2021Status'): EntryReader {
  return async (entry, context) =>
    (await import('./status-list-2021-entry.ts')).readStatusList2021Entry(entry, context, type)
}

export async function readStatusEntry(entry: JsonObject, context: StatusContext): Promise<StatusFinding> {
  const types = asArray(entry.type)
  // In our order: theirs is not signed.
  for (const [type, read] of READERS) if (types.includes(type)) return read(entry, context)
  const type = types.map(String).join(', ').slice(0, 200)
  return new Finding({ type }).open('status-type-unknown', { type })
}
