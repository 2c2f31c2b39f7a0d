/**
 * The check `refresh`: a refreshService means that newer versions may exist. They are fetched when asked, at most once
 * (Open Badges 3.0, section 8.1, step 3); where that fails, this version stands.
 */
import { asArray, isJsonObject, type JsonObject } from '../json.ts'
import { parseDocument } from '../status/parse-document.ts'
import { check } from './check.ts'
import { timeOf } from './date-time.ts'
import type { Examination } from './examination.ts'
import { problem } from './problem.ts'
import type { Check, VerificationReport } from './report.ts'
import { isUrl } from './structure/fields.ts'

/** A person goes there (VCDM 1.1): said, and never fetched. */
const MANUAL = 'ManualRefreshService2018'
/** Those that a plain GET refreshes. */
const FETCHABLE = new Set(['1EdTechCredentialRefresh', 'VerifiableCredentialRefreshService2021'])

export async function checkRefresh(examination: Examination): Promise<Check> {
  const { document, run, depth } = examination
  const service = asArray(document.refreshService).find(isJsonObject)
  if (!service) return check('refresh', 'skipped', { critical: false })
  const url = service.id ?? service.url
  const type = asArray(service.type).map(String).join(', ')
  const facts = { type, url: url ?? null }
  const isManual = asArray(service.type).includes(MANUAL)
  const isFetchable = asArray(service.type).some((one) => typeof one === 'string' && FETCHABLE.has(one))
  if (!(isManual || isFetchable) || !isUrl(url)) {
    const problems = [problem('refresh-type-unknown', { severity: 'warning', params: { type } })]
    return check('refresh', 'indeterminate', { critical: false, problems, facts })
  }
  if (run.options.followRefresh !== true || depth > 0 || !isFetchable) {
    const problems = [problem('refresh-announced', { severity: 'warning', params: { url } })]
    return check('refresh', 'success', { critical: false, problems, facts })
  }
  return follow(url, examination, facts)
}

async function follow(url: string, examination: Examination, facts: Check['facts']): Promise<Check> {
  const accept = 'application/vc, application/vc+jwt, application/json;q=0.9, text/plain;q=0.5'
  const answer = await examination.run.fetchDocument({ url, purpose: 'refresh', accept })
  const received = answer.ok && answer.status === 200 ? parseDocument(answer.body) : null
  const report = received === null ? null : (await examination.verifyNested(received, 'whole')).report
  if (!answer.ok || report === null || !isNewer(report, examination.document)) {
    const problems = [problem('refresh-failed', { severity: 'warning', params: { url } })]
    return check('refresh', 'indeterminate', { critical: false, problems, facts })
  }
  const nested = examination.nested.push(report) - 1
  const problems = [
    problem('refresh-fetched', { severity: 'warning', params: { url, verdict: report.verdict } }),
  ]
  const sources = [{ url: answer.url, via: answer.via, at: answer.fetchedAt }]
  return check('refresh', 'success', { critical: false, problems, sources, facts: { ...facts, nested } })
}

/** The same credential by issuer and id (credential equality), begun later. */
function isNewer({ credential, issuer }: VerificationReport, document: JsonObject): boolean {
  const issuerId = isJsonObject(document.issuer) ? document.issuer.id : document.issuer
  if (!credential || credential.id !== document.id || issuer.id !== issuerId) return false
  return timeOf(credential.validFrom) > timeOf(document.validFrom ?? document.issuanceDate)
}
