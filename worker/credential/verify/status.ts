/** The check `status`: every status entry, each with its own answer. */
import { asArray, isJsonObject, type JsonObject } from '../json.ts'
import { readStatusEntry } from '../status/index.ts'
import { Finding, type StatusContext } from '../status/status-finding.ts'
import { check } from './check.ts'
import { problem } from './problem.ts'
import type { Check } from './report.ts'

/** A credential has one to three entries; more than this is an attack on our time. */
export const MAX_STATUS_ENTRIES = 16

export async function checkStatus(credential: JsonObject, context: StatusContext): Promise<Check[]> {
  const entries = asArray(credential.credentialStatus)
  if (entries.length === 0) return [check('status', 'skipped')]
  const checks: Check[] = []
  for (const [index, entry] of entries.slice(0, MAX_STATUS_ENTRIES).entries()) {
    const finding = isJsonObject(entry)
      ? await readStatusEntry(entry, context)
      : new Finding({}).open('status-entry-malformed', {
          property: 'credentialStatus',
          expected: 'an object',
        })
    const { outcome, problems, facts, sources } = finding
    checks.push(check('status', outcome, { subject: `credentialStatus/${index}`, problems, facts, sources }))
  }
  if (entries.length > MAX_STATUS_ENTRIES) {
    const params = { count: entries.length, max: MAX_STATUS_ENTRIES }
    checks.push(
      check('status', 'indeterminate', { problems: [problem('too-many-status-entries', { params })] }),
    )
  }
  return checks
}
