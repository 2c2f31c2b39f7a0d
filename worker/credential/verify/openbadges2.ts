/** Open Badges before 3.0 have proofs of their own kind: a host that confirms, or a JWS over the assertion. */
import type { CredentialFormat } from '../intake/index.ts'
import type { Examination } from './examination.ts'
import type { Check } from './report.ts'

const FORMATS: ReadonlySet<CredentialFormat | null> = new Set([
  'openbadges-2.0',
  'openbadges-1.1',
  'openbadges-1.0',
])

export function isOpenBadgesBefore3({ format }: Pick<Examination, 'format'>): boolean {
  return FORMATS.has(format)
}

/** structure, proof, issuer and status at once. What the host confirmed takes the place of the copy, also for its dates. */
export async function checkOpenBadges2(examination: Examination): Promise<Check[]> {
  const { received, url, run } = examination
  // Loaded when first needed: most credentials are newer, and the browser's verifier is to stay small.
  const { verifyOpenBadges2 } = await import('../openbadges2/index.ts')
  const found = await verifyOpenBadges2(received, { fetchDocument: run.fetchDocument, url })
  examination.document = found.document
  examination.securing = found.securing ?? 'none'
  examination.assurance = found.assurance
  examination.provenDomain = found.provenDomain
  return found.checks
}
