/** A credential that is named in a request. Each refuses `not-found`. */
import type { Deps } from '../deps.ts'
import { Refusal } from '../problem.ts'
import type { CredentialRecord } from '../storage/credentials.ts'

type Needed = Pick<Deps, 'credentials'>

/** Of this issuer: another one's is like one that is not there. */
export async function findCredential(deps: Needed, issuerId: string, id: string): Promise<CredentialRecord> {
  return found(await deps.credentials.find(issuerId, id))
}

/** By whoever knows its address. */
export async function findPublicCredential(
  deps: Needed,
  id: string,
): Promise<CredentialRecord & { isWithdrawn: boolean }> {
  return found(await deps.credentials.findPublic(id))
}

function found<Found extends CredentialRecord>(credential: Found | null): Found {
  if (credential === null) throw new Refusal('not-found', 'No such credential.')
  return credential
}
