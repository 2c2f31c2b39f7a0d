/** Revoking many at once: each is revoked or refused on its own, and durable once it is told. Doing it again changes nothing. */
import type { Deps } from '../deps.ts'
import { type ProblemDetails, Refusal, refusalDetails } from '../problem.ts'
import type { Caller } from './caller.ts'
import { revokeCredentials } from './change-status.ts'
import { credentialSummary } from './credential-view.ts'

export const MAX_REVOCATIONS = 500

export type RevocationItem =
  | { index: number; id: string; outcome: 'revoked'; credential: ReturnType<typeof credentialSummary> }
  | { index: number; id: string; outcome: 'refused'; problem: ProblemDetails }

export interface RevocationOutcome {
  revoked: number
  refused: number
  items: RevocationItem[]
}

export async function revokeBatch(
  deps: Deps,
  issuerId: string,
  ids: readonly string[],
  { reason, caller }: { reason?: string | undefined; caller: Caller },
): Promise<RevocationOutcome> {
  const outcomes = await revokeCredentials(deps, issuerId, ids, { reason, caller })
  const items = outcomes.map((outcome, index): RevocationItem => {
    const id = ids[index] ?? ''
    return outcome instanceof Refusal
      ? { index, id, outcome: 'refused', problem: refusalDetails(outcome, deps.origin, `/ids/${index}`) }
      : { index, id, outcome: 'revoked', credential: credentialSummary(deps, outcome) }
  })
  const revoked = items.filter(({ outcome }) => outcome === 'revoked').length
  return { revoked, refused: items.length - revoked, items }
}
