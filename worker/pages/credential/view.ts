/** What a credential's page is made from. Types and two readings of it. Pure. */
import type { DisplayCredential } from '../../credential/display.ts'
import type { VerificationReport, VerificationState } from '../../credential/verify/report.ts'
import type { PublicComponent } from '../../storage/pathway-awards.ts'
import type { Wording } from '../language.ts'
import type { PageMessageKey } from '../messages/en.ts'
import type { SharedCredential } from '../sharing/shared-credential.ts'

export interface CredentialView {
  shared: SharedCredential
  /** The verifier's own report of the stored bytes. The page's verdict comes from here and from nowhere else. */
  report: VerificationReport
  credential: DisplayCredential
  /** The signed JSON text as stored. */
  text: string
  hasJwt: boolean
  /** When and why the issuer last changed its state: told beside the verdict, never instead of it. */
  stateChange: { at: string; reason: string | null } | null
  /** The page of the credential that took its place. Asked for where it is shown. */
  newerUrl?: string | null
  /** What it is made of, and what it counts towards. Asked for where it is shown. */
  stack?: CredentialStack
  wording: Wording
}

export interface CredentialStack {
  components: PublicComponent[]
  pathways: { name: string; url: string }[]
  /** Of the page: an expired component says so. */
  now: Date
}

/** Evidence that is a component: shown as that already, with its state. */
export function isComponent({ shared, stack }: CredentialView, evidenceId: string | null): boolean {
  const { origin } = new URL(shared.url)
  return (
    evidenceId !== null &&
    (stack?.components ?? []).some(
      ({ credentialId, badgeId }) =>
        badgeId === evidenceId || `${origin}/credentials/${credentialId}` === evidenceId,
    )
  )
}

const BAD: readonly VerificationState[] = ['revoked', 'suspended']

/** Sentences of the verdict, in the visitor's language. */
export function verdictSentences({
  report,
  shared,
  credential,
  stateChange,
  wording,
}: CredentialView): string[] {
  const { t, date } = wording
  const domain = report.issuer.provenDomain
  const change = BAD.includes(report.state) ? stateChange : null
  const params = {
    issuer: shared.issuerName,
    domain: domain ?? '',
    date: shared.awardedAt ? date(shared.awardedAt) : '?',
    from: credential.validFrom ? date(credential.validFrom) : '?',
    until: credential.validUntil ? date(credential.validUntil) : '?',
    on: change ? t('state-on', { date: date(change.at) }) : '',
  }
  const key: PageMessageKey =
    report.state === 'valid' && domain === null ? 'sentence-valid-claimed' : `sentence-${report.state}`
  const reason = change?.reason ? [t('state-reason', { reason: change.reason })] : []
  return [t(key, params), ...reason]
}
