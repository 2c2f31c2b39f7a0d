/**
 * The holder's own link to a credential: who has it decides how the page is shown. Derived under the deployment's secret
 * and never stored, so it can be told again; renewing counts up and voids the earlier ones.
 */
import type { Deps } from '../deps.ts'
import { sameSecret } from './access-token.ts'
import { type Caller, callerName } from './caller.ts'

type Needed = Pick<Deps, 'vault' | 'origin'>

export async function holderUrl(deps: Needed, credentialId: string, linkNumber: number): Promise<string> {
  const key = await holderKey(deps, credentialId, linkNumber)
  return `${deps.origin}/credentials/${credentialId}/holder?key=${key}`
}

/** Voids the links so far. Returns the number of the new one. */
export async function renewHolderLink(
  deps: Pick<Deps, 'credentialPages' | 'audit' | 'clock' | 'commit'>,
  issuerId: string,
  credentialId: string,
  caller: Caller,
): Promise<number> {
  const at = deps.clock.now()
  const action = 'credential.holder-link-renewed'
  const [renewed] = await deps.commit([
    deps.credentialPages.renewLink(credentialId, at),
    deps.audit.entry({ at, issuerId, caller: callerName(caller), action, target: credentialId }),
  ])
  return (renewed?.results as { linkNumber: number }[] | undefined)?.[0]?.linkNumber ?? 0
}

/** Compared without telling by its time how much was right. */
export async function isHolderKey(
  deps: Needed,
  credentialId: string,
  linkNumber: number,
  given: string,
): Promise<boolean> {
  return sameSecret(given, await holderKey(deps, credentialId, linkNumber))
}

function holderKey({ vault }: Needed, credentialId: string, linkNumber: number): Promise<string> {
  return vault.blindIndex(`${credentialId}/${linkNumber}`, 'holder-link')
}
