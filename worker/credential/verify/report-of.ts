/** Puts the report together from a finished examination. Pure. */
import { displayCredential } from '../display/index.ts'
import type { DisplayCredential } from '../display.ts'
import { isJsonObject, type JsonObject } from '../json.ts'
import { check } from './check.ts'
import type { Examination } from './examination.ts'
import { problem } from './problem.ts'
import type { Check, IssuerFinding, VerificationReport } from './report.ts'
import type { Run } from './run.ts'
import { sentenceFor } from './sentence.ts'
import { validityPeriod } from './validity.ts'
import { stateOf, verdictOf } from './verdict.ts'

export function reportOf(examination: Examination, startedAt: number): VerificationReport {
  const { run, checks, assurance, document, nested } = examination
  const state = stateOf(
    checks,
    assurance,
    nested.map((report) => report.state),
  )
  const credential = displayCredential(document, examination.format)
  const period = validityPeriod(document, examination.claims ?? undefined)
  return {
    reportVersion: '1.0',
    verdict: verdictOf(checks, assurance),
    state,
    assurance,
    sentence: sentenceFor(state, assurance, { domain: examination.provenDomain, ...period }),
    verifiedAt: run.now.toISOString(),
    format: examination.format,
    securing: examination.securing,
    container: examination.container,
    issuer: issuerFinding(examination, credential),
    checks,
    credential,
    received: examination.received,
    nested,
    timings: { totalMs: Math.max(0, run.clock() - startedAt) },
  }
}

export function issuerIdOf(document: JsonObject): string | null {
  const { issuer } = document
  if (typeof issuer === 'string') return issuer
  return isJsonObject(issuer) && typeof issuer.id === 'string' ? issuer.id : null
}

/** Open Badges before 3.0 name their issuer inside the badge class: where, the display form knows. */
function issuerFinding(
  { document, provenDomain, registries }: Examination,
  credential: DisplayCredential | null,
): IssuerFinding {
  return {
    id: issuerIdOf(document) ?? credential?.issuer.id ?? null,
    claimedName: credential?.issuer.name ?? null,
    provenDomain,
    registries,
  }
}

/** Of several credentials given at once: as good as the worst of them. `found` counts those that were not looked at. */
export function collectionReport(
  nested: VerificationReport[],
  found: number,
  run: Run,
  startedAt: number,
): VerificationReport {
  const checks = nested.map(nestedCheck)
  if (found > nested.length) {
    const problems = [problem('too-many-credentials', { params: { max: nested.length } })]
    checks.push(check('parse', 'indeterminate', { problems }))
  }
  const states = nested.map((report) => report.state)
  const assurance = weakest(nested)
  const state = stateOf(checks, assurance, states)
  return {
    reportVersion: '1.0',
    verdict: verdictOf(checks, assurance),
    state,
    assurance,
    sentence: sentenceFor(state, assurance, { domain: null, validFrom: null, validUntil: null }),
    verifiedAt: run.now.toISOString(),
    format: 'collection',
    securing: null,
    container: nested[0]?.container ?? null,
    issuer: { id: null, claimedName: null, provenDomain: null, registries: null },
    checks,
    credential: null,
    received: null,
    nested,
    timings: { totalMs: Math.max(0, run.clock() - startedAt) },
  }
}

/** The check `nested` for one credential inside another. */
export function nestedCheck(report: VerificationReport, index: number): Check {
  const subject = `nested/${index}`
  const facts = { state: report.state, id: report.credential?.id ?? null }
  if (report.verdict === 'valid') return check('nested', 'success', { subject, facts })
  const invalid = report.verdict === 'invalid'
  const problems = [problem(invalid ? 'nested-invalid' : 'nested-unchecked')]
  return check('nested', invalid ? 'failure' : 'indeterminate', { subject, facts, problems })
}

function weakest(reports: VerificationReport[]): VerificationReport['assurance'] {
  const order = ['none', 'link', 'host', 'signature'] as const
  return order.find((assurance) => reports.some((report) => report.assurance === assurance)) ?? 'none'
}
