/** The check `status`: every status entry, each with its own answer. */
import { asArray, isJsonObject, type JsonObject, type JsonValue } from '../json.ts'
import { readStatusEntry } from '../status/index.ts'
import { Finding, type ListProof, type StatusContext, type VerifiedList } from '../status/status-finding.ts'
import { check } from './check.ts'
import { issuerIdOf } from './controller-id.ts'
import type { Examination } from './examination.ts'
import { problem } from './problem.ts'
import type { Check, VerificationReport } from './report.ts'

/** A credential has one to three entries; more than this is an attack on our time. */
const MAX_STATUS_ENTRIES = 16

export async function checkStatus(examination: Examination): Promise<Check[]> {
  const context = statusContext(examination)
  const entries = asArray(statusEntriesOf(examination).credentialStatus)
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

/** A list is verified like a credential, but for its own status: no list leads on to another. */
function statusContext(examination: Examination): StatusContext {
  const { run, document } = examination
  return {
    now: run.now,
    policy: run.policy,
    fetchDocument: run.fetchDocument,
    keys: run.keys,
    issuerId: issuerIdOf(document) ?? (typeof document.iss === 'string' ? document.iss : null),
    credential: document,
    readOwnStatus: run.readOwnStatus,
    verifyList: (received) => {
      const verified = run.lists.get(received) ?? verifyList(received, examination)
      run.lists.set(received, verified)
      return verified
    },
  }
}

async function verifyList(
  received: JsonObject | string,
  { verifyNested }: Examination,
): Promise<VerifiedList> {
  const { report, document: list } = await verifyNested(received, 'authenticity')
  return {
    proof: listProof(report),
    credential: list,
    issuerId: issuerIdOf(list),
    current: !report.checks.some((done) => done.id === 'validity' && done.outcome !== 'success'),
  }
}

/** A presentation is proven to be its holder's, whatever issuer it names. */
function listProof(report: VerificationReport): ListProof {
  if (report.assurance === 'signature' && report.format !== 'presentation') return 'good'
  const proofs = report.checks.filter((done) => done.id === 'proof')
  if (proofs.some((done) => done.outcome === 'failure')) return 'bad'
  return proofs.some((done) => done.problems.some(({ code }) => code === 'proof-missing'))
    ? 'none'
    : 'unknown'
}

/**
 * Status references of an SD-JWT VC as entries of a credential, for the one reader of both: each by its own type. One that
 * carries a W3C credential's entries beside or instead of them is held to these, too.
 */
function statusEntriesOf({ format, document }: Pick<Examination, 'format' | 'document'>): JsonObject {
  if (format !== 'sd-jwt-vc') return document
  const { status, credentialStatus } = document
  const own = asArray<JsonValue>(credentialStatus)
  if (status === undefined) return { credentialStatus: own }
  if (!isJsonObject(status)) return { credentialStatus: [status, ...own] }
  const entries = Object.entries(status).map(([name, value]) => ({
    type: name === 'status_list' ? 'TokenStatusList' : name,
    ...(isJsonObject(value) ? value : {}),
  }))
  return { credentialStatus: [...entries, ...own] }
}
