/**
 * The verifier: whatever was given, one complete report. No I/O but the fetch port that it is given; never throws.
 * The steps below are the checks in their order; each stands in a file of its own.
 */
import { isSdJwt } from '../intake/index.ts'
import { check } from './check.ts'
import type { VerifyContext } from './context.ts'
import { checkEndorsements } from './endorsements.ts'
import type { Examination, Scope, Step, Verified, Vouched } from './examination.ts'
import { checkNested } from './nested.ts'
import { checkOpenBadges2, isOpenBadgesBefore3 } from './openbadges2.ts'
import { problem } from './problem.ts'
import { checkProofs } from './proofs.ts'
import { hasMember, rareCheck } from './rare-check.ts'
import { type Given, readGiven } from './read-given.ts'
import { checkRecipient } from './recipient.ts'
import { checkRegistries } from './registry.ts'
import type { Check, VerificationReport } from './report.ts'
import { collectionReport, reportOf } from './report-of.ts'
import { Run } from './run.ts'
import { checkStatus } from './status.ts'
import { checkStructure } from './structure/index.ts'
import { checkValidity, validityPeriod } from './validity.ts'

export type { VerifyContext, VerifyOptions } from './context.ts'
export { namedPolicies, type PolicyName } from './policy.ts'
export type * from './report.ts'

const validity: Step = ({ document, claims, run }) =>
  checkValidity(validityPeriod(document, claims ?? undefined), run.now, run.policy)

const images = rareCheck(
  'image',
  ({ run, depth }) => run.options.checkImages === true && depth === 0,
  async () => (await import('./images.ts')).checkImages,
  { critical: false },
)

const AUTHENTICITY: Step[] = [({ document }) => checkStructure(document), checkProofs, validity]

const BEYOND_PROOF: Step[] = [
  checkStatus,
  rareCheck('schema', hasMember('credentialSchema'), async () => (await import('./schema.ts')).checkSchemas),
  rareCheck(
    'related-resource',
    hasMember('relatedResource'),
    async () => (await import('./related-resource.ts')).checkRelatedResources,
  ),
  checkRecipient,
  checkNested,
  checkEndorsements,
  rareCheck('refresh', hasMember('refreshService'), async () => (await import('./refresh.ts')).checkRefresh, {
    critical: false,
  }),
  rareCheck(
    'domain-linkage',
    ({ run }) => run.options.checkDomainLinkage === true,
    async () => (await import('./domain-linkage.ts')).checkDomainLinkage,
    { critical: false },
  ),
  checkRegistries,
  rareCheck(
    'achievement',
    ({ run, depth }) => run.options.compareAchievement === true && depth === 0,
    async () => (await import('./achievement.ts')).checkAchievement,
    { critical: false },
  ),
  images,
]

/** Only with the proof is known which claims were disclosed, so that it comes before the structure. */
const SD_JWT: Step[] = [
  async (examination) => (await import('./sd-jwt.ts')).checkSdJwt(examination),
  validity,
]

/** Open Badges 1.x and 2.x: structure, proof, issuer and status at once, as their hosts tell them. */
const BEFORE_3: Step[] = [checkOpenBadges2, validity, checkRecipient, checkRegistries, images]

/** Credentials given at once, of which each gets its own report. */
export const MAX_CREDENTIALS = 50

/**
 * JSON (parsed or text), a compact token, the bytes of a file, or a URL. Several credentials at once give one report of
 * the format `collection` with theirs nested in it.
 */
export async function verifyCredential(input: unknown, context: VerifyContext): Promise<VerificationReport> {
  const run = new Run(context)
  const startedAt = run.clock()
  const given = await readGiven(input, run, true)
  const reports: VerificationReport[] = []
  for (const item of given.slice(0, MAX_CREDENTIALS)) {
    reports.push((await examine(item, run, 0, 'whole')).report)
  }
  const [only] = reports
  if (only && given.length === 1) return only
  return collectionReport(reports, given.length, run, startedAt)
}

async function examine(
  given: Given,
  run: Run,
  depth: number,
  scope: Scope,
  vouchedFor: Vouched | null = null,
): Promise<Verified> {
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
    vouchedFor,
    verifyNested: async (received, nestedScope, nestedVouchedFor) => {
      const [item, ...more] = await readGiven(received, run, false)
      const one = more.length === 0 ? (item as Given) : severalInOne(item as Given)
      return examine(one, run, depth + 1, nestedScope, nestedVouchedFor)
    },
  }
  const isRead = given.checks.every((done) => done.outcome === 'success')
  for (const step of isRead ? stepsFor(examination, scope) : []) {
    examination.checks.push(...(await guarded(step, examination)))
  }
  return { report: reportOf(examination, startedAt), document: examination.document }
}

/** Where one credential stands, a wrapper of several is none: the first does not speak for the others. */
function severalInOne(item: Given): Given {
  const problems = [problem('too-many-credentials', { params: { max: 1 } })]
  return { ...item, checks: [...item.checks, check('parse', 'indeterminate', { problems })] }
}

function stepsFor(examination: Examination, scope: Scope): Step[] {
  if (isOpenBadgesBefore3(examination)) return BEFORE_3
  const { received } = examination
  const authenticity = typeof received === 'string' && isSdJwt(received) ? SD_JWT : AUTHENTICITY
  if (scope === 'in-force') return [...authenticity, checkStatus]
  return scope === 'whole' ? [...authenticity, ...BEYOND_PROOF] : authenticity
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
