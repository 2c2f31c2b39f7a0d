/**
 * Whether the configured key-encryption keys are those that this deployment's secrets are under, and the change from one to the
 * next: KEY_ENCRYPTION_KEY is then `new,earlier`, and cron puts everything that lasts under the new one. The last of the keys
 * finds learners and makes holders' links, so it stays; naming the new one last too (`new,earlier,new`) gives that up.
 */
import type { Deps } from '../deps.ts'

type Needed = Pick<Deps, 'vault' | 'sealed'>

export const KEY_CHANGED =
  'What is needed here was encrypted under another KEY_ENCRYPTION_KEY. The operator of this deployment has to set the earlier one again, behind the new one and a comma.'
const LOOKUP_CHANGED =
  'KEY_ENCRYPTION_KEY does not end in the key that learners are found by: their links do not work, and what was issued to them is not found. Set the earliest key again, last and after a comma.'

const ENVELOPES_A_ROUND = 100
const ROUNDS = 10

/** In words for the operator. */
export async function keyEncryptionFault({ vault, sealed }: Needed): Promise<string | undefined> {
  const ids = await vault.keyIds()
  const { isUnknown, lookupKeyId } = await sealed.standing(ids)
  if (isUnknown) return KEY_CHANGED
  if (lookupKeyId !== null && lookupKeyId !== ids.at(-1) && !isGivenUp(ids)) return LOOKUP_CHANGED
  return undefined
}

/** By cron. */
export async function resealUnderFirst({ vault, sealed }: Needed): Promise<void> {
  const ids = await vault.keyIds()
  await sealed.noteLookupKey(ids.at(-1) ?? '', isGivenUp(ids))
  const earlier = ids.filter((id) => id !== ids[0])
  if (earlier.length === 0) return
  const reseal = async ({ sealed: old, context }: { sealed: string; context: string }) =>
    vault.seal(await vault.open(old, context), context)
  for (let left = ROUNDS; left > 0; left--)
    if ((await sealed.reseal(earlier, ENVELOPES_A_ROUND, reseal)) === 0) return
}

function isGivenUp(ids: readonly string[]): boolean {
  return ids.length > 1 && ids[0] === ids.at(-1)
}
