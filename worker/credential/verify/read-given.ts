/** What was given, as far as it can be read: the check `parse`. Never throws. */
import { type CredentialFormat, type ReadInput, readInput } from '../intake/index.ts'
import type { JsonObject, JsonValue } from '../json.ts'
import { check } from './check.ts'
import { problem } from './problem.ts'
import type { Check } from './report.ts'
import type { Run } from './run.ts'

export interface Given {
  container: string
  format: CredentialFormat | null
  received: JsonObject | string
  document: JsonObject
  /** A token's header and claims. */
  header: JsonObject | null
  claims: JsonObject | null
  url: string | null
  /** A page to look at, and nothing to check behind it. */
  isOnlyLink: boolean
  checks: Check[]
}

/** One for each credential that was found; one that says why where none was. What is nested may not lead elsewhere. */
export async function readGiven(input: unknown, run: Run, followLinks: boolean): Promise<Given[]> {
  if (!isReadable(input))
    return [notRead('json', check('parse', 'failure', { problems: [problem('input-empty')] }))]
  const items = await readInput(input, followLinks ? { fetchDocument: run.fetchDocument } : {})
  return items.map(readItem)
}

function isReadable(input: unknown): input is string | Uint8Array | JsonObject | JsonValue[] {
  return typeof input === 'string' || (typeof input === 'object' && input !== null)
}

function readItem(item: ReadInput): Given {
  const { container, received, document, header, claims, format, url, sources, outcome, problems } = item
  if (received === null || document === null) {
    const isOnlyLink = problems.some(({ code }) => code === 'only-a-link')
    return { ...notRead(container, check('parse', outcome, { problems, sources })), url, isOnlyLink }
  }
  return {
    container,
    format,
    received,
    document,
    header,
    claims,
    url,
    isOnlyLink: false,
    checks: [check('parse', 'success', { problems, sources, facts: { container, format } })],
  }
}

function notRead(container: string, parse: Check): Given {
  return {
    container,
    format: null,
    received: '',
    document: {},
    header: null,
    claims: null,
    url: null,
    isOnlyLink: false,
    checks: [parse],
  }
}
