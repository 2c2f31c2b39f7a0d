/** The issuer that a request names. */
import type { Deps } from '../deps.ts'
import { Refusal } from '../problem.ts'
import type { Issuer } from '../storage/issuers.ts'

/** Refuses `not-found`. */
export async function findIssuer(deps: Pick<Deps, 'issuers'>, issuerId: string): Promise<Issuer> {
  const issuer = await deps.issuers.find(issuerId)
  if (issuer === null) throw new Refusal('not-found', 'No such issuer.')
  return issuer
}
