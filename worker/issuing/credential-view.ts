/** A credential as the API answers it. The signed forms are passed on as the text that was signed: never parsed, never rewritten. */
import type { CredentialRecord, CredentialStanding } from '../storage/credentials.ts'

type Viewed = Omit<CredentialRecord, 'sequence'>

/** Its id in the credential, and its page. */
export function credentialUrl(origin: string, id: string): string {
  return `${origin}/credentials/${id}`
}

/** Without the signed forms: for lists and changes of state. */
export function credentialSummary({ origin }: { origin: string }, credential: CredentialStanding) {
  const { id, issuerId, achievementId, achievementVersion, state, stateReason, stateChangedAt } = credential
  const { validFrom, validUntil, issuedAt, replacedBy, erasedAt } = credential
  return {
    id,
    url: credentialUrl(origin, id),
    issuerId,
    achievementId,
    achievementVersion,
    state,
    stateReason,
    stateChangedAt,
    validFrom,
    validUntil,
    issuedAt,
    replacedBy,
    erasedAt,
  }
}

/** JSON text of the summary and both signed forms: `credential` (embedded proof) and `jwt`; null once erased. */
export function credentialJson(deps: { origin: string }, credential: Viewed): string {
  const summary = JSON.stringify(credentialSummary(deps, credential)).slice(0, -1)
  const { embeddedProofText, jwtText } = credential
  return `${summary},"credential":${embeddedProofText ?? 'null'},"jwt":${JSON.stringify(jwtText)}}`
}
