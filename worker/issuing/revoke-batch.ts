/** Revoking many at once: each is revoked or refused on its own, and durable once it is told. Doing it again changes nothing. */
import type { Deps } from '../deps.ts'
import { type ProblemDetails, Refusal, refusalDetails } from '../problem.ts'
import type { Caller } from './caller.ts'
import { revokeCredential } from './change-status.ts'
import { credentialSummary } from './credential-view.ts'

/** Each takes about ten statements, of the thousand that D1 allows one request. */
export const MAX_REVOCATIONS = 50
const AT_ONCE = 5

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
  const revokeOne = async (id: string, index: number): Promise<RevocationItem> => {
    try {
      const credential = await revokeCredential(deps, issuerId, id, { reason, caller })
      return { index, id, outcome: 'revoked', credential: credentialSummary(deps, credential) }
    } catch (error) {
      if (!(error instanceof Refusal)) throw error
      return { index, id, outcome: 'refused', problem: refusalDetails(error, deps.origin, `/ids/${index}`) }
    }
  }
  const items: RevocationItem[] = []
  while (items.length < ids.length) {
    const from = items.length
    const next = ids.slice(from, from + AT_ONCE)
    items.push(...(await Promise.all(next.map((id, at) => revokeOne(id, from + at)))))
  }
  const revoked = items.filter(({ outcome }) => outcome === 'revoked').length
  return { revoked, refused: items.length - revoked, items }
}
