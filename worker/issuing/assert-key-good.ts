/**
 * A caller that the isolate remembers is judged where something is written, by the guard `apiKeyGood`. Where nothing is, or the
 * guard may have been what failed, it is judged here.
 */
import type { Deps } from '../deps.ts'
import { Refusal } from '../problem.ts'
import type { Caller } from './caller.ts'

/** Refuses `unauthenticated`. */
export async function assertKeyGood(
  { apiKeys, clock }: Pick<Deps, 'apiKeys' | 'clock'>,
  caller: Caller | undefined,
): Promise<void> {
  if (caller?.kind !== 'api-key') return
  const key = await apiKeys.find(caller.issuerId, caller.apiKeyId)
  const now = clock.now().toISOString()
  if (key === null || key.revokedAt !== null || (key.expiresAt !== null && key.expiresAt <= now))
    throw keyNotGood()
}

export function keyNotGood(): Refusal {
  return new Refusal('unauthenticated', 'This token is not known, or no longer good.', {
    headers: { 'WWW-Authenticate': 'Bearer realm="Laurel"' },
  })
}
