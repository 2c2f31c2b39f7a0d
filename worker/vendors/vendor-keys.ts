/** A vendor's published keys (JWKS), through the guarded port and its cache. */
import type { JSONWebKeySet } from 'jose'
import type { Deps } from '../deps.ts'
import type { FetchJwks } from './authenticity/signed-jwt-body.ts'

const KEPT_MS = 3_600_000
/** A key that is not in the kept set may be new: ask again, but not for every forged token. */
const REFRESHED_AT_MOST_EVERY_MS = 60_000

const kept = new Map<string, { at: number; keys: JSONWebKeySet }>()

export function fetchVendorKeys(deps: Pick<Deps, 'sendGuarded' | 'clock'>): FetchJwks {
  return async (url, fresh) => {
    const now = deps.clock.now().getTime()
    const known = kept.get(url)
    if (known && now - known.at < (fresh ? REFRESHED_AT_MOST_EVERY_MS : KEPT_MS)) return known.keys
    const answer = await deps.sendGuarded({
      url,
      method: 'GET',
      headers: { Accept: 'application/json' },
      deadlineMs: 5_000,
    })
    if (!answer.ok || answer.status !== 200 || answer.truncated) return known?.keys
    try {
      const keys = JSON.parse(new TextDecoder().decode(answer.body)) as JSONWebKeySet
      if (!Array.isArray(keys.keys)) return known?.keys
      if (kept.size > 50) kept.clear()
      kept.set(url, { at: now, keys })
      return keys
    } catch {
      return known?.keys
    }
  }
}
