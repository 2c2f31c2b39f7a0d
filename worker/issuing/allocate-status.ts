/**
 * Status indices: a run of positions is reserved in D1 by one statement, which no other caller gets; the list's permutation
 * makes indices of them. An isolate in steady use reserves ahead, so that issuing needs no round trip for it; what an isolate
 * takes along when it ends stays unused.
 */
import { base64url } from 'jose'
import type { Reservation, StatusListStore, StatusPurpose } from '../storage/status-lists.ts'
import { permute } from './permutation.ts'
import type { SigningIssuer } from './signing-issuer.ts'

export interface StatusIndex {
  listId: string
  purpose: StatusPurpose
  index: number
}

export interface StatusAllocator {
  take(issuer: SigningIssuer, purpose: StatusPurpose, count: number): Promise<StatusIndex[]>
}

/** Opens a list with room for `needed`; false where another did so in the same moment. */
type OpenList = (issuer: SigningIssuer, purpose: StatusPurpose, needed: number) => Promise<boolean>

interface Run extends Reservation {
  seed: Uint8Array
  used: number
}

const SEED_BYTES = 16
const MAX_AHEAD = 64
const MAX_ATTEMPTS = 10

export function createStatusAllocator(statusLists: StatusListStore, openList: OpenList): StatusAllocator {
  const runs = new Map<string, Run>()
  const refills = new Map<string, Promise<void>>()
  /** Doubles with use, so that an isolate that issues one credential wastes nothing. */
  const ahead = new Map<string, number>()

  async function refill(
    key: string,
    issuer: SigningIssuer,
    purpose: StatusPurpose,
    wanted: number,
  ): Promise<void> {
    const plenty = ahead.get(key) ?? 1
    ahead.set(key, Math.min(plenty * 2, MAX_AHEAD))
    const count = Math.max(wanted, plenty)
    for (let attempt = 0; attempt < MAX_ATTEMPTS; attempt++) {
      const reservation = await statusLists.reserve(issuer.id, purpose, count)
      if (reservation !== null) {
        runs.set(key, { ...reservation, seed: base64url.decode(reservation.permutationSeed), used: 0 })
        return
      }
      await openList(issuer, purpose, count)
    }
    throw new Error(`no status list could be opened for ${key}`)
  }

  return {
    async take(issuer, purpose, count) {
      const key = `${issuer.id}/${purpose}`
      const taken: StatusIndex[] = []
      while (taken.length < count) {
        const run = runs.get(key)
        if (run !== undefined && run.used < run.count) {
          const index = permute(run.first + run.used, run.size, run.seed)
          run.used += 1
          taken.push({ listId: run.listId, purpose, index })
          continue
        }
        const running =
          refills.get(key) ??
          refill(key, issuer, purpose, count - taken.length).finally(() => refills.delete(key))
        refills.set(key, running)
        await running
      }
      return taken
    },
  }
}

export function createSeed(): string {
  return base64url.encode(crypto.getRandomValues(new Uint8Array(SEED_BYTES)))
}
