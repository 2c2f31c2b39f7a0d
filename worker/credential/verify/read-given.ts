/** What was given, as far as it can be read: the check `parse`. Never throws. */
import { type CredentialFormat, decodeToken, type ReadInput, readInput } from '../intake/index.ts'
import { isJsonObject, type JsonObject, type JsonValue } from '../json.ts'
import { check } from './check.ts'
import { problem } from './problem.ts'
import type { Check } from './report.ts'
import type { Run } from './run.ts'

export interface Given {
  container: string
  format: CredentialFormat | null
  received: JsonObject | string
  document: JsonObject
  /** A token's claims. */
  claims: JsonObject | null
  url: string | null
  checks: Check[]
}

/** One for each credential that was found; one that says why where none was. */
export async function readGiven(input: unknown, run: Run): Promise<Given[]> {
  if (!isReadable(input))
    return [notRead('json', check('parse', 'failure', { problems: [problem('input-empty')] }))]
  const items = await readInput(input, { fetchDocument: run.fetchDocument })
  return items.map(readItem)
}

function isReadable(input: unknown): input is string | Uint8Array | JsonObject | JsonValue[] {
  return typeof input === 'string' || (typeof input === 'object' && input !== null)
}

function readItem({ container, received, document, format, url, sources, problems }: ReadInput): Given {
  if (received === null || document === null) {
    return notRead(container, check('parse', 'failure', { problems, sources }))
  }
  return {
    container,
    format,
    received,
    document,
    claims: typeof received === 'string' ? claimsOf(received) : null,
    url,
    checks: [check('parse', 'success', { problems, sources, facts: { container, format } })],
  }
}

function notRead(container: string, parse: Check): Given {
  return { container, format: null, received: '', document: {}, claims: null, url: null, checks: [parse] }
}

function claimsOf(token: string): JsonObject | null {
  const decoded = decodeToken(token)
  return decoded.ok && isJsonObject(decoded.claims) ? decoded.claims : null
}
