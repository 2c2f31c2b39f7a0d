/** A stored credential, verified now, as what its pages and pictures are made from. Reads D1 and the port to documents. */
import { verifyCredential } from '../credential/verify/index.ts'
import type { Deps } from '../deps.ts'
import { verifierOf } from '../http/verifier.ts'
import type { IssuerPresentation } from '../storage/credential-pages.ts'
import type { CredentialRecord } from '../storage/credentials.ts'
import type { CredentialView } from './credential/view.ts'
import type { Wording } from './language.ts'
import type { Absence } from './message-page.ts'
import { sharedCredential } from './sharing/shared-credential.ts'
import { withIssuerState } from './with-issuer-state.ts'

export type LoadedCredential =
  | {
      found: true
      view: CredentialView
      presentation: IssuerPresentation
      jwtText: string | null
      record: CredentialRecord
    }
  | { found: false; absence: Absence }

/** The verdict is the verifier's own on the stored bytes; a state that the issuer set a moment ago can only worsen it. */
export async function loadCredential(deps: Deps, id: string, wording: Wording): Promise<LoadedCredential> {
  const shown = await deps.credentialPages.findShown(id)
  if (shown === null) return { found: false, absence: 'not-found' }
  const { record, settings, presentation } = shown
  if (record.embeddedProofText === null) return { found: false, absence: 'erased' }
  if (settings.visibility === 'withdrawn') return { found: false, absence: 'withdrawn' }
  const text = record.embeddedProofText
  const report = withIssuerState(await verifyCredential(text, verifierOf(deps)), record.state)
  const credential = report.credential
  if (credential === null) return { found: false, absence: 'not-found' }
  const { stateChangedAt, stateReason } = record
  return {
    found: true,
    presentation,
    jwtText: record.jwtText,
    record,
    view: {
      shared: sharedCredential(credential, {
        url: `${deps.origin}/credentials/${id}`,
        visibility: settings.visibility,
        linkedInOrganizationId: presentation.linkedInOrganizationId,
      }),
      report,
      credential,
      text,
      hasJwt: record.jwtText !== null,
      stateChange: stateChangedAt === null ? null : { at: stateChangedAt, reason: stateReason },
      wording,
    },
  }
}
