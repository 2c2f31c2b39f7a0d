/** Issuing many at once: each item is issued or refused on its own; what is issued is one transaction. */
import { parse } from '../body.ts'
import type { Deps } from '../deps.ts'
import { type ProblemDetails, Refusal, refusalDetails } from '../problem.ts'
import type { Caller } from './caller.ts'
import { credentialSummary } from './credential-view.ts'
import { type IssuedCredential, issueCredentials } from './issue-credential.ts'
import { IssueRequest } from './issue-request.ts'
import type { IdempotencyKey } from './once.ts'

export const MAX_BATCH = 500

export type BatchItem =
  | { index: number; outcome: 'issued'; credential: ReturnType<typeof credentialSummary> }
  | { index: number; outcome: 'refused'; problem: ProblemDetails }

export interface BatchOutcome {
  issued: number
  refused: number
  items: BatchItem[]
}

export async function issueBatch(
  deps: Deps,
  issuerId: string,
  items: readonly unknown[],
  { caller, idempotency }: { caller: Caller; idempotency: IdempotencyKey | null },
): Promise<BatchOutcome> {
  const parsed = items.map(parseItem)
  const requests = parsed.filter((item) => !(item instanceof Refusal)) as IssueRequest[]
  const answer = (outcomes: (IssuedCredential | Refusal)[]) => {
    const rest = [...outcomes]
    const all = parsed.map((item) =>
      item instanceof Refusal ? item : (rest.shift() as IssuedCredential | Refusal),
    )
    return summarise(deps, all)
  }
  const outcomes = await issueCredentials(deps, issuerId, requests, {
    caller,
    remember: (given) =>
      idempotency === null
        ? []
        : [{ ...idempotency, status: 200, response: JSON.stringify(answer(given)), credentialId: null }],
  })
  return answer(outcomes)
}

function parseItem(item: unknown): IssueRequest | Refusal {
  try {
    return parse(IssueRequest, item)
  } catch (error) {
    if (error instanceof Refusal) return error
    throw error
  }
}

function summarise(deps: Deps, outcomes: (IssuedCredential | Refusal)[]): BatchOutcome {
  const items = outcomes.map(
    (outcome, index): BatchItem =>
      outcome instanceof Refusal
        ? { index, outcome: 'refused', problem: refusalDetails(outcome, deps.origin, `/items/${index}`) }
        : { index, outcome: 'issued', credential: credentialSummary(deps, outcome) },
  )
  const issued = items.filter(({ outcome }) => outcome === 'issued').length
  return { issued, refused: items.length - issued, items }
}
