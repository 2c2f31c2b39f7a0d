/** Reads one `credentialStatus` entry by its type. An unknown type leaves the status open, never green. */
import { asArray, type JsonObject } from '../json.ts'
import { readBitstringEntry } from './bitstring-entry.ts'
import { readRevocationList1EdTech } from './revocation-list-1edtech.ts'
import { Finding, type StatusContext, type StatusFinding } from './status-finding.ts'
import { readRevocationList2020, readStatusList2021Entry } from './status-list-2021-entry.ts'

type EntryReader = (entry: JsonObject, context: StatusContext) => Promise<StatusFinding>

const READERS: ReadonlyMap<string, EntryReader> = new Map([
  ['BitstringStatusListEntry', readBitstringEntry],
  ['StatusList2021Entry', readStatusList2021Entry],
  ['RevocationList2020Status', readRevocationList2020],
  ['1EdTechRevocationList', readRevocationList1EdTech],
  // Loaded when first needed, as SD-JWT itself is.
  [
    'TokenStatusList',
    async (entry, context) => (await import('./token-status-list.ts')).readTokenStatus(entry, context),
  ],
])

export async function readStatusEntry(entry: JsonObject, context: StatusContext): Promise<StatusFinding> {
  const types = asArray(entry.type)
  for (const type of types) {
    const read = typeof type === 'string' ? READERS.get(type) : undefined
    if (read) return read(entry, context)
  }
  const type = types.map(String).join(', ').slice(0, 200)
  return new Finding({ type }).open('status-type-unknown', { type })
}
