/**
 * A credential that takes the place of an earlier one: a mistake corrected, a renewal, another address of the learner. It is a
 * credential of its own; in the transaction that issues it, the earlier one is marked as replaced and, unless it is kept, revoked.
 */
import type { Deps } from '../deps.ts'
import { Refusal } from '../problem.ts'
import type { EarlierCredential, Replacement } from '../storage/replacements.ts'
import type { Caller } from './caller.ts'
import type { CredentialEvent } from './events.ts'
import type { Issuance } from './issuance.ts'

type Earlier = ReadonlyMap<string, EarlierCredential>

/** No round trip where nothing is replaced. */
export async function findEarlier(
  { replacements }: Pick<Deps, 'replacements'>,
  issuerId: string,
  requests: readonly Issuance[],
): Promise<Earlier> {
  const ids = requests.flatMap(({ replaces }) => (replaces === undefined ? [] : [replaces.id]))
  const found = ids.length === 0 ? [] : await replacements.findEarlier(issuerId, [...new Set(ids)])
  return new Map(found.map((credential) => [credential.id, credential]))
}

/** `not-found`, `gone`, `conflict` (replaced already, or by another request of this batch), `forbidden`. */
export function refuseReplacing(
  { replaces }: Issuance,
  earlier: Earlier,
  others: readonly Issuance[],
  caller: Caller,
): Refusal | null {
  if (replaces === undefined) return null
  const found = earlier.get(replaces.id)
  if (found === undefined) return new Refusal('not-found', 'replaces: no such credential of this issuer.')
  if (found.erasedAt !== null) return new Refusal('gone', 'replaces: the data of this credential was erased.')
  if (found.replacedBy !== null)
    return new Refusal(
      'conflict',
      `replaces: it was replaced before, by ${found.replacedBy}. Replace that one.`,
    )
  if (others.some((other) => other.replaces?.id === replaces.id))
    return new Refusal('conflict', 'replaces: an earlier item of this batch replaces the same credential.')
  if (revokes(replaces, found) && caller.kind === 'api-key' && !caller.scopes.includes('credentials:revoke'))
    return new Refusal(
      'forbidden',
      'To revoke the one that it replaces, this API key needs the scope credentials:revoke; or keep it.',
    )
  return null
}

export function replacementOf({ replaces }: Issuance, id: string, earlier: Earlier): Replacement[] {
  const found = replaces === undefined ? undefined : earlier.get(replaces.id)
  if (replaces === undefined || found === undefined) return []
  return [{ earlier: found, id, revoke: revokes(replaces, found), reason: replaces.reason ?? null }]
}

export function replacementEvents(
  replacements: readonly Replacement[],
  issuerId: string,
  at: string,
): CredentialEvent[] {
  return replacements
    .filter(({ revoke }) => revoke)
    .map(({ earlier, id, reason }) => ({
      type: 'credential.revoked',
      issuerId,
      credentialId: earlier.id,
      achievementId: earlier.achievementId,
      at,
      replacedBy: id,
      ...(reason === null ? {} : { reason }),
    }))
}

function revokes({ keep = false }: NonNullable<Issuance['replaces']>, { state }: EarlierCredential): boolean {
  return !keep && state !== 'revoked'
}
