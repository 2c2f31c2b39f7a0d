/** The check `nested`: each credential of a presentation or a CLR is verified for itself. Bounded in depth and number. */
import { nestedCredentials } from '../intake/index.ts'
import { isJsonObject, type JsonObject } from '../json.ts'
import { check } from './check.ts'
import { idOf } from './controller-id.ts'
import type { Examination, Vouched } from './examination.ts'
import { problem } from './problem.ts'
import type { Assurance, Check, VerificationReport } from './report.ts'

export async function checkNested(examination: Examination): Promise<Check[]> {
  const found = nestedCredentials(examination.document)
  if (found.length === 0) return [check('nested', 'skipped')]
  const checks: Check[] = []
  const reports: VerificationReport[] = []
  for (const { pointer, received } of found) {
    const report = await verifyWithin(examination, received)
    if (report === null) return [...checks, notLookedAt(examination)]
    reports.push(report)
    checks.push(nestedCheck(report, examination.nested.push(report) - 1, pointer))
  }
  if (isUnsignedWhole(examination)) examination.assurance = weakest(reports)
  return checks
}

/** null: deeper or more than the policy allows. */
export async function verifyWithin(
  examination: Examination,
  received: JsonObject | string,
): Promise<VerificationReport | null> {
  const { run, depth } = examination
  if (depth >= run.policy.maxNestingDepth || !run.takeNested()) return null
  const vouchedFor = isJsonObject(received) ? voucher(examination) : null
  return (await examination.verifyNested(received, 'whole', vouchedFor)).report
}

/**
 * The holder whose own embedded proof this presentation carries. Never one that was itself vouched for, or is as good as
 * what is in it: its `holder` is then a name that anybody may write.
 */
function voucher({ document, format, securing, assurance, provenDomain }: Examination): Vouched | null {
  const isProof = securing === 'data-integrity' || securing === 'linked-data-proof'
  const holder = idOf(document.holder)
  if (format !== 'presentation' || !isProof || assurance !== 'signature' || holder === null) return null
  return { holder, provenDomain }
}

/** The check `nested` for one report, which stands at `index` of the outer report's `nested`. */
export function nestedCheck(report: VerificationReport, index: number, subject: string): Check {
  const facts = { nested: index, state: report.state, id: report.credential?.id ?? null }
  if (report.verdict === 'valid') return check('nested', 'success', { subject, facts })
  const isInvalid = report.verdict === 'invalid'
  const problems = [problem(isInvalid ? 'nested-invalid' : 'nested-unchecked')]
  return check('nested', isInvalid ? 'failure' : 'indeterminate', { subject, facts, problems })
}

export function weakest(reports: readonly VerificationReport[]): Assurance {
  const order = ['none', 'link', 'host', 'signature'] as const
  return order.find((assurance) => reports.some((report) => report.assurance === assurance)) ?? 'none'
}

function notLookedAt({ run, depth }: Pick<Examination, 'run' | 'depth'>): Check {
  const { maxNestingDepth, maxNestedCredentials } = run.policy
  const tooDeep = depth >= maxNestingDepth
  const found = tooDeep
    ? problem('nested-too-deep', { params: { max: maxNestingDepth } })
    : problem('too-many-credentials', { params: { max: maxNestedCredentials } })
  return check('nested', 'indeterminate', { problems: [found] })
}

/** An unsigned presentation is as well proven as what is in it. */
function isUnsignedWhole({ format, securing }: Examination): boolean {
  return format === 'presentation' && securing === 'none'
}
