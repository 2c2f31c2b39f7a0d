/** A transaction that adds one to what an issuer may have so many of (storage/limits.ts). */
import type { Deps } from '../deps.ts'
import { Refusal } from '../problem.ts'
import type { Statement } from '../storage/d1.ts'
import { guardFailed } from '../storage/guards.ts'
import { type Limited, mostOf } from '../storage/limits.ts'

/** Refuses `conflict` where there are as many as may be. */
export async function commitWhereRoom(
  deps: Pick<Deps, 'commit' | 'limits'>,
  what: Limited,
  issuerId: string,
  statements: readonly Statement[],
): Promise<void> {
  try {
    await deps.commit([deps.limits.room(what, issuerId), ...statements])
  } catch (error) {
    if (!guardFailed(error) || !(await deps.limits.isFull(what, issuerId))) throw error
    throw new Refusal('conflict', `An issuer has at most ${mostOf(what)} ${what}. Remove or reuse one first.`)
  }
}
