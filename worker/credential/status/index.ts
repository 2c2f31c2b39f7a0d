/** Reads one `credentialStatus` entry by its type. An unknown type leaves the status open, never green. */
import type { JsonObject } from '../json.ts'
import { readBitstringEntry } from './bitstring-entry.ts'
import { Finding, type StatusContext, type StatusFinding } from './status-finding.ts'

type EntryReader = (entry: JsonObject, context: StatusContext) => Promise<StatusFinding>

const READERS: ReadonlyMap<string, EntryReader> = new Map([['BitstringStatusListEntry', readBitstringEntry]])

export async function readStatusEntry(entry: JsonObject, context: StatusContext): Promise<StatusFinding> {
  const types = Array.isArray(entry.type) ? entry.type : [entry.type]
  for (const type of types) {
    const read = typeof type === 'string' ? READERS.get(type) : undefined
    if (read) return read(entry, context)
  }
  const type = types.map(String).join(', ')
  return new Finding({ type }).open('status-type-unknown', { type })
}
