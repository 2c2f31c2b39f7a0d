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
  /**
   * Reserved and not yet used up, by issuer and purpose. Requests share what is at hand, never a promise: the runtime ends a
   * request that waits for another request's I/O as one that hangs.
   */
  const runs = new Map<string, Run[]>()
  /** Doubles with use, so that an isolate that issues one credential wastes nothing. */
  const ahead = new Map<string, number>()

  async function reserve(
    key: string,
    issuer: SigningIssuer,
    purpose: StatusPurpose,
    wanted: number,
  ): Promise<Run> {
    const plenty = ahead.get(key) ?? 1
    ahead.set(key, Math.min(plenty * 2, MAX_AHEAD))
    const count = Math.max(wanted, plenty)
    for (let attempt = 0; attempt < MAX_ATTEMPTS; attempt++) {
      const reservation = await statusLists.reserve(issuer.id, purpose, count)
      if (reservation !== null) {
        return { ...reservation, seed: base64url.decode(reservation.permutationSeed), used: 0 }
      }
      await openList(issuer, purpose, count)
    }
    throw new Error(`no status list could be opened for ${key}`)
  }

  function takeAtHand(key: string, purpose: StatusPurpose, count: number): StatusIndex[] {
    const taken: StatusIndex[] = []
    const atHand = runs.get(key) ?? []
    for (let run = atHand[0]; run !== undefined && taken.length < count; run = atHand[0]) {
      taken.push({ listId: run.listId, purpose, index: permute(run.first + run.used, run.size, run.seed) })
      run.used += 1
      if (run.used === run.count) atHand.shift()
    }
    return taken
  }

  return {
    async take(issuer, purpose, count) {
      const key = `${issuer.id}/${purpose}`
      const taken = takeAtHand(key, purpose, count)
      while (taken.length < count) {
        const run = await reserve(key, issuer, purpose, count - taken.length)
        // Read after the wait: other requests have taken and added meanwhile.
        runs.set(key, [...(runs.get(key) ?? []), run])
        taken.push(...takeAtHand(key, purpose, count - taken.length))
      }
      return taken
    },
  }
}

export function createSeed(): string {
  return base64url.encode(crypto.getRandomValues(new Uint8Array(SEED_BYTES)))
}
