/** Puts the report together from a finished examination. Pure. */
import { displayCredential } from '../display/index.ts'
import type { DisplayCredential } from '../display.ts'
import { check } from './check.ts'
import { issuerIdOf } from './controller-id.ts'
import type { Examination } from './examination.ts'
import { nestedCheck, weakest } from './nested.ts'
import { problem } from './problem.ts'
import type { Check, IssuerFinding, VerificationReport, VerificationState } from './report.ts'
import type { Run } from './run.ts'
import { sentenceFor } from './sentence.ts'
import { validityPeriod } from './validity.ts'
import { stateOf, verdictOf } from './verdict.ts'

export function reportOf(examination: Examination, startedAt: number): VerificationReport {
  const { run, checks, assurance, document, nested } = examination
  const state = stateOf(checks, assurance, nestedStates(examination))
  const credential = withGoodEndorsements(displayCredential(document, examination.format), checks)
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

/** An endorsement that is not good, or could not be checked, counts for nothing, so that it is not shown as one. */
function withGoodEndorsements(
  credential: DisplayCredential | null,
  checks: readonly Check[],
): DisplayCredential | null {
  if (credential === null || credential.endorsements.length === 0) return credential
  const good = checks.flatMap(({ id, outcome, subject }) =>
    id === 'endorsement' && outcome === 'success' ? [subject] : [],
  )
  return {
    ...credential,
    endorsements: credential.endorsements.filter(({ pointer }) => good.includes(pointer)),
  }
}

/** Of the credentials that count for the whole: not of endorsements, nor of a newer version. */
function nestedStates({ checks, nested }: Examination): VerificationState[] {
  return checks.flatMap(({ id, facts }) => {
    const report = id === 'nested' && typeof facts.nested === 'number' ? nested[facts.nested] : undefined
    return report ? [report.state] : []
  })
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
  const checks = nested.map((report, index) => nestedCheck(report, index, `nested/${index}`))
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
