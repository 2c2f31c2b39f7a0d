/** A change that was made from what was read, by a transaction that guards what it read (storage/guards.ts). */
import { Refusal } from '../problem.ts'
import { guardFailed } from '../storage/guards.ts'

const ROUNDS = 3

/** Reads and changes anew where another change came in between: neither undoes the other. Refuses `conflict` at last. */
export async function whereUnchanged<Result>(change: () => Promise<Result>): Promise<Result> {
  for (let round = 0; round < ROUNDS; round++) {
    try {
      return await change()
    } catch (error) {
      if (!guardFailed(error)) throw error
    }
  }
  throw new Refusal('conflict', 'It changed in the same moment. Read it and decide again.')
}
