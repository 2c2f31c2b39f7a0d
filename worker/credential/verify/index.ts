/**
 * The verifier: whatever was given, one complete report. No I/O but the fetch port that it is given; never throws.
 * The steps below are the checks in their order; each stands in a file of its own.
 */
import { isJsonObject, type JsonObject } from '../json.ts'
import type { StatusContext } from '../status/status-finding.ts'
import { check } from './check.ts'
import type { VerifyContext } from './context.ts'
import type { Examination, Scope, Step } from './examination.ts'
import { checkOpenBadges2, isOpenBadgesBefore3 } from './openbadges2.ts'
import { problem } from './problem.ts'
import { checkProofs } from './proofs.ts'
import { type Given, readGiven } from './read-given.ts'
import type { Check, VerificationReport } from './report.ts'
import { collectionReport, issuerIdOf, reportOf } from './report-of.ts'
import { Run } from './run.ts'
import { checkSdJwt, isSdJwtToken, statusEntriesOf } from './sd-jwt.ts'
import { checkStatus } from './status.ts'
import { checkStructure } from './structure/index.ts'
import { checkValidity, validityPeriod } from './validity.ts'

export type { VerifyContext, VerifyOptions } from './context.ts'
export { defaultPolicy, namedPolicies, type PolicyName, type VerificationPolicy } from './policy.ts'
export type * from './report.ts'

const validity: Step = ({ document, claims, run }) =>
  checkValidity(validityPeriod(document, claims ?? undefined), run.now, run.policy)

const AUTHENTICITY: Step[] = [({ document }) => checkStructure(document), checkProofs, validity]

const status: Step = (examination) => checkStatus(statusEntriesOf(examination), statusContext(examination))

const WHOLE: Step[] = [...AUTHENTICITY, status]

const SD_JWT: Step[] = [checkSdJwt, validity, status]

const BEFORE_3: Step[] = [checkOpenBadges2, validity]

/** Credentials given at once, of which each gets its own report. */
export const MAX_CREDENTIALS = 50

/**
 * JSON (parsed or text), a compact token, the bytes of a file, or a URL. Several credentials at once give one report of
 * the format `collection` with theirs nested in it.
 */
export async function verifyCredential(input: unknown, context: VerifyContext): Promise<VerificationReport> {
  const run = new Run(context)
  const startedAt = run.clock()
  const given = await readGiven(input, run)
  const reports: VerificationReport[] = []
  for (const item of given.slice(0, MAX_CREDENTIALS)) reports.push(await examine(item, run, 0, 'whole'))
  const [only] = reports
  if (only && given.length === 1) return only
  return collectionReport(reports, given.length, run, startedAt)
}

async function examine(given: Given, run: Run, depth: number, scope: Scope): Promise<VerificationReport> {
  const startedAt = run.clock()
  const examination: Examination = {
    ...given,
    run,
    depth,
    checks: [...given.checks],
    securing: null,
    assurance: given.isOnlyLink ? 'link' : 'none',
    provenDomain: null,
    registries: null,
    nested: [],
    verifyNested: async (received, nestedScope) => {
      const [item] = await readGiven(received, run)
      return examine(item as Given, run, depth + 1, nestedScope)
    },
  }
  if (given.checks.some((done) => done.outcome !== 'success')) return reportOf(examination, startedAt)
  for (const step of stepsFor(examination, scope)) {
    examination.checks.push(...(await guarded(step, examination)))
  }
  return reportOf(examination, startedAt)
}

function stepsFor(examination: Examination, scope: Scope): Step[] {
  if (isOpenBadgesBefore3(examination)) return BEFORE_3
  if (isSdJwtToken(examination)) return SD_JWT
  return scope === 'whole' ? WHOLE : AUTHENTICITY
}

/** A step that breaks down on hostile content leaves the matter open; it does not take the report with it. */
async function guarded(step: Step, examination: Examination): Promise<Check[]> {
  try {
    const done = await step(examination)
    return Array.isArray(done) ? done : [done]
  } catch {
    return [check('structure', 'indeterminate', { problems: [problem('check-failed')] })]
  }
}

function statusContext(examination: Examination): StatusContext {
  const { run, document } = examination
  return {
    now: run.now,
    policy: run.policy,
    fetchDocument: run.fetchDocument,
    issuerId: issuerIdOf(document),
    credential: document,
    verifyList: async (received) => {
      const report = await examination.verifyNested(received, 'authenticity')
      const credential = typeof received === 'string' ? report.received : received
      if (!isJsonObject(credential)) return null
      return {
        proof: listProof(report),
        credential: credential as JsonObject,
        issuerId: issuerIdOf(credential as JsonObject),
        current: !report.checks.some((done) => done.id === 'validity' && done.outcome !== 'success'),
      }
    },
  }
}

function listProof(report: VerificationReport): 'good' | 'bad' | 'unknown' | 'none' {
  if (report.assurance === 'signature') return 'good'
  const proofs = report.checks.filter((done) => done.id === 'proof')
  if (proofs.some((done) => done.outcome === 'failure')) return 'bad'
  return proofs.some((done) => done.problems.some(({ code }) => code === 'proof-missing'))
    ? 'none'
    : 'unknown'
}
