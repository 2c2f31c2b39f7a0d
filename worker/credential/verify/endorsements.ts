/**
 * The check `endorsement`: every endorsement embedded in the credential, its achievement and its issuer is verified like
 * a credential (Open Badges 3.0, section 8.1, step 6). A bad one counts for nothing; it does not make the badge bad.
 */
import { asArray, isJsonObject, type JsonObject, type JsonValue } from '../json.ts'
import { check } from './check.ts'
import type { Examination } from './examination.ts'
import { verifyWithin } from './nested.ts'
import { problem } from './problem.ts'
import type { Check, VerificationReport } from './report.ts'

interface Endorsement {
  pointer: string
  received: JsonObject | string
  /** What it must speak about. */
  about: JsonValue | undefined
}

const MAX_ENDORSEMENTS = 20

export async function checkEndorsements(examination: Examination): Promise<Check[]> {
  const found = endorsementsIn(examination.document).slice(0, MAX_ENDORSEMENTS)
  if (found.length === 0) return [check('endorsement', 'skipped', { critical: false })]
  const checks: Check[] = []
  for (const endorsement of found) {
    const report = await verifyWithin(examination, endorsement.received)
    const index = report === null ? null : examination.nested.push(report) - 1
    checks.push(endorsementCheck(endorsement, report, index))
  }
  return checks
}

function endorsementCheck(
  { pointer, about }: Endorsement,
  report: VerificationReport | null,
  index: number | null,
): Check {
  const facts = {
    nested: index,
    issuer: report?.issuer.id ?? null,
    issuerName: report?.issuer.claimedName ?? null,
  }
  const parts = { subject: pointer, critical: false, facts }
  if (report === null || report.verdict === 'indeterminate') {
    return check('endorsement', 'indeterminate', { ...parts, problems: [problem('endorsement-unchecked')] })
  }
  // A badge that the endorsed once earned themselves praises nobody.
  const isEndorsement = report.credential?.types.includes('EndorsementCredential') === true
  if (report.verdict === 'invalid' || !isEndorsement) {
    return check('endorsement', 'failure', { ...parts, problems: [problem('endorsement-invalid')] })
  }
  if (about === undefined || report.credential?.recipient.id !== about) {
    return check('endorsement', 'failure', { ...parts, problems: [problem('endorsement-of-another')] })
  }
  return check('endorsement', 'success', parts)
}

function endorsementsIn(document: JsonObject): Endorsement[] {
  const subject = asArray(document.credentialSubject)[0]
  const achievement = isJsonObject(subject) ? subject.achievement : undefined
  return [
    ...endorsementsOf(document, ''),
    ...endorsementsOf(achievement, '/credentialSubject/achievement'),
    ...endorsementsOf(document.issuer, '/issuer'),
  ]
}

function endorsementsOf(endorsed: JsonValue | undefined, path: string): Endorsement[] {
  if (!isJsonObject(endorsed)) return []
  return ['endorsement', 'endorsementJwt'].flatMap((property) =>
    asArray(endorsed[property]).flatMap((received, index) =>
      isJsonObject(received) || typeof received === 'string'
        ? [{ pointer: `${path}/${property}/${index}`, received, about: endorsed.id }]
        : [],
    ),
  )
}
